"""`wants`, `actor`, `district` on the evidence of the repository, beside plain counts of its rows."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import shapely

from geo.analysis.asked.meeting import meetings
from geo.evidence import Evidence
from geo.evidence.resolving import Names
from geo.model import split
from geo.questions import actor, district, wants
from geo.questions.asking import question
from geo.questions.asking.called import called
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
    words = {row["region"] for row in sheets["interests"]}
    assert {called(evidence, told, "")["word"][word] for word in words} <= {
        ("Cyrenaica", "برقة"), ("Fezzan", "فزان"), ("Tripolitania", "طرابلس الغرب"),
        ("Libya as a whole", "ليبيا ككل"),
    }  # fmt: skip


def test_a_place_is_no_district(context: Context, evidence: Evidence) -> None:
    named = replace(context, names=lambda: Names.known(evidence))
    assert question("district").read({"place": "Sabha"}, named).place == "ly-sb"
    assert question("district").read({"place": "Fezzan"}, named).place == "region-fezzan"
    with pytest.raises(Exception, match="place: nothing is called 'tm-brega'"):
        question("district").read({"place": "tm-brega"}, named)


def alignment(actor: str, other: str, form: str = "ally", **more: str) -> dict[str, Any]:
    usual = {"valid_from": "", "valid_to": "", "stated_on": "", "sources": "s-reuters", "note": ""}
    return (
        {"id": f"a-{actor}-{other}", "actor": actor, "sided_with": other, "form": form} | GRADE | usual | more
    )


def test_an_actor_stood_with_whom_and_when(evidence: Evidence) -> None:
    rows = [
        alignment("kaniyat", "gna", valid_to="2019-04", stated_on="2017-11-14"),
        alignment("kaniyat", "lna", "part", valid_from="2019-04", valid_to="2020-06-05"),
        alignment("saiqa", "lna", "part", valid_from="2014-05", stated_on="2021-06"),
        alignment("nawasi", "gna", valid_from="2016-03-30", stated_on="2018-07-18"),
    ]
    world = small(evidence, alignments=rows, sources=list(SOURCES))
    told = actor.answer(world, actor.Parameters(actor="kaniyat", at=date(2019, 6, 1)))
    texts = [one.text for one in told.sentences]
    assert texts[1:3] == [
        "Kaniyat: on the side of the GNA, until April 2019.",
        "Kaniyat: part of the LNA, from April 2019 until 5 June 2020.",
    ]
    (sheet,) = [one for one in told.sheets if one.name == "alignments"]
    assert [(row["with"], row["now"]) for row in sheet.records()] == [("lna", 1), ("gna", 0)]
    # The first is told of one day in 2017 and goes to its end; the next follows on its lane.
    assert [(one["from"], one["to"], one["lane"], one["lanes"]) for one in told.history] == [
        ("2017-11-14", "2019-05-01", 0, 1), ("2019-04-01", "2020-06-05", 0, 1),
    ]  # fmt: skip
    early = actor.answer(world, actor.Parameters(actor="kaniyat", at=date(2018, 1, 1)))
    assert [one["actors"][0]["id"] for one in early.history] == ["gna"]
    lna = [one.text for one in actor.answer(world, actor.Parameters(actor="lna", at=AT)).sentences]
    assert (
        "Part of it, on its side or backing it, with no end told by 24 November 2026, and when last told: "
        "the Saiqa Special Forces (2021)." in lna
    )
    # It ends with the one that it was with, also where no end of its own is told.
    gna = actor.answer(world, actor.Parameters(actor="gna", at=AT))
    (followers,) = [one for one in gna.sheets if one.name == "followers"]
    assert {row["with"]: row["now"] for row in followers.records()} == {"nawasi": 0, "kaniyat": 0}
    assert gna.sentences[0].text.startswith("The GNA: government; side: Recognised authority in Tripoli")


def test_what_no_source_tells_of_an_alignment_is_said(evidence: Evidence) -> None:
    told = actor.answer(small(evidence, alignments=[]), actor.Parameters(actor="algeria", at=AT))
    assert "With whom it stood is not recorded up to 24 November 2026." in [
        one.text for one in told.sentences
    ]
    assert told.history == ()
