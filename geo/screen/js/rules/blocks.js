/**
 * Chips at one place as a block: one chip for each outside power, in columns, each with a glyph for each kind.
 *
 * One rule in two languages; the cases of `tests/golden/crowding.json` hold them together.
 *
 * @typedef {object} Block Where the chips stand: the upper left corner of each from the middle, and its width.
 * @property {[x: number, y: number, width: number][]} chips
 * @property {number} width
 * @property {number} height
 */

/** Width of the letters of a chip, as a share of its height. */
export const LETTERS = 1.3;
/** The same of each glyph. */
export const GLYPH = 0.9;
/** Pixels between two chips. */
const GAP = 2;
/** So many chips stand in a column, or more where there would be more columns than rows: a wide block covers a coast. */
const ROWS = 4;

/**
 * A block of chips with so many glyphs each, `size` high.
 * @param {number[]} kinds
 * @param {number} size
 * @returns {Block}
 */
export function block(kinds, size) {
  const columns = Math.ceil(kinds.length / Math.max(ROWS, Math.ceil(Math.sqrt(kinds.length))));
  const rows = Math.ceil(kinds.length / columns);
  const widths = kinds.map((count) => size * (LETTERS + GLYPH * count));
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, one) => all + one, 0);
  /** @type {number[]} */
  const wide = [];
  for (let at = 0; at < kinds.length; at += rows) wide.push(Math.max(...widths.slice(at, at + rows)));
  const width = sum(wide) + GAP * (wide.length - 1);
  const height = rows * size + GAP * (rows - 1);
  const chips = kinds.map((_, i) => {
    const column = Math.floor(i / rows);
    return /** @type {[number, number, number]} */ ([
      sum(wide.slice(0, column)) + GAP * column - width / 2,
      (i % rows) * (size + GAP) - height / 2,
      widths[i],
    ]);
  });
  return { chips, width, height };
}
