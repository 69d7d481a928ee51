import assert from "node:assert/strict";
import {
  areaOf,
  between,
  beyond,
  circleOf,
  crosses,
  lengthOf,
} from "../../../geo/screen/js/rules/measuring.js";
import { asked, measureText, pathsOf, shapesOf, sketchText } from "../../../geo/screen/js/state/sketch.js";

/** @typedef {import("../../../geo/screen/js/rules/measuring.js").Position} Position */

/** @type {Position} */
const TRIPOLI = [32.8872, 13.1913];
/** @type {Position} */
const BENGHAZI = [32.1167, 20.0667];
/** @type {Position} */
const KUFRA = [24.1997, 23.2915];

/**
 * @param {number} value
 * @param {number} wanted
 * @param {number} within
 */
function near(value, wanted, within) {
  assert.ok(Math.abs(value - wanted) <= within, `${value} is not ${wanted} within ${within}`);
}

Deno.test("distances and bearings are those of GeographicLib, to a millimetre", () => {
  // pyproj.Geod(ellps="WGS84").inv
  const known = /** @type {[Position, Position, number, number][]} */ ([
    [TRIPOLI, BENGHAZI, 651617.4328471429, 95.67552162993448],
    [BENGHAZI, KUFRA, 932642.7489314068, 159.36857483759505],
    [KUFRA, TRIPOLI, 1378387.1801763584, 316.5712973589075],
  ]);
  for (const [from, to, metres, bearing] of known) {
    const found = between(from, to);
    near(found.metres, metres, 0.001);
    near(found.bearing, bearing, 1e-7);
    const [lat, lon] = beyond(from, bearing, metres);
    near(lat, to[0], 1e-8);
    near(lon, to[1], 1e-8);
  }
  assert.deepEqual(between(TRIPOLI, TRIPOLI), { metres: 0, bearing: 0 });
  near(between([0, 13], [0, 14]).metres, 111319.49079327357, 0.001);
  near(between([20, 13], [21, 13]).bearing, 0, 1e-9);
  // pyproj.Geod.fwd(13.1913, 32.8872, 135, 500000)
  const [lat, lon] = beyond(TRIPOLI, 135, 500000);
  near(lat, 29.644858764396787, 1e-8);
  near(lon, 16.841382707171665, 1e-8);
});

Deno.test("areas and perimeters are those of GeographicLib, whichever way round they are drawn", () => {
  // pyproj.Geod.geometry_area_perimeter
  const triangle = [TRIPOLI, BENGHAZI, KUFRA];
  near(areaOf(triangle), 264338693485.1814, 264338693485 * 1e-6);
  near(areaOf(triangle.toReversed()), 264338693485.1814, 264338693485 * 1e-6);
  near(lengthOf(triangle, true), 2962647.361954908, 0.01);
  const square = /** @type {Position[]} */ ([[30, 12], [30, 14], [32, 14], [32, 12]]);
  near(areaOf(square), 42352765919.917725, 42352765919 * 1e-6);
  near(lengthOf(square, true), 825431.772714529, 0.01);
});

Deno.test("a circle is as far from its centre everywhere", () => {
  const circle = circleOf(KUFRA, 50);
  for (const one of circle) near(between(KUFRA, one).metres, 50000, 0.01);
  near(areaOf(circle) / (Math.PI * 50000 ** 2), 1, 0.002);
});

Deno.test("an outline that crosses itself holds no area", () => {
  const bow = /** @type {Position[]} */ ([[30, 12], [32, 14], [30, 14], [32, 12]]);
  assert.equal(crosses(bow), true);
  assert.equal(crosses([TRIPOLI, BENGHAZI, KUFRA]), false);
  assert.equal(crosses([[30, 12], [30, 14], [32, 14], [32, 12]]), false);
  assert.match(measureText({ kind: "area", positions: bow, km: [] }), /crosses itself/);
});

Deno.test("what is drawn is read back from its text", () => {
  const text = "point:32.9,13.2|line:32.9,13.2;32.1,20.1|circle:24.2,23.3;50.5|rings:30,15;50;100";
  const shapes = shapesOf(text);
  assert.equal(sketchText(shapes), text);
  assert.deepEqual(shapesOf(""), []);
  assert.deepEqual(shapes.map((one) => pathsOf(one).length), [0, 1, 1, 2]);
  assert.deepEqual(shapes[2], { kind: "circle", positions: [[24.2, 23.3]], km: [50.5] });
});

Deno.test("what is drawn is told in kilometres and degrees", () => {
  const told = shapesOf("point:32.9,13.2|line:32.8872,13.1913;32.1167,20.0667|rings:30,15;50;1000");
  assert.deepEqual(told.map(measureText), [
    "32.9000, 13.2000",
    "651.6 km, bearing 96°",
    "50, 1,000 km",
  ]);
  const [area] = shapesOf("area:30,12;30,14;32,14;32,12");
  assert.equal(measureText(area), "42,353 km², perimeter 825.4 km");
  assert.equal(measureText({ kind: "line", positions: [TRIPOLI], km: [] }), "");
  assert.match(measureText(shapesOf("circle:30,15;0.5")[0]), /^Radius 500 m, 0\.78\d km²$/);
});

Deno.test("a question takes what is drawn as WKT, longitude first", () => {
  const taken = shapesOf("point:32.9,13.2|line:30,12;31,13|area:30,12;30,14;32,14").map(asked);
  assert.deepEqual(taken, [
    { type: "Point", text: "POINT (13.2 32.9)" },
    { type: "LineString", text: "LINESTRING (12 30, 13 31)" },
    { type: "Polygon", text: "POLYGON ((12 30, 14 30, 14 32, 12 30))" },
  ]);
  const rings = asked(shapesOf("rings:30,15;50;100")[0]);
  assert.equal(rings.type, "Polygon");
  const [first] = rings.text.match(/[\d.]+ [\d.]+/) ?? [];
  near(Number(first?.split(" ")[1]), beyond([30, 15], 0, 100000)[0], 1e-5);
});
