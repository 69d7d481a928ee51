"""The two time rules."""

from __future__ import annotations

from datetime import date, timedelta

import pandas as pd
import pytest

from geo.errors import BadDate
from geo.validity import (
    ALWAYS,
    age_in_days,
    end_day,
    first_day,
    full_day,
    is_before,
    is_reversed,
    published_by,
    published_days,
    recorded_now,
    recorded_on,
    stale_on,
    valid_on,
    with_days,
)


@pytest.mark.parametrize(
    ("text", "first", "end"),
    [
        ("2021-03-10", date(2021, 3, 10), date(2021, 3, 10)),
        ("2021-03", date(2021, 3, 1), date(2021, 4, 1)),
        ("2021-12", date(2021, 12, 1), date(2022, 1, 1)),
        ("2021", date(2021, 1, 1), date(2022, 1, 1)),
        ("2024-02-29", date(2024, 2, 29), date(2024, 2, 29)),
    ],
)
def test_a_partial_date_keeps_its_precision(text: str, first: date, end: date) -> None:
    assert first_day(text) == first
    assert end_day(text) == end


@pytest.mark.parametrize(
    "text",
    [
        "",
        "21",
        "2021-3",
        "2021-13",
        "2021-00",
        "2021-02-30",
        "10/03/2021",
        "2021-03-10T00:00",
        "0999",
        "٢٠٢١",
    ],
)
def test_what_is_no_date_says_what_to_write(text: str) -> None:
    with pytest.raises(BadDate, match=r"write YYYY|correct"):
        first_day(text)


def test_a_full_day_is_asked_for_where_one_is_needed() -> None:
    assert full_day("2025-06-30") == date(2025, 6, 30)
    with pytest.raises(BadDate, match="YYYY-MM-DD"):
        full_day("2025")


@pytest.mark.parametrize(
    ("day", "ids"),
    [
        (date(2021, 2, 28), ["open", "ended"]),
        (date(2021, 3, 1), ["open", "ended", "begun"]),
        (date(2025, 9, 30), ["open", "ended", "begun"]),
        (date(2025, 10, 1), ["open", "begun"]),
    ],
)
def test_true_from_the_first_day_until_the_period_is_over(day: date, ids: list[str]) -> None:
    frame = pd.DataFrame(
        {
            "id": ["open", "ended", "begun"],
            "valid_from": ["", "2011", "2021-03"],
            "valid_to": ["", "2025-09", ""],
        }
    )
    found = valid_on(frame, day)
    assert found["id"].tolist() == ids
    assert isinstance(found, pd.DataFrame)


def test_a_full_end_day_is_no_longer_true() -> None:
    frame = pd.DataFrame({"valid_from": ["2020-10-23"], "valid_to": ["2020-10-24"]})
    assert len(valid_on(frame, date(2020, 10, 23))) == 1
    assert valid_on(frame, date(2020, 10, 24)).empty


def test_missing_values_and_columns_are_open() -> None:
    assert len(valid_on(pd.DataFrame({"id": ["a"]}), date(2026, 1, 1))) == 1
    assert len(valid_on(pd.DataFrame({"valid_from": [None], "valid_to": [None]}), date(2026, 1, 1))) == 1
    assert valid_on(pd.DataFrame({"valid_from": [], "valid_to": []}, dtype="str"), date(2026, 1, 1)).empty


def test_the_second_clock_is_another() -> None:
    frame = pd.DataFrame(
        {
            "id": ["kept", "withdrawn"],
            "recorded_on": ["2026-06-01", "2026-01"],
            "retracted_on": ["", "2026-09-01"],
        }
    )
    assert recorded_on(frame, date(2025, 12, 31)).empty
    assert recorded_on(frame, date(2026, 3, 1))["id"].tolist() == ["withdrawn"]
    assert recorded_on(frame, date(2026, 8, 31))["id"].tolist() == ["kept", "withdrawn"]
    assert recorded_now(frame)["id"].tolist() == ["kept"]


