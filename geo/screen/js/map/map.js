/* The map: it follows a store, brings what is drawn into line with the view there, and asks it for changes. */
import { today } from "../shared/calendar.js";
import { inPanelOrder, layerUrl, sidesOn, usualLayers } from "../shared/catalogue.js";
import { fetchJson, fetchTypefaces } from "../shared/fetching.js";
import { L } from "../shared/leaflet.js";
import { tellDrawn } from "../state/link.js";
import { dateText } from "../shared/names.js";
import { painted } from "../shared/painting.js";
import { speak } from "../shared/words.js";
import { asked, shapesOf } from "../state/sketch.js";
import { openTab } from "../state/tabs.js";
import { Cards } from "../tabs/inspect/cards.js";
import { Answering } from "./answering.js";
import { EvidenceLayer } from "./layers/evidence_layer.js";
import { Furniture } from "./furniture.js";
import { around } from "./layers/geometry.js";
import { GroundLayer } from "./layers/ground.js";
import { groundLabels, LabelLayer } from "./layers/labels.js";
import { legendOf } from "./legend.js";
import { Painter } from "./layers/painter.js";
import { aboutOf, hoverText, targets } from "./pointing.js";
import { Side } from "./side.js";
import { Sketching } from "./sketching.js";
import { spreadSymbols } from "./layers/spread.js";

/** @typedef {import("./layers/evidence_layer.js").Hit} Hit */
/** @typedef {import("./layers/evidence_layer.js").Item} Item */
/** @typedef {import("./layers/evidence_layer.js").Properties} Properties */
/** @typedef {import("../shared/catalogue.js").Catalogue} Catalogue */
/** @typedef {import("../state/store.js").Store} Store */
/** @typedef {import("../state/view.js").View} View */

/**
 * Libya, as south-west and north-east corner.
 * @type {[[number, number], [number, number]]}
 */
const HOME = [[19.3, 9.0], [33.6, 25.5]];
const DECIMALS = 4; // of the centre in degrees
const TIDY_AFTER = 30; // ms
const SMALLEST = 200; // px: a smaller frame is one that the page has not laid out yet
/** Marks the page until its first picture is painted: laying out text would hold that up. */
const ARRIVING = "arriving";
/** What stands where in the map pane; evidence takes its layer's order above its own. */
const PANES = { ground: 200, tiles: 210, evidence: 400, sketch: 610, labels: 640 };

