/* What the evidence stands on: the ground with its names, sources, and tiles where they are offered. */
import { fetchJson } from "../shared/fetching.js";
import { L } from "../shared/leaflet.js";
import { groundLabels } from "./layers/labels.js";
import { addPane } from "./layers/panes.js";

const LARGEST_ZOOM = 18;
const NOTHING = { features: [] };

export class Backdrop {
  /** @type {import("leaflet").TileLayer | null} */
  #tiles = null;

  /** @param {import("./map.js").LibyaMap} map */
  constructor(map) {
    this.map = map;
  }

  /** Fetches the ground of the data in use; what cannot be had is left out. */
  async load() {
    const { map } = this;
    const { version } = map.catalogue;
    const layer = (/** @type {string} */ id) => fetchJson(map.dataUrl(id)).catch(() => NOTHING);
    const [ground, districts, places] = await Promise.all([
      fetchJson(`/api/ground.geojson?v=${version}`),
      layer("districts"),
      layer("places"),
    ]);
    map.ground.setGround(ground, districts);
    map.labels.setLabels(groundLabels(map.ground.countries, places, map.painter.document.screen.sea));
    map.comparing.twin?.takeGround();
    map.map.getContainer().dataset.ground = "ready";
    map.arrive();
    map.furniture.sources = await fetchJson(`/api/sources?v=${version}`).catch(() => ({}));
    map.tidySoon();
  }

  /** @param {boolean} on */
  showTiles(on) {
    const { map, catalogue: { tiles: url } } = this.map;
    if (on && url && !this.#tiles) {
      this.#tiles = L.tileLayer(url, { maxZoom: LARGEST_ZOOM, pane: "tilePane" });
      addPane(map, "tilePane");
    }
    if (on) this.#tiles?.addTo(map);
    else this.#tiles?.remove();
  }
}
