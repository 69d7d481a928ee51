/* Hands the layers their symbols for a zoom, moved apart by rules/crowding.js. */
import { spread } from "../../rules/crowding.js";

/** @typedef {import("./evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("./evidence_layer.js").MapSymbol} MapSymbol */
/** @typedef {import("./evidence_layer.js").PlacedItem} PlacedItem */

/**
 * Hands every layer its symbols; those of a layer that says how important its points are stay where they are.
 * @param {EvidenceLayer[]} layers In drawing order.
 * @param {number} zoom
 */
export function spreadSymbols(layers, zoom) {
  const scale = 2 ** zoom;
  /** @type {Map<string, { items: Map<string, PlacedItem>, symbols: MapSymbol[] }>} */
  const own = new Map();
  const spots = [];
  const moved = layers.filter(({ spec }) => !spec.size_by);
  for (const layer of moved) {
    const items = new Map();
    own.set(layer.id, { items, symbols: [] });
    for (const { item, world } of layer.points()) {
      items.set(item.id, item);
      const [x, y] = [world[0] * scale, world[1] * scale];
      spots.push({ layer: layer.id, look: item.properties.look, x, y, ids: [item.id] });
    }
  }
  for (const { layer, ids, x, y, dx, dy } of spread(spots)) {
    const { items, symbols } =
      /** @type {{ items: Map<string, PlacedItem>, symbols: MapSymbol[] }} */ (own.get(layer));
    const stood = ids.map((id) => /** @type {PlacedItem} */ (items.get(id)));
    symbols.push({
      items: stood,
      look: stood[0].look,
      world: [x / scale, y / scale],
      shift: [dx, dy],
      size: stood[0].look.size,
    });
  }
  for (const layer of moved) layer.arrange(own.get(layer.id)?.symbols ?? []);
}
