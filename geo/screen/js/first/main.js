/* What the page runs first. It starts the map's frame at once and Streamlit behind it: the map answers while Streamlit,
   which needs most of the time of a first view, is still coming. */
import { fetchJson, requested } from "../shared/fetching.js";
import { painted } from "../shared/painting.js";
import { callMap } from "../state/link.js";
import { printWhole } from "./printing.js";
import { standIn } from "./standing_in.js";
import { startFrame } from "./starting.js";

/** @import { First } from "./starting.js" */

/** Milliseconds after which Streamlit does not wait for the map any longer. */
const PATIENCE = 8000;

const script = /** @type {HTMLScriptElement} */ (document.currentScript);
/** @type {First | null} null where there are no data to show yet */
const first = JSON.parse(script.dataset.first ?? "null");

const { content } = /** @type {HTMLTemplateElement} */ (document.getElementById("rest"));

/** Has the browser fetch what Streamlit's page consists of. */
function fetchRest() {
  document.body.append(...content.querySelectorAll("link"));
}

/** Starts Streamlit. */
function startRest() {
  document.body.append(content);
}

printWhole();
// Only where a frame can be moved without being loaded anew can Streamlit's page take it over.
if (first && "moveBefore" in Element.prototype) {
  const { frame, ready } = startFrame(first);
  for (const url of first.answers) fetchJson(url).catch(() => {});
  standIn(frame, ready);
  callMap(
    ({ take }) => {
      take(requested);
      fetchRest();
    },
    () => painted().then(startRest),
  );
  setTimeout(startRest, PATIENCE);
} else {
  startRest();
}
