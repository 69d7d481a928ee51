"""Names on the map: those that matter more come first, and none covers another, a symbol or the edge."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from geo.figure.sheet.sheet import Page, Rect, Type

_GAP = 1.2
"""Points between a name and anything else."""
_FAR = (12, 22, 34, 46, 58)
"""Pixels from a place to its name: for what matters also the far ones."""
_FARTHEST = (75, 95, 120, 150)
"""For what must be named: the capital is never left out for want of room."""


@dataclass(frozen=True, slots=True)
class Label:
    """One name that wants a place; `x`, `y` in points of the map.

    Attributes
    ----------
    lines : tuple of str
        One below the other.
    beside : bool
        Whether it stands beside its point; else on it.
    clear : float
        Points from the point to the edge of its symbol.
    patient : bool
        Whether it may also stand further away.
    must : bool
        Whether it may stand as far away as it takes.
    dot : bool
        Whether a dot marks the point, where no symbol does.
    once : bool
        Whether it is left out where another label says the same: a hub with the name of its town.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    kind: Type
    beside: bool = True
    clear: float = 0.0
    patient: bool = False
    must: bool = False
    dot: bool = False
    once: bool = False

    @property
    def width(self) -> float:
        """Points."""
        return max(self.kind.width(line) for line in self.lines)

    @property
    def height(self) -> float:
        """Points."""
        return sum(self.kind.above(line) + self.kind.below(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Placed:
    """A label that found its place; `box` in points of the map."""

    label: Label
    box: Rect


class Room:
    """What is taken on the map, and what lies inside its edge."""

    def __init__(self, rect: Rect, taken: Iterable[Rect]) -> None:
        self._width, self._height = rect.width, rect.height
        self._boxes = np.array([(box.x, box.y, box.right, box.top) for box in taken]).reshape(-1, 4)

    def free(self, box: Rect) -> bool:
        """Tell whether nothing stands in a box and it lies well inside the map."""
        edge = 2.0
        inside = edge <= box.x and box.right <= self._width - edge
        if not inside or box.y < edge or box.top > self._height - edge:
            return False
        taken = self._boxes
        clash = (
            (box.x < taken[:, 2] + _GAP)
            & (taken[:, 0] < box.right + _GAP)
            & (box.y < taken[:, 3] + _GAP)
            & (taken[:, 1] < box.top + _GAP)
        )
        return not bool(clash.any())

    def take(self, box: Rect) -> None:
        """Note that something stands in a box."""
        self._boxes = np.vstack([self._boxes, (box.x, box.y, box.right, box.top)])


def place(labels: Sequence[Label], room: Room, unit: float) -> list[Placed]:
    """Return the labels that find room, in their order; the others are left out."""
    found: list[Placed] = []
    said: set[tuple[str, ...]] = set()
    for label in labels:
        if label.once and label.lines in said:
            continue
        box = next((spot for spot in _spots(label, unit) if room.free(spot)), None)
        if box is None:
            continue
        said.add(label.lines)
        room.take(box)
        if label.dot:
            room.take(Rect(label.x - 1.5, label.y - 1.5, 3, 3))
        found.append(Placed(label, box))
    return found


def _spots(label: Label, unit: float) -> Iterator[Rect]:
    """Yield the boxes where a label may stand, the best first."""
    width, height = label.width, label.height
    middle = Rect(label.x - width / 2, label.y - height / 2, width, height)
    if not label.beside:
        yield middle
        for share in (0.6, 1.2, 2.0):
            for dx, dy in ((0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, -1), (1, -1), (-1, 1)):
                yield middle.shifted(dx * width * share * 0.4, dy * height * share)
        return
    for reach in (*(_FAR if label.patient else _FAR[:1]), *(_FARTHEST if label.must else ())):
        away = label.clear + (1.8 if reach == _FAR[0] else reach * unit)
        across, up = width / 2 + away, height / 2 + away
        for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            yield middle.shifted(dx * across, dy * up)
        for dx, dy in ((1, 1), (1, -1), (-1, 1), (-1, -1)):
            yield middle.shifted(dx * (across - away * 0.4), dy * (up - away * 0.2))


def draw_labels(page: Page, rect: Rect, placed: Iterable[Placed]) -> None:
    """Set the labels, each line centred in its box, with a halo."""
    for one in placed:
        y = rect.y + one.box.top
        for line in one.label.lines:
            y -= one.label.kind.above(line)
            page.text(rect.x + one.box.x + one.box.width / 2, y, line, one.label.kind, "center", halo=True)
            y -= one.label.kind.below(line)
