/* The panel at the right of the map: the tabs of tabs/index.js, a button that folds it away, a sheet on a phone.
   It lies over the map, so that opening it moves nothing. */
import { element } from "../../shared/dom.js";
import { declared, t } from "../../shared/words.js";
import { toggledTab } from "../../state/tabs.js";
import { tabs } from "../../tabs/index.js";
import { edgeOf } from "./width.js";

/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../map.js").LibyaMap} LibyaMap */
/** @typedef {import("../../state/view.js").View} View */
/** @typedef {{ element: Element, update: (layers: EvidenceLayer[], state: View) => void }} TabView */
/** @typedef {{ id: string, title: string, create: (map: LibyaMap) => TabView }} Tab */

export class Side {
  /** @param {LibyaMap} map */
  constructor(map) {
    this.map = map;
    /** @type {Map<string, { button: HTMLElement, holder: HTMLElement, tab: Tab, view: TabView | null }>} */
    this.views = new Map();
    this.open = "";
    this.bar = element("div", { class: "side-tabs", role: "tablist", "aria-label": t("Beside the map") });
    this.body = element("div", { class: "side-body" });
    this.box = element(
      "aside",
      { class: "side", "aria-label": t("Details") },
      this.bar,
      this.body,
      edgeOf(this.body),
    );
    document.body.append(this.box);
    for (const tab of tabs) this.add(tab);
    this.bar.addEventListener("keydown", (event) => this.#walk(event));
  }

  /** @param {Tab} tab */
  add(tab) {
    const { id, title } = tab;
    const button = element("button", {
      type: "button",
      role: "tab",
      id: `tab-${id}`,
      "aria-controls": `view-${id}`,
      "aria-selected": "false",
    }, declared(title));
    button.addEventListener("click", () => this.toggle(id));
    this.bar.append(button);
    const holder = element("div", {
      id: `view-${id}`,
      role: "tabpanel",
      "aria-labelledby": `tab-${id}`,
      hidden: "",
    });
    this.body.append(holder);
    this.views.set(id, { button, holder, tab, view: null });
  }

  /**
   * Opens a tab, or folds the panel when that tab is open already.
   * @param {string} id
   */
  toggle(id) {
    this.map.change(toggledTab(this.map.store.view, id));
  }

  /**
   * Opens the tab of the state; it is made when it is first opened.
   * @param {string} id "" = none.
   */
  show(id) {
    const wanted = this.views.has(id) ? id : "";
    if (wanted !== this.open) {
      this.open = wanted;
      const [first] = this.views.keys();
      for (const [name, { button, holder }] of this.views) {
        button.setAttribute("aria-selected", String(name === wanted));
        button.tabIndex = name === (wanted || first) ? 0 : -1;
        holder.hidden = name !== wanted;
      }
      document.body.classList.toggle("side-open", Boolean(wanted));
    }
    const opened = this.views.get(wanted);
    if (!opened || opened.view) return;
    opened.view = opened.tab.create(this.map);
    opened.holder.append(opened.view.element);
  }

  /**
   * @param {EvidenceLayer[]} layers
   * @param {View} state
   */
  update(layers, state) {
    this.views.get(this.open)?.view?.update(layers, state);
  }

  /**
   * Arrow keys go from tab to tab.
   * @param {KeyboardEvent} event
   */
  #walk(event) {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (!step) return;
    const buttons = [...this.views.values()].map(({ button }) => button);
    const now = buttons.findIndex((button) => button === document.activeElement);
    buttons[(now + step + buttons.length) % buttons.length].focus();
    event.preventDefault();
  }
}
