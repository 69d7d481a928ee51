/* Paints what a layer shows as areas and lines, lines with arrows side by side where they have a leg in common. */
import { banded } from "../../rules/banding.js";
import { bundled } from "../../rules/bundling.js";
import { pixels, trace } from "../features/geometry.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../features/geometry.js").View} View */
/** @typedef {import("../features/items.js").PlacedItem} PlacedItem */
/** @typedef {Map<PlacedItem, number[][]>} Courses Where lines run, in pixels: x and y in turns. */

/**
 * The areas and lines of a layer, in drawing order.
 * @param {CanvasRenderingContext2D} context
 * @param {EvidenceLayer} layer
 * @param {PlacedItem[]} items
 * @param {View} view
 */
export function paintShapes(context, layer, items, view) {
  const courses = layer.courses(items, view);
  const bands = bandsOf(layer, items, "area");
  for (const item of items) {
    if (item.shape.kind === "area") paintArea(context, layer, item, view, bands.get(item));
    else if (item.shape.kind === "line") paintLine(context, layer, item, view, courses.get(item));
  }
}

/**
 * The parts of those areas or dots that share their ground with others.
 * @param {EvidenceLayer} layer
 * @param {PlacedItem[]} items
 * @param {"area" | "point"} kind
 * @returns {Map<PlacedItem, import("../../rules/banding.js").Band | null>}
 */
export function bandsOf(layer, items, kind) {
  const own = layer.written.length ? items.filter(({ shape }) => shape.kind === kind) : [];
  const bands = banded(
    own.map(({ properties: { place, district }, look }) => ({
      district: String(place || district || ""),
      look,
    })),
  );
  return new Map(bands.flatMap((band, i) => band?.[1] === 1 ? [] : [[own[i], band]]));
}

/**
 * Where lines run beside each other.
 * @param {PlacedItem[]} items
 * @param {View} view
 * @param {{ bundle_near: number, bundle_step: number }} line How near lines are one bundle, and how far apart in it.
 * @returns {Courses}
 */
export function coursesOf(items, view, { bundle_near: near, bundle_step: step }) {
  const parts = items.flatMap((item) =>
    item.shape.parts.map((part) => ({ item, course: pixels(part, view) }))
  );
  /** @type {Courses} */
  const found = new Map();
  bundled(parts.map(({ course }) => course), near, step).forEach((course, i) => {
    const { item } = parts[i];
    found.set(item, [...(found.get(item) ?? []), course]);
  });
  return found;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {EvidenceLayer} layer
 * @param {PlacedItem} item
 * @param {View} view
 * @param {import("../../rules/banding.js").Band | null} [band] Of its ground, if it is not all its own; null = none.
 */
function paintArea(context, layer, { id, shape, look, state }, view, band) {
  if (band === null || !layer.inView(shape.box, view)) return;
  context.save();
  if (band) clipTo(context, band, shape.box, view, layer.painter.document.area.band_width);
  trace(context, shape, view);
  layer.painter.area(context, look, state, layer.selected.has(id));
  context.restore();
}

/**
 * Lets paint only into every so manieth level band over a box.
 * @param {CanvasRenderingContext2D} context
 * @param {import("../../rules/banding.js").Band} band
 * @param {import("../features/geometry.js").Box} box
 * @param {View} view
 * @param {number} wide
 */
function clipTo(context, [band, of], [west, north, east, south], { scale, x, y }, wide) {
  const [left, right] = [west * scale - x - wide, east * scale - x + wide];
  const step = wide * of;
  context.beginPath();
  for (let row = Math.floor((north * scale - y) / step) - 1; row * step < south * scale - y; row += 1) {
    context.rect(left, row * step + band * wide, right - left, wide);
  }
  context.clip();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {EvidenceLayer} layer
 * @param {PlacedItem} item
 * @param {View} view
 * @param {number[][]} [courses] Where it runs, if not on its own course.
 */
function paintLine(context, layer, item, view, courses) {
  const { painter } = layer;
  const { id, shape, look, state } = item;
  if (!layer.inView(shape.box, view, painter.document.line.corridor_limit)) return;
  trace(context, shape, view);
  painter.corridor(context, look, state, layer.halfWidth(item, view));
  if (courses) {
    context.beginPath();
    for (const course of courses) {
      for (let i = 0; i < course.length; i += 2) {
        context[i ? "lineTo" : "moveTo"](course[i], course[i + 1]);
      }
    }
  }
  painter.line(context, look, state, layer.selected.has(id));
  for (const course of courses ?? []) {
    for (let i = 2; i < course.length; i += 2) {
      const [ax, ay, bx, by] = course.slice(i - 2, i + 2);
      painter.arrow(context, look, state, [ax, ay], [bx, by]);
    }
  }
}
