/* A Leaflet layer that paints one canvas of its own while it is shown, and has none while it is not.
   L.Renderer brings the transforms of pan and zoom; subclasses bring paint(context, view). */
import { L } from "../shared/leaflet.js";
import { touches } from "./geometry.js";
import { contextOf, pixelRatio } from "./painter.js";

/** @typedef {import("./geometry.js").View} View */

/** What Leaflet's renderers do that its types do not tell. */
const RENDERER = /** @type {{ _update(): void }} */ (/** @type {unknown} */ (L.Renderer.prototype));

export class CanvasLayer extends L.Renderer {
  /**
   * The rectangle that the canvas covers, in layer points; set by L.Renderer.
   * @type {import("leaflet").Bounds & { min: import("leaflet").Point, max: import("leaflet").Point } | undefined}
   */
  _bounds;
  /**
   * Used by L.Renderer.
   * @type {HTMLCanvasElement | undefined}
   */
  _container;

  /**
   * @param {string} id
   * @param {string} pane
   */
  constructor(id, pane) {
    super({ padding: 0.1, pane });
    this.id = id;
    this.opacity = 1;
  }

  _initContainer() {
    const canvas = document.createElement("canvas");
    canvas.dataset.layer = this.id;
    canvas.className = "evidence-canvas";
    canvas.setAttribute("aria-hidden", "true");
    canvas.style.opacity = String(this.opacity);
    this._container = canvas;
  }

  _destroyContainer() {
    this._container?.remove();
    this._container = undefined;
  }

  _updatePaths() {}

  _update() {
    const map = /** @type {{ _animatingZoom?: boolean }} */ (/** @type {unknown} */ (this._map));
    if (map._animatingZoom && this._bounds) return;
    RENDERER._update.call(this);
    this.repaint();
  }

  get shown() {
    return Boolean(this._container);
  }

  /** @param {number} opacity */
  setOpacity(opacity) {
    this.opacity = opacity;
    if (this._container) this._container.style.opacity = String(opacity);
  }

  /** @returns {View} */
  view() {
    const origin = this._map.getPixelOrigin();
    return { scale: 2 ** this._map.getZoom(), x: origin.x, y: origin.y };
  }

  /** Paints anew, if it is shown. */
  repaint() {
    const [canvas, bounds] = [this._container, this._bounds];
    if (!canvas || !bounds) return;
    const ratio = pixelRatio();
    const { min } = bounds;
    const size = bounds.getSize();
    L.DomUtil.setPosition(canvas, min);
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    const context = contextOf(canvas);
    context.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    this.paint(context, this.view());
  }

  /**
   * Paints on an empty canvas, in layer points.
   * @param {CanvasRenderingContext2D} _context
   * @param {View} _view
   */
  paint(_context, _view) {}

  /**
   * Whether a box of the world, grown by `margin` pixels, touches the canvas.
   * @param {import("./geometry.js").Box} box
   * @param {View} view
   * @param {number} [margin]
   */
  inView(box, view, margin = 0) {
    return this._bounds !== undefined && touches(box, view, this._bounds, margin);
  }
}
