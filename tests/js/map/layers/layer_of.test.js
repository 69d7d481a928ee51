import assert from "node:assert/strict";
import { Painter } from "../../../../geo/screen/js/map/painting/painter.js";
import { LOOK } from "../../look.js";
import { SPEC } from "../../small_layer.js";

const { layerOf } = await import("../../../../geo/screen/js/map/layers/layer_of.js");
const { LargeLayer } = await import("../../../../geo/screen/js/map/layers/large_layer.js");

Deno.test("a large layer asks for its features, any other has them", () => {
  const made = (/** @type {boolean} */ large) =>
    layerOf({ ...SPEC, large }, {}, new Painter(LOOK, LOOK.ground), "pane", () => {});
  assert.ok(made(true) instanceof LargeLayer);
  assert.ok(!(made(false) instanceof LargeLayer));
  assert.equal(made(false).id, "east");
});
