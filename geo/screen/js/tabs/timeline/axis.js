/** The time axis of the timeline: where a day stands, and which day a place on it is. */
import { dayNumber, dayOf, FIRST_DAY, today } from "../../shared/calendar.js";

const MARGIN = 8; // px at either end
const AFTER_TODAY = 120; // days
const FIRST = dayNumber(FIRST_DAY);

export class Axis {
  /**
   * @param {number} width px
   * @param {string} at the day shown, which is on the axis even where it lies in the future
   */
  constructor(width, at) {
    this.width = width;
    this.first = FIRST;
    this.last = Math.max(dayNumber(today()), dayNumber(at)) + AFTER_TODAY;
  }

  get end() {
    return this.width - MARGIN;
  }

  /** @param {string} iso a day, month or year; one before the axis stands at its beginning */
  x(iso) {
    const days = Math.max(dayNumber(iso), this.first) - this.first;
    return MARGIN + (days / (this.last - this.first)) * (this.end - MARGIN);
  }

  /** @param {number} x px */
  day(x) {
    const share = Math.min(1, Math.max(0, (x - MARGIN) / (this.end - MARGIN)));
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
}
