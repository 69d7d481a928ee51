/* A layer of which the browser holds only what is in view: the server sends points, or counts in cells where these are
   too many. In legend and table each class is one item with its true count. */
import { cellBox, gathered, opacityOf, sideOf } from "./grid.js";
import { sizeShare } from "../../rules/zooming.js";
import { fetchJson } from "../../shared/fetching.js";
import { named } from "../../shared/names.js";
import { whyOf } from "../../shared/refusals.js";
import { language, number, t } from "../../shared/words.js";
import { textOf } from "../../state/view.js";
import { EvidenceLayer } from "./evidence_layer.js";
import { shapeOf } from "../features/geometry.js";

/** @typedef {import("../features/items.js").Hit} Hit */
/** @typedef {import("../features/items.js").Item} Item */
/** @typedef {import("../features/items.js").PlacedItem} PlacedItem */
/** @typedef {import("../features/geometry.js").Box} Box */
/** @typedef {import("../features/geometry.js").View} View */
/** @typedef {{ box: Box, class: number, count: number, counts: Map<number, number> }} Cell */
/** @typedef {{ x: Float64Array, y: Float64Array, class: number[], row: number[], stale: number[] }} Points */
/** @typedef {{ features: { properties: Record<string, any>, geometry: any }[], total: number }} Rows */

/** Points up to which each has the symbol of its class at its size; more have a small one. */
const FEW = 600;
const SMALL = 7; // px of a symbol where there are many
const REACH = 4; // px round a point that still mean it
/** Cards of a cell, or of what lies at one point. */
const MOST_CARDS = 12;
const DECIMALS = 5;
/** World units in each direction. */
const WORLD = 256;
/** How many classes of a cell are told under the pointer. */
const TOLD = 3;

export class LargeLayer extends EvidenceLayer {
  /** What was asked for last. */
  #asked = "";
  #at = "";
  #first = "";
  /** @type {import("../../rules/filtering.js").Filters} */
  #filters = {};
  /** @type {Cell[]} */
  #cells = [];
  /** @type {Points | null} */
  #points = null;
  /** @type {Map<number, Item>} */
  #known = new Map();

  /**
   * @param {import("../../state/catalogue.js").LayerSpec} spec
   * @param {Record<string, import("../features/items.js").Properties>} actors
   * @param {import("../painting/painter.js").Painter} painter
   * @param {string} pane
   * @param {(problem: string) => void} told Hears that other things are drawn, or why they are not.
   */
  constructor(spec, actors, painter, pane, told) {
    super(spec, actors, painter, pane);
    this.told = told;
  }

  /**
   * @override
   * @param {string} at
   * @param {import("../../rules/filtering.js").Filters} filters
   * @param {string} [first]
   */
  setMoment(at, filters, first = at) {
    this.#at = at;
    this.#first = first;
    this.#filters = filters;
    this.#ask();
    return false;
  }

  /**
   * Leaflet says so when the map has moved.
   * @override
   */
  _update() {
    super._update();
    this.#ask();
  }

