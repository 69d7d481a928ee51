"""Which names want a place on the map, in the order of their importance."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.drawn import Drawn
from geo.figure.frame import Placing
from geo.figure.gathering import BASE, PLACES
from geo.figure.map.ground import projected_ground
from geo.figure.map.labels import TOWN, Label
from geo.figure.map.points import Symbol, box
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import say
from geo.model import Language
from geo.scene import ANSWER, Feature, SceneLayer, style
from geo.scene.lettering.ground import ON_PLACE, names_below
from geo.scene.rules.labelling import CAPITAL, CITY, named
from geo.validity import valid_on
from geo.view import View
from geo.view.hand import NAME, Position, moved_in, notes_in
from geo.words.names import Name

_MOST_SUBJECTS = 40
"""Towns of the subject that come before all others, the most important of them."""
_ON_POINTS = 2.0
"""Points from a feature to the town on which it stands, where these are more than `ON_PLACE`."""
_ZOOM_0 = 40_075_017 / 256
_SEA = (-5.0, 30.2, 36.5, 41.0)
"""Degrees within which all sea is the Mediterranean."""
_COUNTRY, _WATER, _AREA = "#8A8373", "#6F8F9F", "#6E6858"
_NOTE_WIDE = 15
"""How wide a line of a note may be, as a share of its type's size."""
_ROOM_FOR_A_COUNTRY, _ROOM_FOR_A_SEA, _ROOM_FOR_AN_AREA = 14.0, 24.0, 9.0


def zoom_of(placing: Placing, unit: float) -> float:
    """Return the zoom of a web map on which a symbol covers as much ground as here."""
    latitude = math.radians(placing.frame.lat_0)
    return math.log2(placing.points_per_metre / unit * _ZOOM_0 * math.cos(latitude))


def labels(
    page: Page,
    evidence: Evidence,
    drawn: Drawn,
    placing: Placing,
    symbols: Sequence[Symbol],
    unit: float,
    view: View,
    outlined: str = "",
) -> list[Label]:
    """Return all names that may stand on the map, those that matter most first: the subject's towns.

    `outlined`: the district in which a holder's name stands if it holds for it.
    """
    zoom, lang = zoom_of(placing, unit), view.lang
    places = list(_places(page, evidence, drawn, placing, symbols, zoom, unit, view))
    puts = moved_to(view, placing, NAME)
    told = {one.feature for one in places}
    features: list[Label] = []
    sites: list[Label] = []
    for one in _features(page, evidence, drawn, symbols, lang, unit, puts, told):
        (sites if one.claimed else features).append(one)
    # A figure of the base map alone is about that: as much of it is named as has room.
    if _on_base(drawn) and not named("feature", TOWN, zoom, len(features)):
        features = [one if one.put else replace(one, wanted=False) for one in features]
    ground = [*_sea(page, evidence, placing, lang), *_countries(page, evidence, placing, lang)]
    # Larger before smaller, so that a suburb which is the subject takes no room from the town beside it.
    first = [label for label in places if label.subject or label.claimed or label.rank <= CAPITAL]
    first.sort(key=lambda label: (max(label.rank, CITY), not label.subject))
    others = [label for label in places if label not in first]
    return [
        *_notes(page, placing, view),
        *first,
        *(label for label in others if label.rank <= CITY),
        *_holders(page, drawn, placing, view, outlined),
        *ground,
        *features,
        *(label for label in others if label.rank == TOWN and named("place", TOWN, zoom, 0)),
        *_areas(page, drawn, placing, view),
        *(label for label in others if label.rank == TOWN and not named("place", TOWN, zoom, 0)),
        *(label for label in others if label.rank > TOWN),
        *sites,
    ]


def _on_base(drawn: Drawn) -> list[SceneLayer]:
    """Return the layers that stand on the base map."""
    return [one for one in drawn.layers if one.layer.group != BASE]


def _subjects(drawn: Drawn) -> list[SceneLayer]:
    """Return the layers that a figure is about: the base map alone where nothing stands on it."""
    return _on_base(drawn) or list(drawn.layers)


