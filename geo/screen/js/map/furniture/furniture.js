/* What stands on the map besides the evidence, so that a screenshot is already a figure: title and lines, date, legend
   of exactly what is drawn and in view, scale, and at its foot sources, attribution and marking. */
import { button, element } from "../../shared/dom.js";
import { L } from "../../shared/leaflet.js";
import { clocksText, daysText } from "../../shared/names.js";
import { inDigits, t } from "../../shared/words.js";
import { isSpan } from "../../rules/dating.js";
import { byFrequency, credited, credits, highest } from "./credit.js";
import { Headline, subjectOf } from "./headline.js";
import { LegendBox } from "./legend_box.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../features/items.js").LayerSpec} LayerSpec */
/** @typedef {import("../features/items.js").PixelBox} PixelBox */
/** @typedef {import("./legend.js").Sides} Sides */
/** @typedef {import("../../state/view.js").View} View */
/** @typedef {Record<string, { publisher: string }>} Sources */

const PUBLISHERS = 4; // named on the map; every source stands on its card
const FEW_PUBLISHERS = 2; // where the map is narrow
const LOW = 420; // px of a window that has no room for text over the map, as map.css has it
const FAR = 10_000; // px
const SIDE = 4; // px that the map keeps clear of at an edge without text
const HINT = { wide: 240, across: 14, down: 10 }; // px of the name under the pointer, and from the pointer to it
/** The zoom from which somebody would look for roads. */
const ROADS_FROM = 9;

export class Furniture {
  /**
   * @param {import("leaflet").Map} map
   * @param {HTMLElement} parent
   * @param {import("../painting/painter.js").Painter} painter
   * @param {(part: Partial<View>) => void} change
   */
  constructor(map, parent, painter, change) {
    this.map = map;
    this.change = change;
    this.screen = painter.document.screen;
    this.marking = element("span", { class: "marking" });
    this.date = element("div", { class: "as-of", "aria-live": "polite" });
    this.headline = new Headline(change);
    this.box = new LegendBox(painter, change);
    this.legend = this.box.element;
    this.column = element("div", { class: "map-column" }, this.date, this.headline.element, this.legend);
    this.hint = element("div", { class: "hover-name", hidden: "", dir: "auto" });
    this.credit = element("div", { class: "credit", dir: "auto" });
    this.foot = element("div", { class: "map-foot" }, this.credit, this.marking);
    /** @type {Sources} */
    this.sources = {};
    /** Whether the map keeps clear of the open panel: where a link opened it; a click moves nothing. */
    this.clears = false;
    /** What actors are called. */
    this.namesOf = (/** @type {string[]} */ ids) => ids;
    // The button that brings the folded panel back stands over the map's corner.
    new ResizeObserver(() => {
      const { innerWidth, parent: page } = globalThis;
      document.body.classList.toggle("alone", innerWidth === page.innerWidth);
    }).observe(document.documentElement);
    this.nothing = element("div", { class: "nothing", role: "status", hidden: "" });
    scaleOf().addTo(map);
    map.zoomControl?.setPosition("bottomright");
    const fitting = new ResizeObserver(() => this.box.fit());
    for (const node of [this.column, this.headline.element]) fitting.observe(node);
    parent.append(this.column, this.hint, this.foot, this.nothing);
    L.DomEvent.disableClickPropagation(this.nothing);
    const title = globalThis.parent.document;
    this.headline.titled = (text) => (title.title = text);
  }

