/** The one owner of what somebody looks at. Controls and the map ask it for a change; it tells everybody who listens
 * the new view, and after a short quiet the server, which writes the address. It knows neither map nor panel. */

/** @import { View } from "./view.js" */
/** @typedef {{ visit: number, view: View }} Report what the server is told: a view, and the visit it belongs to */
/** @typedef {(view: View, part: Partial<View>) => void} Listener hears of the newest view, and which part was asked for */

/** What changes by degrees, and the milliseconds for which it has to stand still before the server is told. */
const GRADUAL = ["c", "z", "at", "opacity"];
const QUIET = 250;
/** The longest that a timer waits: for what is no place to go back to, until somebody reports or changes more. */
export const NEVER = 2 ** 31 - 1;

/** The number of the visit that a page begins with before Streamlit is there, which counts them from 1. */
export const BEGUN = 0;

export class Store {
  /** @type {Set<Listener>} */
  #listeners = new Set();
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #later;
  /**
   * What the address asked for.
   * @type {View}
   */
  #address;

  /**
   * @param {View} view as the address says
   * @param {number} visit the number of the address: every link followed, every step back or forward has a higher one
   * @param {(report: Report) => void} tell hands a report to the server
   */
  constructor(view, visit, tell) {
    this.view = view;
    this.visit = visit;
    this.tell = tell;
    /**
     * What was changed since the address.
     * @type {Partial<View>}
     */
    this.changed = {};
    this.#address = view;
  }

  /**
   * Changes parts of the view. `c` and `z` among them move the map there, unless it is there already.
   * @param {Partial<View>} asked
   * @param {number} [quiet] milliseconds; `NEVER` for pictures of an animation, which are no places to go back to
   */
  change(asked, quiet = GRADUAL.some((name) => name in asked) ? QUIET : 0) {
    // Another day, or another picture beside it, ends a span.
    const ended = "at" in asked || asked.compare ? { between: "" } : {};
    const part = this.view.between ? { ...ended, ...asked } : asked;
    this.view = { ...this.view, ...part };
    this.changed = { ...this.changed, ...part };
    clearTimeout(this.#later);
    this.#later = setTimeout(() => this.report(), quiet);
    this.#publish(part);
  }

  /**
   * Takes over the view of an address, if that is newer than what is here. An older one comes from a server that has
   * started anew: it is told where this page is.
   * @param {View} view
   * @param {number} visit
   */
  visited(view, visit) {
    if (visit < this.visit) this.report();
    if (visit <= this.visit) return;
    clearTimeout(this.#later);
    // The page's own address as the server reads it, with layers of one's own, say; what was changed meanwhile stays.
    const begun = this.visit === BEGUN;
    const part = begun ? otherwise(view, this.#address) : view;
    if (!begun) this.changed = {};
    this.visit = visit;
    this.view = { ...this.view, ...part, ...this.changed };
    if (Object.keys(part).length) this.#publish(part);
  }

  /**
   * @param {Listener} listener
   * @returns {() => void} ends the subscription
   */
  subscribe(listener) {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells the server now. */
  report() {
    clearTimeout(this.#later);
    this.tell({ visit: this.visit, view: this.view });
  }

  /** @param {Partial<View>} part */
  #publish(part) {
    // A listener may change the view itself: those after it hear of the newest one.
    for (const listener of [...this.#listeners]) listener(this.view, part);
  }
}

/**
 * The parts of a view that another one has otherwise.
 * @param {View} view
 * @param {View} other
 * @returns {Partial<View>}
 */
export function otherwise(view, other) {
  const theirs = /** @type {Record<string, unknown>} */ (other);
  const differ = Object.entries(view).filter(([name, value]) =>
    JSON.stringify(value) !== JSON.stringify(theirs[name])
  );
  return /** @type {Partial<View>} */ (Object.fromEntries(differ));
}
