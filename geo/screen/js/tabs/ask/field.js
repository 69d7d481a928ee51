/** One parameter of a question as a field: made of what `/api/ask` says of it, whatever the question is. */
import { DayField } from "../../shared/day_field.js";
import { button, element } from "../../shared/dom.js";
import { dateText, named } from "../../shared/names.js";
import { declared, t, tn } from "../../shared/words.js";
import { called } from "./cells.js";
import { suggestions, suggests } from "./suggesting.js";

/** @import { Parameter } from "../../state/asking.js" */
/** @import { LayerSpec } from "../../state/catalogue.js" */
/**
 * What a field may ask of the map.
 * @typedef {object} Surroundings
 * @property {() => string} lang
 * @property {LayerSpec[]} layers
 * @property {(types: string[]) => string} drawing the last one on the map of these types, "" = none
 * @property {string} visit the day of the last visit, "" = none is known
 * @property {() => string} extent what is in view, as west,south,east,north
 */
/** @typedef {HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement} Control */

const ISO = /^\d{4}-\d\d-\d\d$/;
const TYPING = 150; // ms after which suggestions are asked for

export class Field {
  /**
   * @param {Parameter} parameter
   * @param {Surroundings} around
   */
  constructor(parameter, around) {
    this.parameter = parameter;
    this.around = around;
    this.summary = element("summary");
    const { name, kind, help, required } = parameter;
    const id = `ask-${name}`;
    this.hint = element("small", { class: "ask-hint", id: `${id}-hint`, dir: "auto" }, declared(help));
    this.faults = element("small", { class: "ask-fault", id: `${id}-fault`, hidden: "", dir: "auto" });
    this.title = named(parameter, around.lang(), "title");
    const label = [element("bdi", {}, this.title), required ? ` ${t("(needed)")}` : ""];
    /** @type {Control | null} What holds the text; null where boxes do. */
    this.control = kind === "layers" ? null : this.#control();
    if (this.control) {
      this.control.id = id;
      this.control.name = name;
      this.control.setAttribute("aria-describedby", `${id}-hint ${id}-fault`);
      if (required) this.control.setAttribute("aria-required", "true");
      this.element = element(
        "div",
        { class: `ask-field ask-${kind}` },
        element("label", { for: id }, ...label),
        this.day?.element ?? this.control,
        ...this.#helpers(),
        this.hint,
        this.faults,
      );
    } else {
      this.boxes = this.#boxes();
      this.element = element(
        "fieldset",
        { class: "ask-field ask-layers", id, tabindex: "-1", "aria-describedby": `${id}-hint ${id}-fault` },
        element("legend", {}, ...label),
        element("details", {}, this.#chosen(), element("div", { class: "ask-boxes" }, ...this.boxes.labels)),
        this.hint,
        this.faults,
      );
    }
  }

  get text() {
    if (this.control instanceof HTMLInputElement && this.control.type === "checkbox") {
      return this.control.checked ? "1" : "";
    }
    if (this.day) return this.day.given;
    return this.control ? this.control.value.trim() : this.#ticked().join(",");
  }

  /** @param {string} text */
  set text(text) {
    if (this.control instanceof HTMLInputElement && this.control.type === "checkbox") {
      this.control.checked = text === "1";
    } else if (this.day) this.day.value = text;
    else if (this.control) this.control.value = text;
    else {
      const wanted = text.split(",");
      for (const box of this.boxes?.checks ?? []) box.checked = wanted.includes(box.value);
      this.#chosen();
    }
  }

  /**
   * What is given, as the field shows it; "" = nothing.
   * @param {[en: string, ar: string]} [name] of what is given, where it is an id
   */
  told(name) {
    const { control, text, title } = this;
    if (!text || (control instanceof HTMLInputElement && control.type === "checkbox")) return text && title;
    const shown = control instanceof HTMLSelectElement ? control.selectedOptions[0]?.textContent : null;
    // Until the answer tells what an id is called, nobody reads it.
    const given = name
      ? called(name, this.around.lang())
      : suggests(this.parameter.kind)
      ? "…"
      : shown ?? text;
    const value = this.boxes ? this.#ticked().map((id) => this.#layer(id)).join(t(", ")) : given;
    return t("{title}: {value}", { title, value: ISO.test(value) ? dateText(value) : value });
  }

  /** @param {string[]} lines what is wrong with it; none = nothing */
  refuse(lines) {
    this.faults.hidden = !lines.length;
    this.faults.replaceChildren(...lines.flatMap((line, i) => i ? [element("br"), line] : [line]));
    const target = this.control ?? this.element;
    if (lines.length) target.setAttribute("aria-invalid", "true");
    else target.removeAttribute("aria-invalid");
    // What is folded away is laid open, so that its fault is seen.
    const fold = lines.length && this.element.closest("details");
    if (fold) fold.open = true;
  }

  focus() {
    (this.control ?? this.element).focus();
  }

  /** @returns {Control} */
  #control() {
    const { name, kind, choices, first, last } = this.parameter;
    if (choices) return element("select", {}, ...this.#options(choices));
    if (kind === "day") {
      this.day = new DayField(`ask-${name}-calendar`, t("Calendar"), { min: first, max: last });
      this.day.text.removeAttribute("aria-label");
      return this.day.text;
    }
    if (kind === "switch") return element("input", { type: "checkbox" });
    if (kind === "drawing") {
      return element("textarea", { rows: 2, spellcheck: "false", dir: "ltr" });
    }
    const input = element("input", { type: "text", autocomplete: "off", spellcheck: "false", dir: "auto" });
    if (kind === "number") input.inputMode = "decimal";
    return input;
  }

  /** @param {string[]} choices */
  #options(choices) {
    const { titles = {}, titles_ar: arabic = {}, default: usual, required } = this.parameter;
    const options = choices.map((value) => {
      const title = { title: titles[value] ?? "", title_ar: arabic[value] };
      const said = titles[value] ? named(title, this.around.lang(), "title") : declared(value);
      return element("option", { value }, said || t("Any"));
    });
    const none = choices.includes("") || usual || required
      ? []
      : [element("option", { value: "" }, t("Any"))];
    return [...none, ...options];
  }

