/* Paints what stands for points: lines to true points, rings of doubt, symbols, blocks of chips, counts. */
import { bandsOf } from "./shapes.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../features/geometry.js").View} View */
/** @typedef {import("../features/items.js").MapBlock} MapBlock */
/** @typedef {import("../features/items.js").MapSymbol} MapSymbol */

/** Pixels that a symbol outside the canvas may reach into it, with its ring. */
const MARGIN = 80;

/**
 * The symbols of a layer, lines to their true points below all of them.
 * @param {CanvasRenderingContext2D} context
 * @param {EvidenceLayer} layer
 * @param {View} view
 */
export function paintSymbols(context, layer, view) {
  for (const symbol of layer.symbols) paintLeader(context, layer, symbol, view);
  const slices = bandsOf(layer, layer.symbols.map(({ items: [item] }) => item), "point");
  for (const symbol of layer.symbols) paintSymbol(context, layer, symbol, view, slices.get(symbol.items[0]));
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {EvidenceLayer} layer
 * @param {MapSymbol} symbol
 * @param {View} view
 */
function paintLeader(context, layer, symbol, view) {
  const { shift: [dx, dy], world } = symbol;
  if (!(dx || dy) || !layer.inView([...world, ...world], view, MARGIN + Math.hypot(dx, dy))) return;
  const [x, y] = layer.position(symbol, view);
  layer.painter.leader(context, [x - dx, y - dy], [x, y]);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {EvidenceLayer} layer
 * @param {MapSymbol} symbol
 * @param {View} view
 * @param {import("../../rules/banding.js").Band | null} [slice] Of its place, if that is not all its own; null = none.
 */
function paintSymbol(context, layer, symbol, view, slice) {
  const { items, look, world, size } = symbol;
  if (!layer.inView([...world, ...world], view, MARGIN + Math.hypot(...symbol.shift))) return;
  const [x, y] = layer.position(symbol, view);
  const [trueX, trueY] = layer.position({ ...symbol, shift: [0, 0] }, view);
  const state = items.every((item) => item.state === "stale") ? "stale" : "current";
  if (layer.ringed(items[0])) {
    layer.painter.ring(context, look, state, trueX, trueY, layer.halfWidth(items[0], view));
  }
  if (symbol.block) {
    paintChips(context, layer, symbol.block, [x, y], size);
    return;
  }
  if (slice !== null) layer.painter.symbol(context, look, state, x, y, size, slice);
  if (items.length > 1) layer.painter.count(context, size, items.length, x, y);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {EvidenceLayer} layer
 * @param {MapBlock} block
 * @param {[x: number, y: number]} middle
 * @param {number} height Of a chip.
 */
function paintChips(context, layer, { chips }, [x, y], height) {
  for (const { place: [left, top, width], items, glyphs } of chips) {
    const state = items.every((item) => item.state === "stale") ? "stale" : "current";
    layer.painter.chip(context, items[0].look, glyphs, state, [x + left, y + top, width], height);
  }
}
