/** The tab "Ask": the questions there are, the form of one, and its answer. All of it is made of what `/api/ask` says,
 * so that a new question is here by being there. */
import { button, element } from "../../shared/dom.js";
import { firstTexts, fitsView, nextOf, tooLarge } from "../../state/asking.js";
import { dateText, named } from "../../shared/names.js";
import { styled } from "../../shared/styling.js";
import { whyOf } from "../../shared/refusals.js";
import { declared, mark, t, tn } from "../../shared/words.js";
import { drawings } from "../../state/sketch.js";
import { textOf } from "../../state/view.js";
import { historyStrip } from "../inspect/history.js";
import { sentencesOf, sourceList } from "./answer.js";
import { AskForm } from "./form.js";
import { diagramOf } from "./picture.js";
import { SheetView } from "./sheet.js";
import { save, Taking } from "./taking.js";

/** @import { EvidenceLayer } from "../../map/layers/evidence_layer.js" */
/** @import { LibyaMap } from "../../map/map.js" */
/** @import { Question } from "../../state/asking.js" */
/** @import { Asked, View } from "../../state/view.js" */
/** @import { Hands, Sheet } from "./sheet.js" */
/** @import { CellNames, SheetRow } from "./cells.js" */

const STYLE = "/assets/own/ask.css";
const SCOPES = ["place", "district", "region"];
const UNSAID = 300; // ms of an answer during which nothing is said
const DECIMALS = 4; // of the degrees of what is in view

class Ask {
  /** @type {Question[]} */
  #questions = [];
  /** @type {AskForm | null} */
  #form = null;
  /** @type {SheetView[]} */
  #sheets = [];
  /** What the form was filled with, and the answer that is shown. */
  #filled = "";
  /** @type {unknown} */
  #shown = null;
  #lang = "";

