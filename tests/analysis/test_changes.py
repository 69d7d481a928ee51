"""What changed between two days, row by row."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import pytest

from geo.analysis.changes import Dated


def frame(rows: Sequence[dict[str, str]]) -> pd.DataFrame:
    names = (
        "id", "name_en", "name_ar", "class", "marking", "sources", "reliability", "credibility", "summary",
        "valid_from", "valid_to", "recorded_on", "retracted_on", "reviewed_on",
    )  # fmt: skip
    return pd.DataFrame([dict.fromkeys(names, "") | {"recorded_on": "2020-01-01"} | row for row in rows])


@pytest.mark.parametrize(
    ("row", "change", "day"),
    [
        ({"valid_from": "2025-06"}, "began", "2025-06-01"),
        ({"valid_from": "2025-01-01"}, "", ""),
        ({"valid_from": "2025-12-31"}, "began", "2025-12-31"),
        ({"valid_from": "2026-01-01"}, "", ""),
        ({"valid_to": "2025"}, "", ""),
        ({"valid_to": "2025-09"}, "ended", "2025-10-01"),
        ({"valid_to": "2025-01-01"}, "", ""),
        ({"valid_from": "2025-03", "valid_to": "2025-04"}, "passed", "2025-03-01"),
        ({"valid_from": "2019", "recorded_on": "2025-07-01"}, "recorded", "2025-07-01"),
        ({"valid_from": "2025-05", "recorded_on": "2025-07-01"}, "began", "2025-05-01"),
        ({"valid_from": "2019", "valid_to": "2020", "recorded_on": "2025-07-01"}, "", ""),
        ({"valid_from": "2019", "retracted_on": "2025-08-01"}, "withdrawn", "2025-08-01"),
        ({"valid_from": "2025-05", "recorded_on": "2025-05-02", "retracted_on": "2025-06-01"}, "", ""),
    ],
)
def test_what_changed_between_two_days(row: dict[str, str], change: str, day: str) -> None:
    rows = frame([{"id": "a", **row}])
    before = rows.copy()
    found = Dated.of(rows).changed(date(2025, 1, 1), date(2025, 12, 31))
    assert [(one["change"], one["day"]) for one in found] == ([(change, day)] if change else [])
    pd.testing.assert_frame_equal(rows, before)


def test_changes_of_nothing_are_nothing_and_the_second_clock_counts() -> None:
    assert Dated.of(frame([{"id": "a"}]).iloc[:0]).changed(date(2025, 1, 1), date(2026, 1, 1)) == []
    rows = frame([{"id": "a", "valid_from": "2025-06", "recorded_on": "2025-09-01"}])
    (found,) = Dated.of(rows).changed(date(2025, 1, 1), date(2026, 1, 1), date(2025, 7, 1))
    assert found["change"] == "recorded"
