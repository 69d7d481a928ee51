/** What ground a figure shows: the map in view, the whole country, or a frame on the map. */
import { button, element } from "../../shared/dom.js";
import { declared, mark, t } from "../../shared/words.js";
import { extentText, withinReach } from "./boxes.js";
import { ExtentFrame } from "./frame.js";

/** @import { Map } from "leaflet" */
/** @import { View } from "../../state/view.js" */
/** @import { Choices } from "./choices.js" */
/** @import { Extent } from "./boxes.js" */
/** @typedef {"view" | "country" | "frame"} Way */

/** @type {readonly [Way, string][]} */
const WAYS = [["view", mark("Map in view")], ["country", mark("All of Libya")], [
  "frame",
  mark("Frame on map"),
]];

export class ExtentChoice {
  /** @type {Way} */
  #way = "view";
  /** Whether the briefer has chosen the way. */
  #own = false;

  /**
   * @param {Map} map
   * @param {Choices} choices
   * @param {() => void} changed hears of every other extent
   */
  constructor(map, choices, changed) {
    this.map = map;
    this.choices = choices;
    this.changed = changed;
    this.frame = new ExtentFrame(map, choices.reach, () => this.#moved());
    this.said = element("output", { class: "brief-hint" });
    this.inputs = WAYS.map(([value]) => {
      const input = element("input", { type: "radio", name: "brief-extent", value });
      input.addEventListener("change", () => this.take(value));
      return input;
    });
    this.reset = button(t("Use the view"), () => this.#useView(), { class: "plain link", hidden: "" });
    const labels = WAYS.map(([, title], i) => element("label", {}, this.inputs[i], declared(title)));
    this.element = element(
      "fieldset",
      {},
      element("legend", {}, t("Extent")),
      element("div", { class: "brief-ways" }, ...labels),
      element("div", { class: "brief-said" }, this.said, this.reset),
    );
    this.#reflect();
  }

  /**
   * As on the screen, until the briefer says otherwise: the country where the map shows all of it.
   * @param {View["c"]} centre
   */
  follow(centre) {
    const way = this.#own ? this.#way : centre ? "view" : "country";
    if (way === "view" || way !== this.#way) this.#choose(way, null);
  }

  /**
   * Takes a way, and stays with it; a frame is put where `extent` says, else in the middle of the view.
   * @param {Way} way
   * @param {Extent | null} [extent]
   */
  take(way, extent = null) {
    this.#own = true;
    this.#choose(way, extent);
  }

  /**
   * null = as the figure shows the country.
   * @returns {Extent | null}
   */
  get extent() {
    if (this.#way === "country") return null;
    if (this.#way === "frame") return this.frame.extent;
    const bounds = this.map.getBounds();
    const view = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    return withinReach(/** @type {Extent} */ (view), this.choices.reach);
  }

  #useView() {
    this.take("view");
    this.inputs[0].focus();
  }

  /**
   * @param {Way} way
   * @param {Extent | null} extent
   */
  #choose(way, extent) {
    this.#way = way;
    this.frame.show(way === "frame" ? extent ?? this.frame.fromView() : null);
    this.#moved();
  }

  #moved() {
    this.#reflect();
    this.changed();
  }

  #reflect() {
    for (const input of this.inputs) input.checked = input.value === this.#way;
    this.reset.hidden = this.#way !== "frame";
    this.said.textContent = extentText(this.extent ?? this.choices.libya);
  }
}
