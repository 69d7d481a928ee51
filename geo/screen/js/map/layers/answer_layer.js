/* What an answer shows, over all evidence: its looks, like those of a layer, come from the server. */
import { EvidenceLayer } from "./evidence_layer.js";

/** @typedef {import("../features/items.js").Collection & { classes: { name: string, title: string, title_ar: string }[] }} Shown */

/** @typedef {import("../features/items.js").PlacedItem} PlacedItem */
/** @typedef {import("../features/geometry.js").View} View */

/** Holds on every day: an answer has days of its own. */
const ALWAYS = { from_day: "", to_day: "", stale_day: "9999-12-31" };
/** More names than these would hide what they name. */
const MOST_NAMED = 40;
/** Layers whose features have names on the ground. */
const GROUND = ["places", "districts", "regions"];

export class AnswerLayer extends EvidenceLayer {
  /**
   * @param {import("../../state/catalogue.js").Actor} actors
   * @param {import("../painting/painter.js").Painter} painter
   * @param {string} pane
   */
  constructor(actors, painter, pane) {
    const spec = /** @type {any} */ ({
      id: "ask",
      title: "",
      title_ar: "",
      title_short: "",
      title_short_ar: "",
      group: "Ask",
      order: 10_000,
      classes: {},
      // What marks a feature stands where that is, never moved aside.
      size_by: "id",
    });
    super(spec, /** @type {any} */ (actors), painter, pane);
  }

  /**
   * Takes an answer.
   * @param {{ title: string, title_ar: string, map: Shown }} answer
   */
  take({ title, title_ar, map }) {
    const classes = Object.fromEntries(map.classes.map((one) => [one.name, one]));
    Object.assign(this.spec, { title, title_ar, title_short: title, title_short_ar: title_ar, classes });
    const features = map.features.map(({ properties, geometry }) => ({
      geometry,
      properties: { ...properties, ...ALWAYS, class: properties.role, precision_m: 0 },
    }));
    this.setFeatures({ features, looks: map.looks });
    this.setMoment("", this.#hidden);
  }

  /** @type {import("../../rules/filtering.js").Filters} */
  #hidden = {};

  /**
   * Leaves out what the legend has switched off.
   * @param {import("../../rules/filtering.js").Filters} filters
   */
  hide({ hide = [] }) {
    this.#hidden = { hide };
    if (this.setMoment("", this.#hidden)) this.repaint();
  }

  /**
   * What it shows is counted where it stands.
   * @override
   */
  counts() {
    return { shown: this.placed.length, total: this.items.length, stale: 0, unplaced: 0 };
  }

  /**
   * Names of what no layer on the map names.
   * @override
   */
  names() {
    if (this.placed.length > MOST_NAMED) return [];
    const layers = new Map(this.items.map(({ id, properties }) => [id, properties.layer]));
    return super.names().filter(({ id }) => {
      const layer = layers.get(id ?? "");
      return layer && !GROUND.includes(layer) && !this.beside.has(layer);
    });
  }

  /**
   * The layers on the map, by id.
   * @type {Map<string, EvidenceLayer>}
   */
  beside = new Map();

  /**
   * Routes make room for each other; those of a layer on the map are marked where they run there.
   * @override
   * @param {PlacedItem[]} items
   * @param {View} view
   */
  courses(items, view) {
    const found = super.courses(items, view);
    for (const id of new Set(items.map(({ properties }) => properties.layer))) {
      const layer = this.beside.get(id);
      const there = layer ? [...layer.courses(layer.placed, view)] : [];
      const courses = new Map(there.map(([{ id }, course]) => [id, course]));
      for (const item of items) {
        const course = item.properties.layer === id && courses.get(item.id);
        if (course) found.set(item, course);
      }
    }
    return found;
  }

  /**
   * @override
   * @param {PlacedItem} item
   */
  flows({ properties }) {
    return this.flowing.has(properties.layer);
  }

  /**
   * Ids of the layers whose lines something goes along.
   * @type {Set<string>}
   */
  flowing = new Set();

  /**
   * Shapes of an answer have no card.
   * @override
   * @param {{ x: number, y: number }} point
   */
  hits(point) {
    return super.hits(point).filter(({ item }) => item.properties.layer);
  }
}
