/* What of a layer is written on the map: names beside symbols, and who holds its areas. */
import { holdsOn } from "../../rules/dating.js";
import { LESSER, MAIN, NOTABLE } from "../../rules/labelling.js";
import { shortName } from "../../shared/names.js";
import { aboutOf } from "./pointing.js";
import { contains, toWorld } from "./geometry.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */

/** The importance of what is drawn at every zoom. */
const FIRST = 1;

/**
 * Names of the features that have a symbol of their own, each once, and of the main ones that stand first in a
 * stack, with the number of those behind them.
 * @param {EvidenceLayer} layer
 * @returns {import("../layers/labels.js").Label[]}
 */
export function namesOf(layer) {
  if (layer.spec.group === "Base") return [];
  const powers = layer.spec.group === "Powers";
  const seen = new Set();
  /** @param {import("./items.js").PlacedItem} item */
  const rankOf = ({ properties }) => properties.importance !== FIRST ? LESSER : powers ? MAIN : NOTABLE;
  return layer.symbols.filter(({ items, block }) =>
    (items.length === 1 || rankOf(items[0]) === MAIN || block) && !seen.has(items[0].id) &&
    seen.add(items[0].id)
  ).map(
    ({ items, world, shift, size, block }) => {
      const [{ properties }] = items;
      const behind = items.length > 1 ? ` +${items.length - 1}` : "";
      const name = (/** @type {unknown} */ text) =>
        text ? (powers ? shortName(String(text)) : String(text)) + behind : "";
      // Chips say whose and what, their name where.
      const [english, arabic] = block
        ? [properties.below_en, properties.below_ar]
        : [name(properties.name_en), name(properties.name_ar)];
      return {
        id: aboutOf(properties),
        name_en: english ?? "",
        name_ar: arabic ?? "",
        world,
        shift,
        rank: rankOf(items[0]),
        kind: /** @type {const} */ ("feature"),
        clear: Math.max(block?.width ?? size, block?.height ?? size) / 2,
        side: powers ? layer.actors[properties.actor]?.side : undefined,
      };
    },
  ).filter((one) => one.name_en || one.name_ar);
}

/**
 * Who holds its areas on a day, as names on those that are seen; each stays on areas of its region that are held
 * alike.
 * @param {EvidenceLayer} layer
 * @param {string} at ISO day.
 * @param {string} policy
 * @returns {import("../layers/labels.js").Label[]}
 */
export function holdersOf(layer, at, policy) {
  const areas = layer.visible.filter(({ shape }) => shape?.kind === "area");
  const seen = new Set(areas.map(({ properties }) => properties.district));
  const held = (/** @type {import("./items.js").Item} */ { properties, state }) =>
    [properties.class, properties.actors, properties.region, state].join(" ");
  return layer.written.filter((one) => seen.has(one.district) && holdsOn(one, at)).map(
    ({ district, texts, at: place, side }) => {
      const [name_en, name_ar] = texts[policy] ?? texts[""];
      const own = areas.find(({ properties }) => properties.district === district);
      const alike = areas.filter((one) => own && held(one) === held(own));
      return {
        id: district,
        name_en,
        name_ar,
        world: toWorld(place),
        rank: 0,
        kind: "area",
        side,
        on: ([x, y]) => alike.some(({ shape }) => shape && contains(shape, x, y)),
      };
    },
  );
}
