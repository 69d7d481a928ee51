/* What is picked on the map: what lies under a pointer, the cards that a click opens, what is ringed. */
import { toWorld } from "./features/geometry.js";
import { hitsOf } from "./features/hitting.js";
import { aboutOf, hoverText, meant, targets } from "./features/pointing.js";

/** @typedef {import("./features/items.js").Hit} Hit */
/** @typedef {import("./features/items.js").Item} Item */

/** What stands over the map. */
const OVER = ".map-column > *, .map-foot, .leaflet-control, .sketch, .nothing";

export class Picking {
  /**
   * Stands for the look under the pointer that is due.
   * @type {object | null}
   */
  #looking = null;

  /** @param {import("./map.js").LibyaMap} map */
  constructor(map) {
    this.map = map;
    map.map.on("click", (event) => this.click(event));
    map.map.on("mousemove", (event) => this.hover(event));
    map.map.on("mouseout movestart zoomstart", () => this.unhover());
    map.map.getContainer().addEventListener("pointerleave", () => this.unhover());
  }

  /** @param {{ x: number, y: number }} point */
  hitsAt(point) {
    return hitsOf(this.map.paintedLayers(), point);
  }

  /** @param {import("leaflet").LeafletMouseEvent} event */
  click(event) {
    if (this.map.sketching.takes(event.latlng)) return;
    const ground = this.map.ground.districtAt(event.layerPoint);
    const { lat, lng } = event.latlng;
    const hits = meant(this.hitsAt(event.layerPoint));
    const lay = (/** @type {Pick<Hit, "item">[]} */ known) => {
      const found = targets(known, ground, [lat, lng]);
      if (found.length) this.openCards(found);
    };
    if (hits.some(({ id }) => !id)) this.#learn(hits).then(lay);
    else if (hits.length || ground) lay(hits);
    else if (this.map.state.sel) this.map.change({ sel: "" });
  }

  /**
   * The same hits, where those of large layers have been asked what they are.
   * @param {Hit[]} hits
   */
  async #learn(hits) {
    const known = await Promise.all(hits.map((hit) => (hit.id ? [hit.item] : hit.layer.learn(hit))));
    return known.flat().map((item) => ({ item }));
  }

  /** @param {import("leaflet").LeafletMouseEvent} event */
  hover(event) {
    if (this.map.sketching.follows(event.latlng)) {
      this.map.furniture.hover("", event.containerPoint);
      return;
    }
    // What lies below the legend or a button is not under the pointer.
    if (/** @type {Element} */ (event.originalEvent.target).closest(OVER)) {
      this.unhover();
      return;
    }
    if (this.#looking) return;
    const turn = (this.#looking = {});
    requestAnimationFrame(() => {
      if (this.#looking !== turn) return;
      this.#looking = null;
      const hits = this.hitsAt(event.layerPoint);
      const name = hoverText(hits, this.map.catalogue.actors, this.map.state.lang);
      this.map.furniture.hover(name, event.containerPoint);
      this.map.map.getContainer().style.cursor = name ? "pointer" : "";
    });
  }

  /** Nothing is under the pointer any more. */
  unhover() {
    this.#looking = null;
    this.map.furniture.hover("", { x: 0, y: 0 });
    this.map.map.getContainer().style.cursor = "";
  }

  /**
   * A cross where a position was asked for, null for none; lays out the card of the ground there.
   * @param {[lat: number, lon: number] | null} position
   * @returns {string} the id of that card, "" where there is none
   */
  point(position) {
    const { map, cards, furniture, ground } = this.map;
    furniture.point(position);
    if (!position) return "";
    const found = targets([], ground.districtAt(map.latLngToLayerPoint(position)), position);
    if (found.length) cards.lay(found);
    return found[0]?.id ?? "";
  }

  /** The card that the state asks for, unless it is one of those already laid out. */
  openSelected() {
    const { sel } = this.map.state;
    if (!this.map.cards.holds(sel)) this.map.cards.lay([{ id: sel }]);
    this.map.cards.show(sel);
    this.mark(this.marked());
  }

  /** Ids of the features that are ringed. */
  marked() {
    const { sel } = this.map.state;
    return this.map.cards.picked ? this.map.cards.hits.map(({ id }) => id) : sel ? [sel] : [];
  }

  /**
   * Lays out cards and opens the first of them beside the map.
   * @param {import("./features/pointing.js").Target[]} hits
   */
  openCards(hits) {
    if (!hits.length) return;
    this.map.cards.lay(hits);
    this.map.change({ sel: hits[0].id, tab: this.map.side.open === "brief" ? "brief" : "inspect" });
  }

  /**
   * Opens the cards of what a layer holds on this date but cannot draw, because nobody knows where it is.
   * @param {string} id
   */
  showUnplaced(id) {
    this.openCards((this.map.layers.get(id)?.visible ?? []).filter((item) => !item.shape));
  }

  /**
   * Where a spot was picked in it; else where a feature, or what is claimed about it, stands; without either where
   * the map was sent for it.
   * @param {string} id
   * @returns {import("./features/geometry.js").Box[]}
   */
  boxesOf(id) {
    const { cards, ground, state: { c } } = this.map;
    const from = cards.from(id);
    if (from) return [spot(from)];
    const placed = this.map.paintedLayers().flatMap((layer) => layer.placed);
    const shapes = placed.filter(({ properties }) => properties.id === id || aboutOf(properties) === id)
      .map(({ shape }) => shape);
    const found = shapes.length
      ? shapes
      : ground.districts.filter((one) => one.id === id).map(({ shape }) => shape);
    if (found.length || !c) return found.map(({ box }) => box);
    return [spot(c)];
  }

  /**
   * Rings the selected features on the map, and what is claimed about them.
   * @param {string[]} ids
   */
  mark(ids) {
    const meant = (/** @type {Item} */ { id, properties }) =>
      ids.includes(id) || ids.includes(aboutOf(properties));
    for (const layer of this.map.paintedLayers()) {
      const wanted = new Set(ids.length ? layer.items.filter(meant).map(({ id }) => id) : []);
      const same = wanted.size === layer.selected.size && [...wanted].every((id) => layer.selected.has(id));
      if (same) continue;
      const seen = () => layer.placed.filter(layer.seen(this.map.map.getZoom())).length;
      const before = seen();
      layer.selected = wanted;
      // What is too little important for this zoom is drawn while it is selected.
      if (before !== seen()) {
        layer.version += 1;
        this.map.tidySoon();
      }
      layer.repaint();
    }
    this.map.rings.repaint();
  }
}

/**
 * The box of one position.
 * @param {[lat: number, lon: number]} position
 * @returns {import("./features/geometry.js").Box}
 */
function spot([lat, lon]) {
  const [x, y] = toWorld([lon, lat]);
  return [x, y, x, y];
}
