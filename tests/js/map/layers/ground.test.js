/** The quiet ground: what is painted of it, and which district a point lies in. */
import assert from "node:assert/strict";
import { LOOK } from "../../look.js";
import { pen } from "../../pen.js";
import "../../small_layer.js";

const { GroundLayer } = await import("../../../../geo/screen/js/map/layers/ground.js");

/**
 * @param {string} id
 * @param {number} west
 */
function land(id, west) {
  const ring = [[west, 10], [west + 10, 10], [west + 10, 20], [west, 20], [west, 10]];
  return { properties: { id }, geometry: { type: "Polygon", coordinates: [ring] } };
}

function ground() {
  const made = new GroundLayer("pane", LOOK.ground, LOOK.screen);
  made.repaint = () => {};
  made.view = () => ({ scale: 2, x: 0, y: 0 });
  made._bounds = /** @type {any} */ ({ min: { x: 0, y: 0 }, max: { x: 512, y: 512 } });
  const nowhere = { properties: { id: "nowhere" }, geometry: null };
  made.setGround(
    { features: [land("country-ly", 10), land("country-eg", 40), nowhere] },
    { features: [land("sabha", 10)] },
  );
  return made;
}

Deno.test("Libya is painted apart from its neighbours, districts between areas and borders", () => {
  const made = ground();
  const { context, painted } = pen();
  made.paint(context, made.view());
  const { land: home, neighbours, district, border } = LOOK.ground;
  const { district_width, border_width, home_width } = LOOK.screen;
  assert.deepEqual(
    painted.map(({ act, fill, stroke, width }) => act === "fill" ? [act, fill] : [act, stroke, width]),
    [
      ["fill", home],
      ["fill", neighbours],
      ["stroke", district, district_width],
      ["stroke", border, home_width],
      ["stroke", border, border_width],
    ],
  );
});

Deno.test("a point lies in the district round it, or in none", () => {
  const made = ground();
  const { shape } = made.districts[0];
  const [x0, y0, x1, y1] = shape.box;
  assert.equal(made.districtAt({ x: x0 + x1, y: y0 + y1 })?.id, "sabha");
  assert.equal(made.districtAt({ x: 2 * x1 + 1, y: y0 + y1 }), null);
});
