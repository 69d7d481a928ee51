/** Views that somebody has named, kept in this browser as the queries of their links. */

const KEY = "libya-views";
const MOST = 50;
export const LONGEST_NAME = 80; // characters
const LONGEST_QUERY = 4000; // characters

/** @typedef {{ name: string, query: string }} Saved */
/** @typedef {Pick<Storage, "getItem" | "setItem">} Kept */

/**
 * The views that are kept; what another page or hand has made of them is left out.
 * @param {Kept} storage
 * @returns {Saved[]}
 */
export function savedViews(storage) {
  const text = storage.getItem(KEY) ?? "[]";
  try {
    const found = JSON.parse(text);
    return Array.isArray(found) ? found.filter(isSaved).slice(0, MOST) : [];
  } catch (problem) {
    if (problem instanceof SyntaxError) return [];
    throw problem;
  }
}

/**
 * Keeps a view; one of the same name gives way, and so does the oldest of too many.
 * @param {Kept} storage
 * @param {Saved} view
 */
export function keep(storage, { name, query }) {
  const others = savedViews(storage).filter((one) => one.name !== name);
  const one = { name: name.slice(0, LONGEST_NAME), query };
  storage.setItem(KEY, JSON.stringify([one, ...others].slice(0, MOST)));
}

/**
 * @param {Kept} storage
 * @param {string} name
 */
export function forget(storage, name) {
  storage.setItem(KEY, JSON.stringify(savedViews(storage).filter((one) => one.name !== name)));
}

/** @param {unknown} one */
function isSaved(one) {
  const { name, query } = /** @type {Partial<Saved>} */ (one ?? {});
  return typeof name === "string" && name && name.length <= LONGEST_NAME &&
    typeof query === "string" && query.length <= LONGEST_QUERY;
}
