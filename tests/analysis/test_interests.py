"""Interests counted by region, actor and day."""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.analysis.interests import COUNTRY_ANCHOR, interests
from geo.model import COMMON_COLUMNS
from geo.validity import valid_on


def table(*rows: tuple[str, str, str, str]) -> pd.DataFrame:
    """Return a table of region, actor, kind and date of each interest."""
    common = {
        "recorded_on": "2026-11-23",
        "retracted_on": "",
        "reliability": "B",
        "credibility": "2",
        "marking": "CLEAR",
    }
    filled: list[dict[str, Any]] = [
        {"id": f"int-{number}", "actor": actor, "region": region, "interest": kind, "stated_on": stated}
        | {"seeks": f"Wants {number}", "sources": f"s{number}"}
        | common
        for number, (region, actor, kind, stated) in enumerate(rows)
    ]
    return pd.DataFrame(filled, dtype="str")


ROWS = table(
    ("fezzan", "lna", "basing", "2020-06-01"),
    ("fezzan", "lna", "minerals", "2022"),
    ("fezzan", "lna", "basing", "2024-01-01"),
    ("fezzan", "lna", "trade", "2024-01-01"),
    ("fezzan", "gnu", "security", ""),
    ("libya", "gnu", "security", "2021"),
    ("tripolitania", "gnu", "security", "2021"),
)


def test_frame_has_the_common_columns_then_its_own(world):
    frame = interests(world(interests=ROWS))
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    own = ["region", "strength", "kinds", "seeks"]
    assert list(frame.columns) == [*[column.name for column in COMMON_COLUMNS], *own, "geometry"]
    assert str(frame["strength"].dtype) == "Int64"
    assert frame["id"].is_monotonic_increasing
    assert frame["id"].is_unique


@pytest.mark.parametrize(
    ("day", "strength", "name", "kinds"),
    [
        (date(2020, 5, 31), None, "", ""),
        (date(2020, 6, 1), 1, "few", "basing"),
        (date(2022, 1, 1), 2, "some", "basing|minerals"),
        (date(2026, 1, 1), 4, "many", "basing|minerals|trade"),
    ],
)
def test_an_interest_counts_from_the_day_on_which_it_was_stated(world, day, strength, name, kinds):
    frame = interests(world(interests=ROWS))
    rows = valid_on(frame[(frame["region"] == "fezzan") & (frame["actor"] == "lna")], day)
    found = [] if strength is None else [[strength, name, kinds]]
    assert rows[["strength", "class", "kinds"]].values.tolist() == found


def test_a_row_says_what_is_sought_and_when_the_newest_first(world):
    frame = interests(world(interests=ROWS)).set_index("id")
    row = frame.loc["interest-fezzan-lna-20220101"]
    assert row["seeks"] == "Wants 1 (2022); Wants 0 (2020-06-01)"
    assert row["summary"] == f"2 stated interests: {row['seeks']}. Diagram, not a position."
    assert (row["reviewed_on"], row["sources"], row["precision_m"]) == ("2022", "s0|s1", 200_000)
    assert (row["name_en"], row["name_ar"]) == ("Army: Fezzan", "الجيش: فزان")


def test_an_undated_interest_stands_alone_without_a_day(world):
    row = interests(world(interests=ROWS)).set_index("id").loc["interest-fezzan-gnu-ever"]
    assert (row["valid_from"], row["valid_to"], row["reviewed_on"], row["strength"]) == ("", "", "", 1)


def test_an_undated_interest_beside_dated_ones_counts_from_the_first_of_them(world):
    frame = interests(world(interests=table(("fezzan", "lna", "a", "2021"), ("fezzan", "lna", "b", ""))))
    assert frame[["valid_from", "strength"]].values.tolist() == [["2021-01-01", 2]]


def test_an_actor_keeps_its_slot_in_the_region_over_time(world):
    frame = interests(world(interests=ROWS))
    fezzan = frame[frame["region"] == "fezzan"]
    assert fezzan.groupby("actor")["geometry"].agg(lambda shapes: len({s.wkt for s in shapes})).tolist() == [
        1,
        1,
    ]
    assert fezzan.geometry.within(shapely.box(10, 22, 18, 28)).all()
    assert frame.loc[frame["region"] == "libya", "geometry"].iloc[0].equals(shapely.Point(COUNTRY_ANCHOR))


def test_a_region_without_districts_has_no_place(world):
    frame = interests(world(interests=ROWS))
    assert frame.loc[frame["region"] == "tripolitania", "geometry"].tolist() == [None]


def test_all_interests_in_a_region_share_its_point(world):
    frame = interests(world(interests=ROWS))
    fezzan = frame[frame["region"] == "fezzan"]
    assert fezzan["actor"].nunique() == 2
    assert len({shape.wkt for shape in fezzan.geometry}) == 1
