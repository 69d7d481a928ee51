/* The cards of what lies under a click: fetched from /api/features/{id}, written as text, walked by keyboard. */
import { button, element } from "../shared/dom.js";
import { fetchJson } from "../shared/fetching.js";
import { dateText, named, safeUrl } from "../shared/names.js";

function row(label, ...content) {
  return element(
    "div",
    { class: "card-row" },
    element("dt", {}, label),
    element("dd", { dir: "auto" }, ...content),
  );
}

function years(record) {
  const from = record.valid_from && dateText(record.valid_from);
  const to = record.valid_to && dateText(record.valid_to);
  if (from && to) return `${from} to ${to}`;
  if (from) return `Since ${from}`;
  return to ? `Until ${to}` : "";
}

function sourceItem(source) {
  const url = safeUrl(source.url);
  const title = url
    ? element(
      "a",
      { href: url, target: "_blank", rel: "noopener noreferrer nofollow", dir: "auto" },
      source.title,
    )
    : element("span", { dir: "auto" }, source.title);
  const date = source.date ? dateText(source.date) : source.date_note || "undated";
  return element(
    "li",
    {},
    title,
    element(
      "small",
      {},
      " ",
      element("bdi", {}, source.publisher),
      ", ",
      element("bdi", {}, date),
      ` · grade ${source.reliability}`,
    ),
  );
}

function claimItem(claim, lang) {
  const when = [claim.stated_on ? `stated ${dateText(claim.stated_on)}` : "undated", years(claim)];
  return element(
    "li",
    { class: claim.holds ? "" : "past" },
    element("b", { dir: "auto" }, named(claim.actor, lang)),
    ` ${claim.claim_title.toLowerCase()} · grade ${claim.reliability}${claim.credibility} · `,
    when.filter(Boolean).join(" · "),
    claim.note ? element("small", { dir: "auto" }, claim.note) : "",
  );
}

/** A button whose mark or short word is said in full. */
function labelled(label, text, action) {
  return button(text, action, { "aria-label": label, title: label });
}

/** The position in three notations, each with a button that copies it. */
function positions({ position, precision_text: precision }) {
  const lines = Object.entries(position).filter(([, text]) => text);
  const nodes = lines.map(([name, text]) => {
    const copy = labelled(
      `Copy ${name === "dms" ? "degrees, minutes, seconds" : name}`,
      "copy",
      () => navigator.clipboard.writeText(text),
    );
    return element("span", { class: "position" }, element("bdi", {}, text), " ", copy);
  });
  return [...nodes, element("small", {}, precision)];
}

/** Leads to all that an actor holds or runs, in every layer drawn. */
function actorLink({ id, name_en: name }, map) {
  const only = ((map.state.filters || {}).actor || []).join() === id;
  const { actor, ...others } = map.state.filters || {};
  const title = only ? "show every actor again" : "show only this actor";
  return labelled(
    `${title}: ${name}`,
    title,
    () => map.change({ filters: only ? others : { ...others, actor: [id] } }),
  );
}

/** The body of one card from the JSON of /api/features/{id}. */
function body(card, lang, map) {
  const article = element("article", { class: "card", "data-feature": card.id, tabindex: "-1" });
  const arabic = lang !== "ar" && card.name_ar
    ? element("p", { class: "card-other", dir: "auto" }, card.name_ar)
    : "";
  const english = lang === "ar" ? element("p", { class: "card-other", dir: "auto" }, card.name_en) : "";
  article.append(
    element(
      "p",
      { class: "card-kind" },
      element("bdi", {}, named(card.layer, lang, "title")),
      " · ",
      element("bdi", {}, named(card.class, lang, "title")),
    ),
    element("h2", { dir: "auto" }, named(card, lang === "ar" ? "ar" : "en")),
    arabic,
    english,
    element("p", { class: card.age.stale ? "card-age stale" : "card-age" }, card.age.text),
    element("p", { class: "card-summary", dir: "auto" }, card.summary),
  );
  const facts = element("dl", {});
  if (card.actor) {
    facts.append(row("Actor", element("bdi", {}, named(card.actor, lang)), " ", actorLink(card.actor, map)));
  }
  if (years(card)) facts.append(row("Holds", years(card)));
  for (const { title, value } of card.columns) facts.append(row(title, value));
  facts.append(
    row("Source", `${card.reliability} · ${card.reliability_text}`),
    row("Information", `${card.credibility} · ${card.credibility_text}`),
  );
  if (card.position.decimal) facts.append(row("Position", ...positions(card)));
  facts.append(row("Marking", `TLP:${card.marking}`));
  article.append(facts);
  if (card.claims.length) {
    const claims = element("ul", { class: "claims" }, ...card.claims.map((claim) => claimItem(claim, lang)));
    article.append(element("h3", {}, "Who claims what here"), claims);
  }
  article.append(
    element("h3", {}, card.sources.length === 1 ? "Source" : "Sources"),
    element("ul", { class: "sources" }, ...card.sources.map(sourceItem)),
  );
  return article;
}

