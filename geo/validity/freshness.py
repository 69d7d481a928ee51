"""How fresh rows are: when somebody last confirmed them."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta

import pandas as pd

from geo.validity.columns import first_text, resolved
from geo.validity.dates import first_day

ALWAYS, NEVER = "0001-01-01", "9999-12-31"
"""The `stale_day` of what nobody has dated, stale on every day; and of what does not grow stale."""


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
    stale = stale_days(frame, review_after_days, ageless) <= day.isoformat()
    return stale.astype(bool)


def age_in_days(frame: pd.DataFrame, day: date) -> pd.Series[float]:
    """Return days from each row's last confirmation to `day`; NaN where none is dated, 0 for later ones."""

    def age(text: str) -> float:
        return float(max((day - date.fromisoformat(text)).days, 0)) if text else float("nan")

    reviewed = resolved(frame, "reviewed_on", first_text)
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


def stale_days(frame: pd.DataFrame, review_after_days: int, ageless: Collection[str] = ()) -> pd.Series[str]:
    """Return the first day on which each row is stale."""
    wait = timedelta(days=review_after_days + 1)

    def first_stale(text: str) -> str:
        return (first_day(text) + wait).isoformat()

    days = resolved(frame, "reviewed_on", first_stale).replace("", ALWAYS)
    return days.mask(frame["class"].isin(ageless), NEVER) if ageless else days
