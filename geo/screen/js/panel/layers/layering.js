/** Which layers are on, after one or several of them were turned. The order is that in which they were turned on. */

/**
 * @param {readonly string[]} layers
 * @param {string} id
 * @param {boolean} on
 * @returns {string[]}
 */
export function withLayer(layers, id, on) {
  const rest = layers.filter((one) => one !== id);
  return on ? [...rest, id] : rest;
}

/**
 * Turns on all of some layers, or all of them off where all are on.
 * @param {readonly string[]} layers
 * @param {readonly string[]} ids
 * @returns {string[]}
 */
export function withAll(layers, ids) {
  const rest = layers.filter((id) => !ids.includes(id));
  return ids.every((id) => layers.includes(id)) ? rest : [...rest, ...ids];
}
