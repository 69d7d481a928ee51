/**
 * The order of drawing: layer by layer, in each of them areas, then lines, then points, as in the file.
 *
 * One rule in two languages; the cases of `tests/golden/drawing.json` hold them together.
 *
 * @typedef {"area" | "line" | "point" | ""} Kind How a feature is drawn; "" = not at all, it has no position.
 */

/**
 * By type of GeoJSON geometry.
 * @type {Record<string, Kind>}
 */
export const KINDS = {
  Polygon: "area",
  MultiPolygon: "area",
  LineString: "line",
  MultiLineString: "line",
  Point: "point",
  MultiPoint: "point",
};

/** @type {Kind[]} */
const ORDER = ["area", "line", "point"];

/**
 * How a type of GeoJSON geometry is drawn.
 * @param {string | null | undefined} geometry
 * @returns {Kind}
 */
export function kindOf(geometry) {
  return KINDS[geometry ?? ""] ?? "";
}

/**
 * The placed features of one layer in the order in which they are drawn.
 * @template T
 * @param {T[]} features In the order of the file.
 * @param {(feature: T) => Kind} kind
 * @returns {T[]}
 */
export function ordered(features, kind) {
  return ORDER.flatMap((wanted) => features.filter((feature) => kind(feature) === wanted));
}
