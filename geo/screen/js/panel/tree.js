/* The layer list by group, and the filters over all layers. What can be filtered comes from the catalogue alone. */
import { button, element } from "../shared/dom.js";
import { mapWindow } from "./map_window.js";

const RELIABILITIES = [["", "any source"], ["A", "A only"], ["B", "A and B"], ["C", "A to C"]];
const CREDIBILITIES = [["", "any information"], ["1", "1 only"], ["2", "1 and 2"], ["3", "1 to 3"]];
const AGES = [["", "any age"], ["183", "confirmed within 6 months"], ["365", "within a year"], [
  "730",
  "within 2 years",
], ["1826", "within 5 years"]];

export class Tree {
  constructor(panel) {
    this.panel = panel;
    this.rows = new Map();
    this.element = element(
      "div",
      { class: "tree" },
      this.bar(),
      this.filters(),
      ...panel.catalogue.groups.map((group) => this.group(group)),
    );
    if (panel.catalogue.tiles) this.element.append(this.tiles());
  }

  bar() {
    const usual = this.panel.catalogue.layers.filter((layer) => layer.visible && !layer.fault).map(({ id }) =>
      id
    );
    const all = this.panel.catalogue.layers.filter((layer) => !layer.fault).map(({ id }) => id);
    return element(
      "div",
      { class: "tree-bar" },
      element("h2", {}, "Layers"),
      button("all", () => this.panel.change({ layers: all })),
      button("none", () => this.panel.change({ layers: [] })),
      button("reset", () => this.panel.change({ layers: usual, filters: {}, opacity: {} }), {
        title: "Layers, filters and opacity as at first",
      }),
    );
  }

  select(name, title, options) {
    const select = element("select", { id: `filter-${name}`, "aria-label": title });
    for (const [value, text] of options) select.append(element("option", { value }, text));
    select.addEventListener("change", () => this.filter(name, select.value ? [select.value] : []));
    this.selects.set(name, select);
    return select;
  }

  filters() {
    this.selects = new Map();
    const { actors, layers } = this.panel.catalogue;
    const names = Object.entries(actors).map(([id, { name_en: name }]) => [id, name]).sort((a, b) =>
      a[1].localeCompare(b[1])
    );
    const commodities = [...new Set(layers.flatMap(({ commodities: found }) => found || []))].map((
      one,
    ) => [one, one]);
    this.note = element("summary", {}, "Filters");
    return element(
      "details",
      { class: "filters" },
      this.note,
      this.select("actor", "Actor", [["", "any actor"], ...names]),
      this.select("com", "Commodity", [["", "any commodity"], ...commodities]),
      this.select("rel", "Reliability of the source", RELIABILITIES),
      this.select("cred", "Credibility of the information", CREDIBILITIES),
      this.select("age", "Age", AGES),
      this.select("stale", "Stale features", [["", "stale ones pale"], ["hide", "stale ones left out"]]),
      button("Clear filters", () => this.panel.change({ filters: {} })),
    );
  }

  filter(name, values) {
    const filters = { ...this.panel.state.filters, [name]: values };
    if (!values.length) delete filters[name];
    this.panel.change({ filters });
  }

  group(title) {
    const layers = this.panel.catalogue.layers.filter((layer) => layer.group === title);
    const ids = layers.filter((layer) => !layer.fault).map((layer) => layer.id);
    const all = button("all", () => this.allOf(ids), {
      class: "all",
      "aria-label": `${title}: turn all on or off`,
    });
    return element(
      "section",
      {},
      element("h3", {}, title, all),
      element("ul", {}, ...layers.map((layer) => this.row(layer))),
    );
  }

  allOf(ids) {
    const { layers } = this.panel.state;
    const on = ids.every((id) => layers.includes(id));
    const rest = layers.filter((id) => !ids.includes(id));
    this.panel.change({ layers: on ? rest : [...rest, ...ids] });
  }

