"""Events at their places."""

from __future__ import annotations

from datetime import date

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.analysis.events import events
from geo.model import COMMON_COLUMNS
from geo.validity import valid_on

COLUMNS = (
    "id", "date", "name_en", "name_ar", "class", "place", "actors", "recorded_on", "retracted_on", "sources",
    "reliability", "credibility", "marking", "summary",
)  # fmt: skip


def table(**dates_and_places: tuple[str, str]) -> pd.DataFrame:
    rows = [
        [
            f"event-{name}",
            day,
            name,
            "",
            "fighting",
            place,
            "lna|gnu",
            "2026-11-23",
            "",
            "s1",
            "B",
            "2",
            "CLEAR",
            "It.",
        ]
        for name, (day, place) in dates_and_places.items()
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS), dtype="str")


def test_an_event_stands_at_its_place_for_a_year(world):
    frame = events(world(events=table(b=("2020-10-23", "alpha"), a=("2019", "field"))))
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    own = ["place", "actors", "date"]
    assert list(frame.columns) == [*[column.name for column in COMMON_COLUMNS], *own, "geometry"]
    assert frame["id"].tolist() == ["event-a", "event-b"]
    row = frame.iloc[1]
    assert row["geometry"].equals(shapely.Point(13, 27))
    assert (row["valid_from"], row["valid_to"], row["reviewed_on"]) == (
        "2020-10-23",
        "2021-10-23",
        "2020-10-23",
    )
    assert (row["precision_m"], row["credibility"], row["class"]) == (1000, 2, "fighting")
    assert (row["place"], row["actors"], row["date"], row["actor"]) == ("alpha", "lna|gnu", "2020-10-23", "")


@pytest.mark.parametrize("place", ["", "lost", "nowhere"])
def test_an_event_without_a_position_is_kept(world, place):
    row = events(world(events=table(a=("2020", place)))).iloc[0]
    assert row["geometry"] is None
    assert row["precision_m"] is pd.NA


def test_a_partial_date_counts_from_the_end_of_its_period(world):
    frame = events(world(events=table(a=("2020", "alpha"), b=("2020-02", "alpha"))))
    assert frame[["valid_from", "valid_to"]].values.tolist() == [
        ["2020", "2022-01-01"],
        ["2020-02", "2021-03-01"],
    ]
    assert valid_on(frame, date(2021, 2, 28))["id"].tolist() == ["event-a", "event-b"]


def test_an_event_on_a_district_stands_inside_it(world):
    frame = events(world(events=table(a=("2020", "d-east"))))
    assert frame.geometry.iloc[0].within(shapely.box(18, 22, 24, 32))
