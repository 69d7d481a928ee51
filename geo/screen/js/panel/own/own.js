/** Layers of one's own: files are dropped on page or map, or chosen; what was added can be saved and deleted. */
import { button, element } from "../../shared/dom.js";
import { fetchJson, fetchSent, requested } from "../../shared/fetching.js";
import { here } from "../../shared/here.js";
import { whyOf } from "../../shared/refusals.js";
import { t, tn } from "../../shared/words.js";
import { viewTexts } from "../../state/view.js";
import { Adding } from "./adding.js";
import { Behind, isFigure } from "./behind.js";
import { ENDINGS } from "./roles.js";

/** @import { Store } from "../../state/store.js" */

/** @typedef {{ id: string, title: string, features: number }} OwnLayer */

export class OwnData {
  #listening = new AbortController();

  /** @param {Store} store */
  constructor(store) {
    this.store = store;
    this.adding = new Adding((layer) => this.#go([...store.view.layers, layer]));
    this.files = element("input", { type: "file", accept: ENDINGS, hidden: "", class: "own-file" });
    this.files.addEventListener("change", () => {
      this.take(this.files.files);
      this.files.value = "";
    });
    this.list = element("ul", { class: "own-list" });
    this.said = element("p", { class: "own-said", role: "status" });
    this.behind = new Behind(() => store.view.lang);
    this.element = element(
      "div",
      { class: "own" },
      button(t("Add own data…"), () => this.files.click(), {
        title: t("Or drop a file on the map: {formats}", {
          formats: "GeoJSON, GeoPackage, SHP, KML, GPX, CSV, XLSX",
        }),
      }),
      this.files,
      this.list,
      this.said,
    );
    const { choose, files, element: dialog } = this.behind;
    this.checking = element("div", { class: "own" }, choose, files);
    // A panel that is folded away is not seen, nor is a dialog in it: a file may be dropped on the map all the same.
    this.dialogs = element("div", { class: "own-dialogs" }, this.adding.element, dialog);
    document.body.append(this.dialogs);
    this.hear(document);
    this.#show();
  }

  /** @param {Document} page takes files that are dropped on it */
  hear(page) {
    const { signal } = this.#listening;
    page.addEventListener("dragover", (event) => {
      if (event.dataTransfer?.types.includes("Files")) event.preventDefault();
    }, { signal });
    page.addEventListener("drop", (event) => {
      if (!event.dataTransfer?.files.length) return;
      event.preventDefault();
      this.take(event.dataTransfer.files);
    }, { signal });
  }

  /** Listens no more. */
  end() {
    this.#listening.abort();
    this.dialogs.remove();
  }

  /** @param {FileList | null} files the first is taken */
  take(files) {
    if (!files?.length) return;
    if (isFigure(files[0].name)) this.behind.open(files[0]);
    else this.adding.open(files[0]);
  }

  /** Lists what was added. */
  async #show() {
    requested.delete("/api/own");
    const { open, layers } = await fetchJson("/api/own").catch(() => ({ open: false, layers: [] }));
    this.element.hidden = !open;
    this.list.replaceChildren(...layers.map((/** @type {OwnLayer} */ layer) => this.#row(layer)));
  }

  /** @param {OwnLayer} layer */
  #row({ id, title, features }) {
    const save = element("a", { href: here(`/api/own/${id}.zip`), download: `${id}.zip` }, t("Save"));
    return element(
      "li",
      { "data-own": id },
      element("span", { dir: "auto" }, title),
      element("small", {}, tn("{n} feature", "{n} features", features)),
      save,
      button(t("Delete"), () => this.#delete(id), { "aria-label": t("Delete {layer}", { layer: title }) }),
    );
  }

  /** @param {string} id */
  async #delete(id) {
    try {
      await fetchSent(`/api/own/delete?${new URLSearchParams({ layer: id })}`, null);
      await this.#go(this.store.view.layers.filter((one) => one !== id));
    } catch (error) {
      this.said.textContent = whyOf(error);
    }
  }

  /**
   * Loads the page anew with these layers: whatever has the old list of layers goes with it.
   * @param {string[]} layers
   */
  async #go(layers) {
    const texts = viewTexts(await fetchJson("/api/view"), { ...this.store.view, layers }, "page");
    const { pathname, search } = globalThis.location;
    const query = `?${new URLSearchParams(texts)}`;
    if (query === search) globalThis.location.reload();
    else globalThis.location.assign(`${pathname}${query}`);
  }
}
