/**
 * Distances, bearings and areas along the ground: geodesics of the ellipsoid WGS 84.
 *
 * Lines after Vincenty (Survey Review 23, 1975), to a millimetre where no two points lie on opposite sides of the
 * earth; areas as sums on the equal-area cylinder, of edges that follow the geodesic.
 *
 * @typedef {[lat: number, lon: number]} Position Degrees.
 */

const MAJOR = 6378137;
const FLATTENING = 1 / 298.257223563;
const MINOR = MAJOR * (1 - FLATTENING);
const ECCENTRICITY2 = FLATTENING * (2 - FLATTENING);
const ECCENTRICITY = Math.sqrt(ECCENTRICITY2);
const NEAR = 1e-12;
const MOST_STEPS = 100;
/** Metres between two points of an edge whose area is summed. */
const FINE = 2000;
const MOST_PARTS = 1000; // of an edge
const CIRCLE_POINTS = 72;

/** @param {number} degrees */
const radians = (degrees) => (degrees * Math.PI) / 180;
/** @param {number} angle */
const degrees = (angle) => (angle * 180) / Math.PI;

/** @param {number} u2 */
function series(u2) {
  const a = 1 + (u2 / 16384) * (4096 + u2 * (-768 + u2 * (320 - 175 * u2)));
  const b = (u2 / 1024) * (256 + u2 * (-128 + u2 * (74 - 47 * u2)));
  return { a, b };
}

/**
 * @param {number} b
 * @param {number} sine of the angle along the geodesic
 * @param {number} cosine
 * @param {number} middle the cosine of twice the angle from the equator to its middle
 */
function correction(b, sine, cosine, middle) {
  const inner = cosine * (-1 + 2 * middle ** 2) -
    (b / 6) * middle * (-3 + 4 * sine ** 2) * (-3 + 4 * middle ** 2);
  return b * sine * (middle + (b / 4) * inner);
}

/**
 * Metres from one position to another, and in which direction that is at the first, clockwise from north.
 * @param {Position} from
 * @param {Position} to
 * @returns {{ metres: number, bearing: number }}
 */
export function between([lat1, lon1], [lat2, lon2]) {
  const across = radians(lon2 - lon1);
  const u1 = Math.atan((1 - FLATTENING) * Math.tan(radians(lat1)));
  const u2 = Math.atan((1 - FLATTENING) * Math.tan(radians(lat2)));
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)];
  let [lambda, sine, cosine, angle, middle, flat] = [across, 0, 1, 0, 0, 1];
  for (let step = 0; step < MOST_STEPS; step += 1) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)];
    sine = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL);
    if (sine === 0) return { metres: 0, bearing: 0 };
    cosine = sin1 * sin2 + cos1 * cos2 * cosL;
    angle = Math.atan2(sine, cosine);
    const sinAlpha = (cos1 * cos2 * sinL) / sine;
    flat = 1 - sinAlpha ** 2;
    middle = flat ? cosine - (2 * sin1 * sin2) / flat : 0;
    const c = (FLATTENING / 16) * flat * (4 + FLATTENING * (4 - 3 * flat));
    const before = lambda;
    lambda = across +
      (1 - c) * FLATTENING * sinAlpha *
        (angle + c * sine * (middle + c * cosine * (-1 + 2 * middle ** 2)));
    if (Math.abs(lambda - before) < NEAR) break;
  }
  const { a, b } = series((flat * (MAJOR ** 2 - MINOR ** 2)) / MINOR ** 2);
  const bearing = Math.atan2(
    cos2 * Math.sin(lambda),
    cos1 * sin2 - sin1 * cos2 * Math.cos(lambda),
  );
  return {
    metres: MINOR * a * (angle - correction(b, sine, cosine, middle)),
    bearing: (degrees(bearing) + 360) % 360,
  };
}

/**
 * The position so many metres from another in a direction.
 * @param {Position} from
 * @param {number} bearing degrees clockwise from north
 * @param {number} metres
 * @returns {Position}
 */
