/** The time axis of the timeline: where a day stands, and which day a place on it is. */
import { dayNumber, dayOf, FIRST_DAY, today } from "../../shared/calendar.js";

const MARGIN = 8; // px at either end
const AFTER_TODAY = 120; // days
const FIRST = dayNumber(FIRST_DAY);
const SHORTEST = 60; // days that fill it at the most enlarged
const MANY = 9; // years of which not each is named
const APART = 32; // px from the name of a year to the next
const STEPS = [1, 3, 6, 12]; // years
const LONGEST = 24;

/** @typedef {[first: number, last: number]} Span Days since 1970. */

export class Axis {
  /**
   * @param {number} width px
   * @param {string} at the day shown, which is on the whole axis even where it lies in the future
   * @param {Span | null} [part] days of the whole that fill it
   * @param {boolean} [rtl] whether time runs from right to left, as the language is read
   */
  constructor(width, at, part = null, rtl = false) {
    this.width = width;
    this.rtl = rtl;
    const last = Math.max(dayNumber(today()), dayNumber(at)) + AFTER_TODAY;
    this.whole = /** @type {Span} */ ([FIRST, last]);
    const [from, to] = part ?? this.whole;
    this.first = from;
    this.last = to;
  }

  /**
   * A part of the whole, no shorter than what can be read; null where it is the whole.
   * @param {number} from
   * @param {number} to
   * @returns {Span | null}
   */
  part(from, to) {
    const [first, last] = this.whole;
    const long = Math.min(Math.max(to - from, SHORTEST), last - first);
    if (long >= last - first) return null;
    const start = Math.min(Math.max((from + to - long) / 2, first), last - long);
    return [start, start + long];
  }

  /**
   * So much of the time round a day.
   * @param {number} day
   * @param {number} share of what fills it now; above 1 for more
   */
  round(day, share) {
    return this.part(day - (day - this.first) * share, day + (this.last - day) * share);
  }

  /** @param {string} iso whether a day, month or year begins on it */
  holds(iso) {
    const day = dayNumber(iso);
    return day >= this.first && day <= this.last;
  }

  /** @param {number} x px from the left to px from where the time begins, and back */
  across(x) {
    return this.rtl ? this.width - x : x;
  }

  get end() {
    return this.across(this.width - MARGIN);
  }

  /** @param {string} iso a day, month or year; one before the axis stands at its beginning */
  x(iso) {
    const days = Math.max(dayNumber(iso), this.first) - this.first;
    return this.across(MARGIN + (days / (this.last - this.first)) * (this.width - 2 * MARGIN));
  }

  /** @param {number} x px */
  day(x) {
    const share = Math.min(1, Math.max(0, (this.across(x) - MARGIN) / (this.width - 2 * MARGIN)));
    return this.clamped(this.first + share * (this.last - this.first));
  }

  /** @param {number} number days since 1970 */
  clamped(number) {
    return dayOf(Math.min(Math.max(number, this.first), this.last));
  }

  /** The years that begin on it. */
  get years() {
    const from = Number(dayOf(this.first).slice(0, 4));
    const to = Number(dayOf(this.last - 1).slice(0, 4));
    return Array.from({ length: to - from + 1 }, (_, i) => from + i);
  }

  /** Those of them that are named: each where few are, else every third or fewer, so that none overlaps. */
  get namedYears() {
    const wide = (366 / (this.last - this.first)) * (this.width - 2 * MARGIN);
    const step = STEPS.find((one) => one * wide >= APART && this.years.length < MANY * one) ?? LONGEST;
    return this.years.filter((year) => (year - 2012) % step === 0);
  }
}
