/** The tab "Inspect": the cards of what lies under a click, one step apart, walked by keyboard. */
import { button, element } from "../../shared/dom.js";
import { fetchJson } from "../../shared/fetching.js";
import { isSpan } from "../../rules/dating.js";
import { isOnlyActor, withFilter } from "../../state/filters.js";
import { named } from "../../shared/names.js";
import { whyOf } from "../../shared/refusals.js";
import { language, mark, spokenIn, t } from "../../shared/words.js";
import { closedCard } from "../../state/tabs.js";
import { clockTexts } from "../../state/view.js";
import { nearForm } from "./around.js";
import { cardBody } from "./card.js";
import { reportText } from "./report.js";

/** @import { LibyaMap } from "../../map/map.js" */
/** @import { Card } from "./card.js" */
/** @import { ActorName } from "./claims.js" */
/** @import { Target } from "../../map/features/pointing.js" */

/** @type {Record<string, number>} */
const ARROWS = { ArrowRight: 1, ArrowLeft: -1 };
const empty = () =>
  t("Click a symbol, a line or an area: everything at that spot is listed here, nearest first.");

export class Cards {
  /**
   * The features whose cards are one step away from each other.
   * @type {readonly Target[]}
   */
  hits = [];
  /** Whether those were picked by hand, so that all of them are ringed on the map. */
  picked = false;
  /** The feature whose card is shown, and what was asked for last. */
  #shown = "";
  #wanted = "";
  /** Whether its card could not be read. */
  #failed = false;

