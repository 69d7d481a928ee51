/* The legend on the map: each class of what is drawn once, a switch with a count; it can be folded, moved and made
   smaller. What would not fit into the window is folded, the last layer first. In a brief nothing can be pressed. */
import { sign, swatch } from "../painting/swatches.js";
import { button, element } from "../../shared/dom.js";
import { named } from "../../shared/names.js";
import { number, parts, t } from "../../shared/words.js";
import { withShown } from "../../state/filters.js";
import { L } from "../../shared/leaflet.js";
import { explainedOnce } from "./legend.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("./legend.js").ClassEntry} ClassEntry */
/** @typedef {import("./legend.js").Sides} Sides */
/** @typedef {import("../../state/view.js").View} View */
/** @typedef {{ id: string, head: HTMLButtonElement, lists: HTMLElement[] }} Group What can be folded. */

const COLUMNS = [1, 2, 3]; // of the legend of a brief
const COLUMN = 6; // holders that stand in one column
const STEP = 16; // px that an arrow key moves it
export const MOST_SWATCHES = 3; // of one entry

export class LegendBox {
  /** Where it was moved to, in pixels from its place. */
  #moved = { x: 0, y: 0 };
  /**
   * Layers that somebody opened or folded, which stay so.
   * @type {Map<string, boolean>}
   */
  #chosen = new Map();
  /** @type {Group[]} */
  #groups = [];
  /** Whether somebody wants it small or not; null = where it would not fit otherwise. */
  #small = /** @type {boolean | null} */ (null);

