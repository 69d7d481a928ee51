import assert from "node:assert/strict";
import { dayNumber, dayOf, nearestDay, today } from "../../../geo/screen/js/shared/calendar.js";
import { layerUrl, usualLayers } from "../../../geo/screen/js/state/catalogue.js";
import { painted } from "../../../geo/screen/js/shared/painting.js";
import { isOnlyActor, withFilter, withShown } from "../../../geo/screen/js/state/filters.js";
import { openTab, toggledTab } from "../../../geo/screen/js/state/tabs.js";

Deno.test("days are numbers, partial ones their beginning, broken ones the day they lie in", () => {
  assert.equal(dayNumber("1970-01-02"), 1);
  assert.equal(dayNumber("2011"), dayNumber("2011-01-01"));
  assert.equal(dayNumber("2011-03"), dayNumber("2011-03-01"));
  assert.equal(dayOf(dayNumber("2024-02-29")), "2024-02-29");
  assert.equal(dayOf(dayNumber("2024-02-29") + 0.9), "2024-02-29");
});

Deno.test("steps go to the nearest day before or after, in whatever order the days come", () => {
  const days = ["2020-10-23", "2019-04-04", "2021-03-16", "2020-10-23"];
  assert.equal(nearestDay(days, "2020-10-23", 1), "2021-03-16");
  assert.equal(nearestDay(days, "2020-10-23", -1), "2019-04-04");
  assert.equal(nearestDay(days, "2020-01-01", 1), "2020-10-23");
  assert.equal(nearestDay(days, "2021-03-16", 1), "");
  assert.equal(nearestDay([], "2021-03-16", -1), "");
});

Deno.test("a filter without values is no filter", () => {
  const filters = { rel: ["B"], hide: ["east.seat"] };
  assert.deepEqual(withFilter(filters, "rel", []), { hide: ["east.seat"] });
  assert.deepEqual(withFilter(filters, "age", ["183"]), { rel: ["B"], hide: ["east.seat"], age: ["183"] });
  assert.deepEqual(withShown(filters, "hide", "east.seat", true), { rel: ["B"] });
  assert.deepEqual(withShown(filters, "hide", "east.base", false).hide, ["east.seat", "east.base"]);
  assert.deepEqual(withShown({}, "hide", "east.base", false), { hide: ["east.base"] });
  assert.deepEqual(filters, { rel: ["B"], hide: ["east.seat"] }, "filters are never changed in place");
  assert.equal(isOnlyActor({ actor: ["lna"] }, "lna"), true);
  assert.equal(isOnlyActor({ actor: ["lna", "gnu"] }, "lna"), false);
  assert.equal(isOnlyActor({}, "lna"), false);
});

Deno.test("a selected feature opens the inspector; a tab that is open is folded, and the card with it", () => {
  const view = /** @type {any} */ ({ tab: "", sel: "" });
  assert.equal(openTab(view), "");
  assert.equal(openTab({ tab: "", sel: "tripoli" }), "inspect");
  assert.equal(openTab({ tab: "table", sel: "tripoli" }), "table");
  assert.deepEqual(toggledTab(view, "table"), { tab: "table" });
  assert.deepEqual(toggledTab({ ...view, sel: "tripoli" }, "inspect"), { tab: "", sel: "" });
});

Deno.test("the catalogue says which layers are usual and where their features are", () => {
  const layers = [
    { id: "a", visible: true, fault: "" },
    { id: "b", visible: false, fault: "" },
    { id: "c", visible: true, fault: "broken" },
  ];
  assert.deepEqual(usualLayers(/** @type {any} */ ({ layers })), ["a"]);
  assert.equal(layerUrl("a", "v1", { known: "", recorded: "" }), "/api/layers/a.geojson?v=v1");
  const recorded = "2020-01-01";
  assert.equal(
    layerUrl("a", "v1", { known: "", recorded }),
    "/api/layers/a.geojson?v=v1&recorded=2020-01-01",
  );
  assert.equal(
    layerUrl("a", "v1", { known: "2019-01-01", recorded }),
    "/api/layers/a.geojson?v=v1&known=2019-01-01&recorded=2020-01-01",
  );
  assert.equal(
    layerUrl("a", "v1", { known: "2019-01-01", recorded: "" }),
    `/api/layers/a.geojson?v=v1&known=2019-01-01&recorded=${today()}`,
    "alone, known is how an older link asks for what was recorded",
  );
});

Deno.test("what was drawn is on the screen when the frame after next begins", async () => {
  /** @type {(() => void)[]} */
  const frames = [];
  Object.assign(globalThis, { requestAnimationFrame: (/** @type {() => void} */ act) => frames.push(act) });
  let done = false;
  const waiting = painted().then(() => done = true);
  frames.shift()?.();
  await new Promise((resolve) => setTimeout(resolve));
  assert.deepEqual([done, frames.length], [false, 1]);
  frames.shift()?.();
  await waiting;
  assert.equal(done, true);
});
