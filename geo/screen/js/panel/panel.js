/** The panel beside the map: search, dates, names and the layer list, each a part that shows the view and asks the store
 * for changes. It knows the catalogue only through /api/layers. */
import { fetchJson } from "../shared/fetching.js";
import { named } from "../shared/names.js";
import { language } from "../shared/words.js";
import { Dates } from "./dates.js";
import { Keys } from "./keys.js";
import { Languages } from "./languages.js";
import { Search } from "./search.js";
import { Taking } from "./taking.js";
import { Tree } from "./layers/tree.js";

/** @import { Catalogue } from "../shared/catalogue.js" */
/** @import { Drawn, MapLink } from "../state/link.js" */
/** @import { Store } from "../state/store.js" */
/** @import { View } from "../state/view.js" */

export class Panel {
  /** @type {MapLink | undefined} */
  #map;
  /** @type {Drawn | undefined} */
  #drawn;
  /** @type {HTMLIFrameElement | undefined} */
  #frame;
  #spoken = "";

  /**
   * @param {HTMLElement} root
   * @param {Store} store
   * @param {string} today the server's day
   */
  constructor(root, store, today) {
    this.root = root;
    this.store = store;
    this.today = today;
    this.keys = new Keys(this);
    this.unsubscribe = store.subscribe((view) => this.reflect(view));
    this.ready = this.#build();
    // Where tests and the console find it.
    Object.assign(root, { panel: this });
  }

  async #build() {
    this.#spoken = language().lang;
    // A copy: the map names the sides in its own.
    this.catalogue = structuredClone(await fetchJson("/api/layers"));
    this.search = new Search(this.store, (position) => this.#map?.point(position), (id) => {
      /** @type {Catalogue | undefined} */
      const catalogue = this.catalogue;
      const layer = catalogue?.layers.find((one) => one.id === id);
      return layer ? named(layer, language().lang, "title") : "";
    });
    this.dates = new Dates(this.store, this.catalogue.version, this.today);
    this.languages = new Languages(this.store);
    this.tree = new Tree(this.store, this.catalogue, (layer) => this.#map?.showUnplaced(layer));
    this.taking?.end();
    this.taking = new Taking(this.store, this.catalogue.version);
    this.dates.onPlay = (on) => this.#map?.play(on);
    if (this.#map && this.#frame) this.taking.meet(this.#map, this.#frame);
    const parts = [this.search, this.dates, this.languages, this.taking, this.tree, this.keys];
    this.root.replaceChildren(...parts.map((part) => part.element));
    this.reflect(this.store.view);
    if (this.#drawn) this.tree.count(this.#drawn);
  }

  /**
   * Shows what there is in other data; what is unfolded stays so, and the focus where it is.
   * @param {Catalogue} catalogue
   */
  renew(catalogue) {
    this.catalogue = structuredClone(catalogue);
    if (this.dates) this.dates.version = catalogue.version;
    if (this.taking) this.taking.version = catalogue.version;
    const before = this.tree;
    this.#spoken = language().lang;
    if (!before) return;
    this.tree = new Tree(this.store, this.catalogue, (layer) => this.#map?.showUnplaced(layer));
    this.tree.unfoldAs(before);
    const focused = before.element.contains(document.activeElement) ? document.activeElement?.id : "";
    before.element.replaceWith(this.tree.element);
    this.reflect(this.store.view);
    if (this.#drawn) this.tree.count(this.#drawn);
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  /** Ends what the panel listens to: another element takes its place. */
  leave() {
    this.unsubscribe();
    this.keys.leave();
    this.taking?.end();
  }

  /**
   * Takes up with the map: its keys are heard too.
   * @param {MapLink} map
   * @param {HTMLIFrameElement} frame
   */
  meet(map, frame) {
    this.#map = map;
    this.#frame = frame;
    this.taking?.meet(map, frame);
    if (frame.contentDocument) this.keys.hear(frame.contentDocument);
  }

  /** @param {Drawn} drawn */
  count(drawn) {
    this.#drawn = drawn;
    this.tree?.count(drawn);
  }

  /** @param {View} view */
  reflect(view) {
    // Names in lists are those of the language in which they were made.
    if (this.tree && this.#spoken !== language().lang) return this.renew(this.catalogue);
    for (const part of [this.search, this.dates, this.languages, this.tree]) part?.reflect(view);
  }
}
