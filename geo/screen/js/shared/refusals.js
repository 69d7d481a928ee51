/** Why the server refused something, in the language of the page: it tells keys of the catalogue and their values. */
import { language, t } from "./words.js";

/** @typedef {{ text: string, values: Record<string, unknown> }} Worded */
/** @typedef {Worded & { part: string }} Fault */

/**
 * What went wrong, a line for each fault; one about a part begins with its name.
 * @param {unknown} error
 * @returns {string}
 */
export function whyOf(error) {
  if (!(error instanceof Error)) return String(error);
  const { problem, away } = /** @type {Error & { problem?: { faults?: Fault[] }, away?: boolean }} */ (error);
  if (away) return t("the server cannot be reached");
  const lines = problem?.faults?.map(({ part, ...words }) => `${part && `${part}: `}${said(words)}`);
  return lines?.length ? lines.join("\n") : error.message;
}

/**
 * A text that the server has told with its key and values, in the language of the page.
 * @param {Worded} words
 * @returns {string}
 */
export function said({ text, values }) {
  const ours = Object.entries(values).map(([name, value]) => [name, inWords(value)]);
  return ours.length ? t(text, Object.fromEntries(ours)) : t(text);
}

/** @param {unknown} value a number, a text, a pair of English and Arabic, or words of their own */
function inWords(value) {
  if (Array.isArray(value)) return value[Number(language().lang === "ar")];
  return value && typeof value === "object" ? said(/** @type {Worded} */ (value)) : value;
}