export function beyond([lat, lon], bearing, metres) {
  const alpha = radians(bearing);
  const [sinA, cosA] = [Math.sin(alpha), Math.cos(alpha)];
  const tan1 = (1 - FLATTENING) * Math.tan(radians(lat));
  const cos1 = 1 / Math.hypot(1, tan1);
  const sin1 = tan1 * cos1;
  const start = Math.atan2(tan1, cosA);
  const sinAlpha = cos1 * sinA;
  const flat = 1 - sinAlpha ** 2;
  const { a, b } = series((flat * (MAJOR ** 2 - MINOR ** 2)) / MINOR ** 2);
  let angle = metres / (MINOR * a);
  let middle = 0;
  for (let step = 0; step < MOST_STEPS; step += 1) {
    middle = Math.cos(2 * start + angle);
    const before = angle;
    angle = metres / (MINOR * a) + correction(b, Math.sin(angle), Math.cos(angle), middle);
    if (Math.abs(angle - before) < NEAR) break;
  }
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  middle = Math.cos(2 * start + angle);
  const away = sin1 * sine - cos1 * cosine * cosA;
  const latitude = Math.atan2(
    sin1 * cosine + cos1 * sine * cosA,
    (1 - FLATTENING) * Math.hypot(sinAlpha, away),
  );
  const lambda = Math.atan2(sine * sinA, cos1 * cosine - sin1 * sine * cosA);
  const c = (FLATTENING / 16) * flat * (4 + FLATTENING * (4 - 3 * flat));
  const across = lambda -
    (1 - c) * FLATTENING * sinAlpha *
      (angle + c * sine * (middle + c * cosine * (-1 + 2 * middle ** 2)));
  return [degrees(latitude), lon + degrees(across)];
}

/**
 * Metres along some positions.
 * @param {Position[]} positions
 * @param {boolean} [closed] whether the last one is joined to the first
 */
export function lengthOf(positions, closed = false) {
  const ends = closed ? [...positions, positions[0]] : positions;
  return ends.slice(1).reduce((sum, to, i) => sum + between(ends[i], to).metres, 0);
}

/**
 * Square metres within an outline whose edges are geodesics.
 * @param {Position[]} outline
 */
export function areaOf(outline) {
  const dense = outline.flatMap((from, i) => edge(from, outline[(i + 1) % outline.length]));
  const points = dense.map(onCylinder);
  let twice = 0;
  points.forEach(([x, y], i) => {
    const [nextX, nextY] = points[(i + 1) % points.length];
    twice += (nextX - x) * (y + nextY);
  });
  return Math.abs(twice) / 2;
}

/**
 * Positions along a geodesic, without its end.
 * @param {Position} from
 * @param {Position} to
 * @returns {Position[]}
 */
function edge(from, to) {
  const { metres, bearing } = between(from, to);
  const parts = Math.min(MOST_PARTS, Math.max(1, Math.ceil(metres / FINE)));
  return Array.from({ length: parts }, (_, i) => i ? beyond(from, bearing, (metres * i) / parts) : from);
}

/**
 * Metres on the equal-area cylinder.
 * @param {Position} position
 * @returns {[x: number, y: number]}
 */
function onCylinder([lat, lon]) {
  const sine = Math.sin(radians(lat));
  const part = ECCENTRICITY * sine;
  const q = (1 - ECCENTRICITY2) *
    (sine / (1 - part ** 2) - Math.log((1 - part) / (1 + part)) / (2 * ECCENTRICITY));
  return [MAJOR * radians(lon), (MAJOR * q) / 2];
}

/**
 * The positions of a circle round another, clockwise from north.
 * @param {Position} centre
 * @param {number} km
 * @returns {Position[]}
 */
export function circleOf(centre, km) {
  const step = 360 / CIRCLE_POINTS;
  return Array.from({ length: CIRCLE_POINTS }, (_, i) => beyond(centre, i * step, km * 1000));
}

/**
 * Whether two edges of an outline cross, so that it holds no area.
 * @param {Position[]} outline
 */
export function crosses(outline) {
  const count = outline.length;
  /** @type {(a: Position, b: Position, c: Position) => number} */
  const turn = ([ay, ax], [by, bx], [cy, cx]) => (bx - ax) * (cy - ay) - (by - ay) * (cx - ax);
  for (let i = 0; i < count; i += 1) {
    for (let j = i + 2; j < count; j += 1) {
      if (!i && j === count - 1) continue;
      const [a, b, c, d] = [outline[i], outline[i + 1], outline[j], outline[(j + 1) % count]];
      if (turn(a, b, c) * turn(a, b, d) < 0 && turn(c, d, a) * turn(c, d, b) < 0) return true;
    }
  }
  return false;
}
