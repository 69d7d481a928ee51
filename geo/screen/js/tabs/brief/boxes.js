/** What a figure shows of the map: extents in degrees, kept within reach and told in words; and rectangles of a wanted
 * shape in pixels, moved, resized at a corner, put round an extent. */
import { t } from "../../shared/words.js";

/** @typedef {{ left: number, top: number, width: number, height: number }} Rectangle */
/** @typedef {{ x: number, y: number }} Spot */
/** @typedef {[x: number, y: number]} Corner -1 is left or top, 1 right or bottom, 0 the middle */
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

const SMALLEST = 64; // px of either side
const SHARE = 0.72; // of a view that a frame in its middle takes

/**
 * The smallest rectangle of a shape round two corners, which is what a figure of that shape shows.
 * @param {Spot} from
 * @param {Spot} to
 * @param {number} aspect width over height
 * @returns {Rectangle}
 */
export function shapedRound(from, to, aspect) {
  const width = Math.max(to.x - from.x, (to.y - from.y) * aspect);
  const height = width / aspect;
  return { left: (from.x + to.x - width) / 2, top: (from.y + to.y - height) / 2, width, height };
}

/**
 * As large a rectangle of a shape as there is room for in the middle of a room, with some of it left round it.
 * @param {Rectangle} room
 * @param {number} aspect
 * @returns {Rectangle}
 */
export function centredIn(room, aspect) {
  const width = Math.min(room.width, room.height * aspect) * SHARE;
  const height = width / aspect;
  return {
    left: room.left + (room.width - width) / 2,
    top: room.top + (room.height - height) / 2,
    width,
    height,
  };
}

/**
 * What is left of a view between what stands at its sides; what is wider than half of it is a sheet and not at a side.
 * @param {Rectangle} view
 * @param {Rectangle[]} covering
 * @returns {Rectangle}
 */
export function between(view, covering) {
  const middle = view.left + view.width / 2;
  let [from, to] = [view.left, view.left + view.width];
  for (const { left, width } of covering) {
    if (!width || width > view.width / 2) continue;
    if (left + width / 2 < middle) from = Math.max(from, left + width);
    else to = Math.min(to, left);
  }
  return { ...view, left: from, width: to - from };
}

/**
 * Moved by so many pixels, or resized where a corner was dragged.
 * @param {Rectangle} rectangle
 * @param {Corner | null} corner
 * @param {number} dx
 * @param {number} dy
 * @param {number} aspect
 */
export function dragged(rectangle, corner, dx, dy, aspect) {
  if (!corner) return { ...rectangle, left: rectangle.left + dx, top: rectangle.top + dy };
  return widened(rectangle, corner, Math.max(dx * corner[0], dy * corner[1] * aspect), aspect);
}

/**
 * Wider by so many pixels in its shape; the corner opposite to `corner` stays where it is.
 * @param {Rectangle} rectangle
 * @param {Corner} corner
 * @param {number} by
 * @param {number} aspect
 * @returns {Rectangle}
 */
export function widened(rectangle, [x, y], by, aspect) {
  const width = Math.max(rectangle.width + by, SMALLEST, SMALLEST * aspect);
  const height = width / aspect;
  return {
    left: rectangle.left + ((rectangle.width - width) * (1 - x)) / 2,
    top: rectangle.top + ((rectangle.height - height) * (1 - y)) / 2,
    width,
    height,
  };
}
