/** How much was said in each year: bars under the day, over which its slider lies. */
import { svg } from "../shared/dom.js";
import { inDigits } from "../shared/words.js";

/** @typedef {Record<string, number>} ByYear claims by the year in which they were said */

const HEIGHT = 22; // px of the highest bar
const LABELLED = [2011, 2014, 2017, 2020, 2023];

/**
 * The bars of all years from the first to that of today, as wide as the days of the slider.
 * @param {ByYear} claims
 * @param {string} first day
 * @param {string} today
 */
export function yearBars(claims, first, today) {
  const [from, last] = [first, today].map((day) => Number(day.slice(0, 4)));
  const years = Array.from({ length: last - from + 1 }, (_, i) => from + i);
  const start = Date.parse(first);
  const share = (/** @type {number} */ moment) => (moment - start) / (Date.parse(today) - start) * 100;
  const most = Math.max(1, ...years.map((year) => claims[year] ?? 0));
  const bars = years.map((year) => {
    const [left, right] = [share(Date.parse(`${year}-01-01`)), share(Date.parse(`${year + 1}-01-01`))];
    const height = Math.round((claims[year] ?? 0) / most * HEIGHT);
    const width = Math.max(0, Math.min(100, right) - left - 0.8);
    return svg("rect", { x: `${Math.max(0, left)}%`, y: HEIGHT - height, width: `${width}%`, height });
  });
  const labels = LABELLED.filter((year) => year <= last).map((year) =>
    svg(
      "text",
      { x: `${Math.max(5, share(Date.parse(`${year}-01-01`)))}%`, y: HEIGHT + 12 },
      inDigits(String(year)),
    )
  );
  return svg("svg", { class: "years", height: HEIGHT + 14, "aria-hidden": "true" }, ...bars, ...labels);
}
