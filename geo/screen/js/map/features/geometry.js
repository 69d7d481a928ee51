/* GeoJSON geometry in Web Mercator "world" units (256 at zoom 0): projected once, then only scaled and shifted. */
import { kindOf } from "../../rules/drawing.js";

/** @typedef {[x: number, y: number]} World A place in world units, y down. */
/** @typedef {[left: number, top: number, right: number, bottom: number]} Box In world units. */
/** @typedef {{ scale: number, x: number, y: number }} View Maps world units to pixels: x * scale - view.x. */
/** @typedef {{ min: { x: number, y: number }, max: { x: number, y: number } }} Rectangle In pixels. */
/** @typedef {Exclude<import("../../rules/drawing.js").Kind, "">} Kind */
/**
 * @typedef {object} Shape
 * @property {Kind} kind
 * @property {Float64Array[]} parts Each x, y, x, y, ...: the points of a line or ring, or one point.
 * @property {Box} box
 */
/** @typedef {{ type: string, coordinates: any } | null} Geometry As in GeoJSON. */

const EQUATOR_M = 40075016.686;
const WORLD = 256;

/**
 * @param {number[]} position Longitude and latitude in degrees.
 * @returns {World}
 */
export function toWorld([lon, lat]) {
  const sine = Math.sin((lat * Math.PI) / 180);
  return [WORLD * (lon / 360 + 0.5), WORLD * (0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))];
}

/**
 * Where the middle of a shape's box is, in degrees.
 * @param {Shape} shape
 * @returns {[lat: number, lon: number]}
 */
export function centreOf({ box: [left, top, right, bottom] }) {
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * y / WORLD))) * 180 / Math.PI;
  return [lat, (x / WORLD - 0.5) * 360];
}

/**
 * @param {number[][]} positions
 * @returns {Float64Array}
 */
function flat(positions) {
  const points = new Float64Array(positions.length * 2);
  positions.forEach((position, i) => points.set(toWorld(position), i * 2));
  return points;
}

/**
 * How the coordinates of a geometry fall into parts.
 * @type {Record<string, (coordinates: any) => number[][][]>}
 */
const PARTS = {
  Point: (c) => [[c]],
  MultiPoint: (c) => c.map((/** @type {number[]} */ one) => [one]),
  LineString: (c) => [c],
  MultiLineString: (c) => c,
  Polygon: (c) => c,
  MultiPolygon: (c) => c.flat(),
};

/**
 * The shape of a geometry, or null when it has no place.
 * @param {Geometry} geometry
 * @returns {Shape | null}
 */
export function shapeOf(geometry) {
  const kind = kindOf(geometry?.type);
  if (!geometry || !kind) return null;
  const parts = PARTS[geometry.type](geometry.coordinates).map(flat);
  /** @type {Box} */
  const box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const part of parts) {
    for (let i = 0; i < part.length; i += 2) {
      box[0] = Math.min(box[0], part[i]);
      box[1] = Math.min(box[1], part[i + 1]);
      box[2] = Math.max(box[2], part[i]);
      box[3] = Math.max(box[3], part[i + 1]);
    }
  }
  return { kind, parts, box };
}

/**
 * A part of a shape in pixels.
 * @param {Float64Array} part
 * @param {View} view
 */
export function pixels(part, view) {
  return Array.from(part, (value, i) => value * view.scale - (i % 2 ? view.y : view.x));
}

/**
 * Starts a path of the shape on a context.
 * @param {CanvasRenderingContext2D} context
 * @param {Shape} shape
 * @param {View} view
 */
export function trace(context, shape, view) {
  context.beginPath();
  for (const part of shape.parts) {
    for (let i = 0; i < part.length; i += 2) {
      const x = part[i] * view.scale - view.x;
      const y = part[i + 1] * view.scale - view.y;
      if (i) context.lineTo(x, y);
      else context.moveTo(x, y);
    }
    if (shape.kind === "area") context.closePath();
  }
}

/**
 * @param {number} px
 * @param {number} py
 * @param {number} ax
 * @param {number} ay
 * @param {number} bx
 * @param {number} by
 */
function segmentDistance(px, py, ax, ay, bx, by) {
  const dx = bx - ax;
  const dy = by - ay;
  const t = Math.max(0, Math.min(1, ((px - ax) * dx + (py - ay) * dy) / (dx * dx + dy * dy || 1)));
  return Math.hypot(px - ax - t * dx, py - ay - t * dy);
}

