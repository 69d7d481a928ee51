/** The rules answer the golden cases exactly as the Python rules do (tests/golden). */
import assert from "node:assert/strict";
import { banded } from "../../../geo/screen/js/rules/banding.js";
import { bundled } from "../../../geo/screen/js/rules/bundling.js";
import { spread } from "../../../geo/screen/js/rules/crowding.js";
import { holding } from "../../../geo/screen/js/rules/dating.js";
import { kindOf, ordered } from "../../../geo/screen/js/rules/drawing.js";
import { passing } from "../../../geo/screen/js/rules/filtering.js";
import { named, place } from "../../../geo/screen/js/rules/labelling.js";
import { cellBox, gathered, opacityOf } from "../../../geo/screen/js/map/layers/grid.js";
import { legend } from "../../../geo/screen/js/rules/legend.js";
import { leastDrawn, sizeShare } from "../../../geo/screen/js/rules/zooming.js";
import { otherView } from "../../../geo/screen/js/state/compare.js";
import { measureText, shapesOf } from "../../../geo/screen/js/state/sketch.js";

const FOLDER = new URL("../../golden/", import.meta.url);

/**
 * Whether a point lies in one of some boxes.
 * @param {import("../../../geo/screen/js/rules/labelling.js").Box[]} areas
 */
const inside = (areas) => (/** @type {number} */ x, /** @type {number} */ y) =>
  areas.some((one) => one.x < x && x < one.x + one.width && one.y < y && y < one.y + one.height);

/** @type {Record<string, (given: any) => unknown>} */
const RULES = {
  banding: ({ areas }) => banded(areas),
  bundling: ({ courses, near, step }) => bundled(courses, near, step),
  comparing: ({ view, compared }) => otherView(view, compared),
  counting: (columns) => {
    const cells = gathered(columns);
    const most = Math.max(...cells.map(({ count }) => count));
    return cells.map(({ x, y, class: kind, count }) => [x, y, kind, count, opacityOf(count, most)]);
  },
  crowding: ({ spots, room, closed }) => spread(spots, room, closed),
  dating: ({ features, at, first }) => holding(features, at, first),
  drawing: ({ layers }) =>
    layers.flatMap((/** @type {any} */ { id: layer, features }) =>
      ordered(features, (/** @type {any} */ { geometry }) => kindOf(geometry)).map(({ id }) => ({
        layer,
        id,
      }))
    ),
  filtering: ({ layer, at, filters, features }) => passing(layer, at, filters, features),
  grid: ({ cell: [x, y], shift }) => cellBox(x, y, shift),
  labelling: ({ labels, taken, frame }) =>
    place(
      labels.map((/** @type {any} */ one) => one.within ? { ...one, within: inside(one.within) } : one),
      taken,
      frame,
    ),
  legend: ({ layers, comma }) => legend(layers, comma),
  zooming: ({ importances, zoom, levels, sizes }) => [
    leastDrawn(importances, zoom, levels),
    sizeShare(zoom, sizes),
  ],
  measuring: ({ draw }) => shapesOf(draw).map(measureText),
  naming: ({ labels, zoom, features }) =>
    labels.map((/** @type {any} */ { kind, rank }) => named(kind, rank, zoom, features)),
};

/** Inputs that cases share stand once in their file and are named in the case. */
const SHARED = ["features", "spots", "labels", "layers"];

/**
 * @param {Record<string, unknown>} given
 * @param {Record<string, unknown>} shared
 */
function filled(given, shared) {
  const entries = Object.entries(given).map(([name, value]) => {
    return [name, SHARED.includes(name) && typeof value === "string" ? shared[value] : value];
  });
  return Object.fromEntries(entries);
}

for (const { name } of [...Deno.readDirSync(FOLDER)].sort((a, b) => a.name.localeCompare(b.name))) {
  if (!name.endsWith(".json")) continue;
  const rule = RULES[name.slice(0, -".json".length).split("-")[0]];
  const { about, shared, cases } = JSON.parse(Deno.readTextFileSync(new URL(name, FOLDER)));
  for (const { name: title, input, output } of cases) {
    Deno.test(`${name}: ${title}`, () => {
      assert.deepStrictEqual(rule(filled(input, shared)), output, about);
    });
  }
}
