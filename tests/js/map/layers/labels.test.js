/** Names of the ground. */
import assert from "node:assert/strict";
import "../../small_layer.js";

const { GroundLayer } = await import("../../../../geo/screen/js/map/layers/ground.js");
const { groundLabels } = await import("../../../../geo/screen/js/map/layers/labels.js");
const { toWorld } = await import("../../../../geo/screen/js/map/features/geometry.js");
const { LOOK } = await import("../../look.js");

/**
 * @param {string} id
 * @param {number} west
 */
function country(id, west) {
  const ring = [[west, 10], [west + 10, 10], [west + 10, 20], [west, 20], [west, 10]];
  const properties = { id, name_en: id, label: [west + 5, 15] };
  return { properties, geometry: { type: "Polygon", coordinates: [ring] } };
}

Deno.test("the name of a country may stand on its own land or at sea, not on that of another", () => {
  const ground = new GroundLayer("pane", LOOK.ground, LOOK.screen);
  ground.repaint = () => {};
  ground.setGround(
    { features: [country("country-ly", 10), country("country-dz", 0), country("country-eg", 20)] },
    { features: [] },
  );
  const labels = groundLabels(ground.countries, { features: [] }, LOOK.screen.sea);
  assert.deepEqual(labels.map(({ kind, name_en }) => [kind, name_en]).slice(1), [
    ["country", "country-dz"],
    ["country", "country-eg"],
  ]);
  const [, algeria] = labels;
  const stands = (/** @type {number} */ lon, /** @type {number} */ lat) => algeria.on?.(toWorld([lon, lat]));
  assert.deepEqual([stands(5, 15), stands(5, 25), stands(15, 15), stands(25, 15)], [
    true,
    true,
    false,
    false,
  ]);
});
