/** The claims of a card: who is said to hold it, by whose word, how sure; rivals side by side; what lies near. */
import { button, element } from "../../shared/dom.js";
import { dateText, named, safeUrl, validText } from "../../shared/names.js";
import { mark, number, parts, scriptOf, t } from "../../shared/words.js";

/** @import { Child } from "../../shared/dom.js" */
/** @typedef {{ id: string, name_en: string, name_ar: string }} ActorName */
/** @typedef {ActorName & { short_en: string, short_ar: string }} ActorOfDay with the short name that a sentence uses */
/** @typedef {import("../../shared/names.js").Validity} Validity */
/**
 * @typedef {object} SourceOfCard
 * @property {string} publisher
 * @property {string} title
 * @property {string} url
 * @property {string} date
 * @property {string} date_note
 * @property {string} reliability
 * @property {boolean} [later] not yet published on the day that is asked for
 */
/**
 * @typedef {Validity & {
 *   id: string, scope: string, place: string, place_ar: string, actor: ActorOfDay, claim: string,
 *   claim_title: string, claim_title_ar: string, claimant: string, claimant_ar: string, stated_on: string,
 *   counts: boolean, makes: boolean, reliability: string, credibility: number, grade: string, note: string,
 *   publishers: string[], sources: SourceOfCard[],
 * }} ClaimOfCard
 */
/** @typedef {{ actor: ActorOfDay, claim: string, claim_title: string, claim_title_ar: string, id: string }} Rival */
/** @typedef {{ id: string, name_en: string, name_ar: string, km: number, kind: string, actors: ActorOfDay[] }} Near */
/** @typedef {(actor: string) => { colour: string, edge: string }} ColoursOf the side that an actor is of */

/**
 * A text as it goes on inside a sentence.
 * @param {string} text
 */
export function lowered(text) {
  return text.charAt(0).toLowerCase() + text.slice(1);
}

/**
 * Since when and until when something is claimed, inside a sentence; a month at its beginning keeps its capital.
 * @param {ClaimOfCard} claim
 */
export function validWithin(claim) {
  const text = validText(claim);
  return claim.valid_from && claim.valid_to ? text : lowered(text);
}

/** Kinds of claims that say who holds. */
const CONTROL = [mark("effective"), mark("nominal"), mark("contested")];

/**
 * Claims in the order in which a reader wants them: what the answer rests on, what else counts on the day, the others.
 * @template {{ counts: boolean, makes: boolean }} T
 * @param {readonly T[]} claims
 */
export function inTurn(claims) {
  const counting = claims.filter(({ counts }) => counts);
  const makes = counting.filter((claim) => claim.makes);
  // Where nobody is said to hold it, no claim makes the answer.
  const making = makes.length ? makes : counting;
  return {
    making,
    beside: counting.filter((claim) => !making.includes(claim)),
    others: claims.filter(({ counts }) => !counts),
  };
}

/**
 * The claims that count on the day, those behind the answer first, then the others folded.
 * @param {readonly ClaimOfCard[]} claims newest first
 * @param {{ name: string, lang: string, coloursOf: ColoursOf }} context `name` in English of what the card is about
 * @returns {HTMLElement[]}
 */
export function claimLists(claims, context) {
  const list = (/** @type {readonly ClaimOfCard[]} */ some) =>
    element("ul", { class: "claims" }, ...some.map((claim) => claimItem(claim, context)));
  const { making, beside, others } = inTurn(claims);
  const lists = [];
  if (making.length) {
    lists.push(heading(t("Who claims it"), t("newest first; who says it · publisher")), list(making));
  }
  if (beside.length) {
    lists.push(heading(t("Also said"), t("of this day; the answer does not rest on it")), list(beside));
  }
  if (others.length) {
    const title = making.length
      ? t("Claimed at other times")
      : t("Claimed at other times, none counts on this day");
    const summary = element("summary", {}, `${title} (${number(others.length)})`);
    lists.push(element("details", { class: "card-fold past" }, summary, list(others)));
  }
  return lists;
}

/**
 * @param {string} text
 * @param {string} more said smaller beside it
 */
export function heading(text, more) {
  return element("h3", {}, text, " ", element("small", {}, more));
}

/**
 * @param {ClaimOfCard} claim
 * @param {{ name: string, lang: string, coloursOf: ColoursOf }} context
 */
