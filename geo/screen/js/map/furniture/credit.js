/* Marking and credit of what is drawn. */
import { t } from "../../shared/words.js";

/** From the lowest to the highest. */
const MARKINGS = ["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"];

/**
 * The highest of some markings.
 * @param {string[]} markings
 */
export function highest(markings) {
  return MARKINGS[Math.max(0, ...markings.map((marking) => MARKINGS.indexOf(marking)))];
}

/**
 * What occurs in most of some lists first, then by name; what occurs twice in one list counts once.
 * @param {(string | undefined)[][]} lists
 * @returns {string[]}
 */
export function byFrequency(lists) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const list of lists) {
    for (const one of new Set(list)) if (one) counts.set(one, (counts.get(one) || 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])).map(([name]) => name);
}

/**
 * A line of credits that does not break inside brackets: "(CC BY 4.0)" is one name.
 * @param {string[]} parts
 */
export function credits(parts) {
  return parts.filter(Boolean).join(" · ").replaceAll(
    /\([^()]*\)/g,
    (name) => name.replaceAll(" ", "\u00a0"),
  );
}

/**
 * The credit to some publishers, of whom the first `most` are named.
 * @param {string[]} publishers
 * @param {number} most
 */
export function credited(publishers, most) {
  if (!publishers.length) return "";
  const more = publishers.length - most;
  const publishersNamed = publishers.slice(0, most).join(t(", "));
  return more > 0
    ? t("Sources: {publishers} and {more} more", { publishers: publishersNamed, more })
    : t("Sources: {publishers}", { publishers: publishersNamed });
}
