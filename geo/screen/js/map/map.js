/* The map: it follows a store, brings what is drawn into line with the view there, and asks it for changes. */
import { firstOf } from "../rules/dating.js";
import { lastVisit } from "../state/visits.js";
import { inPanelOrder, layerUrl, sidesOn } from "../state/catalogue.js";
import { fetchTypefaces } from "../shared/fetching.js";
import { named, shortName } from "../shared/names.js";
import { tellDrawn } from "../state/link.js";
import { arrived, painted } from "../shared/painting.js";
import { whyOf } from "../shared/refusals.js";
import { speak, t } from "../shared/words.js";
import { openTab } from "../state/tabs.js";
import { otherwise } from "../state/store.js";
import { Cards } from "../tabs/inspect/cards.js";
import { Answering } from "./answering.js";
import { Backdrop } from "./backdrop.js";
import { Camera } from "./camera.js";
import { Changing } from "./changing.js";
import { Comparing } from "./compare/comparing.js";
import { entriesOf, featuresOf } from "./drawn.js";
import { emptiness } from "./furniture/emptiness.js";
import { HeldLayers } from "./layers/held.js";
import { Furniture } from "./furniture/furniture.js";
import { GroundLayer } from "./layers/ground.js";
import { LabelLayer } from "./layers/labels.js";
import { addPane } from "./layers/panes.js";
import { Rings } from "./layers/rings.js";
import { Painter } from "./painting/painter.js";
import { Hand } from "./hand.js";
import { Naming } from "./naming.js";
import { Picking } from "./picking.js";
import { Side } from "./furniture/side.js";
import { Sketching } from "./sketching.js";

/** @typedef {import("../state/catalogue.js").Catalogue} Catalogue */
/** @typedef {import("./layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../state/store.js").Store} Store */
/** @typedef {import("../state/view.js").View} View */

const TIDY_AFTER = 30; // ms
/** Marks the page until its first picture is painted: laying out text would hold that up. */
const ARRIVING = "arriving";
const PANES = /** @type {const} */ (["ground", "chosen", "sketch", "labels"]);

export class LibyaMap {
  /**
   * @param {import("leaflet").Map} map
   * @param {Catalogue} catalogue
   * @param {import("./painting/look.js").LookDocument} look
   * @param {Store} store
   */
  constructor(map, catalogue, look, store) {
    /** @type {import("leaflet").Map} */
    this.map = map;
    this.catalogue = catalogue;
    this.naming = new Naming(catalogue);
    this.store = store;
    /** Ends what `follow` began. */
    this.leave = () => {};
    /**
     * The view that was asked for last, that whose layers stand on the map, and that whose symbols and names stand
     * apart too.
     * @type {View}
     */
    this.state = store.view;
    /** @type {View | null} */
    this.shown = null;
    /** @type {View | null} */
    this.tidied = null;
    /**
     * Stands for the tidying that is due.
     * @type {object | null}
     */
    this.tidying = null;
    /** Whether the map has to go where the view says. */
    this.moving = true;
    /** @type {Map<string, string>} */
    this.failed = new Map();
    this.turn = 0;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const colours = dark ? look.ground_dark : look.ground;
    this.painter = new Painter(look, colours);
    this.layers = new HeldLayers(map, this.painter, (id, problem) => this.cameIn(id, problem));
    const root = map.getContainer();
    root.style.background = colours.sea;
    // On the page, not on this map: the names of the other map of Compare have them too.
    const page = document.documentElement.style;
    page.setProperty("--label", colours.label);
    page.setProperty("--halo", colours.halo);
    page.setProperty("--halo-width", `${look.label.halo_width}px`);
    for (const part of PANES) addPane(map, part);
    this.ground = new GroundLayer("ground", colours, look.screen).addTo(map);
    this.labels = new LabelLayer("labels", look.screen.type).addTo(map);
    this.labels.picked = (id) => this.picking.openCards([{ id }]);
    this.furniture = new Furniture(map, root, this.painter, (part) => this.change(part));
    /** Whether it is laid out for paper. */
    this.printing = false;
    this.furniture.namesOf = (ids) =>
      ids.map((id) =>
        shortName(this.catalogue.actors[id] ? named(this.catalogue.actors[id], this.state.lang) : id)
      );
    this.backdrop = new Backdrop(this);
    this.camera = new Camera(map, this.furniture, look.screen);
    this.picking = new Picking(this);
    this.answering = new Answering(this);
    const chosen = () => this.paintedLayers().flatMap((layer) => layer.chosen());
    this.rings = new Rings("chosen", this.painter, chosen).addTo(map);
    this.visit = lastVisit();
    this.comparing = new Comparing(this);
    this.changing = new Changing(this);
    this.sketching = new Sketching(this);
    this.hand = new Hand(this);
    this.cards = new Cards(this);
    this.side = new Side(this);
    document.body.classList.add(ARRIVING);
    // Without its ground the map is there all the same.
    this.backdrop.load().finally(() => this.state.compare || arrived("map"));
    this.furniture.legend.addEventListener("toggle", () => this.tidySoon());
    // The three lines come later than the map, and names keep clear of them.
    new ResizeObserver(() => this.tidySoon()).observe(this.furniture.headline.element);
    map.on("moveend", () => this.moved());
    new ResizeObserver(() => this.camera.measured(this.state)).observe(root);
    document.fonts.addEventListener("loadingdone", () => this.typefaceCame());
  }

