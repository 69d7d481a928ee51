/** What somebody takes of the answer on the screen: its text, its tables, its sheet, its diagram. */
import { button, element } from "../../shared/dom.js";
import { fetchText } from "../../shared/fetching.js";
import { here } from "../../shared/here.js";
import { t } from "../../shared/words.js";

/** @import { LibyaMap } from "../../map/map.js" */

const KEPT = 60000; // ms that a file is held for the browser to save it

export class Taking {
  /**
   * @param {LibyaMap} map
   * @param {HTMLElement} shown the answer, over which a text is laid out that cannot be copied
   */
  constructor(map, shown) {
    this.map = map;
    this.element = shown;
  }

  /**
   * Where the answer on the screen is, drawn in the language of the view.
   * @param {string} format
   */
  async address(format) {
    const { asked } = this.map.answering;
    if (!asked) return "";
    return here((await this.map.answering.address(asked, { format, lang: this.map.store.view.lang })).url);
  }

  /**
   * The answer on the screen as a file; null where it could not be made.
   * @param {string} format
   */
  async fetchedFile(format) {
    const { asked } = this.map.answering;
    if (!asked) return null;
    const { url, body } = await this.map.answering.address(asked, { format, lang: this.map.store.view.lang });
    const headers = { "content-type": "application/json" };
    const answer = await fetch(here(url), body ? { method: "POST", body, headers } : {}).catch(() => null);
    return answer?.ok ? answer.blob() : null;
  }

  /**
   * The answer on the screen in another form.
   * @param {Record<string, string>} more
   */
  async fetched(more) {
    const { asked } = this.map.answering;
    if (!asked) return "";
    const { url, body } = await this.map.answering.address(asked, more);
    return fetchText(url, body);
  }

  /**
   * The row of what may be done with the answer.
   * @param {HTMLElement[]} others
   */
  offers(...others) {
    const said = element("span", { class: "ask-hint", role: "status" });
    const copyText = button(t("Copy as text"), async () => {
      said.textContent = await this.copy(await this.fetched({ format: "text" }));
    });
    const copyLink = button(t("Copy link"), async () => {
      said.textContent = await this.copy(globalThis.parent.location.href);
    });
    copyLink.disabled = !this.map.answering.inView;
    const print = button(t("Sheet to print (PDF)"), async () => {
      said.textContent = t("Making the sheet…");
      const file = await this.fetchedFile("pdf");
      if (file) saveFile(`${this.map.answering.asked?.question}.pdf`, file);
      said.textContent = file ? "" : t("The sheet could not be made; try again.");
    });
    return element("p", { class: "ask-offers" }, copyText, copyLink, print, ...others, said);
  }

  /**
   * Copies a text, or lays it out to be copied by hand where there is no clipboard.
   * @param {string} text
   */
  async copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      return t("Copied");
    } catch {
      const area = element(
        "textarea",
        { readonly: "", rows: 4, "aria-label": t("Text to copy"), dir: "auto" },
        text,
      );
      this.element.prepend(area);
      area.select();
      return t("Copy the text above");
    }
  }
}

/**
 * Hands a text to the browser as a file.
 * @param {string} name
 * @param {string} text
 */
export function save(name, text) {
  // The mark without which spreadsheets do not show Arabic; reading the answer as text took it away.
  saveFile(name, new Blob(["\uFEFF", text], { type: "text/csv" }));
}

/**
 * @param {string} name
 * @param {Blob} file
 */
export function saveFile(name, file) {
  const url = URL.createObjectURL(file);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT);
}
