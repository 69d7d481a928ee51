/** Which columns of the table somebody wants, kept in this browser. */
import { keep, kept } from "../../shared/keeping.js";

/** @import { Kept } from "../../shared/keeping.js" */

const KEY = "libya-columns";

/**
 * The columns that were chosen, as far as there are such; the usual ones where none were.
 * @param {() => Kept} storage
 * @param {readonly { id: string, off?: boolean }[]} columns
 */
export function chosenColumns(storage, columns) {
  const usual = columns.filter(({ off }) => !off).map(({ id }) => id);
  const known = kept(KEY, storage).split(" ").filter((id) => columns.some((one) => one.id === id));
  return new Set(known.length ? known : usual);
}

/**
 * @param {() => Kept} storage
 * @param {Iterable<string>} ids
 */
export function keepColumns(storage, ids) {
  keep(KEY, [...ids].join(" "), storage);
}
