/* Names, the numbers of call-outs and notes, moved on the map by mouse, touch and keys while the tab Brief is open;
   what was done is taken back step by step. Where they stand is part of the view. */
import { L } from "../shared/leaflet.js";
import { movesOf, movesText, notesOf, notesText } from "../state/hand.js";
import { openTab } from "../state/tabs.js";
import { NOTHING, numberLabels } from "./layers/by_hand.js";

/** @typedef {import("../state/hand.js").Position} Position */
/** @typedef {{ move: string, note: string }} Texts */

const STILL = 4; // px that a hand may tremble when it clicks
const STEP = 4; // px of one arrow key
const FASTER = 6; // times as many with Shift
const ASIDE = [60, -60]; // px from the end of a new arrow to its text
const MOST_STEPS = 100;
const LATE = 50; // ms after which no click comes of a drag
/** @type {Record<string, [x: number, y: number]>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export class Hand {
  /**
   * What stood before each step.
   * @type {Texts[]}
   */
  #before = [];
  /** What the last step moved by keys: more keys are the same step. */
  #stepped = "";

  /** @param {import("./map.js").LibyaMap} map */
  constructor(map) {
    this.map = map;
    const { box } = map.labels;
    box.addEventListener("pointerdown", (event) => this.#hold(event));
    for (const name of ["mousedown", "touchstart", "dblclick"]) {
      // The map below is not dragged with what lies on it.
      box.addEventListener(name, (event) => this.#keyAt(event.target) && event.stopPropagation());
    }
    box.addEventListener("keydown", (event) => this.#press(event));
  }

  get view() {
    return this.map.store.view;
  }

  get moves() {
    return movesOf(this.view.move ?? "");
  }

  get notes() {
    return notesOf(this.view.note ?? "");
  }

  get canUndo() {
    return this.#before.length > 0;
  }

  /**
   * What of it stands on the map now; the numbers only where a figure is made.
   * @param {import("./layers/evidence_layer.js").EvidenceLayer[]} layers
   */
  onMap(layers) {
    const { moves, notes } = this;
    const movable = openTab(this.view) === "brief";
    if (!movable && !moves.size && !notes.length) return NOTHING;
    const numbers = movable ? numberLabels(this.view.callouts ?? [], layers) : [];
    return { moves, notes, numbers, movable };
  }

  /**
   * Adds a note whose arrow ends at a place, at first the middle of the map.
   * @param {string} text
   */
  add(text) {
    const { map } = this.map;
    const to = map.latLngToLayerPoint(map.getCenter());
    const at = to.add(L.point(ASIDE[0], ASIDE[1]));
    this.#change(this.moves, [...this.notes, { to: this.#position(to), at: this.#position(at), text }]);
    this.map.labels.node(`note:${this.notes.length - 1}`)?.focus();
  }

  /**
   * Writes a note anew; without a text it goes.
   * @param {number} i
   * @param {string} text
   */
  rewrite(i, text) {
    const notes = this.notes.flatMap((note, at) => at !== i ? [note] : text ? [{ ...note, text }] : []);
    this.#change(this.moves, notes);
  }

  /**
   * Lets what was moved stand by itself again, and takes a note away.
   * @param {string} key
   */
  putBack(key) {
    const { moves, notes } = this;
    const [what, id] = key.split(":");
    if (what === "note") return this.rewrite(Number(id), "");
    if (moves.delete(key)) this.#change(moves, notes);
  }

  undo() {
    const before = this.#before.pop();
    this.#stepped = "";
    if (before) this.#show(before);
  }

  /** Everything stands by itself again, and no note is left. */
  reset() {
    this.#change(new Map(), []);
  }

  /**
   * @param {import("../state/hand.js").Moves} moves
   * @param {import("../state/hand.js").Note[]} notes
   * @param {string} [stepped] what is moved by keys
   */
  #change(moves, notes, stepped = "") {
    const { move = "", note = "" } = this.view;
    if (!stepped || stepped !== this.#stepped) {
      this.#before = [...this.#before, { move, note }].slice(-MOST_STEPS);
    }
    this.#stepped = stepped;
    this.#show({ move: movesText(moves), note: notesText(notes) });
  }

  /**
   * Names are laid out at once: what was dropped does not go back for a moment.
   * @param {Texts} texts
   */
  #show(texts) {
    const { labels } = this.map;
    this.map.change(texts);
    labels.hand = this.onMap(this.map.drawn());
    labels.layOut();
  }

  /**
   * @param {string} key
   * @param {import("leaflet").Point} point Of the layer.
   * @param {string} [stepped]
   */
  #put(key, point, stepped) {
    const { moves, notes } = this;
    const position = this.#position(point);
    const [what, id] = key.split(":");
    if (what === "note" || what === "tip") {
      const end = what === "tip" ? "to" : "at";
      return this.#change(moves, notes.with(Number(id), { ...notes[Number(id)], [end]: position }), stepped);
    }
    this.#change(moves.set(key, position), notes, stepped);
  }

  /**
   * @param {import("leaflet").Point} point
   * @returns {Position}
   */
  #position(point) {
    const { lat, lng } = this.map.map.layerPointToLatLng(point);
    return [lat, lng];
  }

  /** @param {EventTarget | null} target */
  #keyAt(target) {
    const node = /** @type {HTMLElement | null} */ (/** @type {Element} */ (target).closest("[data-move]"));
    return node?.dataset.move ?? "";
  }

  /** @param {PointerEvent} event */
  #hold(event) {
    const key = this.#keyAt(event.target);
    const start = this.map.labels.middles.get(key);
    const node = this.map.labels.node(key);
    if (event.button || !start || !node) return;
    event.stopPropagation();
    event.preventDefault();
    node.focus({ preventScroll: true });
    const follow = new AbortController();
    const { signal } = follow;
    const { transform } = node.style;
    const away = (/** @type {PointerEvent} */ { clientX, clientY }) =>
      L.point(clientX - event.clientX, clientY - event.clientY);
    const isAway = (/** @type {import("leaflet").Point} */ by) => Math.hypot(by.x, by.y) > STILL;
    addEventListener("pointermove", (moved) => {
      const by = away(moved);
      node.classList.toggle("held", isAway(by));
      node.style.transform = `translate(${by.x}px, ${by.y}px) ${transform}`;
    }, { signal });
    addEventListener("pointercancel", () => {
      node.style.transform = transform;
      follow.abort();
    }, { signal });
    addEventListener("pointerup", (dropped) => {
      follow.abort();
      const by = away(dropped);
      node.style.transform = transform;
      node.classList.remove("held");
      if (!isAway(by)) return;
      unclicked();
      this.#put(key, L.point(start[0], start[1]).add(by));
    }, { signal });
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const key = this.#keyAt(event.target);
    const middle = this.map.labels.middles.get(key);
    const arrow = ARROWS[event.key];
    if (!middle || (!arrow && event.key !== "Delete" && event.key !== "Backspace")) return;
    event.preventDefault();
    event.stopPropagation();
    const by = STEP * (event.shiftKey ? FASTER : 1);
    if (arrow) this.#put(key, L.point(middle[0] + by * arrow[0], middle[1] + by * arrow[1]), key);
    else this.putBack(key);
  }
}

/** The click that ends a drag opens no card. */
function unclicked() {
  const done = new AbortController();
  addEventListener("click", (event) => event.stopPropagation(), { capture: true, signal: done.signal });
  setTimeout(() => done.abort(), LATE);
}
