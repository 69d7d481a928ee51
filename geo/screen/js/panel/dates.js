/** The clocks: the day shown, with steps by event and a slider over the claims of each year; and, folded, its field,
 * presets, a player, and the days by which it was published and recorded. */
import { dayNumber, dayOf, FIRST_DAY, nearestDay } from "../shared/calendar.js";
import { layerUrl } from "../state/catalogue.js";
import { DayField } from "../shared/day_field.js";
import { button, element } from "../shared/dom.js";
import { fetchJson } from "../shared/fetching.js";
import { clocksText, dateText, daysText } from "../shared/names.js";
import { t } from "../shared/words.js";
import { isSpan } from "../rules/dating.js";
import { NEVER } from "../state/store.js";
import { yearBars } from "./years.js";

/** @import { Store } from "../state/store.js" */
/** @import { View } from "../state/view.js" */

const moments = () => [
  [t("Today"), ""],
  ...[
    [t("GNU takes office"), "2021-03-16"],
    [t("Ceasefire"), "2020-10-23"],
    [t("Tripoli war ends"), "2020-06-05"],
    [t("Attack on Tripoli"), "2019-04-04"],
    [t("Political Agreement"), "2015-12-17"],
  ].map(([title, day]) => [t("{title}, {day}", { title, day: dateText(day) }), day]),
];
const NOWHERE = "none";
/** @type {() => [string, number][]} */
const speeds = () => [
  [t("one month a second"), 30],
  [t("three months a second"), 91],
  [t("one year a second"), 365],
];
const SPAN = { min: FIRST_DAY, max: "2100-12-31" };
const FIRST = dayNumber(FIRST_DAY);
const knownHint = () => t("Shows what had been published by that day; empty: whenever it was published");
const recordedHint = () => t("Shows the map as this data set was on that day; empty: as it is now");

/** Milliseconds between two pictures. */
export const FRAME = 500;
/** Where the player begins when it is started today: the first day of the revolt. */
const START = "2011-02-15";

/**
 * The day of the next picture.
 * @param {string} at
 * @param {number} speed days a second
 * @param {string} last the day at which it stops
 */
export function nextPicture(at, speed, last) {
  const next = dayOf(dayNumber(at) + speed * FRAME / 1000);
  return next < last ? next : last;
}

export class Dates {
  /** @type {ReturnType<typeof setInterval> | null} */
  playing = null;
  /** @type {(on: boolean) => void} Told when history begins to be played, and when that ends. */
  onPlay = () => {};

  /**
   * @param {Store} store
   * @param {{ version: string, claims_by_year: import("./years.js").ByYear }} catalogue
   * @param {string} today
   * @param {HTMLElement} naming what the sides are called, which is folded with the rest
   */
  constructor(store, catalogue, today, naming) {
    this.store = store;
    this.version = catalogue.version;
    this.today = today;
    this.day = element("b", { class: "day" });
    this.said = element("span", { class: "clocks-said" });
    this.at = new DayField("at", t("True on"), SPAN);
    this.known = new DayField("known", t("Published by"), SPAN);
    this.recorded = new DayField("recorded", t("As recorded on"), SPAN);
    this.slider = element("input", {
      type: "range",
      id: "slider",
      min: 0,
      max: dayNumber(today) - FIRST,
      step: 1,
      "aria-label": t("Day shown, from 2011 to today"),
    });
    const days = moments().map(([title, day]) => element("option", { value: day }, title));
    this.moments = element(
      "select",
      { id: "moment", "aria-label": t("Jump to a date") },
      element("option", { value: NOWHERE }, t("Jump to …")),
      ...days,
    );
    this.speed = element(
      "select",
      { id: "speed", "aria-label": t("Speed of the player") },
      ...speeds().map(([title, days]) => element("option", { value: days }, title)),
    );
    this.player = button(t("▶ Play"), () => this.toggle(), { id: "play" });
    this.at.calendar.addEventListener("change", () => this.go(this.at.value));
    this.known.calendar.addEventListener("change", () => store.change({ known: this.known.value }));
    this.recorded.calendar.addEventListener("change", () => store.change({ recorded: this.recorded.value }));
    this.slider.addEventListener("input", () => this.go(dayOf(FIRST + Number(this.slider.value))));
    this.moments.addEventListener("change", () => this.#jump());
    this.element = element(
      "fieldset",
      { class: "dates" },
      element("legend", { class: "unseen" }, t("Date")),
      element("div", { class: "day-line" }, this.day, this.#stepper(-1), this.#stepper(1)),
      this.#clocks(naming),
      element(
        "div",
        { class: "year-line", title: t("Claims a year") },
        yearBars(catalogue.claims_by_year, FIRST_DAY, today),
        this.slider,
      ),
    );
  }

  /** @param {number} by */
  #stepper(by) {
    const title = by < 0 ? t("The event before this date") : t("The event after this date");
    return button(by < 0 ? "◀" : "▶", () => this.step(by), {
      class: `step ${by < 0 ? "back" : "on"}`,
      title,
      "aria-label": title,
    });
  }

  /** What is changed less often. @param {HTMLElement} naming */
  #clocks(naming) {
    const field = (
      /** @type {DayField} */ { element: shown },
      /** @type {string} */ id,
      /** @type {string} */ title,
      /** @type {string | null} */ hint,
    ) => [element("label", { for: `${id}-text`, title: hint }, title), shown];
    return element(
      "details",
      { class: "clocks" },
      element("summary", {}, this.said, " · ", element("u", {}, t("change"))),
      element(
        "div",
        { class: "clock-fields" },
        ...field(this.at, "at", t("True on"), null),
        ...field(this.known, "known", t("Published by"), knownHint()),
        ...field(this.recorded, "recorded", t("As recorded on"), recordedHint()),
        this.moments,
        this.player,
        this.speed,
        naming,
      ),
    );
  }

  /** @param {View} view */
  reflect({ at, between, known, recorded }) {
    this.at.value = at;
    this.known.value = known;
    this.recorded.value = recorded;
    const span = isSpan({ at, between });
    this.day.classList.toggle("span", span);
    this.day.replaceChildren(
      daysText({ at, between }),
      ...(span ? [" ", this.#oneDay()] : []),
    );
    this.said.textContent = clocksText({ known, recorded }).join(" · ") || t("as known today");
    this.slider.value = String(dayNumber(at) - FIRST);
    this.slider.setAttribute("aria-valuetext", at);
  }

  /** What ends a span. */
  #oneDay() {
    const title = t("Only {day}", { day: dateText(this.store.view.at) });
    return button("✕", () => this.store.change({ between: "" }), {
      class: "step",
      title,
      "aria-label": title,
    });
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
    // One step in history for the whole play: its first day is no place to go back to either.
    if (this.store.view.at >= this.today) this.store.change({ at: START }, NEVER);
    this.onPlay(true);
    this.player.textContent = t("❚❚ Pause");
    this.playing = setInterval(() => this.#show(), FRAME);
  }

  #pause() {
    clearInterval(this.playing ?? undefined);
    this.playing = null;
    this.onPlay(false);
    this.player.textContent = t("▶ Play");
    this.store.report();
  }

  #show() {
    const at = nextPicture(this.store.view.at, Number(this.speed.value), this.today);
    // A picture is no place to go back to: only the day at which it stops is told.
    this.store.change({ at }, NEVER);
    if (at >= this.today) this.#pause();
  }
}
