/* The tab "Timeline": when things were true and when things happened, on one axis. Its two handles are the two dates:
   the day shown, which a drag anywhere moves, and the day as known on. */
import { element } from "../shared/dom.js";
import { dateText, named } from "../shared/names.js";

const SVG = "http://www.w3.org/2000/svg";
const FIRST = Date.UTC(2011, 0, 1);
const DAY = 86400000;
const ROW = 20; // px
const LEFT = 8;
const RIGHT = 8;
const MOST_BARS = 30;

function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

class Timeline {
  constructor(map) {
    this.map = map;
    this.picture = svg("svg", { role: "group", "aria-label": "Events and validity over time" });
    this.note = element("p", { class: "table-count", role: "status" });
    this.list = element("ol", { class: "event-list" });
    this.element = element(
      "div",
      { class: "timeline-tab" },
      this.note,
      this.picture,
      element("h3", {}, "Events round this date"),
      this.list,
    );
    this.picture.addEventListener("pointerdown", (event) => this._grab(event));
    this.picture.addEventListener("pointermove", (event) => event.buttons && this.held && this._drag(event));
    this.picture.addEventListener("keydown", (event) => this._key(event));
    new ResizeObserver(() => this._paint()).observe(this.element);
  }

  async update(layers, state) {
    this.layers = layers;
    this.state = state;
    const events = await this.map.layer("events").catch(() => null);
    this.events = events
      ? [...events.items].sort((a, b) => a.properties.date.localeCompare(b.properties.date))
      : [];
    this._paint();
  }

  get last() {
    return Math.max(Date.now(), Date.parse(this.state.at)) + 120 * DAY;
  }

  _x(iso, width) {
    const day = iso.length === 10 ? iso : `${iso}${iso.length === 4 ? "-01" : ""}-01`;
    return LEFT + ((Math.max(Date.parse(day), FIRST) - FIRST) / (this.last - FIRST)) * (width - LEFT - RIGHT);
  }

  /** The handle under the pointer; anywhere else it is that of the day shown. */
  _grab(event) {
    this.held = event.target.closest("[data-date=known]") ? "known" : "at";
    this.picture.setPointerCapture(event.pointerId);
    this._drag(event);
  }

  _key(event) {
    const handle = event.target.closest("[data-date]");
    const days =
      { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 30, PageDown: -30 }[event.key];
    if (!handle || !days) return;
    event.preventDefault();
    const name = handle.dataset.date;
    this._set(name, Date.parse(this.state[name] || this.today) + days * DAY);
  }

  get today() {
    return new Date().toISOString().slice(0, 10);
  }

  /** Sets one of the dates; what is known on today or later is what is known now. */
  _set(name, time) {
    const day = new Date(Math.min(Math.max(time, FIRST), this.last)).toISOString().slice(0, 10);
    const value = name === "known" && day >= this.today ? "" : day;
    if (value === this.state[name]) return;
    this.state = { ...this.state, [name]: value };
    this._paint();
    this.map.change({ [name]: value });
  }

  _drag(event) {
    const box = this.picture.getBoundingClientRect();
    const share = Math.min(1, Math.max(0, (event.clientX - box.left - LEFT) / (box.width - LEFT - RIGHT)));
    this._set(this.held, FIRST + share * (this.last - FIRST));
  }

  /** A date as a line with a grip, which arrow keys move too. */
  _handle(name, label, kind, width, height) {
    const day = this.state[name] || this.today;
    const x = this._x(day, width);
    const said = { "aria-label": label, "aria-valuetext": this.state[name] ? dateText(day) : "as known now" };
    const range = {
      "aria-valuemin": FIRST / DAY,
      "aria-valuemax": Math.floor(this.last / DAY),
      "aria-valuenow": Date.parse(day) / DAY,
    };
    const y = name === "at" ? 18 : 28;
    const grip = svg("path", { d: `M${x - 6} ${y - 8}h12v6l-6 6l-6 -6z`, class: "grip" });
    const line = svg("line", { x1: x, x2: x, y1: y - 2, y2: height });
    return svg(
      "g",
      { role: "slider", tabindex: 0, "data-date": name, class: kind, ...said, ...range },
      line,
      grip,
      svg("title", {}, label),
    );
  }

