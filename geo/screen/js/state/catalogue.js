/** The catalogue as `/api/layers` gives it. */
import { clockTexts } from "./view.js";

/** @typedef {{ name: string, title: string, title_ar: string } & Record<string, any>} ClassSpec with what it looks like */
/**
 * @typedef {object} LayerSpec
 * @property {string} id
 * @property {string} title
 * @property {string} title_ar
 * @property {string} title_short what the panel calls it
 * @property {string} title_short_ar
 * @property {string[]} geometry types
 * @property {string} group
 * @property {number} order
 * @property {number} rank in the panel
 * @property {boolean} visible in the first view
 * @property {string} colour_by
 * @property {string} size_by own column that says how important a point is, or ""
 * @property {string} note
 * @property {Record<string, any>} style
 * @property {Record<string, ClassSpec>} classes
 * @property {string[]} commodities that its features can be filtered by
 * @property {boolean} [large] whether only what is in view is fetched
 * @property {number} total
 * @property {string} fault why it is out, or ""
 * @property {import("../shared/refusals.js").Worded | null} [fault_words] the same for any language, where it is known
 */
/** @typedef {{ name_en: string, name_ar: string, side: string, country: string } & Record<string, any>} Actor */
/** @typedef {[name: string, nameArabic: string]} Names */
/** @typedef {[from: string, name: string, nameArabic: string]} DatedName `from` of the first is "" */
/**
 * @typedef {object} Catalogue
 * @property {string} version of the evidence
 * @property {string[]} groups
 * @property {LayerSpec[]} layers
 * @property {Record<string, Actor>} actors
 * @property {Record<string, Record<string, Names>>} naming by policy, then `layer:<id>`, `actor:<id>` or `side:<key>`
 * @property {Record<string, Record<string, DatedName[]>>} sides by policy ("" = none), then the side's key
 * @property {Record<string, string>} side_colours by the side's key
 * @property {Record<string, number>} claims_by_year when they were said
 * @property {Record<string, { title: string, title_ar: string }>} countries by their letters
 * @property {string} tiles URL template of a background, or "" where none is offered
 */

/**
 * The layers that stand in the first view.
 * @param {Catalogue} catalogue
 */
export function usualLayers({ layers }) {
  return layers.filter(({ visible, fault }) => visible && !fault).map(({ id }) => id);
}

/**
 * Where the features of a layer are.
 * @param {string} id
 * @param {string} version of the evidence
 * @param {{ known: string, recorded: string, without?: string }} view Without what a publisher or a side says.
 */
export function layerUrl(id, version, view) {
  const texts = { v: version, ...clockTexts(view), ...(view.without && { without: view.without }) };
  return `/api/layers/${encodeURIComponent(id)}.geojson?${new URLSearchParams(texts)}`;
}

/**
 * Countries, and the sides as a policy calls them on a day, by their key.
 * @param {Catalogue} catalogue
 * @param {{ names: string, at: string }} view
 * @returns {import("../map/furniture/legend.js").Sides}
 */
export function sidesOn({ countries, sides, side_colours }, { names, at }) {
  const byKey = Object.entries(countries).map(([key, one]) => [key, { ...one, country: true }]);
  const dated = Object.entries(sides[names] ?? sides[""]).map(([key, all]) => {
    const [, title, title_ar] = all.findLast(([from]) => from <= at) ?? all[0];
    return [key, { title, title_ar, colour: side_colours[key] }];
  });
  return Object.fromEntries([...byKey, ...dated]);
}

/**
 * What stands for layers, in any order, as the panel lists it.
 * @template {{ spec: { group: string, rank: number } }} T
 * @param {T[]} layers
 * @param {string[]} groups
 * @returns {T[]}
 */
export function inPanelOrder(layers, groups) {
  return groups.flatMap((group) =>
    layers.filter(({ spec }) => spec.group === group).sort((one, other) => one.spec.rank - other.spec.rank)
  );
}
