/** Where layers can be downloaded as they are shown, as they are in view, and for all dates. */
import { isSpan } from "../../rules/dating.js";
import { here } from "../../shared/here.js";
import { named } from "../../shared/names.js";
import { t } from "../../shared/words.js";
import { viewTexts } from "../../state/view.js";

/** @import { Grammar, View } from "../../state/view.js" */
/** @typedef {{ title: string, links: { title: string, href: string }[] }} Line */

const FORMATS = [["XLSX", "xlsx"], ["GeoPackage", "gpkg"], ["GeoJSON", "geojson"], ["CSV", "csv"], [
  "GeoParquet",
  "parquet",
], ["FlatGeobuf", "fgb"]];
const STREAMED = ["geojson", "csv", "parquet", "fgb"];

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
  const { at, between, filters, lang } = view;
  const shown = { layers, known, recorded, at, between, filters, lang };
  return [
    line(grammar, isSpan(view) ? t("Download this time") : t("Download this date"), shown),
    line(grammar, t("only what is in view"), { ...shown, bbox }),
    line(grammar, t("all dates, without filters"), { layers, known, recorded, lang }),
  ];
}

/**
 * Where a large layer is on this date and with these filters: it is exported by itself, in what can be sent as it is read.
 * @param {Grammar} grammar
 * @param {View} view
 * @param {{ id: string }} spec
 * @returns {Line}
 */
export function largeDownload(grammar, view, spec) {
  const { recorded, at, filters, lang } = view;
  const formats = FORMATS.filter(([, format]) => STREAMED.includes(format));
  const title = t("Download {layer}", { layer: named(spec, lang, "title") });
  return line(grammar, title, { layers: [spec.id], recorded, at, filters, lang }, formats);
}

/**
 * @param {Grammar} grammar
 * @param {string} title
 * @param {Partial<View> & { bbox?: number[] }} view
 * @param {string[][]} [formats]
 * @returns {Line}
 */
function line(grammar, title, view, formats = FORMATS) {
  const links = formats.map(([name, format]) => {
    const texts = viewTexts(grammar, view, "data");
    return { title: name, href: here(`/api/export?${new URLSearchParams({ ...texts, format })}`) };
  });
  return { title, links };
}
