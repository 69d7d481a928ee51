/* Paper: the map is laid out as one sheet as soon as it is there, long before the panel with its button is. */
import { callMap } from "../state/link.js";

/** @import { MapLink } from "../state/link.js" */

/** Has the map of the page printed whole. */
export function printWhole() {
  /** @type {{ link: MapLink, frame: HTMLIFrameElement } | undefined} */
  let map;
  callMap((link, frame) => map = { link, frame }, () => {});
  const across = document.createElement("style");
  across.textContent = "@page { size: A4 landscape; margin: 8mm; }";
  const print = (/** @type {boolean} */ on) => {
    // Until the map is drawn its picture is printed.
    if (!map || (on && document.getElementById("first-map"))) return;
    const { frame, link } = map;
    if (on) document.head.append(across);
    else across.remove();
    frame.classList.toggle("printing", on);
    // Asking for its box has the browser lay it out now: printing does not wait.
    frame.getBoundingClientRect();
    link.print(on);
  };
  globalThis.addEventListener("beforeprint", () => print(true));
  globalThis.addEventListener("afterprint", () => print(false));
}
