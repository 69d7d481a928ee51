/**
 * Which features hold on a day or at any time of a span, and in which state: confirmed lately, or not.
 *
 * Days are full ISO texts, which compare as the days do. One rule in two languages;
 * the cases of `tests/golden/dating.json` hold them together.
 *
 * @typedef {"current" | "stale"} State Whether somebody has confirmed a feature within its period of review.
 *
 * @typedef {object} Dated
 * @property {string} id
 * @property {string} from_day First day on which it holds; "" = open.
 * @property {string} to_day First day on which it no longer holds; "" = open.
 * @property {string} stale_day First day on which it is stale.
 */

/**
 * Whether something holds on a day, or on any day from an earlier one on.
 * @param {{ from_day: string, to_day: string }} dated
 * @param {string} at ISO day.
 * @param {string} [first] The first day of a span.
 */
export function holdsOn({ from_day: from, to_day: to }, at, first = at) {
  return from <= at && (!to || to > first);
}

/**
 * The first of the days that a view shows; the last is the day shown, mostly the same.
 * @param {{ at: string, between?: string }} view
 */
export function firstOf({ at, between }) {
  return between && between < at ? between : at;
}

/**
 * Whether a view shows more than one day.
 * @param {{ at: string, between?: string }} view
 */
export function isSpan(view) {
  return firstOf(view) < view.at;
}

/**
 * The state of a feature on a day, or "" when it does not hold on it, nor on any day from an earlier one on.
 * @param {Dated} feature
 * @param {string} at ISO day.
 * @param {string} [first] The first day of a span.
 * @returns {State | ""}
 */
export function stateOn(feature, at, first = at) {
  if (!holdsOn(feature, at, first)) return "";
  return feature.stale_day <= at ? "stale" : "current";
}

/**
 * The features that hold on a day, or from an earlier one on, with their state on it, in their order.
 * @param {Dated[]} features
 * @param {string} at ISO day.
 * @param {string} [first] The first day of a span.
 * @returns {{id: string, state: State}[]}
 */
export function holding(features, at, first = at) {
  const held = [];
  for (const feature of features) {
    const state = stateOn(feature, at, first);
    if (state) held.push({ id: feature.id, state });
  }
  return held;
}
