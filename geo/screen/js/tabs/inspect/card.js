/** The body of one card, from the JSON of `/api/features/{id}`; everything in it is text. */
import { button, element } from "../../shared/dom.js";
import { dateText, named, validText } from "../../shared/names.js";
import { declared, inDigits, language, parts, scriptOf, t, tn } from "../../shared/words.js";
import { claimLists, inEnglish, link, nearList, rivalCells } from "./claims.js";
import { outsideList } from "./around.js";
import { historyStrip } from "./history.js";

/** @import { Child } from "../../shared/dom.js" */
/** @import { ActorName, ActorOfDay, ClaimOfCard, ColoursOf, Near, Rival, SourceOfCard, Validity } from "./claims.js" */
/** @import { Period } from "./history.js" */
/**
 * @typedef {object} Standing who holds it, where that is asked
 * @property {string} words
 * @property {string} words_ar
 * @property {{ kind: string, derived: boolean, actors: ActorOfDay[] }} holder
 * @property {Rival[]} rivals
 * @property {Period[]} history
 * @property {Near[]} near
 * @property {{ id: string, name_en: string, name_ar: string, words: string, words_ar: string } | null} district
 */
/**
 * @typedef {Validity & Partial<Standing> & {
 *   id: string, name_en: string, name_ar: string, aliases: string[], summary: string, summary_ar?: string, marking: string,
 *   layer: { id: string, title: string, title_ar: string }, class: { title: string, title_ar: string },
 *   about: { id: string, title: string, title_ar: string, population: number | null },
 *   age: { text: string, stale: boolean }, actor: ActorName | null, columns: { title: string, value: string }[],
 *   reliability: string, reliability_text: string, credibility: number, credibility_text: string,
 *   position: { decimal: string, dms: string, mgrs: string }, precision_text: string,
 *   outside?: import("./around.js").Power[], claims: ClaimOfCard[], sources: SourceOfCard[],
 * }} Card
 */
/**
 * @typedef {object} CardContext what a card needs of the map
 * @property {string} at the day shown
 * @property {boolean} [span] whether it is the last of several
 * @property {boolean} [spot] whether it is asked of a spot in a district
 * @property {string} lang
 * @property {(actor: ActorName) => HTMLElement} actorLink leads to all that an actor holds or runs
 * @property {ColoursOf} coloursOf
 * @property {Pick<import("../../state/catalogue.js").Catalogue, "actors" | "countries">} catalogue
 * @property {(id: string) => void} open opens another card
 * @property {HTMLElement} [actions] what can be taken away of it
 * @property {HTMLElement} [nearby] asks for what lies near it
 */

/**
 * @param {Card} card
 * @param {CardContext} context
 */
export function cardBody(card, context) {
  const { lang } = context;
  const other = lang === "ar" ? card.name_en : card.name_ar;
  const article = element("article", { class: "card", "data-feature": card.id, tabindex: "-1" });
  article.append(
    element("p", { class: "card-kind" }, ...kind(card, lang)),
    element(
      "div",
      { class: "card-head" },
      element("h2", { dir: "auto" }, named(card, lang === "ar" ? "ar" : "en")),
      other ? element("p", { class: "card-other", ...scriptOf(other) }, other) : "",
    ),
    ...(card.words ? standing(card, context) : plain(card, context)).filter(isThere),
  );
  return article;
}

/**
 * @param {Child} child
 * @returns {child is Node | string}
 */
function isThere(child) {
  return child !== null && child !== undefined && child !== "";
}

/**
 * What it is and where: a place by its kind, district and people; else by its layer and class.
 * @param {Card} card
 * @param {string} lang
 * @returns {Child[]}
 */
function kind(card, lang) {
  const { about, district } = card;
  if (!card.words) {
    return [
      element("bdi", {}, named(card.layer, lang, "title")),
      " · ",
      element("bdi", {}, named(card.class, lang, "title")),
    ];
  }
  const place = element("bdi", {}, named(about, lang, "title"));
  const people = about.population ? ` · ${tn("{n} person", "{n} people", about.population)}` : "";
  const name = district && element("bdi", {}, named(district, lang));
  return [place, ...(name ? [" · ", ...parts("district {name}", { name })] : []), people];
}

/**
 * Who holds it, by whose word and how sure; what it is besides is folded at the end.
 * @param {Card} card
 * @param {CardContext} context
 * @returns {Child[]}
 */
