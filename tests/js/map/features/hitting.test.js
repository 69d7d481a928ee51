/** What a point on the map means: symbols and lines within reach, chips, areas that hold it. */
import assert from "node:assert/strict";
import { AT, feature, layerOf } from "../../small_layer.js";

const { hitsAt } = await import("../../../../geo/screen/js/map/features/hitting.js");
const { spreadSymbols } = await import("../../../../geo/screen/js/map/features/spread.js");

const FEATURES = [
  feature("point", "Point", [0, 0]),
  feature("line", "LineString", [[90, 60], [120, 60]], { look: 1, class: "way" }),
  feature("area", "Polygon", [[[-90, -60], [-60, -60], [-60, -30], [-90, -60]]], { look: 2 }),
  feature("over", "Point", [0, 0], { to_day: AT }),
];

/** @param {[longitude: number, latitude: number]} place */
async function pixel([longitude, latitude]) {
  const { toWorld } = await import("../../../../geo/screen/js/map/features/geometry.js");
  const [x, y] = toWorld([longitude, latitude]);
  return { x: 2 * x, y: 2 * y };
}

function shown() {
  const made = layerOf(FEATURES);
  made.setMoment(AT, {});
  spreadSymbols([made], 1);
  return made;
}

Deno.test("a symbol is meant within four pixels of its edge, and what is over is not there", async () => {
  const made = shown();
  const { x, y } = await pixel([0, 0]);
  const reach = made.symbols[0].size / 2 + 4;
  assert.deepEqual(hitsAt(made, { x, y }).map(({ id, rank, distance }) => [id, rank, distance]), [
    ["point", 0, 0],
  ]);
  assert.equal(hitsAt(made, { x: x + reach, y }).length, 1);
  assert.deepEqual(hitsAt(made, { x: x + reach + 0.1, y }), []);
});

Deno.test("a line is meant within six pixels, and says how far away it is", async () => {
  const made = shown();
  const { x, y } = await pixel([105, 60]);
  const [hit] = hitsAt(made, { x, y: y + 5 });
  assert.deepEqual([hit.id, hit.rank], ["line", 1]);
  assert.ok(Math.abs(hit.distance - 5) < 1e-6, `${hit.distance}`);
  assert.deepEqual(hitsAt(made, { x, y: y + 6.1 }), []);
});

Deno.test("an area is meant within its edge alone", async () => {
  const made = shown();
  assert.deepEqual(hitsAt(made, await pixel([-70, -50])).map(({ id, rank }) => [id, rank]), [["area", 2]]);
  assert.deepEqual(hitsAt(made, await pixel([-85, -35])), [], "in its box, outside of it");
});

Deno.test("a chip of a block means its own features", () => {
  const made = shown();
  const [item] = made.symbols[0].items;
  const other = { ...item, id: "other" };
  const chips = [
    { place: /** @type {[number, number, number]} */ ([-10, -10, 8]), items: [item], glyphs: [] },
    { place: /** @type {[number, number, number]} */ ([2, -10, 8]), items: [other], glyphs: [] },
  ];
  made.symbols = [{ ...made.symbols[0], size: 20, block: { chips, width: 20, height: 20 } }];
  const [x, y] = made.position(made.symbols[0], made.view());
  assert.deepEqual(hitsAt(made, { x: x - 5, y }).map(({ id }) => id), ["point"]);
  assert.deepEqual(hitsAt(made, { x: x + 5, y }).map(({ id }) => id), ["other"]);
  assert.deepEqual(hitsAt(made, { x, y }), [], "between the two");
});
