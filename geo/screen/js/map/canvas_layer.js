/* A Leaflet layer that paints one canvas of its own: hidden canvases cost nothing, shown ones repaint on a new view.
   L.Renderer brings the pan and zoom transforms; subclasses bring paint(context, view). */
import { L } from "../shared/leaflet.js";

export const CanvasLayer = L.Renderer.extend({
  options: { padding: 0.1 },

  initialize: function (id, options) {
    L.Util.setOptions(this, options);
    L.Util.stamp(this);
    this._layers = {};
    this.id = id;
    this.shown = true;
    this._outdated = true;
  },

  _initContainer: function () {
    const canvas = (this._container = document.createElement("canvas"));
    canvas.dataset.layer = this.id;
    canvas.className = "evidence-canvas";
    canvas.setAttribute("aria-hidden", "true");
    this._context = canvas.getContext("2d");
  },

  _destroyContainer: function () {
    this._container.remove();
    delete this._container;
    delete this._context;
  },

  _updatePaths: function () {},

  _update: function () {
    if (this._map._animatingZoom && this._bounds) return;
    L.Renderer.prototype._update.call(this);
    this._outdated = true;
    if (this.shown) this.repaint();
  },

  /** Show or hide without losing what is painted. */
  show: function (on) {
    this.shown = on;
    if (!this._container) return;
    this._container.style.display = on ? "" : "none";
    if (on && this._outdated) this.repaint();
  },

  setOpacity: function (opacity) {
    this._container.style.opacity = opacity;
  },

  /** Marks the picture as outdated and repaints it when it can be seen. */
  invalidate: function () {
    this._outdated = true;
    if (this.shown && this._context) this.repaint();
  },

  view: function () {
    const origin = this._map.getPixelOrigin();
    return { scale: 2 ** this._map.getZoom(), x: origin.x, y: origin.y };
  },

  repaint: function () {
    const ratio = window.devicePixelRatio || 1;
    const size = this._bounds.getSize();
    const canvas = this._container;
    L.DomUtil.setPosition(canvas, this._bounds.min);
    canvas.width = Math.round(size.x * ratio);
    canvas.height = Math.round(size.y * ratio);
    canvas.style.width = `${size.x}px`;
    canvas.style.height = `${size.y}px`;
    this._context.setTransform(ratio, 0, 0, ratio, -this._bounds.min.x * ratio, -this._bounds.min.y * ratio);
    this.paint(this._context, this.view());
    this._outdated = false;
  },

  /** Whether a world box, grown by `margin` pixels, touches the canvas. */
  inView: function (box, view, margin = 0) {
    const { min, max } = this._bounds;
    return (
      box[2] * view.scale - view.x >= min.x - margin &&
      box[0] * view.scale - view.x <= max.x + margin &&
      box[3] * view.scale - view.y >= min.y - margin &&
      box[1] * view.scale - view.y <= max.y + margin
    );
  },
});
