/** Views with a name of their own, in what a browser keeps. */
import assert from "node:assert/strict";
import { forget, keep, savedViews } from "../../../geo/screen/js/panel/saved.js";

function storage(/** @type {Record<string, string>} */ held = {}) {
  return {
    getItem: (/** @type {string} */ name) => held[name] ?? null,
    setItem: (/** @type {string} */ name, /** @type {string} */ text) => void (held[name] = text),
  };
}

Deno.test("a view is kept under its name, the newest first, until it is forgotten", () => {
  const kept = storage();
  keep(kept, { name: "Sabha", query: "z=7" });
  keep(kept, { name: "South", query: "z=6" });
  keep(kept, { name: "Sabha", query: "z=8" });
  assert.deepEqual(savedViews(kept), [{ name: "Sabha", query: "z=8" }, { name: "South", query: "z=6" }]);
  forget(kept, "Sabha");
  assert.deepEqual(savedViews(kept), [{ name: "South", query: "z=6" }]);
});

Deno.test("what is no list of views is none, and of too many the oldest go", () => {
  for (const text of ["", "{", "7", '[null, 3, {"name": 1}]']) {
    assert.deepEqual(savedViews(storage({ "libya-views": text })), []);
  }
  const kept = storage();
  for (let i = 0; i < 60; i += 1) keep(kept, { name: `View ${i}`, query: "" });
  const names = savedViews(kept).map(({ name }) => name);
  assert.deepEqual([names.length, names[0]], [50, "View 59"]);
});
