/** A card as a paragraph with its sources, ready to be pasted into a report. */

/** @param {import("./card.js").Card} card */
export function reportText(card) {
  const name = card.name_ar ? `${card.name_en} (${card.name_ar})` : card.name_en;
  const grade =
    `Grade ${card.reliability}${card.credibility} (${card.reliability_text}; ${card.credibility_text}).`;
  const sources = card.sources.map(sourceText).join("; ");
  return `${name}: ${card.summary} ${card.age.text}. ${grade} TLP:${card.marking}.\nSources: ${sources}`;
}

/** @param {import("./card.js").SourceOfCard} source */
function sourceText({ publisher, title, date, url }) {
  return `${publisher}, "${title}", ${date || "undated"}, ${url}`;
}
