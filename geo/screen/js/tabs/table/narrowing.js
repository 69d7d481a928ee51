/** What the rows are narrowed to, column by column: a text, one of what there is, a range of numbers or days. */
import { element } from "../../shared/dom.js";
import { declared, t } from "../../shared/words.js";

/** @import { Cells, Column } from "./rows.js" */
/** @typedef {{ text?: string, one?: string, least?: string, most?: string }} Wanted Of one column; all that is given. */

/**
 * Whether what a row says in a column is wanted.
 * @param {Column["kind"]} kind
 * @param {string | number} value
 * @param {Wanted} wanted
 */
export function fits(kind, value, { text, one, least, most }) {
  const said = String(value);
  if (text && !said.toLowerCase().includes(text.toLowerCase())) return false;
  if (one && said !== one) return false;
  if (!least && !most) return true;
  if (kind === "number") {
    return said !== "" && Number.isFinite(Number(said)) &&
      (!least || Number(said) >= Number(least)) && (!most || Number(said) <= Number(most));
  }
  // A month or year is wanted where one of its days is.
  const [from, to] = [least ?? "", most ?? ""];
  return /^\d{4}/.test(said) && said.slice(0, from.length) >= from.slice(0, said.length) &&
    (!to || said.slice(0, to.length) <= to.slice(0, said.length));
}

export class Narrowing {
  /**
   * By column.
   * @type {Map<string, Wanted>}
   */
  #wanted = new Map();
  /** The columns that have a field, and what there is to choose. */
  #made = "";

  /** @param {() => void} changed */
  constructor(changed) {
    this.changed = changed;
    this.row = element("tr", { class: "narrowing", hidden: "" });
  }

  get on() {
    return !this.row.hidden && [...this.#wanted.values()].some((one) => Object.values(one).some(Boolean));
  }

  /** @param {boolean} on whether there are fields */
  show(on) {
    this.row.hidden = !on;
    this.changed();
  }

  /**
   * The rows that are wanted.
   * @template {{ cells: Cells }} R
   * @param {R[]} rows
   * @param {readonly Column[]} columns
   */
  of(rows, columns) {
    if (!this.on) return rows;
    const asked = columns.flatMap(({ id, kind }) => {
      const wanted = this.#wanted.get(id);
      return wanted ? [{ id, kind, wanted }] : [];
    });
    return rows.filter(({ cells }) => asked.every(({ id, kind, wanted }) => fits(kind, cells[id], wanted)));
  }

  /**
   * A field for each column; those that stand there already stay, or somebody could not type on.
   * @param {readonly Column[]} columns
   * @param {readonly { cells: Cells }[]} rows
   */
  offer(columns, rows) {
    if (this.row.hidden) return;
    const choices = new Map(
      columns.filter(({ kind }) => kind === "choice").map(({ id }) => [
        id,
        [...new Set(rows.map(({ cells }) => String(cells[id])))].filter(Boolean).sort((a, b) =>
          a.localeCompare(b)
        ),
      ]),
    );
    const made = JSON.stringify([columns.map(({ id }) => id), [...choices]]);
    if (made === this.#made) return;
    this.#made = made;
    const fields = columns.map((column) =>
      element("td", {}, ...this.#fields(column, choices.get(column.id) ?? []))
    );
    this.row.replaceChildren(element("td"), ...fields);
  }

  /**
   * @param {Column} column
   * @param {string[]} choices
   */
  #fields({ id, kind, title }, choices) {
    const name = declared(title);
    const field = (
      /** @type {keyof Wanted} */ what,
      /** @type {HTMLInputElement | HTMLSelectElement} */ node,
    ) => {
      node.value = this.#wanted.get(id)?.[what] ?? "";
      node.addEventListener("input", () => {
        this.#wanted.set(id, { ...this.#wanted.get(id), [what]: node.value.trim() });
        this.changed();
      });
      return node;
    };
    const input = (
      /** @type {keyof Wanted} */ what,
      /** @type {string} */ type,
      /** @type {string} */ label,
    ) => {
      const hint = kind === "date" ? "2025-03-14" : null;
      return field(
        what,
        element("input", { type, "aria-label": label, title: label, step: "any", placeholder: hint }),
      );
    };
    if (kind === "choice") {
      const options = [["", t("all")], ...choices.map((one) => [one, one])];
      const nodes = options.map(([value, text]) => element("option", { value }, text));
      return [
        field(
          "one",
          element("select", { "aria-label": t("{column}: one of them", { column: name }) }, ...nodes),
        ),
      ];
    }
    if (kind === "number" || kind === "date") {
      const type = kind === "number" ? "number" : "text";
      return [
        input("least", type, t("{column}: from", { column: name })),
        input("most", type, t("{column}: to", { column: name })),
      ];
    }
    return [input("text", "search", t("{column}: contains", { column: name }))];
  }
}
