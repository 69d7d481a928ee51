/* What differs between two pictures, outlined on one of them: black on white, the ground together, points ringed. */
import { CanvasLayer } from "../layers/canvas_layer.js";
import { trace } from "../features/geometry.js";
import { INK, outline, PAPER } from "../painting/outline.js";
import { aboutOf } from "../features/pointing.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../features/items.js").Item} Item */
/** @typedef {import("../features/geometry.js").Shape} Shape */
/** @typedef {import("../features/geometry.js").View} View */
/** @typedef {{ id: string, layer: string, scope: string, change: string }} Mark A row of the answer. */
/** @typedef {import("../painting/outline.js").Pen} Pen */

export class OutlineLayer extends CanvasLayer {
  /** @type {Mark[]} */
  #marks = [];

  /**
   * @param {string} pane
   * @param {() => readonly EvidenceLayer[]} own layers of this map
   * @param {() => readonly EvidenceLayer[]} other layers of the other map
   * @param {(id: string) => Shape | undefined} district
   * @param {import("../painting/look.js").LookDocument["differing"]} look
   */
  constructor(pane, own, other, district, look) {
    super("differences", pane);
    this.own = own;
    this.other = other;
    this.district = district;
    this.look = look;
  }

  /** @param {Mark[]} marks */
  setMarks(marks) {
    this.#marks = marks;
    this.repaint();
  }

  get count() {
    return this.#marks.length;
  }

  /**
   * @override
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   */
  paint(context, view) {
    context.lineJoin = "round";
    const { loud, quiet } = this.look;
    for (const [pen, marks] of [[quiet, this.#of(true)], [loud, this.#of(false)]]) {
      const districts = /** @type {Mark[]} */ (marks).filter(({ scope }) => scope === "district");
      this.#ground(context, view, districts, /** @type {Pen} */ (pen));
    }
    for (const mark of [...this.#of(true), ...this.#of(false)]) {
      if (mark.scope !== "district") this.#thing(context, view, mark, isQuiet(mark) ? quiet : loud);
    }
  }

  /** @param {boolean} quiet */
  #of(quiet) {
    return this.#marks.filter((mark) => isQuiet(mark) === quiet);
  }

  /**
   * One outline round all districts, outside of them: what is drawn within is taken away again.
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   * @param {Mark[]} marks
   * @param {Pen} pen
   */
  #ground(context, view, marks, pen) {
    const shapes = marks.flatMap(({ id }) => this.district(id) ?? []);
    for (const [colour, width] of /** @type {const} */ ([[PAPER, pen.halo_width], [INK, pen.width]])) {
      for (const shape of shapes) {
        trace(context, shape, view);
        context.setLineDash(pen.dash);
        context.strokeStyle = colour;
        context.lineWidth = 2 * width;
        context.stroke();
      }
    }
    context.setLineDash([]);
    context.globalCompositeOperation = "destination-out";
    for (const shape of shapes) {
      trace(context, shape, view);
      context.fill("evenodd");
    }
    context.globalCompositeOperation = "source-over";
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   * @param {Mark} mark
   * @param {Pen} pen
   */
  #thing(context, view, mark, pen) {
    const spots = this.#spots(view, mark);
    for (const [x, y, radius] of spots) {
      outline(context, pen, () => {
        context.beginPath();
        context.arc(x, y, radius, 0, 2 * Math.PI);
      });
    }
    if (spots.length) return;
    const item = found(this.own(), mark) ?? found(this.other(), mark);
    const shape = item?.shape;
    if (shape?.kind === "point") {
      const [x, y] = [shape.parts[0][0] * view.scale - view.x, shape.parts[0][1] * view.scale - view.y];
      outline(context, pen, () => {
        context.beginPath();
        context.arc(x, y, this.look.alone, 0, 2 * Math.PI);
      });
    } else if (shape) outline(context, pen, () => trace(context, shape, view));
  }

  /**
   * Where the symbols stand that show a thing on this map, with the radius of the ring round each.
   * @param {View} view
   * @param {Mark} mark
   * @returns {[x: number, y: number, radius: number][]}
   */
  #spots(view, mark) {
    return this.own().filter(({ id }) => id === mark.layer).flatMap((layer) =>
      layer.symbols.filter(({ items }) => items.some((item) => isMeant(item, mark))).map((symbol) => {
        const [x, y] = layer.position(symbol, view);
        return /** @type {[number, number, number]} */ ([x, y, symbol.size / 2 + this.look.gap]);
      })
    );
  }
}

/** @param {Mark} mark */
function isQuiet({ change }) {
  return change.endsWith("confirmed");
}

/**
 * @param {readonly EvidenceLayer[]} layers
 * @param {Mark} mark
 */
function found(layers, mark) {
  return layers.find(({ id }) => id === mark.layer)?.items.find((item) =>
    isMeant(item, mark) && (item.shape?.kind === "point" || mark.scope === "feature")
  );
}

/**
 * @param {Item} item
 * @param {Mark} mark
 */
function isMeant({ id, properties }, mark) {
  return mark.scope === "feature" ? id === mark.id : aboutOf(properties) === mark.id;
}
