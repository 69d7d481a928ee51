/** What the map says of itself, as `Libya.drawn()` and `Libya.legend()`. */
import assert from "node:assert/strict";
import { pen } from "../pen.js";
import { AT, feature, layerOf } from "../small_layer.js";

const { entriesOf, featuresOf } = await import("../../../geo/screen/js/map/drawn.js");

Deno.test("what was painted is told with its look, the legend with one entry for each look", () => {
  const made = layerOf([
    feature("point", "Point", [10, 30]),
    feature("old", "Point", [50, 30], { stale_day: AT }),
    feature("line", "LineString", [[10, 20], [20, 20]], { look: 1, class: "way" }),
    feature("over", "Point", [80, 30], { to_day: AT }),
  ]);
  made.setMoment(AT, {});
  made.opacity = 0.5;
  made.paint(pen().context, made.view());
  const point = { fill: "#0000FF", edge: "#000088", hatch: "", symbol: "dot" };
  const line = { ...point, symbol: "" };
  assert.deepEqual(featuresOf([made]), [
    { layer: "east", id: "line", state: "current", ...line, opacity: 0.5 },
    { layer: "east", id: "point", state: "current", ...point, opacity: 0.5 },
    { layer: "east", id: "old", state: "stale", ...point, opacity: 0.5 },
  ]);
  assert.deepEqual(entriesOf([made], {}, "ar"), [
    { layer: "east", title: "بلدة", state: "current", ...point },
    { layer: "east", title: "Way", state: "current", ...line },
  ]);
});
