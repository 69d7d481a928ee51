/** What a card tells of its surroundings: outside powers in an area, and what lies within some distance, asked for here. */
import { button, element } from "../../shared/dom.js";
import { dateText, named } from "../../shared/names.js";
import { declared, parts, t } from "../../shared/words.js";

/** @import { Catalogue, LayerSpec } from "../../state/catalogue.js" */
/** @import { View } from "../../state/view.js" */
/** @import { SourceOfCard } from "./claims.js" */
/**
 * @typedef {{ id: string, name_en: string, name_ar: string, reviewed_on: string, reliability: string, credibility: number,
 *   sources: SourceOfCard[] }} Presence
 */
/** @typedef {{ id: string, name_en: string, name_ar: string, presence: Presence[] }} Power */

const USUAL_KM = 50;
const MOST_KM = 1000;
/** Layers that lie under everything, so that nobody looks for what is near among them. */
const NOT_SOUGHT = ["control", "districts", "regions", "interests"];

/**
 * Outside powers said to be here, by country, whoever of it is: Wagner stands with Russia. Those with most come first.
 * @param {readonly Power[]} powers
 * @param {Pick<Catalogue, "actors" | "countries">} catalogue
 * @param {string} lang
 * @returns {{ key: string, name: string, presence: Presence[] }[]}
 */
export function powersByCountry(powers, { actors, countries }, lang) {
  const of = Map.groupBy(powers, ({ id }) => actors[id]?.country || id);
  return [...of].map(([key, all]) => ({
    key,
    name: countries[key] ? named(countries[key], lang === "ar" ? "ar" : "en", "title") : named(all[0], lang),
    presence: all.flatMap((one) => one.presence),
  })).sort((one, other) => other.presence.length - one.presence.length);
}

/**
 * The same as a list; a click opens what they have.
 * @param {readonly Power[]} powers
 * @param {Pick<Catalogue, "actors" | "countries">} catalogue
 * @param {string} lang
 * @param {(id: string) => void} open
 * @returns {HTMLElement[]}
 */
export function outsideList(powers, catalogue, lang, open) {
  if (!powers.length) return [];
  const rows = powersByCountry(powers, catalogue, lang).map(({ key, name, presence }) => {
    const items = presence.map((one) =>
      element(
        "li",
        {},
        button(element("bdi", {}, named(one, lang)), () => open(one.id)),
        one.reviewed_on
          ? element("small", {}, t("last confirmed {when}", { when: dateText(one.reviewed_on) }))
          : null,
      )
    );
    const head = element("b", { dir: "auto" }, name);
    return element("li", { "data-power": key }, head, element("ul", {}, ...items));
  });
  return [element("h3", {}, t("Outside powers here")), element("ul", { class: "outside also" }, ...rows)];
}

/**
 * Asks what lies within a distance of a feature: choosing what is looked for shows it on the map and in a list.
 * @param {string} id of the feature
 * @param {readonly LayerSpec[]} layers
 * @param {string} lang
 * @param {(part: Partial<View>) => void} change
 */
export function nearForm(id, layers, lang, change) {
  const sought = layers.filter((layer) => !layer.fault && !NOT_SOUGHT.includes(layer.id));
  const options = sought.flatMap((layer) => {
    const title = named(layer, lang === "ar" ? "ar" : "en", "title_short");
    const dealing = layer.commodities.map((com) => {
      const told = t("{layer}: {commodity}", { layer: title, commodity: declared(com) });
      return element("option", { value: `${layer.id} ${com}` }, told);
    });
    return [element("option", { value: layer.id }, title), ...dealing];
  });
  const km = element("input", {
    type: "number",
    min: 1,
    max: MOST_KM,
    value: USUAL_KM,
    "aria-label": t("Kilometres"),
  });
  const what = element(
    "select",
    { "aria-label": t("What is looked for near it") },
    element("option", { value: "" }, t("choose …")),
    ...options,
  );
  const ask = () => {
    if (!what.value || !km.checkValidity()) return;
    const [layer, com = ""] = what.value.split(" ");
    /** @type {Record<string, string>} */
    const parameters = { place: id, km: km.value, layers: layer, ...(com && { com }) };
    change({ ask: { question: "near", parameters }, tab: "ask" });
  };
  what.addEventListener("change", ask);
  km.addEventListener("change", ask);
  return element("p", { class: "near-form" }, ...parts("Within {km} km: {what}", { km, what }));
}
