/* The one legend of two maps: each entry once, whichever of them it is on. */
import { swatch } from "../painting/swatches.js";
import { element } from "../../shared/dom.js";
import { inPanelOrder } from "../../shared/catalogue.js";
import { legendOf } from "../furniture/legend.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../furniture/legend.js").Entry} Entry */
/** @typedef {{ layers: EvidenceLayer[], sides: import("../furniture/legend.js").Sides }} Side */

/**
 * The entries of both, by layer, those of the first first.
 * @param {Side[]} sides
 * @param {string[]} groups
 * @param {string} lang
 * @returns {{ title: string, entries: Entry[] }[]}
 */
export function legendOfBoth(sides, groups, lang) {
  /** @type {Map<string, { title: string, entries: Map<string, Entry> }>} */
  const found = new Map();
  for (const { layers, sides: named } of sides) {
    // All that is drawn, in view or not: a legend that changed its height with each move would move the maps.
    const seen = (/** @type {EvidenceLayer} */ layer) =>
      layer.placed.map((item) => ({ item, state: item.state }));
    for (const { layer, title, entries } of legendOf(inPanelOrder(layers, groups), named, lang, seen)) {
      const section = found.get(layer) ?? { title, entries: new Map() };
      found.set(layer, section);
      for (const entry of entries) section.entries.set(`${entry.title} ${entry.state}`, entry);
    }
  }
  return [...found.values()].map(({ title, entries }) => ({ title, entries: [...entries.values()] }));
}

/**
 * @param {{ title: string, entries: Entry[] }[]} sections
 * @param {import("../painting/painter.js").Painter} painter
 */
export function stripParts(sections, painter) {
  return sections.map(({ title, entries }) =>
    element(
      "section",
      {},
      element("h3", { dir: "auto" }, title),
      element(
        "ul",
        {},
        ...entries.map((entry) =>
          element(
            "li",
            {},
            swatch(painter, entry.look, entry.state),
            element("span", { dir: "auto" }, entry.title),
          )
        ),
      ),
    )
  );
}
