/* The cards of what lies under a click: fetched from /api/features/{id}, written as text, walked by keyboard. */
(function () {
  "use strict";
  const Libya = (window.Libya = window.Libya || {});
  const el = Libya.element;

  function row(label, ...content) {
    return el("div", { class: "card-row" }, el("dt", {}, label), el("dd", { dir: "auto" }, ...content));
  }

  function years(record) {
    const from = record.valid_from && Libya.dateText(record.valid_from);
    const to = record.valid_to && Libya.dateText(record.valid_to);
    if (from && to) return `${from} to ${to}`;
    if (from) return `Since ${from}`;
    return to ? `Until ${to}` : "";
  }

  function sourceItem(source) {
    const url = Libya.safeUrl(source.url);
    const title = url
      ? el("a", { href: url, target: "_blank", rel: "noopener noreferrer nofollow", dir: "auto" }, source.title)
      : el("span", { dir: "auto" }, source.title);
    const date = source.date ? Libya.dateText(source.date) : source.date_note || "undated";
    return el("li", {}, title, el("small", {}, ` ${source.publisher}, ${date} · grade ${source.reliability}`));
  }

  function claimItem(claim, lang) {
    const when = [claim.stated_on ? `stated ${Libya.dateText(claim.stated_on)}` : "undated", years(claim)];
    return el(
      "li",
      { class: claim.holds ? "" : "past" },
      el("b", { dir: "auto" }, Libya.named(claim.actor, lang)),
      ` ${claim.claim_title.toLowerCase()} · grade ${claim.reliability}${claim.credibility} · `,
      when.filter(Boolean).join(" · "),
      claim.note ? el("small", { dir: "auto" }, claim.note) : ""
    );
  }

  /** The body of one card from the JSON of /api/features/{id}. */
  function body(card, lang) {
    const article = el("article", { class: "card", "data-feature": card.id, tabindex: "-1" });
    const arabic = lang !== "ar" && card.name_ar ? el("p", { class: "card-other", dir: "auto" }, card.name_ar) : "";
    const english = lang === "ar" ? el("p", { class: "card-other", dir: "auto" }, card.name_en) : "";
    article.append(
      el("p", { class: "card-kind" }, `${card.layer.title} · ${card.class.title}`),
      el("h2", { dir: "auto" }, Libya.named(card, lang === "ar" ? "ar" : "en")),
      arabic,
      english,
      el("p", { class: card.age.stale ? "card-age stale" : "card-age" }, card.age.text),
      el("p", { class: "card-summary", dir: "auto" }, card.summary)
    );
    const facts = el("dl", {});
    if (card.actor) facts.append(row("Actor", Libya.named(card.actor, lang)));
    if (years(card)) facts.append(row("Holds", years(card)));
    for (const { title, value } of card.columns) facts.append(row(title, value));
    facts.append(
      row("Source", `${card.reliability} · ${card.reliability_text}`),
      row("Information", `${card.credibility} · ${card.credibility_text}`)
    );
    if (card.position) facts.append(row("Position", `${card.position} (${card.precision_text})`));
    facts.append(row("Marking", `TLP:${card.marking}`));
    article.append(facts);
    if (card.claims.length) {
      const claims = el("ul", { class: "claims" }, ...card.claims.map((claim) => claimItem(claim, lang)));
      article.append(el("h3", {}, "Who claims what here"), claims);
    }
    article.append(
      el("h3", {}, card.sources.length === 1 ? "Source" : "Sources"),
      el("ul", { class: "sources" }, ...card.sources.map(sourceItem))
    );
    return article;
  }

  Libya.Cards = class {
    constructor(parent, { onSelect, onClose }) {
      this.onSelect = onSelect;
      this.onClose = onClose;
      this.hits = [];
      this.index = 0;
      this.box = el("section", { class: "cards", "aria-label": "What is here", hidden: "" });
      parent.append(this.box);
      L.DomEvent.disableClickPropagation(this.box);
      L.DomEvent.disableScrollPropagation(this.box);
      document.addEventListener("keydown", (event) => this._key(event));
    }

    get open() {
      return !this.box.hidden;
    }

    _key(event) {
      if (!this.open) return;
      if (event.key === "Escape") this.close();
      else if (event.key === "ArrowRight" && this.box.contains(document.activeElement)) this.step(1);
      else if (event.key === "ArrowLeft" && this.box.contains(document.activeElement)) this.step(-1);
    }

    step(by) {
      const count = this.hits.length;
      if (count > 1) this.show(this.hits, (this.index + by + count) % count);
    }

    close() {
      if (!this.open) return;
      this.box.hidden = true;
      this.hits = [];
      this.onClose();
    }

    /** Shows the card of hits[index]; every hit stays one step away. */
    async show(hits, index = 0, context = this.context) {
      this.hits = hits;
      this.index = index;
      this.context = context;
      const { id } = hits[index];
      this.onSelect(id);
      const query = new URLSearchParams({ at: context.at, ...(context.known ? { known: context.known } : {}) });
      let content;
      try {
        content = body(await Libya.fetchJson(`/api/features/${encodeURIComponent(id)}?${query}`), context.lang);
      } catch (problem) {
        content = el("article", { class: "card" }, el("p", { role: "alert" }, `This card could not be read: ${problem.message}`));
      }
      if (this.hits !== hits || this.index !== index) return;
      this.box.replaceChildren(this._bar(), content);
      this.box.hidden = false;
      content.focus({ preventScroll: true });
    }

    _bar() {
      const button = (label, text, action) => {
        const node = el("button", { type: "button", "aria-label": label, title: label }, text);
        node.addEventListener("click", action);
        return node;
      };
      const bar = el("header", { class: "cards-bar" });
      if (this.hits.length > 1) {
        bar.append(
          button("Previous card", "‹", () => this.step(-1)),
          el("span", { "aria-live": "polite" }, `${this.index + 1} of ${this.hits.length} here`),
          button("Next card", "›", () => this.step(1))
        );
      } else bar.append(el("span", {}, "1 here"));
      bar.append(button("Close", "×", () => this.close()));
      return bar;
    }
  };
})();
