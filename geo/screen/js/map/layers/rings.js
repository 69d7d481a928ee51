/* Rings round the true points of what is selected, over all layers: in a crowd they would lie under its symbols. */
import { pixelsOf } from "../features/geometry.js";
import { CanvasLayer } from "./canvas_layer.js";

/** @typedef {import("../features/geometry.js").View} View */
/** @typedef {{ world: [x: number, y: number], size: number }} Chosen a true point, and the pixels of its symbol */

export class Rings extends CanvasLayer {
  /**
   * @param {string} pane
   * @param {import("../painting/painter.js").Painter} painter
   * @param {() => Chosen[]} chosen
   */
  constructor(pane, painter, chosen) {
    super("chosen", pane);
    this.painter = painter;
    this.chosen = chosen;
  }

  /**
   * @override
   * @param {View} view
   */
  extent(view) {
    const { radius, halo_width: wide } = this.painter.document.chosen;
    const grown = this.chosen().map(({ world: [x, y], size }) => {
      /** @type {import("../features/geometry.js").Box} */
      const box = [x, y, x, y];
      return { box, margin: Math.max(radius, size) + 2 * wide };
    });
    return pixelsOf(grown, view);
  }

  /**
   * @override
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   */
  paint(context, { scale, x: left, y: top }) {
    for (const { world: [x, y], size } of this.chosen()) {
      this.painter.chosen(context, x * scale - left, y * scale - top, size);
    }
  }
}
