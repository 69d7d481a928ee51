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
 * Shows or hides one class of a layer, or one side.
 * @param {Filters} filters
 * @param {"hide" | "side"} name of the filter
 * @param {string} key `<layer>.<class>` or `<layer>.<side>`
 * @param {boolean} on
 */
export function withShown(filters, name, key, on) {
  const hidden = (filters[name] ?? []).filter((one) => one !== key);
  return withFilter(filters, name, on ? hidden : [...hidden, key]);
}

/**
 * Whether an actor is the only one that is let through.
 * @param {Filters} filters
 * @param {string} actor
 */
export function isOnlyActor(filters, actor) {
  return (filters.actor ?? []).join() === actor;
}
