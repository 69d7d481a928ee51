/* What stands on the map by hand, as names want a place: notes, the numbers of call-outs, and where names were put. */
import { toWorld } from "../features/geometry.js";
import { aboutOf } from "../features/pointing.js";

/** @typedef {import("./labels.js").Label} Label */
/** @typedef {import("./evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../../state/hand.js").Moves} Moves */
/** @typedef {import("../../state/hand.js").Note} Note */
/**
 * @typedef {object} ByHand
 * @property {Moves} moves
 * @property {Note[]} notes
 * @property {Label[]} numbers Of call-outs, as labels that stand beside their features.
 * @property {boolean} movable Whether everything can be dragged.
 */

/** @type {ByHand} */
export const NOTHING = { moves: new Map(), notes: [], numbers: [], movable: false };

const NOTE_WIDE = 165; // px of a line of a note
const DISC = 18; // px across
const CASED = 3; // px between a symbol and a line to it

/**
 * By what a label is called where it was put; "" where it cannot be moved.
 * @param {Pick<Label, "id" | "kind">} label
 */
export function keyOf({ id, kind }) {
  if (!id) return "";
  if (kind === "note" || kind === "number") return `${kind}:${id}`;
  return `name:${id}`;
}

/**
 * Where each label was put, that of a name only once.
 * @param {Label[]} labels
 * @param {ByHand} hand
 * @returns {Map<Label, import("../features/geometry.js").World>}
 */
export function putsOf(labels, { moves, notes }) {
  const left = new Map(moves);
  notes.forEach(({ at }, i) => left.set(`note:${i}`, at));
  /** @type {Map<Label, import("../features/geometry.js").World>} */
  const found = new Map();
  for (const label of left.size ? labels : []) {
    const key = keyOf(label);
    const at = left.get(key);
    if (!at) continue;
    left.delete(key);
    found.set(label, toWorld([at[1], at[0]]));
  }
  return found;
}

/**
 * @param {Note[]} notes
 * @returns {Label[]}
 */
export function noteLabels(notes) {
  return notes.map(({ to: [lat, lon], text }, i) => ({
    id: String(i),
    name_en: text,
    name_ar: text,
    world: toWorld([lon, lat]),
    rank: 0,
    kind: "note",
  }));
}

/**
 * The numbers of call-outs beside their features, those that are drawn.
 * @param {readonly string[]} ids In their order.
 * @param {EvidenceLayer[]} layers
 * @returns {Label[]}
 */
export function numberLabels(ids, layers) {
  return ids.flatMap((id, i) => {
    const isIt = (/** @type {import("../features/items.js").Item} */ one) =>
      one.id === id || aboutOf(one.properties) === id;
    const symbol = layers.flatMap(({ symbols }) => symbols).find(({ items }) => items.some(isIt));
    const shape = symbol ? null : layers.map(({ visible }) => visible.find(isIt)).find(Boolean)?.shape;
    const world = symbol?.world ?? (shape && middleOf(shape.box));
    if (!world) return [];
    const number = String(i + 1);
    const clear = symbol ? symbol.size / 2 : CASED;
    return [{
      id,
      name_en: number,
      name_ar: number,
      world,
      shift: symbol?.shift,
      rank: 0,
      kind: "number",
      clear,
    }];
  });
}

/**
 * @param {import("../features/geometry.js").Box} box
 * @returns {import("../features/geometry.js").World}
 */
function middleOf([west, north, east, south]) {
  return [(west + east) / 2, (north + south) / 2];
}

/**
 * A text in lines of a width; where it was written in lines it has those.
 * @param {string} text
 * @param {(text: string) => number} widthOf
 */
export function wrapped(text, widthOf) {
  /** @type {string[]} */
  const lines = [];
  for (const own of text.split("\n")) {
    const [first, ...rest] = own.split(" ");
    lines.push(first);
    for (const word of rest) {
      const longer = `${lines.at(-1)} ${word}`;
      if (widthOf(longer) <= NOTE_WIDE) lines[lines.length - 1] = longer;
      else lines.push(word);
    }
  }
  return lines;
}

export const DISC_SIZE = { width: DISC, height: DISC };
