/** How many rows there are of each class, actor, year or grade: bars that leave only theirs when they are clicked. */
import { button, element } from "../../shared/dom.js";
import { mark, number, t } from "../../shared/words.js";

/** @import { Cells } from "./rows.js" */
/**
 * @typedef {object} Facet
 * @property {string} column
 * @property {(value: string) => string} title
 * @property {(value: string) => boolean} isOn
 * @property {(value: string, on: boolean) => void} choose
 */

export const FACETS = /** @type {const} */ ([
  ["class", mark("Class")],
  ["actor", mark("Actor")],
  ["year", mark("Year last confirmed")],
  ["grade", mark("Grade")],
]);
const MOST = 12; // bars

/**
 * What a row counts under.
 * @param {Cells} cells
 * @param {string} column
 */
export function facetOf(cells, column) {
  return column === "year" ? String(cells.reviewed_on).slice(0, 4) : String(cells[column]);
}

/**
 * How many rows each value has, the most frequent first; years and grades in their order.
 * @param {readonly Cells[]} rows
 * @param {string} column
 * @returns {[value: string, count: number][]}
 */
export function counted(rows, column) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const cells of rows) {
    const value = facetOf(cells, column);
    counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  const inOrder = column === "year" || column === "grade";
  return [...counts].sort((a, b) => inOrder ? a[0].localeCompare(b[0]) : b[1] - a[1]);
}

/**
 * @param {readonly Cells[]} rows codes of those that pass everything else
 * @param {Facet} facet its column "" for no bars
 * @returns {HTMLElement[]}
 */
export function facetBars(rows, { column, title, isOn, choose }) {
  if (!column) return [];
  const counts = counted(rows, column);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const bars = counts.slice(0, MOST).map(([value, count]) => {
    const on = isOn(value);
    const fill = element("span", { class: "facet-bar", style: `width: ${(count / most) * 100}%` });
    const name = element("bdi", {}, title(value) || t("not known"));
    const bar = button(fill, () => choose(value, !on), { "aria-pressed": String(on) });
    bar.append(name, element("span", { class: "facet-count" }, number(count)));
    return element("li", {}, bar);
  });
  const rest = counts.length - MOST;
  return [
    element("ul", { class: "facets" }, ...bars),
    ...(rest > 0 ? [element("p", { class: "table-count" }, t("and {count} more", { count: rest }))] : []),
  ];
}
