/* Leaflet, which stands before our scripts in /assets/map.js and knows no modules. */

export const L = /** @type {typeof import("leaflet")} */ (/** @type {any} */ (globalThis).L);
