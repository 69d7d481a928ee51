/** Where the map goes, by a map that only remembers where it was sent. */
import assert from "node:assert/strict";
import { LOOK } from "../look.js";

/** @param {any[]} corners */
const bounds = (...corners) => ({ corners, pad: (/** @type {number} */ share) => ({ corners, share }) });
Object.assign(globalThis, {
  L: {
    latLngBounds: bounds,
    point: (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y }),
    CRS: { EPSG3857: { pointToLatLng: (/** @type {{ x: number, y: number }} */ { x, y }) => [y, x] } },
  },
});
const { Camera } = await import("../../../geo/screen/js/map/camera.js");

/** @type {any} */
const HOME = { c: null, z: null };
/** @type {any} */
const LINK = { c: [27.5, 17.25], z: 7 };

/** A camera in a frame of so many pixels, and what its map was told. */
function looking(x = 1000, y = 800) {
  const size = { x, y };
  const edges = { left: 300, right: 40, above: 28, foot: 30, text: 300 };
  /** @type {unknown[][]} */
  const told = [];
  /** @type {boolean[]} */
  const quiet = [];
  /** @type {any} */
  const map = {
    zoom: 5,
    getSize: () => size,
    getZoom: () => map.zoom,
    getCenter: () => ({ lat: 27.500004, lng: 17.25 }),
    getContainer: () => ({ clientWidth: size.x, clientHeight: size.y }),
    getBounds: () => "seen",
    invalidateSize: () => quiet.push(camera.quiet),
    setView: (/** @type {any} */ c, /** @type {any} */ z) => told.push(["view", c, z]),
    setZoom: (/** @type {any} */ z) => told.push(["zoom", z]),
    fitBounds: (/** @type {any} */ box, /** @type {any} */ { paddingTopLeft, paddingBottomRight, maxZoom }) =>
      told.push(["fit", box.corners ?? box, paddingTopLeft ?? maxZoom, paddingBottomRight ?? box.share]),
  };
  const furniture = /** @type {any} */ ({ edges, fit: () => {} });
  const camera = new Camera(map, furniture, LOOK.screen);
  return { camera, map, size, edges, told, quiet };
}

Deno.test("a link is gone to as it says, the country is fitted between what stands over the map", () => {
  const { camera, told } = looking();
  camera.go(LINK);
  camera.go(HOME);
  camera.go({ c: null, z: 6 });
  const [west, south, east, north] = LOOK.screen.libya;
  const fit = ["fit", [[south, west], [north, east]], [300, 28], [40, 30]];
  assert.deepEqual(told, [["view", [27.5, 17.25], 7], fit, fit, ["zoom", 6]]);
});

Deno.test("where it is is told to four decimals, and a move by itself is quiet", () => {
  const { camera, map, quiet } = looking();
  map.zoom = 7;
  assert.deepEqual(camera.place(), { c: [27.5, 17.25], z: 7 });
  assert.equal(camera.isThere(LINK), true);
  assert.equal(camera.isThere(HOME), false);
  camera.quiet = false;
  camera.go(LINK);
  assert.deepEqual([quiet, camera.quiet], [[true], false]);
});

Deno.test("a frame that is not laid out yet is waited for", () => {
  const { camera, size, told } = looking(120, 800);
  camera.go(LINK);
  assert.deepEqual(told, []);
  size.x = 1000;
  camera.measured(HOME);
  assert.deepEqual(told, [["view", [27.5, 17.25], 7]]);
});

Deno.test("in another size a view of the country is fitted anew, another keeps its centre", () => {
  const { camera, told } = looking();
  camera.resized(LINK);
  assert.deepEqual(told, []);
  camera.resized(HOME);
  assert.equal(told.length, 1);
  camera.measured(HOME); // of the very size by which it went
  assert.equal(told.length, 1);
});

Deno.test("what is held stays in view in a frame of another size, until it is let go", () => {
  const { camera, told } = looking();
  camera.hold(true, LINK);
  camera.resized(LINK);
  assert.deepEqual(told, [["fit", "seen", [300, 0], [40, 0]]]);
  camera.hold(false, LINK);
  camera.resized(LINK);
  assert.deepEqual(told.slice(1), [["view", [27.5, 17.25], 7]]);
});

Deno.test("room is made once for text that takes another width, and never against a link", () => {
  const { camera, edges, told } = looking();
  camera.go(HOME);
  camera.makeRoom(HOME);
  assert.equal(told.length, 1);
  edges.text = 320;
  camera.makeRoom(LINK);
  assert.equal(told.length, 1);
  camera.makeRoom(HOME);
  camera.makeRoom(HOME);
  assert.equal(told.length, 2);
});

Deno.test("it flies to what has a place, near enough, and never farther away than it is", () => {
  const { camera, map, told } = looking();
  camera.flyTo(null);
  assert.deepEqual(told, []);
  const shape = (/** @type {any} */ ...box) => /** @type {any} */ ({ box });
  camera.flyTo(shape(10, 20, 11, 21), null, shape(12, 18, 13, 19));
  map.zoom = 12;
  camera.flyTo(shape(10, 20, 11, 21));
  assert.deepEqual(told, [["fit", [[21, 10], [18, 13]], 9, 0.2], ["fit", [[21, 10], [20, 11]], 12, 0.2]]);
});
