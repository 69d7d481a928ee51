/** The filters over all layers. What can be filtered comes from the catalogue alone. */
import { button, element } from "../../shared/dom.js";
import { withFilter } from "../../state/filters.js";

/** @import { Catalogue } from "../../shared/catalogue.js" */
/** @import { Store } from "../../state/store.js" */
/** @import { View } from "../../state/view.js" */
/** @typedef {readonly [value: string, title: string]} Option */

/** @type {readonly Option[]} */
const RELIABILITIES = [["", "any source"], ["A", "A only"], ["B", "A and B"], ["C", "A to C"]];
/** @type {readonly Option[]} */
const CREDIBILITIES = [["", "any information"], ["1", "1 only"], ["2", "1 and 2"], ["3", "1 to 3"]];
/** @type {readonly Option[]} */
const AGES = [
  ["", "any age"],
  ["183", "confirmed within 6 months"],
  ["365", "within a year"],
  ["730", "within 2 years"],
  ["1826", "within 5 years"],
];
/** @type {readonly Option[]} */
const STALE = [["", "stale ones pale"], ["hide", "stale ones left out"]];

export class Filters {
  /** @type {Map<string, HTMLSelectElement>} */
  #selects = new Map();

  /**
   * @param {Store} store
   * @param {Catalogue} catalogue
   */
  constructor(store, catalogue) {
    this.store = store;
    this.note = element("summary", {}, "Filters");
    this.element = element(
      "details",
      { class: "filters" },
      this.note,
      this.#select("actor", "Actor", [["", "any actor"], ...actorOptions(catalogue)]),
      this.#select("com", "Commodity", [["", "any commodity"], ...commodityOptions(catalogue)]),
      this.#select("rel", "Reliability of the source", RELIABILITIES),
      this.#select("cred", "Credibility of the information", CREDIBILITIES),
      this.#select("age", "Age", AGES),
      this.#select("stale", "Stale features", STALE),
      button("Clear filters", () => store.change({ filters: {} })),
    );
  }

  /** @param {View} view */
  reflect({ filters }) {
    for (const [name, select] of this.#selects) select.value = filters[name]?.[0] ?? "";
    const count = Object.keys(filters).length;
    this.note.textContent = count ? `Filters (${count} set)` : "Filters";
    this.note.classList.toggle("set", count > 0);
  }

  /**
   * @param {string} name of the filter
   * @param {string} title
   * @param {readonly Option[]} options
   */
  #select(name, title, options) {
    const choices = options.map(([value, text]) => element("option", { value }, text));
    const select = element("select", { id: `filter-${name}`, "aria-label": title }, ...choices);
    select.addEventListener("change", () => {
      const values = select.value ? [select.value] : [];
      this.store.change({ filters: withFilter(this.store.view.filters, name, values) });
    });
    this.#selects.set(name, select);
    return select;
  }
}

/**
 * @param {Catalogue} catalogue
 * @returns {Option[]}
 */
export function actorOptions({ actors }) {
  /** @type {Option[]} */
  const options = Object.entries(actors).map(([id, { name_en: name }]) => [id, name]);
  return options.sort((a, b) => a[1].localeCompare(b[1]));
}

/**
 * @param {Catalogue} catalogue
 * @returns {Option[]}
 */
export function commodityOptions({ layers }) {
  return [...new Set(layers.flatMap(({ commodities }) => commodities))].map((one) => [one, one]);
}