/**
 * Whether a place lies in an area.
 * @param {Shape} area
 * @param {number} x
 * @param {number} y
 */
export function contains({ parts, box: [left, top, right, bottom] }, x, y) {
  if (x < left || x > right || y < top || y > bottom) return false;
  let inside = false;
  for (const part of parts) {
    for (let i = 0, j = part.length - 2; i < part.length; j = i, i += 2) {
      if (part[i + 1] > y === part[j + 1] > y) continue;
      const cross = ((part[j] - part[i]) * (y - part[i + 1])) / (part[j + 1] - part[i + 1]) + part[i];
      if (x < cross) inside = !inside;
    }
  }
  return inside;
}

/**
 * Distance in world units from a place to the shape; 0 inside an area.
 * @param {Shape} shape
 * @param {number} x
 * @param {number} y
 */
export function distanceTo(shape, x, y) {
  if (shape.kind === "area" && contains(shape, x, y)) return 0;
  let nearest = Infinity;
  for (const part of shape.parts) {
    if (shape.kind === "point") {
      nearest = Math.min(nearest, Math.hypot(part[0] - x, part[1] - y));
      continue;
    }
    const start = shape.kind === "area" ? 0 : 2;
    for (let i = start, j = start ? 0 : part.length - 2; i < part.length; j = i, i += 2) {
      nearest = Math.min(nearest, segmentDistance(x, y, part[j], part[j + 1], part[i], part[i + 1]));
    }
  }
  return nearest;
}

/**
 * Ground metres per world unit at the latitude of world y.
 * @param {number} y
 */
export function metresPerWorldUnit(y) {
  const lat = 2 * Math.atan(Math.exp(Math.PI * (1 - y / 128))) - Math.PI / 2;
  return (EQUATOR_M / WORLD) * Math.cos(lat);
}

/**
 * The smallest box round some boxes.
 * @param {Box[]} boxes At least one.
 * @returns {Box}
 */
export function around(boxes) {
  return [
    Math.min(...boxes.map((box) => box[0])),
    Math.min(...boxes.map((box) => box[1])),
    Math.max(...boxes.map((box) => box[2])),
    Math.max(...boxes.map((box) => box[3])),
  ];
}

/**
 * Whether a box of the world, grown by `margin` pixels, touches a rectangle of pixels.
 * @param {Box} box
 * @param {View} view
 * @param {Rectangle} bounds
 * @param {number} [margin]
 */
export function touches(box, view, { min, max }, margin = 0) {
  return (
    box[2] * view.scale - view.x >= min.x - margin &&
    box[0] * view.scale - view.x <= max.x + margin &&
    box[3] * view.scale - view.y >= min.y - margin &&
    box[1] * view.scale - view.y <= max.y + margin
  );
}

/**
 * The rectangle of whole pixels round some boxes of the world, each grown by its margin in pixels.
 * @param {{ box: Box, margin: number }[]} grown
 * @param {View} view
 * @returns {Rectangle} one of nothing has its ends exchanged
 */
export function pixelsOf(grown, view) {
  const min = { x: Infinity, y: Infinity };
  const max = { x: -Infinity, y: -Infinity };
  for (const { box, margin } of grown) {
    min.x = Math.min(min.x, Math.floor(box[0] * view.scale - view.x - margin));
    min.y = Math.min(min.y, Math.floor(box[1] * view.scale - view.y - margin));
    max.x = Math.max(max.x, Math.ceil(box[2] * view.scale - view.x + margin));
    max.y = Math.max(max.y, Math.ceil(box[3] * view.scale - view.y + margin));
  }
  return { min, max };
}

/**
 * What two rectangles have in common: an empty one at a corner of the second where that is nothing.
 * @param {Rectangle} one
 * @param {Rectangle} room
 * @returns {Rectangle}
 */
export function overlap(one, room) {
  const min = { x: Math.max(one.min.x, room.min.x), y: Math.max(one.min.y, room.min.y) };
  const max = { x: Math.min(one.max.x, room.max.x), y: Math.min(one.max.y, room.max.y) };
  return max.x > min.x && max.y > min.y ? { min, max } : { min: room.min, max: room.min };
}
