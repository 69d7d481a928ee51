/** A small sample of a layer, in lines that need no canvas: the panel has it before the map has drawn anything. */
import { svg } from "../../shared/dom.js";

/** @import { LayerSpec } from "../../state/catalogue.js" */
/** @typedef {{ fill: string, edge: string, ink: string }} Colours */
/** @typedef {{ grid: number, symbols: Record<string, { paths: { d: string, role: string }[] }> }} Symbols */

const WIDTH = 22; // px of a line or area
const HEIGHT = 16; // px
const DASH = "4 2.5";

/**
 * The sample of a layer: the first of its symbols that no layer above it has in the same colour, else a line or an area.
 * @param {LayerSpec} layer
 * @param {Symbols} symbols
 * @param {string[]} sides colours of the sides that hold areas
 * @param {Set<string>} taken of the layers above; what this one has is added
 */
export function sampleOf(layer, symbols, sides, taken) {
  if (layer.geometry.some((type) => type.endsWith("Polygon"))) return area(layer, sides);
  const { grid, symbols: known } = symbols;
  const point = pointOf(layer, known, taken);
  if (!point) return line(Object.values(layer.classes)[0], layer);
  const paths = known[point.symbol].paths.map(({ d, role }) =>
    svg("path", role === "glyph" ? { d, fill: point.ink } : { d, fill: point.colour, stroke: point.edge })
  );
  return svg("svg", { ...box(grid, grid), width: HEIGHT, height: HEIGHT }, ...paths);
}

/**
 * The class that stands for a layer of points: the first whose symbol no layer above it has in the same colour.
 * @param {Pick<LayerSpec, "classes">} layer
 * @param {Symbols["symbols"]} known
 * @param {Set<string>} taken of the layers above; what this one has is added
 */
export function pointOf({ classes }, known, taken) {
  const points = Object.values(classes).filter(({ symbol }) => known[symbol]);
  const key = (/** @type {Record<string, any>} */ one) => `${one.symbol} ${one.colour}`;
  const point = points.find((one) => !taken.has(key(one))) ?? points[0];
  for (const one of points) taken.add(key(one));
  return point;
}

/**
 * Washes of some sides, or the outline of what is divided.
 * @param {LayerSpec} layer
 * @param {string[]} sides
 */
function area({ style, colour_by: by }, sides) {
  const wide = (WIDTH - 2) / sides.length;
  const wash = { y: 2, width: wide, height: HEIGHT - 4, "fill-opacity": 0.4 };
  const fills = by ? sides.map((fill, i) => svg("rect", { x: 1 + i * wide, ...wash, fill })) : [];
  const edge = svg("rect", {
    x: 1,
    y: 2,
    width: WIDTH - 2,
    height: HEIGHT - 4,
    fill: "none",
    stroke: style.edge,
    "stroke-width": 1,
  });
  return svg("svg", { ...box(WIDTH, HEIGHT), width: WIDTH, height: HEIGHT }, ...fills, edge);
}

/**
 * @param {Record<string, any> | undefined} one
 * @param {LayerSpec} layer
 */
function line(one, { style }) {
  const [middle, dash] = [HEIGHT / 2, one?.line === "solid" ? "none" : DASH];
  const drawn = svg("line", {
    x1: 1,
    x2: WIDTH - 1,
    y1: middle,
    y2: middle,
    stroke: one?.colour ?? style.edge,
    "stroke-width": 2,
    "stroke-dasharray": dash,
  });
  return svg("svg", { ...box(WIDTH, HEIGHT), width: WIDTH, height: HEIGHT }, drawn);
}

/**
 * @param {number} width
 * @param {number} height
 */
function box(width, height) {
  return { class: "sample", viewBox: `0 0 ${width} ${height}`, "aria-hidden": "true" };
}
