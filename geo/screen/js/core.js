/* Shared ground of the map scripts: one namespace, JSON fetched once, DOM built from text, names by language.
   Knows nothing of Leaflet and nothing of Streamlit. */
(function () {
  "use strict";
  const Libya = (window.Libya = window.Libya || {});
  const requested = new Map();

  async function ask(url) {
    const response = await fetch(url, { credentials: "same-origin" });
    if (response.ok) return response.json();
    const problem = await response.json().catch(() => ({}));
    throw new Error(problem.detail || `${url}: HTTP ${response.status}`);
  }

  /** The JSON behind `url`, requested once per URL; a failed request may be tried again. */
  Libya.fetchJson = function (url) {
    if (!requested.has(url)) {
      const early = window.parent.libyaFetched;
      const begun = early && early.get(url);
      if (begun) early.delete(url);
      const answer = begun ? begun.catch(() => ask(url)) : ask(url);
      answer.catch(() => requested.delete(url));
      requested.set(url, answer);
    }
    return requested.get(url);
  };

  /** An element with text children only: data never reaches innerHTML. */
  Libya.element = function (tag, attributes = {}, ...children) {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (value !== null && value !== undefined) node.setAttribute(name, value);
    }
    node.append(...children.filter((child) => child !== null && child !== undefined && child !== ""));
    return node;
  };

  /** "en", "ar" or both names of anything that carries `<stem>_en`/`<stem>_ar` or `<stem>`/`<stem>_ar`. */
  Libya.named = function (record, lang, stem = "name") {
    const english = record[`${stem}_en`] || record[stem] || "";
    const arabic = record[`${stem}_ar`] || "";
    if (lang === "ar") return arabic || english;
    if (lang === "en+ar" && arabic) return `${english} · ${arabic}`;
    return english;
  };

  /** Has this page and the page around it fetch their typefaces. */
  Libya.fetchTypefaces = function () {
    const href = "/assets/own/fonts.css";
    for (const page of new Set([document, window.parent.document])) {
      if (page.querySelector(`link[href="${href}"]`)) continue;
      const link = page.createElement("link");
      Object.assign(link, { rel: "stylesheet", href });
      page.head.append(link);
    }
  };

  const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

  /** "2020-10-23" as "23 Oct 2020"; a partial date keeps its precision. */
  Libya.dateText = function (iso) {
    const [year, month, day] = iso.split("-");
    if (!month) return year;
    const name = MONTHS[Number(month) - 1];
    return day ? `${Number(day)} ${name} ${year}` : `${name} ${year}`;
  };

  /** Only web addresses become links; anything else stays text. */
  Libya.safeUrl = function (text) {
    try {
      const url = new URL(text);
      return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
    } catch {
      return null;
    }
  };
})();
