/* Names on the map as elements: those of the ground first, then those of features. rules/labelling.js says which of
   them stand, and where. */
import { BESIDE, CLEAR, MAIN, named, NEAR, place } from "../../rules/labelling.js";
import { element } from "../../shared/dom.js";
import { L } from "../../shared/leaflet.js";
import { nameLines } from "../../shared/names.js";
import { t } from "../../shared/words.js";
import { DISC_SIZE, keyOf, noteLabels, NOTHING, putsOf, wrapped } from "./by_hand.js";
import { contains, toWorld } from "../features/geometry.js";
import { contextOf } from "../painting/canvas.js";

/** @typedef {import("../features/items.js").PixelBox} PixelBox */
/**
 * @typedef {object} Label
 * @property {string} [id] Of the card that a click on it opens.
 * @property {string} name_en
 * @property {string} name_ar
 * @property {import("../features/geometry.js").World} world
 * @property {[number, number]} [shift] Pixels from there to the symbol.
 * @property {number} rank
 * @property {import("../../rules/labelling.js").LabelKind} kind
 * @property {number} [clear] Pixels from the point to the edge of its symbol.
 * @property {(at: import("../features/geometry.js").World) => boolean} [on] Whether a place lies on the area of
 *   which it speaks.
 * @property {string} [side] Key of the palette, whose colour it has.
 */

const DOT = 6; // px of the dot of a town at which no symbol stands, as map.css has it
const CITY = 2; // the lowest rank of a big city
const TIP = 9; // px of the head of an arrow

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
    this.cut = { left: 0, right: 0 };
    this.lang = "en";
    this.hand = NOTHING;
    /**
     * Where the middle of each label stands that can be moved, in layer points.
     * @type {Map<string, [x: number, y: number]>}
     */
    this.middles = new Map();
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
   * Takes the names of the ground.
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
   * @param {{ left: number, right: number }} [cut] Pixels of the map's edges that are covered.
   */
  keepClearOf(boxes, features, holders, cut = { left: 0, right: 0 }) {
    this.cut = cut;
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
    // Seats and main groups come before countries, the sea and towns, what else is drawn after them.
    const isCity = (/** @type {Label} */ { kind, rank }) => kind === "place" && rank <= CITY;
    const main = this.features.filter(({ rank }) => rank <= MAIN);
    const all = [
      ...noteLabels(this.hand.notes),
      ...this.hand.numbers,
      ...this.labels.filter(isCity),
      ...this.holders,
      ...main,
      ...this.labels.filter((one) => !isCity(one)),
      ...this.features.filter(({ rank }) => rank > MAIN).sort((one, other) => one.rank - other.rank),
    ];
    const puts = putsOf(all, this.hand);
    const at = (
      /** @type {import("../features/geometry.js").World} */ [x, y],
    ) => /** @type {[number, number]} */ ([x * scale - origin.x, y * scale - origin.y]);
    const wanted = all.filter((label) =>
      puts.has(label) || named(label.kind, label.rank, zoom, this.features.length)
    ).map(
      (label) => {
        const [dx, dy] = label.shift ?? [0, 0];
        const lines = this.#lines(label);
        const point = at(label.world);
        const [x, y] = [point[0] + dx, point[1] + dy];
        const put = puts.get(label);
        const { on } = label;
        return {
          ...label,
          key: keyOf(label),
          put: put ? at(put) : null,
          within: on
            ? (/** @type {number} */ x, /** @type {number} */ y) =>
              on([(x + origin.x) / scale, (y + origin.y) / scale])
            : null,
          ...(label.kind === "place" && this.#isBare(x, y) ? { bare: true, clear: DOT } : { bare: false }),
          lines,
          text: lines.join(" "),
          x,
          y,
          ...this.#measured(label, lines),
        };
      },
    );
    // All dots first: the name of one town does not lie on the dot of the next.
    const dots = wanted.filter(({ bare }) => bare).map(({ x, y }) => ({
      x: x - DOT / 2,
      y: y - DOT / 2,
      width: DOT,
      height: DOT,
    }));
    // What somebody put in its place stays there, also where a panel covers it.
    const [{ x, y }, { x: width, y: height }, { left, right }] = [corner, size, this.cut];
    const covered = [{ x, y, width: left, height }, { x: x + width - right, y, width: right, height }]
      .filter((box) => box.width > 0);
    const seen = wanted.filter((label) => label.put || (label.x > x + left && label.x < x + width - right));
    const corners = place(seen, [...this.taken, ...dots, ...covered], { x, y, width, height });
    const standing = seen.flatMap((label, i) => {
      // A number without room stands over what is beside it.
      const at = corners[i] ?? (label.kind === "number" ? overOf(label) : null);
      return at ? [{ label, at }] : [];
    });
    const { movable } = this.hand;
    const focused = /** @type {HTMLElement | null} */ (document.activeElement);
    const held = focused && this.box.contains(focused) ? focused.dataset.move : "";
    this.middles = new Map(
      standing.filter(({ label }) => label.key).flatMap((
        { label: { key, kind, x, y, width, height }, at },
      ) => [
        [key, [at[0] + width / 2, at[1] + height / 2]],
        ...(kind === "note" ? [/** @type {[string, [number, number]]} */ ([tipOf(key), [x, y]])] : []),
      ]),
    );
    this.box.classList.toggle("movable", movable);
    this.box.replaceChildren(
      ...standing.flatMap(({ label, at }) => [...dotOf(label), ...leadTo(label, at)]),
      ...standing.map(({ label, at }) => nodeOf(label, at, movable)),
      ...standing.flatMap(({ label }) => label.kind === "note" ? [tipNode(label, movable)] : []),
    );
    if (held) this.node(held)?.focus({ preventScroll: true });
  }

  /**
   * What a place or feature is called on this map, where it has a name here.
   * @param {string} id
   */
  nameOf(id) {
    const label = [...this.labels, ...this.holders, ...this.features].find((one) => one.id === id);
    return label && nameLines(label, this.lang).join(" · ");
  }

  /**
   * The element of what can be moved.
   * @param {string} key
   */
  node(key) {
    const nodes = /** @type {NodeListOf<HTMLElement>} */ (this.box.querySelectorAll("[data-move]"));
    return [...nodes].find(({ dataset }) => dataset.move === key);
  }

  /** @param {Label} label */
  #lines(label) {
    if (label.kind !== "note") return nameLines(label, this.lang);
    const { size, weight } = this.types.feature[0];
    this.context.font = `${weight} ${size}px 'Noto Sans', 'Noto Sans Arabic', sans-serif`;
    return wrapped(label.name_en, (text) => this.context.measureText(text).width);
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
    if (kind === "number") return DISC_SIZE;
    const types = kind === "note" ? this.types.feature[0] : this.types[kind];
    const { size, weight, height } = Array.isArray(types)
      ? types[Math.min(Math.max(rank, 1), types.length) - 1]
      : types;
    this.context.font = `${weight} ${size}px 'Noto Sans', 'Noto Sans Arabic', sans-serif`;
    const widths = lines.map((line) => this.context.measureText(line).width);
    return { width: Math.max(...widths) + 4, height: height * lines.length };
  }
}

