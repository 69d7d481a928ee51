/* What the map's frame offers as `Libya`. Both the server (through streamlit-folium) and the panel beside the map (at
   once, without the server) call Libya.apply(map, state). */
import { fetchJson } from "../shared/fetching.js";
import { LibyaMap } from "./map.js";

/** @typedef {import("./map.js").MapState} MapState */
/** @typedef {import("./map.js").Host} Host */
/** @typedef {{ state: MapState, change: (part: Partial<MapState>) => void, onMap: (part: Partial<MapState>) => void,
 *   onCounts: (counts: Record<string, any>, failed: Record<string, string>) => void }} Panel */

const STYLED_AFTER = 15; // ms between two looks whether the styles are there

const Libya = {
  apply,
  drawn: () => Libya.current?.drawnFeatures() ?? [],
  legend: () => Libya.current?.drawnLegend() ?? [],
  /** @type {LibyaMap | null} */
  current: null,
};
Object.assign(globalThis, { Libya });

/** @type {Promise<LibyaMap> | null} */
let opened = null;

/** @returns {Panel | undefined} */
function panel() {
  return /** @type {{ libyaPanel?: Panel }} */ (globalThis.parent).libyaPanel;
}

/** @type {Host} */
const host = {
  change(part) {
    const beside = panel();
    const map = Libya.current;
    if (beside) beside.change(part);
    else if (map?.state) map.apply({ ...map.state, ...part, rev: map.state.rev + 1 });
  },
  moved: (part) => panel()?.onMap(part),
  drawn: (counts, failed) => panel()?.onCounts(counts, failed),
};

/** Resolves once map.css applies: before that nothing on the map has its size. */
async function styled() {
  while (!getComputedStyle(document.documentElement).getPropertyValue("--paper")) {
    await new Promise((resolve) => setTimeout(resolve, STYLED_AFTER));
  }
}

/**
 * Called by the server on every run and by the panel on every change; the newest state wins.
 * @param {import("leaflet").Map} map
 * @param {MapState} state
 */
async function apply(map, state) {
  if (!opened) {
    opened = Promise.all([fetchJson("/api/layers"), fetchJson("/api/look"), styled()]).then(
      ([catalogue, look]) => (Libya.current = new LibyaMap(map, catalogue, look, host)),
    );
    opened.catch(() => (opened = null));
  }
  const drawing = await opened;
  await drawing.apply(state);
  // What was clicked in the panel before the map was there.
  const beside = panel();
  if (beside && drawing.state && beside.state.rev > drawing.state.rev) await drawing.apply(beside.state);
}
