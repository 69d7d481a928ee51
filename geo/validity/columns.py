"""Columns of dates as resolved days: ISO texts, which compare as the days do; "" is open."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from geo.errors import BadDate
from geo.validity.dates import end_day, first_day, last_day


def first_text(text: str) -> str:
    """Return the first day of a date as a text; raises BadDate, as the two below do."""
    return first_day(text).isoformat()


def last_text(text: str) -> str:
    """Return its last day."""
    return last_day(text).isoformat()


def end_text(text: str) -> str:
    """Return the first day on which what ended then is no longer true."""
    return end_day(text).isoformat()


def resolved(frame: pd.DataFrame, column: str, resolve: Callable[[str], str]) -> pd.Series[str]:
    """Return the column with each date resolved to a full ISO day; "" where it is empty or absent."""
    if column not in frame.columns:
        return pd.Series("", index=frame.index, dtype="str")
    texts = frame[column].tolist()
    days = {text: resolve(text) for text in set(texts) if isinstance(text, str) and text}
    return pd.Series([days.get(text, "") for text in texts], index=frame.index, dtype="str")


def last_days(dates: pd.Series[str]) -> pd.Series[str]:
    """Return the last day that each full or partial date may stand for; "" where there is none.

    Examples
    --------
    >>> last_days(pd.Series(["2026-05", "2024", ""])).tolist()
    ['2026-05-31', '2024-12-31', '']
    """
    return resolved(pd.DataFrame({"date": dates}), "date", last_text)


def or_open(resolve: Callable[[str], str]) -> Callable[[str], str]:
    """Return the same, but "" for what is no date."""

    def day(text: str) -> str:
        try:
            return resolve(text)
        except BadDate:
            return ""

    return day
