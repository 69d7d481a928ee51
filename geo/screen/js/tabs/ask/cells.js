/** Cells of the tables of answers as texts, their order, and a table as text that a spreadsheet takes. */

/** @typedef {{ name: string, title: string, kind: string, help: string }} SheetColumn */
/** @typedef {Record<string, string | number | null>} SheetRow by the column's name */

const NUMBERS = ["integer", "number"];
/** What a spreadsheet would take for a formula. */
const FORMULA = /^[=+\-@\t\r]/;

/** @param {string} kind of a column */
export function isNumber(kind) {
  return NUMBERS.includes(kind);
}

/**
 * What a cell says; lists have commas.
 * @param {string | number | null | undefined} value
 * @param {string} kind of its column
 */
export function textIn(value, kind) {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return value.toLocaleString("en-GB", { maximumFractionDigits: 3 });
  return kind === "list" || kind === "sources" ? value.replaceAll("|", ", ") : value;
}

/**
 * The rows in the order of one column: numbers by their value, texts as people sort them, what is empty last.
 * @param {SheetRow[]} rows
 * @param {string} column
 * @param {boolean} down
 */
export function inOrder(rows, column, down) {
  const { compare } = new Intl.Collator(undefined, { numeric: true });
  const sign = down ? -1 : 1;
  const empty = (/** @type {SheetRow} */ row) => Number(row[column] === null || row[column] === "");
  return rows.toSorted((a, b) => {
    const [one, other] = [a[column], b[column]];
    if (empty(a) || empty(b)) return empty(a) - empty(b);
    if (typeof one === "number" && typeof other === "number") return sign * (one - other);
    return sign * compare(String(one), String(other));
  });
}

/**
 * A table as text with tabs, its titles first.
 * @param {SheetColumn[]} columns
 * @param {SheetRow[]} rows
 */
export function tabbed(columns, rows) {
  const cell = (/** @type {string | number | null} */ value) => {
    if (typeof value === "number") return String(value);
    const text = (value ?? "").replace(/\s+/g, " ");
    return FORMULA.test(text) ? `'${text}` : text;
  };
  const lines = rows.map((row) => columns.map(({ name }) => cell(row[name])).join("\t"));
  return [columns.map(({ title }) => title).join("\t"), ...lines].join("\n");
}
