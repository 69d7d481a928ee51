/* What stands on the map besides the evidence, so that a screenshot is already a figure: marking, date, legend of
   exactly what is drawn and in view, scale, sources and attribution. */
import { button, element } from "../shared/dom.js";
import { L } from "../shared/leaflet.js";
import { clocksText, dateText, named } from "../shared/names.js";
import { parts, t } from "../shared/words.js";
import { byFrequency, credited, highest } from "./credit.js";
import { legendOf } from "./legend.js";

/** @typedef {import("./layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("./layers/evidence_layer.js").LayerSpec} LayerSpec */
/** @typedef {import("./layers/evidence_layer.js").PixelBox} PixelBox */
/** @typedef {import("./legend.js").Sides} Sides */
/** @typedef {import("../state/view.js").View} View */
/** @typedef {Record<string, { publisher: string }>} Sources */

const PUBLISHERS = 4; // named on the map; every source stands on its card
const FEW_PUBLISHERS = 2; // where the map is narrow
const ROOMY = 900; // px of map beside which the legend has room of its own
const COLUMNS = [1, 2, 3]; // of the legend of a brief
const HINT = { wide: 240, across: 14, down: 10 }; // px of the name under the pointer, and from the pointer to it

export class Furniture {
  /**
   * @param {import("leaflet").Map} map
   * @param {HTMLElement} parent
   * @param {import("./layers/painter.js").Painter} painter
   */
  constructor(map, parent, painter) {
    this.map = map;
    this.painter = painter;
    this.top = element("div", { class: "marking marking-top" });
    this.bottom = element("div", { class: "marking marking-bottom" });
    this.date = element("div", { class: "as-of", "aria-live": "polite" });
    this.legendBody = element("div", { class: "legend-body" });
    this.legend = element(
      "details",
      { class: "legend", open: "" },
      element("summary", {}, t("Legend")),
      this.legendBody,
    );
    this.hint = element("div", { class: "hover-name", hidden: "", dir: "auto" });
    this.credit = element("div", { class: "credit", dir: "auto" });
    /** @type {Sources} */
    this.sources = {};
    this.nothing = element("div", { class: "nothing", role: "status", hidden: "" });
    L.control.scale({ imperial: false, position: "bottomright", maxWidth: 140 }).addTo(map);
    parent.append(this.top, this.bottom, this.date, this.legend, this.hint, this.credit, this.nothing);
    L.DomEvent.disableClickPropagation(this.nothing);
    L.DomEvent.disableClickPropagation(this.legend);
    L.DomEvent.disableScrollPropagation(this.legend);
  }

