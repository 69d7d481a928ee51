/** Marking and credit of what is drawn. */
import assert from "node:assert/strict";
import { byFrequency, credited, credits, highest } from "../../../geo/screen/js/map/furniture/credit.js";

Deno.test("the highest marking counts, and nothing drawn is clear", () => {
  assert.equal(highest(["CLEAR", "AMBER", "GREEN"]), "AMBER");
  assert.equal(highest(["AMBER+STRICT", "AMBER"]), "AMBER+STRICT");
  assert.equal(highest([]), "CLEAR");
  assert.equal(highest(["UNKNOWN"]), "CLEAR");
});

Deno.test("publishers stand by how many features they back, then by name", () => {
  const lists = [["b", "b", undefined], ["a", "b"], ["c"], ["a"]];
  assert.deepEqual(byFrequency(lists), ["a", "b", "c"]);
});

Deno.test("the credit names some publishers and counts the others", () => {
  assert.equal(credited([], 4), "");
  assert.equal(credited(["a", "b"], 4), "Sources: a, b");
  assert.equal(credited(["a", "b", "c"], 2), "Sources: a, b and 1 more");
});

Deno.test("a line of credits does not break inside brackets", () => {
  assert.equal(credits(["A (CC BY 4.0)", "", "B c"]), "A (CC\u00a0BY\u00a04.0) · B c");
});