  /**
   * @param {import("../painting/painter.js").Painter} painter
   * @param {(part: Partial<View>) => void} change
   */
  constructor(painter, change) {
    this.painter = painter;
    this.change = change;
    this.body = element("div", { class: "legend-body" });
    this.grip = button("⠿", () => {}, {
      class: "legend-grip",
      "aria-label": t("Move the legend: drag it, or use the arrow keys"),
      title: t("Move: drag, or arrow keys"),
    });
    this.smaller = button("A", () => this.#toggleSmall(), {
      class: "legend-smaller",
      "aria-label": t("Smaller legend"),
      "aria-pressed": "false",
      title: t("Smaller"),
    });
    this.element = element(
      "details",
      { class: "legend", open: "" },
      element("summary", {}, t("Legend")),
      element("div", { class: "legend-tools" }, this.smaller, this.grip),
      this.body,
    );
    L.DomEvent.disableClickPropagation(this.element);
    L.DomEvent.disableScrollPropagation(this.element);
    this.grip.addEventListener("pointerdown", (event) => this.#drag(event));
    this.grip.addEventListener("keydown", (event) => this.#step(event));
    this.element.addEventListener("toggle", () => this.fit());
  }

  /**
   * @param {EvidenceLayer[]} layers In the order of the legend.
   * @param {View} state
   * @param {Sides} sides
   * @param {import("../features/items.js").LayerSpec[]} out What was asked for and cannot be drawn.
   */
  update(layers, state, sides, out) {
    const { lang } = state;
    const pressed = /** @type {HTMLElement | null} */ (document.activeElement)?.dataset.key;
    this.#groups = [];
    const sections = explainedOnce(layers, sides, state).flatMap(
      ({ layer, title, holders, entries, own }) => {
        if (!entries.length && !holders.length) return [];
        const lists = [
          ...(holders.length ? [this.#holders(holders, state)] : []),
          element("ul", {}, ...entries.map((entry) => this.#entry(entry, state, title))),
        ];
        // What is held needs a row for each way of holding; elsewhere a symbol says enough.
        const held = { class: holders.length ? "holding" : null };
        const head = this.#heading("h3", { id: layer.id, title, count: own, lists }, state);
        return [element("section", held, head, ...lists)];
      },
    );
    this.body.dir = lang === "ar" ? "rtl" : "ltr";
    this.element.classList.toggle("both", lang === "en+ar");
    this.body.replaceChildren(
      ...(sections.length ? sections : [element("p", {}, this.#nothing(state))]),
      ...this.#notes(layers, out, state),
    );
    if (state.view === "brief") this.#widen();
    else this.fit();
    if (pressed) {
      const again = this.body.querySelector(`[data-key="${CSS.escape(pressed)}"]`);
      /** @type {HTMLElement | null} */ (again)?.focus({ preventScroll: true });
    }
  }

  /** @param {View} state */
  #nothing({ layers, filters }) {
    if (layers.length && Object.keys(filters).length) return t("Nothing passes the filters here.");
    return t("Nothing is drawn here. Turn on a layer or move the date.");
  }

  /**
   * Folds what does not fit, the last layer first; what somebody opened or folded stays as it is. What is still too
   * much is set smaller.
   */
  fit() {
    this.#setSmall(this.#small ?? false);
    this.#fold();
    if (this.#small !== null || this.#over <= 0) return;
    this.#setSmall(true);
    this.#fold();
  }

  /** Pixels of it that have no room. */
  get #over() {
    return this.element.scrollHeight - this.element.clientHeight;
  }

  #fold() {
    for (const group of this.#groups) show(group, this.#chosen.get(group.id) ?? true);
    let over = this.#over;
    const free = over > 0 ? this.#groups.slice(1).filter(({ id }) => !this.#chosen.has(id)) : [];
    const heights = free.map(folding);
    for (let i = free.length - 1; i >= 0 && over > 0; i--) {
      show(free[i], false);
      over -= heights[i];
    }
  }

  /**
   * The title of a group, which folds what belongs to it.
   * @param {"h3" | "h4"} level
   * @param {{ id: string, title: string, count: number, lists: HTMLElement[] }} group
   * @param {View} view
   */
  #heading(level, { id, title, count, lists }, { view }) {
    if (view === "brief") return element(level, { dir: "auto" }, title);
    const head = button(title, () => {
      this.#chosen.set(id, head.getAttribute("aria-expanded") !== "true");
      this.fit();
    }, { "data-key": `${id}.`, "data-count": number(count) });
    this.#groups.push({ id, head, lists });
    return element(level, { dir: "auto" }, head);
  }

  /**
   * @param {import("./legend.js").Holder[]} holders
   * @param {View} state
   */
  #holders(holders, state) {
    const items = holders.map(({ title, look, count, key, on }) => {
      const sample = element("span", { class: "swatches" }, swatch(this.painter, look, "current"));
      const inside = [sample, element("span", { dir: "auto" }, title)];
      return this.#switch({ title, count, on, name: "side", keys: [key] }, state, inside);
    });
    const many = holders.length > COLUMN ? " many" : "";
    return element("ul", { class: `legend-holders${many}` }, ...items);
  }

  /**
   * @param {ClassEntry} entry
   * @param {View} state
   * @param {string} heading above it, which is not said again
   */
  #entry({ title, swatches, count, keys, on }, state, heading) {
    const inside = [
      element(
        "span",
        { class: "swatches" },
        ...swatches.slice(0, MOST_SWATCHES).map(({ look, state }) => swatch(this.painter, look, state)),
      ),
      element("span", { dir: "auto", class: title === heading ? "unseen" : null }, title),
    ];
    return this.#switch({ title, count, on, name: "hide", keys }, state, inside);
  }

  /**
   * A line of the legend, which shows or hides what it stands for.
   * @param {{ title: string, count: number, on: boolean, name: "hide" | "side", keys: string[] }} line
   * @param {View} state
   * @param {HTMLElement[]} inside
   */
  #switch({ title, count, on, name, keys }, { view, filters }, inside) {
    const counted = { "data-count": on ? number(count) : t("off") };
    if (view === "brief" || !keys.length) return element("li", counted, ...inside);
    const flip = button(null, () => {
      const changed = keys.reduce((now, key) => withShown(now, name, key, !on), filters);
      this.change({ filters: changed });
    }, {
      role: "switch",
      "data-key": keys.join(),
      "aria-checked": String(on),
      title: on ? t("Hide") : t("Show"),
      "aria-label": on ? t("{title}, {n} drawn", { title, n: count }) : title,
    });
    flip.append(...inside);
    return element("li", { ...counted, class: on ? null : "off" }, flip);
  }

  /**
   * What signs beside the classes mean, each where it is drawn.
   * @param {EvidenceLayer[]} layers
   * @param {import("../features/items.js").LayerSpec[]} out
   * @param {View} state
   * @returns {HTMLElement[]}
   */
  #notes(layers, out, state) {
    const note = (/** @type {import("../../shared/dom.js").Child[]} */ ...text) =>
      element("p", { class: "legend-note", dir: "auto" }, ...text);
    const signs = layers.map((layer) => layer.signs());
    const any = (/** @type {keyof typeof signs[0]} */ sign) => signs.some((one) => one[sign]);
    const unplaced = layers.reduce((sum, layer) => sum + layer.counts().unplaced, 0);
    const sample = (/** @type {import("../painting/swatches.js").Sign} */ which) => sign(this.painter, which);
    const about = [
      ...out.map((spec) =>
        note(
          ...parts("Not drawn, its data are out: {layer}", {
            layer: element("bdi", {}, named(spec, state.lang, "title")),
          }),
        )
      ),
      ...(layers.some((layer) => layer.counts().stale)
        ? [note(sample("pale"), t("Pale: not confirmed lately."))]
        : []),
    ];
    if (any("bands")) {
      about.push(note(sample("bands"), t("Level bands, dots in slices: held by one after another.")));
    }
    const others = [
      ...(any("moved") ? [note(sample("leader"), t("Moved aside: the line ends where it is."))] : []),
      ...(any("crowd")
        ? [
          note(
            sample("badge"),
            t("So many here."),
            element("span", { class: "by-hand" }, t("A click lists them.")),
          ),
        ]
        : []),
      ...(any("ring") ? [note(sample("ring"), t("Somewhere within the ring."))] : []),
      ...(any("later")
        ? [note(element("span", { class: "by-hand" }, t("More appears as you zoom in.")))]
        : []),
      ...(unplaced
        ? [
          note(
            t("{n} without a known position: not drawn.", { n: unplaced }),
          ),
        ]
        : []),
    ];
    if (!others.length) return about;
    const list = element("div", { class: "legend-signs" }, ...others);
    const group = { id: "", title: t("Signs"), count: others.length, lists: [list] };
    return [...about, element("section", {}, this.#heading("h4", group, state), list)];
  }

  /** In a brief nobody can scroll: it takes as many columns as it needs. */
  #widen() {
    this.#setSmall(this.#small ?? false);
    for (const columns of COLUMNS) {
      this.element.dataset.columns = String(columns);
      if (this.element.scrollHeight <= this.element.clientHeight) return;
    }
  }

  #toggleSmall() {
    this.#small = !this.element.classList.contains("small");
    this.fit();
  }

  /** @param {boolean} small */
  #setSmall(small) {
    this.element.classList.toggle("small", small);
    this.smaller.setAttribute("aria-pressed", String(small));
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    const { clientX, clientY } = event;
    const from = { ...this.#moved };
    const move = (/** @type {PointerEvent} */ now) =>
      this.#to(from.x + now.clientX - clientX, from.y + now.clientY - clientY);
    this.grip.setPointerCapture(event.pointerId);
    this.grip.addEventListener("pointermove", move);
    const end = () => this.grip.removeEventListener("pointermove", move);
    for (const over of ["pointerup", "pointercancel"]) {
      this.grip.addEventListener(over, end, { once: true });
    }
    event.preventDefault();
  }

  /** @param {KeyboardEvent} event */
  #step(event) {
    /** @type {Record<string, [number, number]>} */
    const steps = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
    const step = steps[event.key];
    if (!step) return;
    this.#to(this.#moved.x + step[0] * STEP, this.#moved.y + step[1] * STEP);
    event.preventDefault();
    event.stopPropagation();
  }

  /**
   * Moves it, but never out of the map.
   * @param {number} x
   * @param {number} y
   */
  #to(x, y) {
    const box = this.element.getBoundingClientRect();
    const [left, top] = [box.left - this.#moved.x, box.top - this.#moved.y];
    const within = (/** @type {number} */ value, /** @type {number} */ least, /** @type {number} */ most) =>
      Math.max(least, Math.min(value, Math.max(most, least)));
    this.#moved = {
      x: within(x, -left, globalThis.innerWidth - left - box.width),
      y: within(y, -top, globalThis.innerHeight - top - box.height),
    };
    this.element.style.translate = `${this.#moved.x}px ${this.#moved.y}px`;
  }
}

/**
 * @param {Group} group
 * @param {boolean} open
 */
function show({ head, lists }, open) {
  head.setAttribute("aria-expanded", String(open));
  for (const list of lists) list.hidden = !open;
}

/**
 * How many pixels an open group would be lower when it is folded.
 * @param {Group} group
 */
function folding({ head }) {
  return (head.closest("section")?.offsetHeight ?? 0) - head.offsetHeight;
}
