/* Two pictures at once: it follows the view, brings the second map and takes it away, asks what differs, and has both
   maps outline that. Whoever lists it listens. */
import { answerAddress } from "../../state/asking.js";
import { otherView } from "../../state/compare.js";
import { button, element } from "../../shared/dom.js";
import { fetchJson } from "../../shared/fetching.js";
import { sidesOn } from "../../state/catalogue.js";
import { clocksText, dateText } from "../../shared/names.js";
import { styled } from "../../shared/styling.js";
import { whyOf } from "../../shared/refusals.js";
import { declared, mark, t } from "../../shared/words.js";
import { textOf } from "../../state/view.js";
import { addPane } from "../layers/panes.js";
import { OutlineLayer } from "./outlines.js";
import { legendOfBoth, stripParts } from "./strip.js";
import { moveTogether } from "./together.js";
import { Twin } from "./twin.js";

/** @typedef {import("../../state/view.js").View} View */
/** @typedef {import("../map.js").LibyaMap} LibyaMap */
/** @typedef {Record<string, any>} Answer As `/api/ask/compare` gives it. */

const STYLE = "/assets/own/compare.css";
const PANE = "differences";
const MIDDLE = 50; // per cent
/** How the sides are called, where that differs. @type {Record<string, string>} */
const POLICIES = {
  "": mark("names as in the data"),
  own: mark("names as they call themselves"),
  press: mark("names as in the press"),
  descriptive: mark("names that describe"),
};
/** @type {Record<string, string>} */
const SIDES = {
  "side.gnu": mark("without outlets of Tripoli"),
  "side.east": mark("without outlets of the east"),
  "side.foreign": mark("without outlets of other states"),
  "side.unknown": mark("without outlets whose side is not known"),
  "side.none": mark("without outlets of no side"),
};

export class Comparing {
  /** @type {Answer | null} */
  answer = null;
  /** Why there is none. */
  problem = "";
  busy = false;
  /** Whether the other map has been drawn. */
  shown = false;
  /** @type {Twin | null} */
  twin = null;
  /** @type {Promise<void> | null} */
  #style = null;
  #asked = "";
  #turn = 0;
  /** Pixels of the second map's width for which the room below both was measured. */
  #wide = 0;
  /** Has the second map look where the first does, as large as it is now. */
  fit = () => {};
  /** @type {(() => void)[]} What ends the second map. */
  #ends = [];
  /** @type {OutlineLayer[]} */
  #outlines = [];
  /** @type {Set<() => void>} */
  #listeners = new Set();

