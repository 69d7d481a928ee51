/* Where the map looks: it goes where a view says, and keeps what is seen when the frame has another size. */
import { L } from "../shared/leaflet.js";
import { around } from "./features/geometry.js";

/** @typedef {import("../state/view.js").View} View */

const DECIMALS = 4; // of the centre in degrees
const MARGIN = 56; // px round what is chosen
const SMALLEST = 200; // px: a smaller frame is one that the page has not laid out yet

export class Camera {
  /** Whether the map moves by itself: such a view is not written to the address. */
  quiet = true;
  /** @type {{ c: [number, number] | null, z: number | null } | null} */
  #waiting = null;
  /**
   * What has to stay in view in a frame of another size.
   * @type {import("leaflet").LatLngBounds | null}
   */
  #held = null;
  /** What the furniture covered when the map went where it is. */
  #edges = "";

  /**
   * @param {import("leaflet").Map} map
   * @param {import("./furniture/furniture.js").Furniture} furniture
   * @param {import("./painting/look.js").Screen} screen
   */
  constructor(map, furniture, { libya: [west, south, east, north] }) {
    this.map = map;
    this.furniture = furniture;
    this.home = L.latLngBounds([south, west], [north, east]);
  }

  /**
   * Whether the map is where a view says.
   * @param {Pick<View, "c" | "z">} view
   */
  isThere({ c, z }) {
    const there = this.place();
    return c?.join() === there.c.join() && z === there.z;
  }

  /**
   * Where the map is, as a view says it.
   * @returns {{ c: [number, number], z: number }}
   */
  place() {
    const { lat, lng } = this.map.getCenter();
    return { c: [Number(lat.toFixed(DECIMALS)), Number(lng.toFixed(DECIMALS))], z: this.map.getZoom() };
  }

  /**
   * Goes where a view says, or waits until the frame has a size to go by.
   * @param {{ c: [number, number] | null, z: number | null }} place
   */
  go({ c, z }) {
    this.quietly(() => this.map.invalidateSize({ animate: false, pan: false }));
    const { x, y } = this.map.getSize();
    this.#waiting = x < SMALLEST || y < SMALLEST ? { c, z } : null;
    if (this.#waiting) return;
    this.furniture.fit();
    const { left, right, above, foot } = this.furniture.edges;
    this.#edges = this.#room();
    this.quietly(() => {
      if (c) {
        // Without a reset Leaflet goes by whole pixels, and a link would say another centre.
        const options = /** @type {any} what no type knows */ ({ animate: false, reset: true });
        this.map.setView(c, z ?? this.map.getZoom(), options);
        return;
      }
      this.map.fitBounds(this.home, {
        animate: false,
        paddingTopLeft: [left, above],
        paddingBottomRight: [right, foot],
      });
      if (z !== null) this.map.setZoom(z, { animate: false });
    });
  }

  /**
   * The map has another size: its centre stays, as a link says it; a view of the whole country stays whole.
   * @param {View} view
   */
  resized(view) {
    const held = this.#held;
    if (held) {
      this.quietly(() => {
        this.map.invalidateSize({ animate: false, pan: false });
        const { left, right } = this.furniture.edges;
        this.map.fitBounds(held, {
          animate: false,
          paddingTopLeft: [left, 0],
          paddingBottomRight: [right, 0],
        });
      });
    } else if (!view.c && view.z === null) this.go(view);
    else if (this.isThere(view)) {
      const { lat, lng } = this.map.getCenter();
      this.go({ c: [lat, lng], z: view.z });
    } else this.quietly(() => this.map.invalidateSize({ animate: false }));
  }

  /**
   * Keeps what is seen while the frame has another size; a view of the whole country stays whole by itself.
   * @param {boolean} on
   * @param {View} view
   */
  hold(on, view) {
    this.#held = on && view.c ? this.map.getBounds() : null;
    if (!on) this.go(view);
  }

  /**
   * The frame was measured.
   * @param {View} view
   */
  measured(view) {
    if (this.#waiting) {
      this.go(this.#waiting);
      return;
    }
    // The first time it is told of the size by which it went.
    const { clientWidth, clientHeight } = this.map.getContainer();
    const { x, y } = this.map.getSize();
    if (x !== clientWidth || y !== clientHeight) this.resized(view);
  }

  /**
   * Moves the map without calling it the analyst's doing.
   * @param {() => void} move
   */
  quietly(move) {
    const before = this.quiet;
    this.quiet = true;
    move();
    this.quiet = before;
  }

  /**
   * The country stands beside text and legend: where these take another room than was allowed for, looks anew.
   * @param {View} view
   */
  makeRoom(view) {
    const { hidden } = this.furniture.edges;
    if (!hidden && !view.c && view.z === null && this.#room() !== this.#edges) this.go(view);
  }

  #room() {
    const { text, sheet } = this.furniture.edges;
    return [text, sheet].join();
  }

  /**
   * Brings what is chosen into the room that text and panel leave, by as little as that takes: what is in the window
   * may lie under either, and on a phone the panel is a sheet. A view of the whole country has it there.
   * @param {import("./features/geometry.js").Box[]} boxes
   * @param {View} view
   */
  uncover(boxes, { c, z }) {
    if (!boxes.length || (!c && z === null)) return;
    const { left, right, above, foot } = this.furniture.edges;
    const { x, y } = this.map.getSize();
    const chosen = boundsOf(boxes);
    const corners = [chosen.getNorthWest(), chosen.getSouthEast()];
    const { min, max } = L.bounds(corners.map((corner) => this.map.latLngToContainerPoint(corner)));
    if (!min || !max || !L.bounds([0, 0], [x, y]).contains(min.add(max).divideBy(2))) return;
    const across = aside(min.x, max.x, left, x - right);
    const down = aside(min.y, max.y, above, y - foot);
    if (across || down) this.quietly(() => this.map.panBy([across, down], { animate: false }));
  }

  /**
   * Moves the view so that some features can be seen, near enough to tell them from their neighbours.
   * @param {...(import("./features/geometry.js").Shape | null)} shapes
   */
  flyTo(...shapes) {
    const boxes = shapes.flatMap((shape) => (shape ? [shape.box] : []));
    if (!boxes.length) return;
    this.map.fitBounds(boundsOf(boxes).pad(0.2), {
      maxZoom: Math.max(9, this.map.getZoom()),
      animate: false,
    });
  }
}

/**
 * Whole pixels by which a stretch has to go back to lie in another one with some of it left round it, or in its middle.
 * @param {number} from
 * @param {number} to
 * @param {number} least
 * @param {number} most
 */
function aside(from, to, least, most) {
  const half = Math.min((to - from) / 2 + MARGIN, (most - least) / 2);
  const middle = (from + to) / 2;
  return Math.round(middle - Math.max(least + half, Math.min(middle, most - half)));
}

/**
 * @param {import("./features/geometry.js").Box[]} boxes
 */
function boundsOf(boxes) {
  const [x0, y0, x1, y1] = around(boxes);
  const corner = (/** @type {number} */ x, /** @type {number} */ y) =>
    L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
  return L.latLngBounds(corner(x0, y1), corner(x1, y0));
}
