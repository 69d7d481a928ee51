"""A name that wants a place on a map, its room, and the line to its point."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.model import Language
from geo.scene.arranging import Point
from geo.scene.look.style import style
from geo.scene.rules.labelling import BESIDE, CLEAR, NEAR, Kind, Label
from geo.typefaces import width_of
from geo.words.names import Name

DOT: Final = 6
"""Pixels of the dot of a town at which no symbol stands, as map.css has it."""
DISC: Final = 18
"""Pixels across the disc of a number."""
TIP: Final = 9
"""Pixels of the head of an arrow."""


@dataclass(frozen=True, slots=True)
class Word:
    """A name that wants a place, in units of a plane.

    Attributes
    ----------
    shift : tuple of float
        Pixels from there to the symbol that it names.
    clear : float
        From the symbol's middle to its edge.
    bare : bool
        Whether it names a town at which nothing is drawn, so that it has a dot of its own.
    id : str
        Of what it names; "" of what nobody can move.
    put : tuple of float or None
        Where somebody put the middle of it, as `point`.
    area : shapely geometry or None
        That of which it speaks, as `point`; None where it may stand on any.
    off : tuple of shapely geometry or None
        All land and its own, as `point`: on that of others it would speak of them.
    """

    name: Name
    point: Point
    kind: Kind
    rank: int
    side: str = ""
    shift: Point = (0, 0)
    clear: float = CLEAR
    bare: bool = False
    id: str = ""
    put: Point | None = None
    area: BaseGeometry | None = None
    off: tuple[BaseGeometry, BaseGeometry] | None = None

    @property
    def lead_from(self) -> float:
        """How far from its point a text has a line to it."""
        if self.kind == "note":
            return TIP
        if self.kind not in BESIDE:
            return math.inf
        return (self.clear + NEAR) * (1 if self.kind == "number" else math.sqrt(2))


def label_of(word: Word, scale: float, lang: Language) -> Label:
    """Return a name with the room that it takes, in pixels at a scale."""
    kind = style().screen.type.of(word.kind, word.rank)
    lines = word.name.lines(lang)
    width = max((width_of(line, kind.size, kind.weight) for line in lines), default=0) + 4
    width, height = (DISC, DISC) if word.kind == "number" else (width, kind.height * len(lines))
    (x, y), (dx, dy) = word.point, word.shift

    def within(across: NDArray[np.float64], down: NDArray[np.float64]) -> NDArray[np.bool_]:
        spots = across / scale, down / scale
        on: NDArray[np.bool_] = np.ones(len(across), dtype=bool)
        if word.area:
            on = shapely.contains_xy(word.area, *spots)
        if word.off:
            lands, own = word.off
            on &= ~shapely.contains_xy(lands, *spots) | shapely.contains_xy(own, *spots)
        return on

    return Label(
        x * scale + dx, y * scale + dy, width, height, word.kind, word.rank,
        " ".join(lines), word.clear, put=word.put and (word.put[0] * scale, word.put[1] * scale),
        within=within if word.area or word.off else None,
    )  # fmt: skip


def lead_of(word: Word, label: Label, corner: Point) -> Point | None:
    """Return how far the line from a point to its name goes; None where the name stands beside it."""
    left, top = corner
    across = min(max(label.x, left), left + label.width) - label.x
    down = min(max(label.y, top), top + label.height) - label.y
    return (across, down) if math.hypot(across, down) > word.lead_from else None
