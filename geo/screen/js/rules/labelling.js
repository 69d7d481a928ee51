/**
 * Which names stand on the map, and where: those that matter more come first, and none covers anything.
 *
 * All lengths are CSS pixels, y down. One rule in two languages;
 * the cases of `tests/golden/labelling.json` hold them together.
 *
 * @typedef {"place" | "feature" | "number" | "country" | "sea" | "area" | "note"} LabelKind Places, features and
 *   the numbers of call-outs have their text beside their point, the others on theirs.
 *
 * @typedef {object} Box A box by its upper left corner.
 * @property {number} x
 * @property {number} y
 * @property {number} width
 * @property {number} height
 *
 * @typedef {object} Label A name that wants a place.
 * @property {number} x The point that it names.
 * @property {number} y
 * @property {number} width Of its text.
 * @property {number} height
 * @property {LabelKind} kind
 * @property {number} rank Of a place; others may have any.
 * @property {string} [text] A feature is not named where the same text stands already: a hub with the name of
 *   its town.
 * @property {number} [clear] From the point to the edge of its symbol; CLEAR where nothing is said.
 * @property {number} [dot] Width of the dot that marks the point of a name which is placed, and that later
 *   names keep clear of; 0 = no dot.
 * @property {[x: number, y: number] | null} [put] Where somebody put the middle of its text.
 * @property {((x: number, y: number) => boolean) | null} [within] Whether a point lies on the area of which it
 *   speaks: elsewhere it would speak of another.
 */
import { Cells } from "./cells.js";

/** From a point to the edge of its symbol, where nothing else is said. */
export const CLEAR = 10;
/** Between a name and anything else; 1.2 points. */
export const GAP = 1.6;
/** Left and right of the name of an area: nearer to a dot it would read as the dot's. */
export const APART = 8;
/** From a symbol to its name: more than the gap, so that a name never collides with its own symbol. */
export const NEAR = 3;
/** Between a name and the edge of the map. */
export const EDGE = 2;
/** From the symbol to the name of a big city, a seat or a main group that has no room nearer. */
export const FAR = [12, 24, 36, 48];
/** The same for the capital. */
export const FARTHEST = [65, 85, 110, 140];
/** Share of the distance that a name in a corner keeps across; up or down it keeps all of it. */
export const SLANT = 0.7;
/** How far a name that stands on its point may move: shares of its own width and height. */
export const ASIDE = [[0.25, 0.6], [0.5, 1.2], [0.8, 2]];
/** The same for countries and seas, which are large. */
export const FAR_ASIDE = [[1.5, 3]];
/** The same for what stays on the area of which it speaks, however large that is. */
export const ON_ITS_AREA = [[1.15, 2.5], ...FAR_ASIDE, [2, 4], [2.6, 5.5], [3.3, 7.5], [4, 10]];

/** Points of a name, across and down, by which it is told whether it lies on the area of which it speaks. */
const TRIED = [5, 3];
/** So many of them may lie off it, where all of it has no room there. */
const SPARE = 3;

/** The highest ranks of places. */
export const CAPITAL = 1;
export const CITY = 2;
/**
 * Rank of a place -> the zoom from which it is named.
 * @type {Record<number, number>}
 */
export const FIRST_ZOOM = { 1: 0, 2: 5, 3: 5.3, 4: 7, 5: 8 };
/** The same for lower ranks. */
export const LAST_ZOOM = 9;
/** Rank of a feature that is a seat or a main group. */
export const MAIN = 1;
/** Of another one of the first importance, such as an oil field. */
export const NOTABLE = 2;
/** Of all others. */
export const LESSER = 3;
/**
 * Rank of a feature -> the zoom from which it is named, however many there are.
 * @type {Record<number, number>}
 */
export const FEATURE_ZOOM = { [MAIN]: 0, [NOTABLE]: 5.3 };
/** The same for lower ranks. */
export const FEATURES_FROM = 7.4;
/** So many features are named at any zoom. */
export const FEW = 48;

/** @type {Set<LabelKind>} */
export const BESIDE = new Set(["place", "feature", "number"]);

