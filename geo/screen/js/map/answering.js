/* Has the question of the view answered, and lays the answer over the map. It tells whoever listens how that goes. */
import { whyOf } from "../shared/refusals.js";
import { answerAddress, askedTexts } from "../state/asking.js";
import { fetchJson, fetchPosted } from "../shared/fetching.js";
import { AnswerLayer } from "./layers/answer_layer.js";
import { addPane } from "./layers/panes.js";

/** @typedef {import("../state/asking.js").Question} Question */
/** @typedef {import("../state/view.js").Asked} Asked */
/** @typedef {import("../state/view.js").View} View */
/** @typedef {import("../state/view.js").Part} Part */
/** @typedef {Record<string, any>} Answer As `/api/ask/{question}` gives it. */

const PANE = "answer";
const NOTHING = { features: [], looks: [], classes: [] };

export class Answering {
  /** @type {Asked | null} What the answer is to. */
  asked = null;
  /** @type {Answer | null} */
  answer = null;
  busy = false;
  /** @type {unknown} */
  #fault = null;
  /**
   * A question that is too long to be part of a view.
   * @type {Asked | null}
   */
  #posted = null;
  /** Where the answer is that was asked for last. */
  #wanted = "";
  /** The same while it is on its way. */
  #coming = "";
  #turn = 0;
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {import("./map.js").LibyaMap} map */
  constructor(map) {
    this.map = map;
    addPane(map.map, PANE);
    this.layer = new AnswerLayer(/** @type {any} */ (map.catalogue.actors), map.painter, PANE);
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
  }

  /** Every question, and how the view carries one. */
  async grammar() {
    /** @type {[Question[], { parts: (Part & { of_view?: string[], longest?: number })[] }]} */
    const [questions, { parts }] = await Promise.all([fetchJson("/api/ask"), fetchJson("/api/view")]);
    const part = parts.find(({ kind }) => kind === "question");
    if (!part) throw new Error("the view carries no question");
    return { questions, part, ofView: part.of_view ?? [] };
  }

  /**
   * Where the answer to a question is, with the days of the view where it says none.
   * @param {Asked} asked
   * @param {Record<string, string>} [more]
   */
  async address(asked, more = {}) {
    const { questions, ofView } = await this.grammar();
    const parameters = questions.find(({ id }) => id === asked.question)?.parameters ?? [];
    const texts = askedTexts(asked, this.map.store.view, ofView, parameters);
    return answerAddress(asked.question, texts, more);
  }

  /**
   * The answer to a question; what is wrong with it is thrown in the words of the server.
   * @param {Asked} asked
   * @returns {Promise<Answer>}
   */
  async fetch(asked) {
    const { url, body } = await this.#pinned(asked);
    return got(url, body);
  }

  /**
   * Where the answer of the data on the screen is.
   * @param {Asked} asked
   */
  #pinned(asked) {
    return this.address(asked, { v: this.map.catalogue.version });
  }

  /**
   * Keeps a question that no view can carry.
   * @param {Asked | null} asked
   */
  hold(asked) {
    this.#posted = asked;
  }

  /** Has the next question answered anew, also where it is the one that went wrong. */
  forget() {
    this.#wanted = "";
  }

  /** Why there is no answer, in the language spoken now; "" = nothing is wrong. */
  get problem() {
    return this.#fault ? whyOf(this.#fault) : "";
  }

  /** Whether the question is in the address. */
  get inView() {
    return Boolean(this.asked) && !this.#posted;
  }

  /**
   * Brings the answer into line with a view.
   * @param {View} view
   */
  async follow(view) {
    if (view.ask) this.#posted = null;
    const asked = view.ask ?? this.#posted;
    const turn = (this.#turn += 1);
    this.busy = Boolean(asked);
    if (!asked && !this.#wanted) return;
    let answer = /** @type {Answer | null} */ (null);
    /** @type {unknown} */
    let problem = null;
    let wanted = "";
    try {
      const { url, body } = asked ? await this.#pinned(asked) : { url: "", body: "" };
      if (turn !== this.#turn) return;
      wanted = url + body;
      // The same again, there already or on its way: something else of the view has changed.
      const isKnown = wanted === this.#wanted;
      this.#wanted = wanted;
      this.asked = asked;
      if (isKnown) this.busy = this.#coming === wanted && Boolean(asked);
      else this.#coming = wanted;
      this.#tell();
      if (isKnown) return;
      answer = asked && await got(url, body);
    } catch (fault) {
      problem = fault;
    }
    if (wanted ? wanted !== this.#wanted : turn !== this.#turn) return;
    this.#coming = "";
    this.#fault = problem;
    Object.assign(this, { answer, busy: false });
    this.#show();
    this.#tell();
  }

  /** Draws what the answer shows, or takes it away. */
  #show() {
    const { answer, layer, map } = this;
    layer.flowing = flowingOf(map.catalogue);
    layer.take(/** @type {any} */ (answer ?? { title: "", title_ar: "", map: NOTHING }));
    if (answer && !layer.shown) layer.addTo(map.map);
    else if (!answer && layer.shown) layer.remove();
    else layer.repaint();
    if (map.shown) map.picking.mark(map.picking.marked());
    map.tidySoon();
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }
}

/**
 * Ids of the layers whose lines something goes along.
 * @param {import("../state/catalogue.js").Catalogue} catalogue
 */
function flowingOf({ layers }) {
  const flows = layers.filter(({ classes }) => Object.values(classes).some(({ arrow }) => arrow));
  return new Set(flows.map(({ id }) => id));
}

/**
 * @param {string} url
 * @param {string} body "" = it is not posted
 * @returns {Promise<Answer>}
 */
function got(url, body) {
  return body ? fetchPosted(url, body) : fetchJson(url);
}
