/** In which order and state symbols, leaders, rings, chips and counts are painted. */
import assert from "node:assert/strict";
import { pen } from "../pen.js";
import { AT, feature, layerOf } from "../small_layer.js";

const { paintSymbols } = await import("../../../geo/screen/js/map/painting/symbols.js");
const { Rings } = await import("../../../geo/screen/js/map/layers/rings.js");
const { spreadSymbols } = await import("../../../geo/screen/js/map/features/spread.js");

/** Too coarse for a ring of doubt. */
const COARSE = { precision_m: 1e9 };

/** @param {ReturnType<typeof feature>[]} features */
function noting(features) {
  const made = layerOf(features);
  made.setMoment(AT, {});
  spreadSymbols([made], 1);
  /** @type {string[]} */
  const noted = [];
  Object.assign(made.painter, {
    leader: () => noted.push("leader"),
    ring: (/** @type {any} */ _context, /** @type {any} */ _look, /** @type {string} */ state) =>
      noted.push(`ring ${state}`),
    chosen: () => noted.push("chosen"),
    symbol: (/** @type {any} */ _context, /** @type {any} */ _look, /** @type {string} */ state) =>
      noted.push(`symbol ${state}`),
    chip: (/** @type {any[]} */ ...[, , glyphs, state]) => noted.push(`chip ${state} ${glyphs}`),
    count: (/** @type {any[]} */ ...[, , count]) => noted.push(`count ${count}`),
  });
  return { made, noted, paint: () => paintSymbols(pen().context, made, made.view()) };
}

Deno.test("a stack says how many it stands for, and is stale where all in it are", () => {
  const stale = { stale_day: AT, ...COARSE };
  const near = [feature("a", "Point", [10, 30], stale), feature("b", "Point", [10.1, 30], stale)];
  const all = noting(near);
  all.paint();
  assert.deepEqual(all.noted, ["symbol stale", "count 2"]);
  const some = noting([near[0], feature("b", "Point", [10.1, 30], COARSE)]);
  some.paint();
  assert.deepEqual(some.noted, ["symbol current", "count 2"]);
});

Deno.test("lines to true points lie below all symbols, a ring of doubt below its own", () => {
  const { made, noted, paint } = noting([
    feature("doubtful", "Point", [10, 30], { precision_m: 500 }),
    feature("far", "Point", [90, 30], COARSE),
  ]);
  made.symbols = made.symbols.map((symbol) => ({ ...symbol, shift: [4, 0] }));
  made.selected = new Set(["doubtful"]);
  paint();
  assert.deepEqual(noted, ["leader", "leader", "ring current", "symbol current", "symbol current"]);
  // The mark of what is chosen lies over all layers.
  const rings = new Rings("chosen", made.painter, () => made.chosen());
  rings.paint(pen().context, made.view());
  assert.deepEqual(noted.slice(5), ["chosen"]);
  assert.deepEqual(made.chosen().map(({ world }) => world), [made.symbols[0].world], "at its true point");
});

Deno.test("who held a place one after another has a slice of its dot, once for each look", () => {
  const { made, paint } = noting(["a", "b", "c"].map((id) => feature(id, "Point", [10, 30], COARSE)));
  const [{ items: [item], ...symbol }] = made.symbols;
  const held = (/** @type {any} */ look, place = "sirte") => ({
    ...symbol,
    items: [{ ...item, look, properties: { ...item.properties, place } }],
  });
  const [ours, theirs] = [{ ...item.look }, { ...item.look }];
  made.written = /** @type {any} */ ([{}]);
  made.symbols = [held(ours), held(theirs), held(ours), held(ours, "kufra")];
  /** @type {unknown[]} */
  const slices = [];
  made.painter.symbol = (/** @type {any[]} */ ...[, , , , , , slice]) => slices.push(slice);
  paint();
  assert.deepEqual(slices, [[1, 2], [0, 2], undefined]);
});

Deno.test("a block is painted chip by chip; what lies outside of the canvas is not painted", () => {
  const { made, noted, paint } = noting([feature("a", "Point", [10, 30], COARSE)]);
  const [symbol] = made.symbols;
  const chips = [{
    place: /** @type {[number, number, number]} */ ([0, 0, 9]),
    items: symbol.items,
    glyphs: ["x", "y"],
  }];
  made.symbols = [{ ...symbol, block: { chips, width: 9, height: 9 } }];
  paint();
  assert.deepEqual(noted, ["chip current x,y"]);
  made._bounds = /** @type {any} */ ({ min: { x: 0, y: 0 }, max: { x: 1, y: 1 } });
  paint();
  assert.equal(noted.length, 1);
});
