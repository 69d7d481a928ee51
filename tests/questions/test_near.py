"""`near` on the evidence of the repository: what is found, how far, and what is said of the rest."""

from __future__ import annotations

import re
from datetime import date

import pytest
import shapely
from pyproj import Geod

from geo.evidence import Evidence
from geo.questions.asking import question
from geo.questions.near import Parameters, answer
from geo.validity import valid_on
from geo.view import Context

AT = date(2026, 11, 24)
EARTH = Geod(ellps="WGS84")


def test_everything_within_the_distance_is_there_and_nothing_else(evidence: Evidence) -> None:
    told = answer(
        evidence, Parameters(place="sabha", km=100, layers=("airfields", "trafficking_hubs"), at=AT)
    )
    places = evidence.layers["places"].set_index("id").geometry
    slow = {}
    for layer in ("airfields", "trafficking_hubs"):
        for row in valid_on(evidence.layer(layer), AT).itertuples():
            if row.geometry is not None:
                metres = EARTH.inv(places["sabha"].x, places["sabha"].y, row.geometry.x, row.geometry.y)[2]
                if metres <= 100_000:
                    slow[row.id] = round(metres / 1000, 2)
    rows = told.records()
    assert {row["id"]: row["km"] for row in rows} == slow
    assert [row["km"] for row in rows] == sorted(slow.values())
    assert told.shapes[0].role == "buffer"
    assert told.sentences[0].text == f"Within 100 km of Sabha, on 24 November 2026: {len(slow)} features."


def test_what_nobody_confirmed_lately_says_since_when(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(place="brega", layers=("foreign",), km=250, at=AT))
    confirmed = {row["id"]: row["confirmed"] for row in told.records()}
    assert confirmed["for-uae-al-khadim-air-base-base"] == "2017-06-09"
    nearest = told.sentences[1].text
    assert "Al-Khadim air base: base (234.4 km, last confirmed 9 June 2017)" in nearest
    within = answer(evidence, Parameters(place="brega", layers=("foreign",), km=250, at=date(2017, 7, 1)))
    assert "last confirmed 9 June 2017" not in within.sentences[1].text, "fresh on that day"


def test_a_matrix_tells_which_is_near_which(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(of=("trafficking_hubs",), layers=("energy",), km=50, at=AT))
    rows = told.records()
    hubs, sites = (set(evidence.layers[name]["id"]) for name in ("trafficking_hubs", "energy"))
    assert rows
    assert {row["from_id"] for row in rows} <= hubs
    assert {row["id"] for row in rows} <= sites
    assert len({(row["from_id"], row["id"]) for row in rows}) == len(rows)
    unplaced = valid_on(evidence.layer("trafficking_hubs"), AT).geometry.isna().sum()
    assert told.sentences[-1].text == f"Not measured, because their position is not known: {unplaced}."


def test_what_was_drawn_is_measured_from(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(drawn=shapely.Point(14.43, 27.04), km=10, layers=("places",), at=AT))
    assert told.records()[0]["id"] == "sabha"
    assert answer(evidence, Parameters(drawn=shapely.Point(40, 10), km=1, at=AT)).rows == ()


def test_doubt_is_that_of_both_positions(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(place="sabha", km=30, layers=("airfields",), at=AT))
    metres = {
        row["id"]: row["precision_m"]
        for name in ("places", "airfields")
        for row in evidence.layers[name].to_dict("records")
    }
    for row in told.records():
        assert row["doubt_km"] == round((metres["sabha"] + metres[row["id"]]) / 1000, 1)


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        ({}, "place: is missing; name a place, draw something, or give layers as “Near each of” (of)"),
        ({"place": "sabha", "drawn": "32.9,13.2"}, "drawn: is there beside place (“Near”); keep one of them"),
        ({"place": "sabha", "km": "0"}, "km: not between 0.1 and 1000"),
        ({"drawn": "LINESTRING EMPTY"}, "drawn: nothing is drawn; draw it"),
    ],
)
def test_faults_say_what_to_do(context: Context, texts: dict[str, str], said: str) -> None:
    with pytest.raises(Exception, match=re.escape(said)):
        question("near").read(texts, context)


def test_each_of_a_layer_has_a_matrix_of_what_is_near_which(evidence: Evidence) -> None:
    asked = Parameters(of=("trafficking_hubs",), layers=("energy",), km=50, at=date(2026, 11, 24))
    told = answer(evidence, asked)
    (matrix,) = told.sheets
    pairs = {(row["from_id"], row["id"]): row["km"] for row in told.records()}
    names = [column.name for column in matrix.columns[3:]]
    cells = {
        (row["from_id"], name): row[name]
        for row in matrix.records()
        for name in names
        if row[name] is not None
    }
    assert cells.keys() == pairs.keys()
    assert all(abs(cells[pair] - km) <= 0.0551 for pair, km in pairs.items())
    assert answer(evidence, Parameters(place="sabha", km=50, at=date(2026, 11, 24))).sheets == ()
