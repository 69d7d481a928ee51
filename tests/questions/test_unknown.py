"""`unknown`: silence apart from calm, and the collection list, by hand on a few claims."""

from __future__ import annotations

from datetime import date

import pytest

from geo.evidence import Evidence
from geo.questions.unknown import Parameters, answer
from geo.validity import valid_on
from tests.questions.small import SOURCES, claim, small

AT = date(2022, 1, 1)


@pytest.fixture(scope="module")
def world(evidence: Evidence) -> Evidence:
    claims = [
        claim("c1", "sirte", "lna", valid_from="2019-01-01", stated_on="2020-12-01"),
        claim(
            "c2", "sabha", "lna", valid_from="2019-01-01", stated_on="2021-06-01", sources="s-afp|s-reuters"
        ),
        claim("c3", "ghat", "lna", valid_from="2021-06-01"),
        claim("c4", "hun", "lna", valid_from="2019-01-01", valid_to="2020-01-01"),
        claim("c5", "misrata", "misrata", valid_from="2021-01-01"),
        claim("c6", "misrata", "gnu", "contested", valid_from="2021-06-01"),
    ]
    return small(evidence, claims=claims, sources=list(SOURCES))


def test_silence_is_told_apart_from_calm(world: Evidence) -> None:
    rows = {row["id"]: row for row in answer(world, Parameters(at=AT)).records() if row["scope"] == "place"}
    assert {name: rows[name]["word"] for name in ("sirte", "sabha", "ghat", "hun", "derna")} == {
        "sirte": "silent", "sabha": "calm", "ghat": "moving", "hun": "ended", "derna": "never",
    }  # fmt: skip
    # From 1 December 2020 to 1 January 2022.
    assert (rows["sirte"]["last"], rows["sirte"]["days"]) == ("2020-12-01", 396)
    assert (rows["derna"]["last"], rows["derna"]["days"]) == ("", None)


def test_what_to_find_out_is_ranked_by_its_formula(world: Evidence) -> None:
    told = answer(world, Parameters(at=AT))
    rows = {row["id"]: row for row in told.records()}
    doubts = {"misrata": 0.75, "sirte": 0.5, "sabha": 0.1, "ghat": 0.25, "derna": 1.0}
    assert {name: rows[name]["doubt"] for name in doubts} == doubts
    # The district of Sirte is derived from the town: an answer would change both.
    assert rows["sirte"]["districts"] == "ly-sr"
    assert rows["sirte"]["score"] == pytest.approx(0.5 * (rows["sirte"]["people"] + rows["ly-sr"]["people"]))
    scores = [row["score"] for row in told.records()]
    assert scores == sorted(scores, reverse=True)
    assert [row["rank"] for row in told.records()] == list(range(1, len(scores) + 1))
    assert "no likelihood" in " ".join(one.text for one in told.sentences)


def test_the_oldest_words_on_which_something_rests(world: Evidence) -> None:
    told = answer(world, Parameters(at=AT))
    oldest = next(sheet for sheet in told.sheets if sheet.name == "oldest").records()
    assert [(row["claim"], row["said"], row["rests"]) for row in oldest[:2]] == [
        ("c1", "2020-12-01", 2), ("c5", "2021-01-01", 1),
    ]  # fmt: skip
    assert "c2" in {row["claim"] for row in oldest}


def test_what_has_no_position_is_listed(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(at=AT))
    unplaced = next(sheet for sheet in told.sheets if sheet.name == "unplaced").records()
    for layer in ("energy", "foreign"):
        frame = valid_on(evidence.layer(layer), AT)
        assert {row["id"] for row in unplaced if row["layer"] == layer} == set(
            frame.loc[frame.geometry.isna(), "id"]
        )


def test_a_region_is_told_alone(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(place="region-fezzan", at=AT))
    ids = {row["id"] for row in told.records()}
    assert "sabha" in ids
    assert "ly-sb" in ids
    assert "benghazi" not in ids
