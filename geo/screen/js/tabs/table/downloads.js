/** Where layers can be downloaded as they are shown, as they are in view, and for all dates. */
import { here } from "../../shared/here.js";
import { named } from "../../shared/names.js";
import { t } from "../../shared/words.js";
import { viewTexts } from "../../state/view.js";

/** @import { LargeLayer } from "../../map/layers/large_layer.js" */
/** @import { Grammar, View } from "../../state/view.js" */
/** @typedef {{ title: string, links: { title: string, href: string }[] }} Line */

const FORMATS = [["XLSX", "xlsx"], ["GeoPackage", "gpkg"], ["GeoJSON", "geojson"], ["CSV", "csv"], [
  "GeoParquet",
  "parquet",
], ["FlatGeobuf", "fgb"]];

/**
 * @param {Grammar} grammar
 * @param {View} view
 * @param {string[]} layers those that are wanted
 * @param {number[]} bbox west, south, east, north of what is in view
 * @returns {Line[]} none where no layer is wanted
 */
export function downloads(grammar, view, layers, bbox) {
  if (!layers.length) return [];
  const { known, recorded } = view;
  const shown = { layers, known, recorded, at: view.at, filters: view.filters };
  return [
    line(grammar, t("Download this date"), shown),
    line(grammar, t("only what is in view"), { ...shown, bbox }),
    line(grammar, t("all dates, without filters"), { layers, known, recorded }),
  ];
}

/**
 * Where the rows of a large layer are, on this date and with these filters, sent as they are read.
 * @param {LargeLayer} layer
 * @param {string} lang
 * @returns {Line}
 */
export function largeDownload(layer, lang) {
  const links = [["GeoJSON", "all.geojson"], ["CSV", "all.csv"]].map(([title, what]) => (
    { title, href: here(layer.address(what, layer.wanted(true))) }
  ));
  return { title: t("Download {layer}", { layer: named(layer.spec, lang, "title") }), links };
}

/**
 * @param {Grammar} grammar
 * @param {string} title
 * @param {Partial<View> & { bbox?: number[] }} view
 * @returns {Line}
 */
function line(grammar, title, view) {
  const texts = viewTexts(grammar, view, "data");
  const links = FORMATS.map(([name, format]) => (
    { title: name, href: here(`/api/export?${new URLSearchParams({ ...texts, format })}`) }
  ));
  return { title, links };
}
