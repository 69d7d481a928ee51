/** Rows counted by what they say: bars of those that pass all but the bars' own condition. */
import { element } from "../../shared/dom.js";
import { declared, t } from "../../shared/words.js";
import { facetBars, FACETS } from "./facets.js";
import { choiceOf, codesOf } from "./rows.js";

/** @import { Conditions } from "./conditions.js" */
/** @import { Row } from "./table.js" */

export class Counting {
  /**
   * @param {Conditions} conditions
   * @param {() => void} changed Hears that other rows are counted.
   */
  constructor(conditions, changed) {
    this.conditions = conditions;
    this.by = element(
      "select",
      { "aria-label": t("Count rows by") },
      element("option", { value: "" }, t("Count by …")),
      ...FACETS.map(([id, title]) => element("option", { value: id }, declared(title))),
    );
    this.by.addEventListener("change", changed);
    this.bars = element("div", { class: "facet-list" });
  }

  /**
   * @param {(conditions: readonly string[]) => Row[]} meeting The rows that meet conditions.
   * @param {string} lang
   */
  show(meeting, lang) {
    const { conditions } = this;
    const column = this.by.value;
    const [of, isYear] = [column === "year" ? "reviewed_on" : column, column === "year"];
    const rows = meeting(conditions.without(of));
    const codes = rows.map(({ item, layer }) => codesOf(item.properties, layer));
    const titles = new Map(
      rows.map(({ item, layer }, i) => [String(codes[i][of]), choiceOf(of, item.properties, layer, lang)]),
    );
    this.bars.replaceChildren(...facetBars(codes, {
      column,
      title: (value) => String(isYear ? value : titles.get(value) ?? value),
      isOn: (value) =>
        isYear && value
          ? conditions.get(of, ">") === value && conditions.get(of, "<") === value
          : conditions.get(of, "=") === value,
      choose: (value, on) => {
        const wanted = on ? value : undefined;
        conditions.set(
          of,
          isYear && value ? { ">": wanted, "<": wanted, "=": undefined } : { "=": wanted },
        );
        const pressed = this.bars.querySelector(`[aria-pressed="${on}"]`);
        /** @type {HTMLElement | null} */ (pressed)?.focus();
      },
    }));
  }
}
