/** A canvas is as large as what is painted on it, in pixels of the screen, and is there only while it is shown. */
import assert from "node:assert/strict";
import { pen } from "../../pen.js";

const ROOM = { min: { x: -50, y: -40 }, max: { x: 450, y: 340 } };

Object.assign(globalThis, {
  L: {
    Renderer: class {
      _update() {
        Object.assign(this, { _bounds: ROOM });
      }
      _updateTransform() {
        /** @type {any} */ (this)._container.style.transform = "scale(2)";
      }
    },
    DomUtil: {
      setPosition: (/** @type {any} */ canvas, /** @type {any} */ at) => (canvas.at = [at.x, at.y]),
    },
    point: (/** @type {number} */ x, /** @type {number} */ y) => ({ x, y }),
  },
});
const { CanvasLayer } = await import("../../../../geo/screen/js/map/layers/canvas_layer.js");

/** A layer that paints in a rectangle, at twice the pixels. */
function shown(extent = { min: { x: 100, y: 100 }, max: { x: 600, y: 200 } }) {
  const layer = new CanvasLayer("east", "pane");
  const { context } = pen();
  /** @type {unknown[]} */
  const painted = [];
  Object.assign(context, { setTransform: (/** @type {number[]} */ ...matrix) => painted.push(matrix) });
  /** @type {any} */
  const canvas = {
    style: {},
    dataset: {},
    getContext: () => context,
    setAttribute: () => {},
    remove: () => {},
  };
  layer._container = canvas;
  Object.assign(layer, { _map: { getPixelOrigin: () => ({ x: 7, y: 9 }), getZoom: () => 3 } });
  layer.extent = () => extent;
  layer.paint = (_, view) => painted.push(view);
  return { layer, canvas, painted };
}

Deno.test("what is beyond the window and its rim has no canvas", () => {
  globalThis.devicePixelRatio = 2;
  const { layer, canvas, painted } = shown();
  layer._update();
  assert.deepEqual([canvas.at, canvas.width, canvas.height], [[100, 100], 700, 200]);
  assert.deepEqual([canvas.style.width, canvas.style.height], ["350px", "100px"]);
  assert.deepEqual(painted, [[2, 0, 0, 2, -200, -200], { scale: 8, x: 7, y: 9 }]);
  layer._updateTransform(/** @type {any} */ (null), 4);
  assert.equal(canvas.style.transform, "scale(2) translate(150px, 140px)");
});

Deno.test("in the view that it was painted for it stands on whole pixels, wherever a renderer would put it", () => {
  const { layer, canvas } = shown();
  layer._update();
  const centre = { equals: (/** @type {unknown} */ other) => other === centre };
  Object.assign(layer, { _center: centre, _zoom: 3 });
  canvas.at = null;
  layer._updateTransform(/** @type {any} */ (centre), 3);
  assert.deepEqual([canvas.at, canvas.style.transform], [[100, 100], undefined]);
});

Deno.test("where nothing is painted the canvas has no size", () => {
  const { layer, canvas } = shown({ min: { x: 900, y: 900 }, max: { x: 950, y: 950 } });
  layer._update();
  assert.deepEqual([canvas.width, canvas.height], [0, 0]);
});

Deno.test("a layer that is hidden paints nothing and keeps its opacity for when it is shown", () => {
  const { layer, canvas, painted } = shown();
  layer._update();
  layer.setOpacity(0.5);
  assert.equal(canvas.style.opacity, "0.5");
  layer._destroyContainer();
  assert.equal(layer.shown, false);
  painted.length = 0;
  layer.repaint();
  layer.setOpacity(0.25);
  assert.deepEqual([painted, canvas.style.opacity, layer.opacity], [[], "0.5", 0.25]);
});

Deno.test("a box is in view where it touches the canvas, or comes within a margin of it", () => {
  const { layer } = shown();
  const view = { scale: 1, x: 0, y: 0 };
  assert.equal(layer.inView([110, 110, 120, 120], view), false, "before anything is painted");
  layer._update();
  assert.equal(layer.inView([110, 110, 120, 120], view), true);
  assert.equal(layer.inView([50, 110, 90, 120], view), false);
  assert.equal(layer.inView([50, 110, 90, 120], view, 10), true);
});
