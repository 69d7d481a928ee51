/* Paints chips: the letters of a country on its colour, then a glyph for each kind on paper. */
import { GLYPH, LETTERS } from "../../rules/blocks.js";

/**
 * @typedef {object} ChipLook
 * @property {string} paper
 * @property {number} stale_tint
 * @property {number} letters Share of the height.
 * @property {number} glyph
 * @property {number} corner
 */

/**
 * @param {CanvasRenderingContext2D} context
 * @param {import("./painter.js").Painter} painter
 * @param {import("./look.js").Look} look
 * @param {string[]} glyphs Names of symbols.
 * @param {import("./look.js").State} state
 * @param {[x: number, y: number, width: number]} place
 * @param {number} height
 */
export function paintChip(context, { document, ground }, look, glyphs, state, [x, y, width], height) {
  const { chip, symbol, symbols: { grid, symbols } } = document;
  const stale = state === "stale";
  const box = new Path2D();
  box.roundRect(x, y, width, height, height * chip.corner);
  context.save();
  context.strokeStyle = ground.halo;
  context.lineWidth = symbol.edge_width + 2 * symbol.casing_width;
  context.stroke(box);
  context.fillStyle = chip.paper;
  context.fill(box);
  context.save();
  context.clip(box);
  context.fillStyle = look.fill;
  context.globalAlpha = stale ? chip.stale_tint : 1;
  context.fillRect(x, y, height * LETTERS, height);
  context.restore();
  context.strokeStyle = look.edge;
  context.lineWidth = symbol.edge_width;
  context.setLineDash(stale ? symbol.stale_dash : []);
  context.stroke(box);
  context.fillStyle = stale ? look.fill : look.ink;
  context.font = `700 ${height * chip.letters}px 'Noto Sans', sans-serif`;
  context.textAlign = "center";
  context.textBaseline = "alphabetic";
  context.direction = "ltr";
  const capital = 0.714; // of Noto Sans, of its size
  const letters = look.letters ?? "";
  context.fillText(letters, x + (height * LETTERS) / 2, y + (height * (1 + chip.letters * capital)) / 2);
  context.fillStyle = look.fill;
  const scale = (height * chip.glyph) / grid;
  glyphs.forEach((name, i) => {
    context.save();
    const middle = x + height * (LETTERS + GLYPH * (i + 0.5));
    context.translate(middle - (grid * scale) / 2, y + (height - grid * scale) / 2);
    context.scale(scale, scale);
    for (const { d } of symbols[name].paths) context.fill(new Path2D(d), "evenodd");
    context.restore();
  });
  context.restore();
}
