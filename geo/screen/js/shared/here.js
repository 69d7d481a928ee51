/* Where this server's addresses begin: at its root, or below a path that a proxy gives it. */

/**
 * What stands before all addresses, such as "/libya"; "" at the root.
 * @param {string} pathname of the page, or of a frame in it
 */
export function baseOf(pathname) {
  return pathname.replace(/\/component\/.*$|\/+$/, "");
}

/**
 * An address of this server as it is asked for from here.
 * @param {string} path from "/" on
 */
export function here(path) {
  return baseOf(globalThis.location?.pathname ?? "/") + path;
}
