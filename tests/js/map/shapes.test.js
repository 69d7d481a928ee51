/** In which order areas and lines are painted, and where lines with arrows run. */
import assert from "node:assert/strict";
import { pen } from "../pen.js";
import { AT, feature, layerOf } from "../small_layer.js";

const { paintShapes } = await import("../../../geo/screen/js/map/painting/shapes.js");

const COURSE = [[10, 20], [20, 20]];

/** @param {boolean} arrow */
function painted(arrow) {
  const made = layerOf([
    feature("there", "LineString", COURSE, { look: 1 }),
    feature("back", "LineString", [...COURSE].reverse(), { look: 1 }),
    feature("area", "Polygon", [[[10, 10], [12, 10], [12, 12], [10, 10]]], { look: 2 }),
  ]);
  made.setMoment(AT, {});
  for (const item of made.items) item.look = { ...item.look, arrow };
  /** @type {string[]} */
  const noted = [];
  Object.assign(made.painter, {
    area: () => noted.push("area"),
    corridor: () => {},
    line: () => noted.push("line"),
    arrow: (/** @type {any[]} */ ...[, , , from]) => noted.push(`arrow from ${from[1].toFixed(1)}`),
  });
  paintShapes(pen().context, made, made.placed, made.view());
  return noted;
}

Deno.test("areas lie below lines", () => assert.deepEqual(painted(false), ["area", "line", "line"]));

Deno.test("lines with arrows run beside each other where they share a leg", () => {
  const arrows = painted(true).filter((text) => text.startsWith("arrow"));
  assert.equal(arrows.length, 2);
  assert.notEqual(arrows[0], arrows[1]);
});
