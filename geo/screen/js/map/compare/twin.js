/* The second map: the same layers of canvas and the same painter as the first, with a view of its own. */
import { whyOf } from "../../shared/refusals.js";
import { element } from "../../shared/dom.js";
import { L } from "../../shared/leaflet.js";
import { t } from "../../shared/words.js";
import { layerUrl } from "../../state/catalogue.js";
import { HeldLayers } from "../layers/held.js";
import { GroundLayer } from "../layers/ground.js";
import { LabelLayer } from "../layers/labels.js";
import { addPane } from "../layers/panes.js";
import { hitsOf } from "../features/hitting.js";
import { hoverText, targets } from "../features/pointing.js";

/** @typedef {import("../../state/compare.js").OtherView} OtherView */
/** @typedef {import("../map.js").LibyaMap} LibyaMap */

const PANES = /** @type {const} */ (["ground", "differences", "labels"]);

export class Twin {
  /** @type {OtherView | null} */
  view = null;
  #turn = 0;

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
    for (const part of PANES) addPane(this.map, part);
    this.ground = new GroundLayer("ground", main.painter.ground, main.painter.document.screen).addTo(
      this.map,
    );
    this.labels = new LabelLayer("labels", main.painter.document.screen.type).addTo(this.map);
    this.labels.picked = (id) => main.picking.openCards([{ id }]);
    this.hint = element("div", { class: "hover-name", hidden: "", dir: "auto" });
    this.root.append(this.hint);
    this.layers = new HeldLayers(this.map, main.painter, () => main.tidySoon());
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

  /** Takes over the ground and the names of the first map. */
  takeGround() {
    const { ground, labels } = this.main;
    this.ground.countries = ground.countries;
    this.ground.districts = ground.districts;
    this.ground.repaint();
    this.labels.setLabels(labels.labels);
  }

  /** The layers that are on the map, in drawing order. */
  drawn() {
    return this.layers.drawn();
  }

  /** @param {{ x: number, y: number }} point */
  hitsAt(point) {
    return hitsOf(this.drawn(), point);
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
    /** @param {string} id */
    const url = (id) => layerUrl(id, catalogue.version, /** @type {OtherView} */ (this.view));
    const missing = wanted.filter(({ id }) => this.layers.get(id)?.source !== url(id));
    if (missing.length) {
      await Promise.all(missing.map((spec) => {
        const address = url(spec.id);
        const fetched = this.layers.fetch(spec, catalogue.actors, address, () => url(spec.id) === address);
        return fetched.catch((problem) => failed.push(whyOf(problem)));
      }));
    }
    if (turn === this.#turn) this.#draw(view);
    return failed;
  }

  /** @param {OtherView} view */
  #draw(view) {
    const { catalogue } = this.main;
    this.labels.lang = view.lang;
    const wanted = [...this.layers].filter(({ id, source }) =>
      view.layers.includes(id) && source === layerUrl(id, catalogue.version, view)
    );
    for (const layer of wanted) {
      layer.setOpacity(view.opacity[layer.id] ?? 1);
      if (layer.setMoment(view.at, view.filters)) layer.repaint();
    }
    this.layers.show(wanted);
  }

  /**
   * Symbols apart, names clear of them.
   * @param {import("../features/items.js").PixelBox[]} taken by what stands over the map
   */
  tidy(taken) {
    if (!this.view) return;
    const layers = this.drawn();
    this.layers.spread(layers);
    const { at, names } = this.view;
    const named = layers.toReversed().flatMap((layer) => layer.names());
    const holders = layers.flatMap((layer) => layer.holders(at, names));
    this.labels.hand = { ...this.main.labels.hand, numbers: [], movable: false };
    this.labels.keepClearOf([...layers.flatMap((layer) => layer.boxes()), ...taken], named, holders);
  }

  /** Takes over other data. */
  renew() {
    for (const layer of this.layers) {
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
