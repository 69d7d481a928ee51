"""What changed between two days, by both clocks: what began, ended, was recorded or withdrawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

import numpy as np
import pandas as pd

from geo.analysis.frames import records
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
_DATED_BY: Final[Mapping[str, str]] = {
    "began": "valid_from",
    "ended": "valid_to",
    "passed": "valid_from",
    "recorded": "recorded_on",
    "corrected": "retracted_on",
    "withdrawn": "retracted_on",
}
"""The date of a row that tells when it changed."""
READ: Final = (*_KEPT, *_DATES)
"""Columns of a layer that its changes are told from."""
Days = np.ndarray[tuple[int], np.dtype[np.str_]]
Flags = np.ndarray[tuple[int], np.dtype[np.bool_]]
_DAY: Final = "U10"
"""An ISO day: texts of one width are compared many times quicker than objects."""


@dataclass(frozen=True, slots=True)
class Dated:
    """Rows whose days are resolved once, to be asked for many pairs of days.

    Attributes
    ----------
    rows : DataFrame
        `READ`, and what else was to be kept, as texts.
    starts, ends, recorded, retracted : array of str
        The resolved days of each row: true, and held by this data set; "" = open.
    replaced : array of bool
        In whose place another of the same name and class was recorded on the day of its retraction.
    """

    rows: pd.DataFrame
    starts: Days
    ends: Days
    recorded: Days
    retracted: Days
    replaced: Flags

    @classmethod
    def of(cls, frame: pd.DataFrame, also: Sequence[str] = ()) -> Dated:
        """Return the rows of a frame, also retracted ones; it is not changed.

        Raises
        ------
        BadDate
            When a row holds a malformed date (validated frames do not).
        """
        # Dates alone are resolved: copies of shapes would cost most of the time.
        names = [*READ, *also]
        table = pd.DataFrame({name: frame[name].to_numpy() for name in names}, columns=names)
        table = table.astype(object).fillna("").astype("str")
        days = with_days(table[list(_DATES)], 0)
        kept = {"valid_from": table["recorded_on"], "valid_to": table["retracted_on"], "reviewed_on": ""}
        held = with_days(pd.DataFrame(kept, index=table.index), 0)
        starts, ends, recorded, retracted = (
            one[name].to_numpy(_DAY) for one in (days, held) for name in ("from_day", "to_day")
        )
        # As objects, which are taken out row by row much quicker.
        return cls(table.astype(object), starts, ends, recorded, retracted, _replaced(table))

    def changed(self, since: date, until: date, recorded: date | None = None) -> list[dict[str, str]]:
        """Return a row for each feature that changed after `since`, up to and with `until`.

        Parameters
        ----------
        recorded : date, optional
            For what is true: the rows that this data set held on this day; default: as now. What was recorded
            or withdrawn is told by the two days themselves.

        Returns
        -------
        list of dict
            By day, then id: what was kept; `change`, the first of `KINDS` that fits, never `LAPSED`; `day`,
            the ISO day on which it took effect; `date`, as the evidence has it, which may be partial.
        """
        first, last = since.isoformat(), until.isoformat()
        held = _within(self.recorded, self.retracted, (recorded or date.max).isoformat())
        starts = (self.starts > first) & (self.starts <= last) & held
        ends = (self.ends > first) & (self.ends <= last) & held
        before, after = (_within(self.recorded, self.retracted, day) for day in (first, last))
        true = _within(self.starts, self.ends, last)
        gone = before & ~after
        rules = [
            starts & ~ends, ends & ~starts, starts & ends, after & ~before & true, gone & self.replaced, gone,
        ]  # fmt: skip
        # The first rule that fits tells the kind, and with it the day and the date as written.
        kinds = np.select(rules, range(len(_FOUND)), -1)
        chosen = np.flatnonzero(kinds >= 0)
        resolved = {
            "valid_from": self.starts, "valid_to": self.ends,
            "recorded_on": self.recorded, "retracted_on": self.retracted,
        }  # fmt: skip
        dates = {name: self.rows[name].to_numpy() for name in resolved}
        told = records(self.rows.drop(columns=list(_DATES)).iloc[chosen])
        found = []
        for place, row in zip(chosen, told, strict=True):
            kind = _FOUND[kinds[place]]
            written = _DATED_BY[kind]
            day = str(resolved[written][place])
            found.append({**row, "change": kind, "day": day, "date": dates[written][place]})
        return sorted(found, key=lambda row: (row["day"], row["id"]))


def _within(start: Days, end: Days, day: str) -> Flags:
    held: Flags = (start <= day) & ((end == "") | (end > day))
    return held


def _replaced(table: pd.DataFrame) -> Flags:
    """Tell in whose place another of the same name and class was recorded on the day of its retraction."""
    if not (table["retracted_on"] != "").any():
        return np.zeros(len(table), dtype=bool)
    recorded = set(zip(table["name_en"], table["class"], table["recorded_on"], strict=True))
    keys = zip(table["name_en"], table["class"], table["retracted_on"], strict=True)
    return np.array([bool(key[2]) and key in recorded for key in keys], dtype=bool)


__all__ = ["KINDS", "LAPSED", "READ", "Dated"]
