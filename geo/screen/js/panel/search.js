/* The search box: results as one types, grouped, each with the reason for the match; choosing one shows it on the map. */
import { element } from "../shared/dom.js";
import { mapWindow } from "./map_window.js";

const NEAR = 8; // zoom at which a town and what is round it can be told apart
const PAUSE = 120; // ms without a key before the server is asked

export class Search {
  constructor(panel) {
    this.panel = panel;
    this.input = element("input", {
      type: "search",
      id: "search",
      role: "combobox",
      autocomplete: "off",
      placeholder: "Place, actor, position …",
      "aria-label": "Search in any spelling",
      "aria-expanded": "false",
      "aria-controls": "search-results",
      "aria-autocomplete": "list",
    });
    this.list = element("ul", {
      id: "search-results",
      role: "listbox",
      "aria-label": "Search results",
      hidden: "",
    });
    this.said = element("p", { class: "search-said", role: "status" });
    this.element = element("div", { class: "search" }, this.input, this.list, this.said);
    this.active = -1;
    // The first question makes the index, which takes a second: it is asked before the first letter.
    this.input.addEventListener("focus", () => fetch("/api/search?limit=1").catch(() => {}), { once: true });
    this.input.addEventListener("input", () => this.type());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => setTimeout(() => this.fold(), 200));
  }

  reflect(state) {
    if (document.activeElement !== this.input) this.input.value = state.q || "";
  }

  type() {
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.ask(this.input.value.trim()), PAUSE);
  }

  async ask(text) {
    if (!text) {
      this.said.textContent = "";
      this.fold();
      return;
    }
    const late = setTimeout(() => (this.said.textContent = "Searching …"), 500);
    const answer = await fetch(`/api/search?limit=12&q=${encodeURIComponent(text.slice(0, 120))}`).finally(
      () => clearTimeout(late),
    );
    if (this.input.value.trim() !== text) return;
    const { groups = [] } = answer.ok ? await answer.json() : {};
    this.results = groups.flatMap((group) =>
      group.results.map((result) => ({ ...result, kind: group.kind }))
    );
    const rows = [];
    for (const group of groups) {
      rows.push(element("li", { class: "group", role: "presentation" }, group.title));
      for (const result of group.results) rows.push(this.option(result, rows));
    }
    this.active = -1;
    this.input.removeAttribute("aria-activedescendant");
    this.list.replaceChildren(...rows);
    this.list.hidden = !this.results.length;
    this.input.setAttribute("aria-expanded", String(this.results.length > 0));
    this.said.textContent = this.results.length
      ? ""
      : `Nothing is called “${text.slice(0, 60)}”. Try another spelling, Arabic, or coordinates.`;
  }

  option(result) {
    const index = this.results.findIndex((one) => one.id === result.id && one.layer === result.layer);
    const row = element(
      "li",
      { role: "option", id: `result-${index}`, "aria-selected": "false", "data-id": result.id || "" },
      element("b", { dir: "auto" }, result.name_en || result.matched),
      result.name_ar ? element("span", { dir: "auto", class: "arabic" }, result.name_ar) : null,
      element("small", {}, [result.layer_title, result.reason].filter(Boolean).join(" · ")),
    );
    row.addEventListener("mousedown", (event) => event.preventDefault());
    row.addEventListener("click", () => this.choose(result));
    return row;
  }

  key(event) {
    if (event.key === "Escape") {
      this.fold();
      return;
    }
    const options = [...this.list.querySelectorAll("[role=option]")];
    if (!options.length || this.list.hidden) return;
    if (event.key === "Enter") {
      options[Math.max(0, this.active)].click();
      event.preventDefault();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const from = this.active < 0 && step < 0 ? 0 : this.active;
    this.active = (from + step + options.length) % options.length;
    options.forEach((option, i) => option.setAttribute("aria-selected", String(i === this.active)));
    this.input.setAttribute("aria-activedescendant", options[this.active].id);
    options[this.active].scrollIntoView({ block: "nearest" });
  }

  fold() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  /** Turns the layer on, goes there and opens the card; an actor filters the map, a source opens nothing of its own. */
  choose(result) {
    this.fold();
    this.input.value = result.name_en || result.matched;
    const { state } = this.panel;
    const part = { q: this.input.value.slice(0, 120) };
    if (result.kind === "actor") part.filters = { ...state.filters, actor: [result.id] };
    else if (result.layer) {
      part.layers = state.layers.includes(result.layer) ? state.layers : [...state.layers, result.layer];
      part.sel = result.id;
      part.tab = "inspect";
    }
    const frame = mapWindow();
    if (result.position) {
      Object.assign(part, {
        c: result.position,
        z: Math.max(NEAR, state.z || 0),
        jump: (state.jump || 0) + 1,
      });
      if (!result.layer && frame) frame.Libya.current.furniture.point(result.position);
    }
    this.panel.change(part);
  }
}
