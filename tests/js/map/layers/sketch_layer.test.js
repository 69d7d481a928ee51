/** What is drawn by hand, as it is painted: a casing, a core, a dot at every corner; a draft is dashed. */
import assert from "node:assert/strict";
import { pen } from "../../pen.js";

// Leaflet needs a page; a layer needs of it a base to extend.
Object.assign(globalThis, { L: { Renderer: class {} } });
const { SketchLayer } = await import("../../../../geo/screen/js/map/layers/sketch_layer.js");

const LOOK = { casing: "#FFFFFF", core: "#111111", casing_width: 4, width: 2, dot: 5, core_dot: 3 };
/** @type {any} */
const VIEW = { scale: 256, x: 0, y: 0 };
/** @type {any} */
const LINE = { kind: "line", positions: [[32, 13], [31, 14]] };

Deno.test("a line has a casing, a core and a dot at each end", () => {
  const { context, painted } = pen();
  const layer = new SketchLayer("sketch", "sketch", LOOK);
  layer.shapes = [LINE];
  layer.paint(context, VIEW);
  assert.deepEqual(
    painted.map(({ act, width, dash }) => [act, act === "stroke" ? width : "", dash]).slice(0, 2),
    [
      ["stroke", 4, ""],
      ["stroke", 2, ""],
    ],
  );
  assert.deepEqual(painted.slice(2).map(({ act, fill }) => [act, fill]), [
    ["fill", "#FFFFFF"],
    ["fill", "#111111"],
    ["fill", "#FFFFFF"],
    ["fill", "#111111"],
  ]);
});

Deno.test("what is not whole yet is dashed", () => {
  const { context, painted } = pen();
  const layer = new SketchLayer("sketch", "sketch", LOOK);
  layer.draft = LINE;
  layer.paint(context, VIEW);
  assert.deepEqual(painted.filter(({ act }) => act === "stroke").map(({ dash }) => dash), ["", "6,4"]);
});
