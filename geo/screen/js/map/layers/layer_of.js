/* The layer that paints what a declaration says: one that has all its features, or a large one, that asks for them. */
import { EvidenceLayer } from "./evidence_layer.js";
import { LargeLayer } from "./large_layer.js";

/**
 * @param {import("../../state/catalogue.js").LayerSpec} spec
 * @param {Record<string, import("../features/items.js").Properties>} actors
 * @param {import("../painting/painter.js").Painter} painter
 * @param {string} pane
 * @param {(problem: string) => void} told Hears what a large layer draws by itself, "", or why it cannot.
 * @returns {EvidenceLayer}
 */
export function layerOf(spec, actors, painter, pane, told) {
  return spec.large
    ? new LargeLayer(spec, actors, painter, pane, told)
    : new EvidenceLayer(spec, actors, painter, pane);
}
