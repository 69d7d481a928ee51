/** What a map holds: layers made once, features fetched once, what is overtaken is not taken. */
import assert from "node:assert/strict";
import { Painter } from "../../../../geo/screen/js/map/painting/painter.js";
import { LOOK } from "../../look.js";
import { feature, LOOKS, SPEC } from "../../small_layer.js";

const { HeldLayers } = await import("../../../../geo/screen/js/map/layers/held.js");

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
