/** How many rows there are of each class, actor, year or grade: bars that leave only theirs when they are clicked. */
import { button, element } from "../../shared/dom.js";
import { mark, number, t } from "../../shared/words.js";

/** @import { Cells } from "./rows.js" */
/** @typedef {{ column: string, value: string }} Only what is left alone */

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
 * @param {readonly Cells[]} rows those that pass everything else
 * @param {string} column "" for no bars
 * @param {Only | null} only
 * @param {(only: Only | null) => void} choose
 * @returns {HTMLElement[]}
 */
export function facetBars(rows, column, only, choose) {
  if (!column) return [];
  const counts = counted(rows, column);
  const most = Math.max(1, ...counts.map(([, count]) => count));
  const bars = counts.slice(0, MOST).map(([value, count]) => {
    const on = only?.column === column && only.value === value;
    const fill = element("span", { class: "facet-bar", style: `width: ${(count / most) * 100}%` });
    const name = element("bdi", {}, value || t("not known"));
    const bar = button(fill, () => choose(on ? null : { column, value }), { "aria-pressed": String(on) });
    bar.append(name, element("span", { class: "facet-count" }, number(count)));
    return element("li", {}, bar);
  });
  const rest = counts.length - MOST;
  return [
    element("ul", { class: "facets" }, ...bars),
    ...(rest > 0 ? [element("p", { class: "table-count" }, t("and {count} more", { count: rest }))] : []),
  ];
}
