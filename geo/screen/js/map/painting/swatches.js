/* Small pictures for legends: of a look, painted as on the map, and of the signs beside symbols. */
import { element } from "../../shared/dom.js";
import { contextOf, pixelRatio } from "./canvas.js";
import { outline } from "./outline.js";
import { ROOM } from "./painter.js";

/** @typedef {import("./look.js").Look} Look */
/** @typedef {import("./look.js").State} State */
/** @typedef {"pale" | "leader" | "badge" | "ring" | "bands" | "differs" | "confirmed"} Sign */
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
const LONG = 38; // px of a swatch of a line that bears a sign
const HEAD = 9; // px from its arrow to its end

/**
 * A small picture of a look in a state, painted as on the map.
 * @param {import("./painter.js").Painter} painter
 * @param {Look} look
 * @param {State} state
 * @returns {HTMLCanvasElement}
 */
export function swatch(painter, look, state) {
  const size = painter.document.symbol.legend_size;
  const { height } = SWATCH;
  const bears = look.kind === "line" && Boolean(look.symbol);
  const width = bears ? LONG : SWATCH.width;
  const [across, down] = look.kind === "point" ? [size + 2 * ROOM, size + 2 * ROOM] : [width, height];
  const sharp = look.kind === "point" ? pixelRatio() : 2;
  const pixels = { width: across * sharp, height: down * sharp };
  const canvas = element("canvas", { ...pixels, class: look.kind, "aria-hidden": "true" });
  canvas.style.width = `${across}px`;
  canvas.style.height = `${down}px`;
  const context = contextOf(canvas);
  context.scale(sharp, sharp);
  if (look.kind === "point") {
    // As large as on the map where that fits: dots of places are seen by their usual size.
    const own = Math.min(look.size, size);
    painter.symbol(context, { ...look, size: own }, state, across / 2, down / 2);
  } else if (look.kind === "area") {
    context.beginPath();
    context.rect(2, 4, width - 4, height - 8);
    // On the ground that it lies on, or a faint tint is lost on dark paper.
    context.fillStyle = painter.ground.land;
    context.fill();
    painter.area(context, look, state);
  } else {
    context.beginPath();
    context.moveTo(1, height / 2);
    context.lineTo(width - 1, height / 2);
    painter.line(context, look, state);
    // Longer than it looks, so that it has room for what stands on a line.
    const { arrow_from: arrow, glyph_from: glyph } = painter.document.line;
    const reach = Math.max(arrow, glyph);
    const middle = bears ? width - HEAD : width / 2;
    if (look.arrow) {
      painter.arrow(context, look, state, [middle - reach, height / 2], [middle + reach, height / 2]);
    }
  }
  return canvas;
}

/**
 * A small picture of a sign beside symbols.
 * @param {import("./painter.js").Painter} painter
 * @param {Sign} which
 * @returns {HTMLCanvasElement}
 */
export function sign(painter, which) {
  const { width, height } = SWATCH;
  const sharp = pixelRatio();
  const canvas = element("canvas", { width: width * sharp, height: height * sharp, "aria-hidden": "true" });
  Object.assign(canvas.style, { width: `${width}px`, height: `${height}px` });
  const context = contextOf(canvas);
  context.scale(sharp, sharp);
  const { label, border } = painter.ground;
  const [x, y] = [width / 2, height / 2];
  /** @type {Look} */
  const dot = { ...SIGN, fill: border, edge: label };
  if (which === "ring") painter.ring(context, { ...dot, size: 4 }, "current", x, y, 9);
  else if (which === "leader") {
    painter.leader(context, [5, height - 5], [width - 6, 6]);
    painter.symbol(context, dot, "current", width - 7, 7);
  } else if (which === "bands") {
    context.strokeStyle = label;
    context.strokeRect(2, 2, width - 4, height - 4);
    for (const [i, colour] of [border, painter.ground.land, border].entries()) {
      context.fillStyle = colour;
      context.fillRect(2, 2 + i * ((height - 4) / 3), width - 4, (height - 4) / 3);
    }
    painter.symbol(context, { ...dot, fill: painter.ground.land }, "current", x, y, 13, [0, 2]);
    painter.symbol(context, dot, "current", x, y, 13, [1, 2]);
  } else if (which === "differs" || which === "confirmed") {
    const { loud, quiet } = painter.document.differing;
    outline(context, which === "differs" ? loud : quiet, () => {
      context.beginPath();
      context.arc(x, y, 7, 0, 2 * Math.PI);
    });
  } else painter.symbol(context, { ...dot, size: 12 }, which === "pale" ? "stale" : "current", x - 3, y + 2);
  if (which === "badge") painter.count(context, 12, 3, x - 3, y + 2);
  return canvas;
}