  /** What was painted and measured with a stand-in is done again. */
  typefaceCame() {
    for (const layer of this.paintedLayers()) layer.repaint();
    this.tidy();
  }

  /** The picture that stood for the map goes once all that it shows is painted, both maps where two are compared. */
  arrive() {
    const both = !this.state.compare || this.comparing.shown;
    if (both && this.tidied && this.map.getContainer().dataset.ground) arrived("map");
  }

  /** @param {string} id */
  dataUrl(id) {
    return layerUrl(id, this.catalogue.version, this.state);
  }

  /**
   * The layer of an id, its features fetched once for each pair of clocks; null when there is none.
   * @param {string} id
   * @returns {Promise<EvidenceLayer | null>}
   */
  layer(id) {
    const spec = this.catalogue.layers.find((one) => one.id === id && !one.fault);
    if (!spec) return Promise.resolve(null);
    const url = this.dataUrl(id);
    return this.layers.fetch(spec, this.catalogue.actors, url, () => this.dataUrl(id) === url);
  }

  /**
   * Other things of a large layer are drawn, or cannot be.
   * @param {string} id
   * @param {string} problem "" = none
   */
  cameIn(id, problem) {
    if (problem) this.failed.set(id, problem);
    else this.failed.delete(id);
    this.report();
    this.tidySoon();
  }

  /**
   * Shows the view of a store, and every view that it gets, until `leave` is called or another store is followed.
   * @param {Store} store
   */
  follow(store) {
    this.leave();
    this.store = store;
    this.leave = store.subscribe((_, part) => this.apply(part));
    // What is shown already stays as it is: nothing moves because another store came.
    return this.apply(this.shown ? otherwise(store.view, this.state) : store.view);
  }

  /**
   * Takes over other data; the old picture stays until the new one is there.
   * @param {Catalogue} catalogue
   */
  async renew(catalogue) {
    this.catalogue = catalogue;
    this.naming = new Naming(catalogue);
    for (const layer of this.layers) {
      layer.actors = catalogue.actors;
      layer.spec = catalogue.layers.find(({ id }) => id === layer.id) ?? layer.spec;
    }
    this.cards.forget();
    this.comparing.renew();
    await Promise.all([this.backdrop.load(), this.apply({ layers: this.state.layers })]);
  }

  /** Asks again for what could not be read. */
  retry() {
    this.cards.retry();
    if (this.failed.size) this.apply({ layers: this.state.layers });
  }

  /**
   * Brings the picture into line with the view.
   * @param {Partial<View>} part what of it was changed
   */
  async apply(part) {
    const before = this.state;
    const state = (this.state = this.store.view);
    // What is overtaken while its layers are fetched leaves the move to what overtakes it.
    if ("c" in part || "z" in part) this.moving = true;
    const parts = Object.keys(part);
    if (
      this.shown && parts.length && parts.every((name) => name === "c" || name === "z") &&
      this.camera.isThere(state)
    ) {
      // The map moved and said so itself, so nothing is left to draw.
      this.moving = false;
      if (this.shown === before) this.shown = state;
      return;
    }
    const turn = (this.turn += 1);
    const wanted = state.layers.filter((id) => this.catalogue.layers.some((one) => one.id === id));
    const missing = wanted.filter((id) => this.layers.get(id)?.source !== this.dataUrl(id));
    this.labels.lang = state.lang;
    this.answering.follow(state);
    this.failed.clear();
    await Promise.all([
      speak(state),
      ...missing.map((id) => this.layer(id).catch((problem) => this.failed.set(id, whyOf(problem)))),
    ]);
    if (this.turn === turn) this.show();
  }

  /** Draws the view, all of whose layers have come. */
  show() {
    const { state } = this;
    document.body.classList.toggle("brief", state.view === "brief");
    this.naming.apply(state.names);
    this.side.show(openTab(state));
    // Where to look comes before what to show, so that nothing is painted for a view that is left at once.
    const { shown } = this;
    const goes = !shown || (this.moving && !this.camera.isThere(state));
    this.furniture.headline.makeRoom(state);
    if (goes) {
      this.furniture.clears = Boolean(openTab(state)) && !state.compare;
      this.camera.go(state);
    }
    this.moving = false;
    this.draw();
    this.sketching.show(state.draw ?? "");
    this.backdrop.showTiles(Boolean(state.tiles));
    this.comparing.follow(state);
    if (state.sel) this.picking.openSelected();
    else this.cards.clear();
    const opened = openTab(shown ?? state) !== openTab(state) || shown?.sel !== state.sel;
    // A click moves no map, but for one whose panel is a sheet.
    if (state.sel && (goes || (opened && this.furniture.edges.sheet === "panel"))) {
      this.camera.uncover(this.picking.boxesOf(state.sel), state);
    }
    this.shown = state;
    this.camera.quiet = false;
  }

