"""`word`: the map as each side tells it, on a few claims by hand."""

from __future__ import annotations

from datetime import date

import pytest

from geo.analysis.asked.voices import VOICES, voices_of
from geo.analysis.independence import Publisher, Publishers
from geo.evidence import Evidence
from geo.questions.word import Parameters, answer
from tests.questions.small import SOURCES, claim, small, source

AT = date(2021, 6, 1)


@pytest.fixture(scope="module")
def world(evidence: Evidence) -> Evidence:
    claims = [
        claim("c1", "sirte", "lna", valid_from="2021-01-01", claimant="lna"),
        claim("c2", "sirte", "gnu", valid_from="2021-01-01", claimant="gnu", sources="s-herald"),
        claim("c3", "sabha", "lna", valid_from="2021-01-01", claimant="lna"),
        claim("c4", "sabha", "lna", valid_from="2021-02-01", claimant="publisher", sources="s-afp"),
        claim("c5", "zintan", "zintan", valid_from="2021-01-01", claimant="zintan"),
        claim("c6", "ghat", "lna", valid_from="2021-01-01", claimant="publisher", sources="s-218"),
        claim("c7", "ghat", "gnu", "nominal", valid_from="2021-01-01", claimant="residents"),
    ]
    return small(evidence, claims=claims, sources=[*SOURCES, source("s-218", "218TV")])


def test_each_voice_tells_its_own_map(world: Evidence) -> None:
    told = answer(world, Parameters(at=AT))
    rows = {row["id"]: row for row in told.records() if row["scope"] == "place"}
    lna, gnu = "held by the LNA (effective)", "held by the GNU (effective)"
    assert {name: tuple(row[voice] for voice in VOICES) for name, row in rows.items()} == {
        "sirte": (gnu, lna, "", ""),
        "sabha": ("", lna, "", lna),
        "zintan": ("", "", "held by the Zintan armed groups (effective)", ""),
        # 218TV is an outlet of the east; residents are a third party.
        "ghat": ("", lna, "", "held by the GNU in name (nominal)"),
    }  # fmt: skip
    assert {name for name, row in rows.items() if row["differs"]} == {"sirte", "ghat"}
    assert told.roles["sirte"] == "differs"
    assert "sabha" not in told.roles


def test_what_they_differ_about_is_summed_with_people(world: Evidence) -> None:
    told = [one.text for one in answer(world, Parameters(at=AT)).sentences]
    people = sum(answer_people(world, name) for name in ("sirte", "ghat"))
    assert any(
        text.startswith(f"They differ about 2 places with {people:,} known people and ") for text in told
    )
    assert (
        "Sirte: held by the GNU (effective) by the word of the authority in Tripoli and its outlets; held by "
        "the LNA (effective) by the word of the eastern side and its outlets."
    ) in told


def answer_people(world: Evidence, name: str) -> int:
    """Return the newest figure of a town as a reader of the table finds it."""
    rows = world.tables["population"].query(
        "place == @name and scope in ('place', 'municipality') and year != ''"
    )
    newest = rows.assign(first=rows["year"].str[:4].astype(int), own=rows["scope"] == "place")
    return int(newest.sort_values(["first", "own", "people"])["people"].iloc[-1])


def test_whose_word_it_is_may_be_asked_three_ways() -> None:
    east = Publishers({"s": Publisher("218tv", "218TV", "", "218tv", "east")})
    row = {"claimant": "gnu", "sources": "s"}
    sides = {"gnu": "gnu"}
    assert voices_of(row, east, sides, "claimant") == {"gnu"}
    assert voices_of(row, east, sides, "publisher") == {"east"}
    assert voices_of(row, east, sides, "either") == {"gnu"}
    assert voices_of({**row, "claimant": "publisher"}, east, sides, "either") == {"east"}
    assert voices_of({**row, "claimant": "publisher"}, east, sides, "claimant") == {"third"}


def test_where_nobody_differs_that_is_said(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(at=date(2005, 1, 1)))
    assert told.sentences[-1].text == "Nowhere do two of them differ."
    assert told.rows == ()
