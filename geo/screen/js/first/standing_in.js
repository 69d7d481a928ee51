/* The map's frame takes the place of the one that Streamlit makes for it. */
import { READY, RENDER } from "./starting.js";

const AGAIN = 40; // ms between two calls, until Streamlit hears
const PATIENCE = 20_000; // ms
const LAID_OUT = 2000; // ms that Streamlit's page may take until the place is as wide as ours

/**
 * Waits for Streamlit's frame and puts ours in its place, without loading it again.
 * @param {HTMLIFrameElement} frame
 * @param {Promise<void>} ready when the frame's own script runs
 */
export function standIn(frame, ready) {
  const root = /** @type {HTMLElement} */ (document.getElementById("root"));
  const observer = new MutationObserver(() => {
    const theirs = root.querySelector(`iframe[title="${frame.title}"]`);
    if (!theirs) return;
    observer.disconnect();
    const undo = replace(/** @type {HTMLIFrameElement} */ (theirs), frame);
    ready.then(() => introduce(/** @type {Window} */ (frame.contentWindow), undo));
  });
  observer.observe(root, { childList: true, subtree: true });
}

/**
 * Streamlit keeps its own frame, empty and out of sight, and finds the window of ours in it.
 * @param {HTMLIFrameElement} theirs
 * @param {HTMLIFrameElement} frame
 * @returns {() => void} has Streamlit's own frame be loaded after all
 */
function replace(theirs, frame) {
  const { src, title } = theirs;
  theirs.removeAttribute("src");
  theirs.title = "";
  theirs.style.display = "none";
  Object.defineProperty(theirs, "contentWindow", { value: frame.contentWindow, configurable: true });
  const place = /** @type {HTMLElement} */ (theirs.parentElement);
  const until = performance.now() + LAID_OUT;
  const move = () => {
    if (!place.isConnected) frame.remove(); // the page has another one by then, which is loaded
    if (!frame.isConnected) return;
    if (isLike(place, frame) || performance.now() > until) {
      /** @type {any} what no type knows yet */ (place).moveBefore(frame, theirs);
    } else requestAnimationFrame(move);
  };
  move();
  return () => {
    frame.remove();
    Reflect.deleteProperty(theirs, "contentWindow");
    theirs.style.display = "";
    Object.assign(theirs, { src, title });
  };
}

/**
 * Whether two elements stand between the same sides: a map that is moved then does not change.
 * @param {Element} one
 * @param {Element} other
 */
function isLike(one, other) {
  const [mine, theirs] = [one.getBoundingClientRect(), other.getBoundingClientRect()];
  return Math.abs(mine.left - theirs.left) < 1 && Math.abs(mine.right - theirs.right) < 1;
}

/**
 * Tells Streamlit that the frame is ready, as the frame itself did before Streamlit was there.
 * @param {Window} inside the frame
 * @param {() => void} undo where Streamlit does not hear, because it looked for the frame's window before we stood in
 */
function introduce(inside, undo) {
  const data = { isStreamlitMessage: true, type: READY, apiVersion: 1 };
  const calling = setInterval(
    () => dispatchEvent(new MessageEvent("message", { data, source: inside })),
    AGAIN,
  );
  const giveUp = setTimeout(() => end() ?? undo(), PATIENCE);
  const end = () => {
    clearInterval(calling);
    clearTimeout(giveUp);
    inside.removeEventListener("message", heard);
  };
  /** @param {MessageEvent} event */
  const heard = ({ data: sent }) => sent?.type === RENDER && end();
  inside.addEventListener("message", heard);
}
