/* The edge of the panel beside the map: dragged, or moved with the arrow keys, it makes the panel wider; the width is
   kept in this browser. */
import { element } from "../../shared/dom.js";
import { keep, kept } from "../../shared/keeping.js";
import { t } from "../../shared/words.js";

const KEY = "libya-side";
const STEP = 32; // px that an arrow key moves it
const NARROWEST = 320; // px
const MAP_LEFT = 240; // px of the map that stay in sight

/** @param {HTMLElement} body The panel. */
export function edgeOf(body) {
  const grip = element("div", {
    class: "side-grip",
    role: "separator",
    tabindex: "0",
    "aria-orientation": "vertical",
    "aria-valuemin": NARROWEST,
    "aria-valuenow": NARROWEST,
    "aria-label": t("Width of the panel: drag it, or use the arrow keys"),
    title: t("Width: drag, or arrow keys"),
  });
  const most = () => Math.max(NARROWEST, globalThis.innerWidth - MAP_LEFT);
  const set = (/** @type {number} */ wide) => {
    const width = Math.round(Math.max(NARROWEST, Math.min(wide, most())));
    document.documentElement.style.setProperty("--side", `${width}px`);
    keep(KEY, String(width));
  };
  new ResizeObserver(() => {
    grip.setAttribute("aria-valuenow", String(body.offsetWidth));
    grip.setAttribute("aria-valuemax", String(most()));
  }).observe(body);
  const before = Number(kept(KEY));
  if (before) set(before);
  /** @returns {1 | -1} on which side of the window the panel stands */
  const side = () => (getComputedStyle(body).direction === "rtl" ? -1 : 1);
  grip.addEventListener("pointerdown", (event) => {
    const [from, wide] = [event.clientX, body.offsetWidth];
    const move = (/** @type {PointerEvent} */ now) => set(wide + (from - now.clientX) * side());
    grip.setPointerCapture(event.pointerId);
    grip.addEventListener("pointermove", move);
    const end = () => grip.removeEventListener("pointermove", move);
    for (const over of ["pointerup", "pointercancel"]) grip.addEventListener(over, end, { once: true });
    event.preventDefault();
  });
  grip.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 1, ArrowRight: -1 }[event.key];
    if (!step) return;
    set(body.offsetWidth + step * STEP * side());
    event.preventDefault();
  });
  return grip;
}
