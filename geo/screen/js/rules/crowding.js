/**
 * Symbols that would cover each other: each stands at its true point, or aside of it with a leader line to it.
 *
 * What looks the same at nearly one point is one symbol, which opens as a list; chips there are one block. Dots of places are fixed: they
 * never move, and nothing covers them. All lengths are CSS pixels, y down. One rule in two languages;
 * the cases of `tests/golden/crowding.json` hold them together.
 *
 * @typedef {import("./labelling.js").Box} Box
 *
 * @typedef {string | number} LookKey What tells the looks of a layer apart.
 *
 * @typedef {object} Spot Point features of one layer that look the same, at one place.
 * @property {string} layer
 * @property {LookKey} look
 * @property {number} x From any origin.
 * @property {number} y
 * @property {string[]} ids The features, usually one; a MultiPoint has a spot for each of its points.
 * @property {number} [size] Of its symbol.
 * @property {boolean} [fixed] Whether it is a dot: it stays, stays alone, and is never covered.
 * @property {LookKey} [chip] Whose chip it is.
 *
 * @typedef {object} PlacedSymbol One symbol as drawn, at x + dx, y + dy, for one feature or several.
 * @property {string} layer
 * @property {LookKey} look
 * @property {string[]} ids The features that it stands for, each once.
 * @property {number} x The true point of the first of them: rings and the end of a leader line stand there.
 * @property {number} y
 * @property {number} dx From there to the symbol; both 0 where it is not moved aside.
 * @property {number} dy
 * @property {number} size
 * @property {boolean} fixed
 * @property {{ chip: LookKey, looks: LookKey[] }[]} [chips] Of a block of chips: whose each is, with the looks on it, each once.
 * @property {import("./blocks.js").Block} [block] How they stand.
 */
import { block } from "./blocks.js";
import { Cells } from "./cells.js";

/** Symbols that look the same and whose points are nearer than this are one. */
export const ALIKE = 8;
/** How far two symbols that stand at their points may cover each other. */
export const LAP = 3;
/** Between a symbol that is moved aside and any other. */
export const GAP = 1.5;
/** From the edge of a symbol that is moved aside to its point: the first that is free. */
export const RINGS = [12, 19, 27, 36, 47, 60, 75, 92];
/**
 * Where it is looked for: up first, into the sea before a coast that faces north. Written out, because sines
 * differ in their last digit.
 */
// deno-fmt-ignore
export const DIRECTIONS = [
  [0, -1], [0.3827, -0.9239], [-0.3827, -0.9239], [0.7071, -0.7071], [-0.7071, -0.7071],
  [0.9239, -0.3827], [-0.9239, -0.3827], [1, 0], [-1, 0], [0.9239, 0.3827], [-0.9239, 0.3827],
  [0.7071, 0.7071], [-0.7071, 0.7071], [0.3827, 0.9239], [-0.3827, 0.9239], [0, 1],
];
/** So many symbols are moved aside: what is left of a larger crowd stands at its points. */
export const MOST = 400;

const CELL = 32;
const USUAL = 20;

/**
 * The symbols of all layers, moved aside where they would cover each other.
 * @param {Iterable<Spot>} spots Those first that come first to their true points.
 * @param {[number, number] | null} [room] Width and height of the map, with the origin in its upper left
 *   corner: nothing is moved out of it. null = no limits.
 * @param {Box[]} [closed] What stands over the map: nothing is moved below it.
 * @returns {PlacedSymbol[]} Dots, then the others, both in the order of the spots.
 */
export function spread(spots, room = null, closed = []) {
  const every = [...spots];
  const ground = new Ground(room, closed);
  const found = every.filter(({ fixed }) => fixed).map(symbolOf);
  for (const one of found) ground.take(one);
  let moved = 0;
  for (const one of alike(every.filter(({ fixed }) => !fixed))) {
    if (moved < MOST && !ground.isFree(one, 0, 0, -LAP)) {
      moved += 1;
      [one.dx, one.dy] = ground.aside(one);
    }
    ground.take(one);
    found.push(one);
  }
  return found;
}

/**
 * @param {Spot} spot
 * @returns {PlacedSymbol}
 */
function symbolOf({ layer, look, ids, x, y, size = USUAL, fixed = false, chip }) {
  const symbol = { layer, look, ids: [...ids], x, y, dx: 0, dy: 0, size, fixed };
  return chip === undefined ? symbol : { ...symbol, chips: [{ chip, looks: [look] }] };
}

/**
 * Has a symbol stand for one more spot.
 * @param {PlacedSymbol} home
 * @param {Spot} spot
 */
function join(home, { ids, look, chip }) {
  home.ids = [...new Set([...home.ids, ...ids])];
  if (chip === undefined || !home.chips) return;
  const own = home.chips.find((one) => one.chip === chip);
  if (!own) home.chips.push({ chip, looks: [look] });
  else if (!own.looks.includes(look)) own.looks.push(look);
}

/**
 * One symbol for all that looks the same near the point of the first of them.
 * @param {Spot[]} spots
 * @returns {PlacedSymbol[]}
 */
