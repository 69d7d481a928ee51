/** Names beside symbols, and who holds an area. */
import assert from "node:assert/strict";
import { AT, feature, layerOf } from "../../small_layer.js";

const { holdersOf, namesOf } = await import("../../../../geo/screen/js/map/features/written.js");
const { toWorld } = await import("../../../../geo/screen/js/map/features/geometry.js");
const { spreadSymbols } = await import("../../../../geo/screen/js/map/features/spread.js");

const ACTORS = { lna: { side: "east" } };

/**
 * @param {ReturnType<typeof feature>[]} features
 * @param {Record<string, any>} [more]
 */
function shown(features, more) {
  const made = layerOf(features, more, ACTORS);
  made.setMoment(AT, {});
  spreadSymbols([made], 1);
  return made;
}

Deno.test("a name has the short form and the colour of a power, another layer's the whole", () => {
  const one = feature("seat", "Point", [10, 30], {
    name_en: "Command (Benghazi)",
    actor: "lna",
    importance: 1,
  });
  const [power] = namesOf(shown([one]));
  assert.deepEqual([power.id, power.name_en, power.side, power.rank], ["seat", "Command", "east", 1]);
  const [other] = namesOf(shown([one], { group: "Resources" }));
  assert.deepEqual([other.name_en, other.side, other.rank], ["Command (Benghazi)", undefined, 2]);
  Object.assign(one.properties, { importance: 2 });
  assert.deepEqual(["Powers", "Resources"].map((group) => namesOf(shown([one], { group }))[0].rank), [3, 3]);
  assert.deepEqual(namesOf(shown([one], { group: "Base" })), [], "the ground has names of its own");
});

Deno.test("a main power that stands first in a stack says how many are behind it; a lesser one is not named", () => {
  const near = [
    feature("first", "Point", [10, 30], { importance: 1 }),
    feature("behind", "Point", [10.1, 30], { importance: 1 }),
  ];
  assert.deepEqual(namesOf(shown(near)).map(({ name_en }) => name_en), ["first +1"]);
  Object.assign(near[0].properties, { importance: 0 });
  assert.deepEqual(namesOf(shown(near)), []);
});

Deno.test("chips are named by the site below them, or not at all", () => {
  const at = (/** @type {string} */ id, /** @type {number} */ lon, /** @type {string} */ below) =>
    feature(id, "Point", [lon, 30], { below_en: below, below_ar: "", importance: 1 });
  const made = shown([at("base", 10, "Al Jufra air base"), at("region", 20, "")], { group: "Outside" });
  for (const symbol of made.symbols) symbol.block = /** @type {any} */ ({ width: 40, height: 36 });
  assert.deepEqual(namesOf(made).map(({ id, name_en, rank, clear }) => [id, name_en, rank, clear]), [
    ["base", "Al Jufra air base", 2, 20],
  ]);
});

Deno.test("who holds an area is written on a day that it holds, where the area is seen", () => {
  const square = [[[10, 10], [12, 10], [12, 12], [10, 10]]];
  const made = shown([feature("held", "Polygon", square, { look: 2, district: "sebha" })]);
  /** @type {(district: string, to: string) => any} */
  const name = (district, to) => ({
    district,
    from_day: "2019-01-01",
    to_day: to,
    at: [11, 11],
    side: "east",
    texts: { "": ["LNA", "الجيش"], own: ["Army", ""] },
  });
  made.written = [name("sebha", ""), name("sebha", AT), name("murzuq", "")];
  assert.deepEqual(holdersOf(made, AT, "own").map(({ id, name_en }) => [id, name_en]), [["sebha", "Army"]]);
  const [plain] = holdersOf(made, AT, "press");
  assert.deepEqual([plain.name_en, plain.name_ar, plain.kind, plain.side], ["LNA", "الجيش", "area", "east"]);
});

Deno.test("who holds an area speaks of all that is held alike, and of nothing else", () => {
  const square = (/** @type {number} */ x) => [[[x, 10], [x + 2, 10], [x + 2, 12], [x, 12], [x, 10]]];
  const held = (/** @type {string} */ district, /** @type {number} */ x, /** @type {string} */ actors) =>
    feature(district, "Polygon", square(x), { district, class: "nominal", actors });
  const made = shown([held("jabal", 10, "gnu"), held("nalut", 12, "gnu"), held("misrata", 14, "misrata")]);
  made.written = /** @type {any} */ ([
    {
      district: "jabal",
      from_day: "2019-01-01",
      to_day: "",
      at: [11, 11],
      texts: { "": ["GNU", ""] },
    },
  ]);
  const [{ on }] = holdersOf(made, AT, "");
  const found = [9, 11, 13, 15].map((lon) => on?.(toWorld([lon, 11])));
  assert.deepEqual(found, [false, true, true, false]);
});
