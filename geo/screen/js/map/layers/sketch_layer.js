/* What is drawn by hand, on a canvas over evidence and answer: the shapes of the view and the one under the hand. */
import { pathsOf } from "../../state/sketch.js";
import { CanvasLayer } from "./canvas_layer.js";
import { toWorld } from "../features/geometry.js";

/** @typedef {import("../../state/sketch.js").Drawn} Drawn */
/** @typedef {import("../../state/sketch.js").Position} Position */

/** @typedef {{ casing: string, core: string, casing_width: number, width: number, dot: number, core_dot: number }} SketchLook */

export class SketchLayer extends CanvasLayer {
  /**
   * @param {string} id
   * @param {string} pane
   * @param {SketchLook} look
   */
  constructor(id, pane, look) {
    super(id, pane);
    this.look = look;
  }

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
   * @param {import("../features/geometry.js").View} view
   */
  paint(context, view) {
    for (const shape of this.shapes) this.#shape(context, shape, view, []);
    if (this.draft) this.#shape(context, this.draft, view, [6, 4]);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Drawn} shape
   * @param {import("../features/geometry.js").View} view
   * @param {number[]} dash
   */
  #shape(context, shape, view, dash) {
    const { look } = this;
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
      context.strokeStyle = look.casing;
      context.lineWidth = look.casing_width;
      context.stroke();
      context.setLineDash(dash);
      context.strokeStyle = look.core;
      context.lineWidth = look.width;
      context.stroke();
      context.setLineDash([]);
    }
    for (const position of shape.positions) {
      const [x, y] = pixel(position);
      for (
        const [radius, colour]
          of /** @type {[number, string][]} */ ([[look.dot, look.casing], [look.core_dot, look.core]])
      ) {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
        context.fillStyle = colour;
        context.fill();
      }
    }
  }
}
