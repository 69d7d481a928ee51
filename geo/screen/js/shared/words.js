/** Our own words in the language of the view. English is written where it is said; the server has the rest, from the
 * one catalogue (docs/languages.md). Say a text when it is shown, never while a module loads: by then no language is there. */
import { fetchJson } from "./fetching.js";

/** @typedef {Record<string, unknown>} Values by the names in braces */
/** @typedef {{ lang: string, dir: string, texts: Record<string, string | string[]> }} Words */
/** @typedef {"" | "arab"} Digits */

const CATEGORIES = ["zero", "one", "two", "few", "many", "other"];
const LANGUAGES = ["ar"];

/** Numbers in a text are grouped from five digits on.
 * @type {Intl.NumberFormatOptions} */
const COUNT = { useGrouping: "min2" };
const MOST = 4000; // texts that are remembered
/** Attributes that are read by people. */
const READ = ["title", "aria-label", "aria-valuetext", "placeholder", "alt"];

/** @type {Words} */
let words = { lang: "en", dir: "ltr", texts: {} };
/** @type {Digits} */
let chosen = "";
/** What `speak` was asked for last. */
let asked = "";
/**
 * What was said, and how to say it again.
 * @type {Map<string, () => string>}
 */
let said = new Map();
/** The same of the language spoken before. */
let before = said;

/**
 * The language of our own words: names may be in both, our words are in one.
 * @param {{ lang: string }} view
 */
export function spokenIn({ lang }) {
  return LANGUAGES.includes(lang) ? lang : "en";
}

/**
 * Has everything said in the language and digits of a view: what is said from now on, and what stands in this document.
 * @param {{ lang: string, digits?: string }} view
 */
export async function speak(view) {
  const lang = spokenIn(view);
  const digits = lang !== "en" && view.digits === "arab" ? "arab" : "";
  const wanted = (asked = `${lang} ${digits}`);
  if (lang === words.lang && digits === chosen) return;
  const found = lang === "en"
    ? { lang, dir: "ltr", texts: {} }
    : await fetchJson(`/assets/words/${lang}.json`);
  if (asked !== wanted) return;
  [words, chosen] = [found, digits];
  if (globalThis.document) sayAgain(document.documentElement);
}

/**
 * Says what stands in a page in the language spoken now.
 * @param {HTMLElement} root
 */
function sayAgain(root) {
  Object.assign(root, { lang: words.lang, dir: words.dir });
  before = said;
  said = new Map();
  const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const again = before.get(node.nodeValue ?? "");
    if (again) node.nodeValue = again();
  }
  for (const node of root.querySelectorAll(READ.map((name) => `[${name}]`).join())) {
    for (const name of READ) {
      const again = before.get(node.getAttribute(name) ?? "");
      if (again) node.setAttribute(name, again());
    }
  }
}

/**
 * The values of a text as they are said now.
 * @param {Values} values
 * @returns {Values}
 */
function saidAgain(values) {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, before.get(String(value))?.() ?? value]),
  );
}

/**
 * Remembers how a text is said again in another language.
 * @param {string} text
 * @param {() => string} again
 */
export function remembered(text, again) {
  said.set(text, again);
  if (said.size > MOST) said.delete(said.keys().next().value ?? "");
  return text;
}

/** The language and digits spoken here, and whether it runs from right to left. */
export function language() {
  return { lang: words.lang, rtl: words.dir === "rtl", digits: chosen };
}

/**
 * A text with its values.
 * @param {string} text English, written out where `t` is called
 * @param {Values} [values]
 * @returns {string}
 */
export function t(text, values) {
  return remembered(filled(one(text), values), () => t(text, values && saidAgain(values)));
}

/**
 * A text that depends on a number, which is `{n}` in it.
 * @param {string} single
 * @param {string} many
 * @param {number} n
 * @param {Values} [values]
 * @returns {string}
 */
export function tn(single, many, n, values = {}) {
  const forms = words.texts[single];
  const text = Array.isArray(forms) ? forms[formOf(n)] : n === 1 ? single : many;
  return remembered(filled(text || many, { n, ...values }), () => tn(single, many, n, saidAgain(values)));
}

/**
 * A text as it is: a constant of a module, which is said by `declared` when it is shown.
 * @param {string} text English
 */
export function mark(text) {
  return text;
}

/**
 * What was declared by `mark` or by the server, such as the title of a column, in the language spoken here.
 * @param {string} text English
 * @returns {string}
 */
export function declared(text) {
  return remembered(one(text), () => declared(text));
}

/**
 * A text whose values are elements, as children of an element.
 * @param {string} text English, written out where `parts` is called
 * @param {Record<string, import("./dom.js").Child>} values
 * @returns {import("./dom.js").Child[]}
 */
export function parts(text, values) {
  return one(text).split(/(\{\w+\})/).map((part) =>
    /^\{\w+\}$/.test(part) ? values[part.slice(1, -1)] : part
  );
}

/**
 * A number as it is written here.
 * @param {number} n
 * @param {Intl.NumberFormatOptions} [options]
 */
export function number(n, options) {
  return n.toLocaleString(words.lang === "en" ? "en" : `${words.lang}-u-nu-${chosen || "latn"}`, options);
}

/** Compares texts as the language spoken now sorts them, in Arabic its own letters first; numbers by their value. */
export function collation() {
  return new Intl.Collator(words.lang, { numeric: true }).compare;
}

const ARABIC = /[\u0600-\u06ff]/;
const DIGITS = "٠١٢٣٤٥٦٧٨٩";

/**
 * A text in the digits that were chosen, unless it is in Latin letters. A word with a Latin letter in
 * it, or behind one ("CC BY 4.0"), is a code, not a number, and stays.
 * @param {string} text
 */
export function inDigits(text) {
  if (!chosen || (/[A-Za-z]{3}/.test(text) && !ARABIC.test(text))) return text;
  return text.replace(
    /(?<![A-Za-z] )(?<![^\s،؛()«»])[^\s،؛()«»]+/g,
    (word) =>
      /[A-Za-z]/.test(word) ? word : word
        .replace(/(?<=\d),(?=\d{3})/g, "٬")
        .replace(/(?<=\d)\.(?=\d)/g, "٫")
        .replace(/\d/g, (digit) => DIGITS[Number(digit)]),
  );
}

/**
 * Attributes of a text that is data: what is in Latin letters on a page in another script is marked as English.
 * @param {string} text
 * @returns {{ dir: string, lang?: string }}
 */
export function scriptOf(text) {
  return words.lang !== "en" && /[A-Za-z]/.test(text) && !ARABIC.test(text)
    ? { dir: "ltr", lang: "en" }
    : { dir: "auto" };
}

/** @param {string} text */
function one(text) {
  const found = words.texts[text];
  return (Array.isArray(found) ? found[0] : found) || text;
}

/** @param {number} n */
function formOf(n) {
  const rules = new Intl.PluralRules(words.lang);
  const known = CATEGORIES.filter((name) =>
    rules.resolvedOptions().pluralCategories.includes(/** @type {Intl.LDMLPluralRule} */ (name))
  );
  return known.indexOf(rules.select(n));
}

/**
 * @param {string} text
 * @param {Values} [values]
 */
function filled(text, values) {
  if (!values) return text;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === "number" ? number(value, COUNT) : inDigits(String(value));
  });
}
