"""Which names a scene wants on a map at a zoom, those that matter most first."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.model import GROUND_GROUP, Language
from geo.scene.arranging import Flat, Point
from geo.scene.ground import country_names, names_below
from geo.scene.holders import names_on_areas
from geo.scene.layers import NAMELESS, SceneLayer
from geo.scene.look.style import side_key, style
from geo.scene.picture import Scene
from geo.scene.rules.crowding import Symbol
from geo.scene.rules.labelling import (
    BESIDE,
    CITY,
    CLEAR,
    LESSER,
    MAIN,
    NEAR,
    NOTABLE,
    Box,
    Kind,
    Label,
    named,
)
from geo.typefaces import width_of
from geo.view import View
from geo.words.names import Name, Names, short_name

DOT: Final = 6
"""Pixels of the dot of a town at which no symbol stands, as map.css has it."""
DISC: Final = 18
"""Pixels across the disc of a number."""
TIP: Final = 9
"""Pixels of the head of an arrow."""
_POWERS: Final = "Powers"
_FIRST: Final = 1
"""The importance of what is drawn at every zoom."""
Symbols = Mapping[str, Sequence[Symbol]]


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


class Lettering:
    """The names of a scene, asked for zoom by zoom.

    Parameters
    ----------
    near : callable
        Tells of a point of the plane whether names there are wanted at all.
    """

    def __init__(
        self,
        evidence: Evidence,
        view: View,
        shown: Scene,
        flat: Flat,
        near: Callable[[Point], bool] = lambda _: True,
    ) -> None:
        self._lang, self._near = view.lang, near
        ground, towns = _ground(evidence, view, flat)
        cut = next((i for i, one in enumerate(towns) if one.rank > CITY), len(towns))
        self._first = self._kept([*towns[:cut], *_holders(evidence, view, shown, flat)])
        self._lesser = self._kept([*ground, *towns[cut:]])
        self._features = _Features(evidence, view, shown)

    def wanted(
        self,
        zoom: float,
        symbols: Symbols,
        by_hand: Iterable[Word] = (),
        moved: Mapping[str, Point] | None = None,
    ) -> tuple[list[tuple[Word, Label]], list[Box]]:
        """Return the names that want a place at a zoom, and what none may cover.

        Parameters
        ----------
        symbols : mapping of str to sequence of Symbol
            What stands then, by layer.
        by_hand : iterable of Word
            What comes before all of them.
        moved : mapping of str to tuple of float
            Where somebody put names, by what they name.
        """
        scale, puts = 2**zoom, moved or {}
        own = self._kept(self._features.words(symbols, scale))
        main = [one for one in own if one.rank <= MAIN]
        others = sorted((one for one in own if one.rank > MAIN), key=lambda one: one.rank)
        taken = [_box(one) for one in chain(*symbols.values())]
        named_by_rule = (*self._first, *main, *self._lesser, *others)
        every = [
            replace(one, clear=DOT, bare=True) if _is_bare(one, taken, scale) else one
            for one in (*self._kept(by_hand), *(replace(one, put=puts.get(one.id)) for one in named_by_rule))
            if one.put or named(one.kind, one.rank, zoom, len(own))
        ]
        pairs = [(one, label_of(one, scale, self._lang)) for one in every]
        dots = [Box(label.x - DOT / 2, label.y - DOT / 2, DOT, DOT) for one, label in pairs if one.bare]
        return pairs, [*taken, *dots]

    def _kept(self, words: Iterable[Word]) -> list[Word]:
        return [one for one in words if self._near(one.point)]


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


def _ground(evidence: Evidence, view: View, flat: Flat) -> tuple[list[Word], list[Word]]:
    """Return sea and countries, then towns, the most important first."""

    def at(lon: float, lat: float) -> Point:
        return flat.points(shapely.Point(lon, lat))[0]

    sea = style().screen.sea
    wide = [Word(Name(sea.name_en, sea.name_ar), at(*sea.at), "sea", 0)]
    countries = country_names(evidence)
    # One index for all: asking each country of each place took 25 s.
    parts = shapely.get_parts([own for *_, own in countries])
    lands = flat.placed(shapely.MultiPolygon(list(parts)))
    wide += [
        Word(name, at(*where), "country", 0, off=(lands, flat.placed(own)))
        for name, where, own in countries
        if name is not None
    ]
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
        Word(Name(english or "", arabic or ""), at(spot.x, spot.y), "place", int(rank), id=str(id_))
        for id_, english, arabic, spot, rank in zip(
            rows["id"], rows["name_en"], rows["name_ar"], rows.geometry, rows["rank"], strict=True
        )
    ]


def _holders(evidence: Evidence, view: View, shown: Scene, flat: Flat) -> Iterator[Word]:
    """Yield who holds the areas that are drawn."""
    called = Names.of(evidence, view.names)
    for layer in shown.layers:
        if not layer.layer.areas_named:
            continue
        rows = evidence.layer(layer.layer.id, view.known, view.recorded)
        whose = {id_: both for id_, *both in zip(rows["id"], rows["actors"], rows["region"], strict=True)}
        seen = {one.district: (one.class_, *whose[one.id], one.state) for one in layer.of("area")}
        held: defaultdict[tuple[str, ...], list[BaseGeometry]] = defaultdict(list)
        for area in layer.of("area"):
            if area.shape is not None:
                held[seen[area.district]].append(flat.placed(area.shape))
        for one in names_on_areas(evidence, layer.layer, view.known, view.recorded):
            if one.district in seen and one.holds_on(view.at.isoformat()):
                point = flat.points(shapely.Point(one.at))[0]
                ground, side = _together(held[seen[one.district]]), one.side(called)
                yield Word(one.text(called), point, "area", 0, side, id=one.district, area=ground)


def _together(areas: Iterable[BaseGeometry]) -> BaseGeometry | None:
    """Return areas that do not overlap as one, quick to ask what lies in it."""
    parts = shapely.get_parts(list(areas))
    if not len(parts):
        return None
    whole = shapely.MultiPolygon(list(parts))
    shapely.prepare(whole)
    return whole


class _Features:
    """The names of features that have a symbol of their own, as `written.js` has them."""

    def __init__(self, evidence: Evidence, view: View, shown: Scene) -> None:
        self._layers = [one for one in shown.layers if one.layer.group != GROUND_GROUP]
        self._features = {
            one.layer.id: {feature.id: feature for feature in one.of("point")} for one in self._layers
        }
        self._sides = {one.layer.id: _sides(evidence, view, one) for one in self._layers}
        self._below = {
            one.layer.id: names_below(evidence, one.layer.id)
            for one in self._layers
            if one.layer.colour_by == "country"
        }

    def words(self, symbols: Symbols, scale: float) -> Iterator[Word]:
        """Yield them for the symbols at a zoom, each once, those of the uppermost layer first."""
        for one in reversed(self._layers):
            known, powers, seen = self._features[one.layer.id], one.layer.group == _POWERS, set[str]()
            for symbol in symbols[one.layer.id]:
                first, more = known[symbol.ids[0]], len(symbol.ids) - 1
                rank = LESSER if first.importance != _FIRST else MAIN if powers else NOTABLE
                chips = symbol.block
                if (more and rank != MAIN and not chips) or first.id in seen:
                    continue
                seen.add(first.id)
                # Chips say whose and what, their name where.
                below = self._below.get(one.layer.id, {}).get(first.id, NAMELESS)
                name = below if chips else _name(first.name, more, powers=powers)
                if not name.en:
                    continue
                yield Word(
                    name,
                    (symbol.x / scale, symbol.y / scale),
                    "feature",
                    rank,
                    self._sides[one.layer.id].get(first.id, ""),
                    (symbol.dx, symbol.dy),
                    max(symbol.extent) / 2,
                    id=first.id,
                )


def _sides(evidence: Evidence, view: View, layer: SceneLayer) -> dict[str, str]:
    """Return the palette keys of those behind the features of a layer, in whose colours names are."""
    if layer.layer.group != _POWERS or layer.layer.id in evidence.large:
        return {}
    side_of = Names.of(evidence, view.names).side_of
    rows = evidence.layer(layer.layer.id, view.known, view.recorded)
    return {
        str(id_): side_key(side_of[actor])
        for id_, actor in zip(rows["id"], rows["actor"], strict=True)
        if actor in side_of
    }


def _name(name: Name, more: int, *, powers: bool) -> Name:
    def said(own: str) -> str:
        short = short_name(own) if powers else own
        return f"{short} +{more}" if own and more else short

    return Name(said(name.en), said(name.ar))


def _is_bare(word: Word, taken: Iterable[Box], scale: float) -> bool:
    """Tell whether nothing is drawn at a town: without a dot nobody could tell where it is."""
    x, y = (length * scale for length in word.point)
    return word.kind == "place" and not any(
        box.x <= x <= box.x + box.width and box.y <= y <= box.y + box.height for box in taken
    )


def _box(symbol: Symbol) -> Box:
    width, height = symbol.extent
    return Box(symbol.x + symbol.dx - width / 2, symbol.y + symbol.dy - height / 2, width, height)
