/* Measure and draw: points, lines, areas, circles and rings by mouse, touch and keys. What is whole is part of the
   view; what is under the hand is here alone. */
import { button, element } from "../shared/dom.js";
import { fetchJson } from "../shared/fetching.js";
import { L } from "../shared/leaflet.js";
import { declared, mark, t } from "../shared/words.js";
import { between } from "../rules/measuring.js";
import { LEAST, measureText, shapesOf, sketchText } from "../state/sketch.js";
import { SketchLayer } from "./layers/sketch_layer.js";

/** @typedef {import("../state/sketch.js").Drawn} Drawn */
/** @typedef {import("../state/sketch.js").Position} Position */
/** @typedef {import("../state/sketch.js").ShapeKind} ShapeKind */

const ROOMY = 500; // px of map beside which the box has room of its own
const USUAL_RINGS = "50, 100, 200";
/** @type {[kind: ShapeKind, title: string, how: string][]} */
const TOOLS = [
  ["point", mark("Point"), mark("Click a place.")],
  ["line", mark("Line"), mark("Click along it; Finish or a double click ends it.")],
  ["area", mark("Area"), mark("Click round it; Finish or a double click closes it.")],
  ["circle", mark("Circle"), mark("Click the centre, then how far it reaches.")],
  ["rings", mark("Rings"), mark("Click the centre.")],
];
const byKeys = () =>
  t("With keys: arrows move the map, Enter sets a point at its middle, Backspace takes it back.");

export class Sketching {
  /** @type {ShapeKind | ""} */
  #tool = "";
  /** @type {Position[]} */
  #points = [];
  /** Where the pointer is. */
  #pointer = /** @type {Position | null} */ (null);
  #text = "";

