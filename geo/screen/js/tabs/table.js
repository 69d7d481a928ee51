/* The tab "Table": what is drawn, as rows. Same features as the map, same order of truth: a row opens its card,
   a card marks its row, and the number of rows is the number of features drawn. */
import { element } from "../shared/dom.js";
import { named } from "../shared/names.js";
import { filtersText } from "../shared/view.js";

const FIRST_ROWS = 200;
const COLUMNS = [
  { id: "name", title: "Name", of: ({ p, lang }) => named(p, lang) },
  { id: "layer", title: "Layer", of: ({ layer, lang }) => named(layer.spec, lang, "title"), off: true },
  {
    id: "class",
    title: "Class",
    of: ({ p, layer, lang }) => named(layer.spec.classes[p.class], lang, "title"),
  },
  {
    id: "actor",
    title: "Actor",
    of: ({ p, layer, lang }) => (layer.actors[p.actor] ? named(layer.actors[p.actor], lang) : ""),
  },
  { id: "reviewed_on", title: "Last confirmed", of: ({ p }) => p.reviewed_on || "undated" },
  { id: "grade", title: "Grade", of: ({ p }) => `${p.reliability}${p.credibility}` },
  { id: "valid_from", title: "From", of: ({ p }) => p.valid_from, off: true },
  { id: "valid_to", title: "Until", of: ({ p }) => p.valid_to, off: true },
  {
    id: "precision_m",
    title: "Precision (m)",
    of: ({ p }) => (p.precision_m === null ? "unplaced" : p.precision_m),
    off: true,
  },
  { id: "marking", title: "Marking", of: ({ p }) => `TLP:${p.marking}`, off: true },
  { id: "summary", title: "Summary", of: ({ p }) => p.summary, off: true },
];

