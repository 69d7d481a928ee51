/** A chip: letters on the colour of a country, glyphs on paper; pale and dashed where it is stale. */
import assert from "node:assert/strict";
import { paintChip } from "../../../geo/screen/js/map/painting/chips.js";
import { LOOK, POINT } from "../look.js";
import { pen } from "../pen.js";

Object.assign(globalThis, {
  Path2D: class {
    roundRect() {}
  },
});

/** @param {"current" | "stale"} state */
function chip(state) {
  const { context, painted } = pen();
  /** @type {[string, number, number[]][]} */
  const colours = [];
  /** @type {string[]} */
  const letters = [];
  context.clip = () => {};
  context.fillRect = (...place) => void colours.push([String(context.fillStyle), context.globalAlpha, place]);
  const write = context.fillText;
  context.fillText = (text, x, y) => {
    letters.push(`${text} ${context.fillStyle}`);
    write(text, x, y);
  };
  const document = {
    ...LOOK,
    symbols: { grid: 24, symbols: { base: { paths: [{ d: "M0 0", role: "glyph" }] } } },
  };
  const painter = /** @type {any} */ ({ document, ground: LOOK.ground });
  paintChip(context, painter, { ...POINT, letters: "TR" }, ["base", "base"], state, [10, 20, 40], 16);
  return { painted, colours, letters };
}

Deno.test("the colour lies under the letters alone, and each kind has a glyph in it", () => {
  const { painted, colours, letters } = chip("current");
  assert.deepEqual(colours, [[POINT.fill, 1, [10, 20, 16 * 1.3, 16]]]);
  assert.deepEqual(letters, [`TR ${POINT.ink}`]);
  assert.deepEqual(painted.map(({ act, dash }) => `${act} ${dash}`), [
    "stroke ",
    "fill ",
    "stroke ",
    "fillText ",
    "fill ",
    "fill ",
  ]);
});

Deno.test("a stale chip is pale, its edge dashed, its letters in the colour", () => {
  const { painted, colours, letters } = chip("stale");
  assert.deepEqual(colours.map(([, alpha]) => alpha), [LOOK.chip.stale_tint]);
  assert.deepEqual(letters, [`TR ${POINT.fill}`]);
  assert.equal(painted[2].dash, LOOK.symbol.stale_dash.join());
});
