/* The layers that a map holds: each is made once, and its features are fetched once for what they are asked of. */
import { fetchJson } from "../../shared/fetching.js";
import { spreadSymbols } from "../features/spread.js";
import { EvidenceLayer } from "./evidence_layer.js";
import { LargeLayer } from "./large_layer.js";
import { addPane } from "./panes.js";

/** @typedef {import("../../state/catalogue.js").LayerSpec} LayerSpec */

export class HeldLayers {
  /** @type {Map<string, EvidenceLayer>} */
  #held = new Map();
  /** The features and the zoom for which symbols were moved apart last. */
  #spread = "";

  /**
   * @param {import("leaflet").Map} map
   * @param {import("../painting/painter.js").Painter} painter
   * @param {(id: string, problem: string) => void} told Hears what a large layer draws by itself, "" or why it cannot.
   */
  constructor(map, painter, told) {
    this.map = map;
    this.painter = painter;
    this.told = told;
  }

  /** @param {string} id */
  get(id) {
    return this.#held.get(id);
  }

  [Symbol.iterator]() {
    return this.#held.values();
  }

  /** Those that are on the map, in drawing order. */
  drawn() {
    return inOrder([...this].filter(({ shown }) => shown));
  }

  /**
   * A layer with the features of an address; with those it had, if they are no longer wanted once they come.
   * @param {LayerSpec} spec
   * @param {Record<string, any>} actors
   * @param {string} url
   * @param {() => boolean} wanted
   * @returns {Promise<EvidenceLayer>}
   */
  async fetch(spec, actors, url, wanted) {
    const layer = this.#held.get(spec.id) ?? this.#made(spec, actors);
    if (spec.large) {
      layer.source = url;
    } else if (layer.source !== url) {
      const collection = await fetchJson(url);
      if (!wanted()) return layer;
      layer.setFeatures(collection);
      layer.source = url;
    }
    return layer;
  }

  /**
   * @param {LayerSpec} spec
   * @param {Record<string, any>} actors
   */
  #made(spec, actors) {
    const pane = `evidence-${spec.id}`;
    addPane(this.map, "evidence", pane, spec.order);
    const layer = layerOf(spec, actors, this.painter, pane, (problem) => this.told(spec.id, problem));
    this.#held.set(spec.id, layer);
    return layer;
  }

  /**
   * Shows some of them and hides the others.
   * @param {EvidenceLayer[]} wanted
   */
  show(wanted) {
    for (const layer of this) {
      const on = wanted.includes(layer);
      if (on && !layer.shown) layer.addTo(this.map);
      else if (!on && layer.shown) layer.remove();
    }
  }

  /**
   * Moves symbols apart, unless that was done for these features at this zoom.
   * @param {EvidenceLayer[]} layers
   * @param {import("../features/items.js").PixelBox[]} [over] What stands over the map, in layer points.
   */
  spread(layers, over = []) {
    const zoom = this.map.getZoom();
    const { x, y } = this.map.getPixelOrigin();
    const closed = over.map((one) => ({ ...one, x: one.x + x, y: one.y + y }));
    const now = [
      zoom,
      JSON.stringify(closed),
      ...inOrder(layers).map(({ id, version }) => `${id}:${version}`),
    ].join();
    if (now === this.#spread) return;
    this.#spread = now;
    spreadSymbols(inOrder(layers), zoom, closed);
  }
}

/** @param {EvidenceLayer[]} layers */
function inOrder(layers) {
  return layers.toSorted((a, b) => a.spec.order - b.spec.order);
}

/**
 * The layer that paints what a declaration says: one that has all its features, or a large one, that asks for them.
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
