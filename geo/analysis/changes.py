"""What changed between two days, by both clocks: what began, ended, was recorded or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

import numpy as np
import pandas as pd

from geo.validity import with_days

LAPSED: Final = "lapsed"
_FOUND: Final = ("began", "ended", "passed", "recorded", "corrected", "withdrawn")
KINDS: Final = (*_FOUND[:3], LAPSED, *_FOUND[3:])
"""In the order of a report; `passed` began and ended between the two days, `corrected` was replaced.

That something `lapsed`, so that only the map changed and nothing on the ground, is not seen in a row: who
knows the claims behind it says it.
"""
_KEPT: Final = (
    "id", "name_en", "name_ar", "class", "marking", "sources", "reliability", "credibility", "summary",
)  # fmt: skip
_DATES: Final = ("valid_from", "valid_to", "recorded_on", "retracted_on", "reviewed_on")
_DAYS: Final[Mapping[str, tuple[str, str]]] = {
    "began": ("from_day", "valid_from"),
    "ended": ("to_day", "valid_to"),
    "passed": ("from_day", "valid_from"),
    "recorded": ("recorded_on", "recorded_on"),
    "corrected": ("retracted_on", "retracted_on"),
    "withdrawn": ("retracted_on", "retracted_on"),
}
"""Where the resolved day of a change stands, and the date as written."""
READ: Final = (*_KEPT, *_DATES)
"""Columns of a layer that its changes are told from."""
COLUMNS: Final = (*_KEPT, "change", "day", "date")


def changes(frame: pd.DataFrame, since: date, until: date, recorded: date | None = None) -> pd.DataFrame:
    """Return one row for each feature that changed after `since`, up to and with `until`.

    Parameters
    ----------
    frame : DataFrame
        The features of a layer with every row, also retracted ones; it is not changed.
    since, until : date
        The two days compared.
    recorded : date, optional
        For what is true: the rows that this data set held on this day; default: as now. What was recorded
        or withdrawn is told by the two days themselves.

    Returns
    -------
    DataFrame
        `COLUMNS`, by day, then id: `change` is one of `KINDS` and never `LAPSED`, each feature has the first
        that fits; `day` is the ISO day on which it took effect, `date` the date as the evidence has it, which
        may be partial.

    Raises
    ------
    BadDate
        When a row holds a malformed date (validated frames do not).

    Examples
    --------
    >>> rows = pd.DataFrame({"id": ["a", "b"], "name_en": ["A", "B"], "name_ar": "", "class": "x",
    ...     "marking": "CLEAR", "sources": "s", "reliability": "B", "credibility": 2, "summary": "",
    ...     "valid_from": ["2025-03", ""], "valid_to": ["", "2025-06-01"],
    ...     "recorded_on": "2020-01-01", "retracted_on": "", "reviewed_on": ""})
    >>> changes(rows, date(2025, 1, 1), date(2025, 12, 31))[["id", "change", "day"]].values.tolist()
    [['a', 'began', '2025-03-01'], ['b', 'ended', '2025-06-01']]
    """
    first, last = since.isoformat(), until.isoformat()
    # Dates alone are compared: copies of shapes would cost most of the time.
    table = pd.DataFrame({name: frame[name] for name in READ}, index=frame.index)
    days = with_days(table[list(_DATES)], 0)
    records = {"valid_from": table["recorded_on"], "valid_to": table["retracted_on"], "reviewed_on": ""}
    held_days = with_days(pd.DataFrame(records, index=table.index), 0)
    # As plain arrays: a pass over a column of texts costs more than all comparisons.
    starts_on, ends_on = (days[name].to_numpy(dtype=object) for name in ("from_day", "to_day"))
    recorded_from, retracted = (held_days[name].to_numpy(dtype=object) for name in ("from_day", "to_day"))

    def within(start: np.ndarray[Any, Any], end: np.ndarray[Any, Any], day: str) -> np.ndarray[Any, Any]:
        held: np.ndarray[Any, Any] = (start <= day) & ((end == "") | (end > day))
        return held

    held = within(recorded_from, retracted, (recorded or date.max).isoformat())
    starts = (starts_on > first) & (starts_on <= last) & held
    ends = (ends_on > first) & (ends_on <= last) & held
    before, after = (within(recorded_from, retracted, day) for day in (first, last))
    true = within(starts_on, ends_on, last)
    gone = before & ~after
    replaced = gone & _replaced(table)
    rules = [starts & ~ends, ends & ~starts, starts & ends, after & ~before & true, replaced, gone]
    found = []
    told = np.zeros(len(table), dtype=bool)
    for kind, chosen in zip(_FOUND, rules, strict=True):
        new = chosen & ~told
        told |= chosen
        resolved, written = _DAYS[kind]
        rows = table.loc[new, list(_KEPT)]
        found.append(
            rows.assign(
                change=kind, day=days.loc[new, resolved].to_numpy(), date=days.loc[new, written].to_numpy()
            )
        )
    every: pd.DataFrame = pd.concat(found).fillna("").astype("str")
    return every.sort_values(["day", "id"], kind="stable", ignore_index=True)


def _replaced(table: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Tell in whose place another of the same name and class was recorded on the day of its retraction."""
    if not (table["retracted_on"] != "").any():
        return np.zeros(len(table), dtype=bool)
    recorded = set(zip(table["name_en"], table["class"], table["recorded_on"], strict=True))
    keys = zip(table["name_en"], table["class"], table["retracted_on"], strict=True)
    return np.array([bool(key[2]) and key in recorded for key in keys], dtype=bool)


__all__ = ["COLUMNS", "KINDS", "LAPSED", "READ", "changes"]
