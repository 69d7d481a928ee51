/* What lies over an area: stripes, lines and dots, as patterns of a tile that is painted once. */
import { element } from "../../shared/dom.js";
import { contextOf } from "./canvas.js";

/** Pixels of a tile for one on the screen. */
const FINE = 2;

export class Hatches {
  /** @type {Map<string, HTMLCanvasElement>} */
  #tiles = new Map();

  /** @param {import("./look.js").LookDocument["area"]} area */
  constructor(area) {
    this.area = area;
  }

  /**
   * The pattern of a hatch.
   * @param {CanvasRenderingContext2D} context
   * @param {string} hatch
   * @returns {CanvasPattern}
   */
  pattern(context, hatch) {
    const [name] = hatch.split(" ");
    if (name === "stripes") return this.#stripes(context, hatch);
    return name === "lines" ? this.#lines(context, hatch) : this.#dots(context, hatch);
  }

  /**
   * A pattern of a tile that is painted once.
   * @param {CanvasRenderingContext2D} context
   * @param {string} hatch
   * @param {number} side Pixels of the tile.
   * @param {(pen: CanvasRenderingContext2D) => void} paint
   * @param {number} [angle] Degrees by which the tiles are turned; what lies in them rises to the right.
   * @returns {CanvasPattern}
   */
  #tiled(context, hatch, side, paint, angle = 0) {
    let tile = this.#tiles.get(hatch);
    if (!tile) {
      // Twice as fine as the screen, because dots are smaller than a pixel.
      tile = element("canvas", { width: side * FINE, height: side * FINE });
      const pen = contextOf(tile);
      pen.scale(FINE, FINE);
      paint(pen);
      this.#tiles.set(hatch, tile);
    }
    const pattern = /** @type {CanvasPattern} */ (context.createPattern(tile, "repeat"));
    pattern.setTransform(new DOMMatrix([1 / FINE, 0, 0, 1 / FINE, 0, 0]).rotate(-angle));
    return pattern;
  }

  /**
   * Lines of one colour at an angle in degrees, rising to the right.
   * @param {CanvasRenderingContext2D} context
   * @param {string} hatch
   */
  #lines(context, hatch) {
    const { lines_step: step, lines_width: width } = this.area;
    const [, angle, colour] = hatch.split(" ");
    return this.#tiled(context, hatch, step, (pen) => {
      pen.fillStyle = colour;
      pen.fillRect(0, 0, step, width);
    }, Number(angle));
  }

  /**
   * Dots of one colour.
   * @param {CanvasRenderingContext2D} context
   * @param {string} hatch
   */
  #dots(context, hatch) {
    const { dots_step: step, dots_radius: radius } = this.area;
    return this.#tiled(context, hatch, step, (pen) => {
      pen.fillStyle = hatch.split(" ")[1];
      pen.arc(step / 2, step / 2, radius, 0, 2 * Math.PI);
      pen.fill();
    });
  }

  /**
   * Stripes of two colours.
   * @param {CanvasRenderingContext2D} context
   * @param {string} hatch
   * @returns {CanvasPattern}
   */
  #stripes(context, hatch) {
    const { hatch_step: step, hatch_width: width, hatch_angle: angle, other_stripe: pale } = this.area;
    const [, first, second] = hatch.split(" ");
    return this.#tiled(context, hatch, step, (pen) => {
      pen.fillStyle = second;
      pen.globalAlpha = pale;
      pen.fillRect(0, width, step, step - width);
      pen.globalAlpha = 1;
      pen.fillStyle = first;
      pen.fillRect(0, 0, step, width);
    }, angle);
  }
}
