/* Names by language, dates in words, and which texts become links. */
import { today } from "./calendar.js";
import { inDigits, t } from "./words.js";

/**
 * The names, in each language that is asked for, of anything that carries `<stem>_en`/`<stem>_ar` or
 * `<stem>`/`<stem>_ar`; a missing one is replaced by the other.
 * @param {Record<string, any>} record
 * @param {string} lang
 * @param {string} [stem]
 * @returns {string[]}
 */
export function nameLines(record, lang, stem = "name") {
  const english = record[`${stem}_en`] || record[stem] || "";
  const arabic = record[`${stem}_ar`] || "";
  if (lang === "en+ar" && english && arabic && english !== arabic) return [english, arabic];
  return [(lang === "ar" ? arabic : english) || english || arabic];
}

/**
 * The same in one line.
 * @param {Record<string, any>} record
 * @param {string} lang
 * @param {string} [stem]
 * @returns {string}
 */
export function named(record, lang, stem = "name") {
  return nameLines(record, lang, stem).join(" · ");
}

const months = () => [
  t("Jan"),
  t("Feb"),
  t("Mar"),
  t("Apr"),
  t("May"),
  t("Jun"),
  t("Jul"),
  t("Aug"),
  t("Sep"),
  t("Oct"),
  t("Nov"),
  t("Dec"),
];

/**
 * "2020-10-23" as "23 Oct 2020"; a partial date keeps its precision.
 * @param {string} iso
 * @returns {string}
 */
export function dateText(iso) {
  const [year, month, day] = iso.split("-");
  if (!month) return inDigits(year);
  const name = months()[Number(month) - 1];
  return inDigits(day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`);
}

/**
 * The clocks of a view beside the day shown, in words; what is recorded today is as usual and not told.
 * @param {{ known: string, recorded: string }} view
 */
export function clocksText({ known, recorded }) {
  return [
    ...(known ? [t("published by {day}", { day: dateText(known) })] : []),
    ...(recorded && recorded < today() ? [t("as recorded on {day}", { day: dateText(recorded) })] : []),
  ];
}

/**
 * Only web addresses become links; anything else stays text.
 * @param {string} text
 * @returns {string | null}
 */
export function safeUrl(text) {
  try {
    const url = new URL(text);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}
