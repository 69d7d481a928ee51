/* What came of the rows of a file: how many are taken, and everything that is wrong with the others. */
import { element } from "../../shared/dom.js";
import { said } from "../../shared/refusals.js";
import { t, tn } from "../../shared/words.js";

/** @typedef {import("../../shared/refusals.js").Worded} Worded */

/**
 * @typedef {object} Checked
 * @property {string} layer
 * @property {number} rows
 * @property {number} taken
 * @property {number} set_aside
 * @property {number} faults
 * @property {{ words: Worded }[]} aside
 * @property {number} without_position
 * @property {{ id: string, words: Worded }[]} unplaced
 * @property {Worded[]} note_words
 */

/**
 * @param {Checked} checked
 * @returns {HTMLElement}
 */
export function told(checked) {
  const { rows, taken, aside, set_aside, faults, unplaced, without_position, note_words } = checked;
  return element(
    "div",
    { class: "own-told", role: "status" },
    element(
      "p",
      {},
      tn("{taken} of {n} row can be taken.", "{taken} of {n} rows can be taken.", rows, { taken }),
    ),
    ...note_words.map((note) => element("p", { dir: "auto" }, said(note))),
    set_aside
      ? folded(
        tn("{n} row is set aside", "{n} rows are set aside", set_aside),
        aside.map(({ words }) => said(words)),
        faults,
      )
      : null,
    without_position
      ? folded(
        tn("{n} is kept without a position", "{n} are kept without a position", without_position),
        unplaced.map(({ id, words }) => `${id}: ${said(words)}`),
        without_position,
      )
      : null,
  );
}

/**
 * @param {string} title
 * @param {string[]} lines
 * @param {number} all
 */
function folded(title, lines, all) {
  const items = lines.map((line) => element("li", { dir: "auto" }, line));
  const more = all > lines.length
    ? element("p", {}, t("and {count} more", { count: all - lines.length }))
    : null;
  return element(
    "details",
    { open: "" },
    element("summary", {}, title),
    element("ul", {}, ...items),
    more,
  );
}
