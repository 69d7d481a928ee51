/** What a layer has in the legend on the map. */
import assert from "node:assert/strict";

// Leaflet needs a page; a layer needs of it a base to extend.
Object.assign(globalThis, { L: { Renderer: class {} } });
const { explainedClasses, explainedOnce } = await import("../../../geo/screen/js/map/furniture/legend.js");

/** @type {any} */
const CHIP = { kind: "point", symbol: "chip", letters: "RU", faces: [0, 1] };
/** @type {any} */
const DOT = { kind: "point", symbol: "dot" };
const FACES = [{ symbol: "whose" }, { symbol: "base" }];

Deno.test("one class has chips beside other symbols, each with a swatch of its own", () => {
  const item = (/** @type {any} */ look, /** @type {number} */ at) => ({
    look,
    state: "current",
    properties: { class: "base", look: at, sides: "" },
  });
  const items = [item(CHIP, 0), item(DOT, 7), item(CHIP, 0)];
  /** @type {any} */
  const layer = {
    id: "foreign",
    spec: { title: "Presence", classes: { base: { name: "base", title: "Base" } } },
    faces: FACES,
    items,
    itemsInView: () => items,
  };
  const { entries } = explainedClasses(layer, {}, /** @type {any} */ ({ lang: "en", filters: {} }));
  const looks = entries.flatMap(({ swatches }) => swatches.map(({ look }) => look));
  assert.deepEqual(looks, [DOT, FACES[1]]);
  assert.equal(entries.reduce((sum, { count }) => sum + count, 0), 3);
});

Deno.test("a class that two layers have in one look is there once, with both counts, and switches both", () => {
  const field = { kind: "point", symbol: "field", fill: "#E69F00" };
  const layer = (/** @type {string} */ id, /** @type {any} */ look, /** @type {number} */ n) => {
    const item = { look, state: "stale", properties: { class: "oil", look: 0, sides: "" } };
    const items = Array(n).fill(item);
    const classes = { oil: { name: "oil", title: "Oil field" } };
    return /** @type {any} */ ({ id, spec: { title: id, classes }, items, itemsInView: () => items });
  };
  const all = [
    layer("energy", field, 3),
    layer("fezzan", field, 2),
    layer("own", { ...field, fill: "#000" }, 1),
  ];
  const sections = explainedOnce(all, {}, /** @type {any} */ ({ lang: "en", filters: {} }));
  const told = sections.map(({ entries }) => entries.map(({ count, keys }) => [count, ...keys]));
  assert.deepEqual(told, [[[5, "energy.oil", "fezzan.oil"]], [], [[1, "own.oil"]]]);
  assert.deepEqual(sections.map(({ own }) => own), [3, 2, 1], "a layer counts features of another");
});
