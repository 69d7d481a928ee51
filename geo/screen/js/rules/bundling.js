/**
 * Lines that run side by side: courses with a leg in common are put beside each other, each seen by itself.
 *
 * One rule in two languages; the cases of `tests/golden/bundling.json` hold them together.
 */

/** More are left where they are: each leg is compared with each other. */
const MOST_LEGS = 400;

/** @typedef {[ax: number, ay: number, bx: number, by: number]} Leg */

/**
 * Courses so that those with legs in common run side by side.
 *
 * Legs are one where both their ends are no further apart than `near`, whichever way they are gone. They lie
 * `step` apart, in the order of their courses, about the first of them.
 * @param {ArrayLike<number>[]} courses x, y, x, y, ... of each line, in the units of `near` and `step`.
 * @param {number} near
 * @param {number} step
 * @returns {number[][]}
 */
export function bundled(courses, near, step) {
  const legs = courses.map(legsOf);
  if (legs.reduce((sum, own) => sum + own.length, 0) > MOST_LEGS) {
    return courses.map((course) => Array.from(course));
  }
  /** @type {Leg[][]} */
  const bundles = [];
  for (const leg of legs.flat()) {
    const [ax, ay, bx, by] = leg;
    if (ax === bx && ay === by) continue;
    const bundle = bundles.find(([first]) => alike(first, leg, near));
    if (bundle) bundle.push(leg);
    else bundles.push([leg]);
  }
  /** @type {Map<Leg, [across: number, down: number]>} */
  const moved = new Map();
  for (const bundle of bundles) {
    const [ax, ay, bx, by] = bundle[0];
    const [dx, dy] = [bx - ax, by - ay];
    const length = Math.sqrt(dx * dx + dy * dy);
    bundle.forEach((leg, lane) => {
      const aside = ((bundle.length - 1) / 2 - lane) * step;
      moved.set(leg, [-dy / length * aside, dx / length * aside]);
    });
  }
  return legs.map((own) => courseOf(own, moved));
}

/**
 * @param {ArrayLike<number>} course
 * @returns {Leg[]}
 */
function legsOf(course) {
  const legs = [];
  for (let i = 2; i < course.length; i += 2) {
    legs.push(/** @type {Leg} */ ([course[i - 2], course[i - 1], course[i], course[i + 1]]));
  }
  return legs;
}

/**
 * @param {Leg} one
 * @param {Leg} other
 * @param {number} near
 */
function alike([ax, ay, bx, by], [cx, cy, dx, dy], near) {
  const close = (/** @type {number} */ x, /** @type {number} */ y) => x * x + y * y <= near * near;
  return (close(ax - cx, ay - cy) && close(bx - dx, by - dy)) ||
    (close(ax - dx, ay - dy) && close(bx - cx, by - cy));
}

/**
 * The points of a course whose legs are moved.
 * @param {Leg[]} legs
 * @param {Map<Leg, [across: number, down: number]>} moved
 */
function courseOf(legs, moved) {
  /** @type {number[]} */
  const found = [];
  for (const leg of legs) {
    const [across, down] = moved.get(leg) ?? [0, 0];
    for (const i of [0, 2]) {
      const [x, y] = [leg[i] + across, leg[i + 1] + down];
      if (found.at(-2) !== x || found.at(-1) !== y) found.push(x, y);
    }
  }
  return found;
}
