/**
 * Which features the filters let through: hidden classes and sides, actors, commodities, grades, age, stale ones.
 *
 * One rule in two languages; the cases of `tests/golden/filtering.json` hold them together.
 *
 * @typedef {Record<string, string[]>} Filters Values by name: hide (layer.class), side (layer.side), actor, com (commodities), rel
 *   and cred (the least grade), age (days), stale (anything). A name without values filters nothing.
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
  const oldest = days === null ? "" : dayBefore(at, days);
  return (p) =>
    !hidden.includes(p.class) &&
    !(off.length && p.sides && p.sides.split("|").every((side) => off.includes(side))) &&
    (!actor.length || holds(actor, p.actor) || holds(actor, p.actors)) &&
    (!com.length || p.commodities === undefined || holds(com, p.commodities)) &&
    (!rel.length || (Boolean(p.reliability) && String(p.reliability) <= rel[0])) &&
    (most === null || (Boolean(p.credibility) && Number(p.credibility) <= most)) &&
    (!oldest || (Boolean(p.reviewed_on) && isSince(String(p.reviewed_on), oldest))) &&
    (!stale.length || String(p.stale_day) > at);
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
