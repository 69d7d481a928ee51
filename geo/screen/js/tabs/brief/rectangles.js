/** Rectangles of a wanted shape, in pixels: moved, resized at a corner, put round an extent. */

/** @typedef {{ left: number, top: number, width: number, height: number }} Rectangle */
/** @typedef {{ x: number, y: number }} Spot */
/** @typedef {[x: number, y: number]} Corner -1 is left or top, 1 right or bottom, 0 the middle */

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
 * As large a rectangle of a shape as there is room for in the middle of a view, with some of it left round it.
 * @param {number} x
 * @param {number} y
 * @param {number} aspect
 * @returns {Rectangle}
 */
export function centredIn(x, y, aspect) {
  const width = Math.min(x, y * aspect) * SHARE;
  const height = width / aspect;
  return { left: (x - width) / 2, top: (y - height) / 2, width, height };
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
