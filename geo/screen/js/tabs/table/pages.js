/** The rows of large layers, which the server sorts and searches: the first of them are held here. */
import { whyOf } from "../../shared/refusals.js";
import { fetchJson } from "../../shared/fetching.js";

/** @import { Item } from "../../map/features/items.js" */
/** @import { LargeLayer } from "../../map/layers/large_layer.js" */
/** @typedef {{ column: string, down: boolean, inView: boolean, limit: number }} Asked */

/** Rows of one answer. */
const MOST = 5000;
/**
 * What the server sorts by where it is not the column itself.
 * @type {Record<string, string>}
 */
const SORTED = { name: "name_en", grade: "reliability", layer: "" };

export class Pages {
  /**
   * By layer, what was asked for last and what came.
   * @type {Map<string, { url: string, items: Item[], total: number }>}
   */
  #held = new Map();

  /** @param {() => void} came Is called when other rows are there. */
  constructor(came) {
    this.came = came;
  }

  /**
   * The rows of a layer that are there, and how many there are in all.
   * @param {LargeLayer} layer
   * @param {Asked} asked
   */
  of(layer, { column, down, inView, limit }) {
    const sort = SORTED[column] ?? column;
    const url = layer.address("rows", {
      ...layer.wanted(!inView),
      ...(sort && { sort: `${down ? "-" : ""}${sort}` }),
      limit: String(Math.min(limit, MOST)),
    });
    const held = this.#held.get(layer.id) ?? { url: "", items: [], total: 0 };
    if (held.url !== url && !layer.waits) {
      this.#held.set(layer.id, { ...held, url });
      this.#fetch(layer, url);
    }
    return held;
  }

  /**
   * @param {LargeLayer} layer
   * @param {string} url
   */
  async #fetch(layer, url) {
    try {
      const { features, total } = await fetchJson(url);
      if (this.#held.get(layer.id)?.url !== url) return;
      this.#held.set(layer.id, { url, items: layer.itemsOf(features), total });
      this.came();
    } catch (problem) {
      layer.told(whyOf(problem));
    }
  }
}
