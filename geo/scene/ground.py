"""What the ground is called: the sea, and each neighbour where it is near Libya."""

from __future__ import annotations

from typing import Final

import geopandas as gpd
from shapely import box
from shapely.geometry.base import BaseGeometry

from geo.evidence import Evidence
from geo.words.names import Name

AROUND: Final = box(6, 17.5, 28.5, 36)
"""Longitude and latitude in degrees: what the first view shows around Libya."""
HOME_COUNTRY: Final = "country-ly"


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
