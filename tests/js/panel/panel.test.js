import assert from "node:assert/strict";
import { actorOptions, commodityOptions } from "../../../geo/screen/js/panel/layers/filters.js";
import { withAll, withLayer } from "../../../geo/screen/js/panel/layers/layering.js";
import { pointOf } from "../../../geo/screen/js/panel/layers/sample.js";
import { barsOf } from "../../../geo/screen/js/panel/years.js";
import { keyOf } from "../../../geo/screen/js/panel/keys.js";
import { FRAME, nextPicture } from "../../../geo/screen/js/panel/dates.js";
import { chosen, resultName, saidOf, zoomFor } from "../../../geo/screen/js/panel/results.js";

/** @import { Result } from "../../../geo/screen/js/panel/results.js" */

const VIEW = /** @type {any} */ ({ layers: ["east"], z: 6, filters: { rel: ["B"], actor: ["gnu"] } });
/** @type {Result} */
const TOWN = {
  id: "sabha",
  kind: "place",
  layer: "places",
  layer_title: "Places",
  name_en: "Sabha",
  name_ar: "سبها",
  matched: "Sebha",
  reason: "",
  position: [27.04, 14.43],
};

const ROOM = { width: 1024, height: 768 };

Deno.test("a result turns its layer on, opens its card and says where the map goes", () => {
  assert.deepEqual(chosen(VIEW, TOWN, ROOM), {
    q: "Sabha",
    layers: ["east", "places"],
    sel: "sabha",
    tab: "inspect",
    c: [27.04, 14.43],
    z: 8,
  });
  assert.deepEqual(chosen({ ...VIEW, layers: ["places"], z: 11 }, TOWN, ROOM).layers, ["places"]);
  assert.equal(chosen({ ...VIEW, z: 11 }, TOWN, ROOM).z, 11, "it never zooms out");
  assert.equal(chosen({ ...VIEW, z: null }, TOWN, ROOM).z, 8);
});

Deno.test("an area fits into the map, whatever the zoom was", () => {
  const area = { ...TOWN, id: "region-fezzan", layer: "regions", bounds: [21, 9, 31, 19] };
  const { c, z } = chosen({ ...VIEW, z: 11 }, /** @type {any} */ (area), ROOM);
  assert.deepEqual(c, [26, 14]);
  // 10 degrees are 1024 px at zoom 7.17 across; 10 degrees of latitude there are 11.1 of longitude, 768 px at 6.6.
  assert.equal(z, 6.5);
  assert.equal(
    zoomFor([26, 14, 26, 14], ROOM),
    12,
    "what has no width is shown near, not at no end of a zoom",
  );
});

Deno.test("an actor filters the map, with the layers on that show it; a position is no feature", () => {
  const [actors, layers] = [["lna", "tbz"], ["foreign", "east"]];
  const actor = { ...TOWN, id: "lna", kind: "actor", layer: "", position: null, actors, layers };
  assert.deepEqual(chosen(VIEW, actor, ROOM), {
    q: "Sabha",
    filters: { rel: ["B"], actor: ["lna", "tbz"] },
    layers: ["east", "foreign"],
  });
  const position = { ...TOWN, id: "", kind: "position", layer: "", name_en: "", matched: "33SWR" };
  assert.equal(resultName(position), "33SWR");
  assert.deepEqual(chosen(VIEW, position, ROOM), { q: "33SWR", c: [27.04, 14.43], z: 8 });
  assert.equal(chosen({ ...VIEW, sel: "sabha" }, position, ROOM).sel, "", "no card of another place");
});

Deno.test("layers are turned on in their order, one or many", () => {
  assert.deepEqual(withLayer(["a", "b"], "c", true), ["a", "b", "c"]);
  assert.deepEqual(withLayer(["a", "b"], "a", true), ["b", "a"]);
  assert.deepEqual(withLayer(["a", "b"], "a", false), ["b"]);
  assert.deepEqual(withAll(["a"], ["b", "a"]), ["b", "a"]);
  assert.deepEqual(withAll(["a", "b", "c"], ["b", "a"]), ["c"]);
});

