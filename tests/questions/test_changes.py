"""The question `changes`, on the evidence of the repository and on rows of our own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pandas as pd
import pytest
import shapely

from geo.analysis.changes import Dated
from geo.evidence import Evidence
from geo.model import KINDS
from geo.questions.asking import question
from geo.questions.asking.called import CODED
from geo.questions.changes import COLUMNS, Parameters, answer
from geo.view import Context
from tests.questions.small import SOURCES, claim, small

SINCE, UNTIL = date(2025, 11, 24), date(2026, 11, 24)


def test_the_same_parameters_give_the_same_answer(evidence: Evidence) -> None:
    asked = Parameters(since=SINCE, until=UNTIL)
    first = answer(evidence, asked)
    assert answer(evidence, asked) == first
    assert first.version == evidence.version
    assert dict(first.days) == {"since": "2025-11-24", "until": "2026-11-24"}


def test_rows_sentences_and_features_tell_the_same(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(since=SINCE, until=UNTIL))
    rows = told.records()
    assert rows
    assert {column.kind for column in COLUMNS} <= {*KINDS, *CODED}
    # What was only recorded is in the table, and not on the map.
    on_map = {one for ids in told.features.values() for one in ids}
    assert on_map == {row["id"] for row in rows if row["change"] != "recorded"}
    sources = set(evidence.tables["sources"]["id"])
    total = told.sentences[0].text
    assert total.startswith("Changes from 24 November 2025 to 24 November 2026: ")
    assert sum(map(int, re.findall(r"(\d+) [a-z]", total.partition(": ")[2]))) == len(rows)
    reported = [one for one in told.sentences if one.basis == "reported"]
    # Of one layer, class and kind together, each with their number.
    numbers = sum(int(number) for one in reported for number in re.findall(r" \((\d+)\): ", one.text))
    held = [row for row in rows if row["layer"] == "control" and row["change"] != "passed"]
    assert numbers == len([row for row in rows if row["change"] != "recorded" and row not in held])
    assert len(told.sentences) < 80 < len(rows)
    for one in told.sentences:
        assert one.text.endswith(".")
        assert one.text_ar.endswith(".")
        assert one.grades
        assert set(one.sources) <= sources
    for row in rows:
        assert row["id"] in set(evidence.layers[str(row["layer"])]["id"])
        if row["change"] in ("happened", "began", "passed"):
            assert SINCE.isoformat() < str(row["day"]) <= UNTIL.isoformat()


def test_what_happened_is_told_by_kind_and_place_and_no_event_ends(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(since=date(2025, 5, 1), until=date(2025, 12, 31), layers=("events",)))
    rows = told.records()
    assert {row["change"] for row in rows} == {"happened"}
    fighting = next(one.text for one in told.sentences if one.text.startswith("Events: Fighting"))
    number = len([row for row in rows if row["class"] == "fighting"])
    assert fighting.startswith(f"Events: Fighting and attacks, happened ({number}): ")
    assert fighting.count("(") <= 1 + 2 * 5


def test_only_the_layers_asked_for_are_told(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(since=SINCE, until=UNTIL, layers=("east", "ports")))
    assert list(told.features) == ["east", "ports"]


def test_what_changed_in_an_area_is_told_alone(evidence: Evidence) -> None:
    asked = Parameters(since=date(2025, 1, 1), until=UNTIL)
    murzuq = shapely.box(12.4, 24.5, 15.5, 27.2)
    whole, told = answer(evidence, asked), answer(evidence, replace(asked, area=murzuq))
    rows = {(row["layer"], row["id"]) for row in told.records()}
    shapes = {(row["layer"], row["id"]): row for row in whole.records()}
    for layer, name in shapes:
        frame = evidence.layers[str(layer)]
        shape = frame.geometry[frame["id"] == name].iloc[0]
        assert ((layer, name) in rows) == (shape is not None and shape.intersects(murzuq)), name
    assert ("events", "event-2026-02-11-murzuq-brigade") in rows
    held = {row["id"] for row in told.sheets[0].records() if row["before"] != row["after"]}
    assert "al-qatrun" in held
    assert "tripoli" not in held
    assert "tripoli" in {row["id"] for row in whole.sheets[0].records()}
    nowhere = answer(evidence, replace(asked, area=shapely.box(40, 40, 41, 41)))
    assert nowhere.sentences[0].text.startswith("Nothing")


def test_where_nothing_changed_that_is_said(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(since=date(2001, 1, 1), until=date(2001, 1, 2)))
    assert [one.text for one in told.sentences] == ["Nothing is recorded as changed."]
    assert (told.rows, told.marking) == ((), "")


def test_a_layer_that_is_out_is_named(evidence: Evidence) -> None:
    layers = {name: frame for name, frame in evidence.layers.items() if name != "east"}
    broken = replace(evidence, layers=layers, broken={"east": "'x' class: is unknown"})
    told = answer(broken, Parameters(since=SINCE, until=UNTIL, layers=("east",)))
    assert told.sentences[-1].text == (
        "East: institutions, commands, forces: left out, 'x' class: is unknown."
    )


def test_what_is_marked_higher_is_left_out(evidence: Evidence) -> None:
    frame = evidence.layers["east"].assign(marking="AMBER")
    marked = replace(evidence, layers={**evidence.layers, "east": frame})
    asked = Parameters(since=SINCE, until=UNTIL, layers=("east",))
    assert answer(marked, asked).marking == "AMBER"
    assert answer(marked, replace(asked, marking="GREEN")).rows == ()


@pytest.mark.parametrize("since", ["2026-11-24", "2027-01-01"])
def test_since_lies_before_until(context: Context, since: str) -> None:
    with pytest.raises(ValueError, match="is not before"):
        Parameters(since=date.fromisoformat(since), until=UNTIL)
    with pytest.raises(Exception, match=f"since: {since} is not before 2026-11-24; give an earlier day"):
        question("changes").read({"since": since, "until": "2026-11-24"}, context)


def test_who_holds_what_otherwise_and_better_or_worse_confirmed(evidence: Evidence) -> None:
    claims = [
        claim("c1", "sirte", "gnu", valid_from="2021-01-01", valid_to="2022-01-01"),
        claim("c2", "sirte", "lna", valid_from="2022-01-01"),
        claim("c3", "sabha", "lna", valid_from="2021-01-01", credibility=3),
        claim("c4", "sabha", "lna", valid_from="2022-01-01", sources="s-afp|s-reuters", credibility=1),
        claim("c5", "ghat", "lna", valid_from="2022-01-01"),
        claim("c6", "hun", "lna", valid_from="2021-01-01", valid_to="2022-01-01"),
    ]
    world = small(evidence, claims=claims, sources=list(SOURCES))
    world = replace(world, layers={**world.layers, "control": world.layer("control")})
    told = answer(world, Parameters(since=date(2021, 6, 1), until=date(2022, 6, 1), layers=("control",)))
    (sheet,) = told.sheets
    rows = {row["id"]: row for row in sheet.records() if row["scope"] == "place"}
    assert {name: row["change"] for name, row in rows.items()} == {
        "sirte": "passes", "ghat": "appears", "hun": "ends", "sabha": "better confirmed",
    }  # fmt: skip
    sabha = rows["sabha"]
    assert (sabha["grade_before"], sabha["grade_after"]) == ("B3", "B1")
    assert (sabha["publishers_before"], sabha["publishers_after"]) == (1, 2)
    sentence = (
        "Sirte: held by the GNU (effective) on 1 June 2021, held by the LNA (effective) on 1 June 2022."
    )
    assert sentence in [one.text for one in told.sentences]


def test_what_lapsed_did_not_change_hands(evidence: Evidence) -> None:
    claims = [
        claim("c1", "sirte", "gnu", valid_from="2016-01-01", valid_to="2020-01-01"),
        claim("c2", "sirte", "lna", valid_from="2020-01-01"),
        claim("c3", "sabha", "lna", valid_from="2016-03-01"),
        claim("c4", "ghat", "lna", "contested", valid_from="2020-02-01"),
        claim("c5", "ghat", "gnu", valid_from="2019-01-01"),
        claim("c6", "hun", "lna", valid_from="2015-06-01"),
        claim("c7", "hun", "lna", valid_from="2020-03-01"),
    ]
    world = small(evidence, claims=claims, sources=list(SOURCES))
    world = replace(world, layers={**world.layers, "control": world.layer("control")})
    since, until = date(2019, 12, 1), date(2021, 6, 1)
    told = answer(world, Parameters(since=since, until=until, layers=("control",)))
    rows = [(row["name_en"], row["change"], row["day"]) for row in told.records()]
    assert rows == [
        ("Sirte", "began", "2020-01-01"), ("Ghat", "began", "2020-02-01"), ("Ghat", "lapsed", "2021-01-31"),
        ("Sabha", "lapsed", "2021-03-01"),
    ], "Hun is held as before"  # fmt: skip
    (sheet,) = told.sheets
    assert {row["id"]: row["change"] for row in sheet.records() if row["scope"] == "place"} == {
        "sirte": "passes", "sabha": "lapsed",
    }  # fmt: skip
    sentences = [one.text for one in told.sentences]
    told_lapses = "Who holds what: no longer confirmed (2): Sabha (1 March 2021), Ghat (31 January 2021)."
    assert told_lapses in sentences
    assert (
        "Sabha: no longer confirmed; held by the LNA (effective) on 1 December 2019, "
        "not known who holds it on 1 June 2021."
    ) in sentences
    context = Context.of(world.catalog, until)
    compared = question("compare")
    for at, other, change in (
        ("2021-06-01", "2019-12-01", "lapsed"),
        ("2019-12-01", "2021-06-01", "better confirmed"),
    ):
        read = compared.read({"at": at, "other": f"at={other}", "layers": "control"}, context)
        differing = {row["id"]: row for row in compared.answer(world, read).records()}
        assert (differing["sabha"]["change"], differing["sabha"]["holder"]) == (change, "")
        assert differing["sirte"]["change"] == "gained"


def test_two_published_days_are_compared(evidence: Evidence) -> None:
    told = answer(evidence, Parameters(since=date(2025, 6, 24), until=date(2025, 12, 24), clock="published"))
    rows = told.records()
    assert {row["change"] for row in rows} == {"published"}
    for row in rows:
        assert row["id"] not in set(evidence.layer(str(row["layer"]), date(2025, 6, 24))["id"])
        assert "2025-06-24" < str(row["day"]) <= "2025-12-24"


def test_a_row_in_place_of_a_withdrawn_one_corrects_it(evidence: Evidence) -> None:
    frame = evidence.layers["ports"].assign(recorded_on="2026-01-01")
    old = frame.iloc[[0]].assign(retracted_on="2026-06-01")
    new = frame.iloc[[0]].assign(id="port-anew", recorded_on="2026-06-01")
    gone = frame.iloc[[1]].assign(retracted_on="2026-06-01")
    dated = Dated.of(pd.concat([old, new, gone], ignore_index=True))
    rows = dated.changed(date(2026, 5, 1), date(2026, 7, 1))
    assert {row["id"]: row["change"] for row in rows if row["day"] == "2026-06-01"} == {
        old["id"].iloc[0]: "corrected",
        "port-anew": "recorded",
        gone["id"].iloc[0]: "withdrawn",
    }
