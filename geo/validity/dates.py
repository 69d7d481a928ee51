"""What one date says; it may be partial (`2021`, `2021-03`), so that the evidence says no more than is known.

A start stands for the first day of its period; an end means "ended some time in that period" and holds until
the period is over.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from geo.errors import BadDate
from geo.language import worded

_FORM = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_YEARS = range(1800, 2200)
_DECEMBER = 12


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


def last_day(text: str) -> date:
    """Return the last day that a full or partial date may stand for; raises BadDate."""
    return _after(text) - timedelta(days=1)


@lru_cache(maxsize=4096)
def _period(text: str) -> tuple[date, date]:
    """Return the first day of the period, and the day on which an end written so takes effect."""
    match = _FORM.fullmatch(text)
    if not match or "00" in (match[2], match[3]):
        raise BadDate.of(
            worded("'{text}' is not a date", text=text), worded("write YYYY-MM-DD, YYYY-MM or YYYY")
        )
    year, month, day = (int(part or 0) for part in match.groups())
    if year not in _YEARS:
        problem = worded(
            "the year of '{text}' is not between {least} and {most}",
            text=text,
            least=_YEARS[0],
            most=_YEARS[-1],
        )
        raise BadDate.of(problem, worded("correct it"))
    try:
        first = date(year, month or 1, day or 1)
    except ValueError as error:
        raise BadDate.of(
            worded("there is no day '{text}'", text=text), worded("correct the month or day")
        ) from error
    if day:
        return first, first
    if month and month < _DECEMBER:
        return first, date(year, month + 1, 1)
    return first, date(year + 1, 1, 1)


def _after(text: str) -> date:
    """Return the first day after the period, also for a full date."""
    first, end = _period(text)
    return end if end > first else first + timedelta(days=1)
