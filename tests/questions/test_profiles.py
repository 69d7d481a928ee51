"""`wants`, `actor`, `district` on the evidence of the repository, beside plain counts of its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
import shapely

from geo.analysis.asked.meeting import meetings
from geo.evidence import Evidence
from geo.evidence.resolving import Names
from geo.model import split
from geo.questions import actor, district, wants
from geo.questions.asking import question
from geo.questions.shared.ground import Ground
from geo.validity import first_day, valid_on
from geo.view import Context
from geo.words.card import card
from tests.questions.small import GRADE, SOURCES, claim, small

AT = date(2026, 11, 24)


def test_strength_counts_stated_interests(evidence: Evidence) -> None:
    told = wants.answer(evidence, wants.Parameters(at=date(2024, 6, 1)))
    table = evidence.tables["interests"]
    counts = Counter(
        (row["actor"], row["region"])
        for row in table.to_dict("records")
        if not row["stated_on"] or first_day(row["stated_on"]) <= date(2024, 6, 1)
    )
    assert {(row["actor"], row["region"]): row["strength"] for row in told.records()} == counts
    classes = {row["strength"]: row["class"] for row in told.records()}
    assert classes == {
        number: "few" if number == 1 else "some" if number < 4 else "many" for number in counts.values()
    }
    assert told.sentences[1].text.startswith("Strength is the number of interests")
    assert told.sentences[1].text.endswith("it says nothing of how likely anything is.")


def test_who_meets_whom_where(evidence: Evidence) -> None:
    events = [
        {"id": "e1", "date": "2020-01-01", "place": "sirte", "actors": "lna|gnu", "sources": "s-afp"} | GRADE,
        {"id": "e2", "date": "2020-02", "place": "sirte", "actors": "gnu|lna|misrata", "sources": ""} | GRADE,
        {"id": "e3", "date": "2022-01-01", "place": "sirte", "actors": "gnu|lna", "sources": "s-afp"} | GRADE,
    ]  # fmt: skip
    claims = [
        claim("c1", "sabha", "lna", valid_from="2020-01-01"),
        claim("c2", "sabha", "russia", "presence", valid_from="2020-01-01"),
    ]
    world = Ground(small(evidence, claims=claims, sources=list(SOURCES)), date(2021, 1, 1)).world
    found = meetings(world, events, "2021-01-01")
    assert [(one.one, one.other, one.place, len(one.events), one.claims) for one in found] == [
        ("gnu", "lna", "sirte", 2, []),
        ("gnu", "misrata", "sirte", 1, []),
        ("lna", "misrata", "sirte", 1, []),
        ("lna", "russia", "sabha", 0, ["c1", "c2"]),
    ]


def test_an_actor_is_told_with_what_it_holds(evidence: Evidence) -> None:
    told = actor.answer(evidence, actor.Parameters(actor="lna", at=AT))
    held = Ground(evidence, AT).picture()
    now = {row["id"] for row in told.records() if row["now"]}
    assert {name for name, one in held.items() if "lna" in one.actors} <= now
    sheets = {sheet.name: sheet.records() for sheet in told.sheets}
    assert len(sheets["claims"]) == (evidence.table("claims")["actor"] == "lna").sum()
    assert {row["id"] for row in sheets["events"]} == {
        row["id"]
        for row in evidence.table("events").to_dict("records")
        if "lna" in split(row["actors"]) and first_day(row["date"]) <= AT
    }
    assert "LNA" in {row["name_en"] for row in sheets["names"]}
    assert told.sentences[0].basis == "reported"


def test_the_diagram_of_an_actor_counts_the_events_that_it_shares_up_to_the_day(evidence: Evidence) -> None:
    events = evidence.table("events")
    for day in ("2019-06-01", "2026-11-24"):
        drawn = actor.answer(evidence, actor.Parameters(actor="lna", at=date.fromisoformat(day))).diagram
        assert drawn
        assert drawn.nodes[0].rank == 0
        names = [one.name for one in drawn.nodes]
        assert len(names) == len(set(names))
        shared = [
            row
            for row in events.to_dict("records")
            if {"lna", "us"} <= set(split(str(row["actors"]))) and first_day(row["date"]).isoformat() <= day
        ]
        told = {one.id: one.notes[0][0] for one in drawn.nodes[1:]}
        if shared:
            assert told["us"] == f"{len(shared)} event{'s' if len(shared) > 1 else ''}"
        else:
            assert "us" not in told


def test_an_actor_obeys_the_day(evidence: Evidence) -> None:
    early = actor.answer(evidence, actor.Parameters(actor="lna", at=date(2012, 1, 1)))
    assert early.rows == ()
    assert "Not known to hold anything on 1 January 2012." in [one.text for one in early.sentences]


@pytest.mark.parametrize("place", ["ly-sb", "region-cyrenaica"])
def test_a_district_or_region_is_told_with_what_lies_in_it(evidence: Evidence, place: str) -> None:
    told = district.answer(evidence, district.Parameters(place=place, at=AT))
    assert told.sentences[0].text == card(evidence, place, AT)["words"]
    layer = evidence.layer_of(place)
    outline = evidence.layers[layer].set_index("id").geometry[place]
    sheets = {sheet.name: sheet.records() for sheet in told.sheets}
    hubs = valid_on(evidence.layer("trafficking_hubs"), AT)
    inside = {
        row.id
        for row in hubs.itertuples()
        if row.geometry is not None and shapely.intersects(outline, row.geometry)
    }
    assert {row["id"] for row in sheets["features"] if row["layer"] == "trafficking_hubs"} == inside
    sites = Ground(evidence, AT).world.sites
    for row in sheets["places"]:
        assert row["scope"] == "district" or shapely.intersects(outline, sites[row["id"]]["geometry"])
    assert set(sheets) >= {"history", "places", "features", "events", "interests"}


def test_a_place_is_no_district(context: Context, evidence: Evidence) -> None:
    named = replace(context, names=lambda: Names.known(evidence))
    assert question("district").read({"place": "Sabha"}, named).place == "ly-sb"
    assert question("district").read({"place": "Fezzan"}, named).place == "region-fezzan"
    with pytest.raises(Exception, match="place: nothing is called 'tm-brega'"):
        question("district").read({"place": "tm-brega"}, named)
