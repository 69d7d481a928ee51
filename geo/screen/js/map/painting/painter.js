/* Paints looks: symbols, lines and areas, on the map and in its legend alike. What a look is and what a state does to it
   comes resolved from the server; nothing here knows a layer, a class, a side or a grade. */
import { LETTERS } from "../../rules/blocks.js";
import { element } from "../../shared/dom.js";
import { inDigits } from "../../shared/words.js";
import { contextOf, pixelRatio } from "./canvas.js";
import { paintChip } from "./chips.js";
import { Hatches } from "./hatches.js";

/** @typedef {import("./look.js").Ground} Ground */
/** @typedef {import("./look.js").Look} Look */
/** @typedef {import("./look.js").LookDocument} LookDocument */
/** @typedef {import("./look.js").State} State */

/** Pixels of room round a symbol on its stamp, for the casing. */
export const ROOM = 2;
const SELECTED = { area: 3.5, line: 2.5 };
export class Painter {
  /** @type {Hatches} */
  #hatches;
  /**
   * Symbols drawn once for each look and state, then only copied.
   * @type {Map<string, HTMLCanvasElement>}
   */
  #stamps = new Map();

  /**
   * @param {LookDocument} document
   * @param {Ground} ground Its colours in the theme of the reader.
   */
  constructor(document, ground) {
    this.document = document;
    this.#hatches = new Hatches(document.area);
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
      context.fillStyle = pattern === "stripes" ? this.#hatches.pattern(context, look.hatch) : look.fill;
      context.fill("evenodd");
    }
    if (pattern === "lines" || pattern === "dots") {
      const { lines_opacity: lines, dots_opacity: dots } = this.document.area;
      context.globalAlpha = (pattern === "lines" ? lines : dots) * style.area_fill;
      context.fillStyle = this.#hatches.pattern(context, look.hatch);
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
   * An arrow head in the middle of a segment, where that has room for one, and before it the sign of what is carried.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {[x: number, y: number]} from
   * @param {[x: number, y: number]} to
   */
  arrow(context, look, state, [ax, ay], [bx, by]) {
    const { arrow, arrow_from: least } = this.document.line;
    const length = Math.hypot(bx - ax, by - ay);
    if (length < least) return;
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
    const { glyph_from: room, glyph_back: back } = this.document.line;
    if (!look.symbol || length < room) return;
    const share = back / length;
    this.#glyph(context, look, state, (ax + bx) / 2 - (bx - ax) * share, (ay + by) / 2 - (by - ay) * share);
  }

  /**
   * The sign of a symbol alone, on a disc.
   * @param {CanvasRenderingContext2D} context
   * @param {Look} look
   * @param {State} state
   * @param {number} x
   * @param {number} y
   */
  #glyph(context, look, state, x, y) {
    const { symbols: { grid, symbols }, symbol, line } = this.document;
    const scale = line.glyph_size / grid;
    context.save();
    context.translate(x, y);
    context.beginPath();
    context.arc(0, 0, line.glyph_radius, 0, 2 * Math.PI);
    // Light in either theme: the sign on it has the dark edge of its look.
    context.fillStyle = this.document.ground.halo;
    context.fill();
    context.globalAlpha = this.document.state[state].line;
    context.lineWidth = symbol.edge_width;
    context.strokeStyle = context.fillStyle = look.edge;
    context.stroke();
    // Of what is pale, too, the sign can be read.
    context.globalAlpha = 1;
    context.scale(scale, scale);
    context.translate(-grid / 2, -grid / 2);
    for (const { d, role } of symbols[look.symbol].paths) {
      if (role === "glyph") context.fill(new Path2D(d), "evenodd");
    }
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
   * @param {import("../../rules/banding.js").Band} [slice] Turned so that both holders of a contest are in it.
   */
  symbol(context, look, state, x, y, size = look.size, [slice, of] = [0, 1]) {
    if (look.letters) {
      const width = size * LETTERS;
      this.chip(context, look, [], state, [x - width / 2, y - size / 2, width], size);
      return;
    }
    const whole = size + 2 * ROOM;
    context.save();
    context.translate(x, y);
    if (of > 1) {
      const half = Math.PI / of;
      context.rotate(half * (2 * slice + 1));
      context.beginPath();
      context.moveTo(0, 0);
      context.arc(0, 0, whole, -Math.PI / 2 - half, -Math.PI / 2 + half);
      context.clip();
    }
    context.drawImage(this.#stamp(look, state, size), -whole / 2, -whole / 2, whole, whole);
    context.restore();
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
    context.font = "600 10px 'Noto Sans', 'Noto Sans Arabic', sans-serif";
    const text = inDigits(String(count));
    const width = Math.max(14, context.measureText(text).width + 7);
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
    context.fillText(text, across, down + 0.5);
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
    const { ground_dark: dark, hollow } = this.document;
    // On a dark ground what is hollow would be the brightest of all.
    const { fill, edge } = this.ground === dark && look.fill === hollow
      ? { fill: dark.land, edge: dark.border }
      : look;
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
      context.fillStyle = other ? look.hatch.split(" ")[2] : fill;
      context.globalAlpha = style.symbol_fill * (other ? symbol.other_half : 1);
      context.fill(path);
      context.globalAlpha = 1;
      context.strokeStyle = edge;
      context.lineWidth = symbol.edge_width / scale;
      if (style.dotted && size >= symbol.stale_dash_from) {
        context.setLineDash(symbol.stale_dash.map((length) => length / scale));
      }
      context.stroke(path);
      context.setLineDash([]);
    }
  }
}