  /** @param {LibyaMap} main */
  constructor(main) {
    this.main = main;
    this.date = element("div", { class: "as-of twin-date", "aria-live": "polite" });
    // Where there is little room it is scrolled, also by keys.
    const scrolled = { role: "group", tabindex: "0", "aria-label": t("Legend") };
    this.strip = element("div", { class: "compare-legend", ...scrolled });
    this.below = element("div", { class: "compare-below" });
    this.swipe = element("input", {
      type: "range",
      class: "compare-swipe",
      min: 0,
      max: 100,
      value: MIDDLE,
      "aria-label": t("How much of the other map is seen"),
    });
    this.swipe.addEventListener("input", () => this.#swiped());
  }

  /** @param {() => void} listener */
  subscribe(listener) {
    this.#listeners.add(listener);
  }

  #tell() {
    for (const listener of this.#listeners) listener();
  }

  /** Whether two pictures are there, and all of both is drawn. */
  get isDone() {
    return !this.busy && Boolean(this.twin) === Boolean(this.main.state.compare);
  }

  /**
   * Brings the second map into line with a view.
   * @param {View} view
   */
  async follow(view) {
    const { compare } = view;
    if (!compare) {
      if (this.twin) this.#end();
      return;
    }
    const turn = (this.#turn += 1);
    this.busy = true;
    await (this.#style ??= styled(STYLE));
    if (turn !== this.#turn) return;
    const twin = this.twin ?? this.#begin();
    document.body.classList.toggle("swiping", compare.look === "swipe");
    const other = otherView(view, compare);
    const failed = await twin.show(other);
    if (turn !== this.#turn) return;
    this.#explain();
    this.tidy();
    this.shown = true;
    this.main.arrive();
    await this.#ask(view, turn);
    if (turn !== this.#turn) return;
    this.busy = false;
    this.problem ||= failed.join("\n");
    this.#tell();
  }

  #begin() {
    const { main } = this;
    const root = /** @type {HTMLElement} */ (document.getElementById("root"));
    const box = element("div", { class: "other-map" });
    // Behind the first in the document, which is what it stands beside; the style says where it stands.
    root.append(box);
    document.body.classList.add("comparing");
    const twin = (this.twin = new Twin(main, box));
    const stop = button("×", () => main.change({ compare: null }), {
      class: "compare-stop",
      "aria-label": t("Stop comparing"),
      title: t("Stop comparing"),
    });
    box.append(this.date, stop);
    // One foot below both: what is drawn on either is credited and marked there.
    this.below.replaceChildren(this.strip, main.furniture.foot);
    this.#keepRoom(box);
    root.append(this.swipe, this.below);
    addPane(main.map, PANE);
    const district = (/** @type {string} */ id) => main.ground.districts.find((one) => one.id === id)?.shape;
    const { differing } = main.painter.document;
    const [here, there] = [() => main.drawn(), () => twin.drawn()];
    this.#outlines = [
      new OutlineLayer(PANE, here, there, district, differing).addTo(main.map),
      new OutlineLayer(PANE, there, here, district, differing).addTo(twin.map),
    ];
    const together = moveTogether(main.map, twin.map);
    // Another size is nobody's move: the first map says where both look.
    this.fit = () =>
      together.still(() => {
        twin.map.invalidateSize({ animate: false, pan: false });
        twin.map.setView(main.map.getCenter(), main.map.getZoom(), { animate: false });
      });
    const size = new ResizeObserver(() => {
      if (box.offsetWidth !== this.#wide) this.below.style.minHeight = "";
      this.fit();
      this.tidy();
    });
    size.observe(box);
    const tidy = () => this.tidy();
    twin.map.on("moveend", tidy);
    this.#ends = [
      together.end,
      () => size.disconnect(),
      () => twin.leave(),
      () => box.remove(),
      () => this.#outlines[0].remove(),
    ];
    this.#swiped();
    main.camera.resized(main.state);
    return twin;
  }

  #end() {
    this.#turn += 1;
    for (const end of this.#ends) end();
    this.#ends = [];
    this.fit = () => {};
    this.twin = null;
    this.#outlines = [];
    this.answer = null;
    this.#asked = "";
    this.busy = this.shown = false;
    this.swipe.remove();
    this.below.remove();
    this.main.map.getContainer().append(this.main.furniture.foot);
    document.body.classList.remove("comparing", "swiping");
    this.main.camera.resized(this.main.state);
    this.#tell();
  }

  /**
   * Takes as much room for the legend as the picture of the link did, or both maps would move when they come.
   * @param {HTMLElement} box of the second map
   */
  #keepRoom(box) {
    const page = globalThis.parent.document;
    const foot = page.querySelector("#first:has(.half) .foot");
    this.#wide = box.offsetWidth;
    this.below.style.minHeight = foot ? `${foot.getBoundingClientRect().height}px` : "";
  }

  #swiped() {
    document.body.style.setProperty("--swipe", `${this.swipe.value}%`);
  }

  /** What the second map is of. */
  #explain() {
    const view = this.twin?.view;
    if (!view || !this.twin) return;
    const told = clocksText(view);
    if (view.without) told.push(withoutText(view.without));
    if (view.names !== this.main.state.names) told.push(declared(POLICIES[view.names] ?? view.names));
    this.date.replaceChildren(
      element("span", { class: "as-of-label" }, t("As of"), " "),
      element("b", {}, dateText(view.at)),
      ...told.map((text) => ` · ${text}`),
    );
  }

  /** Names, legend and outlines, after either map has changed or moved. */
  tidy() {
    const { twin, main } = this;
    if (!twin?.view) return;
    const frame = twin.root.getBoundingClientRect();
    const taken = [this.date].map((node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      const { x, y } = twin.map.containerPointToLayerPoint([left - frame.left, top - frame.top]);
      return { x, y, width, height };
    });
    twin.tidy(taken);
    const sides = [
      { layers: main.drawn(), sides: main.sides },
      { layers: twin.drawn(), sides: sidesOn(main.catalogue, twin.view) },
    ];
    const sections = legendOfBoth(sides, main.catalogue.groups, main.state);
    this.strip.replaceChildren(...stripParts(sections, main.painter));
    for (const outline of this.#outlines) outline.repaint();
  }

  /** The layers of the second map. */
  drawn() {
    return this.twin?.drawn() ?? [];
  }

  /** The texts that `/api/ask/compare` answers. */
  texts() {
    const { at, known, recorded, names, layers, compare } = this.main.store.view;
    const texts = { other: textOf("compare", compare), at, known, recorded, names, layers: layers.join(",") };
    return Object.fromEntries(Object.entries(texts).filter(([, text]) => text));
  }

  /**
   * Where the answer is.
   * @param {Record<string, string>} more such as the format
   */
  address(more) {
    return answerAddress("compare", this.texts(), more);
  }

  /**
   * @param {View} view
   * @param {number} turn
   */
  async #ask(view, turn) {
    const { url } = this.address({ v: this.main.catalogue.version });
    if (url === this.#asked && view.compare) return;
    /** @type {Answer | null} */
    let answer = null;
    let problem = "";
    try {
      answer = await fetchJson(url);
    } catch (fault) {
      problem = whyOf(fault);
    }
    if (turn !== this.#turn) return;
    this.#asked = problem ? "" : url;
    Object.assign(this, { answer, problem });
    for (const outline of this.#outlines) outline.setMarks(/** @type {any} */ (answer?.rows ?? []));
  }

  /** Takes over other data. */
  renew() {
    this.#asked = "";
    this.twin?.renew();
  }
}

/** @param {string} without a publisher or a side */
function withoutText(without) {
  return SIDES[without] ? declared(SIDES[without]) : t("without {name}", { name: without });
}
