"""How much is told, counted by hand in a world of two towns, an air base and two districts."""

from __future__ import annotations

from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.analysis.coverage import (
    by_district,
    by_year,
    district_years,
    gaps,
    grades,
    main_places,
    voices,
)
from geo.analysis.frames import derived
from geo.analysis.inputs import Inputs

from .conftest import CLAIM_COLUMNS, Claimed, feature, text_frame

DAY = date(2012, 12, 31)
DAYS_2011, DAYS_2012 = 320, 366  # from 15 February; a leap year


@pytest.fixture
def inputs(claim: Claimed) -> Inputs:
    """Return a world in which Sabha is held from 1 January to 1 April 2012, and the base from 2012-07 on."""
    places = [
        feature("sabha", (14.4, 27.0), country="LY", rank=2, district="d-west"),
        feature("samnu", (14.9, 27.3), country="LY", rank=5, district="d-west"),
        feature("paris", (14.9, 27.3), country="FR", rank=1, district=""),
    ]
    boxes = {"d-west": shapely.box(13, 26, 15, 28), "d-east": shapely.box(15, 28, 17, 30)}
    districts = [
        feature(name, None, region="fezzan", geometry=shape, precision_m=9) for name, shape in boxes.items()
    ]
    layers = {
        "places": derived(places, ["country", "district", "rank"], ["rank"]),
        "airfields": derived([feature("base", (16.0, 29.0), **{"class": "base"})]),
        "districts": derived(districts, ["region"]),
    }
    base: dict[str, Any] = {"valid_from": "2012-07", "stated_on": "2012-07-01", "valid_to": "2013"}
    short = {"valid_from": "2012-01-01", "valid_to": "2012-04-01", "stated_on": "2012-01-01"}
    wide = {"valid_from": "2011-03", "valid_to": "2011-05", "stated_on": "2011-03"}
    claims = [
        claim("sabha", "gnu", scope="place", **short),
        *(
            claim("base", "lna", scope="place", sources=cited, **base)
            for cited in ("s1", "s1|s2", "s1|s3", "s2|s3")
        ),
        claim("region-fezzan", "lna", scope="region", **wide),
    ]
    tables = {
        "claims": text_frame(claims, CLAIM_COLUMNS),
        "actors": pd.DataFrame({"id": ["lna", "gnu"], "side": ["east", "gnu"]}, dtype="str"),
        "sources": pd.DataFrame({"id": ["s1", "s2", "s3"], "publisher": ["A", "Wire", "B"]}, dtype="str"),
        "publishers": pd.DataFrame(
            [("a", "A", "wire"), ("wire", "Wire", "wire"), ("b", "B", "b")], columns=["id", "name", "family"]
        ).assign(name_ar="", aliases="", side="unknown"),
    }
    return Inputs(layers, tables, {})


def test_main_places_follow_from_the_data(inputs: Inputs) -> None:
    found = main_places(inputs)
    assert found.index.tolist() == ["base", "sabha"], "a town of rank; a base with four claims"
    assert found["district"].tolist() == ["d-east", "d-west"], "where it lies, and what it names"


def test_place_days_by_year(inputs: Inputs) -> None:
    table = by_year(inputs, DAY).set_index("year")
    both = DAYS_2011 + DAYS_2012
    assert table["place-days"].tolist() == [2 * DAYS_2011, 2 * DAYS_2012, 2 * both, both]
    assert table["filled"].tolist() == [0, 91 + 184, 275, 91], "Sabha until the end of March, base from July"
    assert table.index[-1] == "towns of rank 3 and better", "Sabha alone"
    assert table.loc["2012", "filled %"] == "38"
    assert table.loc["2012", "effective %"] == "38"
    assert table.loc["2011", "said: 90 days %"] == "-"
    # 91 days of each are at most 90 days old, the day of the word itself among them.
    assert table.loc["2012", "said: 90 days %"] == f"{182 / 275:.0%}".rstrip("%")
    assert table.loc["2012", "said: a year %"] == f"{93 / 275:.0%}".rstrip("%")


def test_districts(inputs: Inputs) -> None:
    control = gpd.GeoDataFrame(
        {
            "district": ["d-west", "d-west", "d-east"], "class": ["effective", "none", "effective"],
            "derived": [0, 0, 1], "valid_from": ["2011-02-15", "2012-01-01", "2012-01-01"],
            "valid_to": ["2012-01-01", "", ""],
        },
        geometry=[None, None, None],
    )  # fmt: skip
    table = by_district(inputs, control, DAY).set_index("district")
    assert table.columns.tolist() == [
        "main places", "filled %", "claims: places", "itself", "region", "wash claimed %", "derived %",
    ]  # fmt: skip
    assert table.loc["D-West"].tolist() == [1, "13", 1, 0, 1, "47", "0"]
    assert table.loc["D-East"].tolist() == [1, "27", 4, 0, 1, "0", "53"]


def test_districts_by_year(inputs: Inputs) -> None:
    table = district_years(inputs, DAY).set_index("district")
    assert table.loc["D-West"].tolist() == ["r", "1"]
    assert table.loc["D-East"].tolist() == ["r", "4"]


def test_a_family_is_one_voice(inputs: Inputs) -> None:
    table = voices(inputs)
    assert table["independent publishers"].tolist() == ["1", "2", "3", "4 and more"]
    assert table["claims"].tolist() == [4, 2, 0, 0]
    assert table["credibility 2"].tolist() == [4, 2, 0, 0]


def test_grades(inputs: Inputs) -> None:
    table = grades(inputs).set_index("reliability")
    assert table.loc["B"].tolist() == [0, 6, 0, 0, 0, 0]
    assert table.to_numpy().sum() == 6


def test_gaps_are_listed(inputs: Inputs) -> None:
    assert gaps(inputs, DAY).to_numpy().tolist() == [
        ["Base", DAYS_2011 + 182, "2011-02-15 to 2012-06-30"],
        ["Sabha", DAYS_2011 + 275, "2011-02-15 to 2011-12-31; 2012-04-01 to 2012-12-31"],
    ]
