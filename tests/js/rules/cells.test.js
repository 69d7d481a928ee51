import assert from "node:assert/strict";
import { Cells } from "../../../geo/screen/js/rules/cells.js";

Deno.test("what touches a box is found, whatever cells it lies in, below zero too; what is far is not", () => {
  const cells = new Cells(10);
  cells.add(1, 2, 2, 4, 4);
  cells.add(2, -15, -15, 25, 5);
  cells.add(3, 95, 95, 99, 99);
  assert.deepEqual([...cells.near(3, 3, 3, 3)].sort(), [1, 2]);
  assert.deepEqual([...cells.near(-12, -12, -11, -11)], [2]);
  assert.deepEqual([...cells.near(0, 0, 100, 100)].sort(), [1, 2, 3]);
  assert.deepEqual([...cells.near(50, 50, 60, 60)], []);
});
