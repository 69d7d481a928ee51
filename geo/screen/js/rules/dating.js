/**
 * Which features hold on a day, and in which state: confirmed lately, or not.
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
 * Whether something holds on a day.
 * @param {{ from_day: string, to_day: string }} dated
 * @param {string} at ISO day.
 */
export function holdsOn({ from_day: from, to_day: to }, at) {
  return from <= at && (!to || to > at);
}

/**
 * The state of a feature on a day, or "" when it does not hold.
 * @param {Dated} feature
 * @param {string} at ISO day.
 * @returns {State | ""}
 */
export function stateOn(feature, at) {
  if (!holdsOn(feature, at)) return "";
  return feature.stale_day <= at ? "stale" : "current";
}

/**
 * The features that hold on a day with their state, in their order.
 * @param {Dated[]} features
 * @param {string} at ISO day.
 * @returns {{id: string, state: State}[]}
 */
export function holding(features, at) {
  const held = [];
  for (const feature of features) {
    const state = stateOn(feature, at);
    if (state) held.push({ id: feature.id, state });
  }
  return held;
}
