"""The layer `regions`: the three historic regions, dissolved from the districts that name them.

Approximate twice over: Tripolitania, Cyrenaica and Fezzan have no agreed boundary today, and the districts
that stand for their parts are drawn in an older layout. No date, because no boundary of a day is meant.
"""

from __future__ import annotations

from typing import Any, Final

import geopandas as gpd
import pandas as pd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.analysis.frames import clipped, derived, joint_evidence, newest
from geo.analysis.inputs import Inputs
from geo.analysis.projection import DECIMALS
from geo.language import both, mark

REGIONS: Final = {
    "tripolitania": mark("Tripolitania"),
    "cyrenaica": mark("Cyrenaica"),
    "fezzan": mark("Fezzan"),
}
"""Regions that districts name, with what they are called."""

SPELLINGS: Final = {
    "tripolitania": "Tripolitaine|Tripolitanien|Tarabulus al-Gharb",
    "cyrenaica": "Barqa|Barqah|Barka|Cirenaica|Cyrénaïque|Kyrenaika",
    "fezzan": "Fazzan|Fizzan|Fessan",
}
"""Further spellings that a search finds them by."""

OWN_COLUMNS: Final = ("districts",)


def region_id(name: str) -> str:
    """Return the id of the feature that stands for a region, such as "region-fezzan"."""
    return f"region-{name}"


def regions(inputs: Inputs) -> gpd.GeoDataFrame:
    """Return the historic regions as areas.

    Parameters
    ----------
    inputs : Inputs
        `layers` districts, whose column `region` names one of `REGIONS`; any other district is left out.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, the common columns, then `districts` ("|"-separated ids of the parts); one row a region
        that has districts, id `region-<name>`, class region. Graded as the weakest of its districts, as
        precise as the coarsest.
    """
    districts = pd.DataFrame(inputs.layers["districts"])
    rows = [_row(name, districts[districts["region"] == name]) for name in REGIONS]
    return derived([row for row in rows if row], OWN_COLUMNS)


def _row(name: str, parts: pd.DataFrame) -> dict[str, Any]:
    placed = parts[parts["geometry"].notna()]
    if placed.empty:
        return {}
    title, title_ar = both(REGIONS[name])
    listed = "the districts " + ", ".join(sorted(parts["name_en"]))
    return {
        **joint_evidence(
            [{str(name): value for name, value in row.items()} for row in parts.to_dict("records")]
        ),
        "id": region_id(name),
        "name_en": title,
        "name_ar": title_ar,
        "aliases": SPELLINGS[name],
        "class": "region",
        "reviewed_on": newest(parts["reviewed_on"]),
        "precision_m": parts["precision_m"].max(),
        "summary": clipped(f"Historic region, approximate: {listed}. It has no agreed boundary today."),
        "districts": "|".join(sorted(parts["id"])),
        "geometry": _whole(placed["geometry"].tolist()),
    }


def _whole(parts: list[BaseGeometry]) -> BaseGeometry:
    """Return districts as one area in their CRS, on a grid that makes borders a hair apart fall together."""
    union = shapely.union_all(parts, grid_size=10.0**-DECIMALS)
    rounded = shapely.transform(shapely.normalize(union), lambda xy: xy.round(DECIMALS))
    return shapely.orient_polygons(rounded)
