/* One evidence layer: its features stay here, in the browser; a date or a toggle only changes which are painted.
   What each looks like comes with it from the server. */
import { extentOf } from "../../rules/crowding.js";
import { stateOn } from "../../rules/dating.js";
import { ordered } from "../../rules/drawing.js";
import { filter } from "../../rules/filtering.js";
import { leastDrawn, sizeShare } from "../../rules/zooming.js";
import { CanvasLayer } from "./canvas_layer.js";
import { metresPerWorldUnit, pixelsOf, shapeOf } from "../features/geometry.js";
import { hitsAt } from "../features/hitting.js";
import { bandsOf, coursesOf, paintShapes } from "../painting/shapes.js";
import { paintSymbols } from "../painting/symbols.js";
import { holdersOf, namesOf } from "../features/written.js";

/** @typedef {import("../features/geometry.js").View} View */
/** @typedef {import("../features/geometry.js").World} World */
/** @typedef {import("../painting/look.js").Look} Look */
/** @typedef {import("../painting/painter.js").Painter} Painter */
/** @typedef {import("../painting/look.js").State} State */
/** @typedef {import("../features/items.js").Properties} Properties */
/** @typedef {import("../features/items.js").LayerSpec} LayerSpec */
/** @typedef {import("../features/items.js").Collection} Collection */
/** @typedef {import("../features/items.js").Item} Item */
/** @typedef {import("../features/items.js").PlacedItem} PlacedItem */
/** @typedef {import("../features/items.js").MapSymbol} MapSymbol */
/** @typedef {import("../features/items.js").HolderName} HolderName */
/** @typedef {import("../features/items.js").Hit} Hit */
/** @typedef {import("../features/items.js").PixelBox} PixelBox */

const DECIMALS = 6; // of a zoom
/** World units: a pixel of the nearest zoom has a few of them. */
const UNSEEN = 1e-6;
/** Pixels that an edge, an arrow, the mark of what is selected or the count on a symbol reach beyond it. */
const EDGE = 20;

export class EvidenceLayer extends CanvasLayer {
  /** Whether a day has been taken since the features came. */
  #dated = false;
  /**
   * What came and waits for its day.
   * @type {Collection | null}
   */
  #came = null;

  /**
   * @param {LayerSpec} spec
   * @param {Record<string, Properties>} actors
   * @param {Painter} painter
   * @param {string} pane
   */
  constructor(spec, actors, painter, pane) {
    super(spec.id, pane);
    this.spec = spec;
    this.actors = actors;
    this.painter = painter;
    /** Where its features are from, "" before they came. */
    this.source = "";
    /** Grows whenever other features are drawn. */
    this.version = 0;
    /**
     * What its features look like; the property `look` is a place in here.
     * @type {Look[]}
     */
    this.looks = [];
    /**
     * What the legend shows of those that are chips.
     * @type {Look[]}
     */
    this.faces = [];
    /**
     * Who holds its areas, for all days.
     * @type {HolderName[]}
     */
    this.written = [];
    /** @type {Item[]} */
    this.items = [];
    /**
     * What holds on the day shown and passes the filters.
     * @type {Item[]}
     */
    this.visible = [];
    /**
     * Those of them that have a place, in drawing order.
     * @type {PlacedItem[]}
     */
    this.placed = [];
    /** @type {MapSymbol[]} */
    this.symbols = [];
    /** @type {Set<string>} */
    this.selected = new Set();
    /**
     * What was painted last, in view or not.
     * @type {{ item: PlacedItem, state: State }[]}
     */
    this.noted = [];
  }

  /**
   * Takes other features; where some are on the map, with the next day: until then the legend goes by those.
   * @param {Collection} collection
   */
  setFeatures(collection) {
    this.#dated = false;
    if (this.shown) this.#came = collection;
    else this.#take(collection);
  }

