/** Which columns of the table somebody wants, kept in this browser. */

const KEY = "libya-columns";

/** @typedef {Pick<Storage, "getItem" | "setItem">} Kept */

/**
 * The columns that were chosen, as far as there are such; the usual ones where none were.
 * @param {() => Kept} storage asked for where it may be switched off
 * @param {readonly { id: string, off?: boolean }[]} columns
 */
export function chosenColumns(storage, columns) {
  const usual = columns.filter(({ off }) => !off).map(({ id }) => id);
  const kept = (quietly(() => storage().getItem(KEY)) ?? "").split(" ");
  const known = kept.filter((id) => columns.some((one) => one.id === id));
  return new Set(known.length ? known : usual);
}

/**
 * @param {() => Kept} storage
 * @param {Iterable<string>} ids
 */
export function keepColumns(storage, ids) {
  quietly(() => storage().setItem(KEY, [...ids].join(" ")));
}

/**
 * Does without storage that is switched off or full, which is told as an error; anything else is ours.
 * @template T
 * @param {() => T} act
 */
function quietly(act) {
  try {
    return act();
  } catch (problem) {
    if (problem instanceof DOMException) return undefined;
    throw problem;
  }
}
