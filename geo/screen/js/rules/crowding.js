/**
 * Symbols that would cover each other stand side by side: one for each layer and look, in rows.
 *
 * All lengths are CSS pixels, y down. One rule in two languages;
 * the cases of `tests/golden/crowding.json` hold them together.
 *
 * @typedef {string | number} LookKey What tells the looks of a layer apart.
 *
 * @typedef {object} Spot Point features of one layer that look the same, at one place.
 * @property {string} layer
 * @property {LookKey} look
 * @property {number} x From any origin.
 * @property {number} y
 * @property {string[]} ids The features, usually one; a MultiPoint has a spot for each of its points.
 *
 * @typedef {object} PlacedSymbol One symbol as drawn, at x + dx, y + dy, for one feature or several.
 * @property {string} layer
 * @property {LookKey} look
 * @property {string[]} ids The features that it stands for, each once.
 * @property {number} x Where its crowd stands: the middle of the features in it, moved into the room.
 * @property {number} y
 * @property {number} dx From there to its place in the rows of the crowd.
 * @property {number} dy
 *
 * @typedef {object} Crowd Spots that stand together; the sums are weighted by the features of each spot.
 * @property {number} x
 * @property {number} y
 * @property {number} sumX
 * @property {number} sumY
 * @property {number} features
 * @property {number} spots
 * @property {Map<string, {layer: string, look: LookKey, ids: string[]}>} symbols
 */
import { Cells } from "./cells.js";

/** Symbols whose centres are nearer than this cover each other. */
export const REACH = 15;
/** From one symbol of a crowd to its neighbour. */
export const STEP = 21;
/** Symbols in a row. */
export const WIDE = 4;
/** How far the rows of two crowds may cover each other. */
export const LAP = 6;
/** How often crowds are joined: a crowd grows by what it takes in. */
export const PASSES = 4;

/**
 * The symbols of all layers, moved apart where they would cover each other.
 * @param {Iterable<Spot>} spots In drawing order. Those of one layer and look at exactly the same place
 *   count as one.
 * @param {[number, number] | null} [room] Width and height of the map, with the origin in its upper left
 *   corner: no crowd sticks out of it. null = no limits.
 * @returns {PlacedSymbol[]} Crowd by crowd, in each of them in drawing order.
 */
export function spread(spots, room = null) {
  return joined(gathered(atPlaces(spots))).flatMap((crowd) => arranged(crowd, room));
}

/**
 * A crowd for each place, layer and look.
 * @param {Iterable<Spot>} spots
 * @returns {Crowd[]}
 */
function atPlaces(spots) {
  /** @type {Map<string, Crowd>} */
  const found = new Map();
  for (const { layer, look, x, y, ids } of spots) {
    const key = `${layer}|${typeof look}|${look}`;
    const count = ids.length;
    const symbols = new Map([[key, { layer, look, ids: [...ids] }]]);
    const one = { x, y, sumX: x * count, sumY: y * count, features: count, spots: 1, symbols };
    const place = `${x}|${y}|${key}`;
    const home = found.get(place);
    if (home) {
      take(home, one);
      home.spots = 1;
    } else found.set(place, one);
  }
  return [...found.values()];
}

/**
 * Takes in another crowd; the place stays until `settle`.
 * @param {Crowd} crowd
 * @param {Crowd} other
 */
function take(crowd, other) {
  crowd.sumX += other.sumX;
  crowd.sumY += other.sumY;
  crowd.features += other.features;
  crowd.spots += other.spots;
  for (const [key, symbol] of other.symbols) {
    const own = crowd.symbols.get(key);
    if (own) own.ids.push(...symbol.ids);
    else crowd.symbols.set(key, symbol);
  }
}

/**
 * Stands nearest to the place that holds most of the features.
 * @param {Crowd} crowd
 */
function settle(crowd) {
  crowd.x = crowd.sumX / crowd.features;
  crowd.y = crowd.sumY / crowd.features;
}