function claimItem(claim, { name, lang, coloursOf }) {
  const said = lowered(named(claim, lang === "ar" ? "ar" : "en", "claim_title"));
  const wider = claim.place !== name || claim.scope === "region" ? named(claim, lang, "place") : "";
  const valid = validWithin(claim);
  return element(
    "li",
    {},
    swatch(claim.claim, coloursOf(claim.actor.id)),
    element(
      "div",
      { class: "claim-said" },
      element("b", { dir: "auto", title: named(claim.actor, lang) }, named(claim.actor, lang, "short")),
      " ",
      element("bdi", {}, said),
      valid && `${t(", ")}${valid}`,
      wider && element("span", { class: "claim-place" }, " · ", element("bdi", {}, wider)),
      claim.note && element(
        "small",
        scriptOf(claim.note),
        claim.note,
        scriptOf(claim.note).lang ? inEnglish() : null,
      ),
      element(
        "small",
        { class: "claim-by" },
        element("bdi", {}, named(claim, lang, "claimant")),
        " · ",
        ...publishers(claim),
      ),
      element("small", {}, gradeText(claim)),
    ),
    element("div", { class: "claim-day" }, claim.stated_on ? dateText(claim.stated_on) : t("undated")),
  );
}

/** What follows a text of the data that there is only in English, on an Arabic page. */
export function inEnglish() {
  return element("span", { class: "muted", lang: "ar" }, " ", element("bdi", {}, `(${t("in English")})`));
}

/** @param {ClaimOfCard} claim */
function gradeText({ reliability, credibility, grade }) {
  return `${reliability}${credibility} · ${grade}`;
}

/**
 * The publishers of a claim, each a link to what it published.
 * @param {ClaimOfCard} claim
 * @returns {Child[]}
 */
function publishers({ sources }) {
  return sources.flatMap((source, i) => [
    ...[i ? t(", ") : "", link(source.publisher, source)],
    ...(source.later ? [element("span", { class: "muted" }, ` (${t("published later")})`)] : []),
  ]);
}

/**
 * @param {string} text
 * @param {SourceOfCard} source
 */
export function link(text, { url, title }) {
  const href = safeUrl(url);
  if (!href) return element("bdi", { title }, text);
  const rel = "noopener noreferrer nofollow";
  return element("a", { href, target: "_blank", rel, dir: "auto", title }, text);
}

/**
 * A dot as the map has it: full, a ring where it is in name, halved where it is contested, else small.
 * @param {string} kind of the claim or state
 * @param {{ colour: string, edge: string }} colours
 */
export function swatch(kind, { colour, edge }) {
  const node = element("span", { class: `swatch swatch-${kind}`, "aria-hidden": "true" });
  node.style.setProperty("--side", colour);
  node.style.setProperty("--side-edge", edge);
  return node;
}

/**
 * Who else is said to hold it or to be there on the day, side by side.
 * @param {readonly Rival[]} rivals
 * @param {readonly ClaimOfCard[]} claims
 * @param {{ name: string, lang: string, coloursOf: ColoursOf, held: boolean }} context `name` in the language of the
 *     page; `held` = somebody is said to hold it
 * @returns {HTMLElement[]}
 */
export function rivalCells(rivals, claims, { name, lang, coloursOf, held }) {
  const cells = rivals.map((rival) => {
    const claim = claims.find(({ id }) => id === rival.id);
    const said = lowered(named(rival, lang === "ar" ? "ar" : "en", "claim_title"));
    const day = claim && (claim.stated_on ? dateText(claim.stated_on) : t("undated"));
    return element(
      "div",
      { class: "rival" },
      swatch(rival.claim, coloursOf(rival.actor.id)),
      element("b", { dir: "auto" }, named(rival.actor, lang, "short")),
      " ",
      element("bdi", {}, said),
      claim && element("small", {}, `${day} · ${claim.reliability}${claim.credibility}`),
    );
  });
  // The claims above may name others of the same side, such as a government in whose name a brigade holds it.
  const none = !held || rivals.some(({ claim }) => CONTROL.includes(claim)) ? "" : element(
    "p",
    {},
    ...parts("No other side claims to hold {place} on this day.", { place: element("bdi", {}, name) }),
  );
  if (!none && !cells.length) return [];
  return [
    heading(t("Rivals"), t("on this day")),
    ...(none ? [none] : []),
    ...(cells.length ? [element("div", { class: "rivals" }, ...cells)] : []),
  ];
}

/**
 * The nearest claimed places with who holds them and how far they are.
 * @param {readonly Near[]} near
 * @param {string} lang
 * @param {ColoursOf} coloursOf
 * @param {(id: string) => void} open
 * @param {boolean} [spot] whether they are told from a spot in a district
 * @returns {HTMLElement[]}
 */
export function nearList(near, lang, coloursOf, open, spot) {
  if (!near.length) return [];
  const rows = near.map(({ id, kind, actors, km, ...names }) =>
    element(
      "li",
      {},
      swatch(kind, coloursOf(actors[0]?.id ?? "")),
      button(element("bdi", {}, named(names, lang)), () => open(id), { "data-place": id }),
      element("span", { dir: "auto" }, actors.map((actor) => named(actor, lang, "short")).join(" / ")),
      element("span", { class: "km" }, t("{km} km", { km: km < 10 ? km : Math.round(km) })),
    )
  );
  const title = spot ? t("Near the spot chosen") : t("Near it");
  return [element("h3", {}, title), element("ul", { class: "near" }, ...rows)];
}
