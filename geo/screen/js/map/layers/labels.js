/* Names on the map as elements: those of the ground first, then those of features. rules/labelling.js says which of
   them stand, and where. */
import { CLEAR, MAIN, named, NEAR, place } from "../../rules/labelling.js";
import { element } from "../../shared/dom.js";
import { L } from "../../shared/leaflet.js";
import { nameLines } from "../../shared/names.js";
import { metresPerWorldUnit, toWorld } from "./geometry.js";
import { HOME_COUNTRY } from "./ground.js";
import { contextOf } from "../painting/canvas.js";

/** @typedef {import("./items.js").PixelBox} PixelBox */
/**
 * @typedef {object} Label
 * @property {string} [id] Of the card that a click on it opens.
 * @property {string} name_en
 * @property {string} name_ar
 * @property {import("./geometry.js").World} world
 * @property {[number, number]} [shift] Pixels from there to the symbol.
 * @property {number} rank
 * @property {import("../../rules/labelling.js").LabelKind} kind
 * @property {number} [clear] Pixels from the point to the edge of its symbol.
 * @property {number} [km2] Of the area that it stands on: it needs room there.
 * @property {string} [side] Key of the palette, whose colour it has.
 */

const DOT = 6; // px of the dot of a town at which no symbol stands, as map.css has it
const CITY = 2; // the lowest rank of a big city
const METRES = 1000; // of a kilometre

export class LabelLayer extends L.Layer {
  /**
   * @param {string} pane
   * @param {import("../painting/look.js").Screen["type"]} types Of names.
   */
  constructor(pane, types) {
    super();
    this.types = types;
    L.Util.setOptions(this, { pane });
    /** @type {Label[]} */
    this.labels = [];
    /** @type {Label[]} */
    this.features = [];
    /** @type {Label[]} */
    this.holders = [];
    /** @type {PixelBox[]} */
    this.taken = [];
    this.lang = "en";
    this.box = L.DomUtil.create("div", "labels leaflet-zoom-hide");
    this.context = contextOf(element("canvas"));
    /** @type {(id: string) => void} What a click on the name of a place does. */
    this.picked = () => {};
    this.box.addEventListener("click", (event) => this.#pick(event));
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
   * @param {Label[]} labels
   */
  setLabels(labels) {
    this.labels = labels;
    this.layOut();
  }

  /**
   * Lays the names out anew for this view, clear of `boxes`: those of holders come after the big cities, those of
   * features last.
   * @param {PixelBox[]} boxes In layer points.
   * @param {Label[]} features
   * @param {Label[]} holders
   */
  keepClearOf(boxes, features, holders) {
    this.taken = boxes;
    this.features = features;
    this.holders = holders;
    this.layOut();
  }

  layOut() {
    const zoom = this._map.getZoom();
    const scale = 2 ** zoom;
    const origin = this._map.getPixelOrigin();
    const corner = this._map.containerPointToLayerPoint([0, 0]);
    const size = this._map.getSize();
    const small = this.labels.findIndex(({ kind, rank }) => kind === "place" && rank > CITY);
    const cut = small < 0 ? this.labels.length : small;
    // Seats and main groups come before towns, what else is drawn after them.
    const main = this.features.filter(({ rank }) => rank <= MAIN);
    const all = [
      ...this.labels.slice(0, cut),
      ...this.holders,
      ...main,
      ...this.labels.slice(cut),
      ...this.features.filter(({ rank }) => rank > MAIN),
    ];
    const wanted = all.filter(({ kind, rank }) => named(kind, rank, zoom, this.features.length)).map(
      (label) => {
        const [dx, dy] = label.shift ?? [0, 0];
        const lines = nameLines(label, this.lang);
        const [x, y] = [label.world[0] * scale - origin.x + dx, label.world[1] * scale - origin.y + dy];
        return {
          ...label,
          ...(label.kind === "place" && this.#isBare(x, y) ? { bare: true, clear: DOT } : { bare: false }),
          lines,
          text: lines.join(" "),
          x,
          y,
          ...this.#measured(label, lines),
        };
      },
    ).filter((label) => label.km2 === undefined || roomOn(label.km2, label.world, scale) >= label.width);
    // All dots first: the name of one town does not lie on the dot of the next.
    const dots = wanted.filter(({ bare }) => bare).map(({ x, y }) => ({
      x: x - DOT / 2,
      y: y - DOT / 2,
      width: DOT,
      height: DOT,
    }));
    const corners = place(wanted, [...this.taken, ...dots], {
      x: corner.x,
      y: corner.y,
      width: size.x,
      height: size.y,
    });
    const standing = wanted.flatMap((label, i) => {
      const at = corners[i];
      return at ? [{ label, at }] : [];
    });
    this.box.replaceChildren(
      ...standing.flatMap(({ label, at }) => [...dotOf(label), ...leadTo(label, at)]),
      ...standing.map(({ label, at }) => nodeOf(label, at)),
    );
  }

  /**
   * Whether nothing is drawn at a point: without a dot nobody could tell where the town of a name is.
   * @param {number} x
   * @param {number} y
   */
  #isBare(x, y) {
    return !this.taken.some((box) =>
      box.x <= x && x <= box.x + box.width && box.y <= y && y <= box.y + box.height
    );
  }

  /** @param {MouseEvent} event */
  #pick(event) {
    const label = /** @type {HTMLElement | null} */ (/** @type {Element} */ (event.target).closest(".label"));
    const dragging = /** @type {import("leaflet").Handler & { moved(): boolean }} */ (this._map.dragging);
    // A name under the hand that drags the map is not clicked.
    if (!label?.dataset.card || dragging.moved()) return;
    event.stopPropagation();
    this.picked(label.dataset.card);
  }

  /**
   * @param {Label} label
   * @param {string[]} lines
   */
  #measured(label, lines) {
    const { kind, rank } = label;
    const { place } = this.types;
    const { size, weight, height } = kind === "place"
      ? place[Math.min(Math.max(rank, 1), place.length) - 1]
      : this.types[kind];
    this.context.font = `${weight} ${size}px 'Noto Sans', 'Noto Sans Arabic', sans-serif`;
    const widths = lines.map((line) => this.context.measureText(line).width);
    return { width: Math.max(...widths) + 4, height: height * lines.length };
  }
}

