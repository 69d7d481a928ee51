/** Small layers without a browser: features of a world that is seen whole. */
import { Painter } from "../../geo/screen/js/map/painting/painter.js";
import { AREA, LINE, LOOK, POINT } from "./look.js";

// Leaflet needs a page; a layer needs of it a base to extend.
Object.assign(globalThis, { L: { Renderer: class {}, Layer: class {} } });
export const { EvidenceLayer } = await import("../../geo/screen/js/map/layers/evidence_layer.js");

export const AT = "2020-01-01";
const CLASSES = {
  town: { name: "town", title: "Town", title_ar: "بلدة" },
  way: { name: "way", title: "Way", title_ar: "" },
};
/** @type {any} */
export const SPEC = {
  id: "east",
  title: "East",
  title_ar: "الشرق",
  group: "Powers",
  order: 2,
  classes: CLASSES,
};
export const LOOKS = [POINT, LINE, AREA];

/**
 * @param {string} id
 * @param {string | null} type
 * @param {any} coordinates
 * @param {Record<string, any>} [more]
 */
export function feature(id, type, coordinates, more = {}) {
  const properties = {
    id,
    name_en: id,
    class: "town",
    look: 0,
    from_day: "2019-01-01",
    to_day: "",
    stale_day: "2021-01-01",
    precision_m: 0,
    ...more,
  };
  return { properties, geometry: type ? { type, coordinates } : null };
}

/**
 * A layer that looks at the whole world at zoom 1.
 * @param {ReturnType<typeof feature>[]} features
 * @param {Record<string, any>} [more] Of its declaration.
 * @param {Record<string, any>} [actors]
 */
export function layerOf(features, more = {}, actors = {}) {
  const made = new EvidenceLayer({ ...SPEC, ...more }, actors, new Painter(LOOK, LOOK.ground), "pane");
  made.view = () => ({ scale: 2, x: 0, y: 0 });
  made._bounds = /** @type {any} */ ({ min: { x: 0, y: 0 }, max: { x: 512, y: 512 } });
  made.painter.symbol = () => {};
  made.setFeatures({ features, looks: LOOKS });
  return made;
}
