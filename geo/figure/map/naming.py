"""Which of the names that want a place get one: a second look for those that must not be missing."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from operator import itemgetter

import numpy as np

from geo.figure.map.crossing import corners, meet
from geo.figure.map.labels import SHORT_LEADER, Label, Placed, elsewhere, place, placed_at
from geo.figure.sheet.sizes import Rect
from geo.scene.rules.labelling import CAPITAL, CITY, EDGE, GAP

_WAYS, _STEP = 24, 2.5
"""Directions in which a name is looked for round its point, and points from one try to the next."""
_MOST_OVER = 4
"""Symbols over which the line to a big city may run: over more nobody follows it."""
_OVER, _BESIDE, _CLEAR = 5 * _STEP, 4 * _STEP, 5.0
"""Points by which a line may be longer that spares a symbol, or that leads a name clear of other symbols,
and how far from these it does."""


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
        lost = set(self._first(first))
        if lost:
            # Those without a spot come before the rest, or the rest of their rank, which may stand elsewhere.
            tried = [(_loss(lost), self.placed)]
            for cities in (False, True):
                self.placed = []
                again = sorted(first, key=lambda one: (cities and one.rank > CITY, one not in lost))
                loss = _loss(self._first(again))
                tried.append((loss, self.placed))
                if not loss[0]:
                    break  # each big city has its name
            self.placed = min(tried, key=itemgetter(0))[1]
        areas = [one for one in labels if one.within is not None]
        self._add(areas)
        for label in self._missing(areas):
            moved = elsewhere(label, [*self.taken, *self._boxes()])
            self._add([moved] if moved else [])
        self._add(self._missing(areas), tight=True)
        said = {one.label.text for one in self.placed}
        done = {*first, *areas}
        self._add(
            [one for one in labels if one not in done and (one.names != "feature" or one.text not in said)]
        )
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

    def _add(self, labels: Sequence[Label], *, tight: bool = False) -> None:
        """Place labels beside all that stands already; those that would mislead are left out."""
        taken = [*self.taken, *self._boxes()]
        found = place(labels, taken, self.rect, self.unit, self.scale, self.spare, tight=tight)
        blocked = corners([*taken, *(one.box for one in found)])
        self.placed += [
            one
            for one in found
            if one.label.put
            or not (self._far(one) or one.crossed(blocked) or any(one.box.overlaps(box) for box in taken))
        ]

    def _far(self, one: Placed) -> bool:
        """Tell whether a line is too long, or so long that a nearer spot is looked for in all directions."""
        again = one.label.names == "place" and (one.label.leads or 0 < one.label.rank <= CITY)
        return one.far or (
            again and one.leader is not None and math.dist(*one.leader) > SHORT_LEADER * self.scale
        )

    def _missing(self, labels: Iterable[Label]) -> list[Label]:
        found = {_key(one.label) for one in self.placed}
        return [one for one in labels if _key(one) not in found]

    def _boxes(self) -> list[Rect]:
        """Return what the names and their dots cover."""
        half = 1.5 * self.scale
        dots = (one.label for one in self.placed if one.label.dot)
        return [
            *(one.room for one in self.placed),
            *(Rect(dot.x - half, dot.y - half, 2 * half, 2 * half) for dot in dots),
        ]

    def _squeezed(self, label: Label) -> list[Placed]:
        """Return a name at a free spot to which a line leads: near, and not beside the symbol of another.

        The line runs over nothing else; that to a big city over as few symbols as can be, never over a text.
        """
        taken, texts = corners([*self.taken, *self._boxes()]), corners([*self.texts, *self._boxes()])
        angles = np.arange(_WAYS) * 2 * math.pi / _WAYS
        toward = np.column_stack([np.cos(angles), np.sin(angles)])
        half = np.array([label.width * (1 + self.spare), label.height]) / 2
        edge, gap = EDGE * self.unit, GAP * self.unit + label.kind.size * 0.28
        inner = np.array([self.rect.width, self.rect.height]) - edge
        point = np.array([label.x, label.y])
        # What stands on the point itself is what is named.
        others = taken[~meet(point[None], point[None], taken).any(axis=0)]
        # Without a line the capital would be written over symbols.
        most = 0 if label.rank > CITY else _MOST_OVER if label.rank > CAPITAL else math.inf
        best: Placed | None = None
        cost = math.inf
        for reach in np.arange(_STEP, label.longest, _STEP):
            if reach >= cost:
                break
            middles = point + toward * (label.clear + reach) + toward * half
            low, high = middles - half, middles + half
            free = (low >= edge).all(axis=1) & (high <= inner).all(axis=1)
            free &= ~meet(low - gap, high + gap, taken).any(axis=1)
            apart = _CLEAR * self.scale
            beside = np.asarray(meet(low - apart, high + apart, others).any(axis=1))
            for i in np.flatnonzero(free).tolist():
                found = placed_at(label, (float(middles[i, 0]), float(middles[i, 1])), self.scale)
                over = found.crossed(taken)
                if over > most or found.crossed(texts):
                    continue
                worth = reach + _OVER * over + _BESIDE * bool(beside[i])
                if worth < cost:
                    best, cost = found, worth
        return [best] if best else []


def _loss(lost: Collection[Label]) -> tuple[int, int]:
    """Return how much it is to have no names for some towns: a big city is worth more than any number."""
    return sum(one.rank <= CITY for one in lost), len(lost)


def _key(label: Label) -> tuple[str, str, int]:
    """Return what a label has wherever it stands."""
    return label.text, label.feature, id(label.within)
