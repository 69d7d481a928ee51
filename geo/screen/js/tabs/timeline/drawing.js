/** What the timeline is drawn of: the years, the events, the bars. */
import { dayNumber, dayOf } from "../../shared/calendar.js";
import { svg } from "../../shared/dom.js";
import { dateText, named, validText } from "../../shared/names.js";
import { inDigits, number } from "../../shared/words.js";

/** @import { Item } from "../../map/features/items.js" */
/** @import { Axis } from "./axis.js" */

const BASE = 44; // px at which the bars of events stand
const HIGHEST = 22; // px
const QUARTER = 90; // days

const LETTER = 6; // px, about as wide as one of a name
const LATE = 0.5; // of the width, from which a bar has its name rather before it than above
const BESIDE = 5; // px between them

/**
 * A line for each year, with names as there is room.
 * @param {Axis} axis
 * @param {number} height
 */
export function axisOf(axis, height) {
  const told = new Set(axis.namedYears);
  return axis.years.filter((year) => axis.holds(String(year))).flatMap((year) => {
    const x = axis.x(String(year));
    const line = svg("line", { x1: x, x2: x, y1: 18, y2: height, class: "axis" });
    return told.has(year)
      ? [line, svg("text", { x, y: 12, class: "axis-text" }, inDigits(String(year)))]
      : [line];
  });
}

/**
 * How many events there were, a bar for each quarter of a year; those of the evidence behind their dots.
 * @param {Axis} axis
 * @param {Map<string, number>} counts
 * @param {number} [base] px at which the bars stand
 */
export function dense(axis, counts, base = BASE) {
  const most = Math.max(1, ...counts.values());
  const held = [...counts].filter(([quarter]) => {
    const day = dayNumber(quarter);
    return day + QUARTER > axis.first && day < axis.last;
  });
  return held.map(([quarter, count]) => {
    const height = Math.max(1, Math.sqrt(count / most) * HIGHEST);
    const [x, end] = [axis.x(quarter), axis.x(dayOf(dayNumber(quarter) + QUARTER))];
    return svg(
      "rect",
      { x: Math.min(x, end), y: base - height, width: Math.abs(end - x), height, class: "density" },
      title(quarter, count),
    );
  });
}

/**
 * @param {string} quarter
 * @param {number} count
 */
const title = (quarter, count) => svg("title", {}, `${dateText(quarter.slice(0, 7))}: ${number(count)}`);

/**
 * @param {Axis} axis
 * @param {Item["properties"]} p of an event
 * @param {string} lang
 */
export function dot(axis, p, lang) {
  const title = svg("title", {}, `${dateText(p.date)} ${named(p, lang)}`);
  return svg("circle", { cx: axis.x(p.date), cy: 36, r: 4, class: "event-dot" }, title);
}

/**
 * Since when a feature held and until when, pale where nobody has confirmed it lately; its name above it, or beside
 * it where there is no room.
 * @param {Axis} axis
 * @param {Item} item
 * @param {number} y
 * @param {string} name
 */
export function bar(axis, { properties: p, look }, y, name) {
  const from = p.from_day ? axis.x(p.from_day) : axis.x(dayOf(axis.first));
  const to = p.to_day ? axis.x(p.to_day) : axis.end;
  // The middle one, whichever way the time runs.
  const stale = [from, to, axis.x(p.stale_day)].sort((one, other) => one - other)[1];
  const part = (/** @type {number} */ x, /** @type {number} */ end, /** @type {string} */ kind) =>
    svg("rect", {
      x: Math.min(x, end),
      y,
      width: Math.max(1, Math.abs(end - x)),
      height: 7,
      // An area without a fill, such as a district that nobody claims, is an outline here too.
      fill: look.fill || (look.kind === "area" ? "none" : look.edge),
      stroke: look.edge,
      class: kind,
    });
  const most = Math.floor(axis.width / LETTER);
  const shown = name.length > most ? `${name.slice(0, most - 1)}…` : name;
  const where = whereOf(axis, axis.across(from), y, shown.length * LETTER);
  const label = svg("text", { ...where, class: "bar-text" }, shown);
  const told = svg("title", {}, [name, validText(/** @type {any} */ (p))].filter(Boolean).join(": "));
  return [svg("g", {}, part(from, stale, "bar"), part(stale, to, "bar stale"), label, told)];
}

/**
 * Where the name of a bar stands: above its beginning, or before it, where it is whole; else it ends with the axis.
 * @param {Axis} axis
 * @param {number} from px from where the time begins to the bar
 * @param {number} y px of the bar
 * @param {number} wide px of the name
 */
export function whereOf(axis, from, y, wide) {
  const above = { x: axis.across(from), y: y - 2 };
  const fits = from + wide <= axis.width;
  if (fits && from <= axis.width * LATE) return above;
  if (from - BESIDE >= wide) return { x: axis.across(from - BESIDE), y: y + 7, "text-anchor": "end" };
  return fits ? above : { x: axis.across(axis.width), y: y - 2, "text-anchor": "end" };
}
