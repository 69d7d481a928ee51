/** Days as numbers: steps from one day to another, and the first day that can be shown. Days are ISO texts. */

/** The first day that can be shown: Libya before the war. */
export const FIRST_DAY = "2011-01-01";
const MS_PER_DAY = 86400000;

/**
 * Days since 1970; the start of the year or month where `iso` names no day.
 * @param {string} iso
 */
export function dayNumber(iso) {
  const [year, month = "01", day = "01"] = iso.split("-");
  return Date.parse(`${year}-${month}-${day}`) / MS_PER_DAY;
}

/**
 * The day of a number; a part of a day is left out.
 * @param {number} number days since 1970
 */
export function dayOf(number) {
  return new Date(Math.floor(number) * MS_PER_DAY).toISOString().slice(0, 10);
}

export function today() {
  return new Date().toISOString().slice(0, 10);
}

/**
 * The nearest of some days before (`by` < 0) or after a day, or "" where there is none.
 * @param {Iterable<string>} days
 * @param {string} at
 * @param {number} by
 */
export function nearestDay(days, at, by) {
  const sorted = [...days].sort();
  return (by > 0 ? sorted.find((day) => day > at) : sorted.findLast((day) => day < at)) ?? "";
}
