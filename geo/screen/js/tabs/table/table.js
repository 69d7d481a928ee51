/** The tab "Table": what is drawn, as rows. Same features as the map: a row opens its card, a card marks its row, and
 * the number of rows is the number of features drawn. */
import { button, element } from "../../shared/dom.js";
import { fetchJson } from "../../shared/fetching.js";
import { dateText, named } from "../../shared/names.js";
import { between } from "../../rules/measuring.js";
import { centreOf } from "../../map/features/geometry.js";
import { LargeLayer } from "../../map/layers/large_layer.js";
import { collation, declared, inDigits, mark, t, tn } from "../../shared/words.js";
import { downloads, largeDownload } from "./downloads.js";
import { filter } from "../../rules/filtering.js";
import { firstOf, stateOn } from "../../rules/dating.js";
import { Conditions } from "./conditions.js";
import { Counting } from "./counting.js";
import { chosenColumns, keepColumns } from "./kept.js";
import { Narrowing } from "./narrowing.js";
import { Pages } from "./pages.js";
import { cellsOf, choiceOf, codesOf, COLUMNS, sorted } from "./rows.js";

/** @import { EvidenceLayer } from "../../map/layers/evidence_layer.js" */
/** @import { Item } from "../../map/features/items.js" */
/** @import { LibyaMap } from "../../map/map.js" */
/** @import { Grammar, View } from "../../state/view.js" */
/** @import { Line } from "./downloads.js" */
/** @import { Cells, Column } from "./rows.js" */
/** @typedef {{ item: Item, layer: EvidenceLayer, cells: Cells }} Row */

const FIRST_ROWS = 200;
const BBOX_DECIMALS = 4;

const DAYS = ["reviewed_on", "valid_from", "valid_to"];
const ISO = /^\d{4}(-\d\d){0,2}$/;

class Table {
  /** @type {EvidenceLayer[]} */
  #layers = [];
  /** The feature whose row was marked last. */
  #selected = "";
  #sort = { column: "name", down: false };
  #limit = FIRST_ROWS;
  #pages = new Pages(() => this.#render());
  /** Rows that are not here, but on the server. */
  #further = 0;
  #columns = chosenColumns(() => globalThis.localStorage, COLUMNS);

