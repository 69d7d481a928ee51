/** Ready views: the figures of the briefing book, and what somebody has saved under a name of their own. */
import { button, element } from "../shared/dom.js";
import { fetchJson } from "../shared/fetching.js";
import { named } from "../shared/names.js";
import { language, t } from "../shared/words.js";
import { viewParts, viewTexts } from "../state/view.js";
import { room, uncover } from "./room.js";
import { zoomFor } from "./results.js";
import { forget, keep, LONGEST_NAME, savedViews } from "./saved.js";

/** @import { Store } from "../state/store.js" */
/** @import { Grammar, View } from "../state/view.js" */
/** @import { Preset } from "../tabs/brief/choices.js" */

export class Stories {
  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.ready = element("ul", { class: "ready" });
    this.own = element("ul", { class: "own" });
    this.said = element("p", { class: "stories-said", role: "status" });
    this.name = element("input", {
      type: "text",
      id: "view-name",
      maxlength: LONGEST_NAME,
      autocomplete: "off",
      placeholder: t("Name of this view"),
      "aria-label": t("Name of this view"),
    });
    this.form = element("form", {}, this.name, element("button", { type: "submit" }, t("Save")));
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#save();
    });
    this.box = element(
      "div",
      { class: "stories", id: "stories", hidden: "hidden" },
      element("h2", {}, t("Stories")),
      this.ready,
      element("h2", {}, t("Saved in this browser")),
      this.own,
      this.form,
      this.said,
    );
    this.opener = button(t("Stories and saved views"), () => this.open(Boolean(this.box.hidden)), {
      "aria-expanded": "false",
      "aria-controls": "stories",
    });
    this.box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      this.open(false);
      this.opener.focus();
      event.stopPropagation();
    });
    this.element = element("div", { class: "stories-of" }, this.opener, this.box);
  }

  /** @param {boolean} on */
  async open(on) {
    this.box.hidden = !on;
    this.opener.setAttribute("aria-expanded", String(on));
    if (!on) return;
    this.#list();
    try {
      const [{ presets }, grammar] = await Promise.all([
        fetchJson("/api/figure/presets"),
        fetchJson("/api/view"),
      ]);
      this.ready.replaceChildren(
        ...presets.map((/** @type {Preset} */ preset) =>
          element(
            "li",
            {},
            button(named(preset, language().lang, "title"), () => this.#tell(preset, grammar), {
              title: named(preset, language().lang, "subtitle"),
            }),
          )
        ),
      );
    } catch (problem) {
      this.said.textContent = t("Could not be read: {why}", { why: String(problem) });
    }
  }

  /**
   * Shows what a ready figure shows; days, language and what the sides are called stay.
   * @param {Preset} preset
   * @param {Grammar} grammar
   */
  #tell({ params }, grammar) {
    const { layers, f = "", o = "", bbox } = params;
    this.#show({ ...viewParts(grammar, { layers, f, o }), sel: "", tab: "", ask: null, ...placeOf(bbox) });
  }

  /** @param {Partial<View>} part */
  #show(part) {
    this.store.change(part);
    this.open(false);
    this.opener.focus();
    uncover();
  }

  #list() {
    const views = this.#with((storage) => savedViews(storage)) ?? [];
    this.own.replaceChildren(...views.map(({ name, query }) => {
      const link = element("a", { href: `?${query}`, dir: "auto" }, name);
      link.addEventListener("click", async (event) => {
        if (event.ctrlKey || event.metaKey || event.shiftKey) return;
        event.preventDefault();
        const grammar = /** @type {Grammar} */ (await fetchJson("/api/view"));
        const usual = Object.fromEntries(grammar.parts.map((one) => [one.key, one.default]));
        const asked = viewParts(grammar, Object.fromEntries(new URLSearchParams(query)));
        this.#show({ .../** @type {Partial<View>} */ (usual), ...asked });
      });
      const remove = button("×", () => {
        this.#with((storage) => forget(storage, name));
        this.#list();
        this.name.focus();
      }, { "aria-label": t("Forget {name}", { name }) });
      return element("li", {}, link, remove);
    }));
  }

  async #save() {
    const name = this.name.value.trim();
    if (!name) {
      this.said.textContent = t("Write a name for the view first.");
      this.name.focus();
      return;
    }
    const texts = viewTexts(await fetchJson("/api/view"), this.store.view, "page");
    this.#with((storage) => keep(storage, { name, query: String(new URLSearchParams(texts)) }));
    this.name.value = "";
    this.#list();
  }

  /**
   * Does something with what the browser keeps, or says that it keeps nothing.
   * @template T
   * @param {(storage: Storage) => T} act
   * @returns {T | undefined}
   */
  #with(act) {
    try {
      const done = act(globalThis.localStorage);
      this.said.textContent = "";
      return done;
    } catch (problem) {
      // Storage that is switched off or full is told as an error; anything else is ours.
      if (!(problem instanceof DOMException)) throw problem;
      this.said.textContent = t("This browser keeps nothing: copy the link instead.");
    }
  }
}

/**
 * Where the map goes for an extent; none = the whole country.
 * @param {string | undefined} bbox
 * @returns {Partial<View>}
 */
function placeOf(bbox) {
  if (!bbox) return { c: null, z: null };
  const [west, south, east, north] = bbox.split(",").map(Number);
  return { c: [(south + north) / 2, (west + east) / 2], z: zoomFor([south, west, north, east], room()) };
}
