"""Which of the names that want a place get one: a second look for those that must not be missing."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from geo.figure.map.labels import LONGEST_LEADER, Label, Placed, elsewhere, place, placed_at
from geo.figure.sheet.paper import Rect
from geo.scene.rules.labelling import CAPITAL, CITY, EDGE, GAP

Floats = NDArray[np.float64]
_WAYS, _STEP = 24, 2.5
"""Directions in which a name is looked for round its point, and points from one try to the next."""
_ALONG = np.linspace(0.15, 1.0, 8)[:, None]
"""Where along a line to a name nothing else may be written."""


@dataclass
class Naming:
    """Names on one piece of map.

    Attributes
    ----------
    taken : list of Rect
        What no name may cover, in points of the map.
    texts : list of Rect
        What of it is read: not even the capital covers that.
    unit : float
        Points of a pixel.
    spare : float
        As `labels.place` has it.
    placed : list of Placed
        What found its place.
    """

    taken: list[Rect]
    texts: list[Rect]
    rect: Rect
    unit: float
    scale: float
    spare: float = 0.0
    placed: list[Placed] = field(default_factory=list)

    def place(self, labels: Sequence[Label], *, forced: bool) -> None:
        """Place the labels, those that matter most first; `forced`: the capital in any case."""
        first = [one for one in labels if one.put or one.leads or 0 < one.rank <= CITY]
        lost = self._first(first)
        if lost:
            # Those that found no spot come before the rest: it may stand elsewhere.
            before, self.placed = self.placed, []
            if len(self._first([*lost, *(one for one in first if one not in set(lost))])) >= len(lost):
                self.placed = before
        said = {one.label.text for one in self.placed}
        self._add(
            [
                one
                for one in labels
                if one not in set(first) and (one.names != "feature" or one.text not in said)
            ]
        )
        for label in self._missing(one for one in labels if one.within is not None):
            moved = elsewhere(label, [*self.taken, *self._boxes()])
            self._add([moved] if moved else [])
        capital = [one for one in self._missing(first) if one.names == "place" and one.rank <= CAPITAL]
        if forced and capital:
            # Named in any case: over a symbol where it must be, never over another text.
            over = [*self.texts, *self._boxes()]
            self.placed = [*place(capital, over, self.rect, self.unit, self.scale, self.spare), *self.placed]

    def _first(self, labels: Sequence[Label]) -> list[Label]:
        """Place the labels that matter most; return the towns of the subject and cities without a spot."""
        self._add(labels)
        wanted = [one for one in self._missing(labels) if one.names == "place"]
        for label in (one for one in wanted if one.leads or one.rank <= CITY):
            self.placed += self._squeezed(label)
        return [one for one in self._missing(wanted) if one.leads or one.rank <= CITY]

    def _add(self, labels: Sequence[Label]) -> None:
        """Place labels beside all that stands already; those that would mislead are left out."""
        taken = [*self.taken, *self._boxes()]
        self.placed += [
            one
            for one in place(labels, taken, self.rect, self.unit, self.scale, self.spare)
            if one.label.put or not (one.far or one.strays or any(one.box.overlaps(box) for box in taken))
        ]

    def _missing(self, labels: Iterable[Label]) -> list[Label]:
        found = {_key(one.label) for one in self.placed}
        return [one for one in labels if _key(one) not in found]

    def _boxes(self) -> list[Rect]:
        """Return what the names and their dots cover."""
        half = 1.5 * self.scale
        dots = (one.label for one in self.placed if one.label.dot)
        return [
            *(one.box for one in self.placed),
            *(Rect(dot.x - half, dot.y - half, 2 * half, 2 * half) for dot in dots),
        ]

    def _squeezed(self, label: Label) -> list[Placed]:
        """Return a name at the nearest free spot to which a line leads that crosses no other text."""
        taken = np.array([(one.x, one.y, one.right, one.top) for one in (*self.taken, *self._boxes())])
        texts = np.array([(one.x, one.y, one.right, one.top) for one in (*self.texts, *self._boxes())])
        angles = np.arange(_WAYS) * 2 * math.pi / _WAYS
        toward = np.column_stack([np.cos(angles), np.sin(angles)])
        half = np.array([label.width * (1 + self.spare), label.height]) / 2
        edge, gap = EDGE * self.unit, GAP * self.unit + label.kind.size * 0.28
        inner = np.array([self.rect.width, self.rect.height]) - edge
        point = np.array([label.x, label.y])
        for reach in np.arange(_STEP, LONGEST_LEADER, _STEP):
            middles = point + toward * (label.clear + reach) + toward * half
            low, high = middles - half, middles + half
            free = (low >= edge).all(axis=1) & (high <= inner).all(axis=1)
            free &= ~_meet(low - gap, high + gap, taken)
            ends = np.clip(point, low, high)
            for i in np.flatnonzero(free):
                course = point + (ends[i] - point) * _ALONG
                if not _meet(course, course, texts).any():
                    return [placed_at(label, (float(middles[i][0]), float(middles[i][1])), self.scale)]
        return []


def _key(label: Label) -> tuple[str, str, int]:
    """Return what a label has wherever it stands."""
    return label.text, label.feature, id(label.within)


def _meet(low: Floats, high: Floats, boxes: Floats) -> NDArray[np.bool_]:
    """Tell for boxes by their corners whether they meet one of others."""
    if not len(boxes):
        return np.zeros(len(low), dtype=bool)
    meeting: NDArray[np.bool_] = (
        (low[:, None, 0] < boxes[None, :, 2])
        & (high[:, None, 0] > boxes[None, :, 0])
        & (low[:, None, 1] < boxes[None, :, 3])
        & (high[:, None, 1] > boxes[None, :, 1])
    )
    return np.asarray(meeting.any(axis=1))