function standing(card, context) {
  const { lang, at, coloursOf, open } = context;
  const { words = "", words_ar: arabic = "", rivals = [], history = [], near = [], district, holder } = card;
  const lines = lang === "en" ? [words] : lang === "ar" ? [arabic] : [words, arabic];
  const names = { name: card.name_en, lang, coloursOf };
  return [
    context.span
      ? element(
        "p",
        { class: "card-kind" },
        t("On {day}, the last day shown; what was before is in the history:", {
          day: dateText(at),
        }),
      )
      : null,
    ...lines.map((line) => element("p", { class: "card-words", dir: "auto" }, line)),
    context.actions,
    ...claimLists(card.claims, names),
    ...(card.claims.length
      ? rivalCells(rivals, card.claims, {
        ...names,
        name: named(card, lang),
        held: Boolean(holder?.actors.length),
      })
      : []),
    ...historyStrip(history, at, lang, coloursOf),
    ...nearList(near, lang, coloursOf, open, context.spot),
    context.nearby,
    ...outsideList(card.outside ?? [], context.catalogue, lang, open),
    district &&
    element(
      "p",
      { class: "card-district" },
      button(t("District"), () => open(district.id), { "data-place": district.id }),
      " ",
      element("bdi", {}, named(district, lang, "words")),
    ),
    element(
      "details",
      { class: "card-fold" },
      element("summary", {}, t("Names, position, grades, ids")),
      element(
        "p",
        { class: "card-kind" },
        t("About name and position alone: who holds it has an age and a grade of its own, at the top."),
      ),
      summary(card, lang),
      element("p", { class: card.age.stale ? "card-age stale" : "card-age" }, card.age.text),
      facts(card, context),
      record(card),
      ...sources(card),
    ),
  ];
}

/**
 * What is recorded of something that nobody claims to hold.
 * @param {Card} card
 * @param {CardContext} context
 * @returns {Child[]}
 */
function plain(card, context) {
  const { lang } = context;
  return [
    summary(card, lang),
    element("p", { class: card.age.stale ? "card-age stale" : "card-age" }, card.age.text),
    context.actions,
    context.nearby,
    ...outsideList(card.outside ?? [], context.catalogue, lang, context.open),
    facts(card, context),
    ...sources(card),
    element(
      "details",
      { class: "card-fold" },
      element("summary", {}, t("Coordinates, id")),
      record(card),
    ),
  ];
}

/** @param {Card} card */
function sources(card) {
  return [
    element("h3", {}, card.sources.length === 1 ? t("Source") : t("Sources")),
    element("ul", { class: "sources" }, ...card.sources.map(sourceItem)),
  ];
}

/**
 * @param {Card} card
 * @param {CardContext} context
 */
function facts(card, { lang, actorLink }) {
  const list = element("dl");
  const { actor } = card;
  if (actor) list.append(row(t("Actor"), element("bdi", {}, named(actor, lang)), " ", actorLink(actor)));
  // An event is of its day: until when it is shown is nothing that holds.
  const valid = card.layer.id === "events" ? "" : validText(card);
  if (valid) list.append(row(t("Holds"), valid));
  if (card.words && card.aliases.length) list.append(row(t("Also"), card.aliases.join(t(", "))));
  for (const { title, value } of card.columns) list.append(row(declared(title), inDigits(value)));
  list.append(
    row(t("Source"), card.reliability, " · ", card.reliability_text),
    row(t("Information"), String(card.credibility), " · ", card.credibility_text),
  );
  if (card.position.decimal) list.append(row(t("Position"), card.precision_text));
  list.append(row(t("Marking"), `TLP:${card.marking}`));
  return list;
}

/**
 * Where it is to the digit, and how the row is called.
 * @param {Card} card
 */
function record(card) {
  const list = element("dl");
  if (card.position.decimal) list.append(row(t("Coordinates"), ...positions(card)));
  list.append(row(t("Id"), card.id));
  return list;
}

/**
 * A line of the list, on the side where the page is read from, whatever script a value is in.
 * @param {string} label
 * @param {...Child} content
 */
function row(label, ...content) {
  const said = content.map((one) => typeof one === "string" ? element("bdi", scriptOf(one), one) : one);
  const value = element("dd", {}, ...said);
  return element("div", { class: "card-row" }, element("dt", {}, label), value);
}

/**
 * The position in three notations, each with a button that copies it.
 * @param {Card} card
 */
function positions({ position }) {
  const given = Object.entries(position).filter(([, text]) => text);
  return given.map(([name, text]) => {
    const notation = name === "dms"
      ? t("degrees, minutes, seconds")
      : name === "decimal"
      ? t("decimal degrees")
      : name.toUpperCase();
    const label = t("Copy {notation}", { notation });
    const copy = button(t("copy"), () => navigator.clipboard.writeText(text), {
      "aria-label": label,
      title: label,
    });
    return element("span", { class: "position" }, element("bdi", { dir: "ltr" }, text), " ", copy);
  });
}

/**
 * The summary in the language of the page; what there is only in English is marked as such.
 * @param {Card} card
 * @param {string} lang
 */
function summary(card, lang) {
  const arabic = lang !== "en" && card.summary_ar;
  const text = arabic ? (lang === "ar" ? [arabic] : [card.summary, element("br"), arabic]) : [card.summary];
  return element(
    "p",
    { class: "card-summary", dir: "auto", lang: arabic && lang === "ar" ? "ar" : "en" },
    ...text,
    lang === "ar" && !arabic ? inEnglish() : "",
  );
}

/** @param {SourceOfCard} source */
function sourceItem(source) {
  const { publisher, reliability } = source;
  // Notes on dates are English.
  const note = language().lang === "en" ? source.date_note : "";
  const date = source.date ? dateText(source.date) : note || t("undated");
  const grade = ` · ${t("grade {grade}", { grade: reliability })}`;
  const said = element(
    "small",
    {},
    " ",
    element("bdi", {}, publisher),
    t(", "),
    element("bdi", {}, date),
    grade,
  );
  return element("li", {}, link(source.title, source), said);
}
