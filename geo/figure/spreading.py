"""Symbols that would cover each other stand side by side, as on the screen: one for each layer and look.

The same rules as `geo/screen/js/spread.js`, in points on paper instead of pixels.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

REACH, STEP, WIDE, LAP = 15, 21, 4, 6
"""In pixels: how near is covering, from neighbour to neighbour, symbols in a row, how far rows may lap."""
_PASSES = 4


@dataclass(slots=True)
class Spot:
    """Point features of one layer and look at one place; `x`, `y` in points of the map."""

    layer: int
    x: float
    y: float
    style: Mapping[str, Any]
    features: list[str]
    stale: bool


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol as drawn, for one feature or several; `layer` is the layer's place in the drawing order."""

    layer: int
    x: float
    y: float
    style: Mapping[str, Any]
    features: tuple[str, ...]
    stale: bool


@dataclass(slots=True)
class _Crowd:
    spots: list[Spot]
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0
    symbols: dict[tuple[int, str, str], list[Spot]] = field(default_factory=dict)

    def measure(self, unit: float) -> None:
        weight = sum(len(spot.features) for spot in self.spots)
        self.x = sum(spot.x * len(spot.features) for spot in self.spots) / weight
        self.y = sum(spot.y * len(spot.features) for spot in self.spots) / weight
        self.symbols = {}
        for spot in self.spots:
            key = (spot.layer, spot.style["symbol"], spot.style["colour"])
            self.symbols.setdefault(key, []).append(spot)
        self.width = min(WIDE, len(self.symbols)) * STEP * unit
        self.height = math.ceil(len(self.symbols) / WIDE) * STEP * unit


def spread(spots: Iterable[Spot], unit: float, room: tuple[float, float]) -> list[Symbol]:
    """Return the symbols of all layers, moved apart where they would cover each other.

    Parameters
    ----------
    unit : float
        Points on paper for one pixel on screen.
    room : tuple of float
        Width and height of the map in points; no crowd sticks out of it.
    """
    crowds: list[_Crowd] = []
    for spot in spots:
        home = next(
            (one for one in crowds if math.hypot(one.x - spot.x, one.y - spot.y) < REACH * unit), None
        )
        if home:
            home.spots.append(spot)
        else:
            crowds.append(_Crowd([spot], spot.x, spot.y))
    joined = _joined(crowds, unit)
    for crowd in joined:
        across, up = (crowd.width / 2 + LAP * unit, crowd.height / 2 + LAP * unit)
        crowd.x = min(max(crowd.x, across), max(room[0] - across, across))
        crowd.y = min(max(crowd.y, up), max(room[1] - up, up))
    return [symbol for crowd in joined for symbol in _arranged(crowd, unit)]


def _joined(crowds: Sequence[_Crowd], unit: float) -> list[_Crowd]:
    """Join crowds whose rows would cover each other; repeated, because a crowd grows by what it takes in."""
    crowds = list(crowds)
    for crowd in crowds:
        crowd.measure(unit)
    for _ in range(_PASSES):
        kept: list[_Crowd] = []
        for crowd in crowds:
            home = next((one for one in kept if _overlap(one, crowd, unit)), None)
            if home:
                home.spots += crowd.spots
                home.measure(unit)
            else:
                kept.append(crowd)
        if len(kept) == len(crowds):
            break
        crowds = kept
    return crowds


def _overlap(one: _Crowd, other: _Crowd, unit: float) -> bool:
    if len(one.spots) + len(other.spots) <= 2:  # noqa: PLR2004 - two that stand alone may lap a little
        return False
    wide = (one.width + other.width) / 2 - abs(one.x - other.x)
    high = (one.height + other.height) / 2 - abs(one.y - other.y)
    return wide > LAP * unit and high > LAP * unit


def _arranged(crowd: _Crowd, unit: float) -> list[Symbol]:
    """Return the symbols of a crowd in rows round its middle."""
    groups = list(crowd.symbols.values())
    rows = math.ceil(len(groups) / WIDE)
    symbols = []
    for i, spots in enumerate(groups):
        row, column = divmod(i, WIDE)
        in_row = min(WIDE, len(groups) - row * WIDE)
        symbols.append(
            Symbol(
                spots[0].layer,
                crowd.x + (column - (in_row - 1) / 2) * STEP * unit,
                crowd.y - (row - (rows - 1) / 2) * STEP * unit,
                spots[0].style,
                tuple(feature for spot in spots for feature in spot.features),
                all(spot.stale for spot in spots),
            )
        )
    return symbols