  /** @param {LibyaMap} map */
  constructor(map) {
    this.map = map;
    this.which = element("select", { "aria-label": t("Layer in the table") });
    this.text = element("input", {
      type: "search",
      placeholder: t("Filter rows"),
      "aria-label": t("Filter rows"),
    });
    this.inView = element("input", { type: "checkbox", id: "table-in-view" });
    this.count = element("p", { class: "table-count", role: "status" });
    this.titles = element("tr");
    this.conditions = new Conditions(map, () => this.#render());
    this.narrowing = new Narrowing(this.conditions);
    this.counting = new Counting(this.conditions, () => this.#render());
    this.narrow = button(t("Filter columns"), () => this.narrowing.show(Boolean(this.narrowing.row.hidden)), {
      class: "narrow",
      "aria-pressed": "false",
    });
    this.head = element("thead", {}, this.titles, this.narrowing.row);
    this.rows = element("tbody");
    this.more = button(t("Show all rows"), () => this.#showAll(), { class: "plain" });
    this.downloads = element("p", { class: "downloads" });
    const inView = element("label", {}, this.inView, " ", t("in view"));
    const scroll = {
      class: "table-scroll",
      tabindex: "0",
      role: "region",
      "aria-label": t("Features drawn"),
    };
    this.element = element(
      "div",
      { class: "table-tab" },
      element(
        "div",
        { class: "table-bar" },
        this.which,
        this.text,
        inView,
        this.counting.by,
        this.narrow,
        this.#chooser(),
      ),
      this.count,
      this.counting.bars,
      element("div", scroll, element("table", {}, this.head, this.rows), this.more),
      this.downloads,
    );
    this.which.addEventListener("change", () => this.#render());
    this.text.addEventListener("input", () => {
      this.conditions.set("any", { "~": this.text.value.trim() || undefined });
    });
    this.inView.addEventListener("change", () => this.#render());
  }

  get view() {
    return this.map.store.view;
  }

  /**
   * @param {EvidenceLayer[]} layers
   * @param {View} view
   */
  update(layers, { lang, sel }) {
    this.#layers = layers;
    this.conditions.follow();
    if (this.text !== document.activeElement) this.text.value = this.conditions.get("any", "~") ?? "";
    if (this.conditions.list.some((one) => !one.startsWith("any~"))) this.narrowing.row.hidden = false;
    const wanted = this.which.value;
    const titles = [...layers].reverse().map(({ id, spec }) => [id, named(spec, lang, "title")]);
    const options = [["", t("All layers drawn")], ...titles];
    this.which.replaceChildren(...options.map(([value, title]) => element("option", { value }, title)));
    this.which.value = options.some(([value]) => value === wanted) ? wanted : "";
    this.#render();
    const row = sel !== this.#selected && this.rows.querySelector('[aria-selected="true"]');
    if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
    this.#selected = sel;
  }

  #showAll() {
    this.#limit = Infinity;
    this.#render();
  }

  #chooser() {
    const choices = COLUMNS.map(({ id, title }) => {
      const check = element("input", { type: "checkbox" });
      check.checked = this.#columns.has(id);
      check.addEventListener("change", () => {
        this.#columns[check.checked ? "add" : "delete"](id);
        keepColumns(() => globalThis.localStorage, this.#columns);
        this.#render();
      });
      return element("label", {}, check, " ", declared(title));
    });
    const list = element("div", { class: "chooser" }, ...choices);
    return element("details", {}, element("summary", {}, t("Columns")), list);
  }

  /** @returns {Row[]} */
  #found() {
    const { lang } = this.view;
    const layers = this.#layers.filter(({ id }) => !this.which.value || id === this.which.value);
    this.#further = 0;
    const km = this.#distances();
    const row = (/** @type {EvidenceLayer} */ layer, /** @type {Item} */ item) => {
      /** @type {Cells} */
      const cells = { ...cellsOf(item.properties, layer, lang), km: km(item) };
      return { item, layer, cells };
    };
    const rows = layers.filter((layer) => !(layer instanceof LargeLayer)).flatMap((layer) =>
      this.#held(layer).map((item) => row(layer, item))
    );
    const large = layers.filter((layer) => layer instanceof LargeLayer).flatMap((layer) =>
      this.#page(layer).map((item) => row(layer, item))
    );
    this.counting.show((conditions) => this.#meeting(rows, conditions), lang);
    this.narrow.setAttribute("aria-pressed", String(!this.narrowing.row.hidden));
    this.narrowing.offer(this.#shown, ({ id }) => {
      const titles = [...rows, ...large].map((
        { item, layer },
      ) => /** @type {[string, string]} */ ([
        String(codesOf(item.properties, layer)[id]),
        choiceOf(id, item.properties, layer, lang),
      ]));
      const compare = collation();
      return [...new Map(titles)].filter(([code]) => code).sort((a, b) => compare(a[1], b[1]));
    });
    const meeting = [...this.#meeting(rows, this.conditions.list), ...large];
    return sorted(meeting, this.#sort.column, this.#sort.down);
  }

  /**
   * What of a layer is on the map, whatever the columns must say, in view where that is wanted.
   * @param {EvidenceLayer} layer
   */
  #held(layer) {
    const { at, filters } = this.view;
    const first = firstOf(this.view);
    const { rows: _rows, ...others } = filters;
    const passes = filter(layer.id, at, others);
    const seen = this.#seen();
    return layer.items.filter(({ properties, shape }) => {
      const p = /** @type {any} */ (properties);
      return stateOn(p, at, first) && passes(p) && (!this.inView.checked || (shape && seen(shape.box)));
    });
  }

  /**
   * @param {Row[]} rows
   * @param {readonly string[]} conditions
   */
  #meeting(rows, conditions) {
    const { at } = this.view;
    const tests = new Map(this.#layers.map(({ id }) => [id, filter(id, at, { rows: [...conditions] })]));
    return rows.filter(({ item, layer }) => tests.get(layer.id)?.(/** @type {any} */ (item.properties)));
  }

  get #shown() {
    return COLUMNS.filter(({ id }) => this.#columns.has(id));
  }

  /** How far things are from what is selected, in kilometres along the ground; "" where that is not known. */
  #distances() {
    const from = this.#item(this.view.sel)?.shape;
    return (/** @type {Item} */ { shape }) =>
      from && shape ? Math.round(between(centreOf(from), centreOf(shape)).metres / 100) / 10 : "";
  }

  /**
   * The rows of a large layer that are here.
   * @param {LargeLayer} layer
   */
  #page(layer) {
    const { items, total } = this.#pages.of(layer, {
      ...this.#sort,
      inView: this.inView.checked,
      limit: this.#limit,
    });
    this.#further += total - items.length;
    return items;
  }

