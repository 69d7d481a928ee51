/* The panel at the right of the map: the tabs of tabs/index.js, a button that folds it away, a sheet on a phone.
   It stands beside the map, not over it, so opening it resizes the map and rebuilds nothing. */
import { element } from "../shared/dom.js";
import { tabs } from "../tabs/index.js";

export class Side {
  constructor(map) {
    this.map = map;
    this.views = new Map();
    this.open = "";
    this.bar = element("div", { class: "side-tabs", role: "tablist", "aria-label": "Beside the map" });
    this.body = element("div", { class: "side-body" });
    this.box = element("aside", { class: "side", "aria-label": "Details" }, this.bar, this.body);
    document.body.append(this.box);
    for (const tab of tabs) this.add(tab);
    this.bar.addEventListener("keydown", (event) => this._walk(event));
  }

  add({ id, title, create }) {
    const attributes = {
      type: "button",
      role: "tab",
      id: `tab-${id}`,
      "aria-controls": `view-${id}`,
      "aria-selected": "false",
    };
    const button = element("button", attributes, title);
    button.addEventListener("click", () => this.toggle(id));
    this.bar.append(button);
    const holder = element("div", {
      id: `view-${id}`,
      role: "tabpanel",
      "aria-labelledby": `tab-${id}`,
      hidden: "",
    });
    this.body.append(holder);
    this.views.set(id, { button, holder, create, view: null });
  }

  /** Opens a tab, or folds the panel when that tab is open already. */
  toggle(id) {
    if (this.open !== id) this.map.change({ tab: id });
    else this.map.change({ tab: "", sel: "" });
  }

  /** Brings the panel into line with the state; a tab is made when it is first opened. */
  show(id) {
    const wanted = this.views.has(id) ? id : "";
    if (wanted !== this.open) {
      this.open = wanted;
      for (const [name, { button, holder }] of this.views) {
        button.setAttribute("aria-selected", String(name === wanted));
        button.tabIndex = name === wanted || (!wanted && name === [...this.views.keys()][0]) ? 0 : -1;
        holder.hidden = name !== wanted;
      }
      document.body.classList.toggle("side-open", Boolean(wanted));
      this.map.resized();
    }
    const tab = this.views.get(wanted);
    if (!tab) return;
    if (!tab.view) {
      tab.view = tab.create(this.map);
      tab.holder.append(tab.view.element);
    }
  }

  update(layers, state) {
    const tab = this.views.get(this.open);
    if (tab && tab.view) tab.view.update(layers, state);
  }

  _walk(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    const buttons = [...this.bar.children];
    const next = buttons[(buttons.indexOf(document.activeElement) + step + buttons.length) % buttons.length];
    next.focus();
    event.preventDefault();
  }
}
