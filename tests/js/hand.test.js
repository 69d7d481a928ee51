import assert from "node:assert/strict";
import { keyOf, putsOf, wrapped } from "../../geo/screen/js/map/layers/by_hand.js";
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

Deno.test("of labels with one id the first is the one that was moved", () => {
  const place = /** @type {any} */ ({ id: "sirte", kind: "place" });
  const feature = /** @type {any} */ ({ id: "sirte", kind: "feature" });
  const note = /** @type {any} */ ({ id: "0", kind: "note" });
  assert.deepEqual([keyOf(place), keyOf(note), keyOf({ kind: "sea" })], ["name:sirte", "note:0", ""]);
  const notes = notesOf("31.2,16.6;32.5,17;text");
  const puts = putsOf([place, feature, note], {
    moves: movesOf("name:sirte:31.9,17.2"),
    notes,
    numbers: [],
    movable: false,
  });
  assert.deepEqual([...puts.keys()], [place, note]);
});

Deno.test("a note is written in lines that are not too wide, a long word on its own", () => {
  const widthOf = (/** @type {string} */ text) => text.length * 10;
  assert.deepEqual(wrapped("Front of 2020, quiet since", widthOf), ["Front of 2020,", "quiet since"]);
  assert.deepEqual(wrapped("a aaaaaaaaaaaaaaaaaaaaaaaa", widthOf), ["a", "aaaaaaaaaaaaaaaaaaaaaaaa"]);
  assert.deepEqual(wrapped("Front\nof 2020", widthOf), ["Front", "of 2020"]);
});