def _places(
    page: Page,
    evidence: Evidence,
    drawn: Drawn,
    placing: Placing,
    symbols: Sequence[Symbol],
    zoom: float,
    unit: float,
    view: View,
) -> Iterator[Label]:
    """Yield the places in the frame, the most important first; a symbol that stands on one marks it."""
    try:
        rows = valid_on(evidence.layer(PLACES, recorded=view.recorded), view.at)
    except GeoError:
        return
    rows = rows[rows.geometry.notna()]
    if "rank" in rows:
        rows = rows[rows["rank"].notna()].sort_values(
            ["rank", "population", "id"], ascending=[True, False, True]
        )
    if rows.empty:
        return
    degrees = shapely.get_coordinates(rows.geometry.to_numpy())
    spots = placing.points(placing.frame.project(degrees))
    inside = ((spots > 0) & (spots < (placing.rect.width, placing.rect.height))).all(axis=1)
    told = _subjects(drawn)
    # Places that are the subject themselves are as many as the map has: no lines lead to them for that.
    alone = any(one.layer.id == PLACES for one in told)
    others = [one for one in told if not (one.layer.size_by or one.layer.id == PLACES)]
    subject = _stood_on(others or [one for one in told if one.layer.size_by], placing, spots)
    claimed = _stood_on([one for one in told if one.layer.size_by], placing, spots)
    standing = np.array([(one.x, one.y, one.size / 2 * unit) for one in symbols]).reshape(-1, 3)
    blocks = [box(one, unit) for one in symbols if one.chips]
    plain = PLACES not in {one.layer.id for one in drawn.layers}
    puts = moved_to(view, placing, NAME)
    left = _MOST_SUBJECTS
    for row, (x, y), about, held in zip(
        rows[inside].to_dict("records"), spots[inside], subject[inside], claimed[inside], strict=True
    ):
        rank = int(row.get("rank", 3))
        own = bool(about) and left > 0
        lines = Name(str(row["name_en"]), str(row["name_ar"] or "")).lines(view.lang)
        put = puts.get(str(row["id"]))
        # What the scale has room for may stand apart, with a line; the rest beside its point or not at all.
        seen = bool(own or put or named("place", rank - bool(held), zoom, 0))
        if not lines or not (seen or about or held or alone):
            continue
        left -= own
        away = np.hypot(standing[:, 0] - x, standing[:, 1] - y) - standing[:, 2]
        covered = [radius for radius, gap in zip(standing[:, 2], away, strict=True) if gap <= 0]
        yield Label(
            lines,
            float(x),
            float(y),
            _type(page, rank),
            "place",
            rank,
            str(row["id"]),
            clear=max(covered) if covered else 1.6 * page.scale if plain else 5 * unit,
            dot=plain and not covered,
            subject=own,
            claimed=bool(held) and seen and rank <= TOWN + 1,
            told=alone or bool(about and others),
            put=put,
            cover=next((one for one in blocks if one.overlaps(Rect(float(x), float(y), 0, 0))), None),
        )


def _stood_on(
    layers: Iterable[SceneLayer], placing: Placing, spots: NDArray[np.float64]
) -> NDArray[np.bool_]:
    """Tell which places are the nearest to a point of some layers that says something, not "no claim"."""
    shapes = [
        feature.shape
        for one in layers
        for feature in one.of("point")
        if not one.layer.size_by or feature.class_ not in one.layer.ageless
    ]
    points = placing.points(shapely.get_coordinates(shapes)) if shapes else np.empty((0, 2))
    reach = max(ON_PLACE * placing.points_per_metre, _ON_POINTS)
    away = np.hypot(spots[:, None, 0] - points[None, :, 0], spots[:, None, 1] - points[None, :, 1])
    nearest = away.argmin(axis=0)[away.min(axis=0) <= reach] if away.size else []
    return np.isin(np.arange(len(spots)), nearest)


