/* A canvas and its pixels. */

/**
 * @param {HTMLCanvasElement} canvas
 * @returns {CanvasRenderingContext2D}
 */
export function contextOf(canvas) {
  return /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"));
}

/** Pixels of the screen for one of the page. */
export function pixelRatio() {
  return globalThis.devicePixelRatio || 1;
}
