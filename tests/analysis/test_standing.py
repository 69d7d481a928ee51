"""Claims in time: when they stand, grow stale and lapse, and what they say together."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from geo.analysis.standing import Claim, State, dated, state_of, states_on, timelines


def said(
    name: str, actor: str, kind: str = "effective", start: str = "2020-01-01", stated: str = "2020-01-01"
) -> Claim:
    return Claim(name, actor, kind, start, stated, ("2", "B"))


@pytest.mark.parametrize(
    ("start", "end", "stated", "expected"),
    [
        ("2019-04", "", "2020-01-03", "2019-04"),
        ("", "", "2024-08", "2024-08"),
        ("", "2024-07-01", "2024-03-19", "2024-03-19"),
        ("", "2025-05-12", "2025-05-14", "2025-05-11"),
        ("", "2025-09", "2025-09", "2025-09"),
        ("", "2024", "", "2024-12-31"),
        ("", "", "", ""),
    ],
)
def test_from_when_a_claim_stands(start, end, stated, expected):
    row = {"id": ["x"], "valid_from": [start], "valid_to": [end], "stated_on": [stated]}
    assert dated(pd.DataFrame(row, dtype="str"))["valid_from"].tolist() == [expected]


def test_no_claim_lapses_into_nothing():
    first = said("1", "lna", start="2018", stated="2018")
    second = said("2", "gnu", start="2019-06", stated="2019-06")
    third = said("3", "misrata", start="2020-06", stated="2020-06")
    assert state_of([first, second, third], {"1", "2", "3"}) == State(
        "effective", ("misrata",), ("3",), ("1", "2"), True
    )


def test_an_old_contest_lapses_when_its_challenger_took_the_place():
    contest = said("1", "lna", "contested", "2019", "2019")
    taken = said("2", "lna", "effective", "2021", "2021")
    assert state_of([contest, taken], {"1"}).basis == "effective"
    assert state_of([contest, taken], set()).basis == "contested"


def test_a_year_that_holds_the_start_of_the_other_claim_is_not_before_it():
    vague = said("1", "gnu", start="2019", stated="2021")
    other = said("2", "lna", start="2021-06", stated="2021-06")
    assert state_of([vague, other], {"1"}).basis == "contested"


def test_a_state_is_stale_when_all_that_makes_it_is():
    old, new = said("1", "lna", stated="2018"), said("2", "lna", stated="2024")
    assert not state_of([old, new], {"1"}).stale
    assert state_of([old, new], {"1", "2"}).stale


def test_timelines_change_on_the_days_on_which_a_claim_does_and_agree_with_single_days(world, claim):
    rows = [
        claim("alpha", "lna", valid_from="2019-02", valid_to="2019", stated_on="2019-03-01"),
        claim(
            "alpha",
            "gnu",
            "contested",
            valid_from="2019-05-05",
            valid_to="2019-05-05",
            stated_on="2019-05-05",
        ),
        claim("beta", "gnu", stated_on="2019-06-01"),
        claim("beta", "gnu", "presence"),
    ]
    claims = dated(world(rows).tables["claims"])
    places = dict(zip(claims["id"], claims["place"], strict=True))
    found = timelines(claims, places)
    days = [
        "",
        "2019-02-01",
        "2019-05-05",
        "2019-06-01",
        "2020-01-01",
        "2020-03-01",
        "2020-05-05",
        "2020-06-01",
    ]
    assert set(found) <= set(days)
    assert list(found) == sorted(found)
    assert found[""]["beta"].basis == "undated"
    assert "alpha" not in found["2020-01-01"]
    for day, states in found.items():
        assert states == states_on(claims, places, date.fromisoformat(day) if day else date.min)