  row(layer) {
    const id = `layer-${layer.id}`;
    const check = element("input", { type: "checkbox", id, "data-layer": layer.id });
    check.disabled = Boolean(layer.fault);
    check.addEventListener("change", () => this.toggle(layer.id, check.checked));
    const swatch = element("span", { class: "swatch", "aria-hidden": "true" });
    swatch.style.background = layer.style.colour;
    swatch.style.borderColor = layer.style.edge;
    const name = element("label", { for: id, dir: "auto" }, layer.title);
    if (layer.note) name.title = layer.note;
    const count = element("span", { class: "count", title: "drawn now / in the data" }, String(layer.total));
    const unplaced = button("", () => mapWindow().Libya.current.showUnplaced(layer.id), {
      class: "unplaced",
    });
    const problem = element(
      "p",
      { class: "problem", role: "status" },
      layer.fault ? `Out: ${layer.fault}` : "",
    );
    const more = this.more(layer);
    this.rows.set(layer.id, { layer, name, check, count, problem, unplaced, total: layer.total, ...more });
    return element(
      "li",
      { class: layer.fault ? "out" : "" },
      check,
      swatch,
      name,
      count,
      more.box,
      unplaced,
      problem,
    );
  }

  /** What a layer that is on offers: only this one, opacity, its classes. */
  more(layer) {
    const opacity = element("input", {
      type: "range",
      min: "0.1",
      max: "1",
      step: "0.1",
      "aria-label": `Opacity of ${layer.title}`,
    });
    opacity.addEventListener(
      "input",
      () =>
        this.panel.change({ opacity: { ...this.panel.state.opacity, [layer.id]: Number(opacity.value) } }),
    );
    const classes = Object.values(layer.classes).map((one) => {
      const check = element("input", { type: "checkbox", "data-class": `${layer.id}.${one.name}` });
      check.addEventListener("change", () => this.classOf(layer.id, one.name, check.checked));
      return element("label", {}, check, ` ${one.title}`);
    });
    const only = button("only this layer", () => this.panel.change({ layers: [layer.id] }), {
      class: "only",
    });
    const box = element(
      "details",
      { class: "more" },
      element("summary", { "aria-label": `More about ${layer.title}` }, "more"),
      only,
      opacity,
      element("div", { class: "classes" }, ...classes),
    );
    return { box, opacity };
  }

  classOf(layer, name, on) {
    const key = `${layer}.${name}`;
    const hidden = (this.panel.state.filters.hide || []).filter((one) => one !== key);
    this.filter("hide", on ? hidden : [...hidden, key]);
  }

  tiles() {
    this.background = element("input", { type: "checkbox", id: "tiles" });
    this.background.addEventListener("change", () => this.panel.change({ tiles: this.background.checked }));
    const text = "OpenStreetMap background: calls tile.openstreetmap.org, which then sees where you look";
    return element("section", { class: "tiles" }, this.background, element("label", { for: "tiles" }, text));
  }

  toggle(id, on) {
    const rest = this.panel.state.layers.filter((one) => one !== id);
    this.panel.change({ layers: on ? [...rest, id] : rest });
  }

  count(counts, failed) {
    for (const [id, row] of this.rows) {
      const now = counts[id];
      row.count.textContent = now ? `${now.shown} / ${now.total}` : String(row.total);
      row.unplaced.textContent = now && now.unplaced ? `${now.unplaced} without a position: read` : "";
      if (failed[id]) row.problem.textContent = `Could not be read: ${failed[id]}`;
    }
  }

  reflect({ layers, opacity, filters, tiles, names }) {
    if (this.background) this.background.checked = Boolean(tiles);
    const hidden = filters.hide || [];
    const policy = this.panel.catalogue.naming[names] || {};
    for (const [id, row] of this.rows) {
      [row.name.textContent] = policy[`layer:${id}`] || [row.layer.title];
      row.check.checked = layers.includes(id);
      row.box.hidden = !row.check.checked;
      row.opacity.value = opacity[id] === undefined ? 1 : opacity[id];
      for (const check of row.box.querySelectorAll("[data-class]")) {
        check.checked = !hidden.includes(check.dataset.class);
      }
    }
    for (const [name, select] of this.selects) select.value = (filters[name] || [""])[0];
    const count = Object.keys(filters).length;
    this.note.textContent = count ? `Filters (${count} set)` : "Filters";
    this.note.classList.toggle("set", count > 0);
  }
}
