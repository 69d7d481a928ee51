/** The tab "Brief": what is on the screen as a finished figure, with a preview that follows every change, and as a file.
 * The server draws; this says what, shows what comes back, and tells in words what is wrong. */
import { element } from "../../shared/dom.js";
import { fetchJson } from "../../shared/fetching.js";
import { styled } from "../../shared/styling.js";
import { whyOf } from "../../shared/refusals.js";
import { mark, t } from "../../shared/words.js";
import { BriefForm } from "./form.js";

/** @import { EvidenceLayer } from "../../map/layers/evidence_layer.js" */
/** @import { LibyaMap } from "../../map/map.js" */
/** @import { View } from "../../state/view.js" */

const STYLE = "/assets/own/brief.css";

/** The tab as it is before it is ready: choices, grammar and style are fetched when it is first opened. */
class Brief {
  /** @type {BriefForm | undefined} */
  #form;

  /** @param {LibyaMap} map */
  constructor(map) {
    this.element = element("form", { class: "brief-tab", "aria-label": t("Briefing figure"), hidden: "" });
    this.element.addEventListener("submit", (event) => event.preventDefault());
    this.ready = this.#build(map).catch((problem) => {
      const text = t("This tab could not be opened: {why}", { why: whyOf(problem) });
      this.element.replaceChildren(element("p", { role: "alert", class: "side-empty" }, text));
      this.element.hidden = false;
    });
  }

  /** The query of the preview on the screen; none while that is not the form's as it stands. */
  get drawn() {
    const preview = this.#form?.preview;
    const isDrawn = preview?.drawn === preview?.asked && !this.element.matches(".busy, .faulty");
    return (isDrawn && preview?.drawn) || "";
  }

  /** @param {LibyaMap} map */
  async #build(map) {
    const [choices, grammar] = await Promise.all([
      fetchJson("/api/figure/choices"),
      fetchJson("/api/view"),
      styled(STYLE),
    ]);
    this.#form = new BriefForm(map, choices, grammar, this.element);
    this.element.hidden = false;
  }

  /**
   * @param {EvidenceLayer[]} layers
   * @param {View} view
   */
  async update(layers, view) {
    await this.ready;
    this.#form?.update(layers, view);
  }
}

export const brief = {
  id: "brief",
  title: mark("Brief"),
  /** @param {LibyaMap} map */
  create: (map) => new Brief(map),
};
