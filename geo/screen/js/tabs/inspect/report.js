/** A card as sentences with numbered sources, ready to be pasted into a report. */
import { dateText } from "../../shared/names.js";
import { validText } from "./claims.js";

/** @import { Card } from "./card.js" */
/** @import { ClaimOfCard, SourceOfCard } from "./claims.js" */

/**
 * @param {Card} card
 * @param {string} at the day shown
 */
export function reportText(card, at) {
  return card.words ? standingText(card, card.words, at) : plainText(card);
}

/** @param {Card} card */
function plainText(card) {
  const grade =
    `Grade ${card.reliability}${card.credibility} (${card.reliability_text}; ${card.credibility_text}).`;
  const sources = card.sources.map(sourceText).join("; ");
  return `${
    bothNames(card)
  }: ${card.summary} ${card.age.text}. ${grade} TLP:${card.marking}.\nSources: ${sources}`;
}

/**
 * Who holds it, then each claim that counts that day as a sentence with its grade and the numbers of its sources.
 * @param {Card} card
 * @param {string} words
 * @param {string} at
 */
function standingText(card, words, at) {
  /** @type {SourceOfCard[]} */
  const cited = [];
  const numbered = (/** @type {SourceOfCard} */ source) => {
    const known = cited.findIndex(({ url, title }) => url === source.url && title === source.title);
    return known < 0 ? cited.push(source) : known + 1;
  };
  const counting = card.claims.filter(({ counts }) => counts);
  const sentences = counting.map((claim) =>
    `- ${claimText(claim)} [${claim.sources.map(numbered).join(", ")}]`
  );
  const said = words.slice(words.indexOf(": ") + 2);
  return [
    `${bothNames(card)}, on ${dateText(at)}: ${said}`,
    ...sentences,
    ...(card.district ? [`District ${card.district.words}`] : []),
    `TLP:${card.marking}`,
    ...(cited.length ? ["Sources:"] : []),
    ...cited.map((source, i) => `[${i + 1}] ${sourceText(source)}`),
  ].join("\n");
}

/** @param {ClaimOfCard} claim */
function claimText(claim) {
  const valid = validText(claim);
  const when = claim.stated_on ? `said ${dateText(claim.stated_on)}` : "undated";
  const what = [
    `${claim.actor.name_en} ${claim.claim_title.toLowerCase()}${
      claim.scope === "place" ? "" : ` (${claim.place})`
    }`,
    valid && `${valid[0].toLowerCase()}${valid.slice(1)}`,
    `by the word of ${claim.claimant} (${claim.publishers.join(", ")})`,
    when,
  ].filter(Boolean).join(", ");
  const note = claim.note ? ` ${claim.note.replace(/\.?$/, ".")}` : "";
  return `${what}; grade ${claim.reliability}${claim.credibility}: ${claim.grade}.${note}`;
}

/** @param {{ name_en: string, name_ar: string }} names */
function bothNames({ name_en: english, name_ar: arabic }) {
  return arabic ? `${english} (${arabic})` : english;
}

/** @param {SourceOfCard} source */
function sourceText({ publisher, title, date, url }) {
  return `${publisher}, "${title}", ${date || "undated"}, ${url}`;
}
