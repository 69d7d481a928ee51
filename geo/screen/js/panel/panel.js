/** The panel beside the map: search, dates, names and the layer list, each a part that shows the view and asks the store
 * for changes. It knows the catalogue only through /api/layers. */
import { button, element } from "../shared/dom.js";
import { fetchJson } from "../shared/fetching.js";
import { named } from "../shared/names.js";
import { language, t } from "../shared/words.js";
import { Dates } from "./dates.js";
import { Keys } from "./keys.js";
import { Languages } from "./languages.js";
import { makeRoom } from "./room.js";
import { Search } from "./search.js";
import { Stories } from "./stories.js";
import { Taking } from "./taking.js";
import { OwnData } from "./own/own.js";
import { Tree } from "./layers/tree.js";

/** @import { Catalogue } from "../state/catalogue.js" */
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
  /** Whether two maps are compared, once there is something to fold. */
  #two = /** @type {boolean | null} */ (null);

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
    const [catalogue, look] = await Promise.all([fetchJson("/api/layers"), fetchJson("/api/look")]);
    this.catalogue = structuredClone(catalogue);
    this.symbols = look.symbols;
    this.search = new Search(this.store, (position) => this.#map?.point(position) ?? "", (id) => {
      /** @type {Catalogue | undefined} */
      const catalogue = this.catalogue;
      const layer = catalogue?.layers.find((one) => one.id === id);
      return layer ? named(layer, language().lang, "title") : "";
    });
    this.languages = new Languages(this.store);
    this.dates = new Dates(this.store, this.catalogue, this.today, this.languages.naming);
    this.stories = new Stories(this.store);
    this.tree = this.#newTree();
    this.taking?.end();
    this.taking = new Taking(this.store, this.catalogue.version);
    this.own?.end();
    this.own = new OwnData(this.store);
    this.dates.onPlay = (on) => this.#map?.play(on);
    if (this.#map && this.#frame) this.taking.meet(this.#map, this.#frame);
    if (this.#frame?.contentDocument) this.own.hear(this.#frame.contentDocument);
    this.root.replaceChildren(
      button(t("Skip to the map"), () => this.#skip(), { class: "skip" }),
      element("header", {}, element("h1", {}, t("Libya map")), this.languages.element),
      this.search.element,
      this.dates.element,
      this.tree.element,
      element(
        "footer",
        {},
        this.stories.element,
        this.own.element,
        this.keys.element,
        this.own.checking,
        this.taking.element,
      ),
    );
    this.reflect(this.store.view);
    if (this.#drawn) this.tree.count(this.#drawn);
  }

  #newTree() {
    return new Tree(this.store, this.catalogue, this.symbols, (layer) => this.#map?.showUnplaced(layer));
  }

  /** Takes the keyboard to the map, past all that stands in the panel. */
  #skip() {
    const page = this.#frame?.contentDocument;
    const map = /** @type {HTMLElement | null | undefined} */ (page?.querySelector(".leaflet-container"));
    this.#frame?.contentWindow?.focus();
    map?.focus();
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
    this.tree = this.#newTree();
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
    this.own?.end();
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
    if (!frame.contentDocument) return;
    this.keys.hear(frame.contentDocument);
    this.own?.hear(frame.contentDocument);
  }

  /** @param {Drawn} drawn */
  count(drawn) {
    this.#drawn = drawn;
    this.tree?.count(drawn);
  }

  /** @param {View} view */
  reflect(view) {
    const two = Boolean(view.compare);
    if (this.tree && this.#two !== two) makeRoom(this.#two = two);
    // Names in lists are those of the language in which they were made.
    if (this.tree && this.#spoken !== language().lang) return this.renew(this.catalogue);
    for (const part of [this.search, this.dates, this.languages, this.tree]) part?.reflect(view);
  }
}