  /** What fills the field by itself. */
  #helpers() {
    const { parameter, control } = this;
    if (!control) return [];
    if (suggests(parameter.kind)) return [this.#suggesting(/** @type {HTMLInputElement} */ (control))];
    if (parameter.visit) return this.#lastVisit();
    if (parameter.kind !== "drawing" && parameter.kind !== "extent") return [];
    const said = element("span", { class: "ask-hint", role: "status" });
    const fill = (/** @type {string} */ text, /** @type {string} */ otherwise) => {
      if (text) control.value = text;
      said.textContent = text ? "" : otherwise;
    };
    const { types = ["Polygon"] } = parameter;
    const area = types.includes("Polygon");
    const drawn = () => fill(this.around.drawing(types), t("Nothing that fits is drawn on the map."));
    const offers = [
      ...(parameter.kind === "drawing" ? [button(t("Take what is drawn"), drawn)] : []),
      ...(area ? [button(t("Take what is in view"), () => fill(this.around.extent(), ""))] : []),
      button(t("Clear"), () => fill("", "")),
    ];
    return [element("span", { class: "ask-offers" }, ...offers, said)];
  }

  #lastVisit() {
    const day = this.around.visit;
    if (!day) return [];
    const fill = button(
      t("Since my last visit, {day}", { day: dateText(day) }),
      () => this.day && (this.day.value = day),
    );
    return [element("span", { class: "ask-offers" }, fill)];
  }

  /** @param {HTMLInputElement} input */
  #suggesting(input) {
    const list = element("datalist", { id: `ask-${this.parameter.name}-list` });
    input.setAttribute("list", list.id);
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    let later;
    const ask = async () => {
      const text = input.value;
      const offered = await suggestions(this.parameter, text, this.around.lang()).catch(() => []);
      if (input.value !== text) return;
      list.replaceChildren(...offered.map(({ value, label }) => element("option", { value }, label)));
    };
    input.addEventListener("input", () => {
      clearTimeout(later);
      later = setTimeout(ask, TYPING);
    });
    return list;
  }

  #boxes() {
    const checks = (this.parameter.choices ?? []).map((value) =>
      element("input", { type: "checkbox", value })
    );
    const labels = checks.map((check) => {
      check.addEventListener("change", () => this.#chosen());
      return element("label", {}, check, " ", element("bdi", {}, this.#layer(check.value)));
    });
    return { checks, labels };
  }

  /**
   * What a layer is called.
   * @param {string} id
   */
  #layer(id) {
    const spec = this.around.layers.find((one) => one.id === id);
    return spec ? named(spec, this.around.lang(), "title") : id;
  }

  #ticked() {
    return (this.boxes?.checks ?? []).filter(({ checked }) => checked).map(({ value }) => value);
  }

  /** The line that says which layers are chosen. */
  #chosen() {
    const { length } = this.#ticked();
    this.summary.textContent = length ? tn("{n} chosen", "{n} chosen", length) : t("None chosen");
    return this.summary;
  }
}
