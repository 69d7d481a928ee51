/** What an open page knows of its server: whether it is there, and whether its data are still those on the screen. It
 * says so in a line, and takes other data over by a click, or by itself once nobody touches the page. */
import { whyOf } from "../../shared/refusals.js";
import { t } from "../../shared/words.js";

/** @import { Notice } from "./notice.js" */

const MISSES = 2; // questions without an answer before the server counts as away
const IDLE = 20_000; // ms without a key, a pointer or a change of the view
const TOLD = 120_000; // ms for which a line says that the data were updated
const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel"];

export class Serving {
  #misses = 0;
  #touched = Date.now();
  /** The version that is offered or being taken over; "" for none. */
  #offered = "";
  #faults = "";
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #fading;

  /**
   * @param {string} version of the data on the screen
   * @param {Notice} notice
   * @param {{ renew: () => Promise<string>, retry: () => void, rerun: () => void }} page `renew` takes the server's
   *   data over and returns their version; `retry` asks again for what could not be read; `rerun` has the server
   *   say anew which data are out
   */
  constructor(version, notice, page) {
    this.version = version;
    this.notice = notice;
    this.page = page;
  }

  get away() {
    return this.#misses >= MISSES;
  }

  /** Somebody is at work. */
  touch = () => {
    this.#touched = Date.now();
  };

  /** @param {Document} page the page, or that in the map's frame */
  watch(page) {
    for (const name of TOUCHES) page.addEventListener(name, this.touch, { passive: true, capture: true });
  }

  /**
   * @param {string} version of the server's data, "" where it did not answer
   * @param {string} [faults] what tells one set of their faults from another
   */
  heard(version, faults = "") {
    if (!version) {
      this.#misses += 1;
      if (this.#misses === MISSES) this.#sayAway();
      return;
    }
    const away = this.away;
    this.#misses = 0;
    if (away) this.notice.hide();
    this.page.retry();
    if (this.#faults && this.#faults !== faults) this.page.rerun();
    this.#faults = faults;
    if (version === this.version) {
      // Undone before anybody took it over.
      if (this.#offered) this.notice.hide();
      this.#offered = "";
    } else if (Date.now() - this.#touched > IDLE) this.#renew(version);
    else if (version !== this.#offered || away) this.#offer(version);
  }

  #sayAway() {
    clearTimeout(this.#fading);
    this.notice.say(
      t(
        "The server cannot be reached since {time}. What is loaded still works; new cards, searches and the " +
          "address wait for it.",
        { time: clock() },
      ),
    );
  }

  /** @param {string} version */
  #offer(version) {
    clearTimeout(this.#fading);
    this.#offered = version;
    this.notice.say(
      t("The data were updated at {time}.", { time: clock() }),
      t("Show them"),
      () => this.#renew(version),
    );
  }

  /** @param {string} version */
  async #renew(version) {
    clearTimeout(this.#fading);
    this.#offered = version;
    try {
      this.version = await this.page.renew();
    } catch (problem) {
      const why = whyOf(problem);
      this.notice.say(t("The data were updated, but could not be read yet: {why}", { why }));
      return;
    }
    this.#offered = "";
    this.notice.say(t("The data were updated, and are shown since {time}.", { time: clock() }));
    this.#fading = setTimeout(() => this.notice.hide(), TOLD);
  }
}

/** The time of day. */
function clock() {
  return new Date().toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
}
