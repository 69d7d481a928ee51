/* The quiet ground: sea, land, neighbours and districts on one canvas. */
import { CanvasLayer } from "./canvas_layer.js";
import { distanceTo, shapeOf, trace } from "../features/geometry.js";

/** @typedef {import("../features/geometry.js").Shape} Shape */
/** @typedef {import("../features/geometry.js").View} View */
/** @typedef {import("../painting/look.js").Ground} Ground */
/** @typedef {{ features: { properties: Record<string, any>, geometry: import("../features/geometry.js").Geometry }[] }} Features */
/** @typedef {{ id: string, properties: Record<string, any>, shape: Shape, home: boolean }} Land */

/** Id of the country that the map is about. */
export const HOME_COUNTRY = "country-ly";

export class GroundLayer extends CanvasLayer {
  /**
   * @param {string} pane
   * @param {Ground} colours
   * @param {import("../painting/look.js").Screen} screen
   */
  constructor(pane, colours, screen) {
    super("ground", pane);
    this.screen = screen;
    this.colours = colours;
    /** @type {Land[]} */
    this.countries = [];
    /** @type {Land[]} */
    this.districts = [];
  }

  /**
   * @param {Features} countries
   * @param {Features} districts
   */
  setGround(countries, districts) {
    this.countries = lands(countries);
    this.districts = lands(districts);
    this.repaint();
  }

  /**
   * The district that a layer point lies in, or null.
   * @param {{ x: number, y: number }} point
   */
  districtAt(point) {
    const view = this.view();
    const [x, y] = [(point.x + view.x) / view.scale, (point.y + view.y) / view.scale];
    return this.districts.find(({ shape }) => distanceTo(shape, x, y) === 0) ?? null;
  }

  /**
   * @override
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   */
  paint(context, view) {
    const { land, neighbours, district, border } = this.colours;
    const countries = this.countries.filter(({ shape }) => this.inView(shape.box, view));
    const stroke = (
      /** @type {Shape} */ shape,
      /** @type {string} */ colour,
      /** @type {number} */ width,
    ) => {
      trace(context, shape, view);
      context.strokeStyle = colour;
      context.lineWidth = width;
      context.stroke();
    };
    context.lineJoin = "round";
    for (const { shape, home } of countries) {
      trace(context, shape, view);
      context.fillStyle = home ? land : neighbours;
      context.fill("evenodd");
    }
    for (const { shape } of this.districts) stroke(shape, district, this.screen.district_width);
    for (const { shape, home } of countries) {
      stroke(shape, border, home ? this.screen.home_width : this.screen.border_width);
    }
  }
}

/**
 * @param {Features} collection
 * @returns {Land[]}
 */
function lands({ features }) {
  return features.flatMap(({ geometry, properties }) => {
    const shape = shapeOf(geometry);
    return shape ? [{ id: properties.id, properties, shape, home: properties.id === HOME_COUNTRY }] : [];
  });
}