const CORNERS = [[1, -1], [1, 1], [-1, -1], [-1, 1]];
const AROUND = [[0, 1], [0, -1], [1, 0], [-1, 0], ...CORNERS];
const CELL = 64;

/**
 * Whether a name may stand on the map at a zoom.
 * @param {LabelKind} kind
 * @param {number} rank
 * @param {number} zoom
 * @param {number} features How many features of the layers above the base map could be named in all.
 * @returns {boolean}
 */
export function named(kind, rank, zoom, features) {
  if (kind === "feature") return zoom >= (FEATURE_ZOOM[rank] ?? FEATURES_FROM) || features <= FEW;
  return kind !== "place" || zoom >= (FIRST_ZOOM[Math.max(rank, CAPITAL)] ?? LAST_ZOOM);
}

/**
 * For each label where the upper left corner of its text stands, or null where it has no room.
 *
 * The first free position counts, near ones first. Beside a point these are right, left, below, above and the
 * four corners; only big cities, the capital, seats and main groups may stand further away. Countries, seas and
 * areas stand on their point or aside of it; what speaks of an area stays on it. The capital is never left out:
 * without room it covers something. What has its point outside the frame is always left out. What somebody put
 * in its place stands there before all others, whatever it covers, and within the frame.
 * @param {Iterable<Label>} labels Those that matter most first.
 * @param {Iterable<Box>} taken What no name may cover: symbols, furniture.
 * @param {Box} frame What is seen of the map.
 * @returns {([number, number] | null)[]}
 */
export function place(labels, taken, frame) {
  const room = new Room(frame, taken);
  const said = new Set();
  const wanted = [...labels];
  /** @type {([number, number] | null)[]} */
  const found = wanted.map(() => null);
  // The order of importance stays among those that were put, and among the others.
  const order = [...wanted.keys()].sort((a, b) => Number(!wanted[a].put) - Number(!wanted[b].put));
  for (const i of order) {
    const label = wanted[i];
    const { x, y, kind, text = "", dot = 0 } = label;
    const again = kind === "feature" && text !== "" && said.has(text);
    const box = room.holds(label) && !again ? boxOf(label, room) : null;
    if (!box) continue;
    found[i] = [box.x, box.y];
    said.add(text);
    room.take(box);
    if (dot) room.take({ x: x - dot / 2, y: y - dot / 2, width: dot, height: dot });
  }
  return found;
}

/**
 * The first free box; for the capital else the first one in the frame, else the first one.
 * @param {Label} label
 * @param {Room} room
 * @returns {Box | null}
 */
function boxOf(label, room) {
  const { width, height, kind, rank, put, within } = label;
  if (put) return room.put(put, width, height);
  const boxes = positions(label).map(([x, y]) => ({ x, y, width, height }));
  const aside = kind === "area" ? APART - GAP : 0;
  if (within) {
    let most = null;
    for (const box of boxes) {
      if (!room.isFree(box, aside)) continue;
      const off = offOf(box, within, most ? 0 : SPARE);
      if (!off || (off <= SPARE && kind !== "area")) return box;
      if (off <= SPARE) most ??= box;
    }
    return most;
  }
  const free = boxes.find((box) => room.isFree(box, aside)) ?? null;
  if (free || kind !== "place" || rank > CAPITAL) return free;
  return boxes.find((box) => room.isInside(box)) ?? boxes[0];
}

/**
 * How many points of a box lie off an area; no more are counted once there are more than `most`.
 * @param {Box} box
 * @param {(x: number, y: number) => boolean} within
 * @param {number} most
 */
function offOf({ x, y, width, height }, within, most) {
  const [across, down] = TRIED;
  let off = 0;
  for (let i = 0; i < across; i++) {
    for (let j = 0; j < down; j++) {
      if (!within(x + (width * (i + 0.5)) / across, y + (height * (j + 0.5)) / down)) off++;
      if (off > most) return off;
    }
  }
  return off;
}

/**
 * The upper left corners at which a label may stand, the best first.
 * @param {Label} label
 * @returns {[number, number][]}
 */
