/** The rows of the table as values: which columns there are, what a feature says in each, in which order. */
import { named } from "../../shared/names.js";
import { collation, mark, t } from "../../shared/words.js";

/** @typedef {Record<string, any>} Properties of a feature, as the API gives them */
/** @typedef {{ spec: Properties, actors: Record<string, Properties> }} Source the layer that a feature is of */
/** @typedef {Record<string, string | number>} Cells by the column's id */

/**
 * @typedef {object} Column
 * @property {string} id
 * @property {string} title
 * @property {"text" | "choice" | "number" | "date"} kind how its values are narrowed
 * @property {(p: Properties, layer: Source, lang: string) => string | number} cell
 * @property {(p: Properties, layer: Source) => string} [code] what is chosen of a choice, whatever it is called
 * @property {(p: Properties, layer: Source, lang: string) => string} [choice] what that is called, where the cell says
 *   more of its feature
 * @property {boolean} [fixed] whether nothing can be narrowed by it
 * @property {boolean} [off] left out until it is asked for
 */

/** @type {readonly Column[]} */
export const COLUMNS = [
  { id: "name", title: mark("Name"), kind: "text", cell: (p, _, lang) => named(p, lang) },
  {
    id: "layer",
    title: mark("Layer"),
    kind: "choice",
    cell: (_, { spec }, lang) => named(spec, lang, "title"),
    code: (_, { spec }) => spec.id,
    off: true,
  },
  {
    id: "class",
    title: mark("Class"),
    kind: "choice",
    cell: (p, { spec }, lang) => named(spec.classes[p.class], lang, titleOf(p, spec.classes[p.class])),
    code: (p) => p.class,
    choice: (p, { spec }, lang) =>
      ["title", "title_area"].map((key) => named(spec.classes[p.class], lang, key)).filter(Boolean).join(
        " / ",
      ),
  },
  {
    id: "actor",
    title: mark("Actor"),
    kind: "choice",
    cell: (p, { actors }, lang) =>
      actorsOf(p).filter((id) => id in actors).map((id) => named(actors[id], lang)).join(" / "),
    code: (p) => p.actor ?? "",
    choice: (p, { actors }, lang) => p.actor in actors ? named(actors[p.actor], lang) : "",
  },
  {
    id: "reviewed_on",
    title: mark("Last confirmed"),
    kind: "date",
    cell: (p) => p.reviewed_on || t("undated"),
  },
  {
    id: "grade",
    title: mark("Grade"),
    kind: "choice",
    cell: (p) => `${p.reliability}${p.credibility}`,
    code: (p) => `${p.reliability}${p.credibility}`,
  },
  { id: "valid_from", title: mark("From"), kind: "date", cell: (p) => p.valid_from, off: true },
  { id: "valid_to", title: mark("Until"), kind: "date", cell: (p) => p.valid_to, off: true },
  {
    id: "km",
    title: mark("Distance from the selected (km)"),
    kind: "number",
    cell: () => "",
    fixed: true,
    off: true,
  },
  {
    id: "precision_m",
    title: mark("Precision (m)"),
    kind: "number",
    cell: (p) => p.precision_m ?? t("unplaced"),
    off: true,
  },
  {
    id: "marking",
    title: mark("Marking"),
    kind: "choice",
    cell: (p) => `TLP:${p.marking}`,
    code: (p) => p.marking,
    off: true,
  },
  {
    id: "summary",
    title: mark("Summary"),
    kind: "text",
    cell: (p, _, lang) => (lang === "ar" && p.summary_ar) || p.summary,
    off: true,
  },
];

/**
 * Who a feature is told of: several where they contest it.
 * @param {Properties} p
 * @returns {string[]}
 */
function actorsOf({ actor, actors }) {
  return actor ? [actor] : String(actors ?? "").split("|");
}

/**
 * By which title its class is told: a district is no place.
 * @param {Properties} p
 * @param {Properties} declared
 */
function titleOf({ place }, declared) {
  return declared?.title_area && !place ? "title_area" : "title";
}

/**
 * What the choice that a feature falls under is called.
 * @param {string} column
 * @param {Properties} properties
 * @param {Source} layer
 * @param {string} lang
 */
export function choiceOf(column, properties, layer, lang) {
  const { choice, cell } = COLUMNS.find(({ id }) => id === column) ?? COLUMNS[0];
  return String((choice ?? cell)(properties, layer, lang));
}

/**
 * What a feature says in every column.
 * @param {Properties} properties
 * @param {Source} layer
 * @param {string} lang
 * @returns {Cells}
 */
export function cellsOf(properties, layer, lang) {
  return Object.fromEntries(COLUMNS.map(({ id, cell }) => [id, cell(properties, layer, lang)]));
}

/**
 * What of a feature is chosen by, in every column that has choices and in that of its day.
 * @param {Properties} properties
 * @param {Source} layer
 * @returns {Cells}
 */
export function codesOf(properties, layer) {
  const coded = COLUMNS.flatMap(({ id, code }) => code ? [[id, code(properties, layer)]] : []);
  return { ...Object.fromEntries(coded), reviewed_on: properties.reviewed_on ?? "" };
}

/**
 * The rows in the order of one column, numbers in their text by their value.
 * @template {{ cells: Cells }} R
 * @param {R[]} rows
 * @param {string} column
 * @param {boolean} down
 * @returns {R[]}
 */
export function sorted(rows, column, down) {
  const compare = collation();
  const sign = down ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(String(a.cells[column]), String(b.cells[column])));
}