export class LibyaMap {
  /**
   * @param {import("leaflet").Map} map
   * @param {Catalogue} catalogue
   * @param {import("./layers/painter.js").LookDocument} look
   * @param {Store} store
   */
  constructor(map, catalogue, look, store) {
    /** @type {import("leaflet").Map} */
    this.map = map;
    this.catalogue = catalogue;
    /** The catalogue's own names, which a policy of names takes the place of. */
    this.usual = usualNames(catalogue);
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
    /** @type {Map<string, EvidenceLayer>} */
    this.layers = new Map();
    /** @type {Map<string, string>} */
    this.failed = new Map();
    this.turn = 0;
    this.quiet = true;
    this.policy = "";
    this.spread = "";
    /** @type {{ c: [number, number] | null, z: number | null } | null} */
    this.waitingToGo = null;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    const colours = dark ? look.ground_dark : look.ground;
    this.painter = new Painter(look, colours);
    const root = map.getContainer();
    root.style.background = colours.sea;
    this.pane("ground", PANES.ground);
    this.pane("sketch", PANES.sketch).style.pointerEvents = "none";
    this.pane("labels", PANES.labels).style.pointerEvents = "none";
    this.ground = new GroundLayer("ground", colours).addTo(map);
    this.labels = new LabelLayer("labels").addTo(map);
    this.labels.picked = (id) => this.openCards([{ id }]);
    this.furniture = new Furniture(map, root, this.painter);
    this.answering = new Answering(this);
    this.sketching = new Sketching(this);
    this.cards = new Cards(this);
    this.side = new Side(this);
    document.body.classList.add(ARRIVING);
    this.loadGround();
    this.furniture.legend.addEventListener("toggle", () => this.tidySoon());
    map.on("click", (event) => this.click(event));
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => this.furniture.hover("", { x: 0, y: 0 }));
    map.on("moveend", () => this.moved());
    new ResizeObserver(() => this.measured()).observe(root);
    document.fonts.addEventListener("loadingdone", () => this.typefaceCame());
  }

  /** What was painted and measured with a stand-in is done again. */
  typefaceCame() {
    for (const layer of this.paintedLayers()) layer.repaint();
    this.tidy();
  }

  /**
   * @param {string} name
   * @param {number} order
   */
  pane(name, order) {
    const pane = this.map.createPane(name);
    pane.style.zIndex = String(order);
    return pane;
  }

  async loadGround() {
    const nothing = { features: [] };
    const layer = (/** @type {string} */ id) => fetchJson(this.dataUrl(id)).catch(() => nothing);
    const [ground, districts, places] = await Promise.all([
      fetchJson(`/api/ground.geojson?v=${this.catalogue.version}`),
      layer("districts"),
      layer("places"),
    ]);
    this.ground.setGround(ground, districts);
    this.labels.setLabels(groundLabels(ground, places));
    this.map.getContainer().dataset.ground = "ready";
    this.furniture.sources = await fetchJson(`/api/sources?v=${this.catalogue.version}`).catch(() => ({}));
    this.tidySoon();
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
  async layer(id) {
    const spec = this.catalogue.layers.find((one) => one.id === id && !one.fault);
    if (!spec) return null;
    let layer = this.layers.get(id);
    if (!layer) {
      const name = `evidence-${id}`;
      this.pane(name, PANES.evidence + spec.order).style.pointerEvents = "none";
      layer = new EvidenceLayer(spec, this.catalogue.actors, this.painter, name);
      this.layers.set(id, layer);
    }
    const url = this.dataUrl(id);
    if (layer.source !== url) {
      const collection = await fetchJson(url);
      if (this.dataUrl(id) !== url) return layer;
      layer.setFeatures(collection);
      layer.source = url;
    }
    return layer;
  }

  /**
   * Shows the view of a store, and every view that it gets, until `leave` is called or another store is followed.
   * @param {Store} store
   */
  follow(store) {
    this.leave();
    this.store = store;
    this.leave = store.subscribe((_, part) => this.apply(part));
    return this.apply(store.view);
  }

  /**
   * Takes over other data; the old picture stays until the new one is there.
   * @param {Catalogue} catalogue
   */
  async renew(catalogue) {
    this.catalogue = catalogue;
    this.usual = usualNames(catalogue);
    this.policy = "";
    for (const layer of this.layers.values()) {
      layer.actors = catalogue.actors;
      layer.spec = catalogue.layers.find(({ id }) => id === layer.id) ?? layer.spec;
    }
    this.cards.forget();
    await Promise.all([this.loadGround(), this.apply({ layers: this.state.layers })]);
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
    if (this.shown && Object.keys(part).every((name) => name === "c" || name === "z") && this.isThere()) {
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
      ...missing.map((id) => this.layer(id).catch((problem) => this.failed.set(id, problem.message))),
    ]);
    if (this.turn === turn) this.show();
  }

  /** Draws the view, all of whose layers have come. */
  show() {
    const { state } = this;
    document.body.classList.toggle("brief", state.view === "brief");
    this.rename(state.names);
    this.side.show(openTab(state));
    // Where to look comes before what to show, so that nothing is painted for a view that is left at once.
    if (!this.shown || (this.moving && !this.isThere())) this.go(state);
    this.moving = false;
    this.draw();
    this.sketching.show(state.draw ?? "");
    this.tiles(Boolean(state.tiles));
    if (state.sel) this.openSelected();
    else this.cards.clear();
    this.shown = state;
    this.quiet = false;
  }

  /** Whether the map is where the view says. */
  isThere() {
    const { c, z } = this.state;
    const there = this.place();
    return c?.join() === there.c.join() && z === there.z;
  }

  /**
   * Where the map is, as a view says it.
   * @returns {{ c: [number, number], z: number }}
   */
  place() {
    const { lat, lng } = this.map.getCenter();
    return { c: [Number(lat.toFixed(DECIMALS)), Number(lng.toFixed(DECIMALS))], z: this.map.getZoom() };
  }

  /**
   * Names actors and layers by a policy of naming.csv, in place: whoever shows them reads them from here.
   * @param {string} policy
   */
  rename(policy) {
    if (policy === this.policy) return;
    this.policy = policy;
    const { layers, actors, naming } = this.catalogue;
    const names = naming[policy] || {};
    layers.forEach((layer, i) => {
      const usual = this.usual.layers[i];
      [layer.title, layer.title_ar] = names[`layer:${layer.id}`] || [usual.title, usual.title_ar];
    });
    for (const [id, actor] of Object.entries(actors)) {
      const usual = this.usual.actors[id];
      [actor.name_en, actor.name_ar] = names[`actor:${id}`] || [usual.name_en, usual.name_ar];
    }
  }

  /**
   * Goes where the state says, or waits until the frame has a size to go by.
   * @param {{ c: [number, number] | null, z: number | null }} place
   */
  go({ c, z }) {
    this.quietly(() => this.map.invalidateSize({ animate: false, pan: false }));
    const { x, y } = this.map.getSize();
    this.waitingToGo = x < SMALLEST || y < SMALLEST ? { c, z } : null;
    if (this.waitingToGo) return;
    this.furniture.fit();
    this.edge = this.furniture.leftEdge;
    this.quietly(() => {
      if (c) {
        this.map.setView(c, z ?? this.map.getZoom(), { animate: false });
        return;
      }
      this.map.fitBounds(HOME, {
        animate: false,
        paddingTopLeft: [this.furniture.leftEdge, 34],
        paddingBottomRight: [4, 30],
      });
      if (z !== null) this.map.setZoom(z, { animate: false });
    });
  }

  /** The map has another size: its centre stays, as a link says it; a view of the whole country stays whole. */
  resized() {
    const { state } = this;
    if (state && !state.c && state.z === null) this.go(state);
    else this.quietly(() => this.map.invalidateSize({ animate: false }));
  }

  measured() {
    if (this.waitingToGo) {
      this.go(this.waitingToGo);
      return;
    }
    // The first time it is told of the size by which it went.
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { x, y } = this.map.getSize();
    if (x !== clientWidth || y !== clientHeight) this.resized();
  }

  /**
   * Moves the map without calling it the analyst's doing: such a view is not written to the address.
   * @param {() => void} move
   */
  quietly(move) {
    const before = this.quiet;
    this.quiet = true;
    move();
    this.quiet = before;
  }

  /**
   * What was drawn by hand, as a question takes it; the last one last.
   * @returns {{ type: string, text: string }[]}
   */
  drawings() {
    return shapesOf(this.store.view.draw).map(asked);
  }

  /** The layers that are on the map, in drawing order. */
  drawn() {
    return [...this.layers.values()].filter(({ shown }) => shown).sort((a, b) => a.spec.order - b.spec.order);
  }

  /** The same, and over them what an answer shows. */
  paintedLayers() {
    const { layer } = this.answering;
    return [...this.drawn(), ...(layer.shown ? [layer] : [])];
  }

  /** The same in the order of the panel, as the legend explains them: what is asked, then the evidence. */
  explained() {
    const { layer } = this.answering;
    return [...(layer.shown ? [layer] : []), ...inPanelOrder(this.drawn(), this.catalogue.groups)];
  }

  /** The sides as they are called on the day shown. */
  sides() {
    return sidesOn(this.catalogue, this.state);
  }

  /** Every feature that was painted, or would be where it is in view, in drawing order. */
  drawnFeatures() {
    return this.paintedLayers().flatMap(({ id: layer, opacity, noted }) =>
      noted.map(({ item: { id, look: { fill, edge, hatch, symbol } }, state }) => (
        { layer, id, state, fill, edge, hatch, symbol, opacity }
      ))
    );
  }

  /** The legend of all that is drawn, in view or not. */
  drawnLegend() {
    const { lang } = this.state;
    const sections = legendOf(this.explained(), this.sides(), lang, ({ noted }) => noted);
    return sections.flatMap(({ layer, entries }) =>
      entries.map(({ title, state, look: { fill, edge, hatch, symbol } }) => (
        { layer, title, state, fill, edge, hatch, symbol }
      ))
    );
  }

  /** Shows, hides and dates the layers that are loaded: what was asked for first, the tidying after it is painted. */
  draw() {
    const state = this.state;
    const first = !this.drawn().length;
    const wanted = [...this.layers.values()].filter(({ id, source }) =>
      state.layers.includes(id) && source === this.dataUrl(id)
    );
    for (const layer of wanted) {
      layer.setOpacity(state.opacity[layer.id] ?? 1);
      if (layer.setMoment(state.at, state.filters)) layer.repaint();
    }
    // A first picture has nothing to wait for, so its symbols stand apart at once and are painted only once.
    if (first) this.spreadAll(wanted);
    for (const layer of this.layers.values()) {
      const on = wanted.includes(layer);
      if (on && !layer.shown) layer.addTo(this.map);
      else if (!on && layer.shown) layer.remove();
    }
    this.report();
    this.tidySoon();
  }

  /**
   * Moves symbols apart, unless that was done for these features at this zoom.
   * @param {EvidenceLayer[]} layers
   */
  spreadAll(layers) {
    const sorted = [...layers].sort((a, b) => a.spec.order - b.spec.order);
    const zoom = this.map.getZoom();
    const now = [zoom, ...sorted.map(({ id, version }) => `${id}:${version}`)].join();
    if (now === this.spread) return;
    this.spread = now;
    spreadSymbols(sorted, zoom);
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
    this.spreadAll(layers);
    this.answering.layer.beside = new Set(layers.map(({ id }) => id));
    const named = this.paintedLayers().reverse().flatMap((layer) => layer.names());
    this.furniture.update(this.explained(), state, this.sides(), this.out());
    this.makeRoom();
    this.furniture.explain(this.emptiness(layers));
    const holders = layers.flatMap((layer) => layer.holders(state.at, state.names));
    const taken = [...layers.flatMap((layer) => layer.boxes()), ...this.furniture.boxes()];
    this.labels.keepClearOf(taken, named, holders);
    this.side.update(layers, state);
    this.tidied = this.shown;
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
   * Nothing is drawn: which of the choices made it so, and how to undo it.
   * @param {EvidenceLayer[]} layers
   */
  emptiness(layers) {
    const { layers: wanted, known, recorded, at, filters } = this.state;
    if (this.out().length || layers.some(({ placed }) => placed.length)) return null;
    const undo = (
      /** @type {string} */ text,
      /** @type {string} */ offer,
      /** @type {Partial<View>} */ part,
    ) => (
      { text, offer, act: () => this.change(part) }
    );
    if (!wanted.length) {
      return undo("No layer is on.", "Show the usual layers", { layers: usualLayers(this.catalogue) });
    }
    const bare = !layers.some((layer) => layer.items.length);
    if (known && bare) {
      return undo(`Of these layers nothing was published yet by ${dateText(known)}.`, "Whenever published", {
        known: "",
      });
    }
    if (recorded && bare) {
      return undo(`Of these layers nothing was recorded yet on ${dateText(recorded)}.`, "As recorded now", {
        recorded: "",
      });
    }
    if (Object.keys(filters).length) {
      return undo("The filters leave nothing.", "Clear the filters", { filters: {} });
    }
    return undo(`Of these layers nothing holds on ${dateText(at)}.`, "Go to today", { at: today() });
  }

  /** A brief shows the country beside its legend: where that takes another width than was allowed for, looks anew. */
  makeRoom() {
    const state = this.state;
    if (state.view === "brief" && !state.c && this.furniture.leftEdge !== this.edge) this.go(state);
  }

  /** @param {boolean} on */
  tiles(on) {
    const url = this.catalogue.tiles;
    if (on && url && !this.background) {
      this.background = L.tileLayer(url, { maxZoom: 18, pane: "tilePane" });
      this.pane("tilePane", PANES.tiles);
    }
    if (on) this.background?.addTo(this.map);
    else this.background?.remove();
  }

  /**
   * What is under a layer point: symbols before lines before areas, the nearest first.
   * @param {{ x: number, y: number }} point
   * @returns {Hit[]}
   */
  hitsAt(point) {
    return this.paintedLayers().flatMap((layer) => layer.hits(point)).sort((a, b) =>
      a.rank - b.rank || a.distance - b.distance || b.layer.spec.order - a.layer.spec.order
    );
  }

  /** @param {import("leaflet").LeafletMouseEvent} event */
  click(event) {
    if (this.sketching.takes(event.latlng)) return;
    const ground = this.ground.districtAt(event.layerPoint);
    const { lat, lng } = event.latlng;
    const found = targets(this.hitsAt(event.layerPoint), ground, [lat, lng]);
    if (found.length) this.openCards(found);
    else if (this.state?.sel) this.change({ sel: "" });
  }

  /** @param {import("leaflet").LeafletMouseEvent} event */
  hover(event) {
    if (this.sketching.follows(event.latlng)) {
      this.furniture.hover("", event.containerPoint);
      return;
    }
    if (this.waiting || !this.state) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const hits = this.hitsAt(event.layerPoint);
      const name = hoverText(hits, this.catalogue.actors, this.state.lang);
      this.furniture.hover(name, event.containerPoint);
      this.map.getContainer().style.cursor = name ? "pointer" : "";
    });
  }

  /** The card that the state asks for, unless it is one of those already laid out. */
  openSelected() {
    const { sel } = this.state;
    if (!this.cards.holds(sel)) this.cards.lay([{ id: sel }]);
    this.cards.show(sel);
    this.mark(this.marked());
  }

  /** Ids of the features that are ringed. */
  marked() {
    const { sel } = this.state;
    return this.cards.picked ? this.cards.hits.map(({ id }) => id) : sel ? [sel] : [];
  }

  /**
   * The colours of the side that an actor is of.
   * @param {string} actor
   */
  coloursOf(actor) {
    const { colour = this.painter.ground.border, edge = colour } = this.catalogue.actors[actor]?.style ?? {};
    return { colour: String(colour), edge: String(edge) };
  }

  /**
   * Lays out cards and opens the first of them beside the map.
   * @param {import("./pointing.js").Target[]} hits
   */
  openCards(hits) {
    if (!hits.length) return;
    this.cards.lay(hits);
    this.change({ sel: hits[0].id, tab: this.side.open === "brief" ? "brief" : "inspect" });
  }

  /**
   * Opens the cards of what a layer holds on this date but cannot draw, because nobody knows where it is.
   * @param {string} id
   */
  showUnplaced(id) {
    this.openCards((this.layers.get(id)?.visible ?? []).filter((item) => !item.shape));
  }

  /**
   * Rings the selected features on the map, and what is claimed about them.
   * @param {string[]} ids
   */
  mark(ids) {
    const meant = (/** @type {Item} */ { id, properties }) =>
      ids.includes(id) || ids.includes(aboutOf(properties));
    for (const layer of this.paintedLayers()) {
      const wanted = new Set(ids.length ? layer.items.filter(meant).map(({ id }) => id) : []);
      const same = wanted.size === layer.selected.size && [...wanted].every((id) => layer.selected.has(id));
      layer.selected = wanted;
      if (!same) layer.repaint();
    }
  }

  /**
   * Moves the view so that some features can be seen, near enough to tell them from their neighbours.
   * @param {...(import("./layers/geometry.js").Shape | null)} shapes
   */
  flyTo(...shapes) {
    const boxes = shapes.flatMap((shape) => (shape ? [shape.box] : []));
    if (!boxes.length) return;
    const [x0, y0, x1, y1] = around(boxes);
    const corner = (/** @type {number} */ x, /** @type {number} */ y) =>
      L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
    const bounds = L.latLngBounds(corner(x0, y1), corner(x1, y0));
    this.map.fitBounds(bounds.pad(0.2), { maxZoom: Math.max(9, this.map.getZoom()), animate: false });
  }

  moved() {
    if (!this.quiet) this.change(this.place());
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

/**
 * What a policy of names changes, as the catalogue has it.
 * @param {Catalogue} catalogue
 */
function usualNames({ layers, actors }) {
  return structuredClone({ layers, actors });
}
