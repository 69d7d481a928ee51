/**
 * Another picture beside that of the view: what it has otherwise, as the view carries it.
 * The cases of `tests/golden/comparing.json` hold this and what a figure compares together.
 */

/** @import { View } from "./view.js" */
/**
 * What another picture has otherwise; what is not there is as in the view.
 * @typedef {{ at?: string, known?: string, recorded?: string, names?: string, without?: string, look?: string }} Compared
 */
/** @typedef {View & { without: string }} OtherView `without` a publisher or side that is not believed */

/** Says that a clock of the view does not count. */
export const NOW = "now";

/**
 * The other picture as a view.
 * @param {View} view
 * @param {Compared} compared
 * @returns {OtherView}
 */
export function otherView(view, compared) {
  const day = (/** @type {"known" | "recorded"} */ name) =>
    compared[name] === NOW ? "" : compared[name] || view[name];
  return {
    ...view,
    at: compared.at && compared.at !== NOW ? compared.at : view.at,
    known: day("known"),
    recorded: day("recorded"),
    names: compared.names ? compared.names.replace("data", "") : view.names,
    without: compared.without ?? "",
  };
}

/**
 * The change of a view that exchanges the two pictures; none where one of them does without a source, as the view
 * itself believes all.
 * @param {View} view
 * @returns {Partial<View> | null}
 */
export function exchanged(view) {
  const { compare } = view;
  if (!compare || compare.without) return null;
  const { at, known, recorded, names } = otherView(view, compare);
  return {
    at,
    known,
    recorded,
    names,
    compare: without({
      at: compare.at && view.at,
      known: compare.known && (view.known || NOW),
      recorded: compare.recorded && (view.recorded || NOW),
      names: compare.names && (view.names || "data"),
      look: compare.look,
    }),
  };
}

/**
 * The same without what is empty.
 * @param {Record<string, string | undefined>} texts
 * @returns {Compared}
 */
export function without(texts) {
  return Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
}

/**
 * A day a year before another.
 * @param {string} iso
 */
export function yearBefore(iso) {
  const [year, month, day] = iso.split("-");
  return `${Number(year) - 1}-${month}-${month === "02" && day === "29" ? "28" : day}`;
}
