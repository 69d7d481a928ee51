/* What stands on the map besides the evidence, so that a screenshot is already a figure: marking, date, legend of
   exactly what is drawn and in view, scale, sources and attribution. */
import { element } from "../shared/dom.js";
import { L } from "../shared/leaflet.js";
import { dateText, named } from "../shared/names.js";
import { swatch } from "./symbols.js";

const PUBLISHERS = 4; // named on the map; every source stands on its card
const FEW_PUBLISHERS = 2; // where the map is narrow
const ROOMY = 900; // px of map beside which the legend has room of its own
const MARKINGS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];

export class Furniture {
  constructor(map, parent) {
    this.map = map;
    this.top = element("div", { class: "marking marking-top" });
    this.bottom = element("div", { class: "marking marking-bottom" });
    this.date = element("div", { class: "as-of", "aria-live": "polite" });
    this.legendBody = element("div", { class: "legend-body" });
    this.legend = element(
      "details",
      { class: "legend", open: "" },
      element("summary", {}, "Legend"),
      this.legendBody,
    );
    this.hint = element("div", { class: "hover-name", hidden: "", dir: "auto" });
    this.credit = element("div", { class: "credit", dir: "auto" });
    this.sources = {};
    this.nothing = element("div", { class: "nothing", role: "status", hidden: "" });
    L.control.scale({ imperial: false, position: "bottomright", maxWidth: 140 }).addTo(map);
    parent.append(this.top, this.bottom, this.date, this.legend, this.hint, this.credit, this.nothing);
    L.DomEvent.disableClickPropagation(this.nothing);
    L.DomEvent.disableClickPropagation(this.legend);
    L.DomEvent.disableScrollPropagation(this.legend);
  }

  /** Folds the legend where it would hide what it explains. */
  fit() {
    if (this.map.getSize().x < ROOMY) this.legend.open = false;
  }

  /** Pixels at the left of the map that the open legend takes: the first view keeps clear of them. */
  get leftEdge() {
    const { legend } = this;
    return legend.open && this.map.getSize().x >= ROOMY ? legend.offsetLeft + legend.offsetWidth : 0;
  }

  update(layers, state, out) {
    const shown = layers.flatMap((layer) => layer.visible.map((item) => item.properties.marking));
    const highest = Math.max(0, ...shown.map((marking) => MARKINGS.indexOf(marking)));
    this.top.textContent = this.bottom.textContent = `TLP:${MARKINGS[highest]}`;
    this.top.dataset.marking = this.bottom.dataset.marking = MARKINGS[highest];
    const known = state.known ? ` · as known on ${dateText(state.known)}` : "";
    this.date.replaceChildren(
      element("span", { class: "map-title" }, "Libya: control, resources, routes"),
      element("span", { class: "as-of-label" }, "As of "),
      element("b", {}, dateText(state.at)),
      known,
    );
    const ground = [
      "Ground: Natural Earth, GeoNames (CC BY 4.0)",
      state.tiles ? "© OpenStreetMap contributors" : "",
    ];
    this.credit.textContent = [this._publishers(layers), ...ground].filter(Boolean).join(" · ");
    this.updateLegend(layers, state.lang, out);
    if (state.view === "brief") this._widen();
  }

