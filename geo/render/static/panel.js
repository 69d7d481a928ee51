/* The panel beside the map: dates, language and the layer list. A change goes to the map at once (same origin, no
   server), then to Streamlit, which writes the URL. It knows the catalogue only through /api/layers. */
const MOMENTS = [
  ["Today", ""],
  ["GNU takes office, 16 Mar 2021", "2021-03-16"],
  ["Ceasefire, 23 Oct 2020", "2020-10-23"],
  ["Tripoli war ends, 5 Jun 2020", "2020-06-05"],
  ["Attack on Tripoli, 4 Apr 2019", "2019-04-04"],
];
const LANGUAGES = [["en", "English"], ["ar", "العربية"], ["en+ar", "Both"]];
const VIEW_DELAY = 400; // ms of stillness before a pan is written to the URL

function element(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

function mapWindow() {
  for (const frame of document.querySelectorAll("iframe")) {
    if (frame.contentWindow && frame.contentWindow.Libya && frame.contentWindow.map) return frame.contentWindow;
  }
  return null;
}

class Panel {
  constructor(root, state, today, send) {
    Object.assign(this, { root, state, today, send, rows: new Map() });
    window.libyaPanel = this;
    this.build();
  }

  async build() {
    this.catalogue = await fetch("/api/layers").then((answer) => answer.json());
    this.root.replaceChildren(this.dates(), this.languages(), this.tree());
    this.reflect();
  }

  /** One change of the state: to the map now, to the server after. */
  change(part) {
    this.state = { ...this.state, ...part, rev: this.state.rev + 1 };
    const frame = mapWindow();
    if (frame) frame.Libya.apply(frame.map, this.state);
    this.reflect();
    clearTimeout(this.later);
    this.send(this.state);
  }

  /** The map moved or a card opened: remember it without sending the map its own news. */
  onMap(part) {
    this.state = { ...this.state, ...part, rev: this.state.rev + 1 };
    clearTimeout(this.later);
    this.later = setTimeout(() => this.send(this.state), VIEW_DELAY);
  }

  onCounts(counts, failed) {
    for (const [id, row] of this.rows) {
      const now = counts[id];
      row.count.textContent = now ? `${now.shown} / ${now.total}` : String(row.total);
      row.unplaced.textContent = now && now.unplaced ? `${now.unplaced} without a position: read` : "";
      row.problem.textContent = failed[id] ? `Could not be read: ${failed[id]}` : "";
    }
  }

  /** The server's state wins only when it is newer (a link, the back button). */
  adopt(state) {
    if (state.rev <= this.state.rev) return;
    this.state = state;
    this.reflect();
  }

  dates() {
    const at = element("input", { type: "date", id: "at", min: "2011-01-01", max: "2100-12-31" });
    at.addEventListener("change", () => this.change({ at: at.value || this.today }));
    const known = element("input", { type: "date", id: "known", min: "2011-01-01", max: "2100-12-31" });
    known.addEventListener("change", () => this.change({ known: known.value }));
    const moments = element("select", { id: "moment", "aria-label": "Jump to a date" });
    for (const [title, day] of [["Jump to …", "none"], ...MOMENTS]) moments.append(element("option", { value: day }, title));
    moments.addEventListener("change", () => {
      if (moments.value !== "none") this.change({ at: moments.value || this.today });
      moments.value = "none";
    });
    this.inputs = { at, known };
    return element(
      "fieldset",
      { class: "dates" },
      element("legend", {}, "Date"),
      element("label", { for: "at" }, "True on"),
      at,
      element("label", { for: "known", title: "Shows the map as this data set knew it on that day" }, "Known on"),
      known,
      moments
    );
  }

  languages() {
    const box = element("fieldset", { class: "languages" }, element("legend", {}, "Names"));
    this.inputs.lang = LANGUAGES.map(([value, title]) => {
      const input = element("input", { type: "radio", name: "lang", value, id: `lang-${value}` });
      input.addEventListener("change", () => this.change({ lang: value }));
      box.append(element("span", { class: "choice" }, input, element("label", { for: `lang-${value}` }, title)));
      return input;
    });
    return box;
  }

  tree() {
    const box = element("div", { class: "tree" });
    for (const group of this.catalogue.groups) {
      const layers = this.catalogue.layers.filter((layer) => layer.group === group);
      const list = element("ul", {}, ...layers.map((layer) => this.row(layer)));
      const all = element("button", { type: "button", class: "all", "aria-label": `${group}: turn all on or off` }, "all");
      const ids = layers.filter((layer) => !layer.fault).map((layer) => layer.id);
      all.addEventListener("click", () => {
        const on = ids.every((id) => this.state.layers.includes(id));
        const rest = this.state.layers.filter((id) => !ids.includes(id));
        this.change({ layers: on ? rest : [...rest, ...ids] });
      });
      box.append(element("section", {}, element("h3", {}, group, all), list));
    }
    if (this.catalogue.tiles) box.append(this.tiles());
    return box;
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
    const opacity = element("input", { type: "range", min: "0.1", max: "1", step: "0.1", "aria-label": `Opacity of ${layer.title}` });
    opacity.addEventListener("input", () =>
      this.change({ opacity: { ...this.state.opacity, [layer.id]: Number(opacity.value) } })
    );
    const problem = element("p", { class: "problem", role: "status" }, layer.fault ? `Out: ${layer.fault}` : "");
    const unplaced = element("button", { type: "button", class: "unplaced" });
    unplaced.addEventListener("click", () => mapWindow().Libya.current.showUnplaced(layer.id));
    this.rows.set(layer.id, { check, count, opacity, problem, unplaced, total: layer.total });
    return element("li", { class: layer.fault ? "out" : "" }, check, swatch, name, count, opacity, unplaced, problem);
  }

  tiles() {
    const check = element("input", { type: "checkbox", id: "tiles" });
    check.addEventListener("change", () => this.change({ tiles: check.checked }));
    this.inputs.tiles = check;
    const text = "OpenStreetMap background: calls tile.openstreetmap.org, which then sees where you look";
    return element("section", { class: "tiles" }, check, element("label", { for: "tiles" }, text));
  }

  toggle(id, on) {
    const rest = this.state.layers.filter((one) => one !== id);
    this.change({ layers: on ? [...rest, id] : rest });
  }

  reflect() {
    if (!this.inputs) return;
    const { at, known, lang, tiles } = this.inputs;
    at.value = this.state.at;
    known.value = this.state.known;
    for (const input of lang) input.checked = input.value === this.state.lang;
    if (tiles) tiles.checked = Boolean(this.state.tiles);
    for (const [id, { check, opacity }] of this.rows) {
      check.checked = this.state.layers.includes(id);
      opacity.hidden = !check.checked;
      opacity.value = this.state.opacity[id] === undefined ? 1 : this.state.opacity[id];
    }
  }
}

/** Mounted by Streamlit on every run: builds the panel once, afterwards only hears of newer states. */
export default function ({ parentElement, data, setStateValue }) {
  const root = parentElement.querySelector(".libya-panel");
  const send = (state) => setStateValue("state", state);
  if (root.panel) {
    root.panel.send = send;
    root.panel.adopt(data.state);
  } else root.panel = new Panel(root, data.state, data.today, send);
}
