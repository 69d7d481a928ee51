/** What a map holds: layers made once, features fetched once, what is overtaken is not taken. */
import assert from "node:assert/strict";
import { Painter } from "../../../../geo/screen/js/map/painting/painter.js";
import { LOOK } from "../../look.js";
import { feature, LOOKS, SPEC } from "../../small_layer.js";

const { addPane } = await import("../../../../geo/screen/js/map/layers/panes.js");
const { HeldLayers, layerOf } = await import("../../../../geo/screen/js/map/layers/held.js");
const { LargeLayer } = await import("../../../../geo/screen/js/map/layers/large_layer.js");

/** @returns {{ held: InstanceType<typeof HeldLayers>, panes: string[] }} */
function holding() {
  /** @type {string[]} */
  const panes = [];
  const map = { createPane: (/** @type {string} */ name) => (panes.push(name), { style: {} }) };
  return { held: new HeldLayers(/** @type {any} */ (map), new Painter(LOOK, LOOK.ground), () => {}), panes };
}

Deno.test("a layer is made once and its features come once for an address; what is overtaken stays away", async () => {
  /** @type {string[]} */
  const asked = [];
  const usual = globalThis.fetch;
  globalThis.fetch = (url) => {
    asked.push(String(url).replace(/^.*\/api/, "/api"));
    return Promise.resolve(Response.json({ features: [feature("one", "Point", [10, 30])], looks: LOOKS }));
  };
  try {
    const { held, panes } = holding();
    const first = await held.fetch(SPEC, {}, "/api/a", () => true);
    first.setMoment("2026-06-01", {});
    assert.deepEqual([first.source, first.items.length], ["/api/a", 1]);
    assert.equal(await held.fetch(SPEC, {}, "/api/a", () => true), first);
    await held.fetch(SPEC, {}, "/api/b", () => false);
    assert.equal(first.source, "/api/a", "nobody wants it any more");
    assert.deepEqual([asked, panes, [...held]], [["/api/a", "/api/b"], ["evidence-east"], [first]]);
    assert.deepEqual(held.drawn(), []);
  } finally {
    globalThis.fetch = usual;
  }
});

Deno.test("names stand above evidence, evidence in the order of its layers; a click goes through to the map", () => {
  /** @type {Record<string, { zIndex: number, pointerEvents: string }>} */
  const made = {};
  const createPane = (/** @type {string} */ name) => ({
    style: made[name] = { zIndex: 0, pointerEvents: "" },
  });
  const map = /** @type {any} */ ({ createPane });
  addPane(map, "labels");
  addPane(map, "evidence", "evidence-east", 9);
  addPane(map, "evidence", "evidence-west", 3);
  addPane(map, "ground");
  const order = Object.entries(made).toSorted(([, a], [, b]) => a.zIndex - b.zIndex).map(([name]) => name);
  assert.deepEqual(order, ["ground", "evidence-west", "evidence-east", "labels"]);
  assert.ok(Object.values(made).every(({ pointerEvents }) => pointerEvents === "none"));
});

Deno.test("a large layer asks for its features, any other has them", () => {
  const made = (/** @type {boolean} */ large) =>
    layerOf({ ...SPEC, large }, {}, new Painter(LOOK, LOOK.ground), "pane", () => {});
  assert.ok(made(true) instanceof LargeLayer);
  assert.ok(!(made(false) instanceof LargeLayer));
  assert.equal(made(false).id, "east");
});