Deno.test("the player walks at its speed and stops at the last day", () => {
  assert.equal(FRAME, 500);
  assert.equal(nextPicture("2020-01-01", 30, "2026-11-26"), "2020-01-16");
  assert.equal(nextPicture("2020-01-01", 91, "2026-11-26"), "2020-02-15", "half a day is left out");
  assert.equal(nextPicture("2026-11-20", 365, "2026-11-26"), "2026-11-26");
});

Deno.test("what can be filtered comes from the catalogue", () => {
  const catalogue = /** @type {any} */ ({
    actors: { lna: { name_en: "Libyan National Army" }, gnu: { name_en: "GNU" } },
    layers: [{ commodities: ["oil", "gas"] }, { commodities: ["gas"] }, { commodities: [] }],
  });
  assert.deepEqual(actorOptions(catalogue), [["gnu", "GNU"], ["lna", "Libyan National Army"]]);
  assert.deepEqual(commodityOptions(catalogue), [["oil", "oil"], ["gas", "gas"]]);
});

Deno.test("a search that finds no name says so, and whether names are near", () => {
  const group = { kind: "place", title: "Places", results: [TOWN] };
  assert.equal(saidOf("Tripoli", [group]), "");
  assert.equal(saidOf("Tripoli", [group, { ...group, near: true }]), "");
  assert.equal(
    saidOf("Tripol", [{ ...group, near: true }]),
    "Nothing is called “Tripol”. These names are only near it.",
  );
  const notice = { text: "No latitude is {n}", values: { n: "95.1" } };
  assert.equal(saidOf("95.1, 13.2", [], notice), "No latitude is 95.1");
  assert.equal(saidOf("x", []), "Nothing is called “x”. Try another spelling, Arabic, or coordinates.");
});

Deno.test("shortcuts are where they are on a Latin keyboard, also on an Arabic one", () => {
  const pressed = (/** @type {string} */ key, /** @type {string} */ code, shiftKey = false) =>
    keyOf({ key, code, shiftKey });
  assert.equal(pressed("ظ", "Slash"), "/");
  assert.equal(pressed("؟", "Slash", true), "?");
  assert.equal(pressed("٢", "Digit2"), "2");
  assert.equal(pressed("ح", "KeyP"), "p");
  assert.equal(pressed("ج", "BracketLeft"), "[");
  assert.equal(pressed("-", "Slash"), "-", "a German keyboard writes what it says");
  assert.equal(pressed("Escape", "Escape"), "Escape");
  assert.equal(pressed("ش", "KeyA"), "ش");
});

Deno.test("the sample of a layer is a symbol that no layer above it has in the same colour", () => {
  const known = { flag: { paths: [] }, drop: { paths: [] } };
  const taken = new Set(["flag #00f"]);
  /** @type {any} */
  const layer = {
    classes: {
      seat: { symbol: "flag", colour: "#00f" },
      well: { symbol: "drop", colour: "#00f" },
      way: { symbol: "", colour: "#00f" },
    },
  };
  assert.equal(pointOf(layer, known, taken)?.symbol, "drop");
  assert.deepEqual([...taken], ["flag #00f", "drop #00f"]);
  assert.equal(pointOf(layer, known, taken)?.symbol, "flag", "all are taken: the first");
  assert.equal(pointOf({ classes: { way: layer.classes.way } }, known, taken), undefined);
});

Deno.test("the bar of a year is as wide as its days on the slider, as high as its share of the most", () => {
  const bars = barsOf({ 2012: 4, 2013: 1 }, "2011-07-02", "2013-12-31");
  assert.deepEqual(bars.map(({ height }) => height), [0, 22, 6]);
  assert.equal(bars[0].x, 0, "it begins within the first year");
  assert.ok(Math.abs(bars[1].width - (366 / 913 * 100 - 0.8)) < 1e-9);
  const { x, width } = bars[2];
  assert.ok(Math.abs(x + width + 0.8 - 100) < 1e-9, "and ends with today");
});
