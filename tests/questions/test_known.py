"""`known`: the map of a day by what had been published, and how long it took, by hand."""

from __future__ import annotations

from datetime import date

import pytest

from geo.analysis.asked.lag import lags
from geo.evidence import Evidence
from geo.questions.known import Parameters, answer
from tests.questions.small import claim, small, source

AT = date(2021, 6, 1)


@pytest.fixture(scope="module")
def world(evidence: Evidence) -> Evidence:
    claims = [
        claim("c1", "sirte", "gnu", valid_from="2020-01-01", sources="s-early"),
        claim("c2", "sirte", "lna", valid_from="2021-01-01", sources="s-late"),
        claim("c3", "sabha", "lna", valid_from="2021-01-01", sources="s-late"),
        claim("c4", "ghat", "lna", valid_from="2020-01-01", sources="s-early|s-late"),
    ]
    sources = [source("s-early", "Reuters", "2020-01-11"), source("s-late", "AFP", "2021-07")]
    return small(evidence, claims=claims, sources=sources)


def test_the_map_as_it_could_be_drawn_then(world: Evidence) -> None:
    told = answer(world, Parameters(at=AT, known=date(2021, 6, 30)))
    places = {row["id"]: row for row in told.records() if row["scope"] == "place"}
    assert {name: row["what"] for name, row in places.items()} == {
        "sirte": "otherwise", "sabha": "not yet told", "ghat": "as now",
    }  # fmt: skip
    assert places["sirte"]["then"] == "held by the GNU (effective)"
    assert places["sirte"]["now"] == "held by the LNA (effective)"
    # By the last day of July what is dated 2021-07 had been published; the figures of the towns, from which
    # districts are derived, had not.
    later = answer(world, Parameters(at=AT, known=date(2021, 7, 31)))
    assert {row["what"] for row in later.records() if row["scope"] == "place"} == {"as now"}


def test_how_long_it_took(world: Evidence) -> None:
    told = answer(world, Parameters(at=AT, known=date(2021, 6, 30)))
    (sheet,) = told.sheets
    # From 1 January to 31 July 2021, and from 1 to 11 January 2020.
    assert {row["claim"]: row["days"] for row in sheet.records()} == {"c2": 211, "c3": 211, "c4": 10}
    assert told.sentences[-1].text == (
        "Of 3 claims behind this map that tell the day on which it began, half were published within 211 "
        "days; the slowest took 211 days (Sirte)."
    )


def test_what_was_told_before_it_began_counts_for_nothing() -> None:
    row = {"id": "c", "valid_from": "2020-01-06", "sources": "a"}
    assert lags([row], {"a": "2019-12-31"}) == []
    assert lags([row], {"a": ""}) == []
    assert [lag.days for lag in lags([row], {"a": "2020"})] == [360]