/**
 * @param {Label & { key: string, lines: string[], width: number, text: string }} label
 * @param {[x: number, y: number]} corner Its upper left one, in layer points.
 * @param {boolean} movable
 */
function nodeOf({ key, id, kind, rank, side, lines, width, text }, [x, y], movable) {
  const spans = lines.map((line) => element("span", { dir: "auto" }, line));
  const node = element("div", {
    class: `label label-${kind} rank-${rank}`,
    "data-card": kind === "note" ? null : id,
    "data-side": side,
    ...(movable && key ? held(key, text) : {}),
  }, ...spans);
  node.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  node.style.width = `${Math.ceil(width)}px`;
  return node;
}

/**
 * What makes an element one that is moved by hand and by keys.
 * @param {string} key
 * @param {string} name
 */
function held(key, name) {
  return {
    "data-move": key,
    tabindex: 0,
    role: "button",
    "aria-label": t("Move {name} with the arrow keys; Delete puts it back", { name }),
  };
}

/**
 * The end of the arrow of a note.
 * @param {string} key Of the note.
 */
const tipOf = (key) => key.replace("note:", "tip:");

/**
 * @param {{ key: string, x: number, y: number, text: string }} note
 * @param {boolean} movable
 */
function tipNode({ key, x, y, text }, movable) {
  const name = t("the arrow of {name}", { name: text });
  const node = element("div", { class: "label-tip", ...(movable ? held(tipOf(key), name) : {}) });
  node.style.transform = `translate(${x}px, ${y}px)`;
  return node;
}

/**
 * Where a number stands that has no room: at the upper right of its feature.
 * @param {{ x: number, y: number, height: number, clear?: number }} label
 * @returns {[x: number, y: number]}
 */
function overOf({ x, y, height, clear = CLEAR }) {
  return [x + clear, y - clear - height];
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
  const near = kind === "note" ? TIP : kind === "number" ? clear + NEAR : (clear + NEAR) * Math.SQRT2;
  if ((kind !== "note" && !BESIDE.has(kind)) || away <= near) return [];
  const node = element("div", { class: kind === "note" ? "label-lead label-arrow" : "label-lead" });
  node.style.transform = `translate(${x}px, ${y}px) rotate(${Math.atan2(down, across)}rad)`;
  node.style.width = `${away}px`;
  return [node];
}

/**
 * The names of the ground: the sea, neighbours, then towns, the most important first.
 * @param {import("./ground.js").Land[]} ground
 * @param {{ features: { properties: Record<string, any>, geometry: { coordinates: number[] } | null }[] }} places
 * @param {import("../painting/look.js").Screen["sea"]} sea
 * @returns {Label[]}
 */
export function groundLabels(ground, places, sea) {
  const countries = ground.filter(({ home }) => !home).map((own) => {
    const others = ground.filter((one) => one !== own);
    return {
      ...labelOf(own.properties, own.properties.label, "country", 0),
      // At sea it speaks of its own, on the land of another country of that one.
      on: (/** @type {import("../features/geometry.js").World} */ at) =>
        !others.some(({ shape }) => contains(shape, ...at)),
    };
  });
  const towns = places.features.filter(({ geometry, properties: { rank } }) => geometry && rank).sort((
    { properties: a },
    { properties: b },
  ) => a.rank - b.rank || (b.population || 0) - (a.population || 0));
  const named = towns.map(({ geometry, properties }) =>
    labelOf(properties, geometry?.coordinates ?? [], "place", properties.rank)
  );
  return [labelOf(sea, sea.at, "sea", 0), ...countries, ...named];
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
