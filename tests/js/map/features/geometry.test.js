/** Shapes in world units. */
import assert from "node:assert/strict";
import {
  around,
  contains,
  distanceTo,
  metresPerWorldUnit,
  overlap,
  pixelsOf,
  shapeOf,
  touches,
  toWorld,
  trace,
} from "../../../../geo/screen/js/map/features/geometry.js";
import { pen } from "../../pen.js";

/** @typedef {import("../../../../geo/screen/js/map/features/geometry.js").Shape} Shape */

const SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]];
const HOLE = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]];

/**
 * @param {string} type
 * @param {any} coordinates
 * @returns {Shape}
 */
function shape(type, coordinates) {
  const made = shapeOf({ type, coordinates });
  assert.ok(made);
  return made;
}

Deno.test("the world is 256 units wide, and its middle is at 0, 0", () => {
  assert.deepEqual(toWorld([0, 0]), [128, 128]);
  assert.deepEqual(toWorld([-180, 0]), [0, 128]);
  assert.ok(toWorld([0, 32])[1] < 128, "north is up");
});

Deno.test("every type of geometry has its parts, and what has no place is no shape", () => {
  /** @type {[string, any, string, number][]} */
  const types = [
    ["Point", [1, 2], "point", 1],
    ["MultiPoint", [[1, 2], [3, 4]], "point", 2],
    ["LineString", SQUARE, "line", 1],
    ["MultiLineString", [SQUARE, HOLE], "line", 2],
    ["Polygon", [SQUARE, HOLE], "area", 2],
    ["MultiPolygon", [[SQUARE, HOLE], [HOLE]], "area", 3],
  ];
  for (const [type, coordinates, kind, parts] of types) {
    const made = shape(type, coordinates);
    assert.deepEqual([made.kind, made.parts.length], [kind, parts], type);
  }
  assert.equal(shapeOf(null), null);
  assert.equal(shapeOf({ type: "GeometryCollection", coordinates: [] }), null);
});

Deno.test("the box holds all parts", () => {
  const { box } = shape("MultiPoint", [[0, 0], [90, 45]]);
  assert.deepEqual(box, [128, toWorld([0, 45])[1], 192, 128]);
  assert.deepEqual(around([box, [0, 100, 130, 200]]), [0, box[1], 192, 200]);
});

Deno.test("distance is 0 inside an area but not in its hole, and to the nearest of several points", () => {
  const area = shape("Polygon", [SQUARE, HOLE]);
  assert.equal(distanceTo(area, ...toWorld([2, 2])), 0);
  assert.ok(distanceTo(area, ...toWorld([5, 5])) > 0);
  const points = shape("MultiPoint", [[0, 0], [90, 0]]);
  assert.equal(distanceTo(points, 190, 128), 2);
  const line = shape("LineString", [[0, 0], [90, 0]]);
  assert.equal(distanceTo(line, 160, 131), 3);
  assert.equal(distanceTo(line, 100, 128), 28);
});

Deno.test("a path is scaled and shifted", () => {
  const { context, path } = pen();
  trace(context, shape("LineString", [[0, 0], [90, 0]]), { scale: 2, x: 100, y: 200 });
  assert.deepEqual(path, [[156, 56], [284, 56]]);
});

Deno.test("a box touches a rectangle of pixels, with a margin", () => {
  const bounds = { min: { x: 0, y: 0 }, max: { x: 100, y: 100 } };
  const view = { scale: 1, x: 0, y: 0 };
  assert.equal(touches([90, 90, 110, 110], view, bounds), true);
  assert.equal(touches([101, 0, 110, 10], view, bounds), false);
  assert.equal(touches([101, 0, 110, 10], view, bounds, 5), true);
});

Deno.test("a world unit is shorter on the ground towards the pole", () => {
  assert.equal(Math.round(metresPerWorldUnit(128)), 156543);
  assert.ok(Math.abs(metresPerWorldUnit(toWorld([0, 60])[1]) - 78271.5) < 1);
});

Deno.test("the pixels of boxes are whole ones round all of them, with their margins", () => {
  const view = { scale: 2, x: 10, y: 20 };
  const grown = [
    { box: /** @type {any} */ ([10.2, 20.2, 10.2, 20.2]), margin: 3 },
    { box: /** @type {any} */ ([20, 30, 30, 40]), margin: 0 },
  ];
  assert.deepEqual(pixelsOf(grown, view), { min: { x: 7, y: 17 }, max: { x: 50, y: 60 } });
});

Deno.test("two rectangles have their overlap in common, and nothing where they lie apart", () => {
  const room = { min: { x: 0, y: 0 }, max: { x: 100, y: 50 } };
  const across = { min: { x: -20, y: 10 }, max: { x: 30, y: 500 } };
  assert.deepEqual(overlap(across, room), { min: { x: 0, y: 10 }, max: { x: 30, y: 50 } });
  const nothing = { min: room.min, max: room.min };
  assert.deepEqual(overlap({ min: { x: 200, y: 0 }, max: { x: 300, y: 50 } }, room), nothing);
  assert.deepEqual(overlap(pixelsOf([], { scale: 1, x: 0, y: 0 }), room), nothing, "of no boxes");
});

Deno.test("an area contains what lies in it, not in its hole nor beside it", () => {
  const area = shape("Polygon", [SQUARE, HOLE]);
  const at = (/** @type {import("../../../../geo/screen/js/map/features/geometry.js").World} */ place) =>
    contains(area, ...toWorld(place));
  assert.deepEqual([at([2, 5]), at([5, 5]), at([12, 5]), at([5, -1])], [true, false, false, false]);
});
