/* Where each part of a picture stands in the map pane of Leaflet, the lowest first. */

/** Evidence takes the order of its layer on top of it. */
const ORDER = {
  ground: 200,
  tilePane: 210,
  evidence: 400,
  answer: 600,
  differences: 605,
  changes: 606,
  chosen: 607,
  sketch: 610,
  labels: 640,
};

/**
 * Adds the pane of a part; what is painted there lets every click through to the map.
 * @param {import("leaflet").Map} map
 * @param {keyof typeof ORDER} part
 * @param {string} [name] of the pane, where a part has several
 * @param {number} [above] where it stands among those
 */
export function addPane(map, part, name = part, above = 0) {
  const { style } = map.createPane(name);
  style.zIndex = String(ORDER[part] + above);
  style.pointerEvents = "none";
}
