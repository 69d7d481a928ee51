/** Fields above the columns, by what they hold: a text, one of what there is, a range of numbers or days. */
import { element } from "../../shared/dom.js";
import { declared, t } from "../../shared/words.js";

/** @import { Conditions, Sign } from "./conditions.js" */
/** @import { Column } from "./rows.js" */
/** @typedef {[value: string, title: string][]} Choices */

export class Narrowing {
  /** The columns that have a field, and what there is to choose. */
  #made = "";

  /** @param {Conditions} conditions */
  constructor(conditions) {
    this.conditions = conditions;
    this.row = element("tr", { class: "narrowing", hidden: "" });
  }

  /**
   * @param {boolean} on whether there are fields; without them nothing is narrowed
   */
  show(on) {
    this.row.hidden = !on;
    this.#made = "";
    this.conditions.clear((column) => !on && column !== "any");
  }

  /**
   * A field for each column; those that stand there already stay, or somebody could not type on.
   * @param {readonly Column[]} columns
   * @param {(column: Column) => Choices} choicesOf
   */
  offer(columns, choicesOf) {
    if (this.row.hidden) return;
    const choices = new Map(
      columns.filter(({ kind }) => kind === "choice").map((one) => [one.id, choicesOf(one)]),
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
   * @param {Choices} choices
   */
  #fields({ id, kind, title, fixed }, choices) {
    if (fixed) return [];
    const name = declared(title);
    const field = (
      /** @type {Sign} */ sign,
      /** @type {HTMLInputElement | HTMLSelectElement} */ node,
    ) => {
      node.value = this.conditions.get(id, sign) ?? "";
      node.addEventListener(
        "input",
        () => this.conditions.set(id, { [sign]: node.value.trim() || undefined }),
      );
      return node;
    };
    const input = (/** @type {Sign} */ sign, /** @type {string} */ type, /** @type {string} */ label) => {
      const hint = kind === "date" ? "2025-03-14" : null;
      return field(
        sign,
        element("input", { type, "aria-label": label, title: label, step: "any", placeholder: hint }),
      );
    };
    if (kind === "choice") {
      const nodes = [["", t("all")], ...choices].map(([value, text]) => element("option", { value }, text));
      return [
        field(
          "=",
          element("select", { "aria-label": t("{column}: one of them", { column: name }) }, ...nodes),
        ),
      ];
    }
    if (kind === "number" || kind === "date") {
      const type = kind === "number" ? "number" : "text";
      return [
        input(">", type, t("{column}: from", { column: name })),
        input("<", type, t("{column}: to", { column: name })),
      ];
    }
    return [input("~", "search", t("{column}: contains", { column: name }))];
  }
}
