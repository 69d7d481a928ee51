/** A few cases of the rules worked out by hand, so that the golden ones are not the only witnesses. */
import assert from "node:assert/strict";
import { spread } from "../../geo/screen/js/rules/crowding.js";
import { holding, stateOn } from "../../geo/screen/js/rules/dating.js";
import { filter, passing } from "../../geo/screen/js/rules/filtering.js";

const AT = "2020-01-01";
const FEATURES = [
  { id: "fresh", class: "town", actor: "lna", reliability: "A", credibility: 1, reviewed_on: "2019-12" },
  { id: "old", class: "town", actor: "gnu", reliability: "B", credibility: 2, reviewed_on: "2018" },
  { id: "graded-C", class: "seat", actor: "lna", reliability: "C", credibility: 3, reviewed_on: AT },
].map((one, i) => ({ ...one, stale_day: ["2021-01-01", "2019-01-02", AT][i] }));

Deno.test("each filter lets through what it asks for", () => {
  /** @param {Record<string, string[]>} filters */
  const passed = (filters) => passing("east", AT, filters, FEATURES);
  assert.deepEqual(passed({ hide: ["east.seat", "tripoli.town"] }), ["fresh", "old"]);
  assert.deepEqual(passed({ actor: ["gnu", "russia"] }), ["old"]);
  assert.deepEqual(passed({ com: ["gold"] }), ["fresh", "old", "graded-C"]);
  assert.deepEqual(passed({ rel: ["B"] }), ["fresh", "old"]);
  assert.deepEqual(passed({ cred: ["1"] }), ["fresh"]);
  assert.deepEqual(passed({ age: ["90"] }), ["fresh", "graded-C"]);
  assert.deepEqual(passed({ age: ["9".repeat(20)] }), ["fresh", "old", "graded-C"]);
  assert.deepEqual(passed({ stale: ["1"] }), ["fresh"]);
  assert.equal(filter("east", AT, {})(FEATURES[2]), true);
});

Deno.test("a feature holds from its first day up to the day of its end", () => {
  const feature = { id: "a", from_day: "2020-01-01", to_day: "2020-02-01", stale_day: "2020-01-20" };
  const days = ["2019-12-31", "2020-01-01", "2020-01-20", "2020-01-31", "2020-02-01"];
  assert.deepEqual(days.map((day) => stateOn(feature, day)), ["", "current", "stale", "stale", ""]);
  assert.deepEqual(holding([feature], "2020-01-20"), [{ id: "a", state: "stale" }]);
});

Deno.test("two looks stand side by side round the middle of their features", () => {
  const spots = [
    { layer: "east", look: 0, x: 0, y: 0, ids: ["a", "b", "c"] },
    { layer: "east", look: 1, x: 8, y: 4, ids: ["d"] },
  ];
  assert.deepEqual(spread(spots), [
    { layer: "east", look: 0, ids: ["a", "b", "c"], x: 2, y: 1, dx: -10.5, dy: 0 },
    { layer: "east", look: 1, ids: ["d"], x: 2, y: 1, dx: 10.5, dy: 0 },
  ]);
});

Deno.test("5000 spots are spread quickly", () => {
  const spots = Array.from({ length: 5000 }, (_, i) => {
    return { layer: "east", look: i % 7, x: (i * 373) % 1400, y: (i * 597) % 900, ids: [`f${i}`] };
  });
  const before = performance.now();
  spread(spots);
  assert.ok(performance.now() - before < 500);
});
