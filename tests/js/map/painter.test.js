/** What the painter makes of a look in a state. */
import assert from "node:assert/strict";
import { Painter } from "../../../geo/screen/js/map/painting/painter.js";
import { speak } from "../../../geo/screen/js/shared/words.js";
import { AREA, LINE, LOOK, POINT } from "../look.js";
import { pen } from "../pen.js";
import { served } from "../served.js";

const painter = new Painter(LOOK, LOOK.ground);

Deno.test("an area is filled and edged as its state says", () => {
  const { context, painted } = pen();
  painter.area(context, AREA, "current");
  painter.area(context, AREA, "stale");
  assert.deepEqual(painted.map(({ act, alpha, dash }) => [act, alpha, dash]), [
    ["fill", 0.4, ""],
    ["stroke", 1, ""],
    ["fill", 0.2, ""],
    ["stroke", 0.7, "1,4"],
  ]);
  assert.deepEqual([painted[0].fill, painted[1].stroke, painted[1].width], ["#0000FF", "#000088", 1.2]);
  assert.equal(context.globalAlpha, 1);
});

Deno.test("an area without a fill has its edge alone, which is broader when it is selected", () => {
  const { context, painted } = pen();
  painter.area(context, { ...AREA, fill: "", line: "dashed" }, "current", true);
  assert.deepEqual(painted.map(({ act, width, dash }) => [act, width, dash]), [["stroke", 3.5, "8,5"]]);
});

Deno.test("an area that is marked has an edge of two colours and lets everything below through", () => {
  const { context, painted } = pen();
  painter.area(context, { ...AREA, fill: "", ink: "#FFDD00", width: 2 }, "current");
  assert.deepEqual(painted.map(({ act, stroke, width }) => [act, stroke, width]), [
    ["stroke", "#000088", 4],
    ["stroke", "#FFDD00", 2],
  ]);
});

Deno.test("a line is its colour on a casing in the edge's colour; a dotted one is dots of the edge, a stale one keeps its dash", () => {
  const { context, painted } = pen();
  painter.line(context, LINE, "current");
  painter.line(context, LINE, "stale");
  painter.line(context, { ...LINE, line: "dotted" }, "current", true);
  assert.deepEqual(painted.map(({ stroke, width, dash, alpha }) => [stroke, width, dash, alpha]), [
    ["#000088", 5, "8,5", 1],
    ["#0000FF", 3, "8,5", 1],
    ["#000088", 5, "8,5", 0.7],
    ["#0000FF", 3, "8,5", 0.7],
    ["#000088", 5.5, "1,4", 1],
  ]);
});

Deno.test("a corridor, a ring and an arrow are left out where they would not be seen", () => {
  const { context, painted } = pen();
  painter.corridor(context, LINE, "current", 2);
  painter.ring(context, POINT, "current", 0, 0, 15);
  painter.arrow(context, LINE, "current", [0, 0], [35, 0]);
  assert.equal(painted.length, 0);
  painter.corridor(context, LINE, "current", 10);
  painter.ring(context, POINT, "stale", 0, 0, 16);
  painter.arrow(context, LINE, "stale", [0, 0], [36, 0]);
  assert.deepEqual(painted.map(({ act, alpha, dash }) => [act, alpha, dash]), [
    ["stroke", 0.2, ""],
    ["stroke", 0.6, "3,4"],
    ["fill", 0.7, ""],
  ]);
  assert.equal(painted[0].width, 20);
});

Deno.test("stripes and lines are as far apart and as slanted as the look says", () => {
  const turned = /** @type {number[]} */ ([]);
  const tiles = /** @type {number[]} */ ([]);
  const canvas = {
    setAttribute: (/** @type {string} */ name, /** @type {string} */ text) =>
      name === "width" && tiles.push(Number(text)),
    getContext: () => ({ scale: () => {}, fillRect: () => {} }),
  };
  class DOMMatrix {
    rotate(/** @type {number} */ angle) {
      turned.push(angle);
      return this;
    }
  }
  Object.assign(globalThis, { document: { createElement: () => canvas }, DOMMatrix });
  const { context } = pen();
  context.createPattern = () => /** @type {any} */ ({ setTransform: () => {} });
  const fresh = new Painter(LOOK, LOOK.ground);
  fresh.area(context, { ...AREA, hatch: "stripes #FF0000 #00FF00" }, "current");
  fresh.area(context, { ...AREA, hatch: "lines 135 #FF0000" }, "current");
  const { hatch_step, hatch_angle, lines_step } = LOOK.area;
  assert.deepEqual(tiles, [hatch_step * 2, lines_step * 2], "twice as fine as the screen");
  assert.deepEqual(turned, [-hatch_angle, -135]);
});

Deno.test("how many stand behind a symbol is told in the digits that were chosen", async () => {
  const arabic = { lang: "ar", dir: "rtl", texts: {} };
  Reflect.deleteProperty(globalThis, "document");
  await served(() => arabic, () => speak({ lang: "ar", digits: "arab" }));
  try {
    const { context } = pen();
    /** @type {string[]} */
    const told = [];
    context.fillText = (text) => told.push(text);
    painter.count(context, 20, 12, 0, 0);
    assert.deepEqual(told, ["١٢"]);
  } finally {
    await speak({ lang: "en" });
  }
});
