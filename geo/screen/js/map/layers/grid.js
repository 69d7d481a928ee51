/**
 * Where the cells of a large layer lie: whole numbers of the map, shortened by some bits.
 *
 * One rule in two languages (`geo/store/large/grid.py`); the cases of `tests/golden/grid.json` hold them together.
 */

/** Bits of a whole number of the map that lie below a world unit, of which there are 256 in each direction. */
const FINE = 22;

/**
 * The side of a cell in world units.
 * @param {number} shift By how many bits positions are shortened.
 */
export const sideOf = (shift) => 2 ** (shift - FINE);

/**
 * The box of a cell in world units.
 * @param {number} x
 * @param {number} y
 * @param {number} shift
 * @returns {[left: number, top: number, right: number, bottom: number]}
 */
export function cellBox(x, y, shift) {
  const side = sideOf(shift);
  return [x * side, y * side, (x + 1) * side, (y + 1) * side];
}

/**
 * The cells of counts by class: each cell once, with the class that most of it is of.
 * @param {{ x: number[], y: number[], class: number[], count: number[] }} columns
 * @returns {{ x: number, y: number, class: number, count: number, counts: Map<number, number> }[]}
 */
export function gathered({ x, y, class: kinds, count }) {
  /** @type {Map<string, { x: number, y: number, class: number, count: number, counts: Map<number, number> }>} */
  const cells = new Map();
  for (let i = 0; i < x.length; i += 1) {
    const key = `${x[i]},${y[i]}`;
    let cell = cells.get(key);
    if (!cell) cells.set(key, cell = { x: x[i], y: y[i], class: kinds[i], count: 0, counts: new Map() });
    cell.count += count[i];
    cell.counts.set(kinds[i], count[i]);
    if (count[i] > (cell.counts.get(cell.class) ?? 0)) cell.class = kinds[i];
  }
  return [...cells.values()];
}

/**
 * How opaque a cell is: the fullest is 1, and a tenth of it is seen as less, not as nothing.
 * @param {number} count At least 1.
 * @param {number} most Of any cell in view.
 */
export function opacityOf(count, most) {
  return 0.25 + 0.7 * (most > 1 ? Math.log(count) / Math.log(most) : 1);
}
