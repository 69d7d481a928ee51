/* The title and the three lines that say it without a click: who holds what, what changed last, how old this is.
   The server makes them of the map of control; each links into the evidence behind it. */
import { element } from "../../shared/dom.js";
import { fetchJson } from "../../shared/fetching.js";
import { L } from "../../shared/leaflet.js";
import { dateText, named } from "../../shared/names.js";
import { inDigits, t } from "../../shared/words.js";
import { clockTexts } from "../../state/view.js";

/** @typedef {import("../../state/view.js").View} View */
/** @typedef {[text: string, link: Partial<View> | null]} Piece */
/** @typedef {{ heading: string, pieces: Piece[] }} Line */
/** @typedef {{ title: { en: string, ar: string }, lines: { en: Line, ar: Line }[] }} Told What /api/headline says. */

const TOLD = "control"; // the layer that title and lines are made of
const QUIET = 180; // ms: while the day is dragged or played nothing is asked for

/**
 * What the map shows, as its title says it; "" = who holds what.
 * @param {import("../layers/evidence_layer.js").EvidenceLayer[]} layers In the order of the legend.
 * @param {string} lang
 */
export function subjectOf(layers, lang) {
  const shown = layers.filter(({ visible }) => visible.length);
  const [first, ...others] = shown.map(({ spec }) => named(spec, lang, "title"));
  if (!first || shown.some(({ id }) => id === TOLD)) return "";
  return others.length ? t("{what} and {n} more", { what: first, n: others.length }) : first;
}

export class Headline {
  /** What was asked for last. */
  #url = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {(link: Partial<View>) => void} follow What a click on a link does. */
  constructor(follow) {
    this.follow = follow;
    /** The title where the map shows something else than who holds what. */
    this.subject = "";
    /** Whether the lines of the view are still to come. */
    this.busy = false;
    this.title = element("span", { class: "headline-title" }, t("Libya"));
    this.lines = element("div", { class: "headline-lines" });
    this.element = element(
      "details",
      { class: "headline", open: "" },
      element("summary", {}, this.title),
      this.lines,
    );
    /** What is said of the map. */
    this.told = /** @type {Told | null} */ (null);
    /** Hears of another title. */
    this.titled = (/** @type {string} */ _title) => {};
    L.DomEvent.disableClickPropagation(this.element);
    L.DomEvent.disableScrollPropagation(this.element);
  }

  /**
   * Says it for a view.
   * @param {View} view
   * @param {string} version Of the data.
   * @param {string} subject What is shown where it is not who holds what.
   */
  update(view, version, subject) {
    this.subject = subject && t("Libya on {day}: {what}", { day: dateText(view.at), what: subject });
    const { at, names, lang } = view;
    const asked = new URLSearchParams({ at, ...clockTexts(view), ...(names && { names }), v: version });
    const url = `/api/headline?${asked}`;
    this.lang = lang === "ar" ? "ar" : "en";
    clearTimeout(this.#waiting);
    if (url === this.#url) {
      this.busy = !this.told;
      this.#show();
      return;
    }
    this.busy = true;
    this.#waiting = setTimeout(() => this.#ask(url), this.#url ? QUIET : 0);
  }

  /** @param {string} url */
  async #ask(url) {
    this.#url = url;
    const told = await fetchJson(url).catch(() => null);
    if (this.#url !== url) return;
    this.told = told;
    this.busy = false;
    this.#show();
  }

  #show() {
    if (!this.told) return;
    const language = this.lang === "ar" ? "ar" : "en";
    const title = this.subject || inDigits(this.told.title[language]);
    this.title.textContent = title;
    this.element.dir = language === "ar" ? "rtl" : "ltr";
    this.element.lang = language;
    this.lines.replaceChildren(...this.told.lines.flatMap((line) => {
      const { heading, pieces } = line[language];
      const text = pieces.map(([piece, link]) => link ? this.#link(piece, link) : piece);
      return [element("h3", {}, heading), element("p", {}, ...text)];
    }));
    this.titled(title);
  }

  /**
   * A link, and no button: it has to break where the line does.
   * @param {string} text
   * @param {Partial<View>} link
   */
  #link(text, link) {
    const node = element("a", { class: "told", href: "#" }, text);
    node.addEventListener("click", (event) => {
      event.preventDefault();
      this.follow(link);
    });
    return node;
  }
}
