/** The rules answer the golden cases exactly as the Python rules do (tests/golden). */
import assert from "node:assert/strict";
import { spread } from "../../geo/screen/js/rules/crowding.js";
import { holding } from "../../geo/screen/js/rules/dating.js";
import { passing } from "../../geo/screen/js/rules/filtering.js";

const FOLDER = new URL("../golden/", import.meta.url);

/** @type {Record<string, (given: any) => unknown>} */
const RULES = {
  crowding: ({ spots, room }) => spread(spots, room),
  dating: ({ features, at }) => holding(features, at),
  filtering: ({ layer, at, filters, features }) => passing(layer, at, filters, features),
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
