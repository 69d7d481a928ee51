/** The layer list by group, with the filters over all layers. */
import { usualLayers } from "../../state/catalogue.js";
import { button, element } from "../../shared/dom.js";
import { declared, t } from "../../shared/words.js";
import { Filters } from "./filters.js";
import { LayerRow } from "./layer_row.js";
import { withAll } from "./layering.js";
import { Off } from "./off.js";
import { sampleOf } from "./sample.js";

/** @import { Catalogue } from "../../state/catalogue.js" */
/** @import { Drawn } from "../../state/link.js" */
/** @import { Store } from "../../state/store.js" */
/** @import { Symbols } from "./sample.js" */
/** @import { View } from "../../state/view.js" */

const tiles = () =>
  t("OpenStreetMap background: calls tile.openstreetmap.org, which then sees where you look");

export class Tree {
  /** @type {LayerRow[]} */
  #rows = [];
  /** @type {Set<string>} */
  #taken = new Set();
  /** @type {Drawn} */
  #drawn = { counts: {}, failed: {} };

  /**
   * @param {Store} store
   * @param {Catalogue} catalogue
   * @param {Symbols} symbols
   * @param {(layer: string) => void} showUnplaced opens the cards of what a layer cannot draw
   */
  constructor(store, catalogue, symbols, showUnplaced) {
    this.store = store;
    this.catalogue = catalogue;
    this.symbols = symbols;
    this.showUnplaced = showUnplaced;
    this.filters = new Filters(store, catalogue);
    this.off = new Off(catalogue.version, () => this.count());
    this.background = element("input", { type: "checkbox", id: "tiles" });
    this.background.addEventListener("change", () => store.change({ tiles: this.background.checked }));
    this.element = element(
      "div",
      { class: "tree" },
      element("div", { class: "tree-head" }, this.filters.element, this.#bar()),
      ...catalogue.groups.map((group) => this.#group(group)),
      catalogue.tiles && this.#tiles(),
    );
  }

  /**
   * Says how much of each layer is drawn, or would be.
   * @param {Drawn} [drawn] none = as the map has drawn last
   */
  count(drawn = this.#drawn) {
    this.#drawn = drawn;
    const { counts, failed } = drawn;
    for (const row of this.#rows) {
      const { id } = row.layer;
      row.count(counts[id], failed[id], this.off.shown[id]);
    }
  }

  /** @param {View} view */
  reflect(view) {
    this.background.checked = Boolean(view.tiles);
    this.filters.reflect(view);
    const names = this.catalogue.naming[view.names] ?? {};
    for (const row of this.#rows) row.reflect(view, names);
    this.off.ask(view);
  }

  /**
   * Turns a layer on or off.
   * @param {number} place in the panel
   */
  turn(place) {
    const check = this.#rows[place]?.check;
    if (check && !check.disabled) check.click();
  }

  /**
   * Unfolds what is unfolded in another tree.
   * @param {Tree} other
   */
  unfoldAs(other) {
    this.filters.element.open = other.filters.element.open;
    const open = new Set(other.#rows.filter(({ more }) => !more.hidden).map(({ layer }) => layer.id));
    for (const row of this.#rows) row.open(open.has(row.layer.id));
  }

  #bar() {
    const { store, catalogue } = this;
    const all = catalogue.layers.filter(({ fault }) => !fault).map(({ id }) => id);
    const first = { layers: usualLayers(catalogue), filters: {}, opacity: {} };
    return element(
      "div",
      { class: "tree-bar" },
      element("h2", { class: "unseen" }, t("Layers")),
      button(t("all"), () => store.change({ layers: all })),
      button(t("none"), () => store.change({ layers: [] })),
      button(t("reset"), () => store.change(first), { title: t("Layers, filters and opacity as at first") }),
    );
  }

  /** @param {string} title */
  #group(title) {
    const layers = this.catalogue.layers.filter(({ group }) => group === title).sort((one, other) =>
      one.rank - other.rank
    );
    const ids = layers.filter(({ fault }) => !fault).map(({ id }) => id);
    const turn = () => this.store.change({ layers: withAll(this.store.view.layers, ids) });
    const all = button(t("all"), turn, {
      class: "all",
      "aria-label": t("{group}: turn all on or off", { group: declared(title) }),
    });
    const rows = layers.map((layer) => {
      const sample = sampleOf(layer, this.symbols, this.#sides(), this.#taken);
      return new LayerRow(this.store, layer, sample, this.showUnplaced);
    });
    this.#rows.push(...rows);
    const list = element("ul", {}, ...rows.map((row) => row.element));
    return element("section", {}, element("h3", {}, declared(title), all), list);
  }

  /** Colours of the two administrations. */
  #sides() {
    const actors = Object.values(this.catalogue.actors);
    const colour = (/** @type {string} */ key) => actors.find(({ side }) => side === key)?.style.colour;
    return ["tripoli", "east"].map(colour).filter(Boolean);
  }

  #tiles() {
    const label = element("label", { for: "tiles" }, tiles());
    return element("section", { class: "tiles" }, this.background, label);
  }
}
