/* A map on which nothing is drawn says which choice made it so, and how to undo it. */
import { today } from "../shared/calendar.js";
import { usualLayers } from "../shared/catalogue.js";
import { dateText } from "../shared/names.js";

/** @typedef {import("../state/view.js").View} View */
/** @typedef {{ text: string, offer: string, part: Partial<View> }} Remedy `part` is what to change. */

/**
 * @param {View} view
 * @param {boolean} bare Whether its layers hold nothing at all, whatever the day and the filters.
 * @param {import("../shared/catalogue.js").Catalogue} catalogue
 * @returns {Remedy}
 */
export function emptiness({ layers, known, recorded, at, filters }, bare, catalogue) {
  if (!layers.length) {
    const part = { layers: usualLayers(catalogue) };
    return { text: "No layer is on.", offer: "Show the usual layers", part };
  }
  if (known && bare) {
    const text = `Of these layers nothing was published yet by ${dateText(known)}.`;
    return { text, offer: "Whenever published", part: { known: "" } };
  }
  if (recorded && bare) {
    const text = `Of these layers nothing was recorded yet on ${dateText(recorded)}.`;
    return { text, offer: "As recorded now", part: { recorded: "" } };
  }
  if (Object.keys(filters).length) {
    return { text: "The filters leave nothing.", offer: "Clear the filters", part: { filters: {} } };
  }
  const text = `Of these layers nothing holds on ${dateText(at)}.`;
  return { text, offer: "Go to today", part: { at: today() } };
}
