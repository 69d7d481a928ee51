/** A large layer: what it asks for, what it makes of points and of cells, and what is under the pointer. */
import assert from "node:assert/strict";
import { Painter } from "../../../../geo/screen/js/map/painting/painter.js";
import { AREA, LOOK, POINT } from "../../look.js";
import { pen } from "../../pen.js";
import { served } from "../../served.js";

Object.assign(globalThis, {
  L: {
    Renderer: class {
      _update() {}
    },
  },
});
const { countOf, degrees, LargeLayer } = await import("../../../../geo/screen/js/map/layers/large_layer.js");

/** @type {any} */
const SPEC = {
  id: "wells",
  group: "Resources",
  total: 90,
  classes: {
    oil: { name: "oil", title: "Oil well", title_ar: "بئر نفط" },
    water: { name: "water", title: "Water well", title_ar: "بئر ماء" },
  },
};
const COMMON = {
  classes: ["oil", "water"],
  looks: [POINT, { ...AREA, fill: "#00FF00" }],
  marking: "CLEAR",
  shift: 22, // cells of one world unit
  origin: [100, 50],
};
const CELLS = {
  ...COMMON,
  kind: "cells",
  counts: { oil: 30, water: 41 },
  x: [0, 0, 4],
  y: [0, 0, 0],
  class: [0, 1, 1],
  count: [30, 40, 1],
};
const POINTS = {
  ...COMMON,
  kind: "points",
  counts: { oil: 2, water: 0 },
  x: [0, 1],
  y: [0, 0],
  class: [0, 0],
  row: [5, 8],
  stale: [0, 1],
};

/** A layer that is shown on the whole world at one pixel a unit, with what it was told. */
function shown() {
  /** @type {string[]} */
  const told = [];
  const painter = new Painter(LOOK, LOOK.ground);
  const layer = new LargeLayer(SPEC, {}, painter, "pane", (problem) => told.push(problem));
  const edges = { getWest: () => 9.123456789, getSouth: () => -95, getEast: () => 200, getNorth: () => 33 };
  Object.assign(layer, { _map: { getZoom: () => 4.6, getBounds: () => ({ pad: () => edges }) } });
  layer._container = /** @type {any} */ ({});
  layer.view = () => ({ scale: 1, x: 0, y: 0 });
  layer.repaint = () => {};
  layer.source = "/api/layers/wells.geojson?v=abc&recorded=2026-01-01";
  return { layer, told };
}

/**
 * A layer to which something has come.
 * @param {unknown} document
 */
async function come(document) {
  const { layer, told } = shown();
  const asked = await served(() => document, async () => {
    assert.equal(layer.waits, true);
    layer.setMoment("2020-01-01", { hide: ["wells.water"] });
    await new Promise((resolve) => setTimeout(resolve));
  });
  return { layer, told, asked };
}

Deno.test("it asks for what is in view, within the world, on the day and with the filters, and not twice", async () => {
  const { layer, told, asked } = await come(POINTS);
  const [url, ...more] = asked.map((one) => new URL(one, "http://here"));
  assert.equal(more.length, 0);
  assert.equal(url.pathname, "/api/layers/wells/view");
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    v: "abc",
    at: "2020-01-01",
    recorded: "2026-01-01",
    f: "hide:wells.water",
    bbox: "9.12346,-90.00000,180.00000,33.00000",
    z: "4",
  });
  assert.deepEqual(told, [""]);
  assert.deepEqual(
    await served(() => POINTS, () => {
      layer._update();
      return Promise.resolve();
    }),
    [],
  );
});

Deno.test("why nothing came is told, and it is asked for again", async () => {
  const { layer, told } = shown();
  const once = async () => {
    layer.setMoment("2020-01-01", {});
    await new Promise((resolve) => setTimeout(resolve));
  };
  assert.equal((await served(() => "too many rows", once)).length, 1);
  assert.deepEqual(told, ["too many rows"]);
  assert.equal((await served(() => CELLS, once)).length, 1);
  assert.deepEqual(told, ["too many rows", ""]);
});

Deno.test("each class is one item with its true count, and the fullest cell is the most opaque", async () => {
  const { layer } = await come(CELLS);
  assert.equal(layer.drawnAs, "cells");
  assert.deepEqual(layer.placed.map((item) => [item.id, countOf(item)]), [["wells.oil", 30], [
    "wells.water",
    41,
  ]]);
  assert.deepEqual(layer.counts(), { shown: 71, total: 90, stale: 0, unplaced: 0 });
  const { context } = pen();
  /** @type {unknown[]} */
  const cells = [];
  context.fillRect = (...box) =>
    cells.push([context.fillStyle, Number(context.globalAlpha.toFixed(2)), ...box]);
  layer.paint(context, { scale: 10, x: 1000, y: 500 });
  assert.deepEqual(cells, [["#00FF00", 0.95, 0, 0, 9, 9], ["#00FF00", 0.25, 40, 0, 9, 9]]);
});

Deno.test("under the pointer is a cell with its classes, the fullest first, or the points in reach, the nearest first", async () => {
  const cells = (await come(CELLS)).layer;
  assert.deepEqual(cells.hits({ x: 103.5, y: 50.5 }), []);
  const [cell] = cells.hits({ x: 100.5, y: 50.5 });
  assert.equal(cell.item.properties.name_en, "70 here: Water well 40, Oil well 30");
  const { layer } = await come(POINTS);
  const named = layer.hits({ x: 101.4, y: 50.5 }).map(({ item, distance }) => [
    item.properties.name_ar,
    Number(distance.toFixed(1)),
  ]);
  assert.deepEqual(named, [["بئر نفط", 0.1], ["بئر نفط", 0.9]]);
  assert.deepEqual(layer.hits({ x: 160, y: 50 }), []);
});

Deno.test("a point is learnt by its row and then known; of a cell its first features are asked for", async () => {
  const { layer } = await come(POINTS);
  const feature = {
    properties: { id: "well-8", look: 1 },
    geometry: { type: "Point", coordinates: [10, 30] },
  };
  const [hit] = layer.hits({ x: 101.5, y: 50.5 });
  const asked = await served(() => ({ features: [feature], total: 1 }), async () => {
    assert.deepEqual((await layer.learn(hit)).map(({ id }) => id), ["well-8"]);
  });
  assert.deepEqual(asked.map((url) => new URL(url, "http://here").searchParams.get("row")), ["8"]);
  assert.equal(layer.hits({ x: 101.5, y: 50.5 })[0].id, "well-8");
  assert.equal(layer.find("well-8")?.look.fill, "#00FF00");
  const cells = (await come(CELLS)).layer;
  const [url] = await served(() => ({ features: [], total: 0 }), async () => {
    await cells.learn(cells.hits({ x: 100.5, y: 50.5 })[0]);
  });
  const { bbox, limit, at } = Object.fromEntries(new URL(url, "http://here").searchParams);
  assert.deepEqual([limit, at], ["12", "2020-01-01"]);
  assert.deepEqual(bbox.split(",").map((edge) => Number(edge).toFixed(3)), [
    "-39.375",
    "72.816",
    "-37.969",
    "73.227",
  ]);
});

Deno.test("a box of the world in degrees leaves out the edge that is its neighbour's", () => {
  const [west, south, east, north] = degrees([0, 64, 128, 128]);
  assert.ok(west > -180 && west < -179.999);
  assert.ok(east < 0 && east > -0.001);
  assert.ok(south > 0 && south < 0.001);
  assert.ok(north < 66.5133 && north > 66.512);
});
