/* What of a layer a point means. */
import { distanceTo } from "./geometry.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("./geometry.js").World} World */
/** @typedef {import("./items.js").Hit} Hit */
/** @typedef {import("./items.js").Item} Item */
/** @typedef {import("./items.js").PlacedItem} PlacedItem */

const RANKS = { point: 0, line: 1, area: 2 };
/** Pixels round a symbol or a line that still mean it. */
const REACH = { symbol: 4, line: 6 };

/**
 * What of several layers is under a layer point: symbols before lines before areas, the nearest first.
 * @param {EvidenceLayer[]} layers
 * @param {{ x: number, y: number }} point
 * @returns {Hit[]}
 */
export function hitsOf(layers, point) {
  return layers.flatMap((layer) => layer.hits(point)).sort((a, b) =>
    a.rank - b.rank || a.distance - b.distance || b.layer.spec.order - a.layer.spec.order
  );
}

/**
 * Every visible feature at a layer point, each once, with its distance in pixels.
 * @param {EvidenceLayer} layer
 * @param {{ x: number, y: number }} point
 * @returns {Hit[]}
 */
export function hitsAt(layer, point) {
  const view = layer.view();
  /** @type {Map<Item, Hit>} */
  const found = new Map();
  /** @type {(item: PlacedItem, distance: number, point?: World) => void} */
  const add = (item, distance, point) => {
    const held = found.get(item);
    if (held && held.distance <= distance) return;
    found.set(item, { layer, item, id: item.id, distance, rank: RANKS[item.shape.kind], point });
  };
  for (const symbol of layer.symbols) {
    const [x, y] = layer.position(symbol, view);
    const distance = Math.hypot(x - point.x, y - point.y);
    if (symbol.block) {
      for (const { place: [left, top, width], items } of symbol.block.chips) {
        const [across, down] = [point.x - x - left, point.y - y - top];
        const on = across >= 0 && across <= width && down >= 0 && down <= symbol.size;
        if (on) items.forEach((item) => add(item, 0, symbol.world));
      }
    } else if (distance <= symbol.size / 2 + REACH.symbol) {
      symbol.items.forEach((item) => add(item, distance, symbol.world));
    }
  }
  const x = (point.x + view.x) / view.scale;
  const y = (point.y + view.y) / view.scale;
  for (const item of layer.seenIn(view)) {
    if (item.shape.kind === "point") continue;
    const reach = item.shape.kind === "line" ? Math.max(REACH.line, layer.halfWidth(item, view)) : 0;
    const [x0, y0, x1, y1] = item.shape.box;
    const margin = reach / view.scale;
    if (x < x0 - margin || x > x1 + margin || y < y0 - margin || y > y1 + margin) continue;
    const distance = distanceTo(item.shape, x, y) * view.scale;
    if (distance <= reach) add(item, distance);
  }
  return [...found.values()];
}
