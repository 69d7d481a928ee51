/** The filters over all layers. What can be filtered comes from the catalogue alone. */
import { button, element } from "../../shared/dom.js";
import { named } from "../../shared/names.js";
import { collation, declared, language, t } from "../../shared/words.js";
import { withFilter } from "../../state/filters.js";

/** @import { Catalogue } from "../../state/catalogue.js" */
/** @import { Store } from "../../state/store.js" */
/** @import { View } from "../../state/view.js" */
/** @typedef {readonly [value: string, title: string]} Option */

/** @type {() => readonly Option[]} */
const reliabilities = () => [
  ["", t("any source")],
  ["A", t("A only")],
  ["B", t("A and B")],
  ["C", t("A to C")],
];
/** @type {() => readonly Option[]} */
const credibilities = () => [
  ["", t("any information")],
  ["1", t("1 only")],
  ["2", t("1 and 2")],
  ["3", t("1 to 3")],
];
/** @type {() => readonly Option[]} */
const ages = () => [
  ["", t("any age")],
  ["183", t("confirmed within 6 months")],
  ["365", t("within a year")],
  ["730", t("within 2 years")],
  ["1826", t("within 5 years")],
];
/** @type {() => readonly Option[]} */
const staleness = () => [["", t("stale ones pale")], ["hide", t("stale ones left out")]];

export class Filters {
  /** @type {Map<string, HTMLSelectElement>} */
  #selects = new Map();

  /**
   * @param {Store} store
   * @param {Catalogue} catalogue
   */
  constructor(store, catalogue) {
    this.store = store;
    this.note = element("summary", {}, t("Filters"));
    this.element = element(
      "details",
      { class: "filters" },
      this.note,
      this.#select("actor", t("Actor"), [["", t("any actor")], ...actorOptions(catalogue)]),
      this.#select("com", t("Commodity"), [["", t("any commodity")], ...commodityOptions(catalogue)]),
      this.#select("rel", t("Reliability of the source"), reliabilities()),
      this.#select("cred", t("Credibility of the information"), credibilities()),
      this.#select("age", t("Age"), ages()),
      this.#select("stale", t("Stale features"), staleness()),
      button(t("Clear filters"), () => store.change({ filters: {} })),
    );
  }

  /** @param {View} view */
  reflect({ filters }) {
    for (const [name, select] of this.#selects) select.value = filters[name]?.[0] ?? "";
    const count = Object.keys(filters).length;
    this.note.textContent = count ? t("Filters ({n} set)", { n: count }) : t("Filters");
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
  const options = Object.entries(actors).map(([id, actor]) => [id, named(actor, language().lang)]);
  const compare = collation();
  return options.sort((a, b) => compare(a[1], b[1]));
}

/**
 * @param {Catalogue} catalogue
 * @returns {Option[]}
 */
export function commodityOptions({ layers }) {
  return [...new Set(layers.flatMap(({ commodities }) => commodities))].map((one) => [one, declared(one)]);
}
