/* A map on which nothing is drawn says which choice made it so, and how to undo it. */
import { today } from "../../shared/calendar.js";
import { usualLayers } from "../../state/catalogue.js";
import { dateText } from "../../shared/names.js";
import { t } from "../../shared/words.js";

/** @typedef {import("../../state/view.js").View} View */
/** @typedef {{ text: string, offer: string, part: Partial<View> }} Remedy `part` is what to change. */

/**
 * @param {View} view
 * @param {boolean} bare Whether its layers hold nothing at all, whatever the day and the filters.
 * @param {import("../../state/catalogue.js").Catalogue} catalogue
 * @returns {Remedy}
 */
export function emptiness({ layers, known, recorded, at, filters }, bare, catalogue) {
  if (!layers.length) {
    const part = { layers: usualLayers(catalogue) };
    return { text: t("No layer is on."), offer: t("Show the usual layers"), part };
  }
  if (known && bare) {
    const text = t("Of these layers nothing was published yet by {day}.", { day: dateText(known) });
    return { text, offer: t("Whenever published"), part: { known: "" } };
  }
  if (recorded && bare) {
    const text = t("Of these layers nothing was recorded yet on {day}.", { day: dateText(recorded) });
    return { text, offer: t("As recorded now"), part: { recorded: "" } };
  }
  if (Object.keys(filters).length) {
    return { text: t("The filters leave nothing."), offer: t("Clear the filters"), part: { filters: {} } };
  }
  const text = t("Of these layers nothing holds on {day}.", { day: dateText(at) });
  return { text, offer: t("Go to today"), part: { at: today() } };
}