/** @param {Crowd} crowd */
function width(crowd) {
  return Math.min(WIDE, crowd.symbols.size) * STEP;
}

/** @param {Crowd} crowd */
function height(crowd) {
  return Math.ceil(crowd.symbols.size / WIDE) * STEP;
}

/**
 * The lowest of the numbers that pass a test, or -1.
 * @param {Set<number>} numbers
 * @param {(number: number) => boolean} passes
 */
function first(numbers, passes) {
  let found = -1;
  for (const number of numbers) if ((found < 0 || number < found) && passes(number)) found = number;
  return found;
}

/**
 * Crowds of the spots whose centres lie within reach of the first one of a crowd.
 * @param {Crowd[]} spots
 * @returns {Crowd[]}
 */
function gathered(spots) {
  /** @type {Crowd[]} */
  const crowds = [];
  const cells = new Cells(REACH);
  for (const spot of spots) {
    const { x, y } = spot;
    const home = first(cells.near(x - REACH, y - REACH, x + REACH, y + REACH), (i) => {
      const [across, up] = [crowds[i].x - x, crowds[i].y - y];
      return across * across + up * up < REACH * REACH;
    });
    if (home < 0) {
      cells.add(crowds.length, x, y, x, y);
      crowds.push(spot);
    } else take(crowds[home], spot);
  }
  crowds.forEach(settle);
  return crowds;
}

/**
 * Joins crowds whose rows would cover each other, each with the earliest of those.
 * @param {Crowd[]} crowds
 * @returns {Crowd[]}
 */
function joined(crowds) {
  let kept = crowds;
  for (let pass = 0; pass < PASSES; pass += 1) {
    const before = kept;
    /** @type {Crowd[]} */
    const now = [];
    const cells = new Cells(WIDE * STEP);
    for (const crowd of before) {
      const home = first(cells.near(...box(crowd)), (i) => overlap(now[i], crowd));
      if (home < 0) {
        cells.add(now.length, ...box(crowd));
        now.push(crowd);
      } else {
        take(now[home], crowd);
        settle(now[home]);
        cells.add(home, ...box(now[home]));
      }
    }
    kept = now;
    if (kept.length === before.length) break;
  }
  return kept;
}

/**
 * @param {Crowd} crowd
 * @returns {[number, number, number, number]}
 */
function box(crowd) {
  const [across, up] = [width(crowd) / 2, height(crowd) / 2];
  return [crowd.x - across, crowd.y - up, crowd.x + across, crowd.y + up];
}

/**
 * Whether two crowds cover each other; two symbols that stand alone may do so a little.
 * @param {Crowd} one
 * @param {Crowd} other
 */
function overlap(one, other) {
  if (one.spots + other.spots <= 2) return false;
  const wide = (width(one) + width(other)) / 2 - Math.abs(one.x - other.x);
  const high = (height(one) + height(other)) / 2 - Math.abs(one.y - other.y);
  return wide > LAP && high > LAP;
}

/**
 * The symbols of a crowd in rows round its middle.
 * @param {Crowd} crowd
 * @param {[number, number] | null} room
 * @returns {PlacedSymbol[]}
 */
function arranged(crowd, room) {
  let { x, y } = crowd;
  if (room) {
    const [across, up] = [width(crowd) / 2 + LAP, height(crowd) / 2 + LAP];
    x = Math.min(Math.max(x, across), Math.max(room[0] - across, across));
    y = Math.min(Math.max(y, up), Math.max(room[1] - up, up));
  }
  const count = crowd.symbols.size;
  const rows = Math.ceil(count / WIDE);
  return [...crowd.symbols.values()].map(({ layer, look, ids }, i) => {
    const row = Math.floor(i / WIDE);
    const inRow = Math.min(WIDE, count - row * WIDE);
    const dx = ((i % WIDE) - (inRow - 1) / 2) * STEP;
    const dy = (row - (rows - 1) / 2) * STEP;
    return { layer, look, ids: [...new Set(ids)], x, y, dx, dy };
  });
}
