/** The numbered call-outs of a figure: features that were clicked on the map, in the order of their numbers. */
import { button, element } from "../../shared/dom.js";
import { parts, t } from "../../shared/words.js";

export class Callouts {
  /** @type {string[]} */
  ids = [];
  /** The feature that is selected on the map, or "". */
  #selected = "";
  /** @type {(id: string) => string} */
  #nameOf = (id) => id;
  #told = "";

  /**
   * @param {number} most
   * @param {(ids: string[]) => void} changed
   * @param {() => void} emptied is told when the last one went, and the focus with it
   */
  constructor(most, changed, emptied) {
    this.most = most;
    this.changed = changed;
    this.emptied = emptied;
    this.list = element("ol", { class: "brief-callouts" });
    this.add = button("", () => this.#number(), { class: "brief-add" });
    this.element = element(
      "fieldset",
      {},
      element("legend", {}, t("Numbered call-outs")),
      this.list,
      this.add,
    );
  }

  /**
   * @param {string[]} ids
   * @param {string} selected
   * @param {(id: string) => string} nameOf
   */
  reflect(ids, selected, nameOf) {
    this.ids = ids;
    this.#selected = selected;
    this.#nameOf = nameOf;
    this.#show();
  }

  #show() {
    const told = JSON.stringify(this.ids.map((id) => [id, this.#nameOf(id)]));
    // A list that stays as it is keeps the focus.
    if (told !== this.#told) this.list.replaceChildren(...this.ids.map((id) => this.#row(id)));
    this.#told = told;
    const full = this.ids.length >= this.most;
    const fresh = this.#selected && !this.ids.includes(this.#selected) && !full;
    this.add.disabled = !fresh;
    if (fresh) {
      this.add.replaceChildren(
        ...parts("Number {name}", { name: element("bdi", {}, this.#nameOf(this.#selected)) }).map((one) =>
          one ?? ""
        ),
      );
    } else {this.add.textContent = full
        ? t("{n} are the most", { n: this.most })
        : t("Click a feature on the map to number it");}
  }

  /** @param {string} id */
  #row(id) {
    const name = this.#nameOf(id);
    const attributes = {
      class: "brief-remove",
      "aria-label": t("Remove {name}", { name }),
      title: t("Remove"),
    };
    return element(
      "li",
      {},
      element("span", { dir: "auto" }, name),
      button("×", () => this.#drop(id), attributes),
    );
  }

  #number() {
    this.#change([...this.ids, this.#selected]);
    this.list.lastElementChild?.querySelector("button")?.focus();
  }

  /** @param {string} id */
  #drop(id) {
    this.#change(this.ids.filter((one) => one !== id));
    const next = this.list.querySelector("button");
    if (next) next.focus();
    else this.emptied();
  }

  /** @param {string[]} ids */
  #change(ids) {
    this.ids = ids;
    this.#show();
    this.changed(ids);
  }
}
