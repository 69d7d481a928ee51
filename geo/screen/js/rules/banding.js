/* Which part each of those has that hold an area or place one after another, in a picture of several days: level
   bands of an area, a slice of a dot, the first from the top on, as a clock goes.
   One rule in two languages; the cases of tests/golden/banding.json hold them together. */

/** @typedef {[band: number, of: number]} Band */

/**
 * The part of each area or dot, and how many there are; one over another would mix, or hide it.
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