class Table {
  constructor(map) {
    this.map = map;
    this.sort = { column: "name", down: false };
    this.limit = FIRST_ROWS;
    this.columns = new Set(COLUMNS.filter(({ off }) => !off).map(({ id }) => id));
    this.which = element("select", { "aria-label": "Layer in the table" });
    this.text = element("input", { type: "search", placeholder: "Filter rows", "aria-label": "Filter rows" });
    this.inView = element("input", { type: "checkbox", id: "table-in-view" });
    this.count = element("p", { class: "table-count", role: "status" });
    this.head = element("thead");
    this.rows = element("tbody");
    this.more = element("button", { type: "button", class: "plain" }, "Show all rows");
    this.downloads = element("p", { class: "downloads" });
    const table = element("table", {}, this.head, this.rows);
    const bar = element(
      "div",
      { class: "table-bar" },
      this.which,
      this.text,
      element("label", {}, this.inView, " in view"),
      this._chooser(),
    );
    this.element = element(
      "div",
      { class: "table-tab" },
      bar,
      this.count,
      element(
        "div",
        { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Features drawn" },
        table,
        this.more,
      ),
      this.downloads,
    );
    this.which.addEventListener("change", () => this.render());
    this.text.addEventListener("input", () => this.render());
    this.inView.addEventListener("change", () => this.render());
    this.more.addEventListener("click", () => {
      this.limit = Infinity;
      this.render();
    });
  }

  _chooser() {
    const list = element("div", { class: "chooser" });
    for (const { id, title } of COLUMNS) {
      const check = element("input", { type: "checkbox" });
      check.checked = this.columns.has(id);
      check.addEventListener("change", () => {
        this.columns[check.checked ? "add" : "delete"](id);
        this.render();
      });
      list.append(element("label", {}, check, ` ${title}`));
    }
    return element("details", {}, element("summary", {}, "Columns"), list);
  }

  update(layers, state) {
    const moved = this.state && this.state.sel !== state.sel;
    this.layers = layers;
    this.state = { ...state };
    const wanted = this.which.value;
    const options = [
      ["", "All layers drawn"],
      ...[...layers].reverse().map((layer) => [layer.id, named(layer.spec, state.lang, "title")]),
    ];
    this.which.replaceChildren(...options.map(([value, title]) => element("option", { value }, title)));
    this.which.value = options.some(([value]) => value === wanted) ? wanted : "";
    this.render();
    const row = moved && this.rows.querySelector('[aria-selected="true"]');
    if (row && !row.contains(document.activeElement)) row.scrollIntoView({ block: "nearest" });
  }

  _found() {
    const { lang } = this.state;
    const bounds = this.map.map.getPixelBounds();
    const scale = 2 ** this.map.map.getZoom();
    const seen = ([x0, y0, x1, y1]) =>
      x1 * scale >= bounds.min.x && x0 * scale <= bounds.max.x && y1 * scale >= bounds.min.y &&
      y0 * scale <= bounds.max.y;
    const words = this.text.value.trim().toLowerCase();
    const found = [];
    for (const layer of this.layers) {
      if (this.which.value && layer.id !== this.which.value) continue;
      for (const item of layer.visible) {
        if (this.inView.checked && !(item.shape && seen(item.shape.box))) continue;
        const row = { item, layer, p: item.properties, lang };
        const cells = Object.fromEntries(COLUMNS.map(({ id, of }) => [id, of(row)]));
        if (
          words &&
          !`${Object.values(cells).join(" ")} ${item.properties.aliases} ${item.properties.name_ar}`
            .toLowerCase().includes(words)
        ) continue;
        found.push({ ...row, cells });
      }
    }
    const { column, down } = this.sort;
    const order = new Intl.Collator(undefined, { numeric: true });
    found.sort((a, b) => order.compare(String(a.cells[column]), String(b.cells[column])) * (down ? -1 : 1));
    return found;
  }

  render() {
    if (!this.layers) return;
    const found = this._found();
    const shown = COLUMNS.filter(({ id }) => this.columns.has(id));
    this.head.replaceChildren(
      element(
        "tr",
        {},
        element("th", {}, element("span", { class: "unseen" }, "Picked")),
        ...shown.map((column) => this._heading(column)),
      ),
    );
    this.rows.replaceChildren(...found.slice(0, this.limit).map((row) => this._row(row, shown)));
    this.more.hidden = found.length <= this.limit;
    const unplaced = found.filter(({ item }) => !item.shape).length;
    const rest = unplaced ? `, ${unplaced} of them without a position` : "";
    this.count.textContent = found.length
      ? `${found.length} ${found.length === 1 ? "feature" : "features"}${rest}`
      : this._why();
    this._offer();
  }

  _why() {
    if (!this.layers.length) return "No layer is on. Turn one on at the left.";
    if (this.text.value || this.inView.checked) {
      return "Nothing passes this filter. Clear the text or the box “in view”.";
    }
    return "Nothing holds on this date, or the filters leave nothing. Move the date or reset the filters.";
  }

  _heading({ id, title }) {
    const { column, down } = this.sort;
    const sorted = column === id ? (down ? "descending" : "ascending") : "none";
    const button = element(
      "button",
      { type: "button", class: "plain" },
      title,
      column === id ? (down ? " ▾" : " ▴") : "",
    );
    button.addEventListener("click", () => {
      this.sort = { column: id, down: column === id && !down };
      this.render();
      this.head.querySelector(`[data-column="${id}"] button`).focus();
    });
    return element("th", { scope: "col", "aria-sort": sorted, "data-column": id }, button);
  }

  _row({ item, layer, cells }, shown) {
    const { cards } = this.map;
    const selected = item.id === this.state.sel || (cards.picked && cards.holds(item.id));
    const row = element("tr", { "data-feature": item.id, "aria-selected": String(Boolean(selected)) });
    const pick = element("input", { type: "checkbox", "aria-label": `Pick ${cells.name}` });
    pick.checked = cards.picked && cards.holds(item.id);
    pick.addEventListener("change", () => this._pick(item, pick.checked));
    row.append(element("td", {}, pick));
    shown.forEach(({ id }, i) => {
      if (i) row.append(element("td", { dir: "auto" }, String(cells[id])));
      else {
        const open = element(
          "button",
          { type: "button", class: "plain" },
          element("bdi", {}, String(cells[id]) || item.id),
        );
        open.addEventListener("click", () => this._open(item, layer));
        row.append(element("td", {}, open));
      }
    });
    return row;
  }

  _open(item) {
    this.map.cards.lay([item]);
    this._show([item]);
  }

  /** Several features at once: all ringed on the map, all in view, their cards one step apart. */
  _pick(item, on) {
    const { cards } = this.map;
    const others = cards.picked ? cards.hits.filter(({ id }) => id !== item.id) : [];
    const items = on ? [...others, item] : others;
    cards.lay(items, true);
    this._show(items);
    const row = this.rows.querySelector(`[data-feature="${CSS.escape(item.id)}"] input`);
    if (row) row.focus({ preventScroll: true });
  }

  _show(items) {
    this.map.flyTo(...items.map(({ shape }) => shape));
    this.map.change({ sel: items.length ? items[items.length - 1].id : "" });
    this.state.sel = this.map.state.sel;
    this.render();
  }

  /** Links to what the map shows of these layers, to the part in view, and to all that was ever true, in three formats. */
  _offer() {
    const ids = this.which.value ? [this.which.value] : this.layers.map(({ id }) => id);
    const { at, known, filters } = this.state;
    const f = filtersText(filters);
    const shown = { at, ...(f ? { f } : {}) };
    const bounds = this.map.map.getBounds();
    const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((one) =>
      one.toFixed(4)
    ).join(",");
    const link = (title, format, extra) => {
      const query = new URLSearchParams({
        layers: ids.join(","),
        format,
        ...(known ? { known } : {}),
        ...extra,
      });
      return element("a", { href: `/api/export?${query}`, download: "" }, title);
    };
    const line = (
      title,
      extra,
    ) => [
      `${title}: `,
      link("GeoPackage", "gpkg", extra),
      " ",
      link("GeoJSON", "geojson", extra),
      " ",
      link("CSV", "csv", extra),
    ];
    this.downloads.replaceChildren();
    if (!ids.length) return;
    this.downloads.append(
      element("span", {}, ...line("Download this date", shown)),
      element("span", {}, ...line("only what is in view", { ...shown, bbox: box })),
      element("span", {}, ...line("all dates, without filters", {})),
    );
  }
}

export const table = { id: "table", title: "Table", create: (map) => new Table(map) };
