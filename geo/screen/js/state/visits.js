/** On which day this browser was here before: what has changed since can be asked for. */
import { today } from "../shared/calendar.js";

const KEY = "libya-visits";
const DAY = /^\d{4}-\d\d-\d\d$/;

/**
 * Notes that somebody is here today.
 * @param {Pick<Storage, "getItem" | "setItem">} store
 * @param {string} [day]
 * @returns {string} the last day before on which somebody was; "" = none is known
 */
export function visited(store, day = today()) {
  const days = (store.getItem(KEY) ?? "").split(" ").filter((one) => DAY.test(one) && one < day);
  const before = days.sort().at(-1) ?? "";
  store.setItem(KEY, [before, day].join(" ").trim());
  return before;
}

/**
 * The same for this browser; one that keeps nothing knows of no visit.
 */
export function lastVisit() {
  try {
    return visited(globalThis.localStorage);
  } catch (problem) {
    // Storage that is switched off or full is told as an error; anything else is ours.
    if (problem instanceof DOMException) return "";
    throw problem;
  }
}
