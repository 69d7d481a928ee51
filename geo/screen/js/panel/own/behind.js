/** What is behind a figure of ours that somebody has as a file: whether the data still say what is printed on it. */
import { button, element } from "../../shared/dom.js";
import { fetchSent } from "../../shared/fetching.js";
import { here } from "../../shared/here.js";
import { whyOf } from "../../shared/refusals.js";
import { declared, t } from "../../shared/words.js";

/**
 * @typedef {object} Told
 * @property {string} id
 * @property {string} query of its page
 * @property {{ en: string, ar: string }} said
 * @property {string[]} reasons
 * @property {{ name_en: string, name_ar: string, what: string[] }[]} changes
 * @property {string} map the address of the live map of it
 */

const FIGURES = ".png,.pdf,.svg,.pptx,.docx";
const MOST = 12; // changes that are told here; all stand on its page

/**
 * Whether a file may be a figure of ours.
 * @param {string} name
 */
export function isFigure(name) {
  return FIGURES.split(",").some((ending) => name.toLowerCase().endsWith(ending));
}

export class Behind {
  /** @param {() => string} lang */
  constructor(lang) {
    this.lang = lang;
    this.files = element("input", { type: "file", accept: FIGURES, hidden: "", class: "behind-file" });
    this.files.addEventListener("change", () => {
      if (this.files.files?.length) this.open(this.files.files[0]);
      this.files.value = "";
    });
    this.choose = button(t("Check a figure…"), () => this.files.click(), {
      title: t(
        "A PNG, PDF, SVG, PPTX or DOCX that was made here: do the data still say so? Or drop it on the map.",
      ),
    });
    this.told = element("div", { role: "status" });
    this.element = element(
      "dialog",
      { class: "own-dialog behind", "aria-label": t("What is behind a figure") },
      element("h2", {}, t("What is behind a figure")),
      this.told,
      element("p", { class: "own-actions" }, button(t("Close"), () => this.element.close())),
    );
  }

  /** @param {File} file */
  async open(file) {
    this.told.replaceChildren(element("p", {}, t("Looking…")));
    if (!this.element.open) this.element.showModal();
    try {
      this.#show(file.name, await fetchSent("/api/figure/behind", file));
    } catch (error) {
      this.told.replaceChildren(
        element("p", { class: "own-refused" }, element("bdi", {}, file.name), ": ", whyOf(error)),
      );
    }
  }

  /**
   * @param {string} name
   * @param {Told} told
   */
  #show(name, { id, query, said, reasons, changes, map }) {
    const arabic = this.lang() === "ar";
    const page = `/api/figure/behind?${query}`;
    const rows = changes.slice(0, MOST).map(({ name_en, name_ar, what }) =>
      element(
        "li",
        {},
        element("bdi", {}, (arabic && name_ar) || name_en),
        `: ${what.map((one) => declared(one)).join(t(", "))}`,
      )
    );
    const away = { target: "_blank", rel: "noopener" };
    this.told.replaceChildren(
      element("p", {}, element("b", {}, arabic ? said.ar : said.en)),
      element("p", { class: "own-note" }, `${id} · `, element("bdi", {}, name)),
      ...reasons.map((reason) => element("p", {}, reason)),
      ...(rows.length ? [element("h3", {}, t("What changed")), element("ul", {}, ...rows)] : []),
      element(
        "p",
        {},
        element(
          "a",
          { href: here(`/${map.slice(map.indexOf("?"))}`), ...away },
          t("Open the live map of it"),
        ),
        " · ",
        element("a", { href: here(page), ...away }, t("Claims and sources behind it")),
      ),
    );
  }
}
