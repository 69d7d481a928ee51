/* JSON fetched once, and typefaces fetched when there is time for them. */
import { here } from "./here.js";

/** Answers that are kept: a few days' layers and cards. A page that is open all day asks for thousands. */
const KEPT = 80;
const AWAY = "the server cannot be reached";
/** Has a refusal told in any language. What a page fetches ahead is left alone: it must be asked for as it was. */
export const IN_ANY_LANGUAGE = { accept: "application/problem+json, */*" };
const ANSWERS = /^\/api\/(ask|own|features)\b/;

/**
 * What was asked for, by its address, what was used last at the end.
 * @type {Map<string, Promise<any>>}
 */
export const requested = new Map();

/**
 * @param {string} url
 * @param {RequestInit} [options]
 * @returns {Promise<Response>}
 */
async function answered(url, options = {}) {
  const headers = { ...options.headers, ...(ANSWERS.test(url) && IN_ANY_LANGUAGE) };
  const response = await fetch(here(url), { credentials: "same-origin", ...options, headers }).catch(() => {
    throw Object.assign(new Error(AWAY), { away: true });
  });
  if (response.ok) return response;
  const problem = await response.json().catch(() => ({}));
  throw Object.assign(new Error(problem.detail || `${url}: HTTP ${response.status}`), { problem });
}

/**
 * The JSON behind `url` as it is now.
 * @param {string} url
 * @returns {Promise<any>}
 */
export async function fetchFresh(url) {
  return (await answered(url)).json();
}

/**
 * The answer to JSON that is posted, as text.
 * @param {string} url
 * @param {string} body "" = it is not posted
 */
export async function fetchText(url, body) {
  return (await answered(url, body ? posting(body) : {})).text();
}

/**
 * The answer to JSON that is posted.
 * @param {string} url
 * @param {string} body
 * @returns {Promise<any>}
 */
export async function fetchPosted(url, body) {
  return (await answered(url, posting(body))).json();
}

/**
 * The answer to a file that is sent, or to nothing; what is wrong with it is `problem` of the error.
 * @param {string} url
 * @param {Blob | null} file
 * @param {AbortSignal} [signal] ends it
 * @returns {Promise<any>}
 */
export async function fetchSent(url, file, signal) {
  return (await answered(url, { method: "POST", body: file, signal })).json();
}

/** @param {string} body */
function posting(body) {
  return { method: "POST", body, headers: { "content-type": "application/json" } };
}

/**
 * The JSON behind `url`, requested once per URL; a failed request may be tried again.
 * @param {string} url
 * @returns {Promise<any>}
 */
export function fetchJson(url) {
  return keep(url, requested.get(url) ?? fetchFresh(url));
}

/**
 * Takes over what another page of this server has asked for already.
 * @param {Map<string, Promise<any>>} answers by their address
 */
export function takeAnswers(answers) {
  for (const [url, answer] of answers) {
    if (!requested.has(url)) {
      keep(
        url,
        answer.catch(() => fetchFresh(url)),
      );
    }
  }
}

/**
 * @param {string} url
 * @param {Promise<any>} answer
 */
function keep(url, answer) {
  answer.catch(() => requested.get(url) === answer && requested.delete(url));
  requested.delete(url);
  requested.set(url, answer);
  const [oldest] = requested.keys();
  if (requested.size > KEPT) requested.delete(oldest);
  return answer;
}

/** Has this page and the page around it fetch their typefaces. */
export function fetchTypefaces() {
  const href = here("/assets/own/fonts.css");
  for (const page of new Set([document, globalThis.parent.document])) {
    if (page.querySelector(`link[href="${href}"]`)) continue;
    const link = page.createElement("link");
    Object.assign(link, { rel: "stylesheet", href });
    page.head.append(link);
  }
}
