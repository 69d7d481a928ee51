/* The state of the screen as texts of an address, and back. */

/** The filters as the address writes them. */
export function filtersText(filters) {
  const listed = Object.entries(filters || {}).filter(([, values]) => values.length);
  return listed.map(([name, values]) => `${name}:${values.join("|")}`).join(";");
}

/** The state of the screen as texts of the address. */
export function screenTexts({ layers, at, known, lang, names, filters, opacity }) {
  return {
    layers: layers.join(","),
    at,
    known: known || "",
    lang: lang === "en" ? "" : lang,
    names: names || "",
    f: filtersText(filters),
    o: Object.entries(opacity || {}).filter(([, value]) => value < 1).map(([name, value]) =>
      `${name}:${value}`
    ).join(","),
  };
}

/** What a ready figure changes on the screen. */
export function screenOf({ layers, f = "", o = "", names = "" }) {
  const pairs = (text, by) =>
    text.split(by).filter(Boolean).map((part) => [part.split(":")[0], part.slice(part.indexOf(":") + 1)]);
  return {
    layers: layers.split(","),
    names,
    filters: Object.fromEntries(pairs(f, ";").map(([name, values]) => [name, values.split("|")])),
    opacity: Object.fromEntries(pairs(o, ",").map(([name, value]) => [name, Number(value)])),
  };
}
