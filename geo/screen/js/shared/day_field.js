/** A field for a day that shows it as everything else does ("25 Nov 2026"), takes it as people write it, and has the
 * browser's calendar beside it, whose own field would show it as its maker's country does. */
import { element } from "./dom.js";
import { dateText, readDay } from "./names.js";
import { styled } from "./styling.js";
import { t } from "./words.js";

const STYLE = "/assets/own/day_field.css";
/** @type {Promise<void> | undefined} */
let style;

export class DayField {
  /**
   * @param {string} id of the calendar's field, which holds the ISO day
   * @param {string} label what the day is
   * @param {{ min?: string, max?: string }} span
   */
  constructor(id, label, span) {
    style ??= styled(STYLE);
    this.calendar = element("input", {
      type: "date",
      id,
      tabindex: "-1",
      "aria-label": t("{what}: calendar", { what: label }),
      ...span,
    });
    this.text = element("input", {
      type: "text",
      id: `${id}-text`,
      autocomplete: "off",
      spellcheck: "false",
      "aria-label": label,
    });
    this.span = span;
    this.wrong = element("small", { class: "day-wrong", id: `${id}-wrong`, role: "alert" });
    this.text.setAttribute("aria-describedby", this.wrong.id);
    this.element = element("span", { class: "day-field" }, this.text, this.calendar, this.wrong);
    this.calendar.addEventListener("click", () => this.calendar.showPicker?.());
    for (const name of ["input", "change"]) this.calendar.addEventListener(name, () => this.#show());
    this.text.addEventListener("change", () => this.#typed());
  }

  /** What is written: an ISO day where it is a day, else as it is. */
  get given() {
    return readDay(this.text.value) ?? this.text.value.trim();
  }

  get value() {
    return this.calendar.value;
  }

  set value(iso) {
    this.calendar.value = iso;
    if (document.activeElement !== this.text) this.#show();
  }

  #typed() {
    const wrong = faultOf(this.text.value, this.span);
    if (wrong) {
      this.text.setAttribute("aria-invalid", "true");
      this.wrong.textContent = wrong;
      return;
    }
    this.calendar.value = readDay(this.text.value) ?? "";
    this.calendar.dispatchEvent(new Event("change", { bubbles: true }));
  }

  #show() {
    this.text.value = this.value && dateText(this.value);
    this.text.removeAttribute("aria-invalid");
    this.wrong.textContent = "";
  }
}

/**
 * What is wrong with a day as somebody wrote it; "" = nothing, and nothing is a day.
 * @param {string} text
 * @param {{ min?: string, max?: string }} span
 */
export function faultOf(text, { min = "", max = "9999-12-31" }) {
  const day = readDay(text);
  const [first, last, example] = [min, max, "2020-10-23"].map(dateText);
  if (day === null) return t("Write a day such as {day}", { day: example });
  if (!day || (day >= min && day <= max)) return "";
  return t("Only days from {first} to {last} can be shown", { first, last });
}
