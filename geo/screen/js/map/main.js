/* What the map's frame offers as `Libya`. Both the server (through streamlit-folium) and the panel beside the map (at
   once, without the server) call Libya.apply(map, state). */
import { fetchJson } from "../shared/fetching.js";
import { LibyaMap } from "./map.js";

const Libya = (window.Libya = { apply, current: null });
let door = null;

/** Resolves once map.css applies: before that nothing on the map has its size. */
async function styled() {
  while (!getComputedStyle(document.documentElement).getPropertyValue("--paper")) {
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}

/** Called by the server on every run and by the panel on every change; the newest state wins. */
export async function apply(map, state) {
  if (!door) {
    door = Promise.all([fetchJson("/api/layers"), fetchJson("/api/look"), styled()]).then(
      ([catalogue, look]) => (Libya.current = new LibyaMap(map, catalogue, look)),
    );
    door.catch(() => (door = null));
  }
  const drawing = await door;
  await drawing.apply(state);
  // What was clicked in the panel before the map was there.
  const panel = window.parent.libyaPanel;
  if (panel && panel.state.rev > drawing.state.rev) await drawing.apply(panel.state);
}
