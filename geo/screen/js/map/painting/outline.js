/* The outline of what differs between two pictures: black on white. */

/** @typedef {{ width: number, dash: number[], rim: number }} Pen */

/** Pixels: as wide as the sketches have them. What is only confirmed otherwise is quiet. */
/** @type {Pen} */
export const LOUD = { width: 2, dash: [], rim: 2.5 };
/** @type {Pen} */
export const QUIET = { width: 1, dash: [1.5, 3], rim: 0.6 };
export const INK = "#000";
export const PAPER = "#fff";

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Pen} pen
 * @param {() => void} path
 */
export function outline(context, { width, dash, rim }, path) {
  for (const [colour, wide] of /** @type {const} */ ([[PAPER, width + rim], [INK, width]])) {
    path();
    context.setLineDash(colour === INK ? dash : []);
    context.strokeStyle = colour;
    context.lineWidth = wide;
    context.stroke();
  }
  context.setLineDash([]);
}
