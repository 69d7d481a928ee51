/** How far the server has come with a file that is sent to it: a long one takes minutes. */
import { fetchFresh } from "../../shared/fetching.js";
import { said } from "../../shared/refusals.js";

/** @import { Worded } from "../../shared/refusals.js" */

const EVERY = 1_000; // ms
const BYTES = 16;

/** A word by which the server knows what is sent. Pages without TLS have no `randomUUID`. */
export function newJob() {
  return [...crypto.getRandomValues(new Uint8Array(BYTES))].map((one) => one.toString(16).padStart(2, "0"))
    .join("");
}

/**
 * The answer to what is sent; meanwhile it is said how far it has come.
 * @template Answer
 * @param {string} job
 * @param {Promise<Answer>} answer
 * @param {(text: string) => void} say
 * @returns {Promise<Answer>}
 */
export async function followed(job, answer, say) {
  let going = true;
  const look = async () => {
    /** @type {{ said: Worded | null }} */
    const told = await fetchFresh(`/api/own/progress?job=${job}`).catch(() => ({ said: null })); // said next time
    if (going && told.said) say(said(told.said));
  };
  const timer = setInterval(look, EVERY);
  try {
    return await answer;
  } finally {
    going = false;
    clearInterval(timer);
  }
}
