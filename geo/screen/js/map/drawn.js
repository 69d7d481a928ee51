/* What the map says of itself: what it drew and explains, as `Libya.drawn()` and `Libya.legend()` list it. */
import { legendOf } from "./furniture/legend.js";

/** @typedef {import("./layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("./painting/look.js").Look} Look */

/** @param {Look} look */
const seen = ({ fill, edge, hatch, symbol }) => ({ fill, edge, hatch, symbol });

/**
 * The features that layers noted as painted, in drawing order.
 * @param {EvidenceLayer[]} layers
 */
export function featuresOf(layers) {
  return layers.flatMap(({ id: layer, opacity, noted }) =>
    noted.map(({ item: { id, look }, state }) => ({ layer, id, state, ...seen(look), opacity }))
  );
}

/**
 * The legend of all that layers noted, in view or not.
 * @param {EvidenceLayer[]} layers
 * @param {Parameters<typeof legendOf>[1]} sides
 * @param {string} lang
 */
export function entriesOf(layers, sides, lang) {
  return legendOf(layers, sides, lang, ({ noted }) => noted).flatMap(({ layer, entries }) =>
    entries.map(({ title, state, look }) => ({ layer, title, state, ...seen(look) }))
  );
}
