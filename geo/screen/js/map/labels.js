/* Names on the map as elements, which never cover each other: those of the ground first, then those of features. */
import { element } from "../shared/dom.js";
import { L } from "../shared/leaflet.js";
import { named } from "../shared/names.js";
import { toWorld } from "./geometry.js";
import { contextOf } from "./painter.js";

/** @typedef {import("./evidence_layer.js").PixelBox} PixelBox */
/**
 * @typedef {object} Label
 * @property {string} name_en
 * @property {string} name_ar
 * @property {import("./geometry.js").World} world
 * @property {[number, number]} [shift] Pixels from there to the symbol.
 * @property {number} rank
 * @property {string} kind country, sea, place or feature.
 */

// Rank of a place -> first zoom at which its name may stand.
const FIRST_ZOOM = [4, 4, 5, 7, 8, 9, 8];
const FEATURES_FROM = 8; // zoom from which features that stand alone carry their name
const GAP = 3; // px between a name and anything else
const BESIDE = [12, 22, 34, 46, 58]; // px from a place to its name, for towns of rank 3 and less the first only
const ASIDE = [[0, 0], [0, 26], [0, -26], [50, 0], [-50, 0], [90, 0], [-90, 0]]; // px: where the name of a country or sea may stand instead

export class LabelLayer extends L.Layer {
  /** @param {string} pane */
  constructor(pane) {
    super();
    L.Util.setOptions(this, { pane });
    /** @type {Label[]} */
    this.labels = [];
    /** @type {Label[]} */
    this.features = [];
    /** @type {PixelBox[]} */
    this.taken = [];
    this.lang = "en";
    this.box = L.DomUtil.create("div", "labels leaflet-zoom-hide");
    this.context = contextOf(element("canvas"));
  }

  /** @override */
  onAdd() {
    this.getPane()?.append(this.box);
    return this;
  }

  /** @override */
  onRemove() {
    this.box.remove();
    return this;
  }

  /**
   * Takes the names of the ground in the order of their importance.
   * @param {{ name_en: string, name_ar: string, position: number[], rank: number, kind: string }[]} labels
   */
  setLabels(labels) {
    this.labels = labels.map((label) => ({ ...label, world: toWorld(label.position) }));
    this.layOut();
  }

  /**
   * Lays the names out anew for this view, clear of `boxes`; names of features come last.
   * @param {PixelBox[]} boxes In layer points.
   * @param {Label[]} features
   */
  keepClearOf(boxes, features) {
    this.taken = boxes;
    this.features = features;
    this.layOut();
  }

  /**
   * @param {Label} label
   * @returns {string[]} Its lines.
   */
  #text(label) {
    if (this.lang === "en+ar" && label.name_ar) return [label.name_en, label.name_ar];
    return [named(label, this.lang)];
  }

  layOut() {
    const zoom = this._map.getZoom();
    const scale = 2 ** zoom;
    const origin = this._map.getPixelOrigin();
    const min = this._map.containerPointToLayerPoint([0, 0]);
    const max = min.add(this._map.getSize());
    const taken = this.taken.slice();
    const nodes = [];
    for (const label of this.labels.concat(zoom < FEATURES_FROM ? [] : this.features)) {
      if (zoom < FIRST_ZOOM[label.rank]) continue;
      const [dx, dy] = label.shift || [0, 0];
      const x = label.world[0] * scale - origin.x + dx;
      const y = label.world[1] * scale - origin.y + dy;
      if (x <= min.x || y <= min.y || x >= max.x || y >= max.y) continue;
      const lines = this.#text(label);
      const { size: px, weight, height } = typeOf(label);
      this.context.font = `${weight} ${px}px 'Noto Sans', 'Noto Sans Arabic', sans-serif`;
      const width = Math.max(...lines.map((line) => this.context.measureText(line).width)) + 4;
      const spot = room(label, { x, y, width, height: height * lines.length }, taken, { min, max });
      if (!spot) continue;
      taken.push(spot);
      nodes.push(nodeOf(label, lines, spot));
    }
    this.box.replaceChildren(...nodes);
  }
}

/**
 * Pixels and weight of the type of a name.
 * @param {Label} label
 */
function typeOf({ kind, rank }) {
  if (kind === "feature") return { size: 11, weight: 600, height: 15 };
  if (kind === "sea" || kind === "country") return { size: 13, weight: 500, height: 18 };
  if (rank <= 1) return { size: 15, weight: 700, height: 19 };
  if (rank === 2) return { size: 13, weight: 600, height: 17 };
  return { size: 11, weight: 400, height: 15 };
}

/**
 * The first free position in the frame, near ones first, or null; the capital is never left out.
 * @param {Label} label
 * @param {PixelBox} size Its point, and how large it is.
 * @param {PixelBox[]} taken
 * @param {{ min: { x: number, y: number }, max: { x: number, y: number } }} frame
 * @returns {PixelBox | null}
 */
function room(label, { x, y, width, height }, taken, { min, max }) {
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
  const capital = label.kind === "place" && label.rank === 1;
  return capital ? { x: x + offsets[0][0], y: y + offsets[0][1], width, height } : null;
}

/**
 * @param {Label} label
 * @param {string[]} lines
 * @param {PixelBox} box
 */
function nodeOf(label, lines, box) {
  const node = element("div", { class: `label label-${label.kind} rank-${label.rank}` });
  for (const line of lines) node.append(element("span", { dir: "auto" }, line));
  node.style.transform = `translate(${Math.round(box.x)}px, ${Math.round(box.y)}px)`;
  node.style.width = `${Math.ceil(box.width)}px`;
  return node;
}
