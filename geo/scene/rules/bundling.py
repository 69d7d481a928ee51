"""Lines that run side by side: courses with a leg in common are put beside each other, each seen by itself.

One rule in two languages; the cases of `tests/golden/bundling.json` hold them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from math import sqrt

MOST_LEGS = 400
"""More are left where they are: each leg is compared with each other."""

Place = tuple[float, float]
Leg = tuple[Place, Place]


def bundled(courses: Sequence[Sequence[float]], near: float, step: float) -> list[list[float]]:
    """Return courses so that those with legs in common run side by side.

    Legs are one where both their ends are no further apart than `near`, whichever way they are gone. They lie
    `step` apart, in the order of their courses, about the first of them.

    Parameters
    ----------
    courses : sequence of sequence of float
        x, y, x, y, ... of each line, in the units of `near` and `step`.

    Examples
    --------
    >>> bundled([[0, 0, 10, 0], [10, 0, 0, 0]], 1, 4)
    [[0.0, 2.0, 10.0, 2.0], [10.0, -2.0, 0.0, -2.0]]
    """
    legs = [list(pairwise(zip(course[::2], course[1::2], strict=True))) for course in courses]
    if sum(map(len, legs)) > MOST_LEGS:
        return [list(course) for course in courses]
    bundles: list[list[tuple[int, int]]] = []
    for i, own in enumerate(legs):
        for j, leg in enumerate(own):
            if leg[0] == leg[1]:
                continue
            known = (one for one in bundles if _alike(legs[one[0][0]][one[0][1]], leg, near))
            bundle = next(known, None)
            if bundle is None:
                bundles.append([(i, j)])
            else:
                bundle.append((i, j))
    moved: dict[tuple[int, int], Place] = {}
    for bundle in bundles:
        (ax, ay), (bx, by) = legs[bundle[0][0]][bundle[0][1]]
        dx, dy = bx - ax, by - ay
        length = sqrt(dx * dx + dy * dy)
        for lane, key in enumerate(bundle):
            aside = ((len(bundle) - 1) / 2 - lane) * step
            moved[key] = -dy / length * aside, dx / length * aside
    return [
        _course(own, [moved.get((i, j), (0.0, 0.0)) for j in range(len(own))]) for i, own in enumerate(legs)
    ]


def _alike(one: Leg, other: Leg, near: float) -> bool:
    (a, b), (c, d) = one, other
    return (_close(a, c, near) and _close(b, d, near)) or (_close(a, d, near) and _close(b, c, near))


def _close(one: Place, other: Place, near: float) -> bool:
    dx, dy = one[0] - other[0], one[1] - other[1]
    return dx * dx + dy * dy <= near * near


def _course(legs: Sequence[Leg], moved: Sequence[Place]) -> list[float]:
    """Return the points of a course whose legs are moved."""
    found: list[float] = []
    for ends, (across, down) in zip(legs, moved, strict=True):
        for x, y in ends:
            place = [float(x + across), float(y + down)]
            if found[-2:] != place:
                found += place
    return found
