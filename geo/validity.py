"""The three clocks, and the only code that compares dates: true on, published by, recorded on; and how fresh.

Dates are ISO texts that may be partial (`2021`, `2021-03`), so that the evidence says no more than is known.
A start stands for the first day of its period; an end means "ended some time in that period" and holds until
the period is over. Resolved days are ISO texts, which compare as the days do; "" is open.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TypeVar

import pandas as pd

from geo.errors import BadDate
from geo.model import split

ALWAYS, NEVER = "0001-01-01", "9999-12-31"
"""The `stale_day` of what nobody has dated, stale on every day; and of what does not grow stale."""

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YEARS = range(1800, 2200)
_DECEMBER = 12

Frame = TypeVar("Frame", bound=pd.DataFrame)


def first_day(text: str) -> date:
    """Return the first day of a full or partial ISO date.

    Raises
    ------
    BadDate
        When the text is neither YYYY-MM-DD, YYYY-MM nor YYYY, or no such day exists.

    Examples
    --------
    >>> first_day("2021-03")
    datetime.date(2021, 3, 1)
    >>> first_day("2021")
    datetime.date(2021, 1, 1)
    """
    return _period(text)[0]


def end_day(text: str) -> date:
    """Return the first day on which something that ended at `text` is no longer true.

    A full date is exclusive itself; a month or year holds until it is over.

    Raises
    ------
    BadDate
        As `first_day`.

    Examples
    --------
    >>> end_day("2025-09")
    datetime.date(2025, 10, 1)
    >>> end_day("2025")
    datetime.date(2026, 1, 1)
    >>> end_day("2025-09-05")
    datetime.date(2025, 9, 5)
    """
    return _period(text)[1]


def full_day(text: str) -> date:
    """Return the day of a full ISO date, as an address or a command line must give it.

    Raises
    ------
    BadDate
        When it is not YYYY-MM-DD or no such day exists.

    Examples
    --------
    >>> full_day("2025-06-30")
    datetime.date(2025, 6, 30)
    >>> full_day("2025-06")
    Traceback (most recent call last):
        ...
    geo.errors.BadDate: '2025-06' is not a full date; write YYYY-MM-DD, for example 2025-06-30
    """
    match = _FORM.fullmatch(text)
    if not match or match[3] is None:
        raise BadDate(f"'{text}' is not a full date; write YYYY-MM-DD, for example 2025-06-30")
    return first_day(text)


def is_reversed(start: str, end: str) -> bool:
    """Tell whether a period ends before or on the day it starts; open or malformed ends never do.

    Examples
    --------
    >>> is_reversed("2025-09", "2025-08")
    True
    >>> is_reversed("2025-09", "2025-09")
    False
    >>> is_reversed("", "2025")
    False
    """
    try:
        return bool(start and end) and first_day(start) >= end_day(end)
    except BadDate:
        return False


def is_before(text: str, other: str) -> bool:
    """Tell whether the whole of `text` lies before `other` starts; empty or malformed dates never do.

    Examples
    --------
    >>> is_before("2025-06", "2025-07-01")
    True
    >>> is_before("2025", "2025-07-01")
    False
    """
    try:
        return bool(text and other) and _after(text) <= first_day(other)
    except BadDate:
        return False


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
    starts = _starts(frame, _or_open(_first_text))
    ends = _resolved(frame, "valid_to", _or_open(_end_text))
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
    return _held(frame, _resolved(frame, "recorded_on", _first_text), "retracted_on", day)


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
    recorded = _resolved(frame, "recorded_on", _first_text)
    if "sources" not in frame.columns:
        return recorded
    days = {one: _last_text(text) for one, text in dates.items() if text}
    cited = ([days[one] for one in split(text) if one in days] for text in frame["sources"].fillna(""))
    found = [min(dated) if dated else day for dated, day in zip(cited, recorded, strict=True)]
    return pd.Series(found, index=frame.index, dtype="str")


def published_by(frame: Frame, days: pd.Series[str], day: date) -> Frame:
    """Return the rows whose day in `days`, as `published_days` gives it, is not after `day`."""
    keep = days <= day.isoformat()
    rows: Frame = frame if keep.all() else frame[keep]
    return rows


def stale_on(
    frame: pd.DataFrame, day: date, review_after_days: int, ageless: Collection[str] = ()
) -> pd.Series[bool]:
    """Tell for each row whether nobody has confirmed it lately: reviewed_on + days < day.

    A partial reviewed_on counts from its first day, which errs towards stale; none at all is always stale;
    one later than `day` is not stale, nor is a row of a class in `ageless`.

    Raises
    ------
    BadDate
        As `valid_on`.

    Examples
    --------
    >>> rows = pd.DataFrame({"reviewed_on": ["2025-06-01", "2024", "", "2027"]})
    >>> stale_on(rows, date(2026, 6, 1), 365).tolist()
    [False, True, True, False]
    """
    stale = _stale_days(frame, review_after_days, ageless) <= day.isoformat()
    return stale.astype(bool)


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
    days["to_day"] = _resolved(frame, "valid_to", _end_text)
    days["stale_day"] = _stale_days(frame, review_after_days, ageless)
    return days


def last_days(dates: pd.Series[str]) -> pd.Series[str]:
    """Return the last day that each full or partial date may stand for; "" where there is none.

    Examples
    --------
    >>> last_days(pd.Series(["2026-05", "2024", ""])).tolist()
    ['2026-05-31', '2024-12-31', '']
    """
    return _resolved(pd.DataFrame({"date": dates}), "date", _last_text)


def age_in_days(frame: pd.DataFrame, day: date) -> pd.Series[float]:
    """Return days from each row's last confirmation to `day`; NaN where none is dated, 0 for later ones."""

    def age(text: str) -> float:
        return float(max((day - date.fromisoformat(text)).days, 0)) if text else float("nan")

    reviewed = _resolved(frame, "reviewed_on", _first_text)
    return pd.Series([age(text) for text in reviewed], index=frame.index, dtype=float)


