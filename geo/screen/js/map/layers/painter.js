/* Paints looks: symbols, lines and areas, on the map and in its legend alike. What a look is and what a state does to it
   comes resolved from the server; nothing here knows a layer, a class, a side or a grade. */
import { LETTERS } from "../../rules/blocks.js";
import { element } from "../../shared/dom.js";
import { paintChip } from "./chips.js";

/** @typedef {import("../../rules/dating.js").State} State */
/** @typedef {[across: number, down: number]} Offset In pixels. */
/**
 * @typedef {object} Look
 * @property {"point" | "line" | "area"} kind
 * @property {string} symbol Its name, "" where it is no point.
 * @property {number} size Pixels of the symbol.
 * @property {string} fill Colour; "" = none.
 * @property {string} edge
 * @property {string} ink Of the glyph on the fill; of an area, the core of a double edge, "" = a single one.
 * @property {string} hatch What lies over an area or divides a symbol: "stripes #AAAAAA #BBBBBB", "lines 45 #AAAAAA",
 *   "dots #AAAAAA", "halves #AAAAAA #BBBBBB", or "".
 * @property {string} line solid, dashed or dotted.
 * @property {number} width Pixels.
 * @property {number} tint Opacity of the fill of an area, before that of its state.
 * @property {boolean} arrow Whether a line shows its direction.
 * @property {string} [letters] Of the country whose chip it is.
 * @property {number[]} [faces] Of a chip, places of what the legend shows: whose it is, and what.
 */
/**
 * @typedef {object} StateStyle Opacities of what is painted in a state, and whether its edges and lines are dotted.
 * @property {number} area_fill
 * @property {number} area_edge
 * @property {number} line
 * @property {number} corridor
 * @property {number} symbol_fill
 * @property {number} ring
 * @property {boolean} dotted
 */
/** @typedef {{ sea: string, land: string, neighbours: string, border: string, district: string, label: string, halo: string }} Ground */
/** @typedef {{ paths: { d: string, role: string }[] }} SymbolPaths */
/**
 * @typedef {object} Screen What the map and the picture that stands before it share.
 * @property {[west: number, south: number, east: number, north: number]} libya
 * @property {number} above
 * @property {number} district_width
 * @property {number} border_width
 * @property {number} home_width
 * @property {{ name_en: string, name_ar: string, at: [number, number] }} sea
 * @property {{ place: TypeStyle[] } & Record<"feature" | "area" | "country" | "sea", TypeStyle>} type
 */
/** @typedef {{ size: number, weight: number, height: number }} TypeStyle Of a name, a place by its rank. */
/**
 * @typedef {object} LookDocument What /api/look says.
 * @property {Ground} ground
 * @property {Ground} ground_dark
 * @property {{ edge_width: number, casing_width: number, stale_dash: number[], stale_dash_from: number, other_half: number, legend_size: number }} symbol
 * @property {{ dash: number[], width: number, from_share: number, widest_m: number }} ring
 * @property {{ casing_width: number, dashed: number[], dotted: number[], dashdot: number[], dense: number[], long: number[], corridor_from: number, corridor_limit: number, arrow_from: number, arrow: Offset[] }} line
 * @property {{ hatch_width: number, hatch_step: number, hatch_angle: number, other_stripe: number, lines_width: number, lines_step: number, lines_opacity: number, dots_radius: number, dots_step: number, dots_opacity: number }} area
 * @property {{ halo_width: number }} label
 * @property {Screen} screen
 * @property {{ width: number, halo_width: number }} leader
 * @property {{ radius: number, width: number, halo_width: number }} chosen
 * @property {{ importance: number[], smallest: number, small_until: number, full_from: number }} zoom
 * @property {import("./sketch_layer.js").SketchLook} sketch
 * @property {Record<State, StateStyle>} state
 * @property {import("./chips.js").ChipLook} chip
 * @property {{ grid: number, symbols: Record<string, SymbolPaths> }} symbols
 */

/** Pixels of room round a symbol on its stamp, for the casing. */
const ROOM = 2;
/** Pixels of a tile for one on the screen. */
const FINE = 2;
const SELECTED = { area: 3.5, line: 2.5 };
/** @typedef {"pale" | "leader" | "badge" | "ring"} Sign */
/**
 * What a sign is shown at.
 * @type {Look}
 */
const SIGN = {
  kind: "point",
  symbol: "dot",
  size: 9,
  fill: "",
  edge: "",
  ink: "",
  hatch: "",
  line: "solid",
  width: 0,
  tint: 1,
  arrow: false,
};
/** Pixels of a swatch of a line or area. */
const SWATCH = { width: 26, height: 22 };

