/** A view and its texts. Which parts it has, what they are called in an address and what is usual comes from
 * `/api/view`; what stands here is how a value of each kind is written and read. */

import { today } from "../shared/calendar.js";

/** @import { Filters } from "./filters.js" */
/** @typedef {{ question: string, parameters: Record<string, string> }} Asked a question by its id, and its raw parameters */
/**
 * What somebody looks at, as the scripts hold it.
 * @typedef {object} View
 * @property {string[]} layers
 * @property {string} at the day shown
 * @property {string} [between] shows whatever was true at any time from this day to that; "" = on that day alone
 * @property {string} known shows what had been published by this day; "" = whenever it was
 * @property {string} recorded shows the data as they were on this day; "" = now
 * @property {[lat: number, lon: number] | null} c the centre; null = the whole country
 * @property {number | null} z the zoom level
 * @property {"en" | "ar" | "en+ar"} lang
 * @property {"" | "arab"} [digits] Arabic digits where the language is Arabic
 * @property {string} names the policy by which the sides are named
 * @property {Filters} filters
 * @property {Record<string, number>} opacity 0 to 1 by layer, where it is not 1
 * @property {string} q what was searched for
 * @property {string} sel the feature whose card is open
 * @property {Asked | null} ask the question whose answer lies over the map
 * @property {import("./compare.js").Compared | null} compare what another picture beside it has otherwise
 * @property {string} draw what was drawn by hand, as state/sketch.js reads it
 * @property {string[]} callouts features with a number on a figure
 * @property {string} move where names and numbers were put, as state/hand.js reads it
 * @property {string} note texts with an arrow, as state/hand.js reads them
 * @property {string} view "brief" shows the map alone
 * @property {string} tab open beside the map; "" = none, or the inspector where a feature is selected
 * @property {boolean} [tiles] whether there is a background from another host, which no link turns on
 */
/**
 * One part of a view, as `/api/view` describes it.
 * @typedef {object} Part
 * @property {string} name in an address
 * @property {string} key in a view
 * @property {string} kind
 * @property {unknown} default
 * @property {string[]} used where: "page", "figure", "data"
 * @property {boolean} always whether it is written where it is as usual too, since that is not so every day
 */
/** @typedef {{ parts: Part[] }} Grammar */
/** @typedef {{ write: (value: any) => string, read: (text: string) => unknown }} Kind */

/** @type {Kind} */
const TEXT = { write: String, read: (text) => text };
/** @type {Kind} */
const NUMBERS = {
  write: (value) => (value ?? []).join(","),
  read: (text) => text ? text.split(",").map(Number) : null,
};
/** @type {Record<string, Kind>} */
const KINDS = {
  switch: { write: (value) => value ? "1" : "0", read: (text) => text === "1" },
  number: { write: (value) => String(value ?? ""), read: (text) => text ? Number(text) : null },
  point: NUMBERS,
  extent: NUMBERS,
  list: { write: (value) => value.join(","), read: (text) => text.split(",").filter(Boolean) },
  amounts: {
    write: (value) => {
      const less = Object.entries(value).filter(([, share]) => share < 1);
      return less.map(([name, share]) => `${name}:${share}`).join(",");
    },
    read: (text) => Object.fromEntries(pairs(text, ",").map(([name, share]) => [name, Number(share)])),
  },
  question: {
    write: (value) => {
      if (!value) return "";
      const texts = Object.entries(value.parameters).filter(([, text]) => text);
      return [value.question, ...texts.map(([name, text]) => `${name}=${escaped(text)}`)].join(";");
    },
    read: (text) => {
      const [question, ...parts] = text.split(";");
      return question
        ? { question, parameters: Object.fromEntries(parts.filter(Boolean).map(parameter)) }
        : null;
    },
  },
  compare: {
    write: (value) => {
      if (!value) return "";
      const texts = Object.entries(value).filter(([, text]) => text);
      return texts.map(([name, text]) => `${name}=${text}`).join(";") || "at=now";
    },
    read: (text) => text ? Object.fromEntries(text.split(";").filter(Boolean).map(parameter)) : null,
  },
  filters: {
    write: (value) => {
      const set = Object.entries(value).filter(([, values]) => values.length);
      return set.map(([name, values]) => `${name}:${values.join("|")}`).join(";");
    },
    read: (text) => Object.fromEntries(pairs(text, ";").map(([name, values]) => [name, values.split("|")])),
  },
};

/**
 * A text without what stands between parameters.
 * @param {string} text
 */
function escaped(text) {
  return text.replaceAll("%", "%25").replaceAll(";", "%3B");
}

/**
 * @param {string} part
 * @returns {[name: string, text: string]}
 */
function parameter(part) {
  const equals = part.indexOf("=");
  return [part.slice(0, equals), part.slice(equals + 1).replaceAll("%3B", ";").replaceAll("%25", "%")];
}

/**
 * The parameters of an address that ask for a view: what is as usual is left out, unless that changes with the day.
 * @param {Grammar} grammar
 * @param {Partial<View> & Record<string, unknown>} view
 * @param {string} where it is used: "figure" or "data"
 * @returns {Record<string, string>}
 */
export function viewTexts({ parts }, view, where) {
  /** @type {Record<string, string>} */
  const texts = {};
  for (const part of parts) {
    if (!part.used.includes(where) || view[part.key] === undefined) continue;
    const { write } = KINDS[part.kind] ?? TEXT;
    const text = write(view[part.key]);
    if (text && (part.always || text !== write(part.default))) texts[part.name] = text;
  }
  return besideKnown(texts);
}

/**
 * The two clocks of a view as an address has them.
 * @param {{ known: string, recorded: string }} view
 * @returns {Record<string, string>}
 */
export function clockTexts({ known, recorded }) {
  return besideKnown({ ...(known && { known }), ...(recorded && { recorded }) });
}

/**
 * Adds `recorded` where there is `known`: alone, that is how an older link asks for what was recorded.
 * @param {Record<string, string>} texts
 */
function besideKnown(texts) {
  return texts.known && !texts.recorded ? { ...texts, recorded: today() } : texts;
}

/**
 * The text of one part of a view, "" where it is none.
 * @param {string} kind
 * @param {unknown} value
 */
export function textOf(kind, value) {
  return (KINDS[kind] ?? TEXT).write(value);
}

/**
 * The parts of a view that the parameters of an address ask for, by their keys.
 * @param {Grammar} grammar
 * @param {Record<string, string>} texts
 * @returns {Partial<View>}
 */
export function viewParts({ parts }, texts) {
  const given = parts.filter(({ name }) => name in texts);
  return Object.fromEntries(
    given.map(({ name, key, kind }) => [key, (KINDS[kind] ?? TEXT).read(texts[name])]),
  );
}

/**
 * @param {string} text
 * @param {string} by
 * @returns {[name: string, value: string][]}
 */
function pairs(text, by) {
  return text.split(by).filter(Boolean).map((part) => {
    const colon = part.indexOf(":");
    return [part.slice(0, colon), part.slice(colon + 1)];
  });
}
