/** What an answer shows over the evidence. */
import assert from "node:assert/strict";
import { Painter } from "../../../../geo/screen/js/map/painting/painter.js";
import { LOOK } from "../../look.js";
import { LOOKS } from "../../small_layer.js";

const { AnswerLayer } = await import("../../../../geo/screen/js/map/layers/answer_layer.js");
const { spreadSymbols } = await import("../../../../geo/screen/js/map/features/spread.js");

/**
 * @param {string} id
 * @param {number} longitude
 * @param {Record<string, any>} more
 */
function place(id, longitude, more) {
  const properties = { id, name_en: id, role: "near", look: 0, ...more };
  return { properties, geometry: { type: "Point", coordinates: [longitude, 30] } };
}

/** @param {ReturnType<typeof place>[]} features */
function answered(features) {
  const made = new AnswerLayer(/** @type {any} */ ({}), new Painter(LOOK, LOOK.ground), "pane");
  made.view = () => ({ scale: 2, x: 0, y: 0 });
  made._bounds = /** @type {any} */ ({ min: { x: 0, y: 0 }, max: { x: 512, y: 512 } });
  const classes = [{ name: "near", title: "Near", title_ar: "قريب" }];
  made.take({ title: "What is near?", title_ar: "ما القريب؟", map: { features, looks: LOOKS, classes } });
  spreadSymbols([made], 1);
  return made;
}

const FEATURES = [
  place("field", 10, { layer: "energy" }),
  place("town", 60, { layer: "places" }),
  place("route", 110, { layer: "routes" }),
  place("circle", 160, {}),
];

Deno.test("an answer holds on every day, and its roles are classes", () => {
  const made = answered(FEATURES);
  assert.deepEqual(made.counts(), { shown: 4, total: 4, stale: 0, unplaced: 0 });
  assert.deepEqual(Object.keys(made.spec.classes), ["near"]);
  assert.equal(made.spec.title_ar, "ما القريب؟");
});

Deno.test("it names what no layer on the map names, and nothing where names would hide it", () => {
  const made = answered(FEATURES);
  made.beside = new Map([["routes", made]]);
  assert.deepEqual(made.names().map(({ id }) => id), ["field"], "not the ground, not what a layer shows");
  const many = Array.from({ length: 41 }, (_, i) => place(`f${i}`, -160 + 8 * i, { layer: "energy" }));
  assert.deepEqual(answered(many).names(), []);
});

Deno.test("a shape of its own has no card", () => {
  const made = answered(FEATURES);
  /** @param {number} number */
  const at = (number) => {
    const [x, y] = made.position(made.symbols[number], made.view());
    return made.hits({ x, y }).map(({ id }) => id);
  };
  assert.deepEqual(at(0), ["field"]);
  assert.deepEqual(at(3), []);
});
