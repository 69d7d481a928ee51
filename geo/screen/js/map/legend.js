/* What rules/legend.js is asked for the layers on the map. */
import { legend } from "../rules/legend.js";
import { named } from "../shared/names.js";

/** @typedef {import("./layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("./layers/evidence_layer.js").PlacedItem} PlacedItem */
/** @typedef {import("./layers/painter.js").Look} Look */
/** @typedef {import("./layers/painter.js").State} State */
/** @typedef {Record<string, { title: string, title_ar: string }>} Sides By their key, in the order of the palette. */
/** @typedef {{ title: string, state: State, look: Look }} Entry */
/** @typedef {{ layer: string, title: string, entries: Entry[] }} Section */

const ARABIC_COMMA = "، ";

/**
 * The name under which the legend knows a class: areas apart where they have their own title.
 * @param {import("../shared/catalogue.js").ClassSpec} declared
 * @param {Look["kind"]} kind
 */
const className = (declared, kind) =>
  kind === "area" && declared.title_area ? `${declared.name}/area` : declared.name;

/**
 * The sections of the legend, in the order of their layers; layers of which nothing is taken have none.
 * @param {EvidenceLayer[]} layers In the order of the legend.
 * @param {Sides} sides As they are called on the day.
 * @param {string} lang
 * @param {(layer: EvidenceLayer) => { item: PlacedItem, state: State }[]} taken What of a layer is explained.
 * @returns {Section[]}
 */
export function legendOf(layers, sides, lang, taken) {
  const title = (/** @type {Record<string, any>} */ one) => named(one, lang, "title");
  const sideTitles = Object.fromEntries(Object.entries(sides).map(([key, side]) => [key, title(side)]));
  return layers.flatMap((layer) => {
    const items = taken(layer).map(({ item: { properties, look }, state }) => ({
      class: className(layer.spec.classes[properties.class], look.kind),
      look: properties.look,
      state,
      sides: properties.sides ? properties.sides.split("|") : [],
    }));
    const declared = Object.values(layer.spec.classes);
    const classes = [
      ...declared.map((one) => ({ name: one.name, title: title(one) })),
      ...declared.filter((one) => one.title_area).map((one) => ({
        name: className(one, "area"),
        title: named(one, lang, "title_area"),
      })),
    ];
    const asked = { id: layer.id, title: title(layer.spec), classes, sides: sideTitles, items };
    return legend([asked], lang === "ar" ? ARABIC_COMMA : undefined).map((group) => ({
      ...group,
      entries: group.entries.map((entry) => ({ ...entry, look: layer.looks[Number(entry.look)] })),
    }));
  });
}
