/** The tab "Timeline": when things were true and when things happened, on one axis. Its two handles are the two dates:
 * the day shown, which a drag anywhere moves, and the day by which something was published. */
import { dayNumber, dayOf, FIRST_DAY, today } from "../../shared/calendar.js";
import { DayField } from "../../shared/day_field.js";
import { button, element, svg } from "../../shared/dom.js";
import { dateText, named } from "../../shared/names.js";
import { language, mark, t, tn } from "../../shared/words.js";
import { holdsOn, isSpan } from "../../rules/dating.js";
import { filter } from "../../rules/filtering.js";
import { holders } from "../../map/features/pointing.js";
import { LargeLayer } from "../../map/layers/large_layer.js";
import { Axis } from "./axis.js";
import { around, density, lanesOf, quarters } from "./bars.js";
import { axisOf, bar, dense, dot } from "./drawing.js";

/** @import { EvidenceLayer } from "../../map/layers/evidence_layer.js" */
/** @import { Item } from "../../map/features/items.js" */
/** @import { LibyaMap } from "../../map/map.js" */
/** @import { View } from "../../state/view.js" */
/** @typedef {"at" | "known"} Clock */

const ROW = 20; // px of one bar
const TOP = 54; // px above the first bar
const PADDING = 24; // px of the tab that the picture leaves free
const NARROWEST = 280; // px
const BRUSH = 6; // px from which a drag is a span
/** @type {Record<string, number>} */
const STEPS = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 30, PageDown: -30 };
const SIDEWAYS = ["ArrowRight", "ArrowLeft"];

class Timeline {
  /** @type {EvidenceLayer[]} */
  #layers = [];
  /**
   * Those of the layer of events, in the order of their days.
   * @type {Item[] | null}
   */
  #events = null;
  /**
   * How many features of a large layer begin in each quarter, by its id.
   * @type {Map<string, Map<string, number>>}
   */
  #begun = new Map();
  /**
   * The handle that is dragged.
   * @type {Clock | null}
   */
  #held = null;
  /**
   * Where a span begins that is drawn over, in pixels of the window.
   * @type {number | null}
   */
  #from = null;
  /**
   * The part of the time that is shown; null = all of it.
   * @type {import("./axis.js").Span | null}
   */
  #part = null;

  /** The first day of the span of the map, "" = none. */
  #followed = "";

