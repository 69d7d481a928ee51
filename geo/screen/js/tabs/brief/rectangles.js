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
