/** A canvas context that writes down what is painted. */

const NOTHING_SAID = [
  "beginPath",
  "moveTo",
  "lineTo",
  "closePath",
  "save",
  "restore",
  "translate",
  "rotate",
  "scale",
];

/** @typedef {{ act: string, alpha: number, fill: string, stroke: string, width: number, dash: string }} Painted */

/** @returns {{ context: CanvasRenderingContext2D, painted: Painted[], path: [number, number][] }} */
export function pen() {
  /** @type {Painted[]} */
  const painted = [];
  /** @type {[number, number][]} */
  const path = [];
  let dash = "";
  /** @type {any} */
  const context = { globalAlpha: 1, fillStyle: "", strokeStyle: "", lineWidth: 1 };
  const note = (/** @type {string} */ act) => () => {
    const { globalAlpha: alpha, fillStyle: fill, strokeStyle: stroke, lineWidth: width } = context;
    painted.push({ act, alpha, fill, stroke, width, dash });
  };
  for (const name of NOTHING_SAID) context[name] = () => {};
  for (const name of ["moveTo", "lineTo"]) {
    context[name] = (/** @type {number} */ x, /** @type {number} */ y) => path.push([x, y]);
  }
  for (const name of ["fill", "stroke", "drawImage", "fillText"]) context[name] = note(name);
  context.arc = (/** @type {number} */ x, /** @type {number} */ y) => path.push([x, y]);
  context.roundRect = () => {};
  context.measureText = () => ({ width: 6 });
  context.setLineDash = (/** @type {number[]} */ lengths) => (dash = lengths.join());
  return { context, painted, path };
}