/**
 * Pixels across an area, as if it were a square.
 * @param {number} km2
 * @param {import("./geometry.js").World} world
 * @param {number} scale Pixels of a world unit.
 */
function roomOn(km2, [, y], scale) {
  return (Math.sqrt(km2) * METRES * scale) / metresPerWorldUnit(y);
}

/**
 * @param {Label & { lines: string[], width: number }} label
 * @param {[x: number, y: number]} corner Its upper left one, in layer points.
 */
function nodeOf({ id, kind, rank, side, lines, width }, [x, y]) {
  const spans = lines.map((line) => element("span", { dir: "auto" }, line));
  const node = element("div", {
    class: `label label-${kind}${kind === "place" ? ` rank-${rank}` : ""}`,
    "data-card": id,
    "data-side": side,
  }, ...spans);
  node.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  node.style.width = `${Math.ceil(width)}px`;
  return node;
}

/** @param {{ x: number, y: number, bare: boolean }} label */
function dotOf({ x, y, bare }) {
  if (!bare) return [];
  const node = element("div", { class: "label-dot" });
  node.style.transform = `translate(${x - DOT / 2}px, ${y - DOT / 2}px)`;
  return [node];
}

/**
 * The line from a point to a name that stands apart from it, among other points; nothing where it stands beside it.
 * @param {{ x: number, y: number, width: number, height: number, kind: Label["kind"], clear?: number }} label
 * @param {[x: number, y: number]} corner
 */
function leadTo({ x, y, width, height, kind, clear = CLEAR }, [left, top]) {
  const across = Math.min(Math.max(x, left), left + width) - x;
  const down = Math.min(Math.max(y, top), top + height) - y;
  const away = Math.hypot(across, down);
  if ((kind !== "place" && kind !== "feature") || away <= (clear + NEAR) * Math.SQRT2) return [];
  const node = element("div", { class: "label-lead" });
  node.style.transform = `translate(${x}px, ${y}px) rotate(${Math.atan2(down, across)}rad)`;
  node.style.width = `${away}px`;
  return [node];
}

/**
 * The names of the ground in the order of their importance: the capital, the sea, neighbours, then towns.
 * @param {{ features: { properties: Record<string, any> }[] }} ground
 * @param {{ features: { properties: Record<string, any>, geometry: { coordinates: number[] } | null }[] }} places
 * @param {import("../painting/look.js").Screen["sea"]} sea
 * @returns {Label[]}
 */
export function groundLabels(ground, places, sea) {
  const neighbours = ground.features.filter(({ properties: { id } }) => id !== HOME_COUNTRY);
  const countries = neighbours.map(({ properties }) => labelOf(properties, properties.label, "country", 0));
  const towns = places.features.filter(({ geometry, properties: { rank } }) => geometry && rank).sort((
    { properties: a },
    { properties: b },
  ) => a.rank - b.rank || (b.population || 0) - (a.population || 0));
  const [capital, ...others] = towns.map(({ geometry, properties }) =>
    labelOf(properties, geometry?.coordinates ?? [], "place", properties.rank)
  );
  return [...(capital ? [capital] : []), labelOf(sea, sea.at, "sea", 0), ...countries, ...others];
}

/**
 * @param {Record<string, any>} names
 * @param {number[]} position
 * @param {Label["kind"]} kind
 * @param {number} rank
 * @returns {Label}
 */
function labelOf({ id, name_en: english, name_ar: arabic }, position, kind, rank) {
  return {
    id: kind === "place" ? id : undefined,
    name_en: english ?? "",
    name_ar: arabic ?? "",
    world: toWorld(position),
    rank,
    kind,
  };
}