function alike(spots) {
  /** @type {PlacedSymbol[]} */
  const found = [];
  /** @type {Map<string, Cells>} */
  const homes = new Map();
  for (const spot of spots) {
    const { layer, look, x, y, chip } = spot;
    const key = chip === undefined ? `${layer}|${typeof look}|${look}` : `${layer}|chips`;
    const cells = homes.get(key) ?? new Cells(ALIKE);
    homes.set(key, cells);
    let home = -1;
    for (const i of cells.near(x - ALIKE, y - ALIKE, x + ALIKE, y + ALIKE)) {
      const [across, down] = [found[i].x - x, found[i].y - y];
      if (across * across + down * down < ALIKE * ALIKE && (home < 0 || i < home)) home = i;
    }
    if (home < 0) {
      cells.add(found.length, x, y, x, y);
      found.push(symbolOf(spot));
    } else join(found[home], spot);
  }
  for (const one of found) {
    if (one.chips) one.block = block(one.chips.map(({ looks }) => looks.length), one.size);
  }
  return found;
}

/** What is taken, as circles. */
class Ground {
  /**
   * @param {[number, number] | null} room
   * @param {Box[]} closed
   */
  constructor(room, closed) {
    this.room = room;
    this.closed = closed;
    this.cells = new Cells(CELL);
    /** @type {[x: number, y: number, half: number][]} */
    this.taken = [];
  }

  /**
   * Notes a symbol where it stands.
   * @param {PlacedSymbol} symbol
   */
  take(symbol) {
    const half = symbol.size / 2;
    for (const [x, y] of circles(symbol, symbol.dx, symbol.dy)) {
      this.cells.add(this.taken.length, x - half, y - half, x + half, y + half);
      this.taken.push([x, y, half]);
    }
  }

  /**
   * Whether a symbol that is moved so far keeps a distance from all others.
   * @param {PlacedSymbol} symbol
   * @param {number} dx
   * @param {number} dy
   * @param {number} gap
   */
  isFree(symbol, dx, dy, gap) {
    return Boolean(this.#covered(symbol, dx, dy, gap).next().done);
  }

  /**
   * What a symbol that is moved so far covers, or comes nearer to than a gap; some of it twice.
   * @param {PlacedSymbol} symbol
   * @param {number} dx
   * @param {number} dy
   * @param {number} gap
   */
  *#covered(symbol, dx, dy, gap) {
    const half = symbol.size / 2 + gap;
    for (const [x, y] of circles(symbol, dx, dy)) {
      for (const i of this.cells.near(x - half, y - half, x + half, y + half)) {
        const [across, down, other] = this.taken[i];
        const reach = half + other;
        if ((x - across) * (x - across) + (y - down) * (y - down) < reach * reach) yield i;
      }
    }
  }

  /**
   * How far a symbol is moved: to the first free place round its point, else not at all. A block, which would
   * cover much, then stands where it covers the fewest.
   * @param {PlacedSymbol} symbol
   * @returns {[dx: number, dy: number]}
   */
  aside(symbol) {
    const [wide, high] = extentOf(symbol);
    /** @type {[dx: number, dy: number]} */
    let best = [0, 0];
    let fewest = symbol.block ? new Set(this.#covered(symbol, 0, 0, -LAP)).size : 0;
    for (const ring of RINGS) {
      for (const [across, down] of DIRECTIONS) {
        const [dx, dy] = [across * (ring + wide / 2), down * (ring + high / 2)];
        if (!this.holds(symbol.x + dx, symbol.y + dy, wide / 2, high / 2)) continue;
        if (this.isFree(symbol, dx, dy, GAP)) return [dx, dy];
        if (!fewest) continue;
        const covered = new Set(this.#covered(symbol, dx, dy, -LAP)).size;
        if (covered < fewest) [best, fewest] = [[dx, dy], covered];
      }
    }
    return best;
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} across
   * @param {number} down
   */
  holds(x, y, across, down) {
    const isBelow = (/** @type {Box} */ one) =>
      Math.abs(2 * (x - one.x) - one.width) < 2 * (across + GAP) + one.width &&
      Math.abs(2 * (y - one.y) - one.height) < 2 * (down + GAP) + one.height;
    if (this.closed.some(isBelow)) return false;
    if (!this.room) return true;
    const [wide, high] = this.room;
    return across <= x && x <= wide - across && down <= y && y <= high - down;
  }
}

/**
 * Width and height of a symbol.
 * @param {{ size: number, block?: { width: number, height: number } }} symbol
 * @returns {[wide: number, high: number]}
 */
export function extentOf({ size, block }) {
  return block ? [block.width, block.height] : [size, size];
}

/**
 * The middles of the circles that a symbol takes: a block is rows of them.
 * @param {PlacedSymbol} symbol
 * @param {number} dx
 * @param {number} dy
 * @returns {[x: number, y: number][]}
 */
function circles(symbol, dx, dy) {
  const [x, y] = [symbol.x + dx, symbol.y + dy];
  if (!symbol.block) return [[x, y]];
  const [across, down] = extentOf(symbol).map((length) => {
    const spare = length - symbol.size;
    const steps = Math.ceil(spare / symbol.size);
    return steps ? Array.from({ length: steps + 1 }, (_, at) => spare * (at / steps - 0.5)) : [0];
  });
  return down.flatMap((dy) => across.map((dx) => /** @type {[number, number]} */ ([x + dx, y + dy])));
}
