/* What the map's frame offers as `Libya`. The page sends the view of an address through streamlit-folium, so that the
   first picture waits for nothing else; the panel hands over its store as soon as it has heard of the map.
   The view travels as JSON in the list `returned_objects`: nothing that is sent is ever run. */
import { fetchJson, requested, takeAnswers } from "../shared/fetching.js";
import { L } from "../shared/leaflet.js";
import { arrived } from "../shared/painting.js";
import { announceMap } from "../state/link.js";
import { speak } from "../shared/words.js";
import { BEGUN, Store } from "../state/store.js";
import { LibyaMap } from "./map.js";
import { layOut } from "./printing.js";

/** @typedef {import("../state/view.js").View} View */

const STYLED_AFTER = 15; // ms between two looks whether the styles are there

const Libya = {
  drawn: () => Libya.current?.drawnFeatures() ?? [],
  legend: () => Libya.current?.drawnLegend() ?? [],
  /** @type {LibyaMap | null} */
  current: null,
};
Object.assign(globalThis, { Libya });

/**
 * The panel's, or one of our own until the panel is there.
 * @type {Store | null}
 */
let store = null;
/** @type {Promise<void> | null} */
let opened = null;

/** Resolves once map.css applies: before that nothing on the map has its size. */
async function styled() {
  while (!getComputedStyle(document.documentElement).getPropertyValue("--paper")) {
    await new Promise((resolve) => setTimeout(resolve, STYLED_AFTER));
  }
}

/**
 * Takes what the page says: the view of an address that is visited, and the number of that address.
 * @param {import("leaflet").Map} map
 * @param {readonly string[]} sent
 */
function apply(map, [sent]) {
  /** @type {{ view: View, visit: number }} */
  const { view, visit } = JSON.parse(sent);
  if (store) store.visited(view, visit);
  else store = new Store(view, visit, () => {});
  if (!opened) {
    opened = open(map, store);
    opened.catch(() => {
      opened = null;
      arrived("map");
    });
  }
}

/**
 * @param {import("leaflet").Map} map
 * @param {Store} first
 */
async function open(map, first) {
  const asked = [fetchJson("/api/layers"), fetchJson("/api/look"), styled(), speak(first.view)];
  const [catalogue, look] = await Promise.all(asked);
  const followed = store ?? first;
  Libya.current = new LibyaMap(map, catalogue, look, followed);
  await Libya.current.follow(followed);
}

announceMap({
  answers: requested,
  take: takeAnswers,
  attach(theirs) {
    // What was changed on the map before the panel was there.
    const changed = store && [BEGUN, theirs.visit].includes(store.visit) ? store.changed : {};
    if (Object.keys(changed).length) theirs.change(changed);
    store = theirs;
    Libya.current?.follow(theirs);
    return () => Libya.current?.leave();
  },
  async renew(catalogue) {
    requested.clear();
    await Libya.current?.renew(structuredClone(catalogue));
  },
  retry: () => Libya.current?.retry(),
  showUnplaced: (layer) => Libya.current?.picking.showUnplaced(layer),
  play: (on) => {
    if (Libya.current) Libya.current.changing.on = on;
  },
  hold: (on) => Libya.current?.camera.hold(on, Libya.current.state),
  print: (on) => Libya.current && layOut(Libya.current, on),
  point: (position) => Libya.current?.picking.point(position) ?? "",
});

/**
 * streamlit-folium makes the one map of this frame, after it has kept what the page sent first.
 * @this {import("leaflet").Map}
 */
function made() {
  // The second map, where two are compared, is made by the first.
  if (opened) return;
  const { __GLOBAL_DATA__: first, Streamlit } = /** @type {any} */ (globalThis);
  apply(this, first.returned_objects);
  Streamlit.setFrameHeight(first.height);
  globalThis.addEventListener("message", ({ source, data }) => {
    if (source === globalThis.parent && data?.type === "streamlit:render") {
      apply(this, data.args.returned_objects);
    }
  });
}
L.Map.addInitHook(made);
