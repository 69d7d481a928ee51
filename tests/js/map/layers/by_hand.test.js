/** The numbers of call-outs on the map. */
import assert from "node:assert/strict";
import { AT, feature, layerOf } from "../../small_layer.js";

const { numberLabels } = await import("../../../../geo/screen/js/map/layers/by_hand.js");
const { spreadSymbols } = await import("../../../../geo/screen/js/map/features/spread.js");

const SQUARE = [[[10, 20], [20, 20], [20, 30], [10, 30], [10, 20]]];

Deno.test("a call-out names a feature, or the town or district that somebody holds", () => {
  const layer = layerOf([
    feature("well", "Point", [10, 30]),
    feature("control-at-sirte-2026", "Point", [16, 31], { derived: 0, place: "sirte", district: "" }),
    feature("control-of-ly-gt-2026", "Polygon", SQUARE, { derived: 0, place: "", district: "ly-gt" }),
  ]);
  layer.setMoment(AT, {});
  spreadSymbols([layer], 1);
  const told = numberLabels(["sirte", "gone", "ly-gt", "well"], [layer]);
  assert.deepEqual(told.map(({ id, name_en }) => [id, name_en]), [["sirte", "1"], ["ly-gt", "3"], [
    "well",
    "4",
  ]]);
});
