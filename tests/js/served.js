/** Answers of a server that is not there. */
import { requested } from "../../geo/screen/js/shared/fetching.js";

/**
 * Runs with answers of a server: a function of the address that gives a document, or a fault as text.
 * @param {(url: string) => unknown} answer
 * @param {() => Promise<void>} act
 * @returns {Promise<string[]>} what was asked for
 */
export async function served(answer, act) {
  const before = globalThis.fetch;
  /** @type {string[]} */
  const asked = [];
  globalThis.fetch = (url) => {
    asked.push(String(url));
    const body = answer(String(url));
    if (typeof body !== "string") return Promise.resolve(Response.json(body));
    return Promise.resolve(Response.json({ detail: body }, { status: 404 }));
  };
  requested.clear();
  try {
    await act();
  } finally {
    globalThis.fetch = before;
  }
  return asked;
}
