/** Asks the server every few seconds whether it is there and which data it has. */
import { here } from "../../shared/here.js";

const EVERY = 10_000; // ms between two questions; an open page hears of other data within this time
const AWAY_EVERY = 3_000;
const PATIENCE = 8_000; // ms for an answer

export class Pulse {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  #asking = false;

  /**
   * @param {(version: string, faults: string) => void} heard gets the version of the server's data, "" where it did
   *   not answer, and what tells one set of faults from another
   */
  constructor(heard) {
    this.heard = heard;
    const ask = () => this.ask();
    // A page that nobody sees asks nothing, and one that is seen again, say after a sleep, asks at once.
    document.addEventListener("visibilitychange", ask);
    globalThis.addEventListener("online", ask);
    globalThis.addEventListener("offline", ask);
    this.#later = setTimeout(ask, EVERY);
  }

  async ask() {
    clearTimeout(this.#later);
    if (this.#asking || document.hidden) return;
    this.#asking = true;
    const { data: version, faults } = await health();
    this.#asking = false;
    this.#later = setTimeout(() => this.ask(), version ? EVERY : AWAY_EVERY);
    this.heard(version, faults);
  }
}

/** @returns {Promise<{ data: string, faults: string }>} */
async function health() {
  const away = { data: "", faults: "" };
  try {
    const answer = await fetch(here("/api/health"), {
      cache: "no-cache",
      signal: AbortSignal.timeout(PATIENCE),
    });
    if (!answer.ok) return away;
    const { data, faults, held } = await answer.json();
    return { data, faults: JSON.stringify([faults, held]) };
  } catch {
    return away; // no answer is what was asked for, too
  }
}
