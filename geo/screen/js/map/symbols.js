/* Symbols of /api/look stamped as small bitmaps: drawn once per symbol, colour and state, then only copied. */
import { element } from "../shared/dom.js";

const stamps = new Map();
let library = { grid: 24, symbols: {} };
let look = null;

/** The document of /api/look; nothing is drawn before it is here. */
export function setLook(document) {
  look = document;
  library = document.symbols;
  stamps.clear();
}

function draw(context, symbol, style, size, stale) {
  const scale = size / library.grid;
  context.scale(scale, scale);
  context.lineJoin = "round";
  for (const part of symbol.paths) {
    const path = new Path2D(part.d);
    if (part.role === "glyph") {
      context.fillStyle = style.ink;
      context.fill(path);
      continue;
    }
    context.setLineDash([]);
    context.strokeStyle = look.ground.halo;
    context.lineWidth = (look.symbol.edge_width + 2 * look.symbol.casing_width) / scale;
    context.stroke(path);
    context.fillStyle = style.colour;
    context.globalAlpha = stale ? look.state.stale.opacity : 1;
    context.fill(path);
    context.globalAlpha = 1;
    context.strokeStyle = style.edge;
    context.lineWidth = look.symbol.edge_width / scale;
    if (stale) context.setLineDash([1.6 / scale, 1.6 / scale]);
    context.stroke(path);
    context.setLineDash([]);
  }
}

/** A canvas holding the symbol of `style` (from the layer's class), with 2 px of room on each side. */
export function stamp(style, size, stale = false) {
  const ratio = window.devicePixelRatio || 1;
  const key = [style.symbol, style.colour, style.edge, style.ink, size, stale, ratio].join("|");
  if (!stamps.has(key)) {
    const canvas = document.createElement("canvas");
    canvas.width = canvas.height = Math.ceil((size + 4) * ratio);
    const context = canvas.getContext("2d");
    context.scale(ratio, ratio);
    context.translate(2, 2);
    const symbol = library.symbols[style.symbol];
    draw(context, symbol, style, size, stale);
    stamps.set(key, canvas);
  }
  return stamps.get(key);
}

/** The same drawing as an <img>-free legend swatch. */
export function swatch(style, kind) {
  const size = 18;
  if (kind === "point") {
    const copy = stamp(style, size).cloneNode();
    copy.getContext("2d").drawImage(stamp(style, size), 0, 0);
    copy.style.width = copy.style.height = `${size + 4}px`;
    copy.setAttribute("aria-hidden", "true");
    return copy;
  }
  const canvas = element("canvas", { width: 52, height: 44, "aria-hidden": "true" });
  canvas.style.width = "26px";
  canvas.style.height = "22px";
  const context = canvas.getContext("2d");
  context.scale(2, 2);
  if (kind === "area") {
    context.fillStyle = areaFill(context, style, [style.colour, "#FFFFFF"]);
    context.globalAlpha = style.fill === "none" ? 0 : 0.55;
    context.fillRect(2, 4, 22, 14);
    context.globalAlpha = 1;
    context.setLineDash(dash(style.line));
    context.strokeStyle = style.colour;
    context.lineWidth = 1.6;
    context.strokeRect(2, 4, 22, 14);
  } else {
    context.beginPath();
    context.moveTo(1, 11);
    context.lineTo(25, 11);
    strokeLine(context, style, style.line, style.width);
  }
  return canvas;
}

export function dash(line) {
  return look.line[line] || [];
}

/** Strokes the current path as a line of `style`: its colour between two edges, or dots in the edge colour alone. */
export function strokeLine(context, style, line, width) {
  const dotted = line === "dotted";
  context.lineCap = dotted ? "round" : "butt";
  context.setLineDash(dash(line));
  context.strokeStyle = style.edge;
  context.lineWidth = dotted ? width : width + 2 * look.line.casing_width;
  context.stroke();
  if (!dotted) {
    context.strokeStyle = style.colour;
    context.lineWidth = width;
    context.stroke();
  }
  context.setLineDash([]);
}

/** Plain colour, or the diagonal hatch of two colours that says "contested". */
export function areaFill(context, style, colours) {
  if (style.fill !== "hatch") return colours[0];
  const key = `hatch|${colours.join("|")}`;
  if (!stamps.has(key)) {
    const tile = document.createElement("canvas");
    tile.width = tile.height = 12;
    const pen = tile.getContext("2d");
    pen.fillStyle = colours[1];
    pen.fillRect(0, 0, 12, 12);
    pen.strokeStyle = colours[0];
    pen.lineWidth = look.area.hatch_width;
    for (const shift of [-12, 0, 12]) {
      pen.beginPath();
      pen.moveTo(shift - 2, 14);
      pen.lineTo(shift + 14, -2);
      pen.stroke();
    }
    stamps.set(key, tile);
  }
  return context.createPattern(stamps.get(key), "repeat");
}