def confirmed_within(frame: pd.DataFrame, day: date, days: int) -> pd.Series[bool]:
    """Tell for each row whether it was last confirmed at most `days` before `day`.

    A partial date counts as the latest day that it may stand for; none at all is too old.

    Examples
    --------
    >>> rows = pd.DataFrame({"reviewed_on": ["2026-05-31", "2026-01-01", "2026", ""]})
    >>> confirmed_within(rows, date(2026, 6, 1), 90).tolist()
    [True, False, True, False]
    """
    # More days than the calendar has before `day` reach back to its beginning.
    oldest = date.fromordinal(max(day.toordinal() - days, 1)).isoformat()
    reviewed = frame["reviewed_on"].fillna("").astype(str)
    recent = [bool(text) and text >= oldest[: len(text)] for text in reviewed]
    return pd.Series(recent, index=frame.index, dtype=bool)


@lru_cache(maxsize=4096)
def _period(text: str) -> tuple[date, date]:
    """Return the first day of the period, and the day on which an end written so takes effect."""
    match = _FORM.fullmatch(text)
    if not match or "00" in (match[2], match[3]):
        raise BadDate(f"'{text}' is not a date; write YYYY-MM-DD, YYYY-MM or YYYY")
    year, month, day = (int(part or 0) for part in match.groups())
    if year not in _YEARS:
        raise BadDate(f"the year of '{text}' is not between {_YEARS[0]} and {_YEARS[-1]}; correct it")
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise BadDate(f"there is no day '{text}'; correct the month or day") from error
    if day:
        return first, first
    if month and month < _DECEMBER:
        return first, date(year, month + 1, 1)
    return first, date(year + 1, 1, 1)


def _after(text: str) -> date:
    """Return the first day after the period, also for a full date."""
    first, end = _period(text)
    return end if end > first else first + timedelta(days=1)


def _first_text(text: str) -> str:
    return first_day(text).isoformat()


def _last_text(text: str) -> str:
    return (_after(text) - timedelta(days=1)).isoformat()


def _end_text(text: str) -> str:
    return end_day(text).isoformat()


def _resolved(frame: pd.DataFrame, column: str, resolve: Callable[[str], str]) -> pd.Series[str]:
    """Return the column with each date resolved to a full ISO day; "" where it is empty or absent."""
    if column not in frame.columns:
        return pd.Series("", index=frame.index, dtype="str")
    texts = frame[column].tolist()
    days = {text: resolve(text) for text in set(texts) if isinstance(text, str) and text}
    return pd.Series([days.get(text, "") for text in texts], index=frame.index, dtype="str")


def _stale_days(frame: pd.DataFrame, review_after_days: int, ageless: Collection[str] = ()) -> pd.Series[str]:
    """Return the first day on which each row is stale."""
    wait = timedelta(days=review_after_days + 1)

    def first_stale(text: str) -> str:
        return (first_day(text) + wait).isoformat()

    days = _resolved(frame, "reviewed_on", first_stale).replace("", ALWAYS)
    return days.mask(frame["class"].isin(ageless), NEVER) if ageless else days


def _starts(frame: pd.DataFrame, resolve: Callable[[str], str] = _first_text) -> pd.Series[str]:
    """Return from when each row is true: `valid_from`, but not before `not_before`; "" = always."""
    starts = _resolved(frame, "valid_from", resolve)
    if "not_before" not in frame.columns:
        return starts
    return starts.where(starts > frame["not_before"], frame["not_before"])


def _held(frame: Frame, starts: pd.Series[str], end: str, day: date) -> Frame:
    """Return the rows whose period, from `starts` up to but without the column `end`, holds `day`."""
    keep = within(starts, _resolved(frame, end, _end_text), day)
    rows: Frame = frame if keep.all() else frame[keep]
    return rows


def _or_open(resolve: Callable[[str], str]) -> Callable[[str], str]:
    """Return the same, but "" for what is no date."""

    def resolved(text: str) -> str:
        try:
            return resolve(text)
        except BadDate:
            return ""

    return resolved
