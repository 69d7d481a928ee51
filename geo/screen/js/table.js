/* The tab "Table": what is drawn, as rows. Same features as the map, same order of truth: a row opens its card,
   a card marks its row, and the number of rows is the number of features drawn. */
(function () {
  "use strict";
  const Libya = (window.Libya = window.Libya || {});
  const el = Libya.element;
  const FIRST_ROWS = 200;
  const COLUMNS = [
    { id: "name", title: "Name", of: ({ p, lang }) => Libya.named(p, lang) },
    { id: "layer", title: "Layer", of: ({ layer, lang }) => Libya.named(layer.spec, lang, "title"), off: true },
    { id: "class", title: "Class", of: ({ p, layer, lang }) => Libya.named(layer.spec.classes[p.class], lang, "title") },
    { id: "actor", title: "Actor", of: ({ p, layer, lang }) => (layer.actors[p.actor] ? Libya.named(layer.actors[p.actor], lang) : "") },
    { id: "reviewed_on", title: "Last confirmed", of: ({ p }) => p.reviewed_on || "undated" },
    { id: "grade", title: "Grade", of: ({ p }) => `${p.reliability}${p.credibility}` },
    { id: "valid_from", title: "From", of: ({ p }) => p.valid_from, off: true },
    { id: "valid_to", title: "Until", of: ({ p }) => p.valid_to, off: true },
    { id: "precision_m", title: "Precision (m)", of: ({ p }) => (p.precision_m === null ? "unplaced" : p.precision_m), off: true },
    { id: "marking", title: "Marking", of: ({ p }) => `TLP:${p.marking}`, off: true },
    { id: "summary", title: "Summary", of: ({ p }) => p.summary, off: true },
  ];

  class Table {
    constructor(map) {
      this.map = map;
      this.sort = { column: "name", down: false };
      this.limit = FIRST_ROWS;
      this.columns = new Set(COLUMNS.filter(({ off }) => !off).map(({ id }) => id));
      this.which = el("select", { "aria-label": "Layer in the table" });
      this.text = el("input", { type: "search", placeholder: "Filter rows", "aria-label": "Filter rows" });
      this.inView = el("input", { type: "checkbox", id: "table-in-view" });
      this.count = el("p", { class: "table-count", role: "status" });
      this.head = el("thead");
      this.rows = el("tbody");
      this.more = el("button", { type: "button", class: "plain" }, "Show all rows");
      this.downloads = el("p", { class: "downloads" });
      const table = el("table", {}, this.head, this.rows);
      const bar = el("div", { class: "table-bar" }, this.which, this.text, el("label", {}, this.inView, " in view"), this._chooser());
      this.element = el("div", { class: "table-tab" }, bar, this.count, el("div", { class: "table-scroll", tabindex: "0", role: "region", "aria-label": "Features drawn" }, table, this.more), this.downloads);
      this.which.addEventListener("change", () => this.render());
      this.text.addEventListener("input", () => this.render());
      this.inView.addEventListener("change", () => this.render());
      this.more.addEventListener("click", () => {
        this.limit = Infinity;
        this.render();
      });
    }

    _chooser() {
      const list = el("div", { class: "chooser" });
      for (const { id, title } of COLUMNS) {
        const check = el("input", { type: "checkbox" });
        check.checked = this.columns.has(id);
        check.addEventListener("change", () => {
          this.columns[check.checked ? "add" : "delete"](id);
          this.render();
        });
        list.append(el("label", {}, check, ` ${title}`));
      }
      return el("details", {}, el("summary", {}, "Columns"), list);
    }

    update(layers, state) {
      const moved = this.state && this.state.sel !== state.sel;
      this.layers = layers;
      this.state = { ...state };
      const wanted = this.which.value;
      const options = [["", "All layers drawn"], ...[...layers].reverse().map((layer) => [layer.id, Libya.named(layer.spec, state.lang, "title")])];
      this.which.replaceChildren(...options.map(([value, title]) => el("option", { value }, title)));
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
        x1 * scale >= bounds.min.x && x0 * scale <= bounds.max.x && y1 * scale >= bounds.min.y && y0 * scale <= bounds.max.y;
      const words = this.text.value.trim().toLowerCase();
      const found = [];
      for (const layer of this.layers) {
        if (this.which.value && layer.id !== this.which.value) continue;
        for (const item of layer.visible) {
          if (this.inView.checked && !(item.shape && seen(item.shape.box))) continue;
          const row = { item, layer, p: item.properties, lang };
          const cells = Object.fromEntries(COLUMNS.map(({ id, of }) => [id, of(row)]));
          if (words && !`${Object.values(cells).join(" ")} ${item.properties.aliases} ${item.properties.name_ar}`.toLowerCase().includes(words)) continue;
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
      this.head.replaceChildren(el("tr", {}, el("th", {}, el("span", { class: "unseen" }, "Picked")), ...shown.map((column) => this._heading(column))));
      this.rows.replaceChildren(...found.slice(0, this.limit).map((row) => this._row(row, shown)));
      this.more.hidden = found.length <= this.limit;
      const unplaced = found.filter(({ item }) => !item.shape).length;
      const rest = unplaced ? `, ${unplaced} of them without a position` : "";
      this.count.textContent = found.length ? `${found.length} ${found.length === 1 ? "feature" : "features"}${rest}` : this._why();
      this._offer();
    }

    _why() {
      if (!this.layers.length) return "No layer is on. Turn one on at the left.";
      if (this.text.value || this.inView.checked) return "Nothing passes this filter. Clear the text or the box “in view”.";
      return "Nothing holds on this date, or the filters leave nothing. Move the date or reset the filters.";
    }

    _heading({ id, title }) {
      const { column, down } = this.sort;
      const sorted = column === id ? (down ? "descending" : "ascending") : "none";
      const button = el("button", { type: "button", class: "plain" }, title, column === id ? (down ? " ▾" : " ▴") : "");
      button.addEventListener("click", () => {
        this.sort = { column: id, down: column === id && !down };
        this.render();
        this.head.querySelector(`[data-column="${id}"] button`).focus();
      });
      return el("th", { scope: "col", "aria-sort": sorted, "data-column": id }, button);
    }

    _row({ item, layer, cells }, shown) {
      const { cards } = this.map;
      const selected = item.id === this.state.sel || (cards.picked && cards.holds(item.id));
      const row = el("tr", { "data-feature": item.id, "aria-selected": String(Boolean(selected)) });
      const pick = el("input", { type: "checkbox", "aria-label": `Pick ${cells.name}` });
      pick.checked = cards.picked && cards.holds(item.id);
      pick.addEventListener("change", () => this._pick(item, pick.checked));
      row.append(el("td", {}, pick));
      shown.forEach(({ id }, i) => {
        if (i) row.append(el("td", { dir: "auto" }, String(cells[id])));
        else {
          const open = el("button", { type: "button", class: "plain" }, el("bdi", {}, String(cells[id]) || item.id));
          open.addEventListener("click", () => this._open(item, layer));
          row.append(el("td", {}, open));
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
      const f = Libya.filtersText(filters);
      const shown = { at, ...(f ? { f } : {}) };
      const bounds = this.map.map.getBounds();
      const box = [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()].map((one) => one.toFixed(4)).join(",");
      const link = (title, format, extra) => {
        const query = new URLSearchParams({ layers: ids.join(","), format, ...(known ? { known } : {}), ...extra });
        return el("a", { href: `/api/export?${query}`, download: "" }, title);
      };
      const line = (title, extra) => [`${title}: `, link("GeoPackage", "gpkg", extra), " ", link("GeoJSON", "geojson", extra), " ", link("CSV", "csv", extra)];
      this.downloads.replaceChildren();
      if (!ids.length) return;
      this.downloads.append(
        el("span", {}, ...line("Download this date", shown)),
        el("span", {}, ...line("only what is in view", { ...shown, bbox: box })),
        el("span", {}, ...line("all dates, without filters", {}))
      );
    }
  }

  Libya.tabs = Libya.tabs || [];
  Libya.tabs.push({ id: "table", title: "Table", create: (map) => new Table(map) });
})();
