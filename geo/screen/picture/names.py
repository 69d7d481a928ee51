"""Names on the picture, placed by the rule of the map for each zoom, in a window without edges."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.model import Language
from geo.scene import Scene, names_on_areas
from geo.scene.rules.crowding import Symbol
from geo.scene.rules.labelling import CITY, Box, Kind, Label, named, place
from geo.scene.style import style
from geo.screen.ground import country_names
from geo.screen.picture.markup import element, text
from geo.screen.picture.plane import Plane, Point, pixels_of, to_world
from geo.screen.picture.points import at
from geo.view import View
from geo.words.names import Name, Names

_EVERYWHERE: Final = Box(-10_000, -10_000, 20_000, 20_000)
_FAR: Final = 18
"""World units from the centre of the first view to where no usual window reaches."""
_LETTER: Final = 0.56
"""Width of a letter on average, as a share of the type's size."""
_BASELINE: Final = 0.35
"""From the middle of a line to its base, as a share of the type's size."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A name that wants a place, in world units from the centre."""

    name: Name
    point: Point
    kind: Kind
    rank: int
    side: str = ""


def names(
    evidence: Evidence,
    view: View,
    shown: Scene,
    plane: Plane,
    standing: dict[float, dict[str, list[Symbol]]],
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Yield for each zoom the names that stand on the map then."""
    ground, towns = _ground(evidence, view, plane)
    holders = list(_holders(evidence, view, shown, plane))
    cut = next((i for i, one in enumerate(towns) if one.rank > CITY), len(towns))
    every = [*towns[:1], *ground, *towns[1:cut], *(one for one, _ in holders), *towns[cut:]]
    every = [one for one in every if max(map(abs, one.point)) < _FAR]
    rooms = {id(one): room for one, room in holders}
    for zoom, symbols in standing.items():
        scale = 2**zoom
        wanted = [(one, _label(one, scale, view.lang)) for one in every if named(one.kind, one.rank, zoom, 0)]
        wanted = [pair for pair in wanted if rooms.get(id(pair[0]), math.inf) * scale >= pair[1].width]
        taken = (_box(one) for own in symbols.values() for one in own)
        corners = place([label for _, label in wanted], taken, _EVERYWHERE)
        yield (
            zoom,
            tuple(
                _told(one, label, corner, view.lang)
                for (one, label), corner in zip(wanted, corners, strict=True)
                if corner
            ),
        )


def _ground(evidence: Evidence, view: View, plane: Plane) -> tuple[list[_Word], list[_Word]]:
    """Return sea and countries, then towns, the most important first."""
    sea = style().screen.sea
    wide = [_Word(Name(sea.name_en, sea.name_ar), _point(plane, *sea.at), "sea", 0)]
    wide += [_Word(name, _point(plane, *where), "country", 0) for name, where in country_names(evidence)]
    try:
        rows = evidence.layer("places", view.known, view.recorded)
    except GeoError:
        return wide, []
    if not {"rank", "population"} <= set(rows.columns):
        return wide, []
    ranks = rows["rank"].fillna(0).astype(int)
    rows = rows[ranks.gt(0) & ~(rows.geometry.isna() | rows.geometry.is_empty)]
    rows = rows.assign(people=-rows["population"].fillna(0)).sort_values(["rank", "people"], kind="stable")
    return wide, [
        _Word(Name(english or "", arabic or ""), _point(plane, spot.x, spot.y), "place", int(rank))
        for english, arabic, spot, rank in zip(
            rows["name_en"], rows["name_ar"], rows.geometry, rows["rank"], strict=True
        )
    ]


def _holders(evidence: Evidence, view: View, shown: Scene, plane: Plane) -> Iterator[tuple[_Word, float]]:
    """Yield who holds the areas that are drawn, and how many pixels that area is across at zoom 0."""
    called = Names.of(evidence, view.names)
    for layer in shown.layers:
        seen = {one.district for one in layer.of("area")}
        for one in names_on_areas(evidence, layer.layer, view.known, view.recorded):
            if one.district in seen and one.holds_on(view.at.isoformat()):
                room = pixels_of(math.sqrt(one.km2) * 1000, one.at[1], 0)
                word = _Word(one.text(called), _point(plane, *one.at), "area", 0, one.side(called))
                yield word, room


def _label(word: _Word, scale: float, lang: Language) -> Label:
    kind = style().screen.type.of(word.kind, word.rank)
    lines = word.name.lines(lang)
    width = max((len(line) for line in lines), default=0) * kind.size * _LETTER + 4
    x, y = word.point
    return Label(x * scale, y * scale, width, kind.height * len(lines), word.kind, word.rank, " ".join(lines))


def _told(word: _Word, label: Label, corner: Point, lang: Language) -> str:
    """Return a name as text in the middle of its box, and as far from its point as that stands."""
    kind = style().screen.type.of(word.kind, word.rank)
    x, y = word.point
    across, down = corner[0] + label.width / 2 - label.x, corner[1] - label.y
    named = f"n {word.kind}{word.rank} {word.side}".strip()
    lines = (
        element(
            "text",
            {
                "style": at(x, y, across, down + kind.height * (i + 0.5) + kind.size * _BASELINE),
                "class": named,
            },
            text(line),
        )
        for i, line in enumerate(word.name.lines(lang))
    )
    return "".join(lines)


def _box(symbol: Symbol) -> Box:
    half = symbol.size / 2
    return Box(symbol.x + symbol.dx - half, symbol.y + symbol.dy - half, symbol.size, symbol.size)


def _point(plane: Plane, lon: float, lat: float) -> Point:
    x, y = to_world(lon, lat)
    return x - plane.centre[0], y - plane.centre[1]
