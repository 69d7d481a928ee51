/* A Leaflet layer that paints one canvas of its own while it is shown, and has none while it is not.
   L.Renderer brings the transforms of pan and zoom; subclasses bring paint(context, view). */
import { L } from "../../shared/leaflet.js";
import { overlap, touches } from "../features/geometry.js";
import { contextOf, pixelRatio } from "../painting/canvas.js";

/** @typedef {import("../features/geometry.js").Rectangle} Rectangle */
/** @typedef {import("../features/geometry.js").View} View */

/**
 * What Leaflet's renderers do that its types do not tell.
 * @type {{ _update(): void, _updateTransform(center: import("leaflet").LatLng, zoom: number): void }}
 */
const RENDERER = /** @type {any} */ (L.Renderer.prototype);

/** @type {Rectangle} */
const EVERYWHERE = { min: { x: -Infinity, y: -Infinity }, max: { x: Infinity, y: Infinity } };

export class CanvasLayer extends L.Renderer {
  /**
   * The rectangle that the canvas covers, in layer points. L.Renderer sets it to the window and a rim; of that only
   * what is painted on is kept, as a canvas costs by its size.
   * @type {Rectangle | undefined}
   */
  _bounds;
  /**
   * The window and a rim.
   * @type {Rectangle | undefined}
   */
  #room;
  /**
   * Used by L.Renderer.
   * @type {HTMLCanvasElement | undefined}
   */
  _container;
  /**
   * The view that it was painted for, set by L.Renderer.
   * @type {import("leaflet").LatLng | undefined}
   */
  _center;
  /** @type {number | undefined} */
  _zoom;

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
    this.#room = this._bounds;
    this.repaint();
  }

  /**
   * L.Renderer moves its element as if that began where the rim does.
   * @param {import("leaflet").LatLng} center
   * @param {number} zoom
   */
  _updateTransform(center, zoom) {
    const [canvas, bounds, room] = [this._container, this._bounds, this.#room];
    if (!canvas || !bounds || !room) return;
    // Where it was painted: by L.Renderer it would stand a fraction of a pixel aside, and be blurred.
    if (zoom === this._zoom && this._center && center.equals(this._center)) {
      L.DomUtil.setPosition(canvas, L.point(bounds.min.x, bounds.min.y));
      return;
    }
    RENDERER._updateTransform.call(this, center, zoom);
    canvas.style.transform += ` translate(${bounds.min.x - room.min.x}px, ${bounds.min.y - room.min.y}px)`;
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
    const [canvas, room] = [this._container, this.#room];
    if (!canvas || !room) return;
    const view = this.view();
    const ratio = pixelRatio();
    const { min, max } = this._bounds = overlap(this.extent(view), room);
    const [width, height] = [max.x - min.x, max.y - min.y];
    L.DomUtil.setPosition(canvas, L.point(min.x, min.y));
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    canvas.style.width = `${width}px`;
    canvas.style.height = `${height}px`;
    const context = contextOf(canvas);
    context.setTransform(ratio, 0, 0, ratio, -min.x * ratio, -min.y * ratio);
    this.paint(context, view);
  }

  /**
   * The rectangle outside of which nothing is painted, in layer points.
   * @param {View} _view
   * @returns {Rectangle}
   */
  extent(_view) {
    return EVERYWHERE;
  }

  /**
   * Paints on an empty canvas, in layer points.
   * @param {CanvasRenderingContext2D} _context
   * @param {View} _view
   */
  paint(_context, _view) {}

  /**
   * Whether a box of the world, grown by `margin` pixels, touches the canvas.
   * @param {import("../features/geometry.js").Box} box
   * @param {View} view
   * @param {number} [margin]
   */
  inView(box, view, margin = 0) {
    return this._bounds !== undefined && touches(box, view, this._bounds, margin);
  }
}
