/** What was put on the map by hand: a list of names and numbers that were moved, notes to write, and the way back. */
import { button, element } from "../../shared/dom.js";
import { t } from "../../shared/words.js";

/** @import { Hand } from "../../map/hand.js" */
/** @import { Grammar } from "../../state/view.js" */

const NO_LIMITS = { most: Infinity, longest: 200 };

export class ByHand {
  /** @type {(id: string) => string} */
  #nameOf = (id) => id;
  #told = "";

  /**
   * @param {Hand} hand
   * @param {Grammar} grammar
   */
  constructor(hand, grammar) {
    const limits = (/** @type {string} */ kind) => ({
      ...NO_LIMITS,
      ...grammar.parts.find((part) => part.kind === kind),
    });
    this.hand = hand;
    this.most = { moved: limits("moved").most, notes: limits("notes").most };
    this.longest = limits("notes").longest;
    this.text = element("textarea", {
      rows: 2,
      maxlength: this.longest,
      dir: "auto",
      "aria-label": t("Note on the map"),
      placeholder: t("A note with an arrow"),
    });
    this.text.addEventListener("keydown", (event) => {
      // Shift and Enter begin a line.
      if (event.key !== "Enter" || event.shiftKey) return;
      event.preventDefault();
      this.#add();
    });
    this.add = button(t("Put on the map"), () => this.#add(), { class: "brief-add" });
    this.list = element("ul", { class: "brief-by-hand" });
    this.undo = button(t("Undo"), () => hand.undo(), { class: "brief-back" });
    this.reset = button(t("Put all back"), () => hand.reset(), { class: "brief-back" });
    this.said = element("p", { class: "brief-hint", role: "status" });
    this.element = element(
      "fieldset",
      {},
      element("legend", {}, t("Moved by hand")),
      element(
        "p",
        { class: "brief-hint" },
        t("Drag names, numbers and notes on the map, or move them with the arrow keys."),
      ),
      this.list,
      element("div", { class: "brief-note" }, this.text, this.add),
      element("div", { class: "brief-note" }, this.undo, this.reset),
      this.said,
    );
  }

  /** @param {(id: string) => string} nameOf */
  reflect(nameOf) {
    const { moves, notes, canUndo } = this.hand;
    this.#nameOf = nameOf;
    const told = JSON.stringify([
      [...moves.keys()].map((key) => [key, this.#called(key)]),
      notes.map(({ text }) => text),
    ]);
    // A list that stays as it is keeps the focus.
    if (told !== this.#told) {
      this.list.replaceChildren(
        ...[...moves.keys()].map((key) => this.#row(key)),
        ...notes.map(({ text }, i) => this.#note(text, i)),
      );
    }
    this.#told = told;
    this.undo.disabled = !canUndo;
    this.reset.disabled = !moves.size && !notes.length;
    this.add.disabled = notes.length >= this.most.notes;
    this.said.textContent = moves.size > this.most.moved
      ? t("More than {n} are moved; put some back.", { n: this.most.moved })
      : "";
  }

  /** @param {string} key */
  #called(key) {
    const [what, id] = key.split(":");
    const name = this.#nameOf(id);
    return what === "number" ? t("Number of {name}", { name }) : name;
  }

  /** @param {string} key */
  #row(key) {
    const name = this.#called(key);
    return element(
      "li",
      {},
      element("span", { dir: "auto" }, name),
      button("×", () => this.#back(key), {
        class: "brief-remove",
        "aria-label": t("Put {name} back", { name }),
        title: t("Put back"),
      }),
    );
  }

  /**
   * @param {string} text
   * @param {number} i
   */
  #note(text, i) {
    const field = element("textarea", {
      rows: text.split("\n").length,
      maxlength: this.longest,
      dir: "auto",
      "aria-label": t("Note {n}", { n: i + 1 }),
    });
    field.value = text;
    field.addEventListener("change", () => this.hand.rewrite(i, field.value.trim()));
    return element(
      "li",
      {},
      field,
      button("×", () => this.#back(`note:${i}`), {
        class: "brief-remove",
        "aria-label": t("Remove note {n}", { n: i + 1 }),
        title: t("Remove"),
      }),
    );
  }

  /** @param {string} key */
  #back(key) {
    this.hand.putBack(key);
    this.text.focus();
  }

  #add() {
    const text = this.text.value.trim();
    if (!text || this.add.disabled) return;
    this.text.value = "";
    this.hand.add(text);
  }
}