function positions(label) {
  const { x, y, width, height, kind, within, clear = CLEAR } = label;
  const [left, top] = [x - width / 2, y - height / 2];
  /** @type {[number, number][]} */
  const found = [];
  if (!BESIDE.has(kind)) {
    found.push([left, top]);
    const far = kind !== "area" ? FAR_ASIDE : within ? ON_ITS_AREA : [];
    for (const [across, down] of [...ASIDE, ...far]) {
      for (const [dx, dy] of AROUND) found.push([left + dx * across * width, top + dy * down * height]);
    }
    return found;
  }
  for (const reach of reaches(label)) {
    const away = clear + reach;
    found.push([x + away, top], [x - away - width, top], [left, y + away], [left, y - away - height]);
    const slant = away * SLANT;
    for (const [dx, dy] of CORNERS) {
      found.push([dx > 0 ? x + slant : x - slant - width, dy > 0 ? y + away : y - away - height]);
    }
  }
  return found;
}

/**
 * How far from its symbol a label may stand.
 * @param {Label} label
 */
function reaches({ kind, rank }) {
  if (kind === "feature") return rank === MAIN ? [NEAR, ...FAR] : [NEAR];
  if (kind !== "place" || rank > CITY) return [NEAR];
  return rank > CAPITAL ? [NEAR, ...FAR] : [NEAR, ...FAR, ...FARTHEST];
}

/** What is taken in the frame. */
class Room {
  /**
   * @param {Box} frame
   * @param {Iterable<Box>} taken
   */
  constructor(frame, taken) {
    this.frame = frame;
    /** @type {Box[]} */
    this.boxes = [];
    this.cells = new Cells(CELL);
    for (const box of taken) this.take(box);
  }

  /**
   * Whether the point of a label is seen.
   * @param {Label} label
   */
  holds({ x, y }) {
    const { frame } = this;
    return frame.x < x && x < frame.x + frame.width && frame.y < y && y < frame.y + frame.height;
  }

  /**
   * The box about a point, moved into the frame where it would leave it.
   * @param {[x: number, y: number]} middle
   * @param {number} width
   * @param {number} height
   * @returns {Box}
   */
  put([x, y], width, height) {
    const { frame } = this;
    const right = frame.x + frame.width - EDGE - width;
    const bottom = frame.y + frame.height - EDGE - height;
    return {
      x: Math.max(Math.min(x - width / 2, right), frame.x + EDGE),
      y: Math.max(Math.min(y - height / 2, bottom), frame.y + EDGE),
      width,
      height,
    };
  }

  /**
   * Whether a box keeps clear of the edge.
   * @param {Box} box
   */
  isInside({ x, y, width, height }) {
    const { frame } = this;
    return (
      x >= frame.x + EDGE &&
      y >= frame.y + EDGE &&
      x + width <= frame.x + frame.width - EDGE &&
      y + height <= frame.y + frame.height - EDGE
    );
  }

  /**
   * Whether a box keeps clear of the edge and of everything.
   * @param {Box} box
   * @param {number} [aside] Farther left and right.
   */
  isFree(box, aside = 0) {
    if (!this.isInside(box)) return false;
    const [x, y, width, height] = [box.x - aside, box.y, box.width + 2 * aside, box.height];
    for (const i of this.cells.near(x - GAP, y - GAP, x + width + GAP, y + height + GAP)) {
      if (clash({ x, y, width, height }, this.boxes[i])) return false;
    }
    return true;
  }

  /**
   * Notes that something stands in a box; what lies outside the frame is in nobody's way.
   * @param {Box} box
   */
  take(box) {
    const { frame } = this;
    const [left, top] = [Math.max(box.x, frame.x), Math.max(box.y, frame.y)];
    const right = Math.min(box.x + box.width, frame.x + frame.width);
    const bottom = Math.min(box.y + box.height, frame.y + frame.height);
    if (left > right || top > bottom) return;
    this.cells.add(this.boxes.length, left, top, right, bottom);
    this.boxes.push(box);
  }
}

/**
 * @param {Box} one
 * @param {Box} other
 */
function clash(one, other) {
  return (
    one.x < other.x + other.width + GAP &&
    other.x < one.x + one.width + GAP &&
    one.y < other.y + other.height + GAP &&
    other.y < one.y + one.height + GAP
  );
}
