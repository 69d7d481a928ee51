from __future__ import annotations

from datetime import date

import pandas as pd

from geo.scene.rules.dating import holding
from geo.scene.rules.filtering import passing, stale_left_out

AT = date(2020, 1, 1)
ROWS = pd.DataFrame(
    {
        "id": ["fresh", "old", "graded-C"],
        "class": ["town", "town", "seat"],
        "actor": ["lna", "gnu", "lna"],
        "reliability": ["A", "B", "C"],
        "credibility": [1, 2, 3],
        "reviewed_on": ["2019-12", "2018", "2019-12-31"],
        "from_day": ["2019-01-01", "", "2020-01-01"],
        "to_day": ["", "2020-01-02", ""],
        "stale_day": ["2021-01-01", "2019-01-02", "2020-01-01"],
    }
)


def _passing(**filters: list[str]) -> list[str]:
    return ROWS["id"][passing("east", AT, filters, ROWS)].tolist()


def test_each_filter_lets_through_what_it_asks_for() -> None:
    assert _passing(hide=["east.seat", "tripoli.town"]) == ["fresh", "old"]
    assert _passing(actor=["gnu", "russia"]) == ["old"]
    assert _passing(com=["gold"]) == ["fresh", "old", "graded-C"]
    assert _passing(rel=["B"]) == ["fresh", "old"]
    assert _passing(cred=["1"]) == ["fresh"]
    assert _passing(age=["90"]) == ["fresh", "graded-C"]
    assert _passing(stale=["1"]) == ["fresh"]


def test_what_only_the_filter_for_stale_ones_leaves_out_is_told() -> None:
    left_out = stale_left_out("east", AT, {"stale": ["1"], "rel": ["B"]}, ROWS)
    assert ROWS["id"][left_out].tolist() == ["old"]
    assert not stale_left_out("east", AT, {"rel": ["B"]}, ROWS).any()


def test_more_days_than_the_calendar_has_let_all_that_is_dated_through() -> None:
    assert _passing(age=["9" * 20]) == ["fresh", "old", "graded-C"]


def test_states_are_told_of_the_rows_that_hold() -> None:
    assert holding(ROWS, AT).to_dict() == {0: "current", 1: "stale", 2: "stale"}
    assert holding(ROWS, date(2019, 12, 31)).to_dict() == {0: "current", 1: "stale"}
    assert holding(ROWS, date(2020, 1, 2)).to_dict() == {0: "current", 2: "stale"}


def test_20000_rows_are_filtered_quickly() -> None:
    many = pd.concat([ROWS] * 7000, ignore_index=True)
    assert passing("east", AT, {"actor": ["lna"], "age": ["90"], "rel": ["A"]}, many).sum() == 7000