  get #roomy() {
    return this.map.getSize().x >= ROOMY;
  }

  /** Folds the legend where it would hide what it explains. */
  fit() {
    if (!this.#roomy) this.legend.open = false;
  }

  /** Pixels at the left of the map that the open legend takes: the first view keeps clear of them. */
  get leftEdge() {
    const { legend } = this;
    return legend.open && this.#roomy ? legend.offsetLeft + legend.offsetWidth : 0;
  }

  /**
   * @param {EvidenceLayer[]} layers In the order of the legend.
   * @param {View} state
   * @param {Sides} sides
   * @param {LayerSpec[]} out What was asked for and cannot be drawn.
   */
  update(layers, state, sides, out) {
    const marking = highest(
      layers.flatMap(({ visible }) => visible.map(({ properties }) => properties.marking)),
    );
    for (const strip of [this.top, this.bottom]) {
      strip.textContent = `TLP:${marking}`;
      strip.dataset.marking = marking;
    }
    this.date.replaceChildren(
      element("span", { class: "map-title" }, t("Libya: control, resources, routes")),
      element("span", { class: "as-of-label" }, t("As of"), " "),
      element("b", {}, dateText(state.at)),
      ...clocksText(state).map((text) => ` · ${text}`),
    );
    const most = this.#roomy ? PUBLISHERS : FEW_PUBLISHERS;
    const ground = [t("Ground: Natural Earth, © OpenStreetMap contributors (ODbL), GeoNames (CC BY 4.0)")];
    this.credit.textContent = [credited(publishersOf(layers, this.sources), most), ...ground].filter(Boolean)
      .join(
        " · ",
      );
    this.#updateLegend(layers, state.lang, sides, out);
    if (state.view === "brief") this.#widen();
  }

  /** In a brief nobody can scroll: the legend takes as many columns as it needs. */
  #widen() {
    for (const columns of COLUMNS) {
      this.legend.dataset.columns = String(columns);
      if (this.legend.scrollHeight <= this.legend.clientHeight) return;
    }
  }

  /**
   * What names on the map must keep clear of.
   * @returns {PixelBox[]}
   */
  boxes() {
    const root = this.map.getContainer();
    const frame = root.getBoundingClientRect();
    const controls = root.querySelectorAll(".leaflet-control");
    return [this.top, this.bottom, this.date, this.legend, this.credit, ...controls].map((node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      const { x, y } = this.map.containerPointToLayerPoint([left - frame.left, top - frame.top]);
      return { x, y, width, height };
    });
  }

  /**
   * @param {EvidenceLayer[]} layers
   * @param {string} lang
   * @param {Sides} sides
   * @param {LayerSpec[]} out
   */
  #updateLegend(layers, lang, sides, out) {
    const inView = (/** @type {EvidenceLayer} */ layer) =>
      layer.itemsInView().map((item) => ({ item, state: item.state }));
    const sections = legendOf(layers, sides, lang, inView).flatMap(({ title, entries }) => [
      element("h3", { dir: "auto" }, title),
      element(
        "ul",
        {},
        ...entries.map(({ title, look, state }) =>
          element("li", {}, this.painter.swatch(look, state), element("span", { dir: "auto" }, title))
        ),
      ),
    ]);
    const empty = t("Nothing is drawn here. Turn on a layer or move the date.");
    const counts = layers.map((layer) => layer.counts());
    const unplaced = counts.reduce((sum, count) => sum + count.unplaced, 0);
    const note = (/** @type {import("../shared/dom.js").Child[]} */ ...text) =>
      element("p", { class: "legend-note", dir: "auto" }, ...text);
    this.legendBody.dir = lang === "ar" ? "rtl" : "ltr";
    this.legendBody.replaceChildren(
      ...(sections.length ? sections : [element("p", {}, empty)]),
      ...out.map((spec) =>
        note(
          ...parts("Not drawn, its data are out: {layer}", {
            layer: element("bdi", {}, named(spec, lang, "title")),
          }),
        )
      ),
      ...(counts.some(({ stale }) => stale)
        ? [note(t("Pale with a dotted edge: not confirmed lately."))]
        : []),
      ...(unplaced ? [note(t("{n} without a known position: not drawn.", { n: unplaced }))] : []),
    );
  }

  /**
   * Why the map is empty, with the way back.
   * @param {{ text: string, offer: string, act: () => void } | null} problem
   */
  explain(problem) {
    this.nothing.hidden = !problem;
    if (problem) {
      this.nothing.replaceChildren(element("p", {}, problem.text), button(problem.offer, problem.act));
    }
  }

  /**
   * A cross where a position was asked for, until the map is clicked.
   * @param {[lat: number, lon: number]} position
   */
  point(position) {
    this.cross?.remove();
    this.cross = L.marker(position, {
      icon: L.divIcon({ className: "asked-for", html: "", iconSize: [18, 18] }),
      keyboard: false,
      interactive: false,
    }).addTo(this.map);
    this.map.once("click", () => this.cross?.remove());
  }

  /**
   * The name of what is under the pointer, "" = nothing.
   * @param {string} text
   * @param {{ x: number, y: number }} point In pixels of the map.
   */
  hover(text, point) {
    this.hint.hidden = !text;
    if (!text) return;
    this.hint.textContent = text;
    const flip = point.x > this.map.getSize().x - HINT.wide;
    const x = point.x + (flip ? -HINT.across : HINT.across);
    this.hint.style.transform = `translate(${x}px, ${point.y + HINT.down}px)${
      flip ? " translateX(-100%)" : ""
    }`;
  }
}

/**
 * Who published what is drawn and in view, those with most of it first.
 * @param {EvidenceLayer[]} layers
 * @param {Sources} sources
 * @returns {string[]}
 */
function publishersOf(layers, sources) {
  const cited = layers.filter(({ spec }) => spec.group !== "Base").flatMap((layer) =>
    layer.itemsInView().map(({ properties }) => String(properties.sources).split("|"))
  );
  return byFrequency(cited.map((ids) => ids.map((id) => sources[id]?.publisher)));
}
