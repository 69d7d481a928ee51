/* The map's frame, as Streamlit would make it, before Streamlit is there. */

/**
 * @typedef {object} First what the page says
 * @property {string} frame the address of the map's frame
 * @property {string} title what Streamlit calls that frame
 * @property {Record<string, unknown>} args what streamlit-folium tells it first
 * @property {string[]} answers addresses of what the map will ask for
 */

export const READY = "streamlit:componentReady";
export const RENDER = "streamlit:render";
/** What Streamlit lets a component do. */
const ALLOWED = "allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-same-origin " +
  "allow-scripts allow-downloads";

/**
 * Puts the frame behind the picture, and tells it what to show as soon as it asks.
 * @param {First} first
 * @returns {{ frame: HTMLIFrameElement, ready: Promise<void> }} the frame, and when it has asked
 */
export function startFrame({ frame: address, title, args }) {
  const frame = document.createElement("iframe");
  frame.setAttribute("sandbox", ALLOWED);
  Object.assign(frame, { src: address, title, allow: "fullscreen; clipboard-write" });
  /** @type {Promise<void>} */
  const ready = new Promise((resolve) => {
    /** @param {MessageEvent} event */
    const answer = ({ source, data }) => {
      if (source !== frame.contentWindow || data?.type !== READY) return;
      globalThis.removeEventListener("message", answer);
      frame.contentWindow?.postMessage({ type: RENDER, args, dfs: [], disabled: false }, location.origin);
      resolve();
    };
    globalThis.addEventListener("message", answer);
  });
  document.getElementById("first-place")?.prepend(frame);
  return { frame, ready };
}
