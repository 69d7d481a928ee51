/** What the columns of the table must say. It is part of the view, so that the map shows the same, a link opens it and a
 * download holds it. */
import { withFilter } from "../../state/filters.js";

/** @import { Store } from "../../state/store.js" */
/** @typedef {"~" | "=" | ">" | "<"} Sign contains, is, from, until */

const PAUSE = 300; // ms without a key before the map follows
const LONGEST = 120; // characters

export class Conditions {
  /** @type {readonly string[]} */
  #list = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #waiting;

  /**
   * @param {{ store: Store }} map It may come to another store: it is asked each time.
   * @param {() => void} changed
   */
  constructor(map, changed) {
    this.map = map;
    this.changed = changed;
  }

  get store() {
    return this.map.store;
  }

  get list() {
    return this.#list;
  }

  /** Takes what the view says, unless somebody is typing. */
  follow() {
    if (this.#waiting === undefined) this.#list = this.store.view.filters.rows ?? [];
  }

  /**
   * What a column must say; undefined where that is open.
   * @param {string} column
   * @param {Sign} sign
   */
  get(column, sign) {
    const start = column + sign;
    return this.#list.find((one) => one.startsWith(start))?.slice(start.length);
  }

  /**
   * Those that are of other columns.
   * @param {string} column
   */
  without(column) {
    return this.#list.filter((one) => !one.startsWith(column) || !/[~=<>]/.test(one[column.length] ?? ""));
  }

  /**
   * @param {string} column
   * @param {Partial<Record<Sign, string | undefined>>} wanted undefined = open
   */
  set(column, wanted) {
    const signs = Object.keys(wanted);
    const others = this.#list.filter((one) => !signs.some((sign) => one.startsWith(column + sign)));
    const set = Object.entries(wanted).filter(([, text]) => text !== undefined);
    // What stands between filters cannot be looked for.
    const clean = (/** @type {string | undefined} */ text = "") =>
      text.replace(/[;|\s]+/g, " ").slice(0, LONGEST);
    this.#take([...others, ...set.map(([sign, text]) => column + sign + clean(text))]);
  }

  /** @param {(column: string) => boolean} isMeant */
  clear(isMeant) {
    this.#take(this.#list.filter((one) => !isMeant(one.split(/[~=<>]/)[0])));
  }

  /** @param {readonly string[]} list */
  #take(list) {
    this.#list = list;
    this.changed();
    clearTimeout(this.#waiting);
    this.#waiting = setTimeout(() => {
      this.#waiting = undefined;
      this.store.change({ filters: withFilter(this.store.view.filters, "rows", [...this.#list]) });
    }, PAUSE);
  }
}