export class Painter {
  /**
   * Symbols and hatches drawn once for each look and state, then only copied.
   * @type {Map<string, HTMLCanvasElement>}
   */
  #stamps = new Map();

  /**
   * @param {LookDocument} document
   * @param {Ground} ground Its colours in the theme of the reader.
   */
  constructor(document, ground) {
    this.document = document;
    this.ground = ground;
  }

  /**
   * @param {string} line solid, dashed, dotted, dashdot, dense or long.
   * @returns {number[]}
   */
  #dash(line) {
    const { dashed, dotted, dashdot, dense, long } = this.document.line;
    /** @type {Record<string, number[]>} */
    const dashes = { dashed, dotted, dashdot, dense, long };
    return dashes[line] ?? [];
  }

  /**
   * Fills and strokes the current path as an area.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {boolean} [selected]
   */
  area(context, look, state, selected = false) {
    const style = this.document.state[state];
    const [pattern] = look.hatch.split(" ");
    if (look.fill || pattern === "stripes") {
      context.globalAlpha = look.tint * style.area_fill;
      context.fillStyle = pattern === "stripes" ? this.#stripes(context, look.hatch) : look.fill;
      context.fill("evenodd");
    }
    if (pattern === "lines" || pattern === "dots") {
      const { lines_opacity: lines, dots_opacity: dots } = this.document.area;
      context.globalAlpha = (pattern === "lines" ? lines : dots) * style.area_fill;
      context.fillStyle = pattern === "lines"
        ? this.#lines(context, look.hatch)
        : this.#dots(context, look.hatch);
      context.fill("evenodd");
    }
    context.globalAlpha = style.area_edge;
    context.strokeStyle = look.edge;
    const width = selected ? SELECTED.area : look.width;
    context.lineWidth = look.ink ? width + 2 * this.document.line.casing_width : width;
    context.setLineDash(this.#dash(style.dotted ? "dotted" : look.line));
    context.stroke();
    if (look.ink) {
      context.strokeStyle = look.ink;
      context.lineWidth = width;
      context.stroke();
    }
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /**
   * Strokes the current path as a line: its colour between two edges, or dots in the edge colour alone.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {boolean} [selected]
   */
  line(context, look, state, selected = false) {
    const style = this.document.state[state];
    // What is stale is pale; its dash still says what it carries.
    const { line } = look;
    const width = look.width + (selected ? SELECTED.line : 0);
    const dotted = line === "dotted";
    context.globalAlpha = style.line;
    context.lineJoin = "round";
    context.lineCap = dotted ? "round" : "butt";
    context.setLineDash(this.#dash(line));
    context.strokeStyle = look.edge;
    const cased = !dotted && look.edge !== look.fill;
    context.lineWidth = cased ? width + 2 * this.document.line.casing_width : width;
    context.stroke();
    if (cased) {
      context.strokeStyle = look.fill;
      context.lineWidth = width;
      context.stroke();
    }
    context.setLineDash([]);
    context.lineCap = "butt";
    context.globalAlpha = 1;
  }

  /**
   * Strokes the current path as wide as the doubt about where it runs.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {number} half Pixels to each side.
   */
  corridor(context, look, state, half) {
    if (half <= this.document.line.corridor_from) return;
    context.globalAlpha = this.document.state[state].corridor;
    context.lineJoin = context.lineCap = "round";
    context.strokeStyle = look.fill;
    context.lineWidth = half * 2;
    context.stroke();
    context.lineCap = "butt";
    context.globalAlpha = 1;
  }

  /**
   * An arrow head in the middle of a segment, where that has room for one.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {[x: number, y: number]} from
   * @param {[x: number, y: number]} to
   */
  arrow(context, look, state, [ax, ay], [bx, by]) {
    const { arrow, arrow_from: least } = this.document.line;
    if (Math.hypot(bx - ax, by - ay) < least) return;
    context.save();
    context.globalAlpha = this.document.state[state].line;
    context.fillStyle = look.edge;
    context.translate((ax + bx) / 2, (ay + by) / 2);
    context.rotate(Math.atan2(by - ay, bx - ax));
    context.beginPath();
    for (const [x, y] of arrow) context.lineTo(x, y);
    context.closePath();
    context.fill();
    context.restore();
  }

  /**
   * A ring as wide as the doubt about where a symbol stands, unless the symbol hides it.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {number} x
   * @param {number} y
   * @param {number} radius
   */
  ring(context, look, state, x, y, radius) {
    const { dash, width, from_share: share } = this.document.ring;
    if (radius <= look.size * share) return;
    context.beginPath();
    context.arc(x, y, radius, 0, 2 * Math.PI);
    context.setLineDash(dash);
    // On a dark ground a dark edge would not be seen.
    context.strokeStyle = this.ground === this.document.ground_dark ? this.ground.label : look.edge;
    context.globalAlpha = this.document.state[state].ring;
    context.lineWidth = width;
    context.stroke();
    context.setLineDash([]);
    context.globalAlpha = 1;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {number} x
   * @param {number} y
   * @param {number} [size] Pixels.
   */
  symbol(context, look, state, x, y, size = look.size) {
    if (look.letters) {
      const width = size * LETTERS;
      this.chip(context, look, [], state, [x - width / 2, y - size / 2, width], size);
      return;
    }
    const whole = size + 2 * ROOM;
    context.drawImage(this.#stamp(look, state, size), x - whole / 2, y - whole / 2, whole, whole);
  }

  /**
   * A chip: the letters of a country, then a glyph for each kind.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {string[]} glyphs Names of symbols.
   * @param {State} state
   * @param {[x: number, y: number, width: number]} place Its upper left corner and width.
   * @param {number} height
   */
  chip(context, look, glyphs, state, place, height) {
    paintChip(context, this, look, glyphs, state, place, height);
  }

  /**
   * A ring round the true point of what is selected.
   * @param {CanvasRenderingContext2D} context
   * @param {number} x
   * @param {number} y
   * @param {number} size Pixels of its symbol.
   */
  chosen(context, x, y, size) {
    const { chosen } = this.document;
    const { width, halo_width: wide } = chosen;
    context.beginPath();
    context.arc(x, y, Math.max(chosen.radius, size / 2 + wide), 0, 2 * Math.PI);
    this.#twice(context, wide, width);
  }

  /**
   * A line from the true point of a symbol that is moved aside to it.
   * @param {CanvasRenderingContext2D} context
   * @param {[x: number, y: number]} from
   * @param {[x: number, y: number]} to
   */
  leader(context, from, to) {
    const { width, halo_width: wide } = this.document.leader;
    context.beginPath();
    context.moveTo(...from);
    context.lineTo(...to);
    this.#twice(context, wide, width);
  }

  /**
   * Strokes the current path in the ink of this theme on a wider halo.
   * @param {CanvasRenderingContext2D} context
   * @param {number} wide
   * @param {number} width
   */
  #twice(context, wide, width) {
    context.strokeStyle = this.ground.halo;
    context.lineWidth = wide;
    context.stroke();
    context.strokeStyle = this.ground.label;
    context.lineWidth = width;
    context.stroke();
  }

  /**
   * How many features a symbol stands for, at its upper right.
   * @param {CanvasRenderingContext2D} context
   * @param {number} size Pixels of the symbol.
   * @param {number} count
   * @param {number} x
   * @param {number} y
   */
  count(context, size, count, x, y) {
    const [across, down] = [x + size / 2 - 1, y - size / 2 + 1];
    context.font = "600 10px 'Noto Sans', sans-serif";
    const width = Math.max(14, context.measureText(String(count)).width + 7);
    context.beginPath();
    context.roundRect(across - width / 2, down - 7, width, 14, 7);
    context.fillStyle = "#FFFFFF";
    context.fill();
    context.lineWidth = 1;
    context.strokeStyle = "#3A3A36";
    context.stroke();
    context.fillStyle = "#1B1B19";
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(count), across, down + 0.5);
  }

  /**
   * A small picture of a look in a state, painted as on the map.
   * @param {Look} look
   * @param {State} state
   * @returns {HTMLCanvasElement}
   */
  swatch(look, state) {
    const size = this.document.symbol.legend_size;
    const { width, height } = SWATCH;
    const [across, down] = look.kind === "point" ? [size + 2 * ROOM, size + 2 * ROOM] : [width, height];
    const sharp = look.kind === "point" ? pixelRatio() : 2;
    const canvas = element("canvas", { width: across * sharp, height: down * sharp, "aria-hidden": "true" });
    canvas.style.width = `${across}px`;
    canvas.style.height = `${down}px`;
    const context = contextOf(canvas);
    context.scale(sharp, sharp);
    if (look.kind === "point") {
      // As large as on the map where that fits: dots of places are seen by their usual size.
      const own = Math.min(look.size, size);
      this.symbol(context, { ...look, size: own }, state, across / 2, down / 2);
    } else if (look.kind === "area") {
      context.beginPath();
      context.rect(2, 4, width - 4, height - 8);
      this.area(context, look, state);
    } else {
      context.beginPath();
      context.moveTo(1, height / 2);
      context.lineTo(width - 1, height / 2);
      this.line(context, look, state);
      // Longer than it looks, so that it has room for an arrow.
      const reach = this.document.line.arrow_from;
      const middle = width / 2;
      if (look.arrow) {
        this.arrow(context, look, state, [middle - reach, height / 2], [middle + reach, height / 2]);
      }
    }
    return canvas;
  }

  /**
   * A small picture of a sign beside symbols.
   * @param {Sign} sign
   * @returns {HTMLCanvasElement}
   */
  sign(sign) {
    const { width, height } = SWATCH;
    const sharp = pixelRatio();
    const canvas = element("canvas", { width: width * sharp, height: height * sharp, "aria-hidden": "true" });
    Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
    const context = contextOf(canvas);
    context.scale(sharp, sharp);
    const { label, border } = this.ground;
    const [x, y] = [width / 2, height / 2];
    /** @type {Look} */
    const dot = { ...SIGN, fill: border, edge: label };
    if (sign === "ring") this.ring(context, { ...dot, size: 4 }, "current", x, y, 9);
    else if (sign === "leader") {
      this.leader(context, [5, height - 5], [width - 6, 6]);
      this.symbol(context, dot, "current", width - 7, 7);
    } else this.symbol(context, { ...dot, size: 12 }, sign === "pale" ? "stale" : "current", x - 3, y + 2);
    if (sign === "badge") this.count(context, 12, 3, x - 3, y + 2);
    return canvas;
  }

  /**
   * A canvas with a symbol and some room on each side.
   * @param {Look} look
   * @param {State} state
   * @param {number} size
   * @returns {HTMLCanvasElement}
   */
  #stamp(look, state, size) {
    const ratio = pixelRatio();
    const key = [look.symbol, look.fill, look.edge, look.ink, look.hatch, size, state, ratio].join("|");
    const held = this.#stamps.get(key);
    if (held) return held;
    const canvas = element("canvas");
    canvas.width = canvas.height = Math.ceil((size + 2 * ROOM) * ratio);
    const context = contextOf(canvas);
    context.scale(ratio, ratio);
    context.translate(ROOM, ROOM);
    this.#draw(context, look, state, size);
    this.#stamps.set(key, canvas);
    return canvas;
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {number} size
   */
  #draw(context, look, state, size) {
    const { symbol, symbols: { grid, symbols } } = this.document;
    const style = this.document.state[state];
    const scale = size / grid;
    context.scale(scale, scale);
    context.lineJoin = "round";
    for (const { d, role } of symbols[look.symbol].paths) {
      const path = new Path2D(d);
      if (role === "glyph") {
        context.fillStyle = look.ink;
        context.fill(path);
        continue;
      }
      context.strokeStyle = this.ground.halo;
      context.lineWidth = (symbol.edge_width + 2 * symbol.casing_width) / scale;
      context.stroke(path);
      const other = role === "other";
      // What is pale is mixed with the ground's halo, so that no wash shines through it.
      context.fillStyle = this.ground.halo;
      context.fill(path);
      context.fillStyle = other ? look.hatch.split(" ")[2] : look.fill;
      context.globalAlpha = style.symbol_fill * (other ? symbol.other_half : 1);
      context.fill(path);
      context.globalAlpha = 1;
      context.strokeStyle = look.edge;
      context.lineWidth = symbol.edge_width / scale;
      if (style.dotted && size >= symbol.stale_dash_from) {
        context.setLineDash(symbol.stale_dash.map((length) => length / scale));
      }
      context.stroke(path);
      context.setLineDash([]);
    }
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
    let tile = this.#stamps.get(hatch);
    if (!tile) {
      // Twice as fine as the screen, because dots are smaller than a pixel.
      tile = element("canvas", { width: side * FINE, height: side * FINE });
      const pen = contextOf(tile);
      pen.scale(FINE, FINE);
      paint(pen);
      this.#stamps.set(hatch, tile);
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
    const { lines_step: step, lines_width: width } = this.document.area;
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
    const { dots_step: step, dots_radius: radius } = this.document.area;
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
    const { hatch_step: step, hatch_width: width, hatch_angle: angle, other_stripe: pale } =
      this.document.area;
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
