"""Names on the picture, placed by the rule of the map for each zoom, in a window without edges."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

import shapely
from shapely.geometry.base import BaseGeometry

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.model import GROUND_GROUP, Language
from geo.scene import Scene, SceneLayer, names_on_areas
from geo.scene.look.style import side_key, style
from geo.scene.rules.crowding import Symbol
from geo.scene.rules.labelling import BESIDE, CITY, MAIN, NEAR, Box, Label, named, place
from geo.screen.ground import country_names
from geo.screen.picture.by_hand import DISC, TIP, ByHand, Word, disc, head, over
from geo.screen.picture.looking import Looking
from geo.screen.picture.markup import element, text
from geo.screen.picture.plane import Plane, Point, pixels_of, to_world
from geo.screen.picture.points import at
from geo.typefaces import width_of
from geo.view import View
from geo.view.hand import NAME, moved_in
from geo.words.names import Name, Names, short_name

_EVERYWHERE: Final = Box(-10_000, -10_000, 20_000, 20_000)
_FAR: Final = 18
"""World units from the centre of the first view to where no usual window reaches."""
_BASELINE: Final = 0.35
"""From the middle of a line to its base, as a share of the type's size."""
_DOT: Final = 6
"""Pixels of the dot of a town at which no symbol stands, as map.css has it."""
_LESSER: Final = MAIN + 1
_POWERS: Final = "Powers"
_PLAIN: Final = ("note", "number")
"""What has one type whatever its rank."""


def names(
    evidence: Evidence,
    view: View,
    shown: Scene,
    looking: Looking,
    standing: dict[float, dict[str, list[Symbol]]],
) -> Iterator[tuple[float, tuple[str, ...]]]:
    """Yield for each zoom the names that stand on the map then, with their dots and the lines to them."""
    plane = Plane.of(looking.centre, looking.zooms)
    moved = {id_: _point(plane, lon, lat) for id_, (lat, lon) in moved_in(view.move, NAME).items()}
    ground, towns = _ground(evidence, view, plane)
    cut = next((i for i, one in enumerate(towns) if one.rank > CITY), len(towns))
    first = [*towns[:1], *ground, *towns[1:cut], *_holders(evidence, view, shown, plane)]
    first, lesser = [one for one in first if _near(one)], [one for one in towns[cut:] if _near(one)]
    features, hand = _Features(evidence, view, shown), ByHand(view, shown, plane)
    for zoom, symbols in standing.items():
        scale = 2**zoom
        own = [one for one in features.words(symbols, scale) if _near(one)]
        main, others = _apart(own)
        taken = [_box(one) for some in symbols.values() for one in some]
        every = [
            replace(one, clear=_DOT, bare=True) if _is_bare(one, taken, scale) else one
            for one in (
                *(one for one in hand.words(symbols, scale) if _near(one)),
                *(replace(one, put=moved.get(one.id)) for one in (*first, *main, *lesser, *others)),
            )
            if one.put or named(one.kind, one.rank, zoom, len(own))
        ]
        wanted = [(one, _label(one, scale, view.lang)) for one in every]
        wanted = [pair for pair in wanted if pair[0].room * scale >= pair[1].width]
        dots = (Box(own.x - _DOT / 2, own.y - _DOT / 2, _DOT, _DOT) for one, own in wanted if one.bare)
        corners = _placed([label for _, label in wanted], (*taken, *dots), looking.covered(zoom))
        found = (
            (one, label, corner or over(label)) for (one, label), corner in zip(wanted, corners, strict=True)
        )
        stood = [(one, label, corner) for one, label, corner in found if corner is not None]
        below = (_pointed(one, label, corner) for one, label, corner in stood)
        yield (
            zoom,
            tuple(filter(None, (*below, *(_told(*one, view.lang) for one in stood)))),
        )


def _placed(labels: list[Label], taken: Sequence[Box], covered: Sequence[Box]) -> list[Point | None]:
    """Return where names stand: those beside a point within a usual window, others in any."""
    corners = place(labels, (*taken, *covered[2:]), _EVERYWHERE)
    if not covered:
        return corners
    kept = [
        replace(one, put=(corner[0] + one.width / 2, corner[1] + one.height / 2))
        if corner and not one.put and one.kind not in BESIDE
        else one
        for one, corner in zip(labels, corners, strict=True)
    ]
    start, end = covered[0].x + covered[0].width, covered[1].x
    # The name of a country or a sea that an edge may cut waits for the map, which knows the window.
    return [
        corner if corner and (label.kind in BESIDE or start < corner[0] < end - label.width) else None
        for label, corner in zip(labels, place(kept, (*taken, *covered), _EVERYWHERE), strict=True)
    ]


def _near(word: Word) -> bool:
    return max(map(abs, word.point)) < _FAR


def _apart(words: Iterable[Word]) -> tuple[list[Word], list[Word]]:
    """Return the seats and main groups, which come before towns, and the other features."""
    every = list(words)
    return [one for one in every if one.rank <= MAIN], [one for one in every if one.rank > MAIN]


def _ground(evidence: Evidence, view: View, plane: Plane) -> tuple[list[Word], list[Word]]:
    """Return sea and countries, then towns, the most important first."""
    sea = style().screen.sea
    wide = [Word(Name(sea.name_en, sea.name_ar), _point(plane, *sea.at), "sea", 0)]
    wide += [Word(name, _point(plane, *where), "country", 0) for name, where in country_names(evidence)]
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
        Word(
            Name(english or "", arabic or ""), _point(plane, spot.x, spot.y), "place", int(rank), id=str(id_)
        )
        for id_, english, arabic, spot, rank in zip(
            rows["id"], rows["name_en"], rows["name_ar"], rows.geometry, rows["rank"], strict=True
        )
    ]


