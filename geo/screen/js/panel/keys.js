/* Keyboard shortcuts, the same on the page and in the map's frame, listed under "?". */
import { button, element } from "../shared/dom.js";
import { mapWindow } from "./map_window.js";

const KEYS = [
  ["/", "Search"],
  ["1 2 3 4", "Inspect, Table, Timeline, Brief; again folds it"],
  ["[ ]", "Event before, event after"],
  ["p", "Play or pause"],
  ["← →", "Walk through the cards"],
  ["+ −", "Zoom, while the map has the focus"],
  ["Esc", "Close the card or the results"],
  ["?", "This list"],
];
/** Where letters and digits are meant for the field; a box that is ticked takes none. */
const TYPING = "input:not([type=checkbox], [type=radio], [type=range]), select, textarea, [contenteditable]";
const TABS = { 1: "inspect", 2: "table", 3: "timeline", 4: "brief" };

export class Keys {
  constructor(panel) {
    this.panel = panel;
    this.dialog = element("dialog", { class: "keys", "aria-label": "Keyboard shortcuts" });
    const rows = KEYS.map(([key, text]) =>
      element("tr", {}, element("th", { scope: "row" }, key), element("td", {}, text))
    );
    this.dialog.append(element("table", {}, ...rows), button("Close", () => this.dialog.close()));
    this.element = element(
      "p",
      { class: "keys-hint" },
      button("? Keyboard shortcuts", () => this.dialog.showModal()),
      this.dialog,
    );
    const heard = (event) => this.press(event);
    document.addEventListener("keydown", heard);
    const listen = () => {
      const frame = mapWindow();
      if (frame) frame.document.addEventListener("keydown", heard);
      else setTimeout(listen, 500);
    };
    listen();
  }

  reflect() {}

  press(event) {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.closest(TYPING) || this.dialog.open) {
      return;
    }
    const { panel } = this;
    const acts = {
      "/": () => panel.search.input.focus(),
      "?": () => this.dialog.showModal(),
      "[": () => panel.dates.step(-1),
      "]": () => panel.dates.step(1),
      p: () => panel.dates.toggle(),
    };
    const tab = TABS[event.key];
    const frame = mapWindow();
    if (tab && frame) frame.Libya.current.side.toggle(tab);
    // In the map's frame the cards hear it themselves.
    else if (event.key === "Escape" && event.view === window && panel.state.sel) {
      panel.change({ sel: "", tab: "" });
    } else if (acts[event.key]) acts[event.key]();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}
