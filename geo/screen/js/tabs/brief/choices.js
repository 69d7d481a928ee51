/** What a figure can be, as `/api/figure/choices` gives it. */
import { t } from "../../shared/words.js";

/** @import { Extent } from "./boxes.js" */
/** @typedef {{ name: string, title: string, title_ar?: string }} Choice */
/** @typedef {Choice & { width_mm: number, height_mm: number }} Size */
/**
 * A figure that is ready to be made.
 * @typedef {object} Preset
 * @property {string} name
 * @property {string} title
 * @property {string} title_ar
 * @property {string} subtitle
 * @property {string} subtitle_ar
 * @property {Record<string, string>} params as an address writes them
 */
/**
 * @typedef {object} Choices
 * @property {Choice[]} formats
 * @property {Size[]} sizes
 * @property {number[]} dpis
 * @property {string[]} markings
 * @property {{ title: number, subtitle: number, notes: number }} longest characters
 * @property {number} most_callouts
 * @property {Extent} libya
 * @property {Extent} reach what may be asked for at any size
 * @property {Preset[]} presets
 */

const MM_PER_INCH = 25.4;

/**
 * How large a page is.
 * @param {Size} size
 * @param {string} format
 * @param {number} dpi
 */
export function pageText({ width_mm: width, height_mm: height }, format, dpi) {
  const size = { width: Math.round(width), height: Math.round(height) };
  if (format !== "png") return t("{width} × {height} mm", size);
  const [across, down] = [width, height].map((mm) => Math.round((mm / MM_PER_INCH) * dpi));
  return t("{width} × {height} mm, {across} × {down} pixels", {
    ...size,
    across: String(across),
    down: String(down),
  });
}

/**
 * A text of a preset, in Arabic or in both languages where that is asked for and there is one.
 * @param {Preset} preset
 * @param {"title" | "subtitle"} stem
 * @param {string} lang
 */
export function presetText(preset, stem, lang) {
  const english = preset[stem] ?? "";
  const arabic = preset[`${stem}_ar`] ?? "";
  if (lang === "en+ar") return [english, arabic].filter(Boolean).join(" · ");
  return (lang === "ar" && arabic) || english;
}
