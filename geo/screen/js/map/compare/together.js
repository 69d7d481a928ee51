/* Two maps that pan and zoom together: whichever is moved takes the other with it. */

/** @typedef {import("leaflet").Map} LeafletMap */

/** @type {(map: LeafletMap) => { _rawPanBy(offset: import("leaflet").Point): void }} */
const inner = (map) => /** @type {any} */ (map);

/**
 * Has two maps show the same place from now on.
 * @param {LeafletMap} one
 * @param {LeafletMap} other
 * @returns {{ end: () => void, still: (move: () => void) => void }} `still` moves the second without the first
 */
export function moveTogether(one, other) {
  let leading = /** @type {LeafletMap | null} */ (null);
  const ends = [bind(one, other), bind(other, one)];
  const still = (/** @type {() => void} */ move) => {
    const before = leading;
    leading = one;
    move();
    leading = before;
  };
  return { end: () => ends.forEach((end) => end()), still };

  /**
   * @param {LeafletMap} leader
   * @param {LeafletMap} follower
   */
  function bind(leader, follower) {
    const lead = (/** @type {() => void} */ move) => {
      if (leading && leading !== leader) return;
      leading = leader;
      move();
      leading = null;
    };
    // A drag only shifts what is painted: it is painted anew where it ends.
    const shift = () => {
      if (leader.getZoom() !== follower.getZoom()) return;
      lead(() => {
        const there = follower.latLngToContainerPoint(leader.getCenter());
        const offset = there.subtract(follower.getSize().divideBy(2));
        if (Math.abs(offset.x) >= 1 || Math.abs(offset.y) >= 1) inner(follower)._rawPanBy(offset.round());
      });
    };
    const settle = () =>
      lead(() => follower.setView(leader.getCenter(), leader.getZoom(), { animate: false }));
    leader.on("drag", shift);
    leader.on("moveend zoomend", settle);
    return () => {
      leader.off("drag", shift);
      leader.off("moveend zoomend", settle);
    };
  }
}
