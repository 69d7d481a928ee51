/**
 * Which features the filters let through: hidden classes and sides, actors, commodities, grades, age, stale ones.
 *
 * One rule in two languages; the cases of `tests/golden/filtering.json` hold them together.
 *
 * @typedef {Record<string, string[]>} Filters Values by name: hide (layer.class), side (layer.side), actor, com (commodities), rel
 *   and cred (the least grade), age (days), stale (anything), rows (what columns of the table must say, all of it:
 *   "name~tripoli", "grade=B2", "reviewed_on>2025"). A name without values filters nothing.
 *
 * @typedef {object} Filtered The properties of a feature that filters look at.
 * @property {string} id
 * @property {string} class
 * @property {string | null} [actor]
 * @property {string | null} [actors] Separated by "|".
 * @property {string | null} [commodities] Separated by "|"; layers without commodities do not have it at all.
 * @property {string | null} [sides] That pick its colour, separated by "|".
 * @property {string | null} [reliability]
 * @property {number | string | null} [credibility]
 * @property {string | null} [reviewed_on] ISO date, perhaps only its year or month.
 * @property {string} [stale_day] First day on which it is stale.
 */

const DAY = 86400000;
const FIRST_DAY = Date.parse("0001-01-01");

/**
 * The ids of the features of a layer that pass every filter, in their order.
 * @param {string} layerId
 * @param {string} at ISO day.
 * @param {Filters} filters
 * @param {Filtered[]} features
 * @returns {string[]}
 */
export function passing(layerId, at, filters, features) {
  return features.filter(filter(layerId, at, filters)).map(({ id }) => id);
}

/**
 * A test for the features of one layer on one day.
 *
 * A feature without a grade passes no filter for that grade, and a layer without commodities passes every
 * filter for those. Hidden sides hide what is theirs alone: what one of them contests with another stays. Where a whole number is needed, another text filters nothing: the reader of the filters reports it.
 * @param {string} layerId
 * @param {string} at ISO day.
 * @param {Filters} filters
 * @returns {(properties: Filtered) => boolean}
 */
export function filter(layerId, at, filters) {
  const { actor = [], com = [], rel = [], cred = [], age = [], stale = [] } = filters;
  const hidden = hiddenOf(layerId, filters.hide);
  const off = hiddenOf(layerId, filters.side);
  const most = number(cred);
  const days = number(age);
  const conditions = (filters.rows ?? []).map((text) => conditionOf(layerId, text));
  const oldest = days === null ? "" : dayBefore(at, days);
  return (p) =>
    !hidden.includes(p.class) &&
    !(off.length && p.sides && p.sides.split("|").every((side) => off.includes(side))) &&
    (!actor.length || holds(actor, p.actor) || holds(actor, p.actors)) &&
    (!com.length || p.commodities === undefined || holds(com, p.commodities)) &&
    (!rel.length || (Boolean(p.reliability) && String(p.reliability) <= rel[0])) &&
    (most === null || (Boolean(p.credibility) && Number(p.credibility) <= most)) &&
    (!oldest || (Boolean(p.reviewed_on) && isSince(String(p.reviewed_on), oldest))) &&
    (!stale.length || String(p.stale_day) > at) &&
    conditions.every((meets) => meets(p));
}

const CONDITION = /^([a-z_]+)([~=<>])(.*)$/s;
/**
 * Columns that say what one of the table does; the others say it alone.
 * @type {Record<string, string[]>}
 */
const TEXTS = {
  any: ["name_en", "name_ar", "aliases", "summary", "summary_ar", "class", "actor", "reviewed_on"],
  name: ["name_en", "name_ar", "aliases"],
  grade: ["reliability", "credibility"],
  summary: ["summary", "summary_ar"],
};

/**
 * Whether a feature says what a condition wants; a text that is none filters nothing.
 * @param {string} layerId
 * @param {string} text
 * @returns {(properties: Record<string, any>) => boolean}
 */
function conditionOf(layerId, text) {
  const read = CONDITION.exec(text);
  if (!read) return () => true;
  const [, column, sign, wanted] = read;
  if (sign === "=" && column === "actor" && wanted) {
    return (p) => holds([wanted], p.actor) || holds([wanted], p.actors);
  }
  return (p) => meets(column, sign, saidIn(layerId, column, p), wanted);
}

/**
 * What a feature says in a column of the table.
 * @param {string} layerId
 * @param {string} column
 * @param {Record<string, any>} p
 * @returns {string}
 */
function saidIn(layerId, column, p) {
  if (column === "layer") return layerId;
  const said = (TEXTS[column] ?? [column]).map((name) => p[name] ?? "").join(column === "grade" ? "" : " ");
  return column === "any" ? `${said.replaceAll("_", " ")} ${saidIn(layerId, "grade", p)}` : said.trim();
}

/**
 * @param {string} column
 * @param {string} sign
 * @param {string} said
 * @param {string} wanted
 */
function meets(column, sign, said, wanted) {
  if (sign === "~") return said.toLowerCase().includes(wanted.toLowerCase());
  if (sign === "=") return said === wanted;
  const from = sign === ">";
  if (column === "precision_m") {
    const [own, other] = [Number(said), Number(wanted)];
    if (!said || !wanted) return false;
    return from ? own >= other : own <= other;
  }
  if (!/^[0-9]{4}/.test(said)) return false;
  const [own, other] = [said.slice(0, wanted.length), wanted.slice(0, said.length)];
  return from ? own >= other : own <= other;
}

/**
 * What of one layer a filter for hidden classes or sides names.
 * @param {string} layerId
 * @param {string[]} [values]
 */
function hiddenOf(layerId, values = []) {
  const start = `${layerId}.`;
  return values.filter((text) => text.startsWith(start)).map((text) => text.slice(start.length));
}

/**
 * The whole number of a filter; null when there is none.
 * @param {string[]} values
 */
function number(values) {
  return values.length && /^[0-9]+$/.test(values[0]) ? Number(values[0]) : null;
}

/**
 * The ISO day so many days before another; more than the calendar has reach back to its beginning.
 * @param {string} at
 * @param {number} days
 */
function dayBefore(at, days) {
  return new Date(Math.max(Date.parse(at) - days * DAY, FIRST_DAY)).toISOString().slice(0, 10);
}

/**
 * Whether a date is not before a day; a partial one counts as the latest day that it may stand for.
 * @param {string} text
 * @param {string} day
 */
function isSince(text, day) {
  return text >= day.slice(0, text.length);
}

/**
 * Whether a "|"-separated text holds one of the values.
 * @param {string[]} wanted
 * @param {string | null | undefined} text
 */
function holds(wanted, text) {
  return Boolean(text) && String(text).split("|").some((part) => wanted.includes(part.trim()));
}
