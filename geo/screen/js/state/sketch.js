/** What somebody drew by hand: its text in a view, what it measures, and what a question takes of it. */
import { areaOf, between, circleOf, crosses, lengthOf } from "../rules/measuring.js";
import { inDigits, number, t } from "../shared/words.js";

/** @typedef {import("../rules/measuring.js").Position} Position */
/** @typedef {"point" | "line" | "area" | "circle" | "rings"} ShapeKind */
/** @typedef {{ kind: ShapeKind, positions: Position[], km: number[] }} Drawn one shape; round ones have a centre and radii */

/** Positions with which a shape is whole. */
export const LEAST = { point: 1, line: 2, area: 3, circle: 1, rings: 1 };
const DECIMALS = 5; // of degrees: a metre

/**
 * The shapes of a text that the server has judged.
 * @param {string} text
 * @returns {Drawn[]}
 */
export function shapesOf(text) {
  return text.split("|").filter(Boolean).map((part) => {
    const [kind, listed] = part.split(":");
    const parts = listed.split(";");
    const round = kind === "circle" || kind === "rings";
    return {
      kind: /** @type {ShapeKind} */ (kind),
      positions: (round ? parts.slice(0, 1) : parts).map((
        one,
      ) => /** @type {Position} */ (one.split(",").map(Number))),
      km: round ? parts.slice(1).map(Number) : [],
    };
  });
}

/**
 * The text of some shapes.
 * @param {Drawn[]} shapes
 */
export function sketchText(shapes) {
  return shapes.map(({ kind, positions, km }) =>
    `${kind}:${[...positions.map(positionText), ...km.map(written)].join(";")}`
  ).join("|");
}

/** @param {Position} position */
function positionText([lat, lon]) {
  return `${written(lat)},${written(lon)}`;
}

/** @param {number} value */
function written(value) {
  return String(Number(value.toFixed(DECIMALS)));
}

/**
 * The lines and outlines of a shape on the map.
 * @param {Drawn} shape
 * @returns {{ positions: Position[], closed: boolean }[]}
 */
export function pathsOf({ kind, positions, km }) {
  if (kind === "circle" || kind === "rings") {
    return km.map((radius) => ({ positions: circleOf(positions[0], radius), closed: true }));
  }
  return positions.length > 1 ? [{ positions, closed: kind === "area" && positions.length > 2 }] : [];
}

/**
 * What a shape measures, as a line of text.
 * @param {Drawn} shape
 */
export function measureText({ kind, positions, km }) {
  if (kind === "point") return inDigits(positions[0].map((degrees) => degrees.toFixed(4)).join(", "));
  if (kind === "rings") return t("{km} km", { km: km.map((one) => number(one)).join(t(", ")) });
  if (kind === "circle") {
    const circle = circleOf(positions[0], km[0]);
    return t("Radius {radius}, {area}", {
      radius: distanceText(km[0] * 1000),
      area: areaText(areaOf(circle)),
    });
  }
  if (kind === "area" && positions.length > 2) {
    const around = distanceText(lengthOf(positions, true));
    return crosses(positions)
      ? t("The outline crosses itself; perimeter {around}", { around })
      : t("{area}, perimeter {around}", { area: areaText(areaOf(positions)), around });
  }
  if (positions.length < 2) return "";
  const [first, last] = [positions[0], positions[positions.length - 1]];
  const bearing = number(Math.round(between(first, last).bearing) % 360);
  const length = distanceText(lengthOf(positions));
  return positions.length > 2
    ? t("{length}, from start to end bearing {bearing}°", { length, bearing })
    : t("{length}, bearing {bearing}°", { length, bearing });
}

/** @param {number} metres */
export function distanceText(metres) {
  if (metres < 1000) return t("{n} m", { n: Math.round(metres) });
  const km = metres / 1000;
  return t("{km} km", { km: number(km, { maximumFractionDigits: km < 100 ? 2 : 1 }) });
}

/** @param {number} metres2 */
export function areaText(metres2) {
  const km2 = metres2 / 1e6;
  return t("{area} km²", { area: number(km2, { maximumFractionDigits: km2 < 10 ? 3 : km2 < 1000 ? 1 : 0 }) });
}

/**
 * What a view has of it, as questions take it; the last one last.
 * @param {import("./view.js").View} view
 */
export function drawings({ draw }) {
  return shapesOf(draw).map(asked);
}

/**
 * A shape as a question takes it: WKT, longitude first. Of rings it is the widest.
 * @param {Drawn} shape
 * @returns {{ type: string, text: string }}
 */
export function asked({ kind, positions, km }) {
  const round = kind === "circle" || kind === "rings";
  const outline = round ? circleOf(positions[0], Math.max(...km)) : positions;
  const listed = (/** @type {Position[]} */ list) =>
    list.map(([lat, lon]) => `${written(lon)} ${written(lat)}`).join(", ");
  if (kind === "point") return { type: "Point", text: `POINT (${listed(positions)})` };
  if (kind === "line") return { type: "LineString", text: `LINESTRING (${listed(positions)})` };
  return { type: "Polygon", text: `POLYGON ((${listed([...outline, outline[0]])}))` };
}
