/* The map: apply(state) brings what is drawn into line with the state and nothing else. */
import { fetchJson, fetchTypefaces } from "../shared/fetching.js";
import { L } from "../shared/leaflet.js";
import { dateText, named } from "../shared/names.js";
import { Cards } from "../tabs/card.js";
import { EvidenceLayer } from "./evidence_layer.js";
import { Furniture } from "./furniture.js";
import { GroundLayer, LabelLayer } from "./ground.js";
import { Side } from "./side.js";
import { spread } from "./spread.js";
import { setLook } from "./symbols.js";

const HOME = [[19.3, 9.0], [33.6, 25.5]]; // Libya, as south-west and north-east corner
const TIDY_AFTER = 30; // ms
const SMALLEST = 200; // px: a smaller frame is one that the page has not laid out yet

export class LibyaMap {
  constructor(map, catalogue, look) {
    this.map = map;
    this.catalogue = catalogue;
    this.layers = new Map();
    this.failed = new Map();
    this.state = null;
    this.turn = 0;
    this.quiet = true;
    const dark = matchMedia("(prefers-color-scheme: dark)").matches;
    if (dark) look = { ...look, ground: look.ground_dark };
    setLook(look);
    const root = map.getContainer();
    root.style.background = look.ground.sea;
    this.pane("ground", 200);
    this.pane("labels", 640).style.pointerEvents = "none";
    this.ground = new GroundLayer("ground", { pane: "ground" }).addTo(map);
    this.labels = new LabelLayer({ pane: "labels" }).addTo(map);
    this.furniture = new Furniture(map, root);
    this.cards = new Cards(this);
    this.side = new Side(this);
    this.loadGround(look);
    this.furniture.legend.addEventListener("toggle", () => this.tidySoon());
    map.on("click", (event) => this.click(event));
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => this.furniture.hover(""));
    map.on("moveend", () => this.moved());
    new ResizeObserver(() => this.measured()).observe(root);
    document.fonts.addEventListener("loadingdone", () => this.typefaceCame());
  }

  /** What was painted and measured with a stand-in is done again. */
  typefaceCame() {
    for (const layer of this.drawn()) layer.invalidate();
    this.tidy();
  }

  pane(name, order) {
    const pane = this.map.createPane(name);
    pane.style.zIndex = order;
    return pane;
  }

  async loadGround(look) {
    const layer = (id) => fetchJson(this.dataUrl(id)).catch(() => ({ features: [] }));
    const [ground, districts, places] = await Promise.all([
      fetchJson(`/api/ground.geojson?v=${this.catalogue.version}`),
      layer("districts"),
      layer("places"),
    ]);
    this.ground.setGround(ground, districts, look.ground);
    const countries = ground.features.map(({ properties: p }) => ({
      ...p,
      position: p.label,
      rank: 0,
      kind: "country",
    }));
    const towns = places.features
      .filter(({ geometry, properties }) => geometry && properties.rank)
      .map(({ geometry, properties: p }) => ({
        ...p,
        position: geometry.coordinates,
        rank: p.rank,
        kind: "place",
      }))
      .sort((a, b) => a.rank - b.rank || (b.population || 0) - (a.population || 0));
    const sea = {
      name_en: "Mediterranean Sea",
      name_ar: "البحر المتوسط",
      position: [18, 34.2],
      rank: 0,
      kind: "sea",
    };
    this.labels.setLabels([
      ...towns.slice(0, 1),
      sea,
      ...countries.filter((c) => c.id !== "country-ly"),
      ...towns.slice(1),
    ]);
    this.map.getContainer().dataset.ground = "ready";
    this.furniture.sources = await fetchJson(`/api/sources?v=${this.catalogue.version}`).catch(() => ({}));
    this.tidySoon();
  }

  dataUrl(id) {
    const known = this.state && this.state.known ? `&known=${this.state.known}` : "";
    return `/api/layers/${encodeURIComponent(id)}.geojson?v=${this.catalogue.version}${known}`;
  }

  /** The layer object of `id`, its features fetched once for each known-on date. */
  async layer(id) {
    const spec = this.catalogue.layers.find((one) => one.id === id && !one.fault);
    if (!spec) return null;
    if (!this.layers.has(id)) {
      const name = `evidence-${id}`;
      this.pane(name, 400 + spec.order).style.pointerEvents = "none";
      const layer = new EvidenceLayer(spec, this.catalogue.actors, { pane: name });
      this.layers.set(id, layer);
      layer.shown = false;
      layer.addTo(this.map);
      layer.show(false);
    }
    const layer = this.layers.get(id);
    const url = this.dataUrl(id);
    if (layer.source !== url) {
      const collection = await fetchJson(url);
      if (this.dataUrl(id) !== url) return layer;
      layer.setFeatures(collection);
      layer.source = url;
    }
    return layer;
  }

  async apply(state) {
    const before = this.state;
    if (before && state.rev < before.rev) return;
    this.state = { ...state };
    const turn = (this.turn += 1);
    const known = before && before.known !== state.known;
    const wanted = state.layers.filter((id) => this.catalogue.layers.some((one) => one.id === id));
    const missing = wanted.filter((id) => known || !(this.layers.get(id) || {}).source);
    this.labels.setLang(state.lang);
    this.failed.clear();
    await Promise.all(
      missing.map((id) => this.layer(id).catch((problem) => this.failed.set(id, problem.message))),
    );
    if (this.turn !== turn) return;
    document.body.classList.toggle("brief", state.view === "brief");
    this.rename(state.names || "");
    this.side.show(state.tab || (state.sel ? "inspect" : ""));
    // Where to look comes before what to show, so that nothing is painted for a view that is left at once.
    if (!before || before.jump !== state.jump) this.go(state);
    this.draw();
    this.tiles(state.tiles);
    if (state.sel) this.openSelected();
    else this.cards.clear();
    this.map.getContainer().dataset.rev = state.rev;
    this.quiet = false;
  }

  /** Names actors, sides and layers by a policy of naming.csv, in place: whoever shows them reads them from here. */
  rename(policy) {
    if (policy === (this.policy || "")) return;
    this.policy = policy;
    const names = this.catalogue.naming[policy] || {};
    this.usual = this.usual ||
      structuredClone({ layers: this.catalogue.layers, actors: this.catalogue.actors });
    this.catalogue.layers.forEach((layer, i) => {
      const { title, title_ar: arabic } = this.usual.layers[i];
      [layer.title, layer.title_ar] = names[`layer:${layer.id}`] || [title, arabic];
    });
    for (const [id, actor] of Object.entries(this.catalogue.actors)) {
      const usual = this.usual.actors[id];
      [actor.name_en, actor.name_ar] = names[`actor:${id}`] || [usual.name_en, usual.name_ar];
      [actor.style.title, actor.style.title_ar] = names[`side:${actor.side}`] ||
        [usual.style.title, usual.style.title_ar];
    }
  }

  /** Goes where the state says, or waits until the frame has a size to go by. */
  go({ c, z }) {
    this.quietly(() => this.map.invalidateSize({ animate: false, pan: false }));
    const { x, y } = this.map.getSize();
    this.waitingToGo = x < SMALLEST || y < SMALLEST ? { c, z } : null;
    if (this.waitingToGo) return;
    this.furniture.fit();
    this.edge = this.furniture.leftEdge;
    this.quietly(() => {
      if (c) this.map.setView(c, z === null ? this.map.getZoom() : z, { animate: false });
      else {this.map.fitBounds(HOME, {
          animate: false,
          paddingTopLeft: [this.furniture.leftEdge, 34],
          paddingBottomRight: [4, 30],
        });}
      if (!c && z !== null) this.map.setZoom(z, { animate: false });
    });
  }

  /** The map has another size: its centre stays, as a link says it; a view of the whole country stays whole. */
  resized() {
    const { state } = this;
    if (state && !state.c && state.z === null) this.go(state);
    else this.quietly(() => this.map.invalidateSize({ animate: false }));
  }

  measured() {
    if (this.waitingToGo) this.go(this.waitingToGo);
    else this.resized();
  }

  /** Moves the map without calling it the analyst's doing: such a view is not written to the address. */
  quietly(move) {
    const before = this.quiet;
    this.quiet = true;
    move();
    this.quiet = before;
  }

  drawn() {
    return [...this.layers.values()]
      .filter((layer) => layer.shown)
      .sort((a, b) => a.spec.order - b.spec.order);
  }

  /** Shows, hides and dates the layers that are loaded: what was asked for first, the tidying after it is painted. */
  draw() {
    const { state } = this;
    const nothingYet = !this.drawn().length;
    const wanted = [...this.layers.values()].filter(({ id, source }) => state.layers.includes(id) && source);
    for (const layer of wanted) {
      if (layer.setMoment(state.at, state.filters) && layer.shown) layer.invalidate();
      layer.setOpacity(state.opacity[layer.id] === undefined ? 1 : state.opacity[layer.id]);
    }
    // A first picture has nothing to wait for, so its symbols stand apart at once and are painted only once.
    if (nothingYet) spread(wanted, this.map.getZoom());
    for (const layer of this.layers.values()) {
      const on = wanted.includes(layer);
      if (on !== layer.shown) layer.show(on);
    }
    this.report();
    this.tidySoon();
  }

  /** Tidies once what was drawn is on the screen: a toggle is seen before anything else moves. */
  tidySoon() {
    const turn = (this.tidying = {});
    const later = () => this.tidying === turn && this.tidy();
    requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(later, TIDY_AFTER)));
  }

  /** Symbols apart, names clear of them, furniture up to date. */
  tidy() {
    if (!this.state) return;
    const layers = this.drawn();
    spread(layers, this.map.getZoom());
    const named = [...layers].reverse().flatMap((layer) => layer.names());
    this.furniture.update(layers, this.state, this.out());
    this.makeRoom();
    this.furniture.explain(this.emptiness(layers));
    this.labels.keepClearOf([...layers.flatMap((layer) => layer.boxes()), ...this.furniture.boxes()], named);
    this.side.update(layers, this.state);
    this.map.getContainer().dataset.tidy = this.state.rev;
    fetchTypefaces();
  }

  /** What was asked for and cannot be drawn. */
  out() {
    return this.catalogue.layers.filter(({ id, fault }) =>
      this.state.layers.includes(id) && (fault || this.failed.has(id))
    );
  }

  /** Nothing is drawn: which of the choices made it so, and how to undo it. */
  emptiness(layers) {
    const { state } = this;
    if (this.out().length || layers.some((layer) => layer.visible.some((item) => item.shape))) return null;
    const undo = (text, offer, part) => ({ text, offer, act: () => this.change(part) });
    if (!state.layers.length) {
      const usual = this.catalogue.layers.filter((layer) => layer.visible && !layer.fault).map(({ id }) =>
        id
      );
      return undo("No layer is on.", "Show the usual layers", { layers: usual });
    }
    if (state.known && !layers.some((layer) => layer.items.length)) {
      return undo(`Of these layers nothing was known yet on ${dateText(state.known)}.`, "As known now", {
        known: "",
      });
    }
    if (Object.keys(state.filters || {}).length) {
      return undo("The filters leave nothing.", "Clear the filters", { filters: {} });
    }
    const today = new Date().toISOString().slice(0, 10);
    return undo(`Of these layers nothing holds on ${dateText(state.at)}.`, "Go to today", { at: today });
  }

  /** A brief shows the country beside its legend: where that takes another width than was allowed for, looks anew. */
  makeRoom() {
    const { state } = this;
    if (state.view === "brief" && !state.c && this.furniture.leftEdge !== this.edge) this.go(state);
  }

  tiles(on) {
    const url = this.catalogue.tiles;
    if (on && url && !this.background) {
      this.background = L.tileLayer(url, { maxZoom: 18, pane: "tilePane" });
      this.pane("tilePane", 210);
    }
    if (!this.background) return;
    if (on) this.background.addTo(this.map);
    else this.background.remove();
  }

  hitsAt(point) {
    return this.drawn()
      .flatMap((layer, order) => layer.hits(point).map((hit) => ({ ...hit, order, id: hit.item.id })))
      .sort((a, b) => a.rank - b.rank || a.distance - b.distance || b.order - a.order);
  }

  click(event) {
    const hits = this.hitsAt(event.layerPoint);
    if (hits.length) this.openCards(hits);
    else if (this.state.sel) this.change({ sel: "" });
  }

  hover(event) {
    if (this.waiting || !this.state) return;
    this.waiting = true;
    requestAnimationFrame(() => {
      this.waiting = false;
      const hits = this.hitsAt(event.layerPoint);
      const more = hits.length > 1 ? ` + ${hits.length - 1} more` : "";
      const name = hits.length ? named(hits[0].item.properties, this.state.lang) + more : "";
      this.furniture.hover(name, event.containerPoint);
      this.map.getContainer().style.cursor = name ? "pointer" : "";
    });
  }

  /** The card that the state asks for, unless it is one of those already laid out. */
  openSelected() {
    const { sel } = this.state;
    if (!this.cards.holds(sel)) this.cards.lay([{ id: sel }]);
    this.cards.show(sel);
    this.mark(this.cards.picked ? this.cards.hits.map(({ id }) => id) : [sel]);
  }

  /** Lays out cards and opens the first of them beside the map. */
  openCards(hits) {
    if (!hits.length) return;
    this.cards.lay(hits);
    this.change({ sel: hits[0].id, tab: this.side.open === "brief" ? "brief" : "inspect" });
  }

  /** What a layer holds on this date but cannot draw, because nobody knows where it is. */
  showUnplaced(id) {
    this.openCards(this.layers.get(id).visible.filter((item) => !item.shape));
  }

  /** Rings the selected features on the map. */
  mark(ids) {
    for (const layer of this.drawn()) {
      const wanted = new Set(ids.filter((id) => layer.find(id)));
      const same = wanted.size === layer.selected.size && [...wanted].every((id) => layer.selected.has(id));
      layer.selected = wanted;
      if (!same) layer.invalidate();
    }
  }

  /** Moves the view so that some features can be seen, near enough to tell them from their neighbours. */
  flyTo(...shapes) {
    const boxes = shapes.filter(Boolean).map(({ box }) => box);
    if (!boxes.length) return;
    const [x0, y0] = [0, 1].map((i) => Math.min(...boxes.map((box) => box[i])));
    const [x1, y1] = [2, 3].map((i) => Math.max(...boxes.map((box) => box[i])));
    const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
    const bounds = L.latLngBounds(corner(x0, y1), corner(x1, y0));
    this.map.fitBounds(bounds.pad(0.2), { maxZoom: Math.max(9, this.map.getZoom()), animate: false });
  }

  moved() {
    if (!this.state) return;
    if (this.map.getContainer().dataset.rev) this.tidy();
    if (this.quiet) return;
    const centre = this.map.getCenter();
    this.tell({ c: [Number(centre.lat.toFixed(4)), Number(centre.lng.toFixed(4))], z: this.map.getZoom() });
  }

  /** Tells the panel beside the map what the analyst did here; it answers for the state. */
  tell(change) {
    Object.assign(this.state, change);
    const panel = window.parent.libyaPanel;
    if (panel) panel.onMap(change);
  }

  /** Asks for a change of the state; the panel makes it, so that it reaches the address too. */
  change(part) {
    const panel = window.parent.libyaPanel;
    if (panel) panel.change(part);
    else this.apply({ ...this.state, ...part, rev: this.state.rev + 1 });
  }

  report() {
    const counts = {};
    for (const layer of this.drawn()) counts[layer.id] = layer.counts();
    const panel = window.parent.libyaPanel;
    if (panel) panel.onCounts(counts, Object.fromEntries(this.failed));
  }
}
