/** An index of boxes in a plane: it spares comparisons and decides nothing. */
export class Cells {
  /** @param {number} side Of a square cell. */
  constructor(side) {
    this.side = side;
    /** @type {Map<number, number[]>} */
    this.cells = new Map();
  }

  /**
   * Notes a number in all cells that its box touches.
   * @param {number} number
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   */
  add(number, left, top, right, bottom) {
    for (const key of this.touched(left, top, right, bottom)) {
      const cell = this.cells.get(key);
      if (cell) cell.push(number);
      else this.cells.set(key, [number]);
    }
  }

  /**
   * The numbers of all boxes that may touch a box: these, and some more.
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   * @returns {Set<number>}
   */
  near(left, top, right, bottom) {
    /** @type {Set<number>} */
    const found = new Set();
    for (const key of this.touched(left, top, right, bottom)) {
      for (const number of this.cells.get(key) ?? []) found.add(number);
    }
    return found;
  }

  /**
   * One number for each cell; that far cells may share one only costs a comparison.
   * @param {number} left
   * @param {number} top
   * @param {number} right
   * @param {number} bottom
   * @returns {number[]}
   */
  touched(left, top, right, bottom) {
    const keys = [];
    const [lastColumn, lastRow] = [Math.floor(right / this.side), Math.floor(bottom / this.side)];
    for (let column = Math.floor(left / this.side); column <= lastColumn; column += 1) {
      for (let row = Math.floor(top / this.side); row <= lastRow; row += 1) keys.push(column * 2097152 + row);
    }
    return keys;
  }
}
