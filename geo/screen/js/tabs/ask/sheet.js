/** A table of an answer: sorted by a click, numbers at the right, to be downloaded or copied. */
import { button, element } from "../../shared/dom.js";
import { named } from "../../shared/names.js";
import { declared, scriptOf, t, tn } from "../../shared/words.js";
import { columnsRead, inOrder, isNumber, tabbed, textIn } from "./cells.js";

/** @import { CellNames, SheetColumn, SheetRow } from "./cells.js" */
/** @typedef {{ name: string, title: string, title_ar?: string, columns: SheetColumn[], rows: SheetRow[] }} Sheet */
/**
 * What a table needs of the tab.
 * @typedef {object} Hands
 * @property {string} lang
 * @property {CellNames} names of the ids and codes in the cells
 * @property {(row: SheetRow) => string} target the feature that a row is about, "" = none on the map
 * @property {(id: string) => void} select
 * @property {(name: string) => Promise<void>} download
 * @property {(text: string) => Promise<string>} copy says how it went
 */

const FIRST_ROWS = 100;
const LONG = 60; // characters of a text that wants a wide column

export class SheetView {
  #sort = { column: "", down: false };
  #limit = FIRST_ROWS;
  #selected = "";

  /**
   * @param {Sheet} sheet
   * @param {Hands} hands
   */
  constructor(sheet, hands) {
    this.sheet = sheet;
    this.hands = hands;
    this.read = columnsRead(sheet.columns, hands.lang);
    this.said = (/** @type {SheetRow} */ row, /** @type {SheetColumn} */ column) =>
      textIn(row, column, hands.names, hands.lang);
    const title = named(sheet, hands.lang, "title");
    this.head = element("thead");
    this.body = element("tbody");
    this.more = button(t("Show all rows"), () => this.#showAll(), { class: "plain" });
    this.status = element("span", { class: "ask-hint", role: "status" });
    const copy = button(t("Copy table"), async () => {
      const columns = this.read.map((one) => ({ ...one, title: declared(one.title) }));
      this.status.textContent = await hands.copy(tabbed(columns, this.#rows(), this.said));
    });
    const csv = button(t("Download CSV"), () => hands.download(sheet.name), { "data-table": sheet.name });
    const { length } = sheet.rows;
    this.scroll = element(
      "div",
      {
        class: "table-scroll ask-scroll",
        tabindex: "0",
        role: "region",
        "aria-label": title,
      },
      element("table", {}, this.head, this.body),
      this.more,
    );
    this.scroll.addEventListener("scroll", () => this.#edge(), { passive: true });
    new ResizeObserver(() => this.#edge()).observe(this.scroll);
    this.element = element(
      "section",
      { class: "ask-sheet", "data-table": sheet.name },
      element(
        "h3",
        {},
        element("bdi", {}, title),
        " ",
        element("small", {}, tn("{n} row", "{n} rows", length)),
      ),
      this.scroll,
      element("p", { class: "ask-offers" }, csv, copy, this.status),
    );
    this.#render();
  }

  /** Has the edge fade where columns lie beyond it. */
  #edge() {
    const { scrollLeft, clientWidth, scrollWidth } = this.scroll;
    this.scroll.classList.toggle("cut", Math.abs(scrollLeft) + clientWidth < scrollWidth - 1);
  }

  /** @param {string} id of the feature that is selected on the map */
  mark(id) {
    if (id === this.#selected) return;
    this.#selected = id;
    for (const row of this.body.rows) {
      row.setAttribute("aria-selected", String(row.dataset.feature === id && id !== ""));
    }
  }

  #rows() {
    const { column, down } = this.#sort;
    const found = this.sheet.columns.find(({ name }) => name === column);
    if (!found) return this.sheet.rows;
    return inOrder(this.sheet.rows, column, down, (row) => this.said(row, found));
  }

  #showAll() {
    this.#limit = Infinity;
    this.#render();
  }

  #render() {
    const rows = this.#rows();
    this.head.replaceChildren(element("tr", {}, ...this.read.map((column) => this.#heading(column))));
    this.body.replaceChildren(...rows.slice(0, this.#limit).map((row) => this.#row(row)));
    this.more.hidden = rows.length <= this.#limit;
  }

  /** @param {SheetColumn} column */
  #heading({ name, title, kind, help }) {
    const { column, down } = this.#sort;
    const order = column !== name ? "none" : down ? "descending" : "ascending";
    const sort = button(declared(title), () => this.#sortBy(name), {
      class: "plain",
      title: help ? declared(help) : null,
    });
    sort.append(column !== name ? "" : down ? " ▾" : " ▴");
    return element("th", {
      scope: "col",
      "aria-sort": order,
      "data-column": name,
      class: classOf(kind),
    }, sort);
  }

  /** @param {string} name of a column; the same one again turns the order round */
  #sortBy(name) {
    const { column, down } = this.#sort;
    this.#sort = { column: name, down: column === name && !down };
    this.#render();
    /** @type {HTMLElement | null} */ (this.head.querySelector(`[data-column="${CSS.escape(name)}"] button`))
      ?.focus();
  }

  /** @param {SheetRow} row */
  #row(row) {
    const target = this.hands.target(row);
    const linked = Math.max(0, this.read.findIndex(({ name }) => name.startsWith("name")));
    const cells = this.read.map((column, i) => {
      const { name, kind } = column;
      const text = this.said(row, column);
      const content = i === linked && target
        ? button(element("bdi", {}, text || target), () => this.hands.select(target), {
          class: "plain ask-row",
        })
        : text;
      return element(
        "td",
        {
          class: classOf(kind) ?? (text.length > LONG ? "long" : null),
          "data-column": name,
          ...(!isNumber(kind) && scriptOf(text)),
          title: isList(kind) ? text : null,
        },
        content,
      );
    });
    const selected = target !== "" && target === this.#selected;
    return element("tr", { "data-feature": target || null, "aria-selected": String(selected) }, ...cells);
  }
}

/**
 * @param {string} kind of a column
 * @returns {string | null}
 */
function classOf(kind) {
  if (isNumber(kind)) return "number";
  if (isList(kind)) return "list";
  return kind === "slug" ? "slug" : null;
}

/** @param {string} kind */
function isList(kind) {
  return kind === "list" || kind === "sources";
}
