"""What the ground is called: each neighbour where it is near Libya, and what features stand on."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import geopandas as gpd
from cachetools import LRUCache, cached
from pyproj import Geod
from shapely import box
from shapely.geometry.base import BaseGeometry
from shapely.ops import nearest_points

from geo.evidence import Evidence
from geo.model import GROUND_GROUP, highest_marking
from geo.words.names import Name

AROUND: Final = box(6, 17.5, 28.5, 36)
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


def _is_on(shape: Any, ground: Any) -> bool:
    """Tell whether a shape in degrees lies on another, or so near that one symbol stands for both."""
    if shape is None or ground is None:
        return False
    one, other = nearest_points(shape, ground)
    return bool(_EARTH.inv(one.x, one.y, other.x, other.y)[2] <= ON_PLACE)
