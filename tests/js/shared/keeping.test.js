/** What a browser keeps, and does without. */
import assert from "node:assert/strict";
import { keep, kept } from "../../../geo/screen/js/shared/keeping.js";

Deno.test("a text is kept under its key; without one there is nothing", () => {
  const storage = () => globalThis.localStorage;
  localStorage.clear();
  assert.equal(kept("width", storage), "");
  keep("width", "400", storage);
  assert.equal(kept("width", storage), "400");
  localStorage.clear();
});

Deno.test("storage that is switched off or full is done without; a fault of ours is not hidden", () => {
  const off = () => {
    throw new DOMException("denied", "SecurityError");
  };
  assert.equal(kept("width", off), "");
  keep("width", "400", off);
  const broken = () => {
    throw new TypeError("ours");
  };
  assert.throws(() => kept("width", broken), TypeError);
  assert.throws(() => keep("width", "1", broken), TypeError);
});