  /** @param {LibyaMap} map */
  constructor(map) {
    this.map = map;
    this.picture = svg("svg", { role: "group", "aria-label": t("Events and validity over time") });
    this.note = element("p", { class: "table-count", role: "status" });
    this.list = element("ol", { class: "event-list" });
    this.from = new DayField("timeline-from", t("Any time from"), { min: FIRST_DAY, max: today() });
    this.from.calendar.addEventListener("change", () => map.store.change({ between: this.from.value }));
    this.ofPart = element(
      "span",
      { hidden: "" },
      button(t("Whole time"), () => this.#whole()),
      " ",
      button(t("What changed in this time"), () => this.#ask()),
    );
    const bar = this.#bar();
    this.element = element(
      "div",
      { class: "timeline-tab" },
      this.note,
      bar,
      this.picture,
      element("h3", {}, t("Events round this date")),
      this.list,
    );
    this.picture.addEventListener("pointerdown", (event) => this.#grab(event));
    this.picture.addEventListener("pointermove", (event) => event.buttons && this.#drag(event));
    this.picture.addEventListener("wheel", (event) => this.#wheel(event), { passive: false });
    this.picture.addEventListener("pointerup", (event) => this.#span(event));
    this.picture.addEventListener("keydown", (event) => this.#press(event));
    new ResizeObserver(() => this.#paint()).observe(this.element);
  }

  get view() {
    return this.map.store.view;
  }

  /** @param {EvidenceLayer[]} layers */
  async update(layers) {
    this.#layers = layers;
    this.#follow();
    const events = await this.map.layer("events").catch(() => null);
    const day = (/** @type {Item} */ { properties }) => String(properties.date);
    this.#events = [...(events?.items ?? [])].sort((a, b) => day(a).localeCompare(day(b)));
    const large = layers.filter((layer) => layer instanceof LargeLayer);
    const begun = await Promise.all(
      large.map((layer) =>
        layer.months().then(quarters, () => /** @type {Map<string, number>} */ (new Map()))
      ),
    );
    this.#begun = new Map(large.map(({ id }, i) => [id, begun[i]]));
    this.#paint();
  }

  /** The span of the map fills the picture, until it ends. */
  #follow() {
    const { at, between = "" } = this.view;
    if (between !== this.#followed) {
      this.#part = isSpan(this.view) ? this.#axis.part(dayNumber(between), dayNumber(at)) : null;
    }
    this.#followed = between;
    this.from.value = isSpan(this.view) ? between : "";
  }

  get #width() {
    return Math.max(NARROWEST, this.element.clientWidth - PADDING);
  }

  get #axis() {
    return new Axis(this.#width, this.view.at, this.#part, language().rtl);
  }

  /** @param {import("./axis.js").Span | null} part null = the whole time */
  #enlarge(part) {
    this.#part = part;
    this.#paint();
  }

  #whole() {
    this.map.store.change({ between: "" });
    this.#enlarge(null);
  }

  /** What stands above the picture: less and more of the time, all of it, the question what changed in it. */
  #bar() {
    const near = (/** @type {number} */ share) => () => {
      const axis = this.#axis;
      const at = dayNumber(this.view.at);
      const middle = at >= axis.first && at <= axis.last ? at : (axis.first + axis.last) / 2;
      this.#enlarge(axis.round(middle, share));
    };
    return element(
      "div",
      { class: "timeline-bar" },
      button("+", near(1 / 2), {
        "aria-label": t("Less time, larger"),
        title: t("Or Ctrl and the wheel; Shift and a drag take a span, which the map shows too"),
      }),
      button("−", near(2), { "aria-label": t("More time, smaller") }),
      element("label", { for: this.from.text.id }, t("Any time from")),
      this.from.element,
      this.ofPart,
    );
  }

  #ask() {
    const { first, last } = this.#axis;
    const parameters = { since: dayOf(first), until: dayOf(Math.min(last, dayNumber(today()))) };
    this.map.store.change({ ask: { question: "changes", parameters }, tab: "ask" });
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    if (!event.ctrlKey) return;
    event.preventDefault();
    const axis = this.#axis;
    const { left } = this.picture.getBoundingClientRect();
    this.#enlarge(axis.round(dayNumber(axis.day(event.clientX - left)), event.deltaY < 0 ? 0.8 : 1.25));
  }

  /**
   * Takes the handle under the pointer; anywhere else it is that of the day shown.
   * @param {PointerEvent} event
   */
  #grab(event) {
    this.picture.setPointerCapture(event.pointerId);
    if (event.shiftKey) {
      this.#from = event.clientX;
      return;
    }
    const handle = /** @type {Element} */ (event.target).closest("[data-date=known]");
    this.#held = handle ? "known" : "at";
    this.#drag(event);
  }

  /** @param {PointerEvent} event */
  #drag(event) {
    if (!this.#held) return;
    const { left } = this.picture.getBoundingClientRect();
    this.#set(this.#held, this.#axis.day(event.clientX - left));
  }

  /**
   * The span that was drawn over with Shift fills the picture, and the map shows all that was true in it.
   * @param {PointerEvent} event
   */
  #span(event) {
    const from = this.#from;
    this.#held = null;
    this.#from = null;
    if (from === null || Math.abs(event.clientX - from) < BRUSH) return;
    const { left } = this.picture.getBoundingClientRect();
    const axis = this.#axis;
    const ends = [from, event.clientX].map((x) => dayNumber(axis.day(x - left))).sort((a, b) => a - b);
    const last = Math.min(ends[1], dayNumber(today()));
    if (ends[0] < last) this.map.store.change({ between: dayOf(ends[0]), at: dayOf(last) });
    this.#enlarge(axis.part(ends[0], ends[1]));
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const clock = clockOf(/** @type {Element} */ (event.target).closest("[data-date]"));
    const turned = language().rtl && SIDEWAYS.includes(event.key);
    const days = turned ? -STEPS[event.key] : STEPS[event.key];
    if (!clock || !days) return;
    event.preventDefault();
    this.#set(clock, this.#axis.clamped(dayNumber(this.view[clock] || today()) + days));
  }

