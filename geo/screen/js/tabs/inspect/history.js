/** The strip that shows who was said to hold a place since 2011, and how: on its card, and in an answer about it. */
import { element, svg } from "../../shared/dom.js";
import { today } from "../../shared/calendar.js";
import { dateText, named } from "../../shared/names.js";
import { declared, inDigits, language, mark, t, tn } from "../../shared/words.js";
import { Axis } from "../timeline/axis.js";
import { heading, swatch } from "./claims.js";

/** @import { ActorOfDay, ColoursOf } from "./claims.js" */
/**
 * @typedef {object} Period
 * @property {string} from
 * @property {string} to the day from which it no longer held; "" = open
 * @property {string} from_text the same as the claims have it, perhaps only a year
 * @property {string} to_text
 * @property {string} kind
 * @property {boolean} derived
 * @property {ActorOfDay[]} actors
 * @property {number} [days] how long, where that is told
 * @property {number} [lane] which of `lanes` it has, where times of different things overlap
 * @property {number} [lanes]
 */
/** @typedef {{ x: number, y: number, width: number, height: number, actor: string, kind: string, title: string }} Bar */

const WIDTH = 330; // px
const TOP = 2;
const TALL = 16; // px of a time, shared by those who contest it
const AXIS = 22; // px down to the years
const HEIGHT = 36;
const EDGE = 16; // px that a year needs behind it
const NUMBERED = 7; // px of a bar from which it has room for a number
const DIGIT = 9; // px of its type, as map.css has it
/** What a strip shows, and how its heading goes on. */
/** @type {Record<string, string>} */
const SHOWN = {
  held: mark("of who was said to hold it"),
  sided: mark("of with whom it stood, as far as it is told"),
};

/**
 * The bars of a strip: one for each holder of each time, those who contest it above each other.
 * @param {readonly Period[]} history
 * @param {Axis} axis
 * @param {string} lang
 * @returns {Bar[]}
 */
export function barsOfHistory(history, axis, lang) {
  return history.filter(({ actors }) => actors.length).flatMap((period) => {
    const { from, to, kind, actors, lane = 0, lanes = 1 } = period;
    const x = axis.x(from);
    const width = Math.max(1, (to ? Math.min(axis.x(to), axis.end) : axis.end) - x);
    const height = TALL / lanes / actors.length;
    const top = TOP + (lane / lanes) * TALL;
    const title = periodText(period, lang);
    return actors.map(({ id }, i) => ({ x, y: top + i * height, width, height, actor: id, kind, title }));
  });
}

/**
 * A time in words: who held, how, since when and until when.
 * @param {Period} period
 * @param {string} lang
 */
export function periodText({ kind, derived, actors, from_text: from, to_text: to }, lang) {
  const who = actors.map((actor) => named(actor, lang, "short")).join(" / ");
  const how = derived ? t("{kind}, derived", { kind: declared(kind) }) : declared(kind);
  const until = to && to <= today() ? dateText(to) : t("now");
  const values = { who, how, from: dateText(from), to: until };
  return t("{who}, {how}: {from} to {to}", values);
}

/**
 * @param {readonly Period[]} history
 * @param {string} at the day shown
 * @param {string} lang
 * @param {ColoursOf} coloursOf
 * @param {string} [shown] "held" or "sided"
 * @returns {HTMLElement[]} none where nobody has ever claimed it
 */
export function historyStrip(history, at, lang, coloursOf, shown = "held") {
  const axis = new Axis(WIDTH, at);
  // Time runs as the language is read.
  const across = (/** @type {number} */ x, width = 0) => language().rtl ? WIDTH - x - width : x;
  const bars = barsOfHistory(history, axis, lang);
  if (!bars.length) return [];
  const told = [...new Set(bars.map(({ title }) => title))].join("; ");
  const picture = svg("svg", {
    class: "history",
    viewBox: `0 0 ${WIDTH} ${HEIGHT}`,
    role: "img",
    "aria-label": told,
  });
  const numbers = numbersOf(history, coloursOf);
  for (const { x, y, width, height, actor, kind, title } of bars) {
    const { colour, edge } = coloursOf(actor);
    const nominal = kind === "nominal";
    const fill = nominal ? "none" : colour;
    const shape = {
      x: across(x, width),
      y,
      width,
      height,
      fill,
      stroke: nominal ? colour : edge,
      "stroke-width": nominal ? 1.5 : 0.4,
    };
    picture.append(svg("rect", shape, svg("title", {}, title)));
    const number = numbers.get(actor);
    if (number && width >= NUMBERED) {
      const [middle, base] = [across(x, width) + width / 2, y + height / 2 + DIGIT / 3];
      picture.append(svg("text", { x: middle, y: base, class: "number" }, inDigits(String(number))));
    }
  }
  picture.append(
    svg("line", { x1: across(axis.x("2011")), x2: across(axis.end), y1: AXIS, y2: AXIS, class: "axis" }),
  );
  for (const year of axis.years.filter((one) => one % 3 === 2 && axis.x(String(one)) < WIDTH - EDGE)) {
    picture.append(
      svg(
        "text",
        { x: across(axis.x(String(year))), y: HEIGHT - 3, class: "axis-text" },
        inDigits(String(year)),
      ),
    );
  }
  const now = across(axis.x(at));
  picture.append(svg("line", { x1: now, x2: now, y1: 0, y2: AXIS + 2, class: "now" }));
  const actors = new Map(history.flatMap((period) => period.actors).map((actor) => [actor.id, actor]));
  const key = [...actors.values()].map((actor) =>
    element(
      "li",
      {},
      swatch("key", coloursOf(actor.id)),
      numbers.has(actor.id) ? element("b", {}, String(numbers.get(actor.id))) : null,
      element("bdi", {}, named(actor, lang, "short")),
      lengthOf(history, actor.id),
    )
  );
  return [
    heading(t("History"), declared(SHOWN[shown])),
    /** @type {any} */ (picture),
    element("ul", { class: "history-key" }, ...key),
  ];
}

/**
 * The numbers of actors whose colour another has, too: theirs alone tells them apart.
 * @param {readonly Period[]} history
 * @param {ColoursOf} coloursOf
 * @returns {Map<string, number>} by actor
 */
export function numbersOf(history, coloursOf) {
  const actors = [...new Set(history.flatMap((period) => period.actors.map(({ id }) => id)))];
  const alike = actors.filter((one) =>
    actors.some((other) => other !== one && coloursOf(other).colour === coloursOf(one).colour)
  );
  return new Map(alike.map((id, i) => [id, i + 1]));
}

/**
 * How long an actor was said to hold it, alone or with others, where the times tell how long they were.
 * @param {readonly Period[]} history
 * @param {string} actor
 */
function lengthOf(history, actor) {
  const own = history.filter(({ actors }) => actors.some(({ id }) => id === actor));
  if (own.some(({ days }) => days === undefined)) return null;
  const days = own.reduce((sum, period) => sum + (period.days ?? 0), 0);
  return element("small", { class: "ask-hint" }, tn("{n} day", "{n} days", days));
}