  /** Whether text and legend stand beside the country; beside each other two maps have neither. */
  get #roomy() {
    return this.map.getSize().x >= this.screen.roomy && !this.#two;
  }

  get #two() {
    return document.body.classList.contains("comparing");
  }

  /** Whether the country has room between text and open panel; else the text folds and stands over the map. */
  get #beside() {
    return this.#roomy && this.map.getSize().x - this.#text - this.#covered >= this.screen.between;
  }

  /** Pixels above the country that stay clear, where a view shows all of it. */
  get #above() {
    if (this.#beside) return this.screen.above;
    const low = this.#two && globalThis.innerWidth <= this.screen.barred;
    return low ? this.screen.above_of_two : this.screen.above_narrow;
  }

  /** Pixels from the map's edge to the end of text and legend. */
  get #text() {
    const { offsetLeft: start, offsetWidth: wide } = this.column;
    return this.#rtl ? this.map.getSize().x - start : start + wide;
  }

  /** Pixels of the map's edge that the open panel covers. */
  get #panel() {
    const panel = this.map.getSize().x > this.screen.barred && document.querySelector(".side-body");
    const { left, right, width } = panel ? panel.getBoundingClientRect() : { left: 0, right: 0, width: 0 };
    const frame = this.map.getContainer().getBoundingClientRect();
    return width ? Math.max(0, this.#rtl ? right - frame.left : frame.right - left) : 0;
  }

  /** The same, as far as the map keeps clear of it. */
  get #covered() {
    return this.clears ? this.#panel : 0;
  }

  /** Pixels of the map's two edges that the open panel covers: what is written beyond would be cut. */
  get cut() {
    return this.#rtl ? { left: this.#panel, right: 0 } : { left: 0, right: this.#panel };
  }

  get #rtl() {
    return getComputedStyle(this.column).direction === "rtl";
  }

  /** Pixels of the foot, and of the tabs where these are a bar below it: both have room before the sources are there. */
  get #footed() {
    const { barred, bar, credit } = this.screen;
    const low = globalThis.innerHeight < LOW || document.body.classList.contains("brief");
    return this.map.getSize().x > barred || low ? [this.foot.offsetHeight, 0] : [credit, bar];
  }

  /** Folds legend and text where it would hide what it explains. */
  fit() {
    if (this.#two) return;
    if (!this.#beside) this.legend.open = false;
    this.headline.fold(globalThis.innerHeight < LOW || (this.#roomy && !this.#beside));
  }

  /**
   * Pixels of the map's edges that the first view keeps clear of: text and legend stand where a line begins; on a phone
   * the text is a sheet at the foot, and so is the panel that takes its place.
   */
  get edges() {
    const { y } = this.map.getSize();
    const rtl = this.#rtl;
    const text = this.headline.element.offsetHeight;
    const [start, end] = [this.#beside ? this.#text : SIDE, Math.max(SIDE, this.#covered)];
    const [foot, bar] = this.#footed;
    const usual = this.#roomy ? foot + 8 : foot + bar + text;
    const below = this.#roomy || text ? usual : y - this.foot.offsetTop - this.foot.offsetHeight + foot;
    return {
      left: rtl ? end : start,
      right: rtl ? start : end,
      above: this.#above,
      foot: this.map.getContainer().contains(this.foot) ? below : 0,
      sheet: this.#roomy ? "" : text ? "text" : "panel",
      text: this.#roomy ? this.#text : 0,
      // Where nothing is laid out there is nothing to make room for.
      hidden: !this.column.offsetWidth,
    };
  }

  /**
   * @param {EvidenceLayer[]} layers In the order of the legend.
   * @param {View} state
   * @param {Sides} sides
   * @param {LayerSpec[]} out What was asked for and cannot be drawn.
   * @param {string} version Of the data.
   * @param {EvidenceLayer[]} beside Those of another map, credited and marked together with these.
   */
  update(layers, state, sides, out, version, beside = []) {
    const all = [...layers, ...beside];
    const marking = highest(
      all.flatMap(({ visible }) => visible.map(({ properties }) => properties.marking)),
    );
    this.marking.textContent = `TLP:${marking}`;
    this.marking.dataset.marking = marking;
    const only = this.namesOf(state.filters.actor ?? []);
    const subject = subjectOf(layers, state.lang, only, isSpan(state));
    const title = subject ? t("Libya: {what}", { what: subject.what }) : t("Libya: who holds what");
    this.date.replaceChildren(
      element("span", { class: "map-title" }, title),
      element("span", { class: "as-of-label" }, `${isSpan(state) ? t("At any time of") : t("As of")} `),
      element("b", {}, daysText(state)),
      ...clocksText(state).map((text) => ` · ${text}`),
    );
    // The title says the day already; what is not as usual is said beside it.
    const usual = !clocksText(state).length && state.view !== "brief" && this.#roomy;
    this.date.classList.toggle("told-above", usual);
    this.date.classList.toggle("of-span", isSpan(state));
    const most = this.#roomy ? PUBLISHERS : FEW_PUBLISHERS;
    const ground = [t("Ground: Natural Earth, © OpenStreetMap contributors (ODbL), GeoNames (CC BY 4.0)")];
    const roads = this.map.getZoom() >= ROADS_FROM ? [t("No roads are drawn on this map")] : [];
    this.credit.textContent = credits([credited(publishersOf(all, this.sources), most), ...ground, ...roads]);
    document.documentElement.style.setProperty("--foot", `${this.foot.offsetHeight}px`);
    this.headline.update(state, version, subject);
    this.box.update(layers, state, sides, out);
  }

  /**
   * What names on the map must keep clear of.
   * @returns {PixelBox[]}
   */
  boxes() {
    const above = document.querySelectorAll(".leaflet-control, .side-tabs, .sketch-open");
    const own = [this.date, this.headline.element, this.legend, this.foot];
    return [...own, ...above].map((node) => this.#boxOf(node));
  }

  /**
   * Tabs and button over a view of the whole country and what is above the window: symbols are not moved out of
   * sight. Wherever else somebody looks, what is moved stands the same.
   * @param {View} view
   * @returns {PixelBox[]}
   */
  tabsOver({ c, z }) {
    const whole = !c && z === null && !this.clears && !this.#two && this.map.getSize().x > this.screen.barred;
    if (!whole) return [];
    const { x, y, width } = this.#boxOf(this.map.getContainer());
    const above = { x: x - FAR, y: y - FAR, width: width + 2 * FAR, height: FAR };
    const over = [...document.querySelectorAll(".side-tabs, .sketch-open")];
    return [above, ...over.map((node) => this.#boxOf(node))];
  }

  /** @param {Element} node */
  #boxOf(node) {
    const frame = this.map.getContainer().getBoundingClientRect();
    const { left, top, width, height } = node.getBoundingClientRect();
    const { x, y } = this.map.containerPointToLayerPoint([left - frame.left, top - frame.top]);
    return { x, y, width, height };
  }

  /**
   * Why the map is empty, with the way back.
   * @param {import("./emptiness.js").Remedy | null} problem
   */
  explain(problem) {
    this.nothing.hidden = !problem;
    if (problem) {
      this.nothing.replaceChildren(
        element("p", {}, problem.text),
        button(problem.offer, () => this.change(problem.part)),
      );
    }
  }

  /**
   * A cross where a position was asked for, until the map is clicked or something else is asked for (null).
   * @param {[lat: number, lon: number] | null} position
   */
  point(position) {
    this.cross?.remove();
    if (!position) return;
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
    const flip = point.x > this.map.getSize().x - this.cut.right - HINT.wide;
    const x = point.x + (flip ? -HINT.across : HINT.across);
    this.hint.style.transform = `translate(${x}px, ${point.y + HINT.down}px)${
      flip ? " translateX(-100%)" : ""
    }`;
  }
}

/** The scale in our own words: Leaflet's has English ones. */
function scaleOf() {
  /** @type {any} Leaflet's own parts of it are not in its types. */
  const scale = L.control.scale({ imperial: false, position: "bottomright", maxWidth: 140 });
  scale._updateMetric = (/** @type {number} */ most) => {
    const metres = scale._getRoundNum(most);
    const label = metres < 1000 ? t("{n} m", { n: metres }) : t("{km} km", { km: metres / 1000 });
    scale._updateScale(scale._mScale, inDigits(label), metres / most);
  };
  return scale;
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
