/* What changes while history is played: outlined as it happens, for a moment. */
import { OutlineLayer } from "./compare/outlines.js";
import { aboutOf } from "./features/pointing.js";
import { addPane } from "./layers/panes.js";

/** @typedef {import("./layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("./features/items.js").Item} Item */

const PANE = "changes";
const SEEN = 1600; // ms for which a mark stays

export class Changing {
  on = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fading;
  /** @type {OutlineLayer | null} */
  #layer = null;

  /** @param {import("./map.js").LibyaMap} map */
  constructor(map) {
    this.map = map;
  }

  /** What is marked now. */
  get count() {
    return this.#layer?.count ?? 0;
  }

  /**
   * Takes another day, and marks what came and what went.
   * @param {EvidenceLayer[]} layers
   * @param {() => void} change
   */
  watch(layers, change) {
    if (!this.on) {
      change();
      return;
    }
    const before = new Map(layers.map((layer) => [layer.id, new Set(layer.visible)]));
    change();
    const marks = layers.flatMap((layer) => {
      const was = before.get(layer.id) ?? new Set();
      const is = new Set(layer.visible);
      const differ = [...is].filter((item) => !was.has(item)).concat(
        [...was].filter((item) => !is.has(item)),
      );
      return [...new Map(differ.map((item) => [aboutOf(item.properties), markOf(layer.id, item)])).values()];
    });
    if (marks.length) this.#show(marks);
  }

  /** @param {ReturnType<typeof markOf>[]} marks */
  #show(marks) {
    const { map } = this;
    if (!this.#layer) {
      addPane(map.map, PANE);
      const district = (/** @type {string} */ id) => map.ground.districts.find((one) => one.id === id)?.shape;
      const { differing } = map.painter.document;
      this.#layer = new OutlineLayer(PANE, () => map.drawn(), () => [], district, differing).addTo(map.map);
    }
    this.#layer.setMarks(marks);
    clearTimeout(this.#fading);
    this.#fading = setTimeout(() => this.#layer?.setMarks([]), SEEN);
  }
}

/**
 * @param {string} layer
 * @param {Item} item
 */
function markOf(layer, { id, properties, shape }) {
  const about = aboutOf(properties);
  const scope = shape?.kind === "area" ? "district" : about === id ? "feature" : "place";
  return { id: scope === "feature" ? id : about, layer, scope, change: "new" };
}
