/** The title over the map says what the map shows. */
import assert from "node:assert/strict";
import { subjectOf } from "../../geo/screen/js/map/furniture/headline.js";

/** @type {(id: string, features?: number) => any} */
const layer = (id, features = 1) => ({
  id,
  spec: { id, title: `The ${id}`, title_ar: `ال${id}` },
  visible: Array(features).fill({}),
});

Deno.test("a map of who holds what is called so, also with other layers", () => {
  assert.equal(subjectOf([layer("control"), layer("energy")], "en"), "");
  assert.equal(subjectOf([], "en"), "");
});

Deno.test("a map of something else is called by the layers that are seen", () => {
  assert.equal(subjectOf([layer("control", 0), layer("foreign")], "en"), "The foreign");
  assert.equal(subjectOf([layer("foreign")], "ar"), "الforeign");
  assert.equal(
    subjectOf([layer("foreign"), layer("events"), layer("ports")], "en"),
    "The foreign and 2 more",
  );
});
