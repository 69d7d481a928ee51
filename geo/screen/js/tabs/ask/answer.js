/** An answer as it is read: what is reported and what is derived apart, each with its grades and numbered sources. */
import { element } from "../../shared/dom.js";
import { dateText, nameLines, safeUrl } from "../../shared/names.js";
import { declared, mark, t } from "../../shared/words.js";

/** @typedef {{ text: string, text_ar: string, basis: string, grades: string[], sources: string[] }} AnswerSentence */
/** @typedef {Record<string, { publisher: string, title: string, date: string, url: string }>} AnswerSources */

/** Sources that are named behind one sentence; all stand in the list. */
const MOST_CITED = 6;
/** Grades that are shown one by one. */
const MOST_GRADES = 3;
/** @type {[basis: string, title: string, note: string][]} */
const BASES = [
  ["reported", mark("Reported"), mark("what sources say")],
  ["derived", mark("Derived"), mark("what this project concludes from them")],
];

/**
 * The sentences in their order below what they rest on; what comes first in the answer comes first here.
 * @param {AnswerSentence[]} sentences
 * @param {AnswerSources} sources
 * @param {string} lang
 * @param {HTMLElement[]} pictures what stands after the first sentence, which says it
 */
export function sentencesOf(sentences, sources, lang, pictures = []) {
  if (!pictures.length) return listsOf(sentences, sources, lang);
  const [first, rest] = [sentences.slice(0, 1), sentences.slice(1)];
  return [...listsOf(first, sources, lang), ...pictures, ...listsOf(rest, sources, lang)];
}

/**
 * @param {AnswerSentence[]} sentences
 * @param {AnswerSources} sources
 * @param {string} lang
 */
function listsOf(sentences, sources, lang) {
  const numbers = new Map(Object.keys(sources).map((id, i) => [id, i + 1]));
  const order = [...new Set(sentences.map(({ basis }) => basis))];
  const sorted = BASES.toSorted(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  return sorted.flatMap(([basis, title, note]) => {
    const held = sentences.filter((one) => one.basis === basis);
    if (!held.length) return [];
    return [
      element("h3", {}, declared(title), " ", element("small", {}, declared(note))),
      element(
        "ul",
        { class: "ask-sentences", "data-basis": basis, dir: lang === "ar" ? "rtl" : null },
        ...held.map((one) => sentence(one, sources, numbers, lang)),
      ),
    ];
  });
}

/**
 * @param {AnswerSentence} one
 * @param {AnswerSources} sources
 * @param {Map<string, number>} numbers
 * @param {string} lang
 */
function sentence(one, sources, numbers, lang) {
  const lines = nameLines({ text: one.text, text_ar: one.text_ar }, lang, "text");
  const cited = one.sources.filter((id) => id in sources);
  return element(
    "li",
    {},
    ...lines.map((line) => element("span", { class: "ask-line", dir: "auto" }, line)),
    ...gradesOf(one.grades),
    ...cited.slice(0, MOST_CITED).map((id) => citation(sources[id], numbers.get(id) ?? 0)),
    cited.length > MOST_CITED
      ? element(
        "small",
        { class: "ask-hint" },
        " ",
        t("and {n} more sources below", { n: cited.length - MOST_CITED }),
      )
      : null,
  );
}

/**
 * The grades of a sentence; of many the best and the lowest.
 * @param {string[]} grades sorted
 */
function gradesOf(grades) {
  if (!grades.length) return [];
  const few = grades.length <= MOST_GRADES;
  const shown = few ? grades : [`${grades[0]} – ${grades[grades.length - 1]}`];
  const title = few ? t("source reliability, credibility") : grades.join(", ");
  return shown.map((grade) => element("abbr", { class: "ask-grade", title }, grade));
}

/**
 * @param {AnswerSources[string]} source
 * @param {number} number
 */
function citation({ publisher, title, date, url }, number) {
  const text = `${publisher}, ${title}, ${date || t("undated")}`;
  const href = safeUrl(url);
  const label = t("Source {number}: {text}", { number: String(number), text });
  const attributes = { class: "ask-cited", title: text, "aria-label": label };
  return href
    ? element("a", { ...attributes, href, target: "_blank", rel: "noopener noreferrer" }, `[${number}]`)
    : element("span", attributes, `[${number}]`);
}

/**
 * Every source that is cited, numbered.
 * @param {AnswerSources} sources
 */
export function sourceList(sources) {
  const all = Object.values(sources);
  if (!all.length) return null;
  const items = all.map(({ publisher, title, date, url }) => {
    const href = safeUrl(url);
    const name = element("bdi", {}, title || url);
    return element(
      "li",
      {},
      element("bdi", {}, publisher),
      ", ",
      href ? element("a", { href, target: "_blank", rel: "noopener noreferrer" }, name) : name,
      `, ${date ? dateText(date) : t("undated")}`,
    );
  });
  return element(
    "details",
    { class: "ask-sources" },
    element("summary", {}, t("Sources ({n})", { n: all.length })),
    element("ol", {}, ...items),
  );
}
