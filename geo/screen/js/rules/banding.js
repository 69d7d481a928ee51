/* Which bands of an area each of those has that hold it one after another, in a picture of more than a day.
   One rule in two languages; the cases of tests/golden/banding.json hold them together. */

/** @typedef {[band: number, of: number]} Band */

/**
 * The band of each area, and how many there are; laid over each other they would mix into brown.
 * @param {{ district: string, look: unknown }[]} areas In drawing order.
 * @returns {(Band | null)[]} [0, 1] = all of it; null where another of the same look is drawn later.
 */
export function banded(areas) {
  /** @type {Map<string, Map<unknown, number>>} Where each look is last, the looks in the order they come in. */
  const last = new Map();
  areas.forEach(({ district, look }, i) => {
    if (!last.has(district)) last.set(district, new Map());
    last.get(district)?.set(look, i);
  });
  return areas.map(({ district, look }, i) => {
    const own = last.get(district);
    if (!district || !own) return [0, 1];
    return own.get(look) === i ? [[...own.keys()].indexOf(look), own.size] : null;
  });
}
