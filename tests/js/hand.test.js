import assert from "node:assert/strict";
import { movesOf, movesText, notesOf, notesText } from "../../geo/screen/js/state/hand.js";

Deno.test("what was moved and noted is read back as it was written", () => {
  const moved = "name:sirte:31.9,17.2|number:of-sharara:27,12";
  assert.deepEqual(movesOf(moved).get("number:of-sharara"), [27, 12]);
  assert.deepEqual(movesText(movesOf(moved)), moved);
  const noted = "31.2,16.6;32.5,17;50 %25%3B a %7C b %2525|24,10;23,11;طريق";
  assert.deepEqual(notesOf(noted).map(({ text }) => text), ["50 %; a | b %25", "طريق"]);
  assert.deepEqual(notesText(notesOf(noted)), noted);
  assert.deepEqual([movesText(movesOf("")), notesText(notesOf(""))], ["", ""]);
});