  /** @param {import("./map.js").LibyaMap} map */
  constructor(map) {
    this.map = map;
    this.layer = new SketchLayer("sketch", "sketch", map.painter.document.sketch);
    const container = map.map.getContainer();
    this.open = button(t("Measure"), () => this.#toggle(), {
      class: "sketch-open",
      "aria-expanded": "false",
      "aria-controls": "sketch-box",
      title: t("Measure and draw on the map"),
    });
    this.tools = new Map(
      TOOLS.map(([kind, title]) => [
        kind,
        button(declared(title), () => this.#take(kind), { "data-tool": kind, "aria-pressed": "false" }),
      ]),
    );
    this.radii = element("input", {
      type: "text",
      value: USUAL_RINGS,
      inputmode: "decimal",
      id: "sketch-km",
    });
    this.rings = element("label", { hidden: "", for: "sketch-km" }, t("Kilometres"), " ", this.radii);
    this.how = element("p", { class: "sketch-how" });
    this.live = element("p", { class: "sketch-live", role: "status" });
    this.finish = button(t("Finish"), () => this.#finish(), { hidden: "" });
    this.undo = button(t("Undo"), () => this.#undo());
    this.clear = button(t("Clear all"), () => this.#clear());
    this.list = element("ol", { class: "sketch-list" });
    this.box = element(
      "div",
      {
        class: "sketch-box",
        id: "sketch-box",
        role: "group",
        "aria-label": t("Measure and draw"),
        hidden: "",
      },
      element("div", { class: "sketch-tools" }, ...this.tools.values()),
      this.rings,
      this.how,
      this.live,
      element("div", { class: "sketch-tools" }, this.finish, this.undo, this.clear),
      this.list,
    );
    this.cross = element("div", { class: "sketch-cross", "aria-hidden": "true", hidden: "" });
    this.element = element("div", { class: "sketch" }, this.open, this.box);
    container.append(this.element, this.cross);
    L.DomEvent.disableClickPropagation(this.element);
    L.DomEvent.disableScrollPropagation(this.element);
    map.map.on("dblclick", () => this.#finish());
    document.addEventListener("keydown", (event) => this.#press(event), { capture: true });
    this.#render();
  }

  /** How much a view carries, as the server says it once somebody draws. */
  most = { shapes: Infinity, vertices: Infinity, rings: Infinity, km: Infinity };

  /** @param {string} text of the view */
  show(text) {
    if (text === this.#text) return;
    this.#text = text;
    if (text && this.map.map.getSize().x >= ROOMY) this.#unfold(true);
    this.#render();
  }

  get #shapes() {
    return shapesOf(this.#text);
  }

  /** The shape under the hand, as it is with the pointer where it is. */
  get #draft() {
    const tool = this.#tool;
    if (!tool || !this.#points.length) return null;
    const positions = this.#pointer && tool !== "point" ? [...this.#points, this.#pointer] : this.#points;
    if (tool === "circle") {
      const [centre, edge] = positions;
      return edge ? circle(centre, edge) : null;
    }
    return /** @type {Drawn} */ ({ kind: tool, positions, km: [] });
  }

  /**
   * Takes a click on the map for a point of what is drawn.
   * @param {{ lat: number, lng: number }} latlng
   * @returns {boolean} whether it is meant for that
   */
  takes({ lat, lng }) {
    if (!this.#tool) return false;
    this.#add([lat, lng]);
    return true;
  }

  /**
   * Follows the pointer.
   * @param {{ lat: number, lng: number }} latlng
   * @returns {boolean} whether something is drawn
   */
  follows({ lat, lng }) {
    if (!this.#tool) return false;
    this.#pointer = [lat, lng];
    if (this.#points.length) this.#render();
    return true;
  }

  #toggle() {
    this.#unfold(Boolean(this.box.hidden));
    if (this.box.hidden) this.#take("");
  }

  /** @param {boolean} on */
  #unfold(on) {
    this.box.hidden = !on;
    this.open.setAttribute("aria-expanded", String(on));
    if (on) {
      const isOurs = (/** @type {{ kind: string }} */ { kind }) => kind === "sketch";
      // Without them the server refuses what is too much.
      fetchJson("/api/view").then(({ parts }) => Object.assign(this.most, parts.find(isOurs)), () => {});
    }
  }

  /** @param {ShapeKind | ""} tool the one that is in the hand already is laid down */
  #take(tool) {
    this.#tool = tool === this.#tool ? "" : tool;
    this.#points = [];
    this.#pointer = null;
    const { map } = this.map;
    if (this.#tool) map.doubleClickZoom.disable();
    else map.doubleClickZoom.enable();
    map.getContainer().classList.toggle("sketching", this.#tool !== "");
    this.rings.hidden = this.#tool !== "rings";
    this.#render();
  }

  /** @param {Position} position */
  #add(position) {
    const last = this.#points.at(-1);
    // The second click of a double click falls on the first.
    if (last && between(last, position).metres < 1) return;
    this.#points = [...this.#points, position];
    if (this.#tool === "point" || this.#tool === "rings") this.#finish();
    else if (this.#tool === "circle" && this.#points.length === 2) this.#finish();
    else this.#render();
  }

  /** Makes what is under the hand a part of the view, if it is whole. */
  #finish() {
    const tool = this.#tool;
    if (!tool || !this.#points.length) return;
    const [centre, edge] = this.#points;
    /** @type {Drawn} */
    let shape = { kind: tool, positions: this.#points, km: [] };
    if (tool === "rings") shape = { kind: tool, positions: [centre], km: this.#kilometres() };
    else if (tool === "circle" && edge) shape = circle(centre, edge);
    else if (tool === "circle") return;
    if (shape.positions.length < LEAST[tool]) return;
    const shapes = [...this.#shapes, shape];
    const vertices = shapes.reduce((sum, { positions }) => sum + positions.length, 0);
    if (tool === "rings" && !shape.km.length) {
      return this.#say(
        t("Write kilometres up to {km}, such as {rings}.", { km: this.most.km, rings: USUAL_RINGS }),
      );
    }
    if (shape.km.some((km) => km > this.most.km)) {
      return this.#say(t("That is farther than {km} km; draw it smaller.", { km: this.most.km }));
    }
    if (shapes.length > this.most.shapes) {
      return this.#say(t("{n} shapes are drawn; take one away first.", { n: this.most.shapes }));
    }
    if (vertices > this.most.vertices) {
      return this.#say(t("More than {n} points; draw it with fewer.", { n: this.most.vertices }));
    }
    this.#points = [];
    this.#pointer = null;
    this.#change(shapes);
  }

  #kilometres() {
    const numbers = this.radii.value.split(/[,;\s]+/).map(Number);
    const fit = numbers.filter((km) => km > 0 && km <= this.most.km);
    return [...new Set(fit)].sort((a, b) => a - b).slice(0, this.most.rings);
  }

  /** Takes back the last point, or the last shape. */
  #undo() {
    if (this.#points.length) {
      this.#points = this.#points.slice(0, -1);
      this.#render();
    } else this.#change(this.#shapes.slice(0, -1));
  }

  #clear() {
    this.#points = [];
    this.#change([]);
  }

  /** @param {Drawn[]} shapes */
  #change(shapes) {
    this.#text = sketchText(shapes);
    this.map.change({ draw: this.#text });
    this.#render();
  }

  /** @param {string} text */
  #say(text) {
    this.live.textContent = text;
  }

  /** @param {KeyboardEvent} event */
  #press(event) {
    const target = /** @type {Element} */ (event.target);
    const { map } = this.map;
    if (!this.#tool || target.matches("input, select, textarea")) return;
    const onMap = target === map.getContainer();
    if (event.key === "Escape") {
      if (this.#points.length) {
        this.#points = [];
        this.#render();
      } else this.#take("");
    } else if (onMap && (event.key === "Enter" || event.key === " ")) {
      const { lat, lng } = map.getCenter();
      const last = this.#points.at(-1);
      // The same place again ends it, as a double click does.
      if (last && between(last, [lat, lng]).metres < 1) this.#finish();
      else this.#add([lat, lng]);
    } else if (onMap && event.key === "Backspace") this.#undo();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }

  #render() {
    const { layer } = this;
    const shapes = this.#shapes;
    const draft = this.#draft;
    layer.shapes = shapes;
    layer.draft = draft;
    const wanted = shapes.length > 0 || draft !== null || this.#points.length > 0;
    if (wanted && !draft && this.#points.length) {
      layer.draft = { kind: "point", positions: this.#points, km: [] };
    }
    if (wanted && !layer.shown) layer.addTo(this.map.map);
    else if (!wanted && layer.shown) layer.remove();
    else layer.repaint();
    for (const [kind, one] of this.tools) one.setAttribute("aria-pressed", String(kind === this.#tool));
    const how = TOOLS.find(([kind]) => kind === this.#tool)?.[2];
    this.how.textContent = how ? `${declared(how)} ${byKeys()}` : "";
    this.cross.hidden = !this.#tool;
    this.live.textContent = draft ? measureText(draft) : "";
    this.finish.hidden = this.#points.length < (this.#tool ? LEAST[this.#tool] : 1) ||
      this.#tool === "circle";
    this.undo.disabled = !this.#points.length && !shapes.length;
    this.clear.disabled = this.undo.disabled;
    this.list.replaceChildren(...shapes.map((shape, i) => this.#row(shape, i, shapes)));
  }

  /**
   * @param {Drawn} shape
   * @param {number} i
   * @param {Drawn[]} shapes
   */
  #row(shape, i, shapes) {
    const [, title] = TOOLS.find(([kind]) => kind === shape.kind) ?? ["", ""];
    const away = button("×", () => this.#change(shapes.toSpliced(i, 1)), {
      "aria-label": t("Take away {shape} {i}", { shape: declared(title), i: i + 1 }),
      title: t("Take away"),
    });
    return element("li", {}, element("b", {}, declared(title)), " ", measureText(shape), away);
  }
}

/**
 * @param {Position} centre
 * @param {Position} edge a place on it
 * @returns {Drawn}
 */
function circle(centre, edge) {
  return { kind: "circle", positions: [centre], km: [between(centre, edge).metres / 1000] };
}
