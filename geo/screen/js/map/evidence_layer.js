/* One evidence layer: its features stay here, in the browser; a date or a toggle only changes which are painted.
   How they look comes from the layer's declaration as /api/layers sends it. */
import { CanvasLayer } from "./canvas_layer.js";
import { filterFor } from "./filters.js";
import { distanceTo, metresPerWorldUnit, shapeOf, trace } from "./geometry.js";
import { areaFill, dash, stamp, strokeLine } from "./symbols.js";

const CORRIDOR_LIMIT = 160; // px: wider doubt than this hides the map under it
const WIDEST_RING = 100000; // m: a symbol that stands for more, such as a whole region, gets no ring

function list(text) {
  return text ? String(text).split("|") : [];
}

export const EvidenceLayer = CanvasLayer.extend({
  initialize: function (spec, actors, options) {
    CanvasLayer.prototype.initialize.call(this, spec.id, options);
    this.spec = spec;
    this.actors = actors;
    this.items = [];
    this.visible = [];
    this.spots = [];
    this.symbols = [];
    this.selected = new Set();
  },

  setFeatures: function (collection) {
    this.items = collection.features.map((feature) => {
      const properties = feature.properties;
      const shape = shapeOf(feature.geometry);
      return {
        id: properties.id,
        properties,
        shape,
        style: this._styleOf(properties),
        colours: this._coloursOf(properties),
        place: shape && shape.kind === "point" ? feature.geometry.coordinates.join(",") : "",
      };
    });
    this.visible = null;
  },

  _styleOf: function (properties) {
    const style = this.spec.classes[properties.class];
    const side = this.spec.colour_by === "actor" && (this.actors[properties.actor] || {}).style;
    return side ? { ...style, ...side } : style;
  },

  /** The colours of a contested area: those of the first two sides that contest it. */
  _coloursOf: function (properties) {
    const sides = list(properties.actors).map((id) => (this.actors[id] || {}).style).filter(Boolean);
    const colours = [...new Set(sides.map((side) => side.colour))];
    const own = (this._styleOf(properties) || {}).colour;
    return colours.length > 1 ? colours.slice(0, 2) : [colours[0] || own, "#FFFFFF"];
  },

  /** Features that hold on `at` (ISO day) and pass the filters. Returns whether the picture changed. */
  setMoment: function (at, filters) {
    const before = this.visible;
    const passes = filterFor(filters, this.id, at);
    this.visible = this.items.filter((item) => {
      const { from_day: from, to_day: to } = item.properties;
      return from <= at && (!to || at < to) && passes(item.properties);
    });
    for (const item of this.visible) {
      const stale = item.properties.stale_day <= at;
      if (item.stale !== stale) this._outdated = true;
      item.stale = stale;
    }
    const same = before && before.length === this.visible.length &&
      before.every((item, i) => item === this.visible[i]);
    if (same && !this._outdated) return false;
    this._gatherSpots();
    this._outdated = true;
    return true;
  },

  /** Points that share a position and a class are one spot; until the map has spread them, each is one symbol. */
  _gatherSpots: function () {
    const spots = new Map();
    for (const item of this.visible) {
      if (!item.place) continue;
      const key = `${item.place}|${item.properties.class}`;
      if (!spots.has(key)) {
        spots.set(key, { layer: this, items: [], style: item.style, world: item.shape.parts[0] });
      }
      spots.get(key).items.push(item);
    }
    this.spots = [...spots.values()];
    this.symbols = this.spots.map((spot) => ({ ...spot, shift: [0, 0] }));
    this.layout = "";
  },

  /** Takes the symbols that the map has spread: [{items, style, world, shift}]; repaints where they differ. */
  arrange: function (symbols) {
    const layout = symbols.map(({ items, shift }) => `${items[0].id}*${items.length}@${shift}`).join(";");
    if (layout === this.layout) return;
    this.layout = layout;
    this.symbols = symbols;
    this.invalidate();
  },

  counts: function () {
    const placed = this.visible.filter((item) => item.shape).length;
    const stale = this.visible.filter((item) => item.stale && item.shape).length;
    return { shown: placed, total: this.items.length, stale, unplaced: this.visible.length - placed };
  },

  classesInView: function () {
    const view = this.view();
    const seen = new Set();
    for (const item of this.visible) {
      if (item.shape && this.inView(item.shape.box, view)) seen.add(item.properties.class);
    }
    return seen;
  },

  _position: function ({ world, shift }, view) {
    return [world[0] * view.scale - view.x + shift[0], world[1] * view.scale - view.y + shift[1]];
  },

  /** Names of the symbols that stand for one feature each, for the labels of a near view. */
  names: function () {
    const single = this.symbols.filter(({ items }) => items.length === 1 && this.spec.group !== "Base");
    return single.map(({ items: [{ properties }], world, shift }) => ({
      ...properties,
      world,
      shift,
      rank: 6,
      kind: "feature",
    }));
  },

  /** Boxes of the symbols in layer points, for names to keep clear of. */
  boxes: function () {
    const view = this.view();
    return this.symbols.map((symbol) => {
      const [x, y] = this._position(symbol, view);
      const size = symbol.style.size || 20;
      return { x: x - size / 2, y: y - size / 2, width: size, height: size };
    });
  },

  paint: function (context, view) {
    const { min, max } = this._bounds;
    context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    for (const item of this.visible || []) {
      if (!item.shape || item.shape.kind !== "area" || !this.inView(item.shape.box, view)) continue;
      this._paintArea(context, item, view);
    }
    for (const item of this.visible || []) {
      if (!item.shape || item.shape.kind !== "line") continue;
      if (this.inView(item.shape.box, view, CORRIDOR_LIMIT)) this._paintLine(context, item, view);
    }
    for (const symbol of this.symbols) {
      if (this.inView(symbol.items[0].shape.box, view, 80)) this._paintSymbol(context, symbol, view);
    }
  },

  _paintArea: function (context, item, view) {
    trace(context, item.shape, view);
    if (item.style.fill !== "none") {
      context.globalAlpha = item.stale ? 0.2 : 0.4;
      context.fillStyle = areaFill(context, item.style, item.colours);
      context.fill("evenodd");
    }
    context.globalAlpha = item.stale ? 0.7 : 1;
    context.strokeStyle = item.style.edge;
    context.lineWidth = this.selected.has(item.id) ? 3.5 : item.style.width || 1.2;
    context.setLineDash(dash(item.stale ? "dotted" : item.style.line));
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  },

  _halfWidth: function (item, view) {
    const metres = Number(item.properties.precision_m) || 0;
    const perUnit = metresPerWorldUnit((item.shape.box[1] + item.shape.box[3]) / 2);
    return Math.min((metres / perUnit) * view.scale, CORRIDOR_LIMIT / 2);
  },

  _paintLine: function (context, item, view) {
    trace(context, item.shape, view);
    context.lineJoin = context.lineCap = "round";
    const half = this._halfWidth(item, view);
    if (half > 2) {
      context.globalAlpha = item.stale ? 0.1 : 0.2;
      context.strokeStyle = item.style.colour;
      context.lineWidth = half * 2;
      context.stroke();
    }
    context.globalAlpha = item.stale ? 0.7 : 1;
    const width = item.style.width + (this.selected.has(item.id) ? 2.5 : 0);
    strokeLine(context, item.style, item.stale ? "dotted" : item.style.line, width);
    if (item.style.arrow) this._paintArrows(context, item, view);
    context.globalAlpha = 1;
    context.lineCap = "butt";
  },

  _paintArrows: function (context, item, view) {
    context.fillStyle = item.style.edge;
    for (const part of item.shape.parts) {
      for (let i = 2; i < part.length; i += 2) {
        const ax = part[i - 2] * view.scale - view.x;
        const ay = part[i - 1] * view.scale - view.y;
        const bx = part[i] * view.scale - view.x;
        const by = part[i + 1] * view.scale - view.y;
        if (Math.hypot(bx - ax, by - ay) < 36) continue;
        context.save();
        context.translate((ax + bx) / 2, (ay + by) / 2);
        context.rotate(Math.atan2(by - ay, bx - ax));
        context.beginPath();
        context.moveTo(6, 0);
        context.lineTo(-4, 5);
        context.lineTo(-4, -5);
        context.closePath();
        context.fill();
        context.restore();
      }
    }
  },

  _paintSymbol: function (context, symbol, view) {
    const [x, y] = this._position(symbol, view);
    const { items, style } = symbol;
    const size = style.size || 20;
    const item = items[0];
    const ring = item.properties.precision_m > WIDEST_RING ? 0 : this._halfWidth(item, view);
    if (ring > size * 0.75) {
      context.beginPath();
      context.arc(x, y, ring, 0, 2 * Math.PI);
      context.setLineDash([3, 4]);
      context.strokeStyle = style.edge;
      context.globalAlpha = 0.6;
      context.lineWidth = 1;
      context.stroke();
      context.setLineDash([]);
      context.globalAlpha = 1;
    }
    if (items.some(({ id }) => this.selected.has(id))) {
      context.beginPath();
      context.arc(x, y, size / 2 + 5, 0, 2 * Math.PI);
      context.strokeStyle = "#111111";
      context.lineWidth = 2.5;
      context.stroke();
    }
    const stale = items.every((one) => one.stale);
    context.drawImage(stamp(style, size, stale), x - size / 2 - 2, y - size / 2 - 2, size + 4, size + 4);
    if (items.length > 1) this._paintCount(context, items.length, x + size / 2 - 1, y - size / 2 + 1);
  },

  _paintCount: function (context, count, x, y) {
    context.font = "600 10px 'Noto Sans', sans-serif";
    const width = Math.max(14, context.measureText(String(count)).width + 7);
    context.beginPath();
    context.roundRect(x - width / 2, y - 7, width, 14, 7);
    context.fillStyle = "#FFFFFF";
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = "#3A3A36";
    context.stroke();
    context.fillStyle = "#1B1B19";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(count), x, y + 0.5);
  },

  /** Every visible feature at a layer point: [{layer, item, rank, distance}], distance in pixels. */
  hits: function (point) {
    const view = this.view();
    const found = [];
    const add = (item, distance, rank) => found.push({ layer: this, item, distance, rank });
    for (const symbol of this.symbols) {
      const [x, y] = this._position(symbol, view);
      const distance = Math.hypot(x - point.x, y - point.y);
      if (distance <= (symbol.style.size || 20) / 2 + 4) {
        symbol.items.forEach((item) => add(item, distance, 0));
      }
    }
    const x = (point.x + view.x) / view.scale;
    const y = (point.y + view.y) / view.scale;
    for (const item of this.visible || []) {
      if (!item.shape || item.shape.kind === "point") continue;
      const reach = item.shape.kind === "line" ? Math.max(6, this._halfWidth(item, view)) : 0;
      const [x0, y0, x1, y1] = item.shape.box;
      const margin = reach / view.scale;
      if (x < x0 - margin || x > x1 + margin || y < y0 - margin || y > y1 + margin) continue;
      const distance = distanceTo(item.shape, x, y) * view.scale;
      if (distance <= reach) add(item, distance, item.shape.kind === "line" ? 1 : 2);
    }
    return found;
  },

  find: function (id) {
    return this.items.find((item) => item.id === id);
  },
});
