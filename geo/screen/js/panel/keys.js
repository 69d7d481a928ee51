/** Keyboard shortcuts, the same on the page and in the map's frame, listed under "?". */
import { button, element } from "../shared/dom.js";
import { t } from "../shared/words.js";
import { closedCard, toggledTab } from "../state/tabs.js";

/** @import { Panel } from "./panel.js" */

const keys = () => [
  ["/", t("Search")],
  ["1 2 3 4 5 6", t("The tabs in their order, from Inspect to Brief; again folds it")],
  ["q w e r t y u i o", t("The first nine layers of the panel, on or off; by the place of the key")],
  ["[ ]", t("Event before, event after")],
  ["p", t("Play or pause")],
  ["f", t("The map alone, on the whole screen; Esc leaves")],
  ["← →", t("Walk through the cards")],
  ["+ −", t("Zoom, while the map has the focus")],
  ["Esc", t("Close the card or the results")],
  ["?", t("This list")],
];
/**
 * As the tabs stand.
 * @type {Record<string, string>}
 */
const TABS = { 1: "inspect", 2: "ask", 3: "compare", 4: "table", 5: "timeline", 6: "brief" };
/** The upper row of letters, wherever it writes what: one for each of the first layers of the panel. */
const LAYERS = ["KeyQ", "KeyW", "KeyE", "KeyR", "KeyT", "KeyY", "KeyU", "KeyI", "KeyO"];
/** Where letters and digits are meant for the field; a box that is ticked takes none. */
const TYPING = "input:not([type=checkbox], [type=radio], [type=range]), select, textarea, [contenteditable]";

export class Keys {
  #listening = new AbortController();

  /** @param {Panel} panel */
  constructor(panel) {
    this.panel = panel;
    this.dialog = element("dialog", { class: "keys", "aria-label": t("Keyboard shortcuts") });
    const rows = keys().map(([key, text]) =>
      element("tr", {}, element("th", { scope: "row" }, key), element("td", {}, text))
    );
    this.dialog.append(element("table", {}, ...rows), button(t("Close"), () => this.dialog.close()));
    const hint = button("?", () => this.dialog.showModal(), {
      "aria-label": t("Keyboard shortcuts"),
      title: t("Keyboard shortcuts"),
    });
    this.element = element("p", { class: "keys-hint" }, hint, this.dialog);
    /** @type {Record<string, () => void>} */
    this.actions = {
      "/": () => {
        // Selected, so that what is typed is a new search and not the end of the last one.
        panel.search?.input.focus();
        panel.search?.input.select();
      },
      "?": () => this.dialog.showModal(),
      "[": () => panel.dates?.step(-1),
      "]": () => panel.dates?.step(1),
      p: () => panel.dates?.toggle(),
      f: () => panel.taking?.present(),
    };
    this.pressed = (/** @type {KeyboardEvent} */ event) => this.#press(event);
    this.hear(document);
  }

  /** @param {Document} page the page, or that in the map's frame */
  hear(page) {
    page.addEventListener("keydown", this.pressed, { signal: this.#listening.signal });
  }

  /** Hears no more. */
  leave() {
    this.#listening.abort();
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const { target, view } = event;
    const key = keyOf(event);
    if (event.ctrlKey || event.altKey || event.metaKey || this.dialog.open) return;
    if (/** @type {Element} */ (target).closest(TYPING)) return;
    const { store } = this.panel;
    const { taking } = this.panel;
    if (key === "Escape" && taking?.isPresenting) taking.leave();
    else if (TABS[key]) store.change(toggledTab(store.view, TABS[key]));
    // In the map's frame the cards hear it themselves.
    else if (key === "Escape" && view === globalThis.window && store.view.sel) {
      store.change(closedCard(store.view));
    } else if (this.actions[key]) this.actions[key]();
    else if (LAYERS.includes(event.code) && !event.shiftKey) {
      this.panel.tree?.turn(LAYERS.indexOf(event.code));
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** What stands on the keys of our shortcuts where they write Latin: plain, with Shift. */
const POSITIONS = /** @type {Record<string, [string, string]>} */ ({
  Slash: ["/", "?"],
  BracketLeft: ["[", ""],
  BracketRight: ["]", ""],
  KeyP: ["p", "p"],
  KeyF: ["f", "f"],
  Digit1: ["1", ""],
  Digit2: ["2", ""],
  Digit3: ["3", ""],
  Digit4: ["4", ""],
  Digit5: ["5", ""],
  Digit6: ["6", ""],
});

/**
 * The key that is meant: by what it writes, or by where it is on a keyboard that writes no Latin, such as an Arabic one.
 * @param {{ key: string, code: string, shiftKey: boolean }} event
 */
export function keyOf({ key, code, shiftKey }) {
  const writesLatin = key.length > 1 || key <= "~";
  return writesLatin ? key : POSITIONS[code]?.[shiftKey ? 1 : 0] ?? key;
}