def _holders(evidence: Evidence, view: View, shown: Scene, plane: Plane) -> Iterator[Word]:
    """Yield who holds the areas that are drawn."""
    called = Names.of(evidence, view.names)
    for layer in shown.layers:
        if not layer.layer.areas_named:
            continue
        rows = evidence.layer(layer.layer.id, view.known, view.recorded)
        actors = dict(zip(rows["id"], rows["actors"], strict=True))
        seen = {one.district: (one.class_, actors[one.id], one.state) for one in layer.of("area")}
        held: defaultdict[tuple[str, str, str], list[BaseGeometry]] = defaultdict(list)
        for area in layer.of("area"):
            if area.shape is not None:
                held[seen[area.district]].append(plane.placed(area.shape))
        for one in names_on_areas(evidence, layer.layer, view.known, view.recorded):
            if one.district in seen and one.holds_on(view.at.isoformat()):
                room = pixels_of(math.sqrt(one.km2) * 1000, one.at[1], 0)
                point = _point(plane, *one.at)
                side = one.side(called)
                areas = tuple(held[seen[one.district]])
                yield Word(one.text(called), point, "area", 0, side, room=room, id=one.district, areas=areas)


class _Features:
    """The names of features that have a symbol of their own, as `written.js` has them."""

    def __init__(self, evidence: Evidence, view: View, shown: Scene) -> None:
        self._layers = [one for one in shown.layers if one.layer.group != GROUND_GROUP]
        self._features = {
            one.layer.id: {feature.id: feature for feature in one.of("point")} for one in self._layers
        }
        self._sides = {one.layer.id: _sides(evidence, view, one) for one in self._layers}

    def words(self, symbols: dict[str, list[Symbol]], scale: float) -> Iterator[Word]:
        """Yield them for the symbols at a zoom, each once, those of the uppermost layer first."""
        for one in reversed(self._layers):
            known, powers, seen = self._features[one.layer.id], one.layer.group == _POWERS, set[str]()
            for symbol in symbols[one.layer.id]:
                first, more = known[symbol.ids[0]], len(symbol.ids) - 1
                main = powers and first.importance == MAIN
                if symbol.block or (more and not main) or first.id in seen:
                    continue
                seen.add(first.id)
                yield Word(
                    _name(first.name, more, powers=powers),
                    (symbol.x / scale, symbol.y / scale),
                    "feature",
                    MAIN if main else _LESSER,
                    self._sides[one.layer.id].get(first.id, ""),
                    (symbol.dx, symbol.dy),
                    symbol.size / 2,
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


def _label(word: Word, scale: float, lang: Language) -> Label:
    kind = style().screen.type.of(word.kind, word.rank)
    lines = word.name.lines(lang)
    width = max((width_of(line, kind.size, kind.weight) for line in lines), default=0) + 4
    width, height = (DISC, DISC) if word.kind == "number" else (width, kind.height * len(lines))
    (x, y), (dx, dy) = word.point, word.shift

    def within(across: float, down: float) -> bool:
        return any(shapely.contains_xy(area, across / scale, down / scale) for area in word.areas)

    return Label(
        x * scale + dx, y * scale + dy, width, height, word.kind, word.rank,
        " ".join(lines), word.clear, put=word.put and (word.put[0] * scale, word.put[1] * scale),
        within=within if word.areas else None,
    )  # fmt: skip


def _told(word: Word, label: Label, corner: Point, lang: Language) -> str:
    """Return a name as text in the middle of its box, and as far from its point as that stands."""
    kind = style().screen.type.of(word.kind, word.rank)
    (x, y), (dx, dy) = word.point, word.shift
    across, down = corner[0] + label.width / 2 - label.x + dx, corner[1] - label.y + dy
    rank = "" if word.kind in _PLAIN else word.rank
    classes = f"n {word.kind}{rank} {word.side}".strip()
    # A number stands in the middle of its disc.
    middle = DISC / 2 if word.kind == "number" else kind.height * 0.5
    lines = [
        element(
            "text",
            {
                "style": at(x, y, across, down + kind.height * i + middle + kind.size * _BASELINE),
                "class": classes,
            },
            text(line),
        )
        for i, line in enumerate(word.name.lines(lang))
    ]
    below = disc(at(x, y, across, down + middle)) if word.kind == "number" else ""
    return "".join((below, *lines))


def _pointed(word: Word, label: Label, corner: Point) -> str:
    """Return the dot of a town at which no symbol stands, and the line to a name that stands apart."""
    place, found = at(*word.point, *word.shift), ""
    if word.bare:
        found = element("circle", {"r": (_DOT - 1) / 2, "class": "dot", "style": place})
    left, top = corner
    across = min(max(label.x, left), left + label.width) - label.x
    down = min(max(label.y, top), top + label.height) - label.y
    if math.hypot(across, down) > _lead_from(word):
        line = {"d": f"M0 0l{across:.1f} {down:.1f}", "style": place}
        found += element("path", {**line, "class": "lead-rim"}) + element("path", {**line, "class": "lead"})
        found += head(across, down, place) if word.kind == "note" else ""
    return found


def _lead_from(word: Word) -> float:
    """Return how far from its point a text has a line to it."""
    if word.kind == "note":
        return TIP
    if word.kind not in BESIDE:
        return math.inf
    return (word.clear + NEAR) * (1 if word.kind == "number" else math.sqrt(2))


def _box(symbol: Symbol) -> Box:
    width, height = symbol.extent
    return Box(symbol.x + symbol.dx - width / 2, symbol.y + symbol.dy - height / 2, width, height)


def _point(plane: Plane, lon: float, lat: float) -> Point:
    x, y = to_world(lon, lat)
    return x - plane.centre[0], y - plane.centre[1]
