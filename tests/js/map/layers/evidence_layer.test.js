/** An evidence layer without a browser: what holds, what is noted as painted, what is under the pointer. */
import assert from "node:assert/strict";
import { AREA, LINE, LOOK, POINT } from "../../look.js";
import { pen } from "../../pen.js";
import { AT, feature, layerOf } from "../../small_layer.js";

const { spreadSymbols } = await import("../../../../geo/screen/js/map/features/spread.js");
const { legendOf } = await import("../../../../geo/screen/js/map/furniture/legend.js");

const FEATURES = [
  feature("point", "Point", [10, 30]),
  feature("line", "LineString", [[10, 20], [20, 20]], { look: 1, class: "way" }),
  feature("spread", "MultiPoint", [[0, 0], [30, 0]], { stale_day: AT }),
  feature("area", "Polygon", [[[10, 10], [12, 10], [12, 12], [10, 10]]], { look: 2, sides: "east|gnu" }),
  feature("unplaced", null, null),
  feature("over", "Point", [10, 30], { to_day: AT }),
];

const layer = () => layerOf(FEATURES);

Deno.test("a day decides what holds; taking it again changes nothing", () => {
  const made = layer();
  assert.equal(made.setMoment(AT, {}), true);
  assert.deepEqual(made.visible.map(({ id }) => id), ["point", "line", "spread", "area", "unplaced"]);
  assert.deepEqual(made.counts(), { shown: 4, total: 6, stale: 1, unplaced: 1 });
  assert.equal(made.setMoment(AT, {}), false);
  assert.equal(made.setMoment(AT, { hide: ["east.way"] }), true);
  assert.equal(
    made.setMoment("2021-06-01", { hide: ["east.way"] }),
    true,
    "another state is another picture",
  );
  const seen = () => [made.items, made.looks, made.faces, made.visible];
  const was = seen();
  made._container = /** @type {any} */ ({});
  made.setFeatures({ features: [], looks: [] });
  assert.deepEqual(seen(), was, "the legend is of one picture");
  made._container = /** @type {any} */ (undefined);
  assert.equal(made.setMoment("2021-06-01", {}), true, "other features are another picture");
});

Deno.test("what is painted is noted in drawing order, in view or not", () => {
  const made = layer();
  made.setMoment(AT, {});
  made._bounds = /** @type {any} */ ({ min: { x: 0, y: 0 }, max: { x: 1, y: 1 } });
  const { context, painted } = pen();
  made.paint(context, made.view());
  assert.equal(painted.length, 0);
  assert.deepEqual(made.noted.map(({ item, state }) => `${item.id} ${state}`), [
    "area current",
    "line current",
    "point current",
    "spread stale",
  ]);
});

Deno.test("a feature of several points is a symbol at each of them, and one feature under the pointer", () => {
  const made = layer();
  made.setMoment(AT, {});
  spreadSymbols([made], 1);
  assert.deepEqual(made.symbols.map(({ items }) => items.map(({ id }) => id).join()), [
    "point",
    "spread",
    "spread",
  ]);
  for (const [x, y] of [[256, 256], [256 + 512 / 12, 256]]) {
    assert.deepEqual(made.hits({ x, y }).map(({ id }) => id), ["spread"]);
  }
  assert.deepEqual(made.names().map(({ name_en: name }) => name), ["point", "spread"]);
});

Deno.test("points that would cover each other are one symbol, and every one of them is under the pointer", () => {
  const made = layer();
  made.setFeatures({ features: [FEATURES[0], feature("near", "Point", [10.1, 30])], looks: [POINT] });
  made.setMoment(AT, {});
  const before = made.symbols;
  spreadSymbols([made], 1);
  assert.deepEqual(made.symbols.map(({ items }) => items.map(({ id }) => id)), [["point", "near"]]);
  const [x, y] = made.position(made.symbols[0], made.view());
  assert.deepEqual(made.hits({ x, y }).map(({ id }) => id), ["point", "near"]);
  assert.deepEqual(made.names(), [], "a crowd has no name");
  assert.notEqual(made.symbols, before);
});

Deno.test("the legend has the looks of a layer, in the language asked for", () => {
  const made = layer();
  made.setMoment(AT, {});
  made.paint(pen().context, made.view());
  const sides = { gnu: { title: "GNU", title_ar: "الوحدة" }, east: { title: "East", title_ar: "الشرق" } };
  const [section] = legendOf([made], sides, "en", ({ noted }) => noted);
  assert.equal(section.title, "East");
  assert.deepEqual(section.entries.map(({ title, state, look }) => [title, state, look.kind]), [
    ["Town", "current", "point"],
    ["Town: GNU / East", "current", "area"],
    ["Way", "current", "line"],
  ]);
  const [arabic] = legendOf([made], sides, "ar", ({ noted }) => noted);
  assert.deepEqual(arabic.entries.map(({ title }) => title), ["بلدة", "بلدة: الوحدة / الشرق", "Way"]);
});

Deno.test("a canvas reaches as far as what is painted, its doubt and its marks, and no farther", () => {
  const made = layer();
  made.setFeatures({ features: [feature("point", "Point", [0, 0])], looks: [POINT, LINE, AREA] });
  made.setMoment(AT, {});
  const { min, max } = made.extent(made.view());
  const reach = 20 + POINT.size / 2;
  assert.deepEqual({ min, max }, {
    min: { x: 256 - reach, y: 256 - reach },
    max: { x: 256 + reach, y: 256 + reach },
  });
  const wide = feature("wide", "Point", [0, 0], { precision_m: LOOK.ring.widest_m });
  made.setFeatures({ features: [wide], looks: [{ ...POINT, size: 0.1 }, LINE, AREA] });
  made.setMoment(AT, {});
  const ring = made.extent({ scale: 256, x: 0, y: 0 });
  const half = (ring.max.x - ring.min.x) / 2 - 20;
  assert.ok(half >= Math.min(LOOK.ring.widest_m / 156543 * 256, LOOK.line.corridor_limit / 2), `${half}`);
  made.setFeatures({
    features: [feature("line", "LineString", [[0, 0], [90, 0]], { look: 1 })],
    looks: [POINT, LINE],
  });
  made.setMoment(AT, {});
  const line = made.extent(made.view());
  assert.deepEqual([line.min.x, line.max.x], [256 - 20, 384 + 20]);
  made.setMoment("2018-01-01", {});
  assert.equal(made.extent(made.view()).min.x, Infinity, "nothing is painted");
});