def _type(page: Page, rank: int) -> Type:
    colour = style().ground.label
    if rank <= CAPITAL:
        return page.type("large", BOLD, colour)
    if rank == CITY:
        return page.type("normal", BOLD, colour)
    return page.type("normal", colour=colour) if rank == TOWN else page.type("small", colour=colour)


def _countries(page: Page, evidence: Evidence, placing: Placing, lang: Language) -> Iterator[Label]:
    """Yield the names of the countries round Libya, each in the middle of what is seen of it."""
    ground = projected_ground(evidence, placing.frame)
    if "names" not in ground:
        return
    kind = page.type("normal", colour=_COUNTRY)
    for shape, name, home in zip(ground["neighbours"], ground["names"], ground["home"], strict=True):
        if home:
            continue
        seen = shapely.intersection(shape, placing.frame.box)
        spot = _middle(seen, placing, _ROOM_FOR_A_COUNTRY)
        if spot:
            lines = tuple(line.upper() for line in name.lines(lang))
            yield Label(lines, *spot, kind, "country", within=placing.shapes(np.array([seen]))[0])


def _sea(page: Page, evidence: Evidence, placing: Placing, lang: Language) -> Iterator[Label]:
    """Yield the name of the sea, where there is room for it and no doubt that it is the Mediterranean."""
    box = placing.frame.box
    # Whole countries would have to be joined far beyond the frame.
    land = shapely.union_all(
        shapely.intersection(projected_ground(evidence, placing.frame)["neighbours"], box)
    )
    water = shapely.difference(box, land)
    parts = [part for part in shapely.get_parts(water) if part.area]
    if not parts:
        return
    widest = max(parts, key=lambda part: part.area)
    spot = _middle(widest, placing, _ROOM_FOR_A_SEA)
    if spot is None:
        return
    metres = np.array([spot]) / placing.points_per_metre + (placing.frame.west, placing.frame.south)
    longitude, latitude = placing.frame.degrees(metres)[0]
    west, south, east, north = _SEA
    if west < longitude < east and south < latitude < north:
        lines = Name(say("sea", "en"), say("sea", "ar")).lines(lang)
        within = placing.shapes(np.array([widest]))[0]
        yield Label(lines, *spot, page.type("normal", colour=_WATER), "sea", within=within)


def _areas(page: Page, drawn: Drawn, placing: Placing, view: View) -> Iterator[Label]:
    """Yield the names of areas that are what is shown, such as districts; not of areas of control."""
    kind, puts = page.type("small", colour=_AREA), moved_to(view, placing, NAME)
    for one in drawn.layers:
        if one.layer.colour_by:
            continue
        for feature in one.of("area"):
            visible = shapely.intersection(feature.shape, placing.frame.box)
            spot = _middle(visible, placing, _ROOM_FOR_AN_AREA)
            lines = feature.name.lines(view.lang)
            if spot and lines:
                yield Label(lines, *spot, kind, "area", put=puts.get(feature.id))


def _holders(page: Page, drawn: Drawn, placing: Placing, view: View, outlined: str) -> Iterator[Label]:
    """Yield who holds the areas of control, where the area has room for the name."""
    puts = moved_to(view, placing, NAME)
    for one in drawn.layers:
        areas = {feature.id: feature for feature in one.of("area")} if one.holders else {}
        told: set[str] = set()
        for written in one.holders:
            if written.feature not in areas:
                continue
            own = areas[written.feature]
            area = own if outlined in told else _in_outline(own, areas.values(), outlined)
            told.add(area.district)
            colour = style().palette[written.side].edge if written.side else style().ground.label
            kind = page.type("normal", BOLD, colour)
            lines = written.name.lines(view.lang)
            visible = shapely.intersection(area.shape, placing.frame.box)
            # Whether it has room is found when it is placed: most of it must lie on the area.
            spot = _middle(visible, placing, 0.0)
            if spot:
                within, put = placing.shapes(np.array([visible]))[0], puts.get(own.district)
                yield Label(lines, *spot, kind, "area", within=within, put=put)


