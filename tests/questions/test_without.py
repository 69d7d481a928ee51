"""`without`: what flips, weakens or loses its grade, worked out by hand on a few claims."""

from __future__ import annotations

from datetime import date

import pytest

from geo.analysis.asked.picture import picture
from geo.evidence import Evidence
from geo.model import split
from geo.questions.asking import question
from geo.questions.shared.ground import Ground
from geo.questions.shared.resting import dependence_of
from geo.questions.without import Parameters, answer
from geo.view import Context
from tests.questions.small import SOURCES, claim, small, source

AT = date(2021, 1, 1)


@pytest.fixture(scope="module")
def world(evidence: Evidence) -> Evidence:
    claims = [
        claim("c1", "sabha", "lna", valid_from="2020-01-01", sources="s-reuters"),
        claim("c2", "sabha", "gnu", "nominal", valid_from="2020-01-01", sources="s-herald"),
        claim("c3", "sirte", "lna", valid_from="2020-01-01", sources="s-reuters|s-afp", credibility=1),
        claim("c4", "misrata", "misrata", valid_from="2019-01-01", sources="s-herald"),
        claim("c5", "misrata", "lna", valid_from="2020-01-01", sources="s-reuters"),
        claim("c6", "ghat", "lna", valid_from="2020-01-01", sources="s-afp"),
        claim(
            "c7", "derna", "lna", valid_from="2020-01-01", sources="s-reuters|s-afp|s-herald", credibility=1
        ),
        claim("c8", "ly-sb", "lna", valid_from="2020-01-01", sources="s-local"),
    ]
    local = source("s-local", "A paper that no table has")
    return small(evidence, claims=claims, sources=[*SOURCES, local])


def what_happens(world: Evidence, **asked: str) -> dict[str, tuple[str, int, int, str, str]]:
    told = answer(world, Parameters(at=AT, **asked))
    names = ("what", "publishers", "publishers_after", "grade", "grade_after")
    return {str(row["id"]): tuple(row[name] for name in names) for row in told.records()}  # type: ignore[misc]


def test_without_a_publisher_claims_fall_weaken_or_lose_their_grade(world: Evidence) -> None:
    assert what_happens(world, publisher="reuters") == {
        # The nominal claim stands where the effective one falls.
        "sabha": ("flips", 1, 1, "B2", "B2"),
        # Confirmed by others no longer: one voice is left.
        "sirte": ("loses its grade", 2, 1, "B1", "B2"),
        # The older claim is no longer contradicted.
        "misrata": ("flips", 1, 1, "B2", "B2"),
        "derna": ("weakens", 3, 2, "B1", "B1"),
        # Their districts are derived from them.
        "ly-mi": ("flips", 1, 1, "B2", "B2"),
        "ly-sr": ("loses its grade", 2, 1, "B1", "B2"),
        "ly-dr": ("weakens", 3, 2, "B1", "B1"),
    }


def test_sentences_tell_before_and_after(world: Evidence) -> None:
    told = [one.text for one in answer(world, Parameters(at=AT, publisher="reuters")).sentences]
    assert told[0] == (
        "Without Reuters, on 1 January 2021 3 of 10 dots and washes would be held otherwise, 2 more would "
        "lose their grade, 2 more would rest on fewer publishers."
    )
    assert (
        "Misrata: held by the LNA (effective); without it held by the Misrata armed groups (effective)."
        in told
    )
    # Sabha, Misrata, Ghat and their districts.
    assert "On 1 January 2021 6 of 10 dots and washes rest on one independent publisher." in told


def test_what_everything_rests_on_and_on_whom_most_depends(world: Evidence) -> None:
    told = answer(world, Parameters(at=AT))
    assert told.rows == ()
    sheets = {sheet.name: sheet.records() for sheet in told.sheets}
    assert {row["id"]: row["publishers"] for row in sheets["rests"]} == {
        "sabha": 1, "misrata": 1, "ghat": 1, "sirte": 2, "derna": 3,
        "ly-sb": 1, "ly-mi": 1, "ly-gt": 1, "ly-sr": 2, "ly-dr": 3,
    }  # fmt: skip
    # Without Reuters Sabha, Misrata and its district flip, without AFP Ghat and its district; without the
    # unlisted paper the district of Sabha is derived from the town. The Herald's claims make nothing.
    assert [(row["id"], row["flips"]) for row in sheets["publishers"]] == [
        ("reuters", 3), ("AFP", 2), ("A paper that no table has", 1),
    ]  # fmt: skip


def test_the_fast_way_is_the_slow_way(evidence: Evidence) -> None:
    """Recomputing only what is touched gives the picture that leaving the claims out of the world gives."""
    ground = Ground(evidence, date(2026, 11, 24))
    rests_on = dependence_of(ground)
    alone = rests_on.alone(lambda claim: rests_on.families[claim])
    some = sorted(alone, key=lambda family: -len(alone[family]))[:12]
    for family in some:
        fallen = frozenset(alone[family])
        slow = picture(ground.world.only(lambda claim, fallen=fallen: claim not in fallen), "2026-11-24")
        fast = {**rests_on.held, **rests_on.held_without(fallen)}
        kinds = {name: (one.kind, one.actors, one.claims) for name, one in fast.items() if one.kind != "none"}
        assert kinds == {
            name: (one.kind, one.actors, one.claims) for name, one in slow.items() if one.kind != "none"
        }


def test_a_side_is_all_its_outlets(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(side="east", at=date(2026, 11, 24)))
    sides = {row["id"]: row["side"] for row in evidence.tables["publishers"].to_dict("records")}
    known = Ground(evidence, date(2026, 11, 24)).standing.publishers.by_source
    for row in told.records():
        cited = [
            one
            for name in split(str(row["claims"]))
            for one in split(str(evidence.tables["claims"].set_index("id").loc[name, "sources"]))
        ]
        assert any(sides.get(known[one].id) == "east" for one in cited)


def test_a_single_source_is_one_and_not_its_publisher(world: Evidence) -> None:
    happens = what_happens(world, source="s-reuters")
    assert happens["sabha"] == ("flips", 1, 1, "B2", "B2")
    assert happens["sirte"] == ("loses its grade", 2, 1, "B1", "B2")
    # The title is what the source is called, with who published it and when.
    told = answer(world, Parameters(at=AT, source="s-local")).sentences[0].text
    assert told.startswith(
        "Without “Title of s-local” (A paper that no table has, 2020-06-01), on 1 January 2021 1 of "
    )


def test_of_source_publisher_and_side_only_one_is_left_out(context: Context) -> None:
    with pytest.raises(Exception, match=r"publisher: is there beside source \(“Source”\); keep one of them"):
        question("without").read({"source": "rt02", "publisher": "reuters"}, context)


def test_a_publisher_and_a_side_are_one_too_many(context: Context) -> None:
    with pytest.raises(Exception, match=r"side: is there beside publisher \(“Publisher”\); keep one of them"):
        question("without").read({"publisher": "reuters", "side": "east"}, context)