  /** The features whose bars are shown: the cards laid out, or else what is drawn of the selected layers. */
  _bars() {
    const laid = this.map.cards.hits.map(({ id }) => id);
    const items = this.layers.flatMap((layer) => layer.items.map((item) => ({ item, layer })));
    const chosen = items.filter(({ item }) => laid.includes(item.id));
    return (chosen.length
      ? chosen
      : items.filter(({ item, layer }) =>
        layer.id !== "events" && layer.visible.includes(item) && item.properties.valid_from
      )).slice(0, MOST_BARS);
  }

  _paint() {
    if (!this.events || !this.element.isConnected) return;
    const width = Math.max(280, this.element.clientWidth - 24);
    const bars = this._bars();
    const height = 64 + bars.length * ROW;
    this.picture.setAttribute("width", width);
    this.picture.setAttribute("height", height);
    const parts = [];
    for (let year = 2011; Date.UTC(year, 0, 1) < this.last; year += 1) {
      const x = this._x(`${year}-01-01`, width);
      parts.push(svg("line", { x1: x, x2: x, y1: 18, y2: height, class: "axis" }));
      if (year % 3 === 2) parts.push(svg("text", { x, y: 12, class: "axis-text" }, String(year)));
    }
    for (const { properties: p } of this.events) {
      const dot = svg("circle", { cx: this._x(p.date, width), cy: 36, r: 4, class: "event-dot" });
      dot.append(svg("title", {}, `${p.date} ${named(p, this.state.lang)}`));
      parts.push(dot);
    }
    bars.forEach(({ item, layer }, i) => parts.push(...this._bar(item, layer, i, width)));
    parts.push(
      this._handle("known", "Known on", "known", width, height),
      this._handle("at", "As of", "now", width, height),
    );
    const focused = this.picture.contains(document.activeElement) && document.activeElement.dataset.date;
    this.picture.replaceChildren(...parts);
    if (focused) this.picture.querySelector(`[data-date=${focused}]`).focus({ preventScroll: true });
    this.note.textContent = `${this.events.length} events; bars show since when, and until when, ${
      bars.length ? "what is selected or drawn" : "features"
    } held. Drag the red handle or click to set the date, the blue one for what was known on a day.`;
    this._near();
  }

  _bar(item, layer, index, width) {
    const { properties: p, look } = item;
    const x0 = this._x(p.from_day || "2011-01-01", width);
    const x1 = p.to_day ? this._x(p.to_day, width) : width - RIGHT;
    const fresh = Math.max(x0, Math.min(x1, this._x(p.stale_day, width)));
    const y = 54 + index * ROW;
    const bar = (from, to, name) =>
      svg("rect", {
        x: from,
        y,
        width: Math.max(1, to - from),
        height: 6,
        fill: look.fill || look.edge,
        stroke: look.edge,
        class: name,
      });
    const label = svg(
      "text",
      { x: Math.min(x0, width * 0.6), y: y - 2, class: "bar-text" },
      named(p, this.state.lang),
    );
    return [bar(x0, fresh, "bar"), bar(fresh, x1, "bar stale"), label];
  }

  _near() {
    const at = this.state.at;
    const before = this.events.filter(({ properties: p }) => p.date <= at).slice(-4);
    const after = this.events.filter(({ properties: p }) => p.date > at).slice(0, 4);
    this.list.replaceChildren(
      ...[...before, ...after].map((item) => {
        const open = element(
          "button",
          { type: "button", class: "plain" },
          dateText(item.properties.date),
          " ",
          element("bdi", {}, named(item.properties, this.state.lang)),
        );
        open.addEventListener("click", () => this._open(item));
        return element("li", { class: item.properties.date > at ? "past" : "" }, open);
      }),
    );
  }

  _open(item) {
    const { layers } = this.state;
    this.map.cards.lay([item]);
    this.map.flyTo(item.shape);
    this.map.change({
      at: item.properties.from_day,
      layers: layers.includes("events") ? layers : [...layers, "events"],
      sel: item.id,
      tab: "inspect",
    });
  }
}

export const timeline = { id: "timeline", title: "Timeline", create: (map) => new Timeline(map) };
