/** What the server found for a search, and what choosing a result changes in the view. */
import { withFilter } from "../shared/filters.js";

/** @import { View } from "../shared/view.js" */

/**
 * @typedef {object} Result
 * @property {string} id
 * @property {string} kind of the group that it stands in
 * @property {string} layer "" for what is no feature of a layer
 * @property {string} layer_title
 * @property {string} name_en
 * @property {string} name_ar
 * @property {string} matched
 * @property {string} reason
 * @property {[lat: number, lon: number] | null} position
 */
/** @typedef {{ kind: string, title: string, results: Result[], near?: true }} Group near: suggestions only */

const NEAR = 8; // zoom at which a town and what is round it can be told apart
export const LONGEST = 120; // characters of a search that are looked at
const QUOTED = 60; // characters of a search that found nothing

/**
 * What is said of a search that found nothing that is called so; "" where something is.
 * @param {string} text
 * @param {Group[]} groups
 */
export function saidOf(text, groups) {
  if (groups.some((group) => !group.near)) return "";
  const nothing = `Nothing is called “${text.slice(0, QUOTED)}”.`;
  return groups.length
    ? `${nothing} These names are only near it.`
    : `${nothing} Try another spelling, Arabic, or coordinates.`;
}

/** @param {Result} result */
export function resultName({ name_en: name, matched }) {
  return name || matched;
}

/**
 * The change that shows a result: its layer on, its card open, the map there; an actor filters the map.
 * @param {View} view
 * @param {Result} result
 * @returns {Partial<View>}
 */
export function chosen(view, result) {
  const { id, kind, layer, position } = result;
  /** @type {Partial<View>} */
  const part = { q: resultName(result).slice(0, LONGEST) };
  if (kind === "actor") part.filters = withFilter(view.filters, "actor", [id]);
  else if (layer) {
    part.layers = view.layers.includes(layer) ? view.layers : [...view.layers, layer];
    part.sel = id;
    part.tab = "inspect";
  }
  if (position) Object.assign(part, { c: position, z: Math.max(NEAR, view.z ?? 0) });
  return part;
}
