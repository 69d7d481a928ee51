/* The title and the three lines that say it without a click: who holds what, what changed last, how old this is.
   The server makes them of the map of control; each links into the evidence behind it. */
import { countOf } from "../layers/large_layer.js";
import { firstOf, isSpan } from "../../rules/dating.js";
import { element } from "../../shared/dom.js";
import { fetchJson } from "../../shared/fetching.js";
import { L } from "../../shared/leaflet.js";
import { longDate, named } from "../../shared/names.js";
import { t, tn } from "../../shared/words.js";
import { clockTexts } from "../../state/view.js";

/** @typedef {import("../../state/view.js").View} View */
/** @typedef {[text: string, link: Partial<View> | null]} Piece */
/** @typedef {{ heading: string, pieces: Piece[] }} Line */
/** @typedef {{ title: { en: string, ar: string }, lines: { en: Line, ar: Line }[] }} Told What /api/headline says. */

const TOLD = "control"; // the layer that title and lines are made of
const QUIET = 180; // ms: while the day is dragged or played nothing is asked for

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/**
 * @typedef {object} Subject What the map shows where that is not who holds what.
 * @property {string} what
 * @property {string[]} only Actors, where nothing is shown but theirs.
 * @property {number} n Of its entries.
 * @property {number | null} fresh Of those, how many were confirmed lately; null = not known of a large layer.
 */

/** What the others stand on: it is the subject only where nothing else is shown. */
const GROUND = "Base";

/**
 * What the map shows, as its title says it; null = who holds what on one day.
 * @param {EvidenceLayer[]} layers In the order of the legend.
 * @param {string} lang
 * @param {string[]} [only] Names of the actors that are let through, none = all.
 * @param {boolean} [span] Whether more than one day is shown.
 * @returns {Subject | null}
 */
export function subjectOf(layers, lang, only = [], span = false) {
  const drawn = layers.filter(({ visible }) => visible.length);
  const above = drawn.filter(({ spec }) => spec.group !== GROUND);
  const shown = above.length ? above : drawn;
  const [first, second, ...others] = shown.map(({ spec }) => named(spec, lang, "title"));
  const control = !first || shown.some(({ id }) => id === TOLD);
  if (!only.length && !span && control) return null;
  const items = shown.flatMap(({ visible }) => visible);
  const several = others.length ? t("{what} and {n} more", { what: first, n: others.length + 1 }) : null;
  const what = only.join(t(", ")) || (control && t("who held what")) || several ||
    [first, second].filter(Boolean).join(" + ");
  const n = items.reduce((sum, item) => sum + countOf(item), 0);
  const current = items.filter(({ state }) => state === "current").length;
  // Of a large layer an item stands for all of its class in view.
  return { what, only, n, fresh: n > items.length ? null : current };
}

/**
 * Whether the text is one line: where it does not say who holds what, also before anything is drawn.
 * @param {View} view
 */
const isShort = (view) =>
  isSpan(view) || Boolean(view.filters.actor?.length || (view.layers.length && !view.layers.includes(TOLD)));

export class Headline {
  /** What was asked for last. */
  #url = "";
  #reading = false;
  /** Whether the window is too low for text. */
  #folded = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /** @param {(link: Partial<View>) => void} follow What a click on a link does. */
  constructor(follow) {
    this.follow = follow;
    /** @type {Subject | null} */
    this.subject = null;
    /** Whether the lines of the view are still to come. */
    this.busy = false;
    this.title = element("span", { class: "headline-title" }, t("Libya"));
    // The lines of the picture that the page came with stand until their links are here.
    const before = globalThis.parent?.document?.querySelectorAll("#first-map .column > :is(h3, p)") ?? [];
    this.lines = element(
      "div",
      { class: "headline-lines" },
      ...[...before].map((one) => one.cloneNode(true)),
    );
    this.element = element(
      "details",
      { class: "headline", open: "" },
      element("summary", {}, this.title),
      this.lines,
    );
    /** What is said of the map. */
    this.told = /** @type {Told | null} */ (null);
    this.view = /** @type {View | null} */ (null);
    /** Hears of another title. */
    this.titled = (/** @type {string} */ _title) => {};
    L.DomEvent.disableClickPropagation(this.element);
    L.DomEvent.disableScrollPropagation(this.element);
  }

  /**
   * Folds the text in a window that has no room for it, such as that of a turned phone, and only so long.
   * @param {boolean} low
   */
  fold(low) {
    if (low === this.#folded) return;
    this.#folded = low;
    this.element.open = !low && !this.#reading;
  }

  /**
   * Takes the room that the text of a view wants.
   * @param {View} view
   */
  makeRoom(view) {
    this.element.classList.toggle("short", isShort(view));
  }

  /**
   * Says it for a view.
   * @param {View} view
   * @param {string} version Of the data.
   * @param {Subject | null} subject
   */
  update(view, version, subject) {
    this.subject = subject;
    this.makeRoom(view);
    // Who reads a card has read the lines: the map has their room until it is closed.
    if (this.#reading !== Boolean(view.sel)) {
      this.#reading = Boolean(view.sel);
      this.element.open = !this.#reading && !this.#folded;
    }
    this.view = view;
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
    this.#entitle();
    // What is said of another day is not taken for this one.
    if (this.told) this.lines.classList.add("waiting");
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

  /** The title goes with the day at once, also while it is played. */
  #entitle() {
    const day = longDate(this.view?.at ?? "");
    const first = this.view && isSpan(this.view) ? longDate(firstOf(this.view)) : "";
    const title = this.subject && first
      ? t("Libya at any time from {first} to {last}: {what}", { first, last: day, what: this.subject.what })
      : this.subject
      ? t("Libya on {day}: {what}", { day, what: this.subject.what })
      : t("Libya on {day}: who holds what", { day });
    this.title.textContent = title;
    this.titled(title);
  }

  #show() {
    this.#entitle();
    this.lines.classList.remove("waiting");
    const language = this.lang === "ar" ? "ar" : "en";
    this.element.dir = language === "ar" ? "rtl" : "ltr";
    this.element.lang = language;
    if (this.subject) this.lines.replaceChildren(element("p", {}, ...this.#aboutSubject(this.subject)));
    else if (this.told) this.#tell(this.told, language);
  }

  /**
   * @param {Subject} subject
   * @returns {(string | HTMLElement)[]}
   */
  #aboutSubject({ only, n, fresh }) {
    const counted = fresh === null ? tn("{n} entry in view.", "{n} entries in view.", n) : tn(
      "{n} entry, {fresh} of it confirmed lately.",
      "{n} entries, {fresh} of them confirmed lately.",
      n,
      { fresh },
    );
    if (!only.length) return [counted];
    const { actor: _actor, ...filters } = this.view?.filters ?? {};
    return [counted, " ", t("All others are hidden."), " ", this.#link(t("Show all again"), { filters })];
  }

  /**
   * @param {Told} told
   * @param {"en" | "ar"} language
   */
  #tell(told, language) {
    const other = { class: "other-title", dir: "rtl", lang: "ar" };
    this.lines.replaceChildren(
      ...(this.view?.lang === "en+ar" ? [element("p", other, told.title.ar)] : []),
      ...told.lines.flatMap((line) => {
        const { heading, pieces } = line[language];
        const text = pieces.map(([piece, link]) => link ? this.#link(piece, link) : piece);
        return [element("h3", {}, heading), element("p", {}, ...text)];
      }),
    );
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