  /** @param {LibyaMap} map */
  constructor(map) {
    this.map = map;
    this.top = element("div", { class: "ask-top" });
    this.status = element("p", { class: "ask-status", role: "status" });
    this.answer = element("div", { class: "ask-answer" });
    this.element = element("div", { class: "ask-tab", hidden: "" }, this.top, this.status, this.answer);
    this.taking = new Taking(map, this.answer);
    this.ready = this.#build().catch((problem) => {
      const text = t("This tab could not be opened: {problem}", { problem: whyOf(problem) });
      this.element.replaceChildren(element("p", { role: "alert", class: "side-empty" }, text));
      this.element.hidden = false;
    });
  }

  async #build() {
    const [{ questions }] = await Promise.all([this.map.answering.grammar(), styled(STYLE)]);
    this.#questions = questions;
    this.map.answering.subscribe(() => this.#reflect());
    this.element.hidden = false;
    this.#reflect();
    if (!this.#form) this.#list();
  }

  get #view() {
    return this.map.store.view;
  }

  /**
   * @param {EvidenceLayer[]} _layers
   * @param {View} view
   */
  async update(_layers, view) {
    await this.ready;
    if (view.lang !== this.#lang && this.#lang) this.#inAnotherLanguage();
    this.#lang = view.lang;
    for (const sheet of this.#sheets) sheet.mark(view.sel);
  }

  /** Every question by what it answers. */
  #list() {
    this.#form = null;
    const items = this.#questions.map((question) =>
      element(
        "li",
        {},
        button(element("bdi", {}, named(question, this.#view.lang, "title")), () => this.#open(question), {
          class: "plain ask-question",
          "data-question": question.id,
        }),
        element("p", { class: "ask-help", dir: "auto" }, declared(question.help)),
      )
    );
    this.top.replaceChildren(
      element("h2", {}, t("Ask the map")),
      element("ul", { class: "ask-list" }, ...items),
    );
  }

  /**
   * Opens the form of a question with what the view says, or with the question of the view itself.
   * @param {Question} question
   * @param {Record<string, string>} [texts]
   */
  async #open(question, texts) {
    const form = new AskForm(question, this.#surroundings(), (asked) => this.#ask(asked));
    this.#form = form;
    const back = button(t("‹ All questions"), () => this.#list(), { class: "plain ask-back" });
    this.top.replaceChildren(back, form.element);
    const { ofView } = await this.map.answering.grammar();
    if (this.#form !== form) return;
    const around = { scopes: this.#scopes(), drawings: drawings(this.#view) };
    // A question of the view says all that is asked about: what is selected or drawn adds nothing to it.
    const nothing = { scopes: [], drawings: [] };
    const view = texts ? { ...this.#view, sel: "" } : this.#view;
    form.fill({ ...firstTexts(question, view, ofView, texts ? nothing : around), ...texts });
    if (texts) form.foldUp(this.#answerOf(question));
    if (!texts) back.focus({ preventScroll: true });
  }

  /** Which kinds of ground the selected feature is. */
  #scopes() {
    const { sel } = this.#view;
    return SCOPES.filter((scope) => this.map.layers.get(`${scope}s`)?.find(sel));
  }

  /** @returns {import("./field.js").Surroundings} */
  #surroundings() {
    const { map } = this;
    return {
      lang: () => this.#view.lang,
      layers: map.catalogue.layers,
      visit: this.map.visit,
      drawing: (types) => drawings(this.#view).findLast(({ type }) => types.includes(type))?.text ?? "",
      extent: () => {
        const bounds = map.map.getBounds();
        const sides = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
        return sides.map((degrees) => Number(degrees.toFixed(DECIMALS))).join(",");
      },
    };
  }

  /**
   * Has a question answered; only one that has an answer becomes part of the view.
   * @param {Asked} asked
   */
  async #ask(asked) {
    const form = this.#form;
    if (!form) return;
    const large = () => tooLarge(form.question.parameters, asked.parameters);
    form.refuse(large);
    if (large()) return;
    const { answering } = this.map;
    const turn = (this.#turn += 1);
    this.#wait(true);
    try {
      const { part } = await answering.grammar();
      await answering.fetch(asked);
      if (this.#form !== form || this.#turn !== turn) return;
      this.#filled = textOf("question", asked);
      if (answering.problem) answering.forget();
      if (fitsView(asked, part)) this.map.change({ ask: asked });
      else {
        answering.hold(asked);
        this.map.change({ ask: null });
      }
      this.#reading = true;
      this.#reflect();
    } catch (problem) {
      form.refuse(() => whyOf(problem));
    } finally {
      this.#wait(false);
    }
  }

  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #unsaid;
  /** Grows with every question that is sent. */
  #turn = 0;
  /** Whether somebody waits to read the next answer. */
  #reading = false;

  /** @param {boolean} on */
  #wait(on) {
    clearTimeout(this.#unsaid);
    this.element.setAttribute("aria-busy", String(on));
    this.status.textContent = "";
    if (on) this.#unsaid = setTimeout(() => (this.status.textContent = t("Looking for the answer…")), UNSAID);
  }

  /** Brings form and answer into line with the question that the map holds. */
  #reflect() {
    const { answering } = this.map;
    const { asked, answer, problem, busy } = answering;
    const why = () => answering.problem;
    const question = asked && this.#questions.find(({ id }) => id === asked.question);
    const text = textOf("question", asked);
    if (asked && question && text !== this.#filled) {
      this.#filled = text;
      this.#open(question, asked.parameters).then(() => problem && this.#form?.refuse(why));
    } else if (asked && !question && text !== this.#filled) {
      this.#filled = text;
      this.#list();
    }
    this.#wait(busy);
    if (busy) return;
    if (problem) {
      this.#clearAnswer();
      if (question) this.#form?.refuse(why);
      else this.status.textContent = problem;
      return;
    }
    if (answer === this.#shown) return;
    if (answer) this.#show(answer);
    else {
      this.#filled = "";
      this.#clearAnswer();
    }
  }

  /**
   * The answer to a question, where it is the one that is shown.
   * @param {Question} question
   */
  #answerOf({ id }) {
    const { answer, busy } = this.map.answering;
    return busy || answer?.id !== id ? null : answer;
  }

  #clearAnswer() {
    this.#shown = null;
    this.#sheets = [];
    this.answer.replaceChildren();
  }

  /** @param {import("../../map/answering.js").Answer} answer */
  #show(answer) {
    this.#shown = answer;
    this.#form?.foldUp(answer);
    const { lang } = this.#view;
    /** @type {Sheet} */
    const first = {
      name: "",
      title: answer.table_title,
      title_ar: answer.table_title_ar,
      columns: answer.columns,
      rows: answer.rows,
    };
    const sheets = [first, ...answer.tables].filter(({ rows }) => rows.length);
    this.#sheets = sheets.map((sheet) => new SheetView(sheet, this.#hands(lang, answer.names)));
    const titles = new Map(this.#parametersOf(answer.id).map((one) => [one.name, named(one, lang, "title")]));
    const days = Object.entries(answer.days).map(([name, day]) =>
      `${titles.get(name) ?? name} ${dateText(String(day))}`
    );
    const marking = answer.marking ? [`TLP:${answer.marking}`] : [];
    const version = t("data {version}", { version: String(answer.version).slice(0, 8) });
    const about = [...days, version, ...marking].join(" · ");
    const colours = (/** @type {string} */ actor) => this.map.coloursOf(actor);
    const pictures = [
      ...historyStrip(answer.history, answer.days.at ?? "", lang, colours, answer.history_of),
      ...(answer.diagram ? [diagramOf(answer.diagram, lang, (format) => this.taking.address(format))] : []),
    ];
    this.answer.replaceChildren(
      element("h2", { tabindex: "-1" }, element("bdi", {}, named(answer, lang, "title"))),
      element("p", { class: "ask-about" }, about),
      ...sentencesOf(answer.sentences, answer.sources, lang, pictures),
      ...(answer.sentences.length ? [] : [element("p", {}, t("Nothing is told."))]),
      ...(this.map.answering.inView ? [] : [
        element(
          "p",
          { class: "ask-hint" },
          t("What is drawn is too large for a link: the answer is on this page alone."),
        ),
      ]),
      this.taking.offers(
        button(t("Zoom to it"), () => this.#zoom(answer)),
        button(t("Take off the map"), () => this.#take()),
      ),
      ...this.#next(answer),
      ...this.#sheets.map((sheet) => sheet.element),
      sourceList(answer.sources) ?? "",
    );
    for (const sheet of this.#sheets) sheet.mark(this.#view.sel);
    const scroller = this.element.closest(".side-body");
    if (scroller) {
      scroller.scrollTop = 0;
    }
    if (this.#reading) this.answer.querySelector("h2")?.focus({ preventScroll: true });
    this.#reading = false;
    this.status.textContent = tn("Answered: {n} row", "Answered: {n} rows", answer.rows.length);
  }

  /** @param {import("../../map/answering.js").Answer} answer */
  #zoom(answer) {
    const ids = /** @type {{ id: string }[]} */ (answer.map.features).map(({ id }) => id);
    const shapes = ids.map((id) => this.map.answering.layer.find(id)?.shape ?? null);
    this.map.camera.flyTo(...shapes);
  }

  /**
   * What else may be asked of the same, with one click.
   * @param {import("../../map/answering.js").Answer} answer
   */
  #next(answer) {
    const asked = { question: answer.id, parameters: answer.parameters };
    const next = nextOf(
      this.#questions,
      asked,
      (id) => SCOPES.filter((scope) => answer.features[`${scope}s`]?.includes(id)),
    );
    if (!next.length) return [];
    const offers = next.map(({ question, texts }) =>
      button(named(question, this.#view.lang, "title"), async () => {
        await this.#open(question, texts);
        await this.#ask({ question: question.id, parameters: texts });
      }, { "data-next": question.id })
    );
    return [element("p", { class: "ask-offers ask-next" }, element("b", {}, t("Ask next")), ...offers)];
  }

  /** @param {string} id of a question */
  #parametersOf(id) {
    return this.#questions.find((one) => one.id === id)?.parameters ?? [];
  }

  /** Takes the answer off the map; the form stays as it is. */
  #take() {
    this.map.answering.hold(null);
    this.map.change({ ask: null });
  }

  #inAnotherLanguage() {
    const form = this.#form;
    if (!form) this.#list();
    else {
      // What somebody just writes stays in sight, and what is wrong with it.
      const { asked, question, why, fold: { open } } = form;
      this.#open(question, asked.parameters).then(() => {
        if (!this.#form) return;
        this.#form.fold.open = open;
        if (why()) this.#form.refuse(why, true);
      });
    }
    const { answer, problem } = this.map.answering;
    if (answer) this.#show(answer);
    else if (this.status.textContent && problem) this.status.textContent = problem;
  }

  /**
   * @param {string} lang
   * @param {CellNames} names
   * @returns {Hands}
   */
  #hands(lang, names) {
    const { layer } = this.map.answering;
    return {
      lang,
      names,
      target: (row) => targetOf(row, (id) => Boolean(layer.find(id)?.properties.layer)),
      select: (id) => {
        this.map.camera.flyTo(layer.find(id)?.shape ?? null);
        this.map.change({ sel: id, tab: "ask" });
      },
      download: async (table) => {
        const text = await this.taking.fetched({ format: "csv", ...(table && { table }) });
        save(`${this.map.answering.asked?.question}${table && `-${table}`}.csv`, text);
      },
      copy: (text) => this.taking.copy(text),
    };
  }
}

/**
 * The first cell of a row that names a feature on the map.
 * @param {SheetRow} row
 * @param {(id: string) => boolean} isShown
 */
function targetOf(row, isShown) {
  return String(Object.values(row).find((value) => typeof value === "string" && isShown(value)) ?? "");
}

export const ask = {
  id: "ask",
  title: mark("Ask"),
  /** @param {LibyaMap} map */
  create: (map) => new Ask(map),
};
