/** What changes while history is played is marked for a moment. */
import assert from "node:assert/strict";
import { AT, feature, layerOf } from "../small_layer.js";

const { Changing } = await import("../../../geo/screen/js/map/changing.js");
const { OutlineLayer } = await import("../../../geo/screen/js/map/compare/outlines.js");

Deno.test("what came and what went is marked by what it is about, each once, and only while history plays", () => {
  const made = layerOf([
    feature("stays", "Point", [10, 30]),
    feature("goes", "Point", [20, 30], { to_day: "2020-06-01" }),
    feature("claim-1", "Point", [30, 30], { derived: false, place: "sabha", to_day: "2020-06-01" }),
    feature("claim-2", "Point", [30, 30], { derived: false, place: "sabha", from_day: "2020-06-01" }),
    feature("claim-3", "Polygon", [[[10, 10], [12, 10], [12, 12], [10, 10]]], {
      ...{ derived: true, district: "murzuq", from_day: "2020-06-01", look: 2 },
    }),
  ]);
  made.setMoment(AT, {});
  /** @type {any[]} */
  let marks = [];
  OutlineLayer.prototype.setMarks = (/** @type {any[]} */ given) => void (marks = given);
  OutlineLayer.prototype.addTo = /** @type {any} */ (
    function (/** @type {unknown} */ _map) {
      return this;
    }
  );
  const map = {
    map: { createPane: () => ({ style: {} }) },
    ground: { districts: [] },
    painter: { document: { differing: {} } },
    drawn: () => [made],
  };
  const changing = new Changing(/** @type {any} */ (map));
  const later = () => void made.setMoment("2020-07-01", {});
  changing.watch([made], later);
  assert.deepEqual(marks, [], "history does not play");
  made.setMoment(AT, {});
  changing.on = true;
  changing.watch([made], later);
  assert.deepEqual(marks.map(({ id, scope }) => `${scope} ${id}`).sort(), [
    "district murzuq",
    "feature goes",
    "place sabha",
  ]);
});
