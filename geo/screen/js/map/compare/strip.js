/* The one legend of two maps: each entry once, whichever of them it is on, as the legend of one map has it. */
import { explainedClasses } from "../furniture/legend.js";
import { MOST_SWATCHES } from "../furniture/legend_box.js";
import { sign, swatch } from "../painting/swatches.js";
import { inPanelOrder } from "../../state/catalogue.js";
import { element } from "../../shared/dom.js";
import { t } from "../../shared/words.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../furniture/legend.js").ClassEntry["swatches"]} Swatches */
/** @typedef {{ layers: EvidenceLayer[], sides: import("../furniture/legend.js").Sides }} Side */
/** @typedef {{ titles: string[], swatches: Swatches }} Entry */
/** @typedef {{ title: string, entries: Map<string, Entry> }} Section */

/**
 * The entries of both, by layer, those of the first first.
 * @param {Side[]} sides
 * @param {string[]} groups
 * @param {import("../../state/view.js").View} view
 * @returns {Section[]}
 */
export function legendOfBoth(sides, groups, view) {
  /** @type {Map<string, Section>} */
  const found = new Map();
  for (const { layers, sides: named } of sides) {
    for (const layer of inPanelOrder(layers, groups)) {
      // All that is drawn, in view or not: a legend that changed its height with each move would move the maps.
      const { title, holders, entries } = explainedClasses(layer, named, view, layer.placed);
      const section = found.get(layer.id) ?? { title, entries: new Map() };
      found.set(layer.id, section);
      for (const { key, title, look } of holders) add(section, key, title, [{ look, state: "current" }]);
      for (const { title, swatches } of entries) add(section, title, title, swatches);
    }
  }
  return [...found.values()].filter(({ entries }) => entries.size);
}

/**
 * Adds an entry to those of its layer; what is there already gains what is new: another name, another look.
 * @param {Section} section
 * @param {string} key
 * @param {string} title
 * @param {Swatches} swatches
 */
function add({ entries }, key, title, swatches) {
  const entry = entries.get(key) ?? { titles: [], swatches: [] };
  entries.set(key, entry);
  if (!entry.titles.includes(title)) entry.titles.push(title);
  const known = new Set(entry.swatches.map(({ look }) => JSON.stringify(look)));
  entry.swatches.push(...swatches.filter(({ look }) => !known.has(JSON.stringify(look))));
}

/**
 * @param {Section[]} sections
 * @param {import("../painting/painter.js").Painter} painter
 */
export function stripParts(sections, painter) {
  const line = (/** @type {HTMLElement[]} */ pictures, /** @type {string} */ text) =>
    element(
      "li",
      {},
      element("span", { class: "swatches" }, ...pictures),
      element("span", { dir: "auto" }, text),
    );
  const parts = sections.map(({ title, entries }) => {
    const lines = [...entries.values()].map(({ titles, swatches }) => {
      const shown = swatches.slice(0, MOST_SWATCHES).map(({ look, state }) => swatch(painter, look, state));
      return line(shown, titles.join(" / "));
    });
    // The one class of a layer may be called as it is.
    const heads = entries.size > 1 || !entries.has(title) ? [element("h3", { dir: "auto" }, title)] : [];
    return element("section", {}, ...heads, element("ul", {}, ...lines));
  });
  const signs = element(
    "ul",
    {},
    line([sign(painter, "differs")], t("Outlined: what differs")),
    line([sign(painter, "confirmed")], t("Dotted: only how well it is confirmed")),
    line([sign(painter, "pale")], t("Pale: not confirmed lately.")),
  );
  return [...parts, element("section", {}, signs)];
}