  /**
   * What is wanted, as the server is asked for it.
   * @param {boolean} [everywhere]
   * @returns {Record<string, string>}
   */
  wanted(everywhere = false) {
    const source = new URLSearchParams(this.source.split("?")[1]);
    const bounds = this._map.getBounds().pad(0.1);
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    const limits = [-180, -90, 180, 90];
    const bbox = box.map((edge, i) =>
      (i < 2 ? Math.max(edge, limits[i]) : Math.min(edge, limits[i])).toFixed(DECIMALS)
    );
    const recorded = source.get("recorded");
    const filters = textOf("filters", this.#filters);
    return {
      v: source.get("v") ?? "",
      at: this.#at,
      ...(this.#first < this.#at && { between: this.#first }),
      ...(recorded && { recorded }),
      ...(filters && { f: filters }),
      ...(!everywhere && { bbox: bbox.join(",") }),
    };
  }

  /**
   * @param {string} what
   * @param {Record<string, string>} texts
   */
  address(what, texts) {
    return `/api/layers/${encodeURIComponent(this.id)}/${what}?${new URLSearchParams(texts)}`;
  }

  /**
   * How many features begin in each month, whatever day is shown.
   * @returns {Promise<[month: string, count: number][]>}
   */
  async months() {
    const { at: _, between: __, ...texts } = this.wanted(true);
    return (await fetchJson(this.address("months", texts))).months;
  }

  async #ask() {
    if (!this.shown || !this.source || !this.#at) return;
    const zoom = Math.max(0, Math.floor(this._map.getZoom()));
    const url = this.address("view", { ...this.wanted(), z: String(zoom) });
    if (url === this.#asked) return;
    this.#asked = url;
    try {
      const found = await fetchJson(url);
      if (this.#asked === url) this.#take(found);
    } catch (problem) {
      if (this.#asked === url) this.#asked = "";
      this.told(whyOf(problem));
    }
  }

  /** @param {any} found */
  #take(found) {
    const { classes, counts, looks, shift, origin: [west, north] } = found;
    this.looks = looks;
    const all = /** @type {const} */ ([0, 0, WORLD, WORLD]);
    const items = classes.map((/** @type {string} */ name, /** @type {number} */ look) => ({
      id: `${this.id}.${name}`,
      properties: { class: name, look, marking: found.marking, sources: "" },
      shape: { kind: "point", parts: [], box: [...all] },
      look: looks[look],
      state: "current",
      count: counts[name],
    }));
    this.placed = items.filter((/** @type {{ count: number }} */ { count }) => count);
    this.visible = this.placed;
    this.items = [...items, ...this.#known.values()];
    this.#points = null;
    this.#cells = [];
    const x = found.x.map((/** @type {number} */ one) => one + west);
    const y = found.y.map((/** @type {number} */ one) => one + north);
    if (found.kind === "cells") {
      this.#cells = gathered({ ...found, x, y }).map((cell) => (
        { ...cell, box: cellBox(cell.x, cell.y, shift) }
      ));
    } else {
      const side = sideOf(shift);
      const middle = (/** @type {number[]} */ ones) => Float64Array.from(ones, (one) => (one + 0.5) * side);
      this.#points = { ...found, x: middle(x), y: middle(y) };
    }
    this.version += 1;
    this.repaint();
    this.told("");
  }

  /** @override */
  get waits() {
    return !this.looks.length;
  }

  /** What is drawn now: "cells", "points", or "" before anything came. */
  get drawnAs() {
    return this.#points ? "points" : this.#cells.length ? "cells" : "";
  }

  /**
   * @override
   * @param {View} _view
   */
  extent(_view) {
    return { min: { x: -Infinity, y: -Infinity }, max: { x: Infinity, y: Infinity } };
  }

  /**
   * @override
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   */
  paint(context, view) {
    this.noted = this.placed.map((item) => ({ item, state: item.state }));
    const most = Math.max(1, ...this.#cells.map(({ count }) => count));
    for (const { box: [left, top, right], class: kind, count } of this.#cells) {
      const side = (right - left) * view.scale;
      context.globalAlpha = opacityOf(count, most);
      context.fillStyle = this.looks[kind].fill;
      // A hair apart, so that a cell is seen as one.
      context.fillRect(left * view.scale - view.x, top * view.scale - view.y, side - 1, side - 1);
    }
    context.globalAlpha = 1;
    this.#paintPoints(context, view);
  }

  /**
   * @override
   * @returns {import("./rings.js").Chosen[]}
   */
  chosen() {
    return [...this.#known.values()].flatMap(({ id, shape }) => {
      if (!this.selected.has(id) || !shape) return [];
      const [x, y] = shape.parts[0];
      return [{ world: [x, y], size: SMALL }];
    });
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   */
  #paintPoints(context, view) {
    if (!this.#points) return;
    const { x, y, class: kinds, stale } = this.#points;
    for (let i = 0; i < x.length; i += 1) {
      const look = this.looks[kinds[i]];
      const state = stale[i] ? "stale" : "current";
      const [left, top] = [x[i] * view.scale - view.x, y[i] * view.scale - view.y];
      this.painter.symbol(context, look, state, left, top, this.#size(look, view));
    }
  }

  /**
   * @param {import("../painting/look.js").Look} look
   * @param {View} view
   */
  #size({ size }, view) {
    if ((this.#points?.x.length ?? 0) > FEW) return SMALL;
    return size * sizeShare(Math.log2(view.scale), this.painter.document.zoom);
  }

  /** @override */
  counts() {
    const shown = this.placed.reduce((sum, item) => sum + countOf(item), 0);
    return { shown, total: this.spec.total, stale: 0, unplaced: 0 };
  }

  /** @override */
  signs() {
    return { moved: false, crowd: false, ring: false, bands: false, later: false };
  }

  /** @override */
  itemsInView() {
    return this.placed;
  }

  /** @override */
  points() {
    return [];
  }

  /** @override */
  names() {
    return [];
  }

  /**
   * @override
   * @param {{ x: number, y: number }} point
   * @returns {Hit[]}
   */
  hits(point) {
    const view = this.view();
    const x = (point.x + view.x) / view.scale;
    const y = (point.y + view.y) / view.scale;
    const cell = this.#cells.find(({ box: [left, top, right, bottom] }) =>
      x >= left && x < right && y >= top && y < bottom
    );
    if (cell) return [this.#hit({ name_en: this.#told(cell), name_ar: this.#told(cell) }, 0, { cell })];
    if (!this.#points) return [];
    const found = [];
    for (let i = 0; i < this.#points.x.length; i += 1) {
      const distance = Math.hypot(this.#points.x[i] - x, this.#points.y[i] - y) * view.scale;
      const look = this.looks[this.#points.class[i]];
      if (distance <= this.#size(look, view) / 2 + REACH) found.push({ i, distance });
    }
    found.sort((a, b) => a.distance - b.distance);
    return found.slice(0, MOST_CARDS).map(({ i, distance }) => this.#hitOf(i, distance));
  }

  /**
   * A point under the pointer: by the name of its class, until its own has come.
   * @param {number} i
   * @param {number} distance
   */
  #hitOf(i, distance) {
    const points = /** @type {Points} */ (this.#points);
    const row = points.row[i];
    const known = this.#known.get(row);
    if (known) return { layer: this, item: known, id: known.id, rank: 0, distance };
    const { title: name_en, title_ar: name_ar } = Object.values(this.spec.classes)[points.class[i]];
    return this.#hit({ name_en, name_ar }, distance, { row });
  }

  /**
   * @param {{ name_en: string, name_ar: string }} names
   * @param {number} distance
   * @param {{ row?: number, cell?: Cell }} what
   */
  #hit(names, distance, what) {
    const item = { ...what, properties: names, shape: null, look: this.looks[0], state: "current", id: "" };
    return { layer: this, item: /** @type {any} */ (item), id: "", rank: 0, distance };
  }

  /** @param {Cell} cell */
  #told({ count, counts }) {
    const classes = Object.values(this.spec.classes);
    const most = [...counts].sort((a, b) => b[1] - a[1]).slice(0, TOLD);
    const each = most.map(([kind, n]) => `${named(classes[kind], language().lang, "title")} ${number(n)}`);
    return t("{n} here: {classes}", { n: count, classes: each.join(t(", ")) });
  }

  /**
   * The features behind a hit that has no id yet: of a point its own, of a cell the first.
   * @override
   * @param {Hit} hit
   * @returns {Promise<Item[]>}
   */
  async learn({ item }) {
    const { row, cell } = /** @type {{ row?: number, cell?: Cell }} */ (/** @type {unknown} */ (item));
    const { v, at, recorded, f } = this.wanted(true);
    const common = { v, ...(recorded && { recorded }) };
    /** @type {Record<string, string>} */
    const texts = cell
      ? { ...common, at, ...(f && { f }), bbox: degrees(cell.box).join(","), limit: String(MOST_CARDS) }
      : { ...common, row: String(row) };
    /** @type {Rows} */
    const { features } = await fetchJson(this.address("rows", texts));
    const items = this.itemsOf(features);
    if (row !== undefined && items.length) this.#known.set(row, items[0]);
    this.items = [...this.items, ...items];
    return items;
  }

  /**
   * @param {Rows["features"]} features
   * @returns {Item[]}
   */
  itemsOf(features) {
    return features.map(({ properties, geometry }) => ({
      id: properties.id,
      properties,
      shape: shapeOf(geometry),
      look: this.looks[properties.look],
      state: "current",
    }));
  }
}

/**
 * How many features an item stands for.
 * @param {Item} item
 */
export function countOf(item) {
  return /** @type {Item & { count?: number }} */ (item).count ?? 1;
}

/**
 * West, south, east, north of a box of the world, without its last column and row, which are another cell's.
 * @param {Box} box
 */
export function degrees([left, top, right, bottom]) {
  const hair = (right - left) * 1e-6;
  const lat = (/** @type {number} */ y) =>
    (Math.atan(Math.sinh(Math.PI * (1 - 2 * y / WORLD))) * 180) / Math.PI;
  const lon = (/** @type {number} */ x) => (x / WORLD - 0.5) * 360;
  return [lon(left + hair), lat(bottom - hair), lon(right - hair), lat(top + hair)];
}
