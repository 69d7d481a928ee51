/* Names by language, dates in words, and which texts become links. */
import { firstOf } from "../rules/dating.js";
import { today } from "./calendar.js";
import { inDigits, language, remembered, t } from "./words.js";

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
  const both = lang === "en+ar" && english && arabic && english !== arabic;
  const said = both ? [english, arabic] : [(lang === "ar" ? arabic : english) || english || arabic];
  return said.flatMap((text) => text.split("\n"));
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

/**
 * A name without what explains it: what stands in brackets, after a comma or a slash.
 * @param {string} name
 * @returns {string}
 */
export function shortName(name) {
  return name.split(/ \/ | \(|[,،] /)[0];
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
  return remembered(written(iso), () => dateText(iso));
}

/**
 * "2020-10-23" as "23 October 2020", as a title has it.
 * @param {string} iso
 * @returns {string}
 */
export function longDate(iso) {
  return remembered(inLong(iso), () => longDate(iso));
}

/** @param {string} iso */
function inLong(iso) {
  const tag = { en: "en-GB", ar: "ar-LY-u-nu-latn" }[language().lang];
  const day = new Date(`${iso}T00:00Z`);
  const options = /** @type {const} */ ({ day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
  return inDigits(new Intl.DateTimeFormat(tag, options).format(day));
}

/** @param {string} iso */
function written(iso) {
  const [year, month, day] = iso.split("-");
  if (!month) return inDigits(year);
  const name = months()[Number(month) - 1];
  return inDigits(day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`);
}

const ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

/**
 * The ISO day of a text as people write it: "25 Nov 2026", "25 November 2026", "25/11/2026", "2026-11-25", also in
 * the language spoken here and with Arabic digits; "" of nothing, null of what is no day.
 * @param {string} text
 * @returns {string | null}
 */
export function readDay(text) {
  const plain = text.trim().replace(/[٠-٩]/g, (digit) => String("٠١٢٣٤٥٦٧٨٩".indexOf(digit)));
  if (!plain) return "";
  const parts = plain.split(/[\s./،,-]+/);
  if (parts.length !== 3) return null;
  const [year, month, day] = parts[0].length > 2 ? parts : [...parts].reverse();
  const number = /^\d+$/.test(month) ? Number(month) : monthOf(month);
  const iso = `${year}-${String(number).padStart(2, "0")}-${day.padStart(2, "0")}`;
  const read = /^\d{4}-\d\d-\d\d$/.test(iso) && new Date(`${iso}T00:00Z`);
  return read && read.toJSON()?.startsWith(iso) ? iso : null;
}

/** @param {string} name of a month, 1 to 12; 0 of what is none */
function monthOf(name) {
  const own = months().indexOf(name);
  return (own >= 0 ? own : ENGLISH.indexOf(name.slice(0, 3).toLowerCase())) + 1;
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
 * The day that a view shows, or the first and the last of a span.
 * @param {{ at: string, between?: string }} view
 */
export function daysText(view) {
  const first = firstOf(view);
  return first < view.at ? `${dateText(first)} – ${dateText(view.at)}` : dateText(view.at);
}

/** @typedef {{ valid_from: string, valid_to: string, not_before?: string }} Validity */
/**
 * Since when and until when something holds; where nobody told since when, on which day it was first told.
 * @param {Validity} record
 */
export function validText({ valid_from: first, valid_to: last, not_before: told }) {
  const from = first && dateText(first);
  const to = last && dateText(last);
  if (from && to) return t("{from} to {to}", { from, to });
  if (from) return t("Since {day}", { day: from });
  if (told && to) return t("First told {told}, until {to}", { told: dateText(told), to });
  if (told) return t("First told {told}", { told: dateText(told) });
  return to ? t("Until {to}", { to }) : "";
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
