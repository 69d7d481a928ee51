"""`holds` on claims of our own, with values worked out by hand, and on the evidence of the repository."""

from __future__ import annotations

from datetime import date

import pytest
import shapely
from pyproj import Geod

from geo.evidence import Evidence
from geo.questions.asking import Answer, question
from geo.questions.holds import Parameters, answer
from geo.view import Context
from geo.words.card import card
from tests.questions.small import SOURCES, claim, small

AT = date(2021, 1, 1)


@pytest.fixture(scope="module")
def world(evidence: Evidence) -> Evidence:
    claims = [
        claim("c1", "sabha", "misrata", valid_from="2014-01-01", valid_to="2018-01-01"),
        claim(
            "c2", "sabha", "lna", valid_from="2018-01-01", stated_on="2020-06-01", sources="s-reuters|s-afp"
        ),
        claim("c3", "sabha", "tebu", "presence", valid_from="2020-12-01"),
        claim("c4", "hun", "lna", "contested", valid_from="2020-06-01"),
        claim("c5", "ly-sb", "lna", valid_from="2019-06-01"),
    ]
    return small(evidence, claims=claims, sources=list(SOURCES))


def texts(told: Answer) -> list[str]:
    return [one.text for one in told.sentences]


def test_a_place_is_told_as_its_card_tells_it(world: Evidence) -> None:
    told = answer(world, Parameters(place="sabha", at=AT))
    assert texts(told)[0] == card(world, "sabha", AT)["words"]
    assert told.sentences[0].basis == "derived"
    assert texts(told)[1:3] == [
        "Reuters: the Tebu forces present in Sabha, since 1 December 2020, said on 1 December 2020.",
        "Reuters, AFP: Sabha controlled by the LNA, since 1 January 2018, said on 1 June 2020.",
    ]
    assert [one.basis for one in told.sentences[1:3]] == ["reported", "reported"]
    assert told.sentences[2].sources == ("s-reuters", "s-afp")


def test_how_long_each_held_and_the_handover(world: Evidence) -> None:
    told = answer(world, Parameters(place="sabha", at=AT, since=date(2017, 1, 1)))
    # 365 days of 2017; then 2018, 2019 and the leap year 2020, and the day asked for.
    assert "Held by the Misrata armed groups (effective): 365 of 1,462 days up to 1 January 2021." in texts(
        told
    )
    assert "Held by the LNA (effective): 1,097 of 1,462 days up to 1 January 2021." in texts(told)
    assert texts(told)[-1] == (
        "Changed hands, 1 January 2018: held by the Misrata armed groups (effective), then held by the LNA "
        "(effective)."
    )
    (history, *_) = told.sheets
    # The strip says the same as the table.
    assert [(one["kind"], one["days"]) for one in told.history] == [
        (row["kind"], row["days"]) for row in history.records()
    ]
    assert [(row["kind"], row["actors"], row["days"]) for row in history.records()] == [
        ("effective", "misrata", 365),
        ("effective", "lna", 1097),
    ]


def test_a_handover_rests_on_the_words_of_its_time(evidence: Evidence) -> None:
    claims = [
        claim("c1", "sabha", "misrata", valid_from="2014-01-01", valid_to="2018-01-01"),
        claim("c2", "sabha", "lna", valid_from="2018-01-01", valid_to="2019-06-01", sources="s-reuters"),
        claim("c3", "sabha", "lna", valid_from="2019-01-01", stated_on="2019-01-01", sources="s-afp"),
        claim("c4", "sabha", "lna", valid_from="2023-01-01", stated_on="2023-01-01", sources="s-afp"),
    ]
    own = small(evidence, claims=claims, sources=list(SOURCES))
    told = answer(own, Parameters(place="sabha", at=AT))
    (handed,) = [one for one in told.sentences if one.text.startswith("Changed hands")]
    assert "s-reuters" in handed.sources
    assert "s-afp" not in handed.sources, "said later"
    (held,) = [
        one for one in told.sentences if one.text.startswith("Held by the LNA") and " days " in one.text
    ]
    assert {"s-reuters", "s-afp"} <= set(held.sources)
    rows = {row["from"]: row["claims"] for row in told.sheets[0].records()}
    assert rows["2018-01-01"] == "c2|c3", "without what is said after the day asked for"


