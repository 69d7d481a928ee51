/* A rectangle on the map that can be moved and resized by mouse, touch and arrow keys: the extent of a figure, with
   what the shape of the figure adds to it. Its inside lets everything through, so the map below stays usable. */
import { element } from "../shared/dom.js";
import { L } from "../shared/leaflet.js";

const SMALLEST = 64; // px of either side
const MARGIN = 36; // px of map that is seen round it
const STEP = 8; // px of one arrow key, five times as much with Shift
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
const CORNERS = {
  nw: [-1, -1, "north-west"],
  ne: [1, -1, "north-east"],
  se: [1, 1, "south-east"],
  sw: [-1, 1, "south-west"],
};

export class ExtentFrame {
  /** `reach` = [west, south, east, north] that it may not leave; `changed(extent)` hears of every move. */
  constructor(map, reach, changed) {
    Object.assign(this, { map, reach, changed, aspect: 1.25, extent: null });
    this.box = element("div", {
      class: "extent-frame",
      role: "group",
      "aria-label": "Frame of the figure",
      hidden: "",
    });
    for (const side of ["top", "right", "bottom", "left"]) {
      this.box.append(this._grab(element("div", { class: `extent-edge ${side}` })));
    }
    const move = element("button", {
      type: "button",
      class: "extent-move",
      "aria-label": "Move the frame with the arrow keys; plus and minus resize it",
      title: "Drag, or use the arrow keys; + and − resize",
    }, "✥");
    this.box.append(this._grab(move));
    for (const [name, [x, y, title]] of Object.entries(CORNERS)) {
      const corner = element("button", {
        type: "button",
        class: `extent-corner ${name}`,
        "aria-label": `Resize at the ${title} corner with the arrow keys`,
        title: "Drag to resize",
      });
      this.box.append(this._grab(corner, [x, y]));
    }
    // Nothing that happens on the handles is meant for the map below.
    L.DomEvent.disableClickPropagation(this.box);
    map.getContainer().append(this.box);
    map.on("move viewreset resize zoomend", () => this._place());
    map.on("zoomstart", () => this.box.classList.add("zooming"));
    map.on("zoomend", () => this.box.classList.remove("zooming"));
  }

  show(extent) {
    this.extent = extent;
    this.box.hidden = !extent;
    this._place();
  }

  /** As large a frame of the wanted shape as the view has room for, with some map left round it. */
  fromView() {
    const { x, y } = this.map.getSize();
    const width = Math.min(x * 0.72, y * 0.72 * this.aspect);
    const height = width / this.aspect;
    return this._degrees({ left: (x - width) / 2, top: (y - height) / 2, width, height });
  }

  /** The map of the figure has this shape, width over height. */
  shape(aspect) {
    this.aspect = aspect;
    this._place();
  }

  /** Moves the map so that the whole frame can be seen, unless it can. */
  bringIntoView() {
    if (!this.extent) return;
    const { left, top, width, height } = this._pixels();
    const { x, y } = this.map.getSize();
    if (left >= 0 && top >= 0 && left + width <= x && top + height <= y) return;
    const corners = [[left, top], [left + width, top + height]].map((one) =>
      this.map.containerPointToLatLng(one)
    );
    this.map.fitBounds(corners, { animate: false, padding: [MARGIN, MARGIN] });
  }

  /** Where it lies on the map: the smallest rectangle of its shape round the extent, which is what a figure shows. */
  _pixels() {
    const [west, south, east, north] = this.extent;
    const from = this.map.latLngToContainerPoint([north, west]);
    const to = this.map.latLngToContainerPoint([south, east]);
    const width = Math.max(to.x - from.x, (to.y - from.y) * this.aspect);
    const height = width / this.aspect;
    return { left: (from.x + to.x - width) / 2, top: (from.y + to.y - height) / 2, width, height };
  }

  _degrees({ left, top, width, height }) {
    const from = this.map.containerPointToLatLng([left, top]);
    const to = this.map.containerPointToLatLng([left + width, top + height]);
    return withinReach([from.lng, to.lat, to.lng, from.lat], this.reach);
  }

  _place() {
    if (!this.extent) return;
    for (const [name, value] of Object.entries(this._pixels())) {
      this.box.style[name] = `${Math.round(value)}px`;
    }
  }

  _set(pixels) {
    this.show(this._degrees(pixels));
    this.changed(this.extent);
  }

  /** Has a handle move the frame, or one corner of it. */
  _grab(handle, corner = null) {
    handle.addEventListener("pointerdown", (event) => {
      if (event.button) return;
      const start = { x: event.clientX, y: event.clientY, pixels: this._pixels() };
      handle.setPointerCapture(event.pointerId);
      handle.onpointermove = ({ clientX, clientY }) =>
        this._drag(start.pixels, corner, clientX - start.x, clientY - start.y);
      handle.onpointerup = handle.onpointercancel = () => (handle.onpointermove = null);
      handle.focus({ preventScroll: true });
      event.preventDefault();
    });
    handle.addEventListener("keydown", (event) => {
      const by = STEP * (event.shiftKey ? 5 : 1);
      const arrow = ARROWS[event.key];
      const grow = { "+": 1, "=": 1, "-": -1, "−": -1 }[event.key];
      if (!arrow && !grow) return;
      if (grow) this._resize(this._pixels(), [0, 0], by * grow * 2);
      else if (corner) {
        this._resize(this._pixels(), corner, by * (arrow[0] * corner[0] + arrow[1] * corner[1]));
      } else this._drag(this._pixels(), null, by * arrow[0], by * arrow[1]);
      event.preventDefault();
      event.stopPropagation();
    });
    return handle;
  }

  _drag(pixels, corner, dx, dy) {
    if (!corner) this._set({ ...pixels, left: pixels.left + dx, top: pixels.top + dy });
    else this._resize(pixels, corner, Math.max(dx * corner[0], dy * corner[1] * this.aspect));
  }

  /** Makes the frame wider by so many pixels in its shape; the corner opposite to `corner` stays where it is. */
  _resize({ left, top, width, height }, [x, y], by) {
    const wide = Math.max(width + by, SMALLEST, SMALLEST * this.aspect);
    const tall = wide / this.aspect;
    this._set({
      left: left + ((width - wide) * (1 - x)) / 2,
      top: top + ((height - tall) * (1 - y)) / 2,
      width: wide,
      height: tall,
    });
  }
}

/** The extent moved, and where that is not enough cut, so that it stays within reach. */
export function withinReach(extent, reach) {
  const [west, south, east, north] = extent;
  const slide = (low, high, from, to) => {
    const by = Math.max(0, from - low) - Math.max(0, high - to);
    return [Math.max(low + by, from), Math.min(high + by, to)];
  };
  const [w, e] = slide(west, east, reach[0], reach[2]);
  const [s, n] = slide(south, north, reach[1], reach[3]);
  return [w, s, e, n].map((degrees) => Number(degrees.toFixed(4)));
}
