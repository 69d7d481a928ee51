/** A card as sentences with numbered sources, ready to be pasted into a report. */
import { dateText, named } from "../../shared/names.js";
import { t } from "../../shared/words.js";
import { powersByCountry } from "./around.js";
import { inTurn, lowered, validWithin } from "./claims.js";

/** @import { Catalogue } from "../../state/catalogue.js" */
/** @import { Card } from "./card.js" */
/** @import { ClaimOfCard, SourceOfCard } from "./claims.js" */

/**
 * @param {Card} card
 * @param {string} at the day shown
 * @param {string} lang
 * @param {Pick<Catalogue, "actors" | "countries">} catalogue
 */
export function reportText(card, at, lang, catalogue) {
  return card.words
    ? standingText(card, (lang === "ar" && card.words_ar) || card.words, at, lang, catalogue)
    : plainText(card, lang);
}

/**
 * @param {Card} card
 * @param {string} lang
 */
function plainText(card, lang) {
  const grade = t("Grade {grade} ({reliability}; {credibility}).", {
    grade: `${card.reliability}${card.credibility}`,
    reliability: card.reliability_text,
    credibility: card.credibility_text,
  });
  const sources = card.sources.map(sourceText).join("; ");
  const summary = (lang === "ar" && card.summary_ar) || card.summary;
  return `${bothNames(card)}: ${summary} ${card.age.text}. ${grade} TLP:${card.marking}.\n${
    t("Sources")
  }: ${sources}`;
}

/**
 * Who holds it, then each claim that counts that day as a sentence with its grade and the numbers of its sources, those
 * behind the answer first; of an area which outside powers are there.
 * @param {Card} card
 * @param {string} words
 * @param {string} at
 * @param {string} lang
 * @param {Pick<Catalogue, "actors" | "countries">} catalogue
 */
function standingText(card, words, at, lang, catalogue) {
  /** @type {SourceOfCard[]} */
  const cited = [];
  const numbered = (/** @type {SourceOfCard} */ source) => {
    const known = cited.findIndex(({ url, title }) => url === source.url && title === source.title);
    return known < 0 ? cited.push(source) : known + 1;
  };
  const sentence = (/** @type {ClaimOfCard} */ claim) =>
    `- ${claimText(claim, lang)} [${claim.sources.map(numbered).join(", ")}]`;
  const { making, beside } = inTurn(card.claims);
  const sentences = making.map(sentence);
  if (beside.length) {
    sentences.push(t("Also said of this day; the answer does not rest on it:"), ...beside.map(sentence));
  }
  const powers = powersByCountry(card.outside ?? [], catalogue, lang).map(({ name, presence }) => {
    const each = presence.map((one) =>
      `${presenceText(one, lang)} [${one.sources.map(numbered).join(", ")}]`
    );
    return `- ${name}: ${each.join("; ")}`;
  });
  const said = words.slice(words.indexOf(": ") + 2);
  return [
    t("{names}, on {day}: {said}", { names: bothNames(card), day: dateText(at), said }),
    ...sentences,
    ...(card.district
      ? [t("District {words}", { words: named(card.district, lang === "ar" ? "ar" : "en", "words") })]
      : []),
    ...(powers.length ? [`${t("Outside powers here")}:`, ...powers] : []),
    `TLP:${card.marking}`,
    ...(cited.length ? [`${t("Sources")}:`] : []),
    ...cited.map((source, i) => `[${i + 1}] ${sourceText(source)}`),
  ].join("\n");
}

/**
 * @param {ClaimOfCard} claim
 * @param {string} lang
 */
function claimText(claim, lang) {
  const own = lang === "ar" ? "ar" : "en";
  const valid = validWithin(claim);
  const when = claim.stated_on ? t("said {day}", { day: dateText(claim.stated_on) }) : t("undated");
  const what = [
    `${named(claim.actor, own)} ${lowered(named(claim, own, "claim_title"))}${
      claim.scope === "place" ? "" : ` (${named(claim, own, "place")})`
    }`,
    valid,
    t("by the word of {claimant} ({publishers})", {
      claimant: named(claim, own, "claimant"),
      publishers: claim.publishers.join(t(", ")),
    }),
    when,
  ].filter(Boolean).join(t(", "));
  const note = claim.note ? ` ${claim.note.replace(/\.?$/, ".")}` : "";
  return t("{what}; grade {grade}.", {
    what,
    grade: `${claim.reliability}${claim.credibility}: ${claim.grade}`,
  }) + note;
}

/**
 * @param {import("./around.js").Presence} presence
 * @param {string} lang
 */
function presenceText(presence, lang) {
  const { reviewed_on: day, reliability, credibility } = presence;
  const last = day ? [t("last confirmed {when}", { when: dateText(day) })] : [];
  return [named(presence, lang), ...last, `${reliability}${credibility}`].join(t(", "));
}

/** @param {{ name_en: string, name_ar: string }} names */
function bothNames({ name_en: english, name_ar: arabic }) {
  return arabic ? `${english} (${arabic})` : english;
}

/** @param {SourceOfCard} source */
function sourceText({ publisher, title, date, url, later }) {
  const when = [date || t("undated"), ...(later ? [`(${t("published later")})`] : [])].join(" ");
  return `${publisher}, "${title}", ${when}, ${url}`;
}
