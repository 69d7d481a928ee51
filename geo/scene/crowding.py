"""Symbols that would cover each other stand side by side: one for each layer and look, in rows.

All lengths are pixels of a screen at 96 to the inch, y down. A painter on paper divides its points by the
points of one pixel before, and multiplies after. One rule in two languages;
the cases of `tests/golden/crowding.json` hold them together.
"""

from __future__ import annotations

import math
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field

from geo.scene.cells import Cells

REACH = 15
"""Symbols whose centres are nearer than this cover each other."""
STEP = 21
"""From one symbol of a crowd to its neighbour."""
WIDE = 4
"""Symbols in a row."""
LAP = 6
"""How far the rows of two crowds may cover each other."""
PASSES = 4
"""How often crowds are joined: a crowd grows by what it takes in."""

_CELL = WIDE * STEP
_PAIR = 2


@dataclass(frozen=True, slots=True)
class Spot:
    """Point features of one layer that look the same, at one place.

    Attributes
    ----------
    layer : str
        Id of the layer.
    look : hashable
        What tells the looks of a layer apart, such as the `Look` itself or its number.
    x, y : float
        Pixels from any origin, y down.
    ids : tuple of str
        The features, usually one; a MultiPoint has a spot for each of its points.
    """

    layer: str
    look: Hashable
    x: float
    y: float
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol as drawn, at `x + dx`, `y + dy`, for one feature or several.

    Attributes
    ----------
    layer, look
        As in `Spot`.
    ids : tuple of str
        The features that it stands for, each once.
    x, y : float
        Where its crowd stands: the middle of the features in it, moved into the room.
    dx, dy : float
        From there to its place in the rows of the crowd.
    """

    layer: str
    look: Hashable
    ids: tuple[str, ...]
    x: float
    y: float
    dx: float
    dy: float


@dataclass(slots=True)
class _Crowd:
    """Spots that stand together; `sum_x` and `sum_y` are weighted by the features of each spot."""

    x: float
    y: float
    sum_x: float
    sum_y: float
    features: int
    spots: int
    symbols: dict[tuple[str, Hashable], list[str]] = field(default_factory=dict)

    @property
    def width(self) -> float:
        return min(WIDE, len(self.symbols)) * STEP

    @property
    def height(self) -> float:
        return math.ceil(len(self.symbols) / WIDE) * STEP

    def take(self, other: _Crowd) -> None:
        """Take in another crowd; the place stays until `settle`."""
        self.sum_x += other.sum_x
        self.sum_y += other.sum_y
        self.features += other.features
        self.spots += other.spots
        for key, ids in other.symbols.items():
            self.symbols.setdefault(key, []).extend(ids)

    def settle(self) -> None:
        """Stand nearest to the place that holds most of the features."""
        self.x = self.sum_x / self.features
        self.y = self.sum_y / self.features


def spread(spots: Iterable[Spot], room: tuple[float, float] | None = None) -> list[Symbol]:
    """Return the symbols of all layers, moved apart where they would cover each other.

    Parameters
    ----------
    spots : iterable of Spot
        In drawing order. Spots of one layer and look at exactly the same place count as one.
    room : tuple of float or None
        Width and height of the map, with the origin in its upper left corner: no crowd sticks out of it.
        None = no limits.

    Returns
    -------
    list of Symbol
        Crowd by crowd, in each of them in drawing order.

    Examples
    --------
    >>> near = [Spot("ports", 0, 100, 50, ("a",)), Spot("east", 1, 106, 50, ("b",))]
    >>> [(one.ids, one.x + one.dx) for one in spread(near)]
    [(('a',), 92.5), (('b',), 113.5)]
    """
    crowds = _joined(_gathered(_at_places(spots)))
    return [symbol for crowd in crowds for symbol in _arranged(crowd, room)]


def _at_places(spots: Iterable[Spot]) -> list[_Crowd]:
    """Return a crowd for each place, layer and look."""
    found: dict[tuple[float, float, str, Hashable], _Crowd] = {}
    for spot in spots:
        count = len(spot.ids)
        one = _Crowd(spot.x, spot.y, spot.x * count, spot.y * count, count, 1)
        one.symbols[spot.layer, spot.look] = list(spot.ids)
        place = (spot.x, spot.y, spot.layer, spot.look)
        if place in found:
            found[place].take(one)
            found[place].spots = 1
        else:
            found[place] = one
    return list(found.values())


def _gathered(spots: Sequence[_Crowd]) -> list[_Crowd]:
    """Return crowds of the spots whose centres lie within reach of the first one of a crowd."""
    crowds: list[_Crowd] = []
    cells = Cells(REACH)
    for spot in spots:
        x, y = spot.x, spot.y
        near = cells.near(x - REACH, y - REACH, x + REACH, y + REACH)
        home = min((i for i in near if _covers(crowds[i], spot)), default=None)
        if home is None:
            cells.add(len(crowds), x, y, x, y)
            crowds.append(spot)
        else:
            crowds[home].take(spot)
    for crowd in crowds:
        crowd.settle()
    return crowds


def _covers(one: _Crowd, other: _Crowd) -> bool:
    across, up = one.x - other.x, one.y - other.y
    return across * across + up * up < REACH * REACH


def _joined(crowds: Sequence[_Crowd]) -> list[_Crowd]:
    """Join crowds whose rows would cover each other, each with the earliest of those."""
    kept = list(crowds)
    for _ in range(PASSES):
        before, kept = kept, []
        cells = Cells(_CELL)
        for crowd in before:
            near = cells.near(*_box(crowd))
            home = min((i for i in near if _overlap(kept[i], crowd)), default=None)
            if home is None:
                cells.add(len(kept), *_box(crowd))
                kept.append(crowd)
            else:
                kept[home].take(crowd)
                kept[home].settle()
                cells.add(home, *_box(kept[home]))
        if len(kept) == len(before):
            break
    return kept


def _box(crowd: _Crowd) -> tuple[float, float, float, float]:
    across, up = crowd.width / 2, crowd.height / 2
    return crowd.x - across, crowd.y - up, crowd.x + across, crowd.y + up


def _overlap(one: _Crowd, other: _Crowd) -> bool:
    """Tell whether two crowds cover each other; two symbols that stand alone may do so a little."""
    if one.spots + other.spots <= _PAIR:
        return False
    wide = (one.width + other.width) / 2 - abs(one.x - other.x)
    high = (one.height + other.height) / 2 - abs(one.y - other.y)
    return wide > LAP and high > LAP


def _arranged(crowd: _Crowd, room: tuple[float, float] | None) -> list[Symbol]:
    """Return the symbols of a crowd in rows round its middle."""
    x, y = crowd.x, crowd.y
    if room:
        across, up = crowd.width / 2 + LAP, crowd.height / 2 + LAP
        x = min(max(x, across), max(room[0] - across, across))
        y = min(max(y, up), max(room[1] - up, up))
    count = len(crowd.symbols)
    rows = math.ceil(count / WIDE)
    symbols = []
    for i, ((layer, look), ids) in enumerate(crowd.symbols.items()):
        row, column = divmod(i, WIDE)
        in_row = min(WIDE, count - row * WIDE)
        dx, dy = (column - (in_row - 1) / 2) * STEP, (row - (rows - 1) / 2) * STEP
        symbols.append(Symbol(layer, look, tuple(dict.fromkeys(ids)), x, y, dx, dy))
    return symbols
