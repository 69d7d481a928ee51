/** The clocks: the day shown, as field, slider, presets, steps by event, and a player; and the days by which it was
 * published and recorded. */
import { dayNumber, dayOf, FIRST_DAY, nearestDay } from "../shared/calendar.js";
import { layerUrl } from "../shared/catalogue.js";
import { button, element } from "../shared/dom.js";
import { fetchJson } from "../shared/fetching.js";
import { FRAME, nextPicture, START } from "./playing.js";

/** @import { Store } from "../state/store.js" */
/** @import { View } from "../state/view.js" */

const MOMENTS = [
  ["Today", ""],
  ["GNU takes office, 16 Mar 2021", "2021-03-16"],
  ["Ceasefire, 23 Oct 2020", "2020-10-23"],
  ["Tripoli war ends, 5 Jun 2020", "2020-06-05"],
  ["Attack on Tripoli, 4 Apr 2019", "2019-04-04"],
  ["Political Agreement, 17 Dec 2015", "2015-12-17"],
];
const NOWHERE = "none";
const SPEEDS = [["month / s", 30], ["quarter / s", 91], ["year / s", 365]];
const SPAN = { min: FIRST_DAY, max: "2100-12-31" };
const FIRST = dayNumber(FIRST_DAY);
const KNOWN_HINT = "Shows what had been published by that day; empty: whenever it was published";
const RECORDED_HINT = "Shows the map as this data set was on that day; empty: as it is now";

export class Dates {
  /** @type {ReturnType<typeof setInterval> | null} */
  playing = null;

  /**
   * @param {Store} store
   * @param {string} version of the evidence
   * @param {string} today
   */
  constructor(store, version, today) {
    this.store = store;
    this.version = version;
    this.today = today;
    this.at = element("input", { type: "date", id: "at", ...SPAN });
    this.known = element("input", { type: "date", id: "known", ...SPAN });
    this.recorded = element("input", { type: "date", id: "recorded", ...SPAN });
    this.earlier = element(
      "details",
      { class: "earlier" },
      element("summary", { title: RECORDED_HINT }, "Earlier state of the data"),
      element("label", { for: "recorded", title: RECORDED_HINT }, "As recorded on"),
      this.recorded,
    );
    this.slider = element("input", {
      type: "range",
      id: "slider",
      min: 0,
      max: dayNumber(today) - FIRST,
      step: 1,
      "aria-label": "Day shown, from 2011 to today",
    });
    const moments = MOMENTS.map(([title, day]) => element("option", { value: day }, title));
    this.moments = element(
      "select",
      { id: "moment", "aria-label": "Jump to a date" },
      element("option", { value: NOWHERE }, "Jump to …"),
      ...moments,
    );
    const speeds = SPEEDS.map(([title, days]) => element("option", { value: days }, String(title)));
    this.speed = element("select", { id: "speed", "aria-label": "Speed" }, ...speeds);
    this.player = button("▶ Play", () => this.toggle(), { id: "play" });
    this.at.addEventListener("change", () => this.go(this.at.value));
    this.known.addEventListener("change", () => store.change({ known: this.known.value }));
    this.recorded.addEventListener("change", () => store.change({ recorded: this.recorded.value }));
    this.slider.addEventListener("input", () => this.go(dayOf(FIRST + Number(this.slider.value))));
    this.moments.addEventListener("change", () => this.#jump());
    this.element = element(
      "fieldset",
      { class: "dates" },
      element("legend", {}, "Date"),
      element("label", { for: "at" }, "True on"),
      this.at,
      this.slider,
      element("label", { for: "known", title: KNOWN_HINT }, "Published by"),
      this.known,
      this.earlier,
      element("div", { class: "pair" }, this.moments, this.speed),
      element(
        "div",
        { class: "player" },
        button("◂ event", () => this.step(-1), { title: "The event before this date" }),
        this.player,
        button("event ▸", () => this.step(1), { title: "The event after this date" }),
      ),
    );
  }

  /** @param {View} view */
  reflect({ at, known, recorded }) {
    this.at.value = at;
    this.known.value = known;
    this.recorded.value = recorded;
    // What is recorded today is the usual state, which needs no field of its own.
    if (recorded && recorded < this.today) this.earlier.open = true;
    this.slider.value = String(dayNumber(at) - FIRST);
    this.slider.setAttribute("aria-valuetext", at);
  }

  /** @param {string} at "" for today */
  go(at) {
    this.store.change({ at: at || this.today });
  }

  #jump() {
    if (this.moments.value !== NOWHERE) this.go(this.moments.value);
    this.moments.value = NOWHERE;
  }

  /**
   * Goes to the day of the nearest event.
   * @param {number} by -1 for one before the day shown, 1 for one after it
   */
  async step(by) {
    const url = layerUrl("events", this.version, this.store.view);
    /** @type {{ features: { properties: { from_day: string } }[] }} */
    const { features } = await fetchJson(url).catch(() => ({ features: [] }));
    const days = features.map(({ properties }) => properties.from_day);
    const day = nearestDay(days, this.store.view.at, by);
    if (day) this.go(day);
  }

  /** Plays or pauses. */
  toggle() {
    if (this.playing) this.#pause();
    else this.#play();
  }

  #play() {
    if (this.store.view.at >= this.today) this.go(START);
    this.player.textContent = "❚❚ Pause";
    this.playing = setInterval(() => this.#show(), FRAME);
  }

  #pause() {
    clearInterval(this.playing ?? undefined);
    this.playing = null;
    this.player.textContent = "▶ Play";
  }

  #show() {
    const at = nextPicture(this.store.view.at, Number(this.speed.value), this.today);
    // A picture is no place to go back to: only the day at which it stops is told.
    this.store.change({ at }, 2 * FRAME);
    if (at >= this.today) this.#pause();
  }
}