  /** Who published what is drawn and in view, those with most of it first. */
  _publishers(layers) {
    const counts = new Map();
    for (const layer of layers) {
      if (layer.spec.group === "Base") continue;
      const view = layer.view();
      for (const { shape, properties } of layer.visible) {
        if (!shape || !layer.inView(shape.box, view)) continue;
        const publishers = new Set(
          properties.sources.split("|").map((id) => (this.sources[id] || {}).publisher),
        );
        for (const one of publishers) if (one) counts.set(one, (counts.get(one) || 0) + 1);
      }
    }
    const sorted = [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
    if (!sorted.length) return "";
    const most = this.map.getSize().x < ROOMY ? FEW_PUBLISHERS : PUBLISHERS;
    const more = sorted.length - most;
    return `Sources: ${sorted.slice(0, most).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  }

  /** In a brief nobody can scroll: the legend takes as many columns as it needs. */
  _widen() {
    for (const columns of [1, 2, 3]) {
      this.legend.dataset.columns = columns;
      if (this.legend.scrollHeight <= this.legend.clientHeight) return;
    }
  }

  /** What names on the map must keep clear of, in layer points. */
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

  updateLegend(layers, lang, out) {
    const sections = [];
    let unplaced = 0;
    let stale = false;
    for (const layer of [...layers].reverse()) {
      const counts = layer.counts();
      unplaced += counts.unplaced;
      stale = stale || counts.stale > 0;
      const seen = layer.classesInView();
      if (!seen.size) continue;
      const rows = Object.values(layer.spec.classes).filter((style) => seen.has(style.name));
      sections.push(
        element("h3", { dir: "auto" }, named(layer.spec, lang, "title")),
        element("ul", {}, ...this._rows(rows, lang), ...this._sides(layer, lang)),
      );
    }
    if (!sections.length) {
      sections.push(element("p", {}, "Nothing is drawn here. Turn on a layer or move the date."));
    }
    for (const { title } of out) {
      sections.push(
        element(
          "p",
          { class: "legend-note", dir: "auto" },
          "Not drawn, its data are out: ",
          element("bdi", {}, title),
        ),
      );
    }
    if (stale) {
      sections.push(
        element("p", { class: "legend-note", dir: "auto" }, "Pale with a dotted edge: not confirmed lately."),
      );
    }
    if (unplaced) {
      sections.push(
        element(
          "p",
          { class: "legend-note", dir: "auto" },
          `${unplaced} without a known position: not drawn.`,
        ),
      );
    }
    this.legendBody.dir = lang === "ar" ? "rtl" : "ltr";
    this.legendBody.replaceChildren(...sections);
  }

  /** One entry for each look: classes that are drawn alike share it. */
  _rows(styles, lang) {
    const looks = new Map();
    for (const style of styles) {
      const { name, title, title_ar, ...drawn } = style;
      const key = JSON.stringify(drawn);
      if (looks.has(key)) looks.get(key).push(style);
      else looks.set(key, [style]);
    }
    return [...looks.values()].map((alike) => {
      const text = alike.map((style) => named(style, lang, "title")).join(", ");
      return element("li", {}, swatch(alike[0], alike[0].kind), element("span", { dir: "auto" }, text));
    });
  }

  /** Where the actor picks the colour, the legend says whose colour is whose. */
  _sides(layer, lang) {
    if (layer.spec.colour_by !== "actor") return [];
    const sides = new Map();
    for (const item of layer.visible) {
      for (const id of String(item.properties.actors || item.properties.actor || "").split("|")) {
        const actor = layer.actors[id];
        if (actor) sides.set(actor.style.colour, actor.style);
      }
    }
    return [...sides.values()].map((style) => {
      const dot = element("i", { class: "side", "aria-hidden": "true" });
      dot.style.background = style.colour;
      return element("li", {}, dot, element("span", { dir: "auto" }, named(style, lang, "title")));
    });
  }

  /** Why the map is empty, with the way back. */
  explain(problem) {
    this.nothing.hidden = !problem;
    if (!problem) return;
    const { text, offer, act } = problem;
    const back = element("button", { type: "button" }, offer);
    back.addEventListener("click", act);
    this.nothing.replaceChildren(element("p", {}, text), back);
  }

  /** A cross where a position was asked for, until the map is clicked. */
  point([lat, lon]) {
    if (this.cross) this.cross.remove();
    const icon = L.divIcon({ className: "asked-for", html: "", iconSize: [18, 18] });
    this.cross = L.marker([lat, lon], { icon, interactive: false, keyboard: false }).addTo(this.map);
    this.map.once("click", () => this.cross.remove());
  }

  hover(text, point) {
    this.hint.hidden = !text;
    if (!text) return;
    this.hint.textContent = text;
    const flip = point.x > this.map.getSize().x - 240;
    this.hint.style.transform = `translate(${point.x + (flip ? -14 : 14)}px, ${point.y + 10}px)${
      flip ? " translateX(-100%)" : ""
    }`;
  }
}
