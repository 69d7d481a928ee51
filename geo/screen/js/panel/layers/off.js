/** How many features the layers that are off would show: the map has not fetched them, so the server counts. */
import { fetchJson } from "../../shared/fetching.js";
import { clockTexts, textOf } from "../../state/view.js";

/** @import { View } from "../../state/view.js" */

/** Milliseconds for which a view has to stand still. */
const QUIET = 300;

export class Off {
  #url = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;
  /**
   * By the layer's id; none where it is not known.
   * @type {Record<string, number>}
   */
  shown = {};

  /**
   * @param {string} version of the evidence
   * @param {() => void} heard is called with other counts
   */
  constructor(version, heard) {
    this.version = version;
    this.heard = heard;
  }

  /** @param {View} view */
  ask(view) {
    const { at, between = "", filters } = view;
    const texts = { at, between, ...clockTexts(view), f: textOf("filters", filters), v: this.version };
    const url = `/api/counts?${new URLSearchParams(texts)}`;
    if (url === this.#url) return;
    this.#url = url;
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => this.#fetch(url), QUIET);
  }

  /** @param {string} url */
  async #fetch(url) {
    const { shown } = await fetchJson(url).catch(() => ({ shown: {} }));
    if (this.#url !== url) return;
    this.shown = shown;
    this.heard();
  }
}
