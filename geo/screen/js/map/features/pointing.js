/* What a place on the map leads to: the cards of what lies there, each once, and what a pointer over it is told. */
import { named, shortName } from "../../shared/names.js";
import { declared, t } from "../../shared/words.js";

/** @typedef {import("./items.js").Hit} Hit */
/** @typedef {import("./items.js").Properties} Properties */
/** @typedef {{ id: string, properties: Properties }} Ground The district under a place. */
/**
 * @typedef {object} Target A card that a place on the map leads to.
 * @property {string} id
 * @property {string} [name_en]
 * @property {string} [name_ar]
 * @property {[lat: number, lon: number]} [from] Where the nearest claimed places are measured from.
 */

/**
 * What a feature is about: of the map of control, whose features stand for periods, the place or district itself.
 * @param {Properties} properties
 * @returns {string}
 */
export function aboutOf(properties) {
  const control = "derived" in properties && (properties.place || properties.district);
  return String(control || properties.id);
}

/** World units within which two symbols share their point. */
const SAME = 1e-4;

/**
 * What a click means: of the symbols under it the nearest, and those that share its true point; and all else.
 * @template {Pick<Hit, "rank" | "point">} T
 * @param {readonly T[]} hits The nearest first.
 * @returns {T[]}
 */
export function meant(hits) {
  const first = hits.find(({ rank }) => rank === 0)?.point;
  return hits.filter(({ point }) =>
    !first || !point || Math.hypot(point[0] - first[0], point[1] - first[1]) < SAME
  );
}

/**
 * The cards of what lies under a point, in the order of the hits, each place once; the district comes last.
 * @param {readonly Pick<Hit, "item">[]} hits
 * @param {Ground | null} ground
 * @param {[lat: number, lon: number]} position
 * @returns {Target[]}
 */
export function targets(hits, ground, position) {
  /** @type {Map<string, Target>} */
  const found = new Map();
  for (const { item: { properties } } of hits) {
    const id = aboutOf(properties);
    const { name_en, name_ar } = properties;
    if (!found.has(id)) found.set(id, { id, name_en, name_ar });
  }
  if (ground) {
    const { name_en, name_ar } = ground.properties;
    found.delete(ground.id);
    found.set(ground.id, { id: ground.id, name_en, name_ar, from: position });
  }
  return [...found.values()];
}

/**
 * The name of the first thing under a pointer, who holds it where that is drawn, and how much more there is.
 * @param {readonly Pick<Hit, "item">[]} hits
 * @param {Record<string, { name_en: string, name_ar: string }>} actors
 * @param {string} lang
 */
export function hoverText(hits, actors, lang) {
  if (!hits.length) return "";
  const first = hits[0].item.properties;
  const about = aboutOf(first);
  const same = hits.filter(({ item }) => aboutOf(item.properties) === about);
  const held = same.find(({ item }) => "derived" in item.properties)?.item.properties;
  const others = new Set(hits.map(({ item }) => aboutOf(item.properties))).size - 1;
  const who = held?.actors ? ` · ${holders(held, actors, lang)}` : "";
  const more = others ? ` ${t("+ {n} more", { n: others })}` : "";
  return `${named(first, lang)}${who}${more}`;
}

/**
 * Who holds it and in which way.
 * @param {Properties} held
 * @param {Record<string, { name_en: string, name_ar: string }>} actors
 * @param {string} lang
 */
export function holders({ actors: ids, class: kind }, actors, lang) {
  const names = String(ids).split("|").map((id) => shortName(actors[id] ? named(actors[id], lang) : id));
  return `${names.join(" / ")}${t(", ")}${declared(kind)}`;
}
