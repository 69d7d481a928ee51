"""The layer `events`: the rows of events.csv at their places, on the map for a year each."""

from __future__ import annotations

from datetime import date
from typing import Final

import geopandas as gpd

from geo.analysis.frames import derived, sites
from geo.analysis.inputs import Inputs
from geo.validity import end_day

OWN_COLUMNS: Final = ("place", "actors", "date")

_CARRIED: Final = (
    "id", "name_en", "name_ar", "class", "recorded_on", "retracted_on", "sources", "reliability",
    "credibility", "marking", "summary", *OWN_COLUMNS,
)  # fmt: skip


def events(inputs: Inputs) -> gpd.GeoDataFrame:
    """Return events as points, true from their date until a year after it.

    Parameters
    ----------
    inputs : Inputs
        `tables` events, and the layers for positions.

    Returns
    -------
    GeoDataFrame
        EPSG:4326, the common columns, then `place`, `actors` and `date` as in the table. The geometry is a
        point on the place and as precise as the place; null where the event has no place or that has no
        position. `valid_from` and `reviewed_on` are the date, as precise as it is known; `valid_to` is a full
        day.
    """
    table = inputs.tables["events"]
    places = sites(inputs)
    at_place = dict(zip(places.index, zip(places["precision_m"], places.geometry, strict=True), strict=True))
    rows = []
    for row in table[list(_CARRIED)].to_dict("records"):
        precision, geometry = at_place.get(row["place"], (None, None))
        day = str(row["date"])
        rows.append(
            {
                **{str(name): value for name, value in row.items()},
                "valid_from": day,
                "valid_to": year_after(day),
                "reviewed_on": day,
                "precision_m": precision,
                "geometry": geometry,
            }
        )
    return derived(rows, OWN_COLUMNS)


def year_after(day: str) -> str:
    """Return the day a year after a date, a partial date counting from its end; "" stays "".

    Examples
    --------
    >>> year_after("2020-10-23")
    '2021-10-23'
    >>> year_after("2020-10")
    '2021-11-01'
    >>> year_after("2020-02-29")
    '2021-03-01'
    """
    if not day:
        return ""
    end = end_day(day)
    leap_day = (end.month, end.day) == (2, 29)
    return (date(end.year + 1, 3, 1) if leap_day else end.replace(year=end.year + 1)).isoformat()
