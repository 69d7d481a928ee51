/** The language of the names, and what the sides are called. */
import { element } from "../shared/dom.js";
import { t } from "../shared/words.js";

/** @import { Store } from "../state/store.js" */
/** @import { View } from "../state/view.js" */

/** @type {readonly [View["lang"], string][]} */
const LANGUAGES = [["en", "EN"], ["ar", "ع"], ["en+ar", "EN+ع"]];
/** @type {() => [string, string][]} */
const policies = () => [
  ["", t("sides named as in the data")],
  ["own", t("as they call themselves")],
  ["press", t("as the press calls them")],
  ["descriptive", t("by what they are")],
];
/** @type {() => [import("../shared/words.js").Digits, string][]} */
const digits = () => [["", t("digits 123")], ["arab", t("digits ١٢٣")]];

export class Languages {
  /** @param {Store} store */
  constructor(store) {
    this.inputs = LANGUAGES.map(([value]) => {
      const input = element("input", { type: "radio", name: "lang", value, id: `lang-${value}` });
      input.addEventListener("change", () => store.change({ lang: value }));
      return input;
    });
    this.policy = select("names", t("What the sides are called"), policies());
    this.policy.addEventListener("change", () => store.change({ names: this.policy.value }));
    this.digits = select("digits", t("Digits"), digits());
    this.digits.addEventListener("change", () => {
      store.change({ digits: this.digits.value === "arab" ? "arab" : "" });
    });
    const told = { en: "English", ar: "العربية", "en+ar": t("English, names in both") };
    const choices = LANGUAGES.map(([value, short], i) =>
      element("label", { class: "choice", title: told[value] }, this.inputs[i], element("span", {}, short))
    );
    this.inputs.forEach((input, i) => input.setAttribute("aria-label", told[LANGUAGES[i][0]]));
    this.element = element(
      "fieldset",
      { class: "languages" },
      element("legend", { class: "unseen" }, t("Language")),
      ...choices,
    );
    /** What is said in them, which stands apart. */
    this.naming = element("div", { class: "naming" }, this.policy, this.digits);
  }

  /** @param {View} view */
  reflect({ lang, names, digits }) {
    for (const input of this.inputs) input.checked = input.value === lang;
    this.policy.value = names;
    this.digits.value = digits ?? "";
    this.digits.hidden = lang !== "ar";
  }
}

/**
 * @param {string} id
 * @param {string} label
 * @param {[value: string, title: string][]} options
 */
function select(id, label, options) {
  const choices = options.map(([value, title]) => element("option", { value }, title));
  return element("select", { id, "aria-label": label }, ...choices);
}
