/* What ground a figure shows: the map in view, the whole country, or a frame on the map. */
import { element } from "../shared/dom.js";
import { ExtentFrame, withinReach } from "./brief_frame.js";

const WAYS = [["view", "Map in view"], ["country", "All of Libya"], ["frame", "Frame on map"]];

export class BriefExtent {
  /** `changed()` hears of every other extent. */
  constructor(map, choices, changed) {
    Object.assign(this, { map, choices, changed, way: "view" });
    this.frame = new ExtentFrame(map, choices.ground, () => this._moved());
    this.said = element("output", { class: "brief-hint" });
    const inputs = WAYS.map(([value, title]) => {
      const input = element("input", { type: "radio", name: "brief-extent", value });
      input.addEventListener("change", () => this.take(value));
      return element("label", {}, input, title);
    });
    this.reset = element("button", { type: "button", class: "plain link", hidden: "" }, "Use the view");
    this.reset.addEventListener("click", () => {
      this.take("view");
      this.element.querySelector("input").focus();
    });
    this.element = element(
      "fieldset",
      {},
      element("legend", {}, "Extent"),
      element("div", { class: "brief-ways" }, ...inputs),
      element("div", { class: "brief-said" }, this.said, this.reset),
    );
    this._reflect();
  }

  /** As on the screen, until the briefer says otherwise: the country where the map shows all of it. */
  follow(centre) {
    const way = this.own ? this.way : centre ? "view" : "country";
    if (way === "view" || way !== this.way) this.choose(way);
  }

  /** Takes a way, and stays with it; a frame is put where `extent` says, else in the middle of the view. */
  take(way, extent = null) {
    this.own = true;
    this.choose(way, extent);
  }

  choose(way, extent = null) {
    this.way = way;
    this.frame.show(way === "frame" ? extent || this.frame.fromView() : null);
    this._moved();
  }

  /** West, south, east, north in degrees; null = as the figure shows the country. */
  get extent() {
    if (this.way === "country") return null;
    if (this.way === "frame") return this.frame.extent;
    const bounds = this.map.getBounds();
    return withinReach(
      [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()],
      this.choices.ground,
    );
  }

  _moved() {
    this._reflect();
    this.changed();
  }

  _reflect() {
    for (const input of this.element.querySelectorAll("input")) input.checked = input.value === this.way;
    this.reset.hidden = this.way !== "frame";
    this.said.textContent = inWords(this.extent || this.choices.libya);
  }
}

function inWords([west, south, east, north]) {
  const range = (from, to, [minus, plus]) => {
    const one = (degrees) => `${Math.abs(degrees).toFixed(1)}° ${degrees < 0 ? minus : plus}`;
    return `${one(from)} to ${one(to)}`;
  };
  return `${range(west, east, ["W", "E"])}, ${range(south, north, ["S", "N"])}`;
}
