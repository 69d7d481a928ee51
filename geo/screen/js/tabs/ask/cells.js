/** Cells of the tables of answers as texts, their order, and a table as text that a spreadsheet takes. */
import { named } from "../../shared/names.js";
import { collation, number, t } from "../../shared/words.js";

/** @typedef {{ name: string, title: string, title_ar?: string, kind: string, help: string }} SheetColumn */
/** @typedef {Record<string, string | number | null>} SheetRow by the column's name */
/** @typedef {Record<string, Record<string, [en: string, ar: string]>>} CellNames of codes and ids, by kind and value */

const NUMBERS = ["integer", "number"];
/** Kinds that go by the names of another, or by their own. */
/** @type {Record<string, string>} */
const CODED = {
  word: "word",
  words: "word",
  actor: "actor",
  actors: "actor",
  claimant: "claimant",
  place: "place",
  layer: "layer",
  sources: "source",
};
/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** @param {string} kind of a column */
export function isNumber(kind) {
  return NUMBERS.includes(kind);
}

/**
 * What a cell says; ids and codes by their names, lists with commas.
 * @param {SheetRow} row
 * @param {SheetColumn} column
 * @param {CellNames} [names]
 * @param {string} [lang]
 */
export function textIn(row, { name, kind }, names = {}, lang = "en") {
  const value = row[name] || row[english(name, row)];
  if (value === null || value === undefined) return "";
  if (kind === "flag") return value ? t("yes") : "";
  if (typeof value === "number") return number(value, { maximumFractionDigits: 3 });
  const known = kind === "class" ? names.class : name === "id" ? undefined : names[CODED[kind]];
  if (!known) return kind === "list" || kind === "sources" ? value.replaceAll("|", t(", ")) : value;
  const parts = kind === "class" ? [`${row.layer ?? ""}.${value}`] : value.split("|");
  return parts.map((part) => called(known[part] ?? [part, part], lang)).join(t(", "));
}

/**
 * @param {[en: string, ar: string]} name
 * @param {string} lang
 */
export function called([english, arabic], lang) {
  return named({ name: english, name_ar: arabic }, lang);
}

/**
 * The column that has in English what an Arabic one has; the column itself of any other.
 * @param {string} name
 * @param {object} known by the names of the columns
 */
function english(name, known) {
  if (!name.endsWith("_ar")) return name;
  const stem = name.slice(0, -"_ar".length);
  return stem in known ? stem : `${stem}_en`;
}

/**
 * The columns for a reader: of two languages that of the view, and no ids; a table taken away has them.
 * @param {SheetColumn[]} columns
 * @param {string} lang
 * @returns {SheetColumn[]}
 */
export function columnsRead(columns, lang) {
  const known = Object.fromEntries(columns.map((column) => [column.name, column]));
  const arabic = columns.filter(({ name }) =>
    ![undefined, known[name]].includes(known[english(name, known)])
  );
  const left = new Set(arabic.map(({ name }) => lang === "ar" ? english(name, known) : name));
  const read = columns
    .filter(({ name, kind }) => kind !== "name" && (lang === "en+ar" || !left.has(name)))
    .map((column) =>
      lang === "ar"
        ? { ...column, title: column.title_ar || (known[english(column.name, known)] ?? column).title }
        : column
    );
  const told = read.filter(({ name, kind }) => kind !== "slug" && name !== "id");
  return told.length ? nearFirst(told) : read;
}

/**
 * A distance is what somebody asked for: it stands beside the name, in sight in a narrow panel.
 * @param {SheetColumn[]} columns
 */
function nearFirst(columns) {
  const name = columns.findIndex(({ name }) => /^name(_|$)/.test(name));
  const km = columns.find((column) => column.name === "km");
  if (name < 0 || !km) return columns;
  const [first, ...others] = [columns[name], ...columns.filter((one) => one !== columns[name] && one !== km)];
  return [first, km, ...others];
}

/**
 * The rows in the order of one column: numbers by their value, texts as people sort them, what is empty last.
 * @param {SheetRow[]} rows
 * @param {string} column
 * @param {boolean} down
 * @param {(row: SheetRow) => string} [said] what the cell of that column says
 */
export function inOrder(rows, column, down, said = (row) => String(row[column])) {
  const compare = collation();
  const sign = down ? -1 : 1;
  const empty = (/** @type {SheetRow} */ row) => Number(row[column] === null || row[column] === "");
  return rows.toSorted((a, b) => {
    const [one, other] = [a[column], b[column]];
    if (empty(a) || empty(b)) return empty(a) - empty(b);
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    return sign * compare(said(a), said(b));
  });
}

/**
 * A table as text with tabs, its titles first.
 * @param {SheetColumn[]} columns
 * @param {SheetRow[]} rows
 * @param {(row: SheetRow, column: SheetColumn) => string} [said] what a cell says
 */
export function tabbed(columns, rows, said = textIn) {
  const cell = (/** @type {SheetRow} */ row, /** @type {SheetColumn} */ column) => {
    const value = row[column.name];
    if (typeof value === "number" && column.kind !== "flag") return String(value);
    const text = said(row, column).replace(/\s+/g, " ");
    return FORMULA.test(text) ? `'${text}` : text;
  };
  const lines = rows.map((row) => columns.map((column) => cell(row, column)).join("\t"));
  return [columns.map(({ title }) => title).join("\t"), ...lines].join("\n");
}
