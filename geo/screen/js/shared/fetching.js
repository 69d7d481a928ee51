/* JSON fetched once, and typefaces fetched when there is time for them. */

/** @type {Map<string, Promise<any>>} */
const requested = new Map();

/**
 * @param {string} url
 * @returns {Promise<any>}
 */
async function ask(url) {
  const response = await fetch(url, { credentials: "same-origin" });
  if (response.ok) return response.json();
  const problem = await response.json().catch(() => ({}));
  throw new Error(problem.detail || `${url}: HTTP ${response.status}`);
}

/**
 * The JSON behind `url`, requested once per URL; a failed request may be tried again.
 * @param {string} url
 * @returns {Promise<any>}
 */
export function fetchJson(url) {
  const held = requested.get(url);
  if (held) return held;
  const early = /** @type {{ libyaFetched?: Map<string, Promise<any>> }} */ (globalThis.parent).libyaFetched;
  const begun = early && early.get(url);
  if (early && begun) early.delete(url);
  const answer = begun ? begun.catch(() => ask(url)) : ask(url);
  answer.catch(() => requested.delete(url));
  requested.set(url, answer);
  return answer;
}

/** Has this page and the page around it fetch their typefaces. */
export function fetchTypefaces() {
  const href = "/assets/own/fonts.css";
  for (const page of new Set([document, globalThis.parent.document])) {
    if (page.querySelector(`link[href="${href}"]`)) continue;
    const link = page.createElement("link");
    Object.assign(link, { rel: "stylesheet", href });
    page.head.append(link);
  }
}
