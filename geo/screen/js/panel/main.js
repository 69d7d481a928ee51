/** The panel's entry: Streamlit calls it with the view of the address. It makes the store, the one owner of the view in
 * the browser, hands it to the map as soon as that is there, and builds the panel on it. */
import { layerUrl } from "../state/catalogue.js";
import { fetchJson, requested, takeAnswers } from "../shared/fetching.js";
import { arrived, painted } from "../shared/painting.js";
import { speak } from "../shared/words.js";
import { callMap } from "../state/link.js";
import { Store } from "../state/store.js";
import { Notice } from "./server/notice.js";
import { Panel } from "./panel.js";
import { Pulse } from "./server/pulse.js";
import { Serving } from "./server/serving.js";

/** @import { Drawn, MapLink } from "../state/link.js" */
/** @import { Report } from "../state/store.js" */
/** @import { View } from "../state/view.js" */

/**
 * @typedef {object} Data what the page says
 * @property {View} view of the address
 * @property {number} visit the number of that address
 * @property {string} today the server's day
 * @property {string} version of the evidence
 * @property {string[]} drawn the layers that the map will ask for first
 */
/**
 * @typedef {object} Mount what Streamlit says
 * @property {Element} parentElement
 * @property {Data} data
 * @property {(name: string, value: Report) => void} setStateValue
 */

/** When our words are there in the language of the address. */
let speaking = Promise.resolve();
/** Milliseconds for which the panel leaves the processor to the map. */
const PATIENCE = 1000;

/** @type {Store | undefined} */
let store;
/** @type {{ link: MapLink, frame: HTMLIFrameElement, leave: () => void } | undefined} */
let map;
/**
 * What the map has drawn last.
 * @type {Drawn | undefined}
 */
let drawn;
/**
 * The element that the panel is for, and the server's day.
 * @type {{ root: HTMLElement, today: string } | undefined}
 */
let place;
/** @type {Panel | undefined} */
let panel;
/** @type {Serving | undefined} */
let serving;

/**
 * Called on every run of the page; the panel is built once for each element that it gets, the first time behind the
 * map, which shows first what everybody comes for.
 * @param {Mount} mount
 */
export default function mount({ parentElement, data, setStateValue }) {
  const root = /** @type {HTMLElement} */ (parentElement.querySelector(".libya-panel"));
  place = { root, today: data.today };
  /** @param {Report} report */
  const tell = (report) => setStateValue("report", report);
  if (store) {
    store.tell = tell;
    store.visited(data.view, data.visit);
  } else {
    store = new Store(data.view, data.visit, tell);
    speaking = speak(data.view);
    keepUp(store, data.version);
    callMap(meet, note);
    fetchFirst(data);
    setTimeout(() => speaking.then(build), PATIENCE);
    // What is made of names is made anew once the words are there.
    store.subscribe((view) => speak(view).then(() => panel?.reflect(view)));
  }
  if (panel) build();
}

/** Builds the panel, unless it stands in its place already. */
function build() {
  if (!store || !place || panel?.root === place.root) return;
  panel?.leave();
  panel = new Panel(place.root, store, place.today);
  if (map) panel.meet(map.link, map.frame);
  if (drawn) panel.count(drawn);
  arrived("panel");
}

/**
 * Hears what the map has drawn: the panel counts it, and comes itself once the first picture is on the screen.
 * @param {Drawn} now
 */
function note(now) {
  drawn = now;
  if (panel) panel.count(now);
  else Promise.all([painted(), speaking]).then(build);
}

/**
 * Has an open page stay true: it says when the server is away, and when its data are others.
 * @param {Store} store
 * @param {string} version of the evidence
 */
function keepUp(store, version) {
  const page = {
    renew: () => renew(store),
    retry: () => map?.link.retry(),
    rerun: () => store.report(),
  };
  serving = new Serving(version, new Notice(), page);
  serving.watch(document);
  store.subscribe(serving.touch);
  const kept = serving;
  new Pulse((heard, faults) => kept.heard(heard, faults));
}

/**
 * Takes over the data that the server has now.
 * @param {Store} store
 * @returns {Promise<string>} their version
 */
async function renew(store) {
  requested.clear();
  const catalogue = await fetchJson("/api/layers");
  panel?.renew(catalogue);
  await map?.link.renew(catalogue);
  // The page says which data are out, and may have other words for it now.
  store.report();
  return catalogue.version;
}

/**
 * What the map will ask for is on its way before the map's frame is there.
 * @param {Data} data
 */
function fetchFirst({ drawn, version, view }) {
  const layers = drawn.map((id) => layerUrl(id, version, view));
  for (const url of ["/api/layers", "/api/look", ...layers]) fetchJson(url).catch(() => {});
}

/**
 * Hands the store to a map, and takes it from the one that stood there before.
 * @param {MapLink} link
 * @param {HTMLIFrameElement} frame
 */
function meet(link, frame) {
  if (!store || map?.link === link) return;
  map?.leave();
  takeAnswers(link.answers);
  link.take(requested);
  map = { link, frame, leave: link.attach(store) };
  panel?.meet(link, frame);
  if (frame.contentDocument) serving?.watch(frame.contentDocument);
}
