/* The outline of what differs between two pictures: black on white, with a pen of the look. */

/** @typedef {{ width: number, halo_width: number, dash: number[] }} Pen */

export const INK = "#000";
export const PAPER = "#fff";

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Pen} pen
 * @param {() => void} path
 */
export function outline(context, { width, halo_width, dash }, path) {
  for (const [colour, wide] of /** @type {const} */ ([[PAPER, halo_width], [INK, width]])) {
    path();
    context.setLineDash(colour === INK ? dash : []);
    context.strokeStyle = colour;
    context.lineWidth = wide;
    context.stroke();
  }
  context.setLineDash([]);
}