def _in_outline(area: Feature, areas: Iterable[Feature], outlined: str) -> Feature:
    """Return the outlined district where it and an area are held alike, with no other ground between them."""
    alike = [one for one in areas if (one.look, one.state) == (area.look, area.state)]
    own = next((one for one in alike if one.district == outlined), area)
    if own is area:
        return area
    shapes = np.array([one.shape for one in alike])
    patches = shapely.get_parts(shapely.union_all(shapely.buffer(shapes, _TOUCHING)))
    both = shapely.intersects(patches, own.shape) & shapely.intersects(patches, area.shape)
    return own if both.any() else area


def _middle(shape: Any, placing: Placing, least: float) -> tuple[float, float] | None:
    """Return the middle of the largest circle in an area, in points; None when the circle is too small."""
    if shape.is_empty or not shape.area:
        return None
    radius = shapely.maximum_inscribed_circle(shape, tolerance=4 / placing.points_per_metre)
    if radius.length * placing.points_per_metre < least:
        return None
    x, y = placing.points(shapely.get_coordinates(radius)[:1])[0]
    return float(x), float(y)


def _features(
    page: Page, evidence: Evidence, drawn: Drawn, symbols: Iterable[Symbol], lang: Language, unit: float,
    puts: Mapping[str, tuple[float, float]], told: Collection[str],
) -> Iterator[Label]:  # fmt: skip
    """Yield the names of features whose symbols stand for them alone, those drawn on top first.

    What a symbol stands on lends it its name: the number or the legend says what it is. A town that is only
    the nearest lends none. A dot of control on a place is named as a town (`told`); one on a field, an
    airport or a crossing as that.
    """
    kind = page.type("small", colour=style().ground.label)
    subjects = _subjects(drawn)
    names = {
        (i, feature.id): (
            names_below(evidence, one.layer.id).get(feature.id, feature.name),
            feature.district if one.layer.size_by else "",
        )
        for i, one in enumerate(drawn.layers)
        if one in subjects and one.layer.id != PLACES
        for feature in one.of("point")
        if not one.layer.size_by or (feature.class_ not in one.layer.ageless and feature.district not in told)
    }
    for symbol in sorted(symbols, key=lambda one: -one.layer):
        for own in symbol.features:
            key, put = (symbol.layer, own), puts.get(own)
            if key not in names or (len(symbol.features) > 1 and not put):
                continue
            name, site = names[key]
            lines = name.lines(lang)
            if lines:
                yield Label(
                    lines, symbol.x, symbol.y, kind, "feature",
                    feature=site or own, clear=symbol.size / 2 * unit, put=put, claimed=bool(site),
                    told=drawn.layers[symbol.layer].layer.id != ANSWER,
                    wanted=bool(put) or max(map(kind.width, lines)) < _WIDEST * page.scale,
                )  # fmt: skip


def moved_to(view: View, placing: Placing, what: str) -> dict[str, tuple[float, float]]:
    """Return where somebody put names or numbers, in points of the map, by their ids."""
    puts = moved_in(view.move, what)
    return dict(zip(puts, _points(placing, puts.values()), strict=True))


def _points(placing: Placing, positions: Iterable[Position]) -> list[tuple[float, float]]:
    degrees = np.array([(lon, lat) for lat, lon in positions]).reshape(-1, 2)
    return [(float(x), float(y)) for x, y in placing.points(placing.frame.project(degrees))]


def _notes(page: Page, placing: Placing, view: View) -> Iterator[Label]:
    """Yield what somebody wrote on the map."""
    kind = page.type("normal", BOLD, style().ground.label)
    for note in notes_in(view.note):
        to, at = _points(placing, (note.to, note.at))
        lines = tuple(
            line for own in note.text.splitlines() for line in wrap(own, kind, _NOTE_WIDE * kind.size)
        )
        yield Label(lines, *to, kind, "note", put=at)


_TOUCHING = 250.0
"""Metres of half the gap between the outlines of neighbours."""
_WIDEST = 130.0
"""Points on A4: a longer name of a feature is better told in the key of the call-outs."""
