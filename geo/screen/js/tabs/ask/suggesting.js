/** What a field suggests while a name is typed: ids with names, from the search of the house. */
import { fetchJson } from "../../shared/fetching.js";
import { named } from "../../shared/names.js";

/** @import { Parameter } from "../../state/asking.js" */
/** @typedef {{ value: string, label: string }} Suggestion */
/** @typedef {{ id: string, kind: string, layer: string, layer_title: string, name_en: string, name_ar: string }} Found */

const MOST = 8;
/** Groups of the search that a kind of parameter takes. */
/** @type {Record<string, string[]>} */
const GROUPS = { place: ["place", "feature"], actor: ["actor"], source: ["source"] };

/**
 * Whether there is something to suggest for a kind of parameter.
 * @param {string} kind
 */
export function suggests(kind) {
  return kind in GROUPS || kind === "publisher";
}

/**
 * @param {Parameter} parameter
 * @param {string} text as far as it is typed
 * @param {string} lang
 * @returns {Promise<Suggestion[]>}
 */
export async function suggestions(parameter, text, lang) {
  const words = text.trim();
  if (!words) return [];
  if (parameter.kind === "publisher") return publishers(await fetchJson("/api/sources"), words);
  const query = new URLSearchParams({ q: words, limit: String(MOST) });
  const { groups } = await fetchJson(`/api/search?${query}`);
  return found(parameter, groups, lang);
}

/**
 * @param {Parameter} parameter
 * @param {{ results: Found[] }[]} groups
 * @param {string} lang
 * @returns {Suggestion[]}
 */
export function found({ kind, scopes = [] }, groups, lang) {
  const fits = (/** @type {Found} */ one) =>
    GROUPS[kind].includes(one.kind) && (!scopes.length || scopes.some((scope) => one.layer === `${scope}s`));
  return groups.flatMap(({ results }) => results).filter(fits).map((one) => (
    { value: one.id, label: [named(one, lang), one.layer_title].filter(Boolean).join(", ") }
  ));
}

/**
 * Publishers whose names hold some words, each once.
 * @param {Record<string, { publisher: string }>} sources
 * @param {string} words
 * @returns {Suggestion[]}
 */
function publishers(sources, words) {
  const names = new Set(Object.values(sources).map(({ publisher }) => publisher));
  const small = words.toLowerCase();
  const held = [...names].filter((name) => name.toLowerCase().includes(small)).sort();
  return held.slice(0, MOST).map((name) => ({ value: name, label: "" }));
}
