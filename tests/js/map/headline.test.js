/** The title over the map says what the map shows. */
import assert from "node:assert/strict";

// Leaflet needs a page; a layer needs of it a base to extend.
Object.assign(globalThis, { L: { Renderer: class {} } });
const { subjectOf } = await import("../../../geo/screen/js/map/furniture/headline.js");

/** @type {(id: string, features?: number) => any} */
const layer = (id, features = 1) => ({
  id,
  spec: { id, title: `The ${id}`, title_ar: `ال${id}`, group: id === "ports" ? "Base" : "Outside" },
  visible: Array(features).fill({ state: "current" }),
});

Deno.test("a map of who holds what is called so, also with other layers", () => {
  assert.equal(subjectOf([layer("control"), layer("energy")], "en"), null);
  assert.equal(subjectOf([], "en"), null);
});

Deno.test("a map of something else is called by the layers that are seen, ground last", () => {
  const what = (/** @type {any[]} */ layers, lang = "en") => subjectOf(layers, lang)?.what;
  assert.equal(what([layer("control", 0), layer("foreign")]), "The foreign");
  assert.equal(what([layer("foreign")], "ar"), "الforeign");
  assert.equal(what([layer("foreign"), layer("events"), layer("ports")]), "The foreign + The events");
  assert.equal(what([layer("foreign"), layer("events"), layer("energy")]), "The foreign and 2 more");
  assert.equal(what([layer("ports")]), "The ports");
});

Deno.test("where one actor alone is let through the map is called by it, and says how much that is", () => {
  const told = subjectOf([layer("control", 2), layer("foreign", 3), layer("ports")], "en", ["Russia"]);
  assert.deepEqual(told, { what: "Russia", only: ["Russia"], n: 5, fresh: 5 });
});

Deno.test("an item of a large layer stands for all of its class; nobody knows how many are fresh", () => {
  const large = { ...layer("incidents", 0), visible: [{ state: "current", count: 12000 }] };
  assert.deepEqual(subjectOf([/** @type {any} */ (large), layer("foreign", 3)], "en"), {
    what: "The incidents + The foreign",
    only: [],
    n: 12003,
    fresh: null,
  });
});