  /** @param {Collection} collection */
  #take({ features, looks, faces = [], names = [] }) {
    this.looks = looks;
    this.faces = faces;
    this.written = names;
    this.items = features.map(({ properties, geometry }) => ({
      id: properties.id,
      properties,
      shape: shapeOf(geometry),
      look: looks[properties.look],
      state: "current",
    }));
  }

  /**
   * Takes the features that hold on a day, or from an earlier one on, and pass the filters.
   * @param {string} at ISO day.
   * @param {import("../../rules/filtering.js").Filters} filters
   * @param {string} [first] The first day of a span.
   * @returns {boolean} Whether the picture changed.
   */
  setMoment(at, filters, first = at) {
    const before = this.visible;
    const passes = filter(this.id, at, filters);
    let changed = !this.#dated;
    this.#dated = true;
    if (this.#came) this.#take(this.#came);
    this.#came = null;
    this.visible = this.items.filter((item) => {
      const properties = /** @type {any} */ (item.properties);
      const state = stateOn(properties, at, first);
      if (!state || !passes(properties)) return false;
      changed ||= item.state !== state;
      item.state = state;
      return true;
    });
    changed ||= before.length !== this.visible.length || before.some((item, i) => item !== this.visible[i]);
    if (!changed) return false;
    this.placed = /** @type {PlacedItem[]} */ (ordered(this.visible, ({ shape }) => shape?.kind ?? ""));
    // Until the map has spread them, each point is a symbol of its own.
    this.symbols = this.points(this._map?.getZoom() ?? 0).map(({ item, world, size }) => ({
      items: [item],
      look: item.look,
      world,
      shift: [0, 0],
      size,
    }));
    this.version += 1;
    return true;
  }

  /**
   * Whether features are drawn at a zoom: what is selected always is.
   * @param {number} zoom
   * @returns {(item: Item) => boolean}
   */
  seen(zoom) {
    const importance = (/** @type {Item} */ { properties }) => properties.importance ?? 0;
    const least = leastDrawn(this.placed.map(importance), zoom, this.painter.document.zoom.importance);
    return (item) => importance(item) <= least || this.selected.has(item.id);
  }

  /**
   * The features that are drawn at the zoom of a view.
   * @param {View} view
   */
  seenIn(view) {
    return this.placed.filter(this.seen(zoomOf(view)));
  }

  /**
   * Every point of every feature that is drawn as points at a zoom.
   * @param {number} zoom
   * @returns {{ item: PlacedItem, world: World, size: number }[]}
   */
  points(zoom) {
    const share = sizeShare(zoom, this.painter.document.zoom);
    const points = this.placed.filter(this.seen(zoom)).filter(({ shape }) => shape.kind === "point");
    return points.flatMap((item) =>
      item.shape.parts.map((part) => ({
        item,
        world: /** @type {World} */ ([part[0], part[1]]),
        // The letters of a chip would not be read if it were smaller.
        size: item.look.letters ? item.look.size : (item.properties.px ?? item.look.size) * share,
      }))
    );
  }

  /**
   * Takes the symbols that the map has spread; repaints where they differ from those here.
   * @param {MapSymbol[]} symbols
   */
  arrange(symbols) {
    const same = symbols.length === this.symbols.length &&
      symbols.every((symbol, i) => standAlike(symbol, this.symbols[i]));
    if (same) return;
    this.symbols = symbols;
    this.repaint();
  }

  /** Whether what it draws has still to come. */
  get waits() {
    return false;
  }

  /** How many of its features are drawn, of how many; stale ones and those without a place apart. */
  counts() {
    const shown = this.placed.length;
    const stale = this.placed.filter(({ state }) => state === "stale").length;
    return { shown, total: this.items.length, stale, unplaced: this.visible.length - shown };
  }

  /** Which signs beside its symbols are drawn: the legend explains them. */
  signs() {
    const view = this.view();
    return {
      moved: this.symbols.some(({ shift: [dx, dy] }) => dx || dy),
      crowd: this.symbols.some(({ items, block }) => items.length > 1 && !block),
      ring: this.symbols.some(({ items: [item], look }) =>
        this.ringed(item) && this.halfWidth(item, view) > look.size * this.painter.document.ring.from_share
      ),
      bands: ["area", "point"].some((kind) =>
        [...bandsOf(this, this.seenIn(view), /** @type {"area" | "point"} */ (kind)).values()].some(Boolean)
      ),
      later: this.seenIn(view).length < this.placed.length,
    };
  }

  /** The features that are drawn within the canvas. */
  itemsInView() {
    const view = this.view();
    return this.seenIn(view).filter(({ shape }) => this.inView(shape.box, view));
  }

  /**
   * Where a symbol stands, in layer points.
   * @param {MapSymbol} symbol
   * @param {View} view
   * @returns {[x: number, y: number]}
   */
  position({ world, shift }, view) {
    return [world[0] * view.scale - view.x + shift[0], world[1] * view.scale - view.y + shift[1]];
  }

  /**
   * Names of the features that have a symbol of their own, each once.
   * @returns {import("./labels.js").Label[]}
   */
  names() {
    return namesOf(this);
  }

  /**
   * Who holds its areas on a day, as names on those that are seen.
   * @param {string} at ISO day.
   * @param {string} policy
   * @returns {import("./labels.js").Label[]}
   */
  holders(at, policy) {
    return holdersOf(this, at, policy);
  }

  /**
   * Boxes of the symbols, for names to keep clear of.
   * @returns {PixelBox[]}
   */
  boxes() {
    const view = this.view();
    return this.symbols.map((symbol) => {
      const [x, y] = this.position(symbol, view);
      const [width, height] = extentOf(symbol);
      return { x: x - width / 2, y: y - height / 2, width, height };
    });
  }

  /**
   * @override
   * @param {View} view
   */
  extent(view) {
    const wide = this.seenIn(view).filter(({ shape }) => shape.kind !== "point").map((item) => (
      { box: item.shape.box, margin: EDGE + (item.shape.kind === "line" ? this.halfWidth(item, view) : 0) }
    ));
    const symbols = this.symbols.map((symbol) => {
      const { items: [item], world: [x, y], shift } = symbol;
      const ring = this.ringed(item) ? this.halfWidth(item, view) : 0;
      const margin = EDGE + Math.max(...extentOf(symbol).map((length) => length / 2), ring) +
        Math.max(...shift.map(Math.abs));
      return { box: /** @type {import("../features/geometry.js").Box} */ ([x, y, x, y]), margin };
    });
    return pixelsOf([...wide, ...symbols], view);
  }

  /**
   * @override
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   */
  paint(context, view) {
    const seen = this.seen(zoomOf(view));
    this.noted = this.placed.map((item) => ({ item, state: item.state }));
    paintShapes(context, this, this.placed.filter(seen), view);
    // Points are painted as the symbols that stand for them.
    paintSymbols(context, this, view);
  }

  /** @returns {import("./rings.js").Chosen[]} the symbols that are selected */
  chosen() {
    return this.symbols.filter(({ items }) => items.some(({ id }) => this.selected.has(id)));
  }

  /**
   * Half the width in pixels of the doubt about where a feature is.
   * @param {PlacedItem} item
   * @param {View} view
   */
  halfWidth({ shape, properties }, view) {
    const metres = Number(properties.precision_m) || 0;
    const perUnit = metresPerWorldUnit((shape.box[1] + shape.box[3]) / 2);
    return Math.min((metres / perUnit) * view.scale, this.painter.document.line.corridor_limit / 2);
  }

  /**
   * Whether a ring says where a symbol may stand: one that stands for more, such as a region, has none.
   * @param {PlacedItem} item
   */
  ringed({ properties }) {
    return properties.precision_m <= this.painter.document.ring.widest_m;
  }

  /**
   * Whether something goes along a line, which then makes room for others.
   * @param {PlacedItem} item
   */
  flows({ look }) {
    return look.arrow;
  }

  /**
   * Where lines with arrows run, in pixels: side by side where they have a leg in common.
   * @param {PlacedItem[]} items
   * @param {View} view
   * @returns {Map<PlacedItem, number[][]>}
   */
  courses(items, view) {
    const flowing = items.filter((item) => item.shape.kind === "line" && this.flows(item));
    return coursesOf(flowing, view, this.painter.document.line);
  }

  /**
   * Every visible feature at a layer point, each once, with its distance in pixels.
   * @param {{ x: number, y: number }} point
   * @returns {Hit[]}
   */
  hits(point) {
    return hitsAt(this, point);
  }

  /**
   * The features behind a hit, where they have still to be asked for.
   * @param {Hit} hit
   * @returns {Promise<Item[]>}
   */
  learn({ item }) {
    return Promise.resolve([item]);
  }

  /** @param {string} id */
  find(id) {
    return this.items.find((item) => item.id === id);
  }
}

/**
 * @param {View} view
 */
function zoomOf({ scale }) {
  return Number(Math.log2(scale).toFixed(DECIMALS));
}

/**
 * Whether two symbols show the same at the same place.
 * @param {MapSymbol} one
 * @param {MapSymbol} other
 */
function standAlike(one, other) {
  const near = (/** @type {[number, number]} */ [ax, ay], /** @type {[number, number]} */ [bx, by]) =>
    Math.abs(ax - bx) < UNSEEN && Math.abs(ay - by) < UNSEEN;
  return one.items.length === other.items.length && one.items[0] === other.items[0] &&
    one.size === other.size && Boolean(one.block) === Boolean(other.block) &&
    near(one.shift, other.shift) && near(one.world, other.world);
}
