"""What the ground is called: sea, neighbours and towns, what features stand on, and who holds areas."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

import geopandas as gpd
import shapely
from cachetools import LRUCache, cached
from pyproj import Geod
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.model import GROUND_GROUP, Layer, highest_marking
from geo.scene.arranging import Flat, Point
from geo.scene.holders import names_on_areas
from geo.scene.lettering.words import Word
from geo.scene.look.style import style
from geo.scene.picture import Scene
from geo.view import View
from geo.words.names import Name, Names

AROUND: Final = shapely.box(6, 17.5, 28.5, 36)
"""Longitude and latitude in degrees: what the first view shows around Libya."""
HOME_COUNTRY: Final = "country-ly"
ON_PLACE: Final = 5_000.0
"""Metres from a feature to the town on which it stands."""
_TOLD: Final = ["id", "name_en", "name_ar", "geometry", "marking"]
_EARTH: Final = Geod(ellps="WGS84")


def with_labels(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return countries with `label`, the longitude and latitude of their names, which is near Libya."""
    near = countries.geometry.intersection(AROUND)
    points = near.where(~near.is_empty, countries.geometry).representative_point()
    return countries.assign(label=[[round(point.x, 3), round(point.y, 3)] for point in points])


def country_names(evidence: Evidence) -> list[tuple[Name | None, tuple[float, float], BaseGeometry]]:
    """Return the names of Libya's neighbours, where they stand, and the land; Libya without a name."""
    if "neighbours" not in evidence.ground:
        return []
    return [
        (
            None if row.id == HOME_COUNTRY else Name(row.name_en or "", row.name_ar or ""),
            (row.label[0], row.label[1]),
            row.geometry,
        )
        for row in with_labels(evidence.ground["neighbours"]).itertuples()
    ]


@cached(LRUCache(64), key=lambda evidence, layer: (evidence.version, layer))
def names_below(evidence: Evidence, layer: str) -> Mapping[str, Name]:
    """Return what the features of a layer stand on, by their ids: the name of the town, airfield or port.

    What is marked above a feature does not name it.
    """
    rows = evidence.layers.get(layer)
    if rows is None or "place" not in rows:
        return {}
    ground = {
        row["id"]: row
        for base in evidence.catalog.values()
        if base.group == GROUND_GROUP and base.id in evidence.layers and not base.derive
        for row in evidence.layers[base.id][_TOLD].to_dict("records")
    }
    return {
        row["id"]: Name(str(own["name_en"]), str(own["name_ar"] or ""))
        for row in rows[["id", "place", "geometry", "marking"]].to_dict("records")
        if (own := ground.get(row["place"]))
        and highest_marking((row["marking"], own["marking"])) == row["marking"]
        and _is_on(row["geometry"], own["geometry"])
    }


def names_of_chips(evidence: Evidence, layer: Layer) -> Mapping[str, Name]:
    """Return what the chips of a layer stand on, by the ids of its features; none where it has no chips."""
    return names_below(evidence, layer.id) if layer.colour_by == "country" else {}


def _is_on(shape: Any, ground: Any) -> bool:
    """Tell whether a shape in degrees lies on another, or so near that one symbol stands for both."""
    if shape is None or ground is None:
        return False
    one, other = nearest_points(shape, ground)
    return bool(_EARTH.inv(one.x, one.y, other.x, other.y)[2] <= ON_PLACE)


def ground_words(evidence: Evidence, view: View, flat: Flat) -> tuple[list[Word], list[Word]]:
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


def holder_words(evidence: Evidence, view: View, shown: Scene, flat: Flat) -> Iterator[Word]:
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
