/** The day of the last visit: the last one before today, however often today is noted. */
import assert from "node:assert/strict";
import { visited } from "../../../geo/screen/js/state/visits.js";

function storage(/** @type {Record<string, string>} */ held = {}) {
  return {
    getItem: (/** @type {string} */ name) => held[name] ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => void (held[name] = text),
  };
}

Deno.test("the last visit is the last day before today", () => {
  const store = storage();
  assert.equal(visited(store, "2026-11-01"), "");
  assert.equal(visited(store, "2026-11-01"), "", "the same day is no visit before");
  assert.equal(visited(store, "2026-11-20"), "2026-11-01");
  assert.equal(visited(store, "2026-11-20"), "2026-11-01");
  assert.equal(visited(store, "2026-11-24"), "2026-11-20");
});

Deno.test("what somebody else wrote there, or a later day of a wrong clock, is no visit", () => {
  assert.equal(visited(storage({ "libya-visits": "<b> 2999-01-01 2026-11-02" }), "2026-11-24"), "2026-11-02");
});
