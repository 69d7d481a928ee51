/** Questions as `/api/ask` lists them: what a form starts with, which address answers it, whose fault is whose. */

import { number, t } from "../shared/words.js";
import { textOf } from "./view.js";

/** @import { Asked, Part, View } from "./view.js" */
/**
 * @typedef {object} Parameter
 * @property {string} name
 * @property {string} kind
 * @property {string} title
 * @property {string} title_ar
 * @property {string} help
 * @property {boolean} required
 * @property {string} default
 * @property {string[]} [choices]
 * @property {Record<string, string>} [titles]
 * @property {Record<string, string>} [titles_ar]
 * @property {string[]} [scopes] kinds of ground that a place may be; none = any
 * @property {string[]} [types] of geometry that a drawing may have
 * @property {number} [vertices] that a drawing may have
 * @property {number} [characters] that a drawing may have as a text
 * @property {string} [first]
 * @property {string} [last]
 * @property {boolean} [visit] whether the day of the last visit is offered
 */
/** @typedef {{ id: string, title: string, title_ar: string, help: string, parameters: Parameter[] }} Question */
/**
 * What a form may start with beside the view.
 * @typedef {object} Around
 * @property {string[]} scopes which kinds of ground the selected feature is
 * @property {{ type: string, text: string }[]} drawings on the map, the last one drawn last
 */

/** Kinds of parameter that say what a question is about. */
const SUBJECTS = ["place", "drawing", "actor", "publisher", "source"];
/** Characters of an address that every server and proxy takes. */
const LONGEST_ADDRESS = 7000;
/** Kinds of parameter that are filled with what is selected or drawn, of which a question needs one. */
const ABOUT = ["place", "drawing"];

/**
 * The texts that a form starts with: those of the view where a parameter is called like one of its parts, what was
 * drawn or selected, else the default.
 * @param {Question} question
 * @param {View} view
 * @param {string[]} ofView names of parameters that are parts of the view
 * @param {Around} around
 * @returns {Record<string, string>}
 */
export function firstTexts({ parameters }, view, ofView, { scopes, drawings }) {
  /** @type {Record<string, string>} */
  const texts = {};
  const days = /** @type {Record<string, any>} */ ({ ...view, until: view.at });
  let about = "";
  for (const parameter of parameters) {
    const { name, kind } = parameter;
    texts[name] = (ofView.includes(name) || name === "until") && days[name] || parameter.default;
    if (!ABOUT.includes(kind) || about) continue;
    about = kind === "place"
      ? view.sel && takesSelected(parameter, scopes) ? view.sel : ""
      : drawings.findLast(({ type }) => (parameter.types ?? [type]).includes(type))?.text ?? "";
    texts[name] = about || texts[name];
  }
  return texts;
}

/**
 * @param {Parameter} parameter
 * @param {string[]} scopes
 */
function takesSelected({ scopes: wanted = [] }, scopes) {
  return !wanted.length || wanted.some((scope) => scopes.includes(scope));
}

/**
 * All texts of a question: its own, and of the view what it takes and does not say itself.
 * @param {Asked} asked
 * @param {View} view
 * @param {string[]} ofView
 * @param {Parameter[]} parameters
 * @returns {Record<string, string>}
 */
export function askedTexts(asked, view, ofView, parameters) {
  const taken = parameters.map(({ name }) => name).filter((name) => ofView.includes(name));
  const parts = /** @type {Record<string, any>} */ (view);
  return Object.fromEntries(
    [...taken.map((name) => [name, parts[name]]), ...Object.entries(asked.parameters)].filter(([, text]) =>
      text
    ),
  );
}

/**
 * Where the answer is, and what to post there where the texts are too long for an address.
 * @param {string} question
 * @param {Record<string, string>} texts
 * @param {Record<string, string>} [more] such as the format
 * @returns {{ url: string, body: string }}
 */
export function answerAddress(question, texts, more = {}) {
  const path = `/api/ask/${encodeURIComponent(question)}`;
  const url = `${path}?${new URLSearchParams({ ...texts, ...more })}`;
  if (url.length <= LONGEST_ADDRESS) return { url, body: "" };
  return { url: `${path}?${new URLSearchParams(more)}`.replace(/\?$/, ""), body: JSON.stringify(texts) };
}

/**
 * Whether a question is short enough to be part of a view.
 * @param {Asked} asked
 * @param {Part & { longest?: number }} part
 */
export function fitsView(asked, part) {
  return textOf(part.kind, asked).length <= (part.longest ?? 0);
}

/**
 * What may be asked next of what an answer is about: other questions that take the same place, actor, publisher,
 * source or drawing, each with it filled in.
 * @param {Question[]} questions
 * @param {Asked} asked
 * @param {(id: string) => string[]} scopesOf which kinds of ground a feature is
 * @returns {{ question: Question, texts: Record<string, string> }[]}
 */
export function nextOf(questions, asked, scopesOf) {
  const own = questions.find(({ id }) => id === asked.question)?.parameters ?? [];
  const subject = own.find(({ name, kind }) => SUBJECTS.includes(kind) && asked.parameters[name]);
  if (!subject) return [];
  const value = asked.parameters[subject.name];
  const scopes = scopesOf(value);
  return questions.flatMap((question) => {
    const taken = question.id === asked.question
      ? undefined
      : question.parameters.find((one) =>
        one.kind === subject.kind && (one.kind !== "place" || takesSelected(one, scopes)) &&
        (subject.types ?? []).every((type) => one.types?.includes(type))
      );
    const others = question.parameters.some((one) => one.required && one !== taken);
    return taken && !others ? [{ question, texts: { [taken.name]: value } }] : [];
  });
}

/**
 * The faults of drawings that are too large even to be sent, as the server words them.
 * @param {Parameter[]} parameters
 * @param {Record<string, string>} texts
 */
export function tooLarge(parameters, texts) {
  return parameters
    .filter(({ name, characters = Infinity }) => (texts[name] ?? "").length > characters)
    .map(({ name, vertices = 0 }) => {
      const text = texts[name];
      // GeoJSON has a comma within each position too.
      const n = Math.floor(text.split(",").length / (text.includes("[") ? 2 : 1));
      return `${name}: ${
        t("has some {n} vertices; simplify it to {most} at most", { n: number(n), most: number(vertices) })
      }`;
    })
    .join("\n");
}

/**
 * The lines of a fault by the parameter that they begin with; all others apart.
 * @param {string} detail
 * @param {string[]} names
 */
export function faultsByName(detail, names) {
  /** @type {{ fields: Record<string, string[]>, others: string[] }} */
  const found = { fields: {}, others: [] };
  for (const line of detail.split("\n").filter(Boolean)) {
    const colon = line.indexOf(": ");
    const name = line.slice(0, colon);
    if (colon > 0 && names.includes(name)) (found.fields[name] ??= []).push(line.slice(colon + 2));
    else found.others.push(line);
  }
  return found;
}
