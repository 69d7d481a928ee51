/** The figure as a file: fetched when it is asked for, and a link to it. */
import { button, element } from "../../shared/dom.js";
import { here } from "../../shared/here.js";
import { whyOf } from "../../shared/refusals.js";
import { t } from "../../shared/words.js";
import { fetchFigure, sizeText } from "./figures.js";
import { UNSAID } from "./preview.js";

const KEPT = 60000; // ms that a file is held for the browser to save it

export class FigureFile {
  #saving = false;

  /** @param {(text: string) => void} refuse says why there is no file */
  constructor(refuse) {
    this.refuse = refuse;
    this.link = element("a", { class: "brief-download", download: "" });
    this.link.addEventListener("click", (event) => this.#save(event));
    this.copy = button(t("Copy link"), () => this.#copy(), { class: "brief-copy" });
    this.said = element("span", { class: "brief-hint", role: "status" });
    this.element = element("div", { class: "brief-actions" }, this.link, this.copy, this.said);
  }

  /**
   * Says where the file is.
   * @param {string} title of the format
   * @param {string | null} query none while the figure cannot be drawn
   */
  offer(title, query) {
    const before = this.link.getAttribute("href");
    this.link.replaceChildren(t("Download {format}", { format: title }));
    if (query === null) this.link.removeAttribute("href");
    else this.link.href = here(`/api/figure?${query}`);
    this.copy.disabled = query === null;
    this.link.setAttribute("aria-disabled", String(this.copy.disabled));
    if (this.link.getAttribute("href") !== before) this.said.textContent = "";
  }

  /**
   * Fetches the file first, so that a fault is told here and not on a page of its own.
   * @param {MouseEvent} event
   */
  async #save(event) {
    if (!event.isTrusted) return;
    event.preventDefault();
    if (this.#saving || !this.link.href) return;
    this.#saving = true;
    const unsaid = setTimeout(() => (this.said.textContent = t("Drawing the figure…")), UNSAID);
    try {
      const { blob, name } = await fetchFigure(this.link.search.slice(1));
      const url = URL.createObjectURL(blob);
      element("a", { href: url, download: name }).click();
      setTimeout(() => URL.revokeObjectURL(url), KEPT);
      this.said.textContent = `${name}${t(", ")}${sizeText(blob.size)}`;
    } catch (problem) {
      this.refuse(whyOf(problem));
    } finally {
      clearTimeout(unsaid);
      this.#saving = false;
    }
  }

  async #copy() {
    const { href } = this.link;
    try {
      await navigator.clipboard.writeText(href);
      this.said.textContent = t("Link copied");
    } catch {
      // No clipboard without HTTPS or leave: the link is laid out to be copied by hand.
      const text = element("input", { readonly: "", value: href, "aria-label": t("Link to this figure") });
      this.said.replaceChildren(text);
      text.select();
    }
  }
}
