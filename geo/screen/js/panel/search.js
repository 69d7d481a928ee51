/** The search box: results as one types, grouped, each with the reason for the match; choosing one shows it on the map. */
import { element } from "../shared/dom.js";
import { here } from "../shared/here.js";
import { language, t } from "../shared/words.js";
import { about, chosen, groupTitle, LONGEST, resultName, saidOf, shownName } from "./results.js";
import { room, uncover } from "./room.js";

/** @import { Store } from "../state/store.js" */
/** @import { View } from "../state/view.js" */
/** @import { Group, Result } from "./results.js" */

const PAUSE = 120; // ms without a key before the server is asked
const LATE = 500; // ms that the server may take before it is told
const BLURRED = 200; // ms in which a click on a result arrives after the box has lost the focus

export class Search {
  #onlyNear = false;
  #active = -1;
  /** The language of the results. */
  #lang = "";
  /** The text that they answer. */
  #answered = "";
  /** The text of the position that is marked on the map. */
  #marked = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /**
   * @param {Store} store
   * @param {(position: [lat: number, lon: number] | null) => string} point marks a position that is no feature, and
   *   gives the district that it lies in, "" where it lies in none
   * @param {(id: string) => string} layerTitle what a layer is called, "" of none
   */
  constructor(store, point, layerTitle) {
    this.store = store;
    this.point = point;
    this.layerTitle = layerTitle;
    this.input = element("input", {
      type: "search",
      id: "search",
      role: "combobox",
      autocomplete: "off",
      placeholder: t("Place, group, country"),
      "aria-label": t("Search in any spelling"),
      "aria-expanded": "false",
      "aria-controls": "search-results",
      "aria-autocomplete": "list",
    });
    this.list = element("ul", {
      id: "search-results",
      role: "listbox",
      "aria-label": t("Search results"),
      hidden: "",
    });
    this.said = element("p", { class: "search-said", role: "status" });
    this.element = element(
      "div",
      { class: "search" },
      this.input,
      element("kbd", { "aria-hidden": "true" }, "/"),
      this.said,
      this.list,
    );
    // The first question makes the index, which takes a second: it is asked before the first letter.
    this.input.addEventListener("focus", () => fetch(here("/api/search?limit=1")).catch(() => {}), {
      once: true,
    });
    this.input.addEventListener("input", () => this.#typed());
    this.input.addEventListener("keydown", (event) => this.#press(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.#fold(), BLURRED));
  }

  /** @param {View} view */
  reflect({ q }) {
    const spoken = language().lang;
    const stands = this.#lang !== spoken && !this.list.hidden;
    this.#lang = spoken;
    // Results stand in the language in which they were listed; whoever has left the box sees them go.
    if (stands) document.activeElement === this.input ? this.#ask(this.input.value.trim()) : this.#fold();
    if (document.activeElement !== this.input) this.input.value = q;
    if (this.#marked && this.#marked !== q) {
      this.#marked = "";
      this.point(null);
    }
  }

  #typed() {
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#ask(this.input.value.trim()), PAUSE);
  }

  /** @param {string} text */
  async #ask(text) {
    if (!text) {
      this.said.textContent = "";
      this.#fold();
      return;
    }
    const late = setTimeout(() => (this.said.textContent = t("Searching …")), LATE);
    const query = new URLSearchParams({ limit: "12", q: text.slice(0, LONGEST) });
    const answer = await fetch(here(`/api/search?${query}`)).catch(() => null)
      .finally(() => clearTimeout(late));
    if (this.input.value.trim() !== text) return;
    if (!answer) {
      this.#list([]);
      this.said.textContent = t("The server cannot be reached; search again once it is back.");
      return;
    }
    /** @type {{ groups?: Group[], notice?: import("../shared/refusals.js").Worded }} */
    const { groups = [], notice } = answer.ok ? await answer.json() : {};
    this.#list(groups);
    this.#answered = text;
    this.said.textContent = saidOf(text, groups, notice);
  }

  /** @param {Group[]} groups */
  #list(groups) {
    const rows = [];
    let count = 0;
    for (const { kind, title, results } of groups) {
      rows.push(element("li", { class: "group", role: "presentation" }, groupTitle(title)));
      for (const result of results) rows.push(this.#option({ ...result, kind }, count++));
    }
    this.#onlyNear = groups.every(({ near }) => near);
    this.#active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...rows);
    this.list.hidden = !count;
    this.input.setAttribute("aria-expanded", String(count > 0));
  }

  /**
   * @param {Result} result
   * @param {number} index
   */
  #option(result, index) {
    const shown = shownName(result);
    const other = language().lang === "ar" ? resultName(result) : result.name_ar;
    const row = element(
      "li",
      { role: "option", id: `result-${index}`, "aria-selected": "false", "data-id": result.id },
      element("b", { dir: "auto" }, shown),
      " ",
      other && other !== shown ? element("span", { dir: "auto", class: "arabic" }, other) : null,
      element("small", {}, about(result, this.layerTitle(result.layer) || result.layer_title)),
    );
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => this.#choose(result));
    return row;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    if (event.key === "Escape") {
      this.#fold();
      return;
    }
    const text = this.input.value.trim();
    if (event.key === "Enter" && text && text !== this.#answered) {
      event.preventDefault();
      this.#hurry(text);
      return;
    }
    const options = this.#options();
    if (!options.length || this.list.hidden) return;
    if (event.key === "Enter") {
      event.preventDefault();
      this.#enter(options);
    }
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (!step) return;
    event.preventDefault();
    const from = this.#active < 0 && step < 0 ? 0 : this.#active;
    this.#active = (from + step + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.#active)));
    this.input.setAttribute("aria-activedescendant", options[this.#active].id);
    options[this.#active].scrollIntoView({ block: "nearest" });
  }

  /** The results that stand there. */
  #options() {
    return [.../** @type {NodeListOf<HTMLElement>} */ (this.list.querySelectorAll("[role=option]"))];
  }

  /**
   * Chooses the result that is marked, or the first.
   * @param {HTMLElement[]} options
   */
  #enter(options) {
    // What is only near the name is never chosen unseen.
    if (this.#active < 0 && this.#onlyNear) return;
    options[Math.max(0, this.#active)].click();
  }

  /**
   * Enter came before the answer: the results that stand there are those of another text.
   * @param {string} text
   */
  async #hurry(text) {
    clearTimeout(this.#waiting);
    await this.#ask(text);
    if (this.#answered === text && this.#options().length) this.#enter(this.#options());
  }

  #fold() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** @param {Result} result */
  #choose(result) {
    this.#fold();
    this.input.value = shownName(result);
    this.#answered = this.input.value.trim();
    let district = "";
    if (result.position && !result.layer) {
      this.#marked = this.input.value.slice(0, LONGEST);
      district = this.point(result.position);
    }
    this.store.change(chosen(this.store.view, result, room(), district));
    uncover();
  }
}
