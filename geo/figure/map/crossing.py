"""What a line on the map would run over, such as that from a point to its name."""

from __future__ import annotations

import math
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from geo.figure.sheet.sizes import Rect

Floats = NDArray[np.float64]
Point = tuple[float, float]
_STEP = 1.2
"""Points between the places of a line that are looked at."""
_CORNER = 0.15
"""Share of the box of a symbol or disc, as wide as high, at each edge that is not looked at: it is round."""


def corners(boxes: Iterable[Rect]) -> Floats:
    """Return left, bottom, right and top of boxes."""
    return np.array([(one.x, one.y, one.right, one.top) for one in boxes]).reshape(-1, 4)


def meet(low: Floats, high: Floats, boxes: Floats) -> NDArray[np.bool_]:
    """Tell for boxes by their corners which of others each meets."""
    meeting: NDArray[np.bool_] = (
        (low[:, None, 0] < boxes[None, :, 2])
        & (high[:, None, 0] > boxes[None, :, 0])
        & (low[:, None, 1] < boxes[None, :, 3])
        & (high[:, None, 1] > boxes[None, :, 1])
    )
    return meeting


def crossed(start: Point, end: Point, boxes: Floats) -> int:
    """Return how many boxes a line runs over; one in which it starts or ends is what it joins."""
    if not len(boxes):
        return 0
    sides = boxes[:, 2:] - boxes[:, :2]
    spare = np.where(np.isclose(sides[:, :1], sides[:, 1:]), sides * _CORNER, 0.0)
    inner = np.column_stack([boxes[:, :2] + spare, boxes[:, 2:] - spare])
    steps = np.linspace(0.0, 1.0, max(2, math.ceil(math.dist(start, end) / _STEP)) + 1)[:, None]
    course = np.array(start) + (np.array(end) - np.array(start)) * steps
    met = meet(course, course, inner)
    ends = np.array([start, end])
    return int((met.any(axis=0) & ~meet(ends, ends, boxes).any(axis=0)).sum())


def leaving(box: Rect, start: Point, end: Point) -> Point:
    """Return where a line that starts in a box leaves it."""
    shares = [1.0]
    for begin, finish, low, high in (
        (start[0], end[0], box.x, box.right),
        (start[1], end[1], box.y, box.top),
    ):
        if finish != begin:
            shares.append(((high if finish > begin else low) - begin) / (finish - begin))
    share = max(min(shares), 0.0)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