  /** The layers that are on the map, in drawing order. */
  drawn() {
    return this.layers.drawn();
  }

  /** The same, and over them what an answer shows. */
  paintedLayers() {
    const { layer } = this.answering;
    return [...this.drawn(), ...(layer.shown ? [layer] : [])];
  }

  /** As the legend calls them on the day shown. */
  get sides() {
    return sidesOn(this.catalogue, this.state);
  }

  /** The same in the order of the panel, as the legend explains them: what is asked, then the evidence. */
  explained() {
    const { layer } = this.answering;
    return [...(layer.shown ? [layer] : []), ...inPanelOrder(this.drawn(), this.catalogue.groups)];
  }

  /** Every feature that was painted, or would be where it is in view, in drawing order. */
  drawnFeatures() {
    return featuresOf(this.paintedLayers());
  }

  /** The legend of all that is drawn, in view or not. */
  drawnLegend() {
    return entriesOf(this.explained(), this.sides, this.state.lang);
  }

  /** Shows, hides and dates the layers that are loaded: what was asked for first, the tidying after it is painted. */
  draw() {
    const state = this.state;
    const first = !this.drawn().length;
    const wanted = [...this.layers].filter(({ id, source }) =>
      state.layers.includes(id) && source === this.dataUrl(id)
    );
    for (const layer of wanted) layer.setOpacity(state.opacity[layer.id] ?? 1);
    this.answering.layer.hide(state.filters);
    this.changing.watch(wanted, () => {
      for (const layer of wanted) {
        if (layer.setMoment(state.at, state.filters, firstOf(state))) layer.repaint();
      }
    });
    // A first picture has nothing to wait for, so its symbols stand apart at once and are painted only once.
    if (first) this.layers.spread(wanted, this.furniture.tabsOver(state));
    this.layers.show(wanted);
    this.report();
    this.tidySoon();
  }

  /** Tidies once what was drawn is on the screen: a toggle is seen before anything else moves. */
  tidySoon() {
    const turn = (this.tidying = {});
    const later = () => this.tidying === turn && this.tidy();
    painted().then(() => setTimeout(later, TIDY_AFTER));
  }

  /** Symbols apart, names clear of them, furniture up to date. */
  tidy() {
    const { state } = this;
    const layers = this.drawn();
    this.tidying = null;
    document.body.classList.remove(ARRIVING);
    this.layers.spread(layers, this.furniture.tabsOver(state));
    this.answering.layer.beside = new Map(layers.map((layer) => [layer.id, layer]));
    const named = this.paintedLayers().reverse().flatMap((layer) => layer.names());
    const beside = this.comparing.drawn();
    const seen = this.printing ? { ...state, view: "brief" } : state;
    this.furniture.update(this.explained(), seen, this.sides, this.out(), this.catalogue.version, beside);
    this.camera.makeRoom(state);
    this.furniture.explain(this.#emptiness(layers));
    const holders = layers.flatMap((layer) => layer.holders(state.at, state.names));
    const taken = [...layers.flatMap((layer) => layer.boxes()), ...this.furniture.boxes()];
    this.labels.hand = this.hand.onMap(layers);
    this.labels.keepClearOf(taken, named, holders, this.furniture.cut);
    this.side.update(layers, state);
    this.rings.repaint();
    this.comparing.tidy();
    this.tidied = this.shown;
    this.arrive();
    fetchTypefaces();
  }

  /** What was asked for and cannot be drawn. */
  out() {
    const { layers } = this.state;
    return this.catalogue.layers.filter(({ id, fault }) =>
      layers.includes(id) && (fault || this.failed.has(id))
    );
  }

  /**
   * Nothing is drawn: what to say, and what a click on it does.
   * @param {EvidenceLayer[]} layers
   */
  #emptiness(layers) {
    // A link with a question that has no answer says so, where the tab of it is not open.
    const { problem } = this.answering;
    if (problem && openTab(this.state) !== "ask") {
      return { text: problem, offer: t("Change the question"), part: { tab: "ask" } };
    }
    if (this.out().length || layers.some(({ placed, waits }) => waits || placed.length)) return null;
    const bare = !layers.some((layer) => layer.items.length);
    return emptiness(this.state, bare, this.catalogue);
  }

  /**
   * The colours of the side that an actor is of.
   * @param {string} actor
   */
  coloursOf(actor) {
    const { colour = this.painter.ground.border, edge = colour } = this.catalogue.actors[actor]?.style ?? {};
    return { colour: String(colour), edge: String(edge) };
  }

  moved() {
    if (!this.camera.quiet) this.change(this.camera.place());
    if (this.shown) this.tidy();
  }

  /**
   * Asks for a change of the view, which comes back through `apply`.
   * @param {Partial<View>} part
   */
  change(part) {
    this.store.change(part);
  }

  /** Tells the page around what is drawn. */
  report() {
    const counts = Object.fromEntries(this.drawn().map((layer) => [layer.id, layer.counts()]));
    tellDrawn({ counts, failed: Object.fromEntries(this.failed) });
  }
}