@pytest.mark.parametrize(
    ("sources", "recorded", "published"),
    [
        ("news", "2026-11-23", "2020-10-23"),
        ("report|news", "2026-11-23", "2020-10-23"),
        # A month or a year may stand for any of its days, so it is sure only when it is over.
        ("report", "2026-11-23", "2020-10-31"),
        ("book", "2026-11-23", "2020-12-31"),
        ("book|report", "2026-11-23", "2020-10-31"),
        ("leap", "2026-11-23", "2024-02-29"),
        ("undated|book", "2026-11-23", "2020-12-31"),
        ("undated", "2026-11-23", "2026-11-23"),
        ("undated", "2026-06", "2026-06-01"),
        ("", "2026-11-23", "2026-11-23"),
        ("nowhere", "2026-11-23", "2026-11-23"),
        ("undated", "", ""),
    ],
)
def test_a_row_is_published_with_its_earliest_dated_source(
    sources: str, recorded: str, published: str
) -> None:
    dates = {"news": "2020-10-23", "report": "2020-10", "book": "2020", "leap": "2024-02", "undated": ""}
    frame = pd.DataFrame({"sources": [sources], "recorded_on": [recorded]}, index=[7])
    days = published_days(frame, dates)
    assert (days.tolist(), days.index.tolist()) == ([published], [7])
    if published:
        day = date.fromisoformat(published)
        assert published_by(frame, days, day).index.tolist() == [7]
        assert published_by(frame, days, day - timedelta(days=1)).empty


def test_rows_that_cite_nothing_count_from_their_record_and_else_from_always() -> None:
    assert published_days(pd.DataFrame({"recorded_on": ["2026-06-01"]}), {}).tolist() == ["2026-06-01"]
    assert published_days(pd.DataFrame({"id": ["a"]}), {}).tolist() == [""]


def test_stale_is_what_nobody_confirmed_in_time() -> None:
    frame = pd.DataFrame(
        {"reviewed_on": ["2026-01-01", "2025-12-31", "", "2027-01", "2025"]}, index=list("abcde")
    )
    stale = stale_on(frame, date(2026, 1, 31), 30)
    assert stale.tolist() == [False, True, True, False, True]
    assert stale.index.tolist() == list("abcde")
    assert stale.dtype == bool


def test_resolved_days_agree_with_the_rules() -> None:
    frame = pd.DataFrame(
        {
            "valid_from": ["2021-03", "", "2011"],
            "valid_to": ["2025-09", "", "2025-09-05"],
            "reviewed_on": ["2024-05", "", "2025-01-01"],
        }
    )
    days = with_days(frame, 100)
    assert days["from_day"].tolist() == ["2021-03-01", "", "2011-01-01"]
    assert days["to_day"].tolist() == ["2025-10-01", "", "2025-09-05"]
    assert days["stale_day"].tolist() == ["2024-08-10", ALWAYS, "2025-04-12"]
    assert "from_day" not in frame.columns
    for day in (date(2021, 3, 1), date(2024, 8, 9), date(2024, 8, 10), date(2025, 9, 5), date(2025, 10, 1)):
        text = day.isoformat()
        shown = days[(days["from_day"] <= text) & ((days["to_day"] == "") | (text < days["to_day"]))]
        assert shown.index.tolist() == valid_on(frame, day).index.tolist()
        assert (days["stale_day"] <= text).tolist() == stale_on(frame, day, 100).tolist()


def test_reversed_and_before() -> None:
    assert is_reversed("2025", "2024")
    assert is_reversed("2025-09-05", "2025-09-05")
    assert not is_reversed("2025-09-05", "2025-09")
    assert not is_reversed("nonsense", "2024")
    assert is_before("2026-05-31", "2026-06-01")
    assert not is_before("2026-06-01", "2026-06-01")


def test_age_counts_from_the_first_day_and_never_below_zero() -> None:
    ages = age_in_days(pd.DataFrame({"reviewed_on": ["2026-01-01", "", "2027"]}), date(2026, 1, 31))
    assert ages.iloc[0] == 30
    assert pd.isna(ages.iloc[1])
    assert ages.iloc[2] == 0


def test_a_malformed_date_is_told_not_skipped() -> None:
    with pytest.raises(BadDate, match="March"):
        valid_on(pd.DataFrame({"valid_from": ["March 2021"], "valid_to": [""]}), date(2026, 1, 1))
