/** Extents in degrees as [west, south, east, north]: kept within reach, and told in words. */
import { t } from "../../shared/words.js";

/** @typedef {[west: number, south: number, east: number, north: number]} Extent */

/**
 * The extent moved, and where that is not enough cut, so that it stays within reach.
 * @param {Extent} extent
 * @param {Extent} reach
 * @returns {Extent}
 */
export function withinReach([west, south, east, north], reach) {
  const [w, e] = slide(west, east, reach[0], reach[2]);
  const [s, n] = slide(south, north, reach[1], reach[3]);
  return [rounded(w), rounded(s), rounded(e), rounded(n)];
}

/**
 * @param {Extent} extent
 * @returns {string} such as "9.3° E to 25.2° E, 19.5° N to 33.2° N"
 */
export function extentText([west, south, east, north]) {
  const across = range(
    west,
    east,
    (degrees) => t("{degrees}° W", { degrees }),
    (degrees) => t("{degrees}° E", { degrees }),
  );
  const along = range(
    south,
    north,
    (degrees) => t("{degrees}° S", { degrees }),
    (degrees) => t("{degrees}° N", { degrees }),
  );
  return `${across}${t(", ")}${along}`;
}

/**
 * @param {number} low
 * @param {number} high
 * @param {number} from
 * @param {number} to
 */
function slide(low, high, from, to) {
  const by = Math.max(0, from - low) - Math.max(0, high - to);
  return [Math.max(low + by, from), Math.min(high + by, to)];
}

/** @param {number} degrees */
function rounded(degrees) {
  return Number(degrees.toFixed(4));
}

/**
 * @param {number} from
 * @param {number} to
 * @param {(degrees: string) => string} minus
 * @param {(degrees: string) => string} plus
 */
function range(from, to, minus, plus) {
  /** @param {number} degrees */
  const one = (degrees) => (degrees < 0 ? minus : plus)(Math.abs(degrees).toFixed(1));
  return t("{from} to {to}", { from: one(from), to: one(to) });
}
