/** How much was said in each year: bars under the day, over which its slider lies. */
import { svg } from "../shared/dom.js";
import { inDigits } from "../shared/words.js";

/** @typedef {Record<string, number>} ByYear claims by the year in which they were said */

const HEIGHT = 22; // px of the highest bar
const LABELLED = [2011, 2014, 2017, 2020, 2023];

/**
 * Where the bar of each year stands, as wide as its days on the slider: start and width in per cent, height in pixels.
 * @param {ByYear} claims
 * @param {string} first day
 * @param {string} today
 */
export function barsOf(claims, first, today) {
  const [from, last] = [first, today].map((day) => Number(day.slice(0, 4)));
  const years = Array.from({ length: last - from + 1 }, (_, i) => from + i);
  const most = Math.max(1, ...years.map((year) => claims[year] ?? 0));
  return years.map((year) => {
    const [left, right] = [year, year + 1].map((one) => share(one, first, today));
    return {
      x: Math.max(0, left),
      width: Math.max(0, Math.min(100, right) - left - 0.8),
      height: Math.round((claims[year] ?? 0) / most * HEIGHT),
    };
  });
}

/**
 * How far along the slider a year begins, in per cent.
 * @param {number} year
 * @param {string} first
 * @param {string} today
 */
function share(year, first, today) {
  const [moment, start, end] = [`${year}-01-01`, first, today].map((day) => Date.parse(day));
  return (moment - start) / (end - start) * 100;
}

/**
 * The bars of all years from the first to that of today.
 * @param {ByYear} claims
 * @param {string} first day
 * @param {string} today
 */
export function yearBars(claims, first, today) {
  const bars = barsOf(claims, first, today).map(({ x, width, height }) =>
    svg("rect", { x: `${x}%`, y: HEIGHT - height, width: `${width}%`, height })
  );
  const labels = LABELLED.filter((year) => year <= Number(today.slice(0, 4))).map((year) =>
    svg("text", { x: `${Math.max(5, share(year, first, today))}%`, y: HEIGHT + 14 }, inDigits(String(year)))
  );
  return svg("svg", { class: "years", height: HEIGHT + 16, "aria-hidden": "true" }, ...bars, ...labels);
}
