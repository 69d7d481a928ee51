/** How the map's frame and the page around it find each other: by events on the frame's own element. Whichever is there
 * first is found by the other, as the map answers the panel's call with the same announcement. */

/** @import { Catalogue } from "./catalogue.js" */
/** @import { Store } from "./store.js" */
/** @typedef {{ shown: number, total: number, unplaced: number, stale: number }} Counts of the features of a layer */
/** @typedef {{ counts: Record<string, Counts>, failed: Record<string, string> }} Drawn by the layer's id */

/**
 * What the panel may ask of the map.
 * @typedef {object} MapLink
 * @property {(store: Store) => () => void} attach has the map follow a store until what is returned is called
 * @property {(answers: Map<string, Promise<any>>) => void} take takes over `answers` of the API that were asked for already
 * @property {Map<string, Promise<any>>} answers what the map has asked for
 * @property {(catalogue: Catalogue) => Promise<void>} renew takes over other data, and keeps the view
 * @property {() => void} retry asks again for what could not be read
 * @property {(layer: string) => void} showUnplaced opens the cards of what the layer cannot draw
 * @property {(position: [lat: number, lon: number] | null) => string} point marks a position with a cross,
 * or none, and lays out the card of its district, whose id is returned
 * @property {(on: boolean) => void} play has what changes be marked while history is played
 * @property {(on: boolean) => void} hold keeps what is seen in a frame of another size, until it is let go
 * @property {(on: boolean) => void} print lays the map out for paper, at once, and back
 */

const ANNOUNCED = "libya-map";
const DRAWN = "libya-drawn";
const CALLED = "libya-panel";

/**
 * Announces the map to the page around this frame, now and whenever the panel calls.
 * @param {MapLink} link
 */
export function announceMap(link) {
  const frame = globalThis.frameElement;
  if (!frame) return;
  const announce = () => frame.dispatchEvent(new CustomEvent(ANNOUNCED, { bubbles: true, detail: link }));
  frame.addEventListener(CALLED, announce);
  announce();
}

/**
 * Tells the page around this frame what the map has drawn.
 * @param {Drawn} drawn
 */
export function tellDrawn(drawn) {
  globalThis.frameElement?.dispatchEvent(new CustomEvent(DRAWN, { bubbles: true, detail: drawn }));
}

/**
 * Calls the map of this page, and hears of it and of every other that takes its place.
 * @param {(link: MapLink, frame: HTMLIFrameElement) => void} met
 * @param {(drawn: Drawn) => void} drawn
 */
export function callMap(met, drawn) {
  document.addEventListener(ANNOUNCED, (event) => {
    const { target, detail } = /** @type {CustomEvent<MapLink>} */ (event);
    met(detail, /** @type {HTMLIFrameElement} */ (target));
  });
  document.addEventListener(DRAWN, (event) => drawn(/** @type {CustomEvent<Drawn>} */ (event).detail));
  for (const frame of document.querySelectorAll("iframe")) frame.dispatchEvent(new Event(CALLED));
}
