/** Which features and events the timeline shows. */

/** @typedef {{ id: string, properties: Record<string, any> }} Dated */

const EVENTS = 4; // before the day shown, and after it

/**
 * The features whose bars are shown, in a lane for each layer: those of the cards laid out, or else all that is drawn of the
 * selected layers and has a beginning, the newest first.
 * @template {{ id: string, items: I[], visible: I[] }} L
 * @template {Dated} I
 * @param {readonly L[]} layers
 * @param {readonly string[]} laid ids of the cards
 * @param {((layer: string) => (properties: I["properties"]) => boolean) | null} [between] what is shown of a part of
 *   the time instead of what is drawn
 * @returns {{ layer: L, items: I[] }[]}
 */
export function lanesOf(layers, laid, between = null) {
  const isLaid = (/** @type {I} */ { id, properties: { place, district } }) =>
    [id, place, district].some((one) => one && laid.includes(one));
  const chosen = layers.map((layer) => ({
    layer,
    // Of a place or district: who held it, one after another, and what outside powers have there.
    items: layer.items.filter((one) => layer.id === "events" ? laid.includes(one.id) : isLaid(one)),
  }));
  if (chosen.some(({ items }) => items.length)) return chosen.filter(({ items }) => items.length);
  const start = (/** @type {I} */ { properties }) => String(properties.valid_from);
  const shown = (/** @type {L} */ layer) => {
    const wanted = between?.(layer.id);
    return wanted ? layer.items.filter(({ properties }) => wanted(properties)) : layer.visible;
  };
  return layers.filter(({ id }) => id !== "events").map((layer) => ({
    layer,
    items: shown(layer).filter(({ properties }) => properties.valid_from)
      .sort((one, other) => start(other).localeCompare(start(one))),
  })).filter(({ items }) => items.length);
}

/**
 * How many events each quarter of a year has.
 * @param {readonly Dated[]} events
 * @returns {Map<string, number>} by the first day of the quarter
 */
export function density(events) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const { properties } of events) add(counts, String(properties.date), 1);
  return counts;
}

/**
 * How many features of a large layer begin in each quarter of a year.
 * @param {readonly [month: string, count: number][]} months
 * @returns {Map<string, number>} by the first day of the quarter
 */
export function quarters(months) {
  /** @type {Map<string, number>} */
  const counts = new Map();
  for (const [month, count] of months) add(counts, month, count);
  return counts;
}

/**
 * @param {Map<string, number>} counts
 * @param {string} date may be partial
 * @param {number} count
 */
function add(counts, date, count) {
  const [year, month = "01"] = date.split("-");
  const quarter = `${year}-${String(Math.floor((Number(month) - 1) / 3) * 3 + 1).padStart(2, "0")}-01`;
  counts.set(quarter, (counts.get(quarter) ?? 0) + count);
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
