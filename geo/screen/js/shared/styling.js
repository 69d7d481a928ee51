/** Styles of a tab, fetched when it is first opened. */
import { element } from "./dom.js";
import { here } from "./here.js";

/**
 * Resolves once a style applies.
 * @param {string} href
 * @returns {Promise<void>}
 */
export function styled(href) {
  return new Promise((resolve, reject) => {
    const link = element("link", { rel: "stylesheet", href: here(href) });
    link.addEventListener("load", () => resolve());
    link.addEventListener("error", () => reject(new Error("its style is missing")));
    document.head.append(link);
  });
}
