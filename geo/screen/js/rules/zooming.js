/**
 * Which features are drawn at a zoom, and how large: the important ones first, smaller on a small map.
 *
 * One rule in two languages; the cases of `tests/golden/zooming.json` hold them together.
 */

/**
 * The least importance of a layer's features that is drawn at a zoom. The most important features of a layer are
 * drawn at every zoom, however little that is: nobody who turns on a layer, or filters it, finds an empty map.
 * @param {number[]} importances Of the features that are left by day and filters, 1 to 3; 0 = drawn at every zoom.
 * @param {number} zoom
 * @param {readonly number[]} levels `zoom.importance` of the look: from which zoom each importance is drawn.
 */
export function leastDrawn(importances, zoom, levels) {
  const here = levels.filter((level) => zoom >= level).length;
  const rated = importances.filter((one) => one > 0);
  return Math.max(here, rated.length ? Math.min(...new Set(rated)) : 0);
}

/**
 * The share of its size that a symbol has at a zoom, so that a small map is not hidden by them.
 * @param {number} zoom
 * @param {{ smallest: number, small_until: number, full_from: number }} look The least share, up to which zoom it is
 *   that, and from which it is 1.
 */
export function sizeShare(zoom, { smallest, small_until: until, full_from: from }) {
  if (zoom >= from) return 1;
  if (zoom <= until) return smallest;
  return smallest + (1 - smallest) * ((zoom - until) / (from - until));
}
