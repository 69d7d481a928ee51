/* The second map: the same layers of canvas and the same painter as the first, with a view of its own. */
import { whyOf } from "../../shared/refusals.js";
import { element } from "../../shared/dom.js";
import { fetchJson } from "../../shared/fetching.js";
import { L } from "../../shared/leaflet.js";
import { t } from "../../shared/words.js";
import { otherUrl } from "../../state/compare.js";
import { layerOf } from "../layers/layer_of.js";
import { GroundLayer } from "../layers/ground.js";
import { LabelLayer } from "../layers/labels.js";
import { hoverText, targets } from "../features/pointing.js";
import { spreadSymbols } from "../features/spread.js";

/** @typedef {import("../../state/compare.js").OtherView} OtherView */
/** @typedef {import("../layers/evidence_layer.js").EvidenceLayer} EvidenceLayer */
/** @typedef {import("../map.js").LibyaMap} LibyaMap */

/** What stands where in the map pane, as on the first map. */
const PANES = { ground: 200, evidence: 400, differences: 605, labels: 640 };

export class Twin {
  /** @type {OtherView | null} */
  view = null;
  #turn = 0;
  #spread = "";

  /**
   * @param {LibyaMap} main
   * @param {HTMLElement} box that it fills
   */
  constructor(main, box) {
    this.main = main;
    this.root = element("div", { class: "twin-map", "aria-label": t("Map to compare with"), role: "region" });
    box.append(this.root);
    const { options } = main.map;
    this.map = L.map(this.root, {
      attributionControl: false,
      zoomControl: false,
      keyboard: false,
      fadeAnimation: false,
      zoomSnap: options.zoomSnap,
      zoomDelta: options.zoomDelta,
      minZoom: options.minZoom,
      maxZoom: options.maxZoom,
    });
    this.map.setView(main.map.getCenter(), main.map.getZoom(), { animate: false });
    this.root.style.background = main.painter.ground.sea;
    this.#pane("ground", PANES.ground);
    this.#pane("differences", PANES.differences);
    this.#pane("labels", PANES.labels);
    this.ground = new GroundLayer("ground", main.painter.ground, main.painter.document.screen).addTo(
      this.map,
    );
    this.labels = new LabelLayer("labels", main.painter.document.screen.type).addTo(this.map);
    this.labels.picked = (id) => main.picking.openCards([{ id }]);
    this.hint = element("div", { class: "hover-name", hidden: "", dir: "auto" });
    this.root.append(this.hint);
    /** @type {Map<string, EvidenceLayer>} */
    this.layers = new Map();
    this.takeGround();
    this.map.on("click", ({ layerPoint, latlng: { lat, lng } }) => {
      const hits = this.hitsAt(layerPoint);
      main.picking.openCards(targets(hits, this.ground.districtAt(layerPoint), [lat, lng]));
    });
    this.map.on("mousemove", ({ layerPoint, containerPoint }) => {
      const name = hoverText(this.hitsAt(layerPoint), main.catalogue.actors, main.state.lang);
      this.hint.hidden = !name;
      this.hint.textContent = name;
      this.hint.style.transform = `translate(${containerPoint.x + 12}px, ${containerPoint.y + 12}px)`;
      this.root.style.cursor = name ? "pointer" : "";
    });
    this.map.on("mouseout", () => (this.hint.hidden = true));
  }

  /**
   * @param {string} name
   * @param {number} order
   */
  #pane(name, order) {
    const pane = this.map.createPane(name);
    pane.style.zIndex = String(order);
    pane.style.pointerEvents = "none";
  }

  /** Takes over the ground and the names of the first map. */
  takeGround() {
    const { ground, labels } = this.main;
    this.ground.countries = ground.countries;
    this.ground.districts = ground.districts;
    this.ground.repaint();
    this.labels.setLabels(labels.labels);
  }

  /** The layers that are drawn, in drawing order. */
  drawn() {
    return [...this.layers.values()].filter(({ shown }) => shown).sort((a, b) => a.spec.order - b.spec.order);
  }

  /** @param {{ x: number, y: number }} point */
  hitsAt(point) {
    return this.drawn().flatMap((layer) => layer.hits(point)).sort((a, b) =>
      a.rank - b.rank || a.distance - b.distance || b.layer.spec.order - a.layer.spec.order
    );
  }

  /**
   * Shows a view, once its layers have come; what is there is shown at once.
   * @param {OtherView} view
   * @returns {Promise<string[]>} what could not be read
   */
  async show(view) {
    this.view = view;
    const turn = (this.#turn += 1);
    const { catalogue } = this.main;
    /** @type {string[]} */
    const failed = [];
    const wanted = catalogue.layers.filter(({ id, fault }) => view.layers.includes(id) && !fault);
    const missing = wanted.filter(({ id }) =>
      this.layers.get(id)?.source !== otherUrl(id, catalogue.version, view)
    );
    if (missing.length) {
      await Promise.all(
        missing.map((spec) => this.#fetch(spec, view).catch((problem) => failed.push(whyOf(problem)))),
      );
    }
    if (turn === this.#turn) this.#draw(view);
    return failed;
  }

  /**
   * @param {import("../features/items.js").LayerSpec} spec
   * @param {OtherView} view
   */
  async #fetch(spec, view) {
    const { catalogue, painter } = this.main;
    const url = otherUrl(spec.id, catalogue.version, view);
    const collection = spec.large ? null : await fetchJson(url);
    let layer = this.layers.get(spec.id);
    if (!layer) {
      const name = `evidence-${spec.id}`;
      this.#pane(name, PANES.evidence + spec.order);
      layer = layerOf(spec, catalogue.actors, painter, name, () => this.main.tidySoon());
      this.layers.set(spec.id, layer);
    }
    if (collection) layer.setFeatures(collection);
    layer.source = url;
  }

  /** @param {OtherView} view */
  #draw(view) {
    const { catalogue } = this.main;
    this.labels.lang = view.lang;
    for (const layer of this.layers.values()) {
      const on = view.layers.includes(layer.id) &&
        layer.source === otherUrl(layer.id, catalogue.version, view);
      if (on) {
        layer.setOpacity(view.opacity[layer.id] ?? 1);
        if (layer.setMoment(view.at, view.filters)) layer.repaint();
        if (!layer.shown) layer.addTo(this.map);
      } else if (layer.shown) layer.remove();
    }
  }

  /**
   * Symbols apart, names clear of them.
   * @param {import("../features/items.js").PixelBox[]} taken by what stands over the map
   */
  tidy(taken) {
    if (!this.view) return;
    const layers = this.drawn();
    const zoom = this.map.getZoom();
    const now = [zoom, ...layers.map(({ id, version }) => `${id}:${version}`)].join();
    if (now !== this.#spread) {
      this.#spread = now;
      spreadSymbols(layers, zoom);
    }
    const { at, names } = this.view;
    const named = layers.toReversed().flatMap((layer) => layer.names());
    const holders = layers.flatMap((layer) => layer.holders(at, names));
    this.labels.hand = { ...this.main.labels.hand, numbers: [], movable: false };
    this.labels.keepClearOf([...layers.flatMap((layer) => layer.boxes()), ...taken], named, holders);
  }

  /** Takes over other data. */
  renew() {
    for (const layer of this.layers.values()) {
      layer.actors = this.main.catalogue.actors;
      layer.source = "";
    }
    this.takeGround();
  }

  leave() {
    this.map.remove();
    this.root.remove();
  }
}
