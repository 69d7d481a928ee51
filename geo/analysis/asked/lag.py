"""How long it took from the day on which something began until a dated source told it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from geo.model import split
from geo.validity import end_day

_FULL: Final = len("2020-01-01")


@dataclass(frozen=True, slots=True)
class Lag:
    """A row of evidence, the ISO day by which it had first been published, and the days in between."""

    row: Mapping[str, Any]
    published: str
    days: int


def lags(rows: Iterable[Mapping[str, Any]], dates: Mapping[str, str]) -> list[Lag]:
    """Return how long each row took, the slowest first, where its start is known to the day.

    A source known to the month or year counts for its last day, so that nothing is told as known too early;
    what was told before it began counts for nothing.

    Parameters
    ----------
    dates : mapping of str to str
        Date of each source, full, partial or "".

    Examples
    --------
    >>> row = {"id": "c1", "valid_from": "2020-01-06", "sources": "a|b"}
    >>> [(lag.published, lag.days) for lag in lags([row], {"a": "2020-01", "b": "2020-01-08"})]
    [('2020-01-08', 2)]
    >>> lags([row | {"valid_from": "2020"}], {"a": "2020-01"})
    []
    """
    found = []
    for row in rows:
        start = str(row["valid_from"])
        published = [_last(dates[source]) for source in split(str(row["sources"])) if dates.get(source)]
        if len(start) == _FULL and published:
            days = (min(published) - date.fromisoformat(start)).days
            if days >= 0:
                found.append(Lag(row, min(published).isoformat(), days))
    return sorted(found, key=lambda lag: (-lag.days, str(lag.row["id"])))


def _last(text: str) -> date:
    """Return the last day of a full or partial date."""
    return date.fromordinal(end_day(text).toordinal() - (0 if len(text) == _FULL else 1))
