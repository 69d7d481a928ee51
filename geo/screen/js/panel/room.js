/** How much of the window the map has. */
import { keep, kept } from "../shared/keeping.js";

const PANEL = 276; // px of the panel beside the map
const NARROW = 768; // px of a window in which the panel lies over the map
const SHARE = 0.85; // of the map that an area may take

/** Pixels of the map beside the panel, as far as an area has to fit in. */
export function room() {
  const { clientWidth, clientHeight } = document.documentElement;
  const beside = clientWidth > NARROW ? clientWidth - PANEL : clientWidth;
  return { width: beside * SHARE, height: clientHeight * SHARE };
}

const BOTH = 1700; // px of a window that has room for the panel beside two maps
const FOLDED = "libya-folded";

/**
 * Gives two maps the room of the panel, which Streamlit folds and remembers; back comes only what was folded so.
 * @param {boolean} two whether two maps are compared
 */
export function makeRoom(two) {
  const { clientWidth: wide } = document.documentElement;
  const folded = kept(FOLDED) === "yes";
  if (two === folded || (two && (wide <= NARROW || wide > BOTH))) return;
  const place = two ? "[data-testid=stSidebarCollapseButton] button" : "[data-testid=stExpandSidebarButton]";
  const turn = /** @type {HTMLElement | null} */ (document.querySelector(place));
  if (turn || !two) keep(FOLDED, two ? "yes" : "");
  turn?.click();
}