  /** Whether a box, in world units, is in the window. */
  #seen() {
    const { min, max } = this.map.map.getPixelBounds();
    const scale = 2 ** this.map.map.getZoom();
    if (!min || !max) return () => true;
    return (/** @type {number[]} */ [x0, y0, x1, y1]) =>
      x1 * scale >= min.x && x0 * scale <= max.x && y1 * scale >= min.y && y0 * scale <= max.y;
  }

  #render() {
    const found = this.#found();
    const shown = this.#shown;
    const picked = element("th", {}, element("span", { class: "unseen" }, t("Picked")));
    this.titles.replaceChildren(picked, ...shown.map((column) => this.#heading(column)));
    this.rows.replaceChildren(...found.slice(0, this.#limit).map((row) => this.#row(row, shown)));
    this.more.hidden = found.length <= this.#limit && !(this.#further && this.#limit === FIRST_ROWS);
    this.count.textContent = found.length ? countText(found, this.#further) : this.#why();
    this.#offer();
  }

  /** Why there is no row. */
  #why() {
    if (!this.#layers.length) return t("No layer is on. Turn one on in the panel.");
    if (this.inView.checked || this.conditions.list.length) {
      return t("Nothing passes this filter. Clear the text or the box “in view”.");
    }
    return t("Nothing holds on this date, or the filters leave nothing. Move the date or reset the filters.");
  }

  /** @param {Column} column */
  #heading({ id, title }) {
    const { column, down } = this.#sort;
    const order = column !== id ? "none" : down ? "descending" : "ascending";
    const arrow = column !== id ? "" : down ? " ▾" : " ▴";
    const sort = button(declared(title), () => this.#sortBy(id), { class: "plain" });
    sort.append(arrow);
    return element("th", { scope: "col", "aria-sort": order, "data-column": id }, sort);
  }

  /** @param {string} id of a column; the same one again turns the order round */
  #sortBy(id) {
    const { column, down } = this.#sort;
    this.#sort = { column: id, down: column === id && !down };
    this.#render();
    const heading =
      /** @type {HTMLElement | null} */ (this.head.querySelector(`[data-column="${id}"] button`));
    heading?.focus();
  }

  /**
   * @param {Row} row
   * @param {Column[]} shown
   */
  #row({ item, cells }, shown) {
    const { cards } = this.map;
    const picked = cards.picked && cards.holds(item.id);
    const selected = picked || item.id === this.view.sel;
    const pick = element("input", { type: "checkbox", "aria-label": t("Pick {name}", { name: cells.name }) });
    pick.checked = picked;
    pick.addEventListener("change", () => this.#pick(item, pick.checked));
    const [first, ...rest] = shown.map(({ id }) => /** @type {const} */ ([
      cellOf(id, String(cells[id])),
      typeof cells[id] === "number",
    ]));
    const name = element("bdi", {}, first?.[0] || item.id);
    return element(
      "tr",
      { "data-feature": item.id, "aria-selected": String(selected) },
      element("td", {}, pick),
      element("td", {}, button(name, () => this.#open(item), { class: "plain" })),
      ...rest.map(([text, isNumber]) =>
        element("td", { dir: "auto", class: isNumber ? "number" : null }, text)
      ),
    );
  }

  /** @param {Item} item */
  #open(item) {
    this.map.cards.lay([item]);
    this.#show([item]);
  }

  /**
   * Several features at once: all ringed on the map, all in view, their cards one step apart.
   * @param {Item} item
   * @param {boolean} on
   */
  #pick(item, on) {
    const { cards } = this.map;
    const before = cards.picked ? cards.hits.map(({ id }) => id) : [];
    const others = before.filter((id) => id !== item.id).flatMap((id) => this.#item(id) ?? []);
    const items = on ? [...others, item] : others;
    cards.lay(items, true);
    this.#show(items);
    const row = this.rows.querySelector(`[data-feature="${CSS.escape(item.id)}"] input`);
    if (row) /** @type {HTMLElement} */ (row).focus({ preventScroll: true });
  }

  /** @param {string} id */
  #item(id) {
    return this.#layers.map((layer) => layer.find(id)).find(Boolean);
  }

  /** @param {Item[]} items */
  #show(items) {
    this.map.camera.flyTo(...items.map(({ shape }) => shape));
    this.map.store.change({ sel: items.at(-1)?.id ?? "" });
    this.#selected = this.view.sel;
    this.#render();
  }

  async #offer() {
    const ids = this.which.value ? [this.which.value] : this.#layers.map(({ id }) => id);
    const large = this.#layers.filter((layer) => layer instanceof LargeLayer);
    const own = large.filter(({ id }) => ids.includes(id)).map(({ spec }) => spec);
    const small = ids.filter((id) => !large.some((layer) => layer.id === id));
    const bounds = this.map.map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
    /** @type {Grammar | null} */
    const grammar = await fetchJson("/api/view").catch(() => null);
    const lines = grammar && [
      ...downloads(grammar, this.view, small, box.map((degrees) => Number(degrees.toFixed(BBOX_DECIMALS)))),
      ...own.map((spec) => largeDownload(grammar, this.view, spec)),
    ].map(lineOf);
    this.downloads.replaceChildren(...lines ?? [t("The links to downloads could not be read.")]);
  }
}

/**
 * A cell as it is shown; what is sorted and searched keeps its ISO day.
 * @param {string} column
 * @param {string} text
 */
function cellOf(column, text) {
  return DAYS.includes(column) && ISO.test(text)
    ? element("time", { datetime: text }, dateText(text))
    : inDigits(text);
}

/** @param {Line} line */
function lineOf({ title, links }) {
  const anchors = links.flatMap(({ href, title }) => [" ", element("a", { href, download: "" }, title)]);
  return element("span", {}, `${title}:`, ...anchors);
}

/**
 * @param {Row[]} rows
 * @param {number} further Rows that are on the server alone.
 */
function countText(rows, further) {
  const unplaced = rows.filter(({ item }) => !item.shape).length;
  const rest = unplaced ? t(", {n} of them without a position", { n: unplaced }) : "";
  const listed = further ? t(", the first {n} of them listed", { n: rows.length }) : "";
  return tn("{n} feature", "{n} features", rows.length + further) + rest + listed;
}

export const table = {
  id: "table",
  title: mark("Table"),
  /** @param {LibyaMap} map */
  create: (map) => new Table(map),
};
