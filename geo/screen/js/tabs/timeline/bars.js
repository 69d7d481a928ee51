/** Which features and events the timeline shows. */

/** @typedef {{ id: string, properties: Record<string, any> }} Dated */

const MOST_BARS = 30;
const EVENTS = 4; // before the day shown, and after it

/**
 * The features whose bars are shown: the cards laid out, or else what is drawn of the selected layers.
 * @template {Dated} I
 * @param {readonly { id: string, items: I[], visible: I[] }[]} layers
 * @param {readonly string[]} laid ids of the cards
 * @returns {I[]}
 */
export function barsOf(layers, laid) {
  const chosen = layers.flatMap(({ items }) => items.filter(({ id }) => laid.includes(id)));
  if (chosen.length) return chosen.slice(0, MOST_BARS);
  const others = layers.filter(({ id }) => id !== "events");
  const dated = others.flatMap(({ visible }) => visible.filter(({ properties }) => properties.valid_from));
  return dated.slice(0, MOST_BARS);
}

/**
 * The last events up to a day, and the first after it.
 * @template {Dated} I
 * @param {readonly I[]} events in the order of their days
 * @param {string} at
 */
export function around(events, at) {
  const after = events.findIndex(({ properties }) => properties.date > at);
  const split = after < 0 ? events.length : after;
  return events.slice(Math.max(0, split - EVENTS), split + EVENTS);
}
