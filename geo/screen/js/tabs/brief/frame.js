/** A rectangle on the map that can be moved and resized by mouse, touch and arrow keys: the extent of a figure, with
 * what the shape of the figure adds to it. Its inside lets everything through, so the map below stays usable. */
import { element } from "../../shared/dom.js";
import { L } from "../../shared/leaflet.js";
import { declared, mark, t } from "../../shared/words.js";
import { between, centredIn, dragged, shapedRound, widened, withinReach } from "./boxes.js";

/** @import { Map } from "leaflet" */
/** @import { Corner, Extent, Rectangle } from "./boxes.js" */

const MARGIN = 36; // px of map that is seen round it
const COVERING = ".map-column, .side-body"; // what stands over the map at its sides
const STEP = 8; // px of one arrow key
const FASTER = 5; // times as many with Shift
const USUAL_ASPECT = 1.25;
/** @type {Record<string, Corner>} */
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
/** @type {Record<string, number>} */
const GROWS = { "+": 1, "=": 1, "-": -1, "−": -1 };
/** @type {[name: string, corner: Corner, title: string][]} */
const CORNERS = [
  ["nw", [-1, -1], mark("Resize at the north-west corner with the arrow keys")],
  ["ne", [1, -1], mark("Resize at the north-east corner with the arrow keys")],
  ["se", [1, 1], mark("Resize at the south-east corner with the arrow keys")],
  ["sw", [-1, 1], mark("Resize at the south-west corner with the arrow keys")],
];

export class ExtentFrame {
  /** Width over height. */
  #aspect = USUAL_ASPECT;
  /** @type {Extent | null} */
  extent = null;

  /**
   * @param {Map} map
   * @param {Extent} reach that it may not leave
   * @param {() => void} changed hears of every move
   */
  constructor(map, reach, changed) {
    this.map = map;
    this.reach = reach;
    this.changed = changed;
    const edges = ["top", "right", "bottom", "left"].map((side) =>
      this.#grab(element("div", { class: `extent-edge ${side}` }), null)
    );
    const move = element("button", {
      type: "button",
      class: "extent-move",
      "aria-label": t("Move the frame with the arrow keys; plus and minus resize it"),
      title: t("Drag, or use the arrow keys; + and − resize"),
    }, "✥");
    const corners = CORNERS.map(([name, corner, title]) => {
      const handle = element("button", {
        type: "button",
        class: `extent-corner ${name}`,
        "aria-label": declared(title),
        title: t("Drag to resize"),
      });
      return this.#grab(handle, corner);
    });
    this.box = element(
      "div",
      { class: "extent-frame", role: "group", "aria-label": t("Frame of the figure"), hidden: "" },
      ...edges,
      this.#grab(move, null),
      ...corners,
    );
    // Nothing that happens on the handles is meant for the map below.
    L.DomEvent.disableClickPropagation(this.box);
    map.getContainer().append(this.box);
    map.on("move viewreset resize zoomend", () => this.#place());
    map.on("zoomstart", () => this.box.classList.add("zooming"));
    map.on("zoomend", () => this.box.classList.remove("zooming"));
  }

  /** @param {Extent | null} extent */
  show(extent) {
    this.extent = extent;
    this.box.hidden = !extent;
    this.#place();
  }

  /** As large a frame of the wanted shape as the map in sight has room for, with some of it left round it. */
  fromView() {
    return this.#degrees(centredIn(this.#room(), this.#aspect));
  }

  /** The part of the map that neither its text and legend nor the open panel covers. */
  #room() {
    const { left: x, top: y } = this.map.getContainer().getBoundingClientRect();
    const covering = [...document.querySelectorAll(COVERING)].map((node) => {
      const { left, top, width, height } = node.getBoundingClientRect();
      return { left: left - x, top: top - y, width, height };
    });
    const size = this.map.getSize();
    return between({ left: 0, top: 0, width: size.x, height: size.y }, covering);
  }

  /** @param {number} aspect width over height of the map of the figure */
  shape(aspect) {
    this.#aspect = aspect;
    this.#place();
  }

  /** Moves the map so that the whole frame can be seen, unless it can. */
  bringIntoView() {
    if (!this.extent) return;
    const { left, top, width, height } = this.#pixels(this.extent);
    const room = this.#room();
    const right = room.left + room.width;
    if (left >= room.left && top >= 0 && left + width <= right && top + height <= room.height) return;
    const from = this.map.containerPointToLatLng([left, top]);
    const to = this.map.containerPointToLatLng([left + width, top + height]);
    this.map.fitBounds(L.latLngBounds(from, to), {
      animate: false,
      paddingTopLeft: [room.left + MARGIN, MARGIN],
      paddingBottomRight: [this.map.getSize().x - right + MARGIN, MARGIN],
    });
  }

  /**
   * Where it lies on the map.
   * @param {Extent} extent
   */
  #pixels([west, south, east, north]) {
    const from = this.map.latLngToContainerPoint([north, west]);
    const to = this.map.latLngToContainerPoint([south, east]);
    return shapedRound(from, to, this.#aspect);
  }

  /** @param {Rectangle} pixels */
  #degrees({ left, top, width, height }) {
    const from = this.map.containerPointToLatLng([left, top]);
    const to = this.map.containerPointToLatLng([left + width, top + height]);
    return withinReach([from.lng, to.lat, to.lng, from.lat], this.reach);
  }

  #place() {
    if (!this.extent) return;
    const { left, top, width, height } = this.#pixels(this.extent);
    const px = (/** @type {number} */ value) => `${Math.round(value)}px`;
    Object.assign(this.box.style, { left: px(left), top: px(top), width: px(width), height: px(height) });
  }

  /** @param {Rectangle} pixels */
  #set(pixels) {
    this.show(this.#degrees(pixels));
    this.changed();
  }

  /**
   * Has a handle move the frame, or one corner of it.
   * @template {HTMLElement} H
   * @param {H} handle
   * @param {Corner | null} corner
   */
  #grab(handle, corner) {
    handle.addEventListener("pointerdown", (event) => this.#hold(handle, corner, event));
    handle.addEventListener("keydown", (event) => this.#press(corner, event));
    return handle;
  }

  /**
   * @param {HTMLElement} handle
   * @param {Corner | null} corner
   * @param {PointerEvent} event
   */
  #hold(handle, corner, event) {
    if (event.button || !this.extent) return;
    const start = this.#pixels(this.extent);
    handle.setPointerCapture(event.pointerId);
    handle.onpointermove = ({ clientX, clientY }) =>
      this.#set(dragged(start, corner, clientX - event.clientX, clientY - event.clientY, this.#aspect));
    handle.onpointerup = handle.onpointercancel = () => (handle.onpointermove = null);
    handle.focus({ preventScroll: true });
    event.preventDefault();
  }

  /**
   * @param {Corner | null} corner
   * @param {KeyboardEvent} event
   */
  #press(corner, event) {
    const by = STEP * (event.shiftKey ? FASTER : 1);
    const arrow = ARROWS[event.key];
    const grow = GROWS[event.key];
    if (!this.extent || (!arrow && !grow)) return;
    const pixels = this.#pixels(this.extent);
    if (grow) this.#set(widened(pixels, [0, 0], by * grow * 2, this.#aspect));
    else if (corner) {
      const outwards = arrow[0] * corner[0] + arrow[1] * corner[1];
      this.#set(widened(pixels, corner, by * outwards, this.#aspect));
    } else this.#set(dragged(pixels, null, by * arrow[0], by * arrow[1], this.#aspect));
    event.preventDefault();
    event.stopPropagation();
  }
}
