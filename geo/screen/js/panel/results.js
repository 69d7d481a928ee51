/** What the server found for a search, and what choosing a result changes in the view. */
import { withFilter } from "../state/filters.js";
import { said } from "../shared/refusals.js";
import { declared, language, t } from "../shared/words.js";

/** @import { Worded } from "../shared/refusals.js" */
/** @import { View } from "../state/view.js" */

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
 * @property {string[]} [actors] of an actor: it and who is shown with it
 * @property {string[]} [layers] of an actor: those that show these
 * @property {[south: number, west: number, north: number, east: number]} [bounds] of what is no point
 */
/** @typedef {{ kind: string, title: string, results: Result[], near?: true }} Group near: suggestions only */

const NEAR = 8; // zoom at which a town and what is round it can be told apart
const NEAREST = 12; // zoom that a small area is shown at
const TILE = 256; // px of the world at zoom 0
const LEAST = 1e-6; // of the world: what has no width
export const LONGEST = 120; // characters of a search that are looked at
const QUOTED = 60; // characters of a search that found nothing

/**
 * What is said of a search that found nothing that is called so; "" where something is.
 * @param {string} text
 * @param {Group[]} groups
 * @param {Worded} [notice] why what is written as a position is none
 */
export function saidOf(text, groups, notice) {
  if (groups.some((group) => !group.near)) return "";
  if (notice) return said(notice);
  const name = text.slice(0, QUOTED);
  return groups.length
    ? t("Nothing is called “{name}”. These names are only near it.", { name })
    : t("Nothing is called “{name}”. Try another spelling, Arabic, or coordinates.", { name });
}

/** What the server adds to the title of a group whose names are only near the one that is looked for. */
const NEAR_TITLE = / with a near name$/;

/** @param {string} title of a group of results */
export function groupTitle(title) {
  const group = declared(title.replace(NEAR_TITLE, ""));
  return NEAR_TITLE.test(title) ? t("{group} with a near name", { group }) : group;
}

/**
 * The layer of a result, and why it was found.
 * @param {Result} result
 * @param {string} layer what it is called
 */
export function about({ reason, matched }, layer) {
  const why = declared(matched ? reason.replace(matched, "{name}") : reason).replace("{name}", matched);
  return [layer, why].filter(Boolean).join(" · ");
}

/** @param {Result} result */
export function resultName({ name_en: name, matched }) {
  return name || matched;
}

/** @param {Result} result */
export function shownName(result) {
  return (language().lang === "ar" && result.name_ar) || resultName(result);
}

/**
 * The zoom at which a box just fits into some pixels, as a quarter.
 * @param {[south: number, west: number, north: number, east: number]} bounds
 * @param {{ width: number, height: number }} room
 */
export function zoomFor([south, west, north, east], { width, height }) {
  const up = (/** @type {number} */ lat) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360));
  const across = width / (TILE * Math.max((east - west) / 360, LEAST));
  const high = height / (TILE * Math.max((up(north) - up(south)) / (2 * Math.PI), LEAST));
  return Math.min(Math.floor(Math.log2(Math.min(across, high)) * 4) / 4, NEAREST);
}

/**
 * The change that shows a result: its layer on, its card open, the map there; an actor filters the map, with the
 * layers on that show it.
 * @param {View} view
 * @param {Result} result
 * @param {{ width: number, height: number }} room Pixels of the map.
 * @param {string} [district] The one that a position lies in, whose card is opened.
 * @returns {Partial<View>}
 */
export function chosen(view, result, room, district = "") {
  const { id, kind, layer, position, bounds } = result;
  /** @type {Partial<View>} */
  const part = { q: shownName(result).slice(0, LONGEST) };
  if (kind === "actor") {
    part.filters = withFilter(view.filters, "actor", result.actors ?? [id]);
    // A layer that has nothing of the actor would be on and empty.
    const showing = result.layers ?? [];
    if (showing.length) {
      part.layers = [...new Set([...view.layers.filter((one) => showing.includes(one)), ...showing])];
    }
  } else if (layer) {
    part.layers = view.layers.includes(layer) ? view.layers : [...view.layers, layer];
    part.sel = id;
    part.tab = "inspect";
  }
  if (bounds) {
    const [south, west, north, east] = bounds;
    Object.assign(part, { c: [(south + north) / 2, (west + east) / 2], z: zoomFor(bounds, room) });
  } else if (position) Object.assign(part, { c: position, z: Math.max(NEAR, view.z ?? 0) });
  // The card of a place looked at before would stand beside another one.
  if (position && !layer && (district || view.sel)) part.sel = district;
  if (district) part.tab = "inspect";
  return part;
}
