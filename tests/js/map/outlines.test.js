/** What differs between two pictures, outlined on one of them. */
import assert from "node:assert/strict";
import { INK, PAPER } from "../../../geo/screen/js/map/painting/outline.js";
import { pen } from "../pen.js";
import { AT, feature, layerOf } from "../small_layer.js";

const { OutlineLayer } = await import("../../../geo/screen/js/map/compare/outlines.js");
const { spreadSymbols } = await import("../../../geo/screen/js/map/features/spread.js");

const loud = { width: 2, halo_width: 4.5, dash: [] };
const quiet = { width: 1, halo_width: 1.6, dash: [1.5, 3] };
const look = { gap: 2.5, alone: 7, loud, quiet };
const SHAPE = [[[10, 10], [12, 10], [12, 12], [10, 10]]];

/** @param {ReturnType<typeof feature>[]} features */
function shown(features) {
  const made = layerOf(features);
  made.setMoment(AT, {});
  spreadSymbols([made], 1);
  return made;
}

/**
 * What is painted for some marks, white before black.
 * @param {any[]} own
 * @param {any[]} other
 * @param {Record<string, any>} mark
 */
function outlined(own, other, mark) {
  const district = shown([feature("d", "Polygon", SHAPE, { look: 2 })]).items[0].shape;
  const layer = new OutlineLayer(
    "pane",
    () => own,
    () => other,
    (id) => id === "d" ? district ?? undefined : undefined,
    look,
  );
  layer.repaint = () => {};
  layer.setMarks([/** @type {any} */ ({ layer: "east", scope: "feature", change: "new", ...mark })]);
  const { context, painted, path } = pen();
  layer.paint(context, { scale: 2, x: 0, y: 0 });
  return {
    painted: painted.map(({ act, stroke, width, dash }) => `${act} ${stroke} ${width} ${dash}`),
    path,
  };
}

Deno.test("a point is ringed where its symbol stands, also where that is only on the other map", () => {
  const here = shown([feature("p", "Point", [0, 0])]);
  const rings = [`stroke ${PAPER} ${loud.halo_width} `, `stroke ${INK} ${loud.width} `];
  assert.deepEqual(outlined([here], [], { id: "p" }), { painted: rings, path: [[256, 256], [256, 256]] });
  assert.deepEqual(outlined([shown([])], [here], { id: "p" }), {
    painted: rings,
    path: [[256, 256], [256, 256]],
  });
  assert.deepEqual(outlined([here], [], { id: "nobody" }).painted, []);
});

Deno.test("what is only confirmed otherwise is quiet", () => {
  const here = shown([feature("p", "Point", [0, 0])]);
  assert.deepEqual(outlined([here], [], { id: "p", change: "last confirmed" }).painted, [
    `stroke ${PAPER} ${quiet.halo_width} `,
    `stroke ${INK} ${quiet.width} ${quiet.dash}`,
  ]);
});

Deno.test("a district has its outline outside of it: what lies within is taken away again", () => {
  const { painted } = outlined([], [], { id: "d", scope: "district" });
  assert.deepEqual(painted.map((act) => act.split(" ")[0]), ["stroke", "stroke", "fill"]);
  assert.deepEqual(painted.slice(0, 2), [
    `stroke ${PAPER} ${2 * loud.halo_width} `,
    `stroke ${INK} ${2 * loud.width} `,
  ]);
});
