/** What a layer has in the legend on the map. */
import assert from "node:assert/strict";

// Leaflet needs a page; a layer needs of it a base to extend.
Object.assign(globalThis, { L: { Renderer: class {} } });
const { explainedClasses } = await import("../../../geo/screen/js/map/furniture/legend.js");

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