def test_an_area_is_shared_out_with_doubt(world: Evidence) -> None:
    area = shapely.box(13.5, 26.5, 16.5, 29.5)
    told = answer(world, Parameters(area=area, at=AT))
    rows = {row["holder"]: row for row in told.records()}
    assert (rows["east"]["places"], rows["east"]["places_most"]) == (1, 2)  # Sabha held, Hun contested
    assert rows["contested"]["places"] == 1
    people = {name: world.tables["population"].query("place == @name") for name in ("sabha", "hun")}
    assert all(len(found) for found in people.values())
    assert rows["east"]["people"] < rows["east"]["people_most"] <= rows["all"]["people"]
    district = world.layers["districts"].set_index("id").geometry["ly-sb"]
    square_metres, _ = Geod(ellps="WGS84").geometry_area_perimeter(
        shapely.segmentize(shapely.intersection(district, area), 0.1)
    )
    # The geodesic area, by another library, of what the LNA is said to hold: the district of Sabha alone.
    assert rows["east"]["km2"] == pytest.approx(abs(square_metres) / 1e6, rel=5e-4)
    whole, _ = Geod(ellps="WGS84").geometry_area_perimeter(area)
    assert rows["all"]["km2"] <= abs(whole) / 1e6 * 1.002
    assert told.shapes[0].geometry == area


def test_a_state_that_changed_in_an_area_is_told_once(world: Evidence) -> None:
    area = shapely.box(14, 26.9, 14.9, 27.2)
    told = answer(world, Parameters(area=area, at=AT, since=date(2017, 1, 1)))
    assert (
        "Sabha: held by the Misrata armed groups (effective) on 1 January 2017, held by the LNA (effective) "
        "on 1 January 2021."
    ) in texts(told)
    changed = next(sheet for sheet in told.sheets if sheet.name == "holders")
    assert {row["id"]: row["change"] for row in changed.records()} == {"sabha": "passes", "ly-sb": "passes"}


def test_before_there_were_sides_that_is_said(world: Evidence) -> None:
    early = date(2005, 1, 1)
    told = answer(world, Parameters(place="sabha", at=early))
    assert texts(told) == ["Sabha: Not known who holds: before 15 February 2011 there are no sides."]
    told = answer(world, Parameters(area=shapely.box(13, 26, 16, 29), at=early))
    assert texts(told)[-1] == "Before 15 February 2011 there are no sides."


def test_where_nobody_claims_it_is_neither_free_nor_held(world: Evidence) -> None:
    told = answer(world, Parameters(place="ghat", at=AT))
    assert texts(told) == [
        "Ghat: Not known who holds: nobody is known to have claimed it.",
        "No claim recorded: 3,609 of 3,609 days up to 1 January 2021.",
    ]
    assert told.rows == ()


def test_faults_are_told_together(context: Context) -> None:
    asked = question("holds")
    with pytest.raises(Exception, match="place: is missing; name a place, a district or a region, or draw"):
        asked.read({"at": "2020-01-01"}, context)
    with pytest.raises(Exception, match="keep one of them\nsince: 2021-01-01 is not before 2020-01-01"):
        asked.read(
            {"place": "sabha", "area": "12,30,14,32", "at": "2020-01-01", "since": "2021-01-01"}, context
        )


def test_known_alone_means_published(context: Context) -> None:
    asked = question("holds").read({"place": "sabha", "known": "2020-01-01"}, context)
    assert (asked.known, asked.recorded) == (date(2020, 1, 1), None)


@pytest.mark.parametrize("place", ["tripoli", "sirte", "ly-sb", "region-fezzan", "tm-brega"])
def test_every_number_has_its_sources(evidence: Evidence, place: str) -> None:
    told = answer(evidence, Parameters(place=place, at=date(2026, 11, 24)))
    known = set(evidence.tables["sources"]["id"])
    for one in told.sentences:
        assert set(one.sources) <= known
        assert one.text.endswith(".")
        assert one.text_ar.endswith(".")
        if not one.text.startswith("No claim"):
            assert one.grades
    assert told.frame(evidence)["geometry"].notna().all()
