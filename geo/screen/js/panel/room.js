/** How much of the window the map has. */
import { keep, kept } from "../shared/keeping.js";

const SHARE = 0.85; // of the map that an area may take

/**
 * A length that first.css has from look.toml.
 * @param {"--panel-width" | "--phone" | "--both"} name the panel's; the widest window in which it lies over the map, and
 *   in which it folds beside two
 */
const pixels = (name) => parseInt(getComputedStyle(document.documentElement).getPropertyValue(name));

/** Pixels of the map beside the panel, as far as an area has to fit in. */
export function room() {
  const { clientWidth, clientHeight } = document.documentElement;
  const beside = clientWidth > pixels("--phone") ? clientWidth - pixels("--panel-width") : clientWidth;
  return { width: beside * SHARE, height: clientHeight * SHARE };
}

/**
 * Folds the panel, or brings it back; Streamlit does it, and remembers.
 * @param {boolean} fold
 */
function turn(fold) {
  const place = fold ? "[data-testid=stSidebarCollapseButton] button" : "[data-testid=stExpandSidebarButton]";
  const found = /** @type {HTMLElement | null} */ (document.querySelector(place));
  found?.click();
  return Boolean(found);
}

/** Folds the panel where it lies over the map, as on a phone: what was just chosen in it is to be seen. */
export function uncover() {
  if (document.documentElement.clientWidth <= pixels("--phone")) turn(true);
}

const FOLDED = "libya-folded";
const FOLDING = 600; // ms that Streamlit takes for it

/**
 * Gives two maps the room of the panel; back comes only what was folded so.
 * @param {boolean} two whether two maps are compared
 */
export function makeRoom(two) {
  // Until then the page that came with two maps hides it (picture/page.py).
  setTimeout(() => (document.documentElement.dataset.room = ""), FOLDING);
  const { clientWidth: wide } = document.documentElement;
  const folded = kept(FOLDED) === "yes";
  if (two === folded || (two && (wide <= pixels("--phone") || wide > pixels("--both")))) return;
  if (turn(two) || !two) keep(FOLDED, two ? "yes" : "");
}
