/* What this browser keeps for somebody; where storage is switched off or full nothing is kept. */

/** @typedef {Pick<Storage, "getItem" | "setItem">} Kept */

/**
 * What was kept under a key, "" = nothing.
 * @param {string} key
 * @param {() => Kept} [storage] asked for where it may be switched off
 */
export function kept(key, storage = () => globalThis.localStorage) {
  return quietly(() => storage().getItem(key)) ?? "";
}

/**
 * @param {string} key
 * @param {string} text
 * @param {() => Kept} [storage]
 */
export function keep(key, text, storage = () => globalThis.localStorage) {
  quietly(() => storage().setItem(key, text));
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