  /**
   * Sets one of the dates; published by today or later is published by now.
   * @param {Clock} clock
   * @param {string} day
   */
  #set(clock, day) {
    const value = clock === "known" && day >= today() ? "" : day;
    if (value === this.view[clock]) return;
    this.map.store.change({ [clock]: value });
    this.#paint();
  }

  /** What is true at any time of the part shown, and passes the filters of the map; null = what is drawn. */
  #between() {
    if (!this.#part) return null;
    const [first, last] = this.#part.map(dayOf);
    const { at, filters } = this.view;
    return (/** @type {string} */ layer) => {
      const passes = filter(layer, at, filters);
      return (/** @type {any} */ p) => holdsOn(p, last, first) && passes(p);
    };
  }

  /**
   * What a bar is called: of the place or district whose card is laid out who held it, else its name.
   * @param {Record<string, any>} p
   * @param {readonly string[]} laid ids of the cards
   */
  #nameOf(p, laid) {
    const { lang } = this.view;
    const isHeld = "derived" in p && p.actors && laid.includes(p.place || p.district);
    if (isHeld) return holders(p, this.map.catalogue.actors, lang);
    const name = named(p, lang);
    // Districts are called as their towns.
    return "derived" in p && p.district && !p.place ? t("{name} (district)", { name }) : name;
  }

  #paint() {
    if (!this.#events || !this.element.isConnected) return;
    const { lang } = this.view;
    const axis = this.#axis;
    const laid = this.map.cards.hits.map(({ id }) => id);
    let y = TOP;
    const rows = lanesOf(this.#layers, laid, this.#between()).flatMap(({ layer, items }) => {
      const title = svg("text", { x: axis.across(0), y, class: "lane" }, named(layer.spec, lang, "title"));
      y += ROW;
      return [
        title,
        // What lapses after the last day drawn has no bar.
        ...items.filter(({ properties }) => !(properties.from_day > dayOf(axis.last))).flatMap((item) => {
          y += ROW;
          return bar(axis, /** @type {Item} */ (item), y - ROW, this.#nameOf(item.properties, laid));
        }),
      ];
    });
    const counted = this.#layers.filter(({ id }) => this.#begun.has(id)).flatMap((layer) => {
      const title = svg("text", { x: axis.across(0), y, class: "lane" }, named(layer.spec, lang, "title"));
      y += 2 * ROW;
      const counts = /** @type {Map<string, number>} */ (this.#begun.get(layer.id));
      return [title, ...dense(axis, counts, y - ROW / 2)];
    });
    const height = y + 10;
    const seen = (/** @type {string} */ day) => !this.#part || axis.holds(day);
    const events = this.#events.filter(({ properties }) => seen(String(properties.date)));
    const clocks = /** @type {Clock[]} */ (["known", "at"]).filter((clock) =>
      seen(this.view[clock] || today())
    );
    this.ofPart.hidden = !this.#part;
    this.picture.setAttribute("width", String(this.#width));
    this.picture.setAttribute("height", String(height));
    const focused = clockOf(this.picture.contains(document.activeElement) ? document.activeElement : null);
    this.picture.replaceChildren(
      ...axisOf(axis, height),
      ...dense(axis, density(this.#events)),
      ...events.map(({ properties }) => dot(axis, properties, lang)),
      ...rows,
      ...counted,
      ...clocks.map((clock) => this.#handle(clock, axis, height)),
    );
    const handle = focused && this.picture.querySelector(`[data-date=${focused}]`);
    if (handle) /** @type {SVGElement} */ (handle).focus({ preventScroll: true });
    const [from, to] = [axis.first, axis.last].map((day) => dateText(dayOf(day)));
    this.note.textContent = `${tn("{n} event", "{n} events", events.length)}. ` +
      (this.#part
        ? t("{from} to {to}: bars of all that was true at any time between.", { from, to })
        : t("Bars show since when, and until when, what is selected or drawn held.")) +
      " " +
      t(
        "Drag the upper handle (red) or click to set the date, the lower one (blue) for what had been published by a day.",
      );
    this.#listEvents(this.#events);
  }

  /**
   * A date as a line with a grip, which arrow keys move too.
   * @param {Clock} clock
   * @param {Axis} axis
   * @param {number} height
   */
  #handle(clock, axis, height) {
    const label = clock === "at" ? t("As of") : t("Published by");
    const chosen = this.view[clock];
    const day = chosen || today();
    const x = axis.x(day);
    const y = clock === "at" ? 18 : 28;
    return svg(
      "g",
      {
        role: "slider",
        tabindex: 0,
        "data-date": clock,
        class: clock === "at" ? "now" : "known",
        "aria-label": label,
        "aria-valuetext": chosen ? dateText(day) : t("as published by now"),
        "aria-valuemin": axis.first,
        "aria-valuemax": Math.floor(axis.last),
        "aria-valuenow": dayNumber(day),
      },
      svg("line", { x1: x, x2: x, y1: y - 2, y2: height }),
      svg("path", { d: `M${x - 6} ${y - 8}h12v6l-6 6l-6 -6z`, class: "grip" }),
      svg("title", {}, label),
    );
  }

  /** @param {Item[]} events */
  #listEvents(events) {
    const { at, lang } = this.view;
    const rows = around(events, at).map((item) => {
      const { properties: p } = item;
      const open = button(dateText(p.date), () => this.#open(item), { class: "plain" });
      open.append(" ", element("bdi", {}, named(p, lang)));
      return element("li", { class: p.date > at ? "past" : "" }, open);
    });
    this.list.replaceChildren(...rows);
  }

  /** @param {Item} item */
  #open(item) {
    const { layers } = this.view;
    this.map.cards.lay([item]);
    this.map.camera.flyTo(item.shape);
    this.map.store.change({
      at: String(item.properties.from_day),
      layers: layers.includes("events") ? layers : [...layers, "events"],
      sel: item.id,
      tab: "inspect",
    });
  }
}

/**
 * @param {Element | null} handle
 * @returns {Clock | null}
 */
function clockOf(handle) {
  const name = /** @type {SVGElement | null} */ (handle)?.dataset.date;
  return name === "at" || name === "known" ? name : null;
}

export const timeline = {
  id: "timeline",
  title: mark("Timeline"),
  /** @param {LibyaMap} map */
  create: (map) => new Timeline(map),
};
