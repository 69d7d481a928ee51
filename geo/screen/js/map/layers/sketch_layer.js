/* What is drawn by hand, on a canvas over evidence and answer: the shapes of the view and the one under the hand. */
import { pathsOf } from "../../state/sketch.js";
import { CanvasLayer } from "./canvas_layer.js";
import { toWorld } from "./geometry.js";

/** @typedef {import("../../state/sketch.js").Drawn} Drawn */
/** @typedef {import("../../state/sketch.js").Position} Position */

const INK = { casing: "#FFFFFF", core: "#A8006D" };
const WIDTH = { casing: 5, core: 2.4 };
const DOT = { whole: 4.5, core: 3.2 };

export class SketchLayer extends CanvasLayer {
  /**
   * @type {Drawn[]}
   */
  shapes = [];
  /**
   * The shape that is not whole yet, painted with a dashed line.
   * @type {Drawn | null}
   */
  draft = null;

  /**
   * @override
   * @param {CanvasRenderingContext2D} context
   * @param {import("./geometry.js").View} view
   */
  paint(context, view) {
    for (const shape of this.shapes) this.#shape(context, shape, view, []);
    if (this.draft) this.#shape(context, this.draft, view, [6, 4]);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Drawn} shape
   * @param {import("./geometry.js").View} view
   * @param {number[]} dash
   */
  #shape(context, shape, view, dash) {
    context.lineJoin = context.lineCap = "round";
    const pixel = (/** @type {Position} */ [lat, lon]) => {
      const [x, y] = toWorld([lon, lat]);
      return /** @type {[number, number]} */ ([x * view.scale - view.x, y * view.scale - view.y]);
    };
    for (const { positions, closed } of pathsOf(shape)) {
      context.beginPath();
      positions.forEach((position) => context.lineTo(...pixel(position)));
      if (closed) context.closePath();
      context.setLineDash([]);
      context.strokeStyle = INK.casing;
      context.lineWidth = WIDTH.casing;
      context.stroke();
      context.setLineDash(dash);
      context.strokeStyle = INK.core;
      context.lineWidth = WIDTH.core;
      context.stroke();
      context.setLineDash([]);
    }
    for (const position of shape.positions) {
      const [x, y] = pixel(position);
      for (
        const [radius, colour] of /** @type {[number, string][]} */ ([[DOT.whole, INK.casing], [
          DOT.core,
          INK.core,
        ]])
      ) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fillStyle = colour;
        context.fill();
      }
    }
  }
}
