/* What an answer shows, over all evidence: its looks, like those of a layer, come from the server. */
import { EvidenceLayer } from "./evidence_layer.js";

/** @typedef {import("./items.js").Collection & { classes: { name: string, title: string, title_ar: string }[] }} Shown */

/** Holds on every day: an answer has days of its own. */
const ALWAYS = { from_day: "", to_day: "", stale_day: "9999-12-31" };
/** More names than these would hide what they name. */
const MOST_NAMED = 40;
/** Layers whose features have names on the ground. */
const GROUND = ["places", "districts", "regions"];

export class AnswerLayer extends EvidenceLayer {
  /**
   * @param {import("../../shared/catalogue.js").Actor} actors
   * @param {import("../painting/painter.js").Painter} painter
   * @param {string} pane
   */
  constructor(actors, painter, pane) {
    const spec = /** @type {any} */ ({
      id: "ask",
      title: "",
      title_ar: "",
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
    Object.assign(this.spec, { title, title_ar, classes });
    const features = map.features.map(({ properties, geometry }) => ({
      geometry,
      properties: { ...properties, ...ALWAYS, class: properties.role, precision_m: 0 },
    }));
    this.setFeatures({ features, looks: map.looks });
    this.setMoment("", {});
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
   * Ids of the layers on the map.
   * @type {Set<string>}
   */
  beside = new Set();

  /**
   * Shapes of an answer have no card.
   * @override
   * @param {{ x: number, y: number }} point
   */
  hits(point) {
    return super.hits(point).filter(({ item }) => item.properties.layer);
  }
}
