/** How much of the window the map has. */

const PANEL = 276; // px of the panel beside the map
const NARROW = 768; // px of a window in which the panel lies over the map
const SHARE = 0.85; // of the map that an area may take

/** Pixels of the map beside the panel, as far as an area has to fit in. */
export function room() {
  const { clientWidth, clientHeight } = document.documentElement;
  const beside = clientWidth > NARROW ? clientWidth - PANEL : clientWidth;
  return { width: beside * SHARE, height: clientHeight * SHARE };
}