export class Cards {
  constructor(map) {
    this.map = map;
    this.hits = [];
    this.shown = "";
    this.empty = element(
      "p",
      { class: "side-empty" },
      "Click a symbol, a line or an area: everything at that spot is listed here, nearest first.",
    );
    this.box = element("section", { class: "cards", "aria-label": "What is here", hidden: "" });
    this.element = element("div", {}, this.empty, this.box);
    document.addEventListener("keydown", (event) => this._key(event));
  }

  update() {}

  get open() {
    return !this.box.hidden;
  }

  _key(event) {
    if (!this.open || event.target.matches("input, select, textarea")) return;
    if (event.key === "Escape") this.close();
    else if (event.key === "ArrowRight" && this.box.contains(document.activeElement)) this.step(1);
    else if (event.key === "ArrowLeft" && this.box.contains(document.activeElement)) this.step(-1);
  }

  /** Takes the features whose cards are one step away from each other; those picked by hand are all ringed on the map. */
  lay(hits, picked = false) {
    this.hits = hits;
    this.picked = picked;
  }

  holds(id) {
    return this.hits.some((hit) => hit.id === id);
  }

  step(by) {
    const count = this.hits.length;
    const index = this.hits.findIndex((hit) => hit.id === this.shown);
    if (count > 1) this.map.change({ sel: this.hits[(index + by + count) % count].id });
  }

  close() {
    this.map.change({ sel: "", tab: "" });
  }

  clear() {
    if (this.shown) this.map.mark([]);
    if (this.box.contains(document.activeElement)) this.map.map.getContainer().focus({ preventScroll: true });
    this.lay([]);
    this.shown = "";
    this.box.hidden = true;
    this.empty.hidden = false;
  }

  /** Shows the card of one of the features laid out, as it is on the map's date and in its language. */
  async show(id) {
    const { at, known, lang, names = "" } = this.map.state;
    const actor = ((this.map.state.filters || {}).actor || []).join();
    const wanted = [id, at, known, lang, names, actor, this.hits.length].join("|");
    if (wanted === this.wanted && this.shown === id) return;
    this.wanted = wanted;
    const query = new URLSearchParams({ at, ...(known ? { known } : {}), ...(names ? { names } : {}) });
    let content;
    try {
      const card = await fetchJson(`/api/features/${encodeURIComponent(id)}?${query}`);
      content = body(card, lang, this.map);
      content.append(this._actions(card));
    } catch (problem) {
      content = element(
        "article",
        { class: "card" },
        element("p", { role: "alert" }, `This card could not be read: ${problem.message}`),
      );
    }
    if (this.wanted !== wanted) return;
    this.shown = id;
    this.box.replaceChildren(this._bar(), content);
    this.box.hidden = false;
    this.empty.hidden = true;
    content.focus({ preventScroll: true });
  }

  _bar() {
    const bar = element("header", { class: "cards-bar" });
    const index = this.hits.findIndex((hit) => hit.id === this.shown);
    if (this.hits.length > 1) {
      bar.append(
        labelled("Previous card (left arrow)", "‹", () => this.step(-1)),
        element("span", { "aria-live": "polite" }, `${index + 1} of ${this.hits.length} here`),
        labelled("Next card (right arrow)", "›", () => this.step(1)),
      );
    } else bar.append(element("span", {}, "1 here"));
    bar.append(labelled("Close (Escape)", "×", () => this.close()));
    return bar;
  }

  _actions(card) {
    const link = new URL(window.parent.location.href);
    link.searchParams.set("sel", card.id);
    const said = element("span", { class: "said", role: "status" });
    const copy = (label, text) =>
      labelled(label, label, async () => {
        await navigator.clipboard.writeText(text);
        said.textContent = "Copied";
      });
    return element(
      "footer",
      { class: "card-actions" },
      copy("Copy as text for a report", reportText(card)),
      copy("Copy link to this card", link.href),
      said,
    );
  }
}

/** The card as a paragraph with its sources, ready to be pasted. */
function reportText(card) {
  const sources = card.sources.map((source) =>
    `${source.publisher}, "${source.title}"${source.date ? `, ${source.date}` : ", undated"}, ${source.url}`
  );
  const grade =
    `Grade ${card.reliability}${card.credibility} (${card.reliability_text}; ${card.credibility_text}).`;
  return `${card.name_en}${
    card.name_ar ? ` (${card.name_ar})` : ""
  }: ${card.summary} ${card.age.text}. ${grade} TLP:${card.marking}.\nSources: ${sources.join("; ")}`;
}

export const inspect = { id: "inspect", title: "Inspect", create: (map) => map.cards };