  /** @param {LibyaMap} map */
  constructor(map) {
    this.map = map;
    this.empty = element("p", { class: "side-empty" }, empty());
    this.box = element("section", { class: "cards", "aria-label": t("What is here"), hidden: "" });
    this.element = element("div", {}, this.empty, this.box);
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  /** A tab hears of every picture; the map shows and clears cards by itself. */
  update() {}

  /**
   * Takes features to be laid out.
   * @param {readonly Target[]} hits
   * @param {boolean} [picked]
   */
  lay(hits, picked = false) {
    this.hits = hits;
    this.picked = picked;
  }

  /** Has the card read anew when it is shown again: the data are others. */
  forget() {
    this.#wanted = "";
  }

  /** Asks again for a card that could not be read. */
  retry() {
    if (!this.#failed || this.box.hidden) return;
    this.forget();
    this.show(this.#shown);
  }

  /** @param {string} id */
  holds(id) {
    return this.hits.some((hit) => hit.id === id);
  }

  /**
   * The spot at which a card was asked for, which what is near is measured from.
   * @param {string} id
   */
  from(id) {
    return this.hits.find((hit) => hit.id === id)?.from;
  }

  clear() {
    if (this.#shown) this.map.picking.mark([]);
    if (this.box.contains(document.activeElement)) this.map.map.getContainer().focus({ preventScroll: true });
    this.lay([]);
    // One that is still on its way does not come either.
    this.forget();
    this.#shown = "";
    this.box.hidden = true;
    this.empty.hidden = false;
  }

  /**
   * Shows the card of one of the features laid out, as it is on the map's date and in its language.
   * @param {string} id
   */
  async show(id) {
    const { at, lang, names, filters } = this.map.store.view;
    const clocks = clockTexts(this.map.store.view);
    const span = isSpan(this.map.store.view);
    const from = this.from(id)?.map((degrees) => degrees.toFixed(2)).join(",");
    const { known, recorded } = clocks;
    const wanted = [id, from, at, span, known, recorded, lang, names, filters.actor, this.hits.length].join(
      "|",
    );
    if (wanted === this.#wanted && this.#shown === id) return;
    this.#wanted = wanted;
    const query = new URLSearchParams({
      at,
      ...clocks,
      ...(names && { names }),
      ...(from && { c: from }),
      ...(spokenIn({ lang }) !== "en" && { lang }),
    });
    const content = await this.#card(`/api/features/${encodeURIComponent(id)}?${query}`, lang, Boolean(from));
    if (this.#wanted !== wanted) return;
    // The same card read anew must not take the focus from where somebody types.
    const another = this.#shown !== id;
    const focus = another || this.box.hidden || this.box.contains(document.activeElement);
    this.#shown = id;
    this.box.replaceChildren(this.#bar(), content);
    this.box.hidden = false;
    this.empty.hidden = true;
    if (focus) content.focus({ preventScroll: true });
    // It begins with what it is about, wherever in the one before the way to it stood.
    if (another) this.box.closest(".side-body")?.scrollTo(0, 0);
  }

  /**
   * @param {string} url
   * @param {string} lang
   * @param {boolean} spot whether it is asked of a spot in a district
   */
  async #card(url, lang, spot) {
    this.#failed = false;
    try {
      /** @type {Card} */
      const card = await fetchJson(url);
      const { at } = this.map.store.view;
      const body = cardBody(card, {
        at,
        span: isSpan(this.map.store.view),
        spot,
        lang,
        actorLink: (actor) => this.#actorLink(actor),
        coloursOf: (actor) => this.map.coloursOf(actor),
        catalogue: this.map.catalogue,
        open: (other) => this.map.picking.openCards([{ id: other }]),
        actions: actions(card, at, lang, this.map.catalogue),
        nearby: nearForm(
          card.about.id,
          this.map.catalogue.layers,
          lang,
          (part) => this.map.store.change(part),
        ),
      });
      body.append(...this.#alsoHere(card.id, lang));
      return body;
    } catch (problem) {
      this.#failed = true;
      const text = t("This card could not be read: {why}", {
        why: whyOf(problem),
      });
      return element("article", { class: "card" }, element("p", { role: "alert" }, text));
    }
  }

  /**
   * The other cards at this spot as a list.
   * @param {string} shown
   * @param {string} lang
   */
  #alsoHere(shown, lang) {
    const others = this.hits.filter(({ id, name_en: name }) => id !== shown && name);
    const rows = others.map((hit) =>
      element(
        "li",
        {},
        button(element("bdi", {}, named(hit, lang)), () => this.map.store.change({ sel: hit.id })),
      )
    );
    return rows.length ? [element("h3", {}, t("Also here")), element("ul", { class: "also" }, ...rows)] : [];
  }

  /** @param {ActorName} actor */
  #actorLink({ id, ...names }) {
    const { store } = this.map;
    const only = isOnlyActor(store.view.filters, id);
    const title = only ? t("show every actor again") : t("show only this actor");
    const label = `${title}: ${named(names, store.view.lang === "ar" ? "ar" : "en")}`;
    const turn = () => store.change({ filters: withFilter(store.view.filters, "actor", only ? [] : [id]) });
    return button(title, turn, { "aria-label": label, title: label });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const target = /** @type {Element} */ (event.target);
    if (this.box.hidden || target.matches("input, select, textarea")) return;
    if (event.key === "Escape") this.#close();
    else if (ARROWS[event.key] && this.box.contains(document.activeElement)) {
      this.#step(language().rtl ? -ARROWS[event.key] : ARROWS[event.key]);
    }
  }

  /** @param {number} by */
  #step(by) {
    const count = this.hits.length;
    const index = this.hits.findIndex(({ id }) => id === this.#shown);
    if (count > 1) this.map.store.change({ sel: this.hits[(index + by + count) % count].id });
  }

  #close() {
    this.map.store.change(closedCard(this.map.store.view));
  }

  #bar() {
    const count = this.hits.length;
    const index = this.hits.findIndex(({ id }) => id === this.#shown);
    const close = labelled("×", t("Close (Escape)"), () => this.#close());
    if (count < 2) return element("header", { class: "cards-bar alone-here" }, close);
    return element(
      "header",
      { class: "cards-bar" },
      labelled("‹", t("Previous card (left arrow)"), () => this.#step(-1)),
      element("span", { "aria-live": "polite" }, t("{i} of {n} here", { i: index + 1, n: count })),
      labelled("›", t("Next card (right arrow)"), () => this.#step(1)),
      close,
    );
  }
}

/**
 * What can be taken away of a card.
 * @param {Card} card
 * @param {string} at the day shown
 * @param {string} lang
 * @param {import("../../state/catalogue.js").Catalogue} catalogue
 */
function actions(card, at, lang, catalogue) {
  const link = new URL(globalThis.parent.location.href);
  link.searchParams.set("sel", card.id);
  const said = element("span", { class: "said", role: "status" });
  const copy = (/** @type {string} */ label, /** @type {string} */ text) =>
    labelled(label, label, async () => {
      await navigator.clipboard.writeText(text);
      said.textContent = t("Copied");
    });
  const asText = copy(t("Copy as text for a report"), reportText(card, at, lang, catalogue));
  return element(
    "footer",
    { class: "card-actions" },
    asText,
    copy(t("Copy link to this card"), link.href),
    said,
  );
}

/**
 * @param {string} text
 * @param {string} label
 * @param {() => void} action
 */
function labelled(text, label, action) {
  return button(text, action, { "aria-label": label, title: label });
}

export const inspect = {
  id: "inspect",
  title: mark("Inspect"),
  /** @param {LibyaMap} map */
  create: (map) => map.cards,
};
