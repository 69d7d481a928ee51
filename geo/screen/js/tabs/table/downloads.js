/** Where layers can be downloaded as they are shown, as they are in view, and for all dates. */
import { here } from "../../shared/here.js";
import { t } from "../../shared/words.js";
import { viewTexts } from "../../state/view.js";

/** @import { Grammar, View } from "../../state/view.js" */
/** @typedef {{ title: string, links: { title: string, href: string }[] }} Line */

const FORMATS = [["GeoPackage", "gpkg"], ["GeoJSON", "geojson"], ["CSV", "csv"]];

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
