/** The pace at which the player walks through the days. */
import { dayNumber, dayOf } from "../shared/calendar.js";

/** Milliseconds between two pictures. */
export const FRAME = 500;
/** Where the player begins when it is started today: the first day of the revolt. */
export const START = "2011-02-15";

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
