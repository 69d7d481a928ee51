"""Rows on the three clocks: true on a day, published by it, recorded on it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import TypeVar

import pandas as pd

from geo.model import split
from geo.validity.columns import end_text, first_text, last_text, or_open, resolved
from geo.validity.freshness import stale_days

Frame = TypeVar("Frame", bound=pd.DataFrame)


def within(
    starts: pd.Series[str], ends: pd.Series[str], day: date, last: date | None = None
) -> pd.Series[bool]:
    """Tell which periods of resolved days hold `day`, or any day until `last`: start <= day < end, "" = open.

    Examples
    --------
    >>> days = pd.Series(["2020-01-01", ""])
    >>> within(days, pd.Series(["", "2020-01-01"]), date(2020, 1, 1)).tolist()
    [True, False]
    """
    # An open start "" sorts before every day, so only an open end needs saying.
    return (starts <= (last or day).isoformat()) & ((ends == "") | (ends > day.isoformat()))


def valid_on(frame: Frame, day: date) -> Frame:
    """Return the rows that are true on `day`: valid_from <= day < valid_to, empty = open.

    A frame without those columns makes no claim about time: all its rows stay. No row is true before its day
    in the column `not_before`, where the frame has one.

    Raises
    ------
    BadDate
        When a row holds a malformed date (validated frames do not).

    Examples
    --------
    >>> rows = pd.DataFrame({"id": ["a", "b"], "valid_from": ["2021-03", ""], "valid_to": ["", "2020"]})
    >>> valid_on(rows, date(2020, 12, 31))["id"].tolist()
    ['b']
    >>> valid_on(rows, date(2021, 3, 1))["id"].tolist()
    ['a']
    """
    return _held(frame, _starts(frame), "valid_to", day)


def true_within(frame: pd.DataFrame, first: date, last: date) -> pd.Series[bool]:
    """Tell for each row whether it is true on some day from `first` to `last`, both included.

    For rows that nobody has judged yet: a date that is malformed or absent counts as open.

    Examples
    --------
    >>> rows = pd.DataFrame({"valid_from": ["2021-03", "", "soon"], "valid_to": ["", "2020-05-01", ""]})
    >>> true_within(rows, date(2020, 5, 1), date(2021, 3, 1)).tolist()
    [True, False, True]
    """
    starts = _starts(frame, or_open(first_text))
    ends = resolved(frame, "valid_to", or_open(end_text))
    return within(starts, ends, first, last)


def recorded_on(frame: Frame, day: date) -> Frame:
    """Return the rows that this data set held on `day`: recorded_on <= day < retracted_on, empty = open.

    Raises
    ------
    BadDate
        As `valid_on`.

    Examples
    --------
    >>> rows = pd.DataFrame({"recorded_on": ["2026-06-01", "2026-11-23"], "retracted_on": ["2026-11-23", ""]})
    >>> recorded_on(rows, date(2026, 6, 30)).index.tolist()
    [0]
    >>> recorded_on(rows, date(2026, 11, 23)).index.tolist()
    [1]
    """
    return _held(frame, resolved(frame, "recorded_on", first_text), "retracted_on", day)


def recorded_now(frame: Frame) -> Frame:
    """Return the rows that this data set still stands by: all but the retracted ones.

    Examples
    --------
    >>> rows = pd.DataFrame({"recorded_on": ["2026", "2026"], "retracted_on": ["2026-11", ""]})
    >>> recorded_now(rows).index.tolist()
    [1]
    """
    return recorded_on(frame, date.max)


def published_days(frame: pd.DataFrame, dates: Mapping[str, str]) -> pd.Series[str]:
    """Return the day by which each row had been published: that of the earliest dated source that it cites.

    A partial date counts as published when its period is over. A row without any dated source counts from the
    day on which it was recorded; where there is no such day either it is "", which is always.

    Parameters
    ----------
    dates : mapping of str to str
        The full or partial date of each source by its id, "" where it is not dated.

    Raises
    ------
    BadDate
        As `valid_on`.

    Examples
    --------
    >>> rows = pd.DataFrame({"sources": ["a|b", "b", "c"], "recorded_on": "2026-11-23"})
    >>> published_days(rows, {"a": "2017-06-02", "b": "2017", "c": ""}).tolist()
    ['2017-06-02', '2017-12-31', '2026-11-23']
    """
    recorded = resolved(frame, "recorded_on", first_text)
    if "sources" not in frame.columns:
        return recorded
    days = {one: last_text(text) for one, text in dates.items() if text}
    cited = ([days[one] for one in split(text) if one in days] for text in frame["sources"].fillna(""))
    found = [min(dated) if dated else day for dated, day in zip(cited, recorded, strict=True)]
    return pd.Series(found, index=frame.index, dtype="str")


def published_by(frame: Frame, days: pd.Series[str], day: date) -> Frame:
    """Return the rows whose day in `days`, as `published_days` gives it, is not after `day`."""
    keep = days <= day.isoformat()
    rows: Frame = frame if keep.all() else frame[keep]
    return rows


def with_days(frame: Frame, review_after_days: int, ageless: Collection[str] = ()) -> Frame:
    """Return the frame with the three resolved days that a browser compares as plain texts.

    Adds `from_day` and `to_day` (true on from_day <= day < to_day as `valid_on` says, "" = open) and
    `stale_day`, the first day on which the row is stale (stale on stale_day <= day; never "": `ALWAYS` where
    nothing is dated, `NEVER` for the classes in `ageless`).

    Raises
    ------
    BadDate
        As `valid_on`.

    Examples
    --------
    >>> row = pd.DataFrame({"valid_from": ["2021-03"], "valid_to": [""], "reviewed_on": ["2025-06-01"]})
    >>> with_days(row, 365)[["from_day", "to_day", "stale_day"]].iloc[0].tolist()
    ['2021-03-01', '', '2026-06-02']
    """
    days: Frame = frame.copy()
    days["from_day"] = _starts(frame)
    days["to_day"] = resolved(frame, "valid_to", end_text)
    days["stale_day"] = stale_days(frame, review_after_days, ageless)
    return days


def _starts(frame: pd.DataFrame, resolve: Callable[[str], str] = first_text) -> pd.Series[str]:
    """Return from when each row is true: `valid_from`, but not before `not_before`; "" = always."""
    starts = resolved(frame, "valid_from", resolve)
    if "not_before" not in frame.columns:
        return starts
    return starts.where(starts > frame["not_before"], frame["not_before"])


def _held(frame: Frame, starts: pd.Series[str], end: str, day: date) -> Frame:
    """Return the rows whose period, from `starts` up to but without the column `end`, holds `day`."""
    keep = within(starts, resolved(frame, end, end_text), day)
    rows: Frame = frame if keep.all() else frame[keep]
    return rows
