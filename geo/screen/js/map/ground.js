/* The quiet ground: sea, land, neighbours, districts on one canvas, and names that never cover each other. */
import { element } from "../shared/dom.js";
import { L } from "../shared/leaflet.js";
import { named } from "../shared/names.js";
import { CanvasLayer } from "./canvas_layer.js";
import { shapeOf, toWorld, trace } from "./geometry.js";

export const GroundLayer = CanvasLayer.extend({
  setGround: function (countries, districts, colours) {
    const shapes = (collection) =>
      collection.features
        .map(({ geometry, properties }) => ({
          shape: shapeOf(geometry),
          home: properties.id === "country-ly",
        }))
        .filter(({ shape }) => shape);
    this._countries = shapes(countries);
    this._districts = shapes(districts);
    this._colours = colours;
    this.invalidate();
  },

  paint: function (context, view) {
    const { min, max } = this._bounds;
    context.clearRect(min.x, min.y, max.x - min.x, max.y - min.y);
    if (!this._countries) return;
    const c = this._colours;
    const stroke = (shape, colour, width) => {
      trace(context, shape, view);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    };
    context.lineJoin = "round";
    for (const { shape, home } of this._countries) {
      if (!this.inView(shape.box, view)) continue;
      trace(context, shape, view);
      context.fillStyle = home ? c.land : c.neighbours;
      context.fill("evenodd");
    }
    for (const { shape } of this._districts) stroke(shape, c.district, 0.8);
    for (const { shape, home } of this._countries) {
      if (this.inView(shape.box, view)) stroke(shape, c.border, home ? 1.4 : 0.8);
    }
  },
});

// Rank of a place -> first zoom at which its name may stand.
const FIRST_ZOOM = { 0: 4, 1: 4, 2: 5, 3: 7, 4: 8, 5: 9, 6: 8 };
const FEATURES_FROM = 8; // zoom from which features that stand alone carry their name
const GAP = 3; // px between a name and anything else
const BESIDE = [12, 22, 34, 46, 58]; // px from a place to its name, for towns of rank 3 and less the first only
const ASIDE = [[0, 0], [0, 26], [0, -26], [50, 0], [-50, 0], [90, 0], [-90, 0]]; // px: where the name of a country or sea may stand instead

export const LabelLayer = L.Layer.extend({
  initialize: function (options) {
    L.Util.setOptions(this, options);
    this._labels = [];
    this._lang = "en";
    this._obstacles = [];
    this._features = [];
  },

  onAdd: function () {
    this._box = L.DomUtil.create("div", "labels leaflet-zoom-hide", this.getPane());
    this._measure = document.createElement("canvas").getContext("2d");
  },

  onRemove: function () {
    this._box.remove();
  },

  /** [{name_en, name_ar, position: [lon, lat], rank, kind}] in the order of their importance. */
  setLabels: function (labels) {
    this._labels = labels.map((label) => ({ ...label, world: toWorld(label.position) }));
    this._layout();
  },

  setLang: function (lang) {
    this._lang = lang;
  },

  /** Lays the names out anew for this view, clear of `boxes` (layer points); names of features come last. */
  keepClearOf: function (boxes, features) {
    this._obstacles = boxes;
    this._features = features;
    this._layout();
  },

  _text: function (label) {
    if (this._lang === "en+ar" && label.name_ar) return [label.name_en, label.name_ar];
    return [named(label, this._lang)];
  },

  _layout: function () {
    if (!this._box) return;
    const zoom = this._map.getZoom();
    const scale = 2 ** zoom;
    const origin = this._map.getPixelOrigin();
    const topLeft = this._map.containerPointToLayerPoint([0, 0]);
    const size = this._map.getSize();
    const frame = { min: topLeft, max: topLeft.add(size) };
    const taken = this._obstacles.slice();
    const nodes = [];
    for (const label of this._labels.concat(zoom < FEATURES_FROM ? [] : this._features)) {
      if (zoom < FIRST_ZOOM[label.rank]) continue;
      const [dx, dy] = label.shift || [0, 0];
      const x = label.world[0] * scale - origin.x + dx;
      const y = label.world[1] * scale - origin.y + dy;
      const inside = x > topLeft.x && y > topLeft.y && x < topLeft.x + size.x && y < topLeft.y + size.y;
      if (!inside) continue;
      const lines = this._text(label);
      const { size: px, weight, height } = this._type(label);
      this._measure.font = `${weight} ${px}px 'Noto Sans', 'Noto Sans Arabic', sans-serif`;
      const width = Math.max(...lines.map((line) => this._measure.measureText(line).width)) + 4;
      const tall = height * lines.length;
      const spot = this._room(label, x, y, width, tall, taken, frame);
      if (!spot) continue;
      taken.push(spot);
      nodes.push(this._node(label, lines, spot));
    }
    this._box.replaceChildren(...nodes);
  },

  _type: function ({ kind, rank }) {
    if (kind === "feature") return { size: 11, weight: 600, height: 15 };
    if (kind === "sea" || kind === "country") return { size: 13, weight: 500, height: 18 };
    if (rank <= 1) return { size: 15, weight: 700, height: 19 };
    if (rank === 2) return { size: 13, weight: 600, height: 17 };
    return { size: 11, weight: 400, height: 15 };
  },

  /** The first free position in the frame, near ones first, or null; the capital is never left out. */
  _room: function (label, x, y, width, height, taken, { min, max }) {
    const point = label.kind === "place" || label.kind === "feature";
    const offsets = point ? [] : ASIDE.map(([dx, dy]) => [dx - width / 2, dy - height / 2]);
    for (const beside of point ? BESIDE : []) {
      offsets.push([beside, -height / 2], [-beside - width, -height / 2]);
      offsets.push([-width / 2, beside], [-width / 2, -beside - height]);
      if (label.rank > 2) break;
    }
    for (const [dx, dy] of offsets) {
      const box = { x: x + dx, y: y + dy, width, height };
      if (box.x < min.x || box.x + width > max.x || box.y < min.y || box.y + height > max.y) continue;
      const clash = taken.some(
        (other) =>
          box.x < other.x + other.width + GAP &&
          other.x < box.x + box.width + GAP &&
          box.y < other.y + other.height + GAP &&
          other.y < box.y + box.height + GAP,
      );
      if (!clash) return box;
    }
    return label.kind === "place" && label.rank === 1
      ? { x: x + offsets[0][0], y: y + offsets[0][1], width, height }
      : null;
  },

  _node: function (label, lines, box) {
    const node = element("div", { class: `label label-${label.kind} rank-${label.rank}` });
    for (const line of lines) node.append(element("span", { dir: "auto" }, line));
    node.style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y)}px)`;
    node.style.width = `${Math.ceil(box.width)}px`;
    return node;
  },
});
