/* Which features a set of filters lets through: classes switched off, actors, commodities, grades, age.
   The panel writes the filters, the address carries them; both know them as {name: [values]}. */
const DAY = 86400000;

function parts(text) {
  return text ? String(text).split("|") : [];
}

function any(wanted, found) {
  return !wanted || !wanted.length || found.some((one) => wanted.includes(one));
}

/** A test for the properties of features of one layer on one day. */
export function filterFor(filters, layerId, at) {
  if (!filters || !Object.keys(filters).length) return () => true;
  const { hide = [], actor, com, rel = [], cred = [], age = [], stale = [] } = filters;
  const hidden = new Set(
    hide.filter((one) => one.startsWith(`${layerId}.`)).map((one) => one.slice(layerId.length + 1)),
  );
  const oldest = age.length ? new Date(Date.parse(at) - Number(age[0]) * DAY).toISOString().slice(0, 10) : "";
  return (p) =>
    !hidden.has(p.class) &&
    any(actor, [p.actor, ...parts(p.actors)]) &&
    (p.commodities === undefined || any(com, parts(p.commodities))) &&
    (!rel.length || p.reliability <= rel[0]) &&
    (!cred.length || p.credibility <= Number(cred[0])) &&
    (!oldest || p.reviewed_on >= oldest.slice(0, p.reviewed_on.length || 1)) &&
    (!stale.length || p.stale_day > at);
}
