/** One quiet line over the page: it moves nothing, takes no focus, and goes when it is no longer true. */
import { button, element } from "../../shared/dom.js";
import { t } from "../../shared/words.js";

export class Notice {
  constructor() {
    this.element = element("div", {
      class: "libya-notice",
      role: "status",
      "aria-live": "polite",
      hidden: "",
    });
    document.body.append(this.element);
  }

  /**
   * @param {string} text
   * @param {string} [offer] what a button says that does `act`; else it only closes the line
   * @param {() => void} [act]
   */
  say(text, offer = "×", act = () => this.hide()) {
    const close = offer === "×" ? { "aria-label": t("Close"), class: "close" } : {};
    this.element.replaceChildren(element("span", {}, text), button(offer, act, close));
    this.element.hidden = false;
  }

  hide() {
    this.element.hidden = true;
    this.element.replaceChildren();
  }
}
