/** The language of the names, and what the sides are called. */
import { element } from "../shared/dom.js";

/** @import { Store } from "../state/store.js" */
/** @import { View } from "../state/view.js" */

/** @type {readonly [View["lang"], string][]} */
const LANGUAGES = [["en", "English"], ["ar", "العربية"], ["en+ar", "Both"]];
const POLICIES = [
  ["", "sides named as in the data"],
  ["own", "as they call themselves"],
  ["press", "as the press calls them"],
  ["descriptive", "by what they are"],
];

export class Languages {
  /** @param {Store} store */
  constructor(store) {
    this.inputs = LANGUAGES.map(([value]) => {
      const input = element("input", { type: "radio", name: "lang", value, id: `lang-${value}` });
      input.addEventListener("change", () => store.change({ lang: value }));
      return input;
    });
    this.policy = element("select", { id: "names", "aria-label": "What the sides are called" });
    for (const [value, title] of POLICIES) this.policy.append(element("option", { value }, title));
    this.policy.addEventListener("change", () => store.change({ names: this.policy.value }));
    const choices = LANGUAGES.map(([value, title], i) =>
      element("span", { class: "choice" }, this.inputs[i], element("label", { for: `lang-${value}` }, title))
    );
    this.element = element(
      "fieldset",
      { class: "languages" },
      element("legend", {}, "Names"),
      ...choices,
      this.policy,
    );
  }

  /** @param {View} view */
  reflect({ lang, names }) {
    for (const input of this.inputs) input.checked = input.value === lang;
    this.policy.value = names;
  }
}
