/** Which tab beside the map is open, and what opens or folds it. */

/** @import { View } from "./view.js" */

/**
 * The tab that a view opens: a selected feature without a tab is shown in the inspector.
 * @param {Pick<View, "tab" | "sel">} view
 */
export function openTab({ tab, sel }) {
  return tab || (sel ? "inspect" : "");
}

/**
 * The change that opens a tab, or folds all of them when that one is open.
 * @param {View} view
 * @param {string} tab
 * @returns {Partial<View>}
 */
export function toggledTab(view, tab) {
  return openTab(view) === tab ? { tab: "", sel: "" } : { tab };
}

/**
 * The change that closes a card: a tab other than that of the cards stays open.
 * @param {View} view
 * @returns {Partial<View>}
 */
export function closedCard({ tab }) {
  return { sel: "", tab: tab === "inspect" ? "" : tab };
}
