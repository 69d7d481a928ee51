/** The body of one card, from the JSON of `/api/features/{id}`; everything in it is text. */
import { button, element } from "../shared/dom.js";
import { dateText, named, safeUrl } from "../shared/names.js";

/** @import { Child } from "../shared/dom.js" */
/** @typedef {{ id: string, name_en: string, name_ar: string }} ActorName */
/** @typedef {{ valid_from: string, valid_to: string }} Validity */
/**
 * @typedef {object} SourceOfCard
 * @property {string} publisher
 * @property {string} title
 * @property {string} url
 * @property {string} date
 * @property {string} date_note
 * @property {string} reliability
 */
/**
 * @typedef {Validity & {
 *   actor: ActorName, claim_title: string, stated_on: string, reliability: string, credibility: number, note: string,
 *   holds: boolean,
 * }} ClaimOfCard
 */
/**
 * @typedef {Validity & {
 *   id: string, name_en: string, name_ar: string, summary: string, marking: string,
 *   layer: { title: string, title_ar: string }, class: { title: string, title_ar: string },
 *   age: { text: string, stale: boolean }, actor: ActorName | null, columns: { title: string, value: string }[],
 *   reliability: string, reliability_text: string, credibility: number, credibility_text: string,
 *   position: { decimal: string, dms: string, mgrs: string }, precision_text: string,
 *   claims: ClaimOfCard[], sources: SourceOfCard[],
 * }} Card
 */

/**
 * @param {Card} card
 * @param {string} lang
 * @param {(actor: ActorName) => HTMLElement} actorLink leads to all that an actor holds or runs
 */
export function cardBody(card, lang, actorLink) {
  const other = lang === "ar" ? card.name_en : card.name_ar;
  const article = element("article", { class: "card", "data-feature": card.id, tabindex: "-1" });
  article.append(
    element(
      "p",
      { class: "card-kind" },
      element("bdi", {}, named(card.layer, lang, "title")),
      " · ",
      element("bdi", {}, named(card.class, lang, "title")),
    ),
    element("h2", { dir: "auto" }, named(card, lang === "ar" ? "ar" : "en")),
    other ? element("p", { class: "card-other", dir: "auto" }, other) : "",
    element("p", { class: card.age.stale ? "card-age stale" : "card-age" }, card.age.text),
    element("p", { class: "card-summary", dir: "auto" }, card.summary),
    facts(card, lang, actorLink),
  );
  if (card.claims.length) {
    const claims = card.claims.map((claim) => claimItem(claim, lang));
    article.append(element("h3", {}, "Who claims what here"), element("ul", { class: "claims" }, ...claims));
  }
  article.append(
    element("h3", {}, card.sources.length === 1 ? "Source" : "Sources"),
    element("ul", { class: "sources" }, ...card.sources.map(sourceItem)),
  );
  return article;
}

/**
 * Since when and until when something holds.
 * @param {Validity} record
 */
export function validText({ valid_from: first, valid_to: last }) {
  const from = first && dateText(first);
  const to = last && dateText(last);
  if (from && to) return `${from} to ${to}`;
  if (from) return `Since ${from}`;
  return to ? `Until ${to}` : "";
}

/**
 * @param {Card} card
 * @param {string} lang
 * @param {(actor: ActorName) => HTMLElement} actorLink
 */
function facts(card, lang, actorLink) {
  const list = element("dl");
  const { actor } = card;
  if (actor) list.append(row("Actor", element("bdi", {}, named(actor, lang)), " ", actorLink(actor)));
  const valid = validText(card);
  if (valid) list.append(row("Holds", valid));
  for (const { title, value } of card.columns) list.append(row(title, value));
  list.append(
    row("Source", `${card.reliability} · ${card.reliability_text}`),
    row("Information", `${card.credibility} · ${card.credibility_text}`),
  );
  if (card.position.decimal) list.append(row("Position", ...positions(card)));
  list.append(row("Marking", `TLP:${card.marking}`));
  return list;
}

/**
 * @param {string} label
 * @param {...Child} content
 */
function row(label, ...content) {
  const value = element("dd", { dir: "auto" }, ...content);
  return element("div", { class: "card-row" }, element("dt", {}, label), value);
}

/**
 * The position in three notations, each with a button that copies it.
 * @param {Card} card
 */
function positions({ position, precision_text: precision }) {
  const given = Object.entries(position).filter(([, text]) => text);
  const lines = given.map(([name, text]) => {
    const label = `Copy ${name === "dms" ? "degrees, minutes, seconds" : name}`;
    const copy = button("copy", () => navigator.clipboard.writeText(text), {
      "aria-label": label,
      title: label,
    });
    return element("span", { class: "position" }, element("bdi", {}, text), " ", copy);
  });
  return [...lines, element("small", {}, precision)];
}

/**
 * @param {ClaimOfCard} claim
 * @param {string} lang
 */
function claimItem(claim, lang) {
  const stated = claim.stated_on ? `stated ${dateText(claim.stated_on)}` : "undated";
  return element(
    "li",
    { class: claim.holds ? "" : "past" },
    element("b", { dir: "auto" }, named(claim.actor, lang)),
    ` ${claim.claim_title.toLowerCase()} · grade ${claim.reliability}${claim.credibility} · `,
    [stated, validText(claim)].filter(Boolean).join(" · "),
    claim.note ? element("small", { dir: "auto" }, claim.note) : "",
  );
}

/** @param {SourceOfCard} source */
function sourceItem(source) {
  const { publisher, reliability } = source;
  const date = source.date ? dateText(source.date) : source.date_note || "undated";
  const grade = ` · grade ${reliability}`;
  const said = element(
    "small",
    {},
    " ",
    element("bdi", {}, publisher),
    ", ",
    element("bdi", {}, date),
    grade,
  );
  return element("li", {}, sourceTitle(source), said);
}

/** @param {SourceOfCard} source */
function sourceTitle({ url, title }) {
  const href = safeUrl(url);
  if (!href) return element("span", { dir: "auto" }, title);
  const rel = "noopener noreferrer nofollow";
  return element("a", { href, target: "_blank", rel, dir: "auto" }, title);
}
