/** How the filters of a view are changed: always to a new object, in which no filter is empty. */

/** @typedef {Record<string, string[]>} Filters values by the filter's name */

/**
 * @param {Filters} filters
 * @param {string} name
 * @param {string[]} values none to leave the filter out
 * @returns {Filters}
 */
export function withFilter(filters, name, values) {
  const { [name]: _before, ...others } = filters;
  return values.length ? { ...others, [name]: values } : others;
}

/**
 * Shows or hides one class of a layer.
 * @param {Filters} filters
 * @param {string} key `<layer>.<class>`
 * @param {boolean} on
 */
export function withClass(filters, key, on) {
  const hidden = (filters.hide ?? []).filter((one) => one !== key);
  return withFilter(filters, "hide", on ? hidden : [...hidden, key]);
}

/**
 * Whether an actor is the only one that is let through.
 * @param {Filters} filters
 * @param {string} actor
 */
export function isOnlyActor(filters, actor) {
  return (filters.actor ?? []).join() === actor;
}
