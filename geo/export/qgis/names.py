"""The names on the map, and how many a symbol stands for, as a table: each where it stands at some scales."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass
from itertools import chain, pairwise
from typing import Final

import geopandas as gpd
import pandas as pd

from geo.export.qgis.plane import POINTS, ZOOMS, degrees, scale_of
from geo.scene.arranging import Point
from geo.scene.lettering.wanted import Lettering, Symbols
from geo.scene.lettering.words import Word, lead_of
from geo.scene.look.style import style
from geo.scene.rules.crowding import Symbol
from geo.scene.rules.labelling import BESIDE, EVERYWHERE, Label, place

_PAD: Final = 2
"""Pixels of a name's room before and after its text."""
_BEFORE, _ON, _BEHIND = 3, 4, 5
"""Where a text stands by its point, in the numbers of QGIS."""
_SOFT: Final = {"country": "#5F5B52", "sea": "#47626F"}
_OF_LAYERS: Final = ("feature", "area")
_COUNT: Final = (10, 600)
"""Size and weight of a count, as the first picture has it."""
_BOLD: Final = 600
"""The least weight of type that is bold."""


@dataclass(frozen=True, slots=True)
class _Stood:
    """A name as it stands at a zoom; lengths in points, down."""

    name_en: str
    name_ar: str
    kind: str
    of: str
    colour: str
    size: float
    bold: bool
    priority: int
    at: Point
    quadrant: int
    right: float
    down: float
    aside: float
    below: float
    lead: float
    drop: float
    dot: bool


def names_table(
    lettering: Lettering, by_zoom: Mapping[float, Symbols], tables: Mapping[str, str]
) -> gpd.GeoDataFrame:
    """Return a row for each name and place that it has, with the scales at which it stands there.

    Parameters
    ----------
    tables : mapping of str to str
        In which table what names speak of stands, by its id: they are seen with its layer, others always.
    """
    spans: dict[_Stood, list[list[int]]] = {}
    ends = [*pairwise((*map(scale_of, ZOOMS), 0))]
    for number, zoom in enumerate(ZOOMS):
        scale = 2**zoom
        stood = [
            _count(one, scale, tables.get(one.ids[0], ""))
            for one in chain(*by_zoom[zoom].values())
            if len(one.ids) > 1 and not one.block
        ]
        wanted, taken = lettering.wanted(zoom, by_zoom[zoom])
        corners = place([label for _, label in wanted], taken, EVERYWHERE)
        for (word, label), corner in zip(wanted, corners, strict=True):
            if corner is not None:
                of = tables.get(word.id, "") if word.kind in _OF_LAYERS else ""
                stood.append(_stood(word, label, corner, scale, of))
        for one in stood:
            own = spans.setdefault(one, [])
            if own and own[-1][1] == number - 1:
                own[-1][1] = number
            else:
                own.append([number, number])
    rows = [
        {**dict(zip(_Stood.__slots__, astuple(one), strict=True)), "smallest": ends[last][1],
         "largest": ends[first][0] if first else 10**9}
        for one, every in spans.items()
        for first, last in every
    ]  # fmt: skip
    frame = pd.DataFrame(rows, columns=[*_Stood.__slots__, "smallest", "largest"])
    where = degrees(list(frame.pop("at")))
    return gpd.GeoDataFrame(frame, geometry=gpd.points_from_xy(*where.T), crs="EPSG:4326")


def _stood(word: Word, label: Label, corner: Point, scale: float, of: str) -> _Stood:
    kind = style().screen.type.of(word.kind, word.rank)
    x, y = (length * scale for length in word.point)
    left, right, quadrant = corner[0] + _PAD, corner[0] + label.width - _PAD, _ON
    across = (left + right) / 2
    # From the side on which its point lies: another font may be wider.
    if word.kind in BESIDE and left >= label.x:
        across, quadrant = left, _BEHIND
    elif word.kind in BESIDE and right <= label.x:
        across, quadrant = right, _BEFORE
    lead = lead_of(word, label, corner) or (0.0, 0.0)
    ground = style().ground
    written = style().palette[word.side].written if word.side else _SOFT.get(word.kind, ground.label)

    return _Stood(
        word.name.en, word.name.ar, word.kind, of, written, _points(kind.size), kind.weight >= _BOLD,
        max(10 - word.rank, 0) if word.kind in BESIDE else 7,
        _rounded(*word.point), quadrant,
        _points(across - x), _points(corner[1] + label.height / 2 - y),
        _points(label.x - x), _points(label.y - y), _points(lead[0]), _points(lead[1]), word.bare,
    )  # fmt: skip


def _count(one: Symbol, scale: float, of: str) -> _Stood:
    """Return how many features a symbol stands for, at its upper right."""
    size, weight = _COUNT
    return _Stood(
        f"{len(one.ids)}", "", "count", of, style().ground.label, _points(size), weight >= _BOLD, 10,
        _rounded(one.x / scale, one.y / scale), _ON,
        _points(one.dx + one.size / 2 - 1), _points(one.dy - one.size / 2 + 1),
        0.0, 0.0, 0.0, 0.0, dot=False,
    )  # fmt: skip


def _points(pixels: float) -> float:
    return round(pixels * POINTS, 1)


def _rounded(x: float, y: float) -> Point:
    # Some metres, so that a place is the same at all zooms.
    return round(x, 4), round(y, 4)
