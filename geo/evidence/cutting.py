"""What is given of the evidence: frames cut by two clocks, and the layers and tables that an analysis sees.

Days that leave the same rows are one day, and cut once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import geopandas as gpd
import pandas as pd

from geo.analysis.inputs import Inputs
from geo.errors import InvalidTable
from geo.validity import end_day, first_day, published_by, published_days, recorded_now, recorded_on

if TYPE_CHECKING:
    from geo.evidence.holding import Evidence

Frame = TypeVar("Frame", bound=pd.DataFrame)
LOOKUPS = ("sources", "actors", "publishers")
"""Tables that everything cites: their faultless rows stay in use. Any other table is out with one fault."""


class Clocks(NamedTuple):
    """Published by the one day, held by this data set on the other; None = as now."""

    known: date | None
    recorded: date | None


@dataclass(frozen=True, slots=True)
class Days:
    """The days of the rows of a frame.

    Attributes
    ----------
    published : Series of str
        The day by which each row had been published.
    publications, changes : sequence of str
        ISO days on which rows were published, and recorded or retracted, in order; "" = always.
    """

    published: pd.Series[str]
    publications: Sequence[str]
    changes: Sequence[str]

    @classmethod
    def of(cls, frame: pd.DataFrame, dates: Mapping[str, str]) -> Days:
        """Return the days of a frame's rows, given the date of each source by its id."""
        published = published_days(frame, dates)
        return cls(published, _ordered(published), recording_days(frame))

    def alike(self, clocks: Clocks) -> Clocks:
        """Return the first days on which both clocks leave the same rows; None where that is as now.

        Examples
        --------
        >>> rows = pd.DataFrame({"sources": ["a", "b"], "recorded_on": "2026-11-23", "retracted_on": ""})
        >>> days = Days.of(rows, {"a": "2017-06-02", "b": "2019-01-01"})
        >>> days.alike(Clocks(date(2018, 3, 1), date(2026, 12, 1)))
        Clocks(known=datetime.date(2017, 6, 2), recorded=None)
        """
        return Clocks(alike(self.publications, clocks.known), alike(self.changes, clocks.recorded))

    def cut(self, frame: Frame, clocks: Clocks) -> Frame:
        """Return the rows that both clocks leave."""
        rows = frame if clocks.known is None else published_by(frame, self.published, clocks.known)
        held = recorded_now(rows) if clocks.recorded is None else recorded_on(rows, clocks.recorded)
        return held.reset_index(drop=True)


def alike(days: Sequence[str], day: date | None) -> date | None:
    """Return the last of some ordered ISO days up to `day`; None where it is the last of all."""
    place = len(days) if day is None else bisect_right(days, day.isoformat())
    if place == len(days):
        return None
    return date.fromisoformat(days[place - 1]) if place and days[place - 1] else date.min


def recording_days(frame: pd.DataFrame) -> list[str]:
    """Return the ISO days on which rows were recorded or retracted, in order."""
    found = {
        resolve(text).isoformat()
        for column, resolve in (("recorded_on", first_day), ("retracted_on", end_day))
        if column in frame
        for text in frame[column].unique()
        if text
    }
    return _ordered(found)


def _ordered(days: Iterable[str]) -> list[str]:
    return sorted(set(days))


def changed_after(frame: pd.DataFrame, day: date) -> int:
    """Return how many rows are held on a day but not now, or now but not then."""
    if "recorded_on" not in frame.columns:
        return 0
    then, now = recorded_on(frame, day).index, recorded_now(frame).index
    return len(then.symmetric_difference(now))


def inputs_of(evidence: Evidence, clocks: Clocks, fetch: Callable[[str], gpd.GeoDataFrame]) -> Inputs:
    """Return evidence as an analysis is given it; `fetch` returns a layer cut by the clocks."""
    return Inputs(
        layers=_Layers(
            declared=evidence.catalog.keys() | evidence.broken.keys(),
            walked=[name for name in evidence.layers if not evidence.catalog[name].derive],
            fetch=fetch,
        ),
        tables=_Tables(evidence, clocks),
        ground=evidence.ground,
        known=clocks.known,
        recorded=clocks.recorded,
    )


class _Layers(Mapping[str, gpd.GeoDataFrame]):
    """The layers that an analysis sees: walks healthy ones from files, computes derived ones when asked."""

    def __init__(
        self, declared: Collection[str], walked: Sequence[str], fetch: Callable[[str], gpd.GeoDataFrame]
    ) -> None:
        self._declared = declared
        self._walked = walked
        self._fetch = fetch

    def __getitem__(self, layer_id: str) -> gpd.GeoDataFrame:
        if layer_id not in self._declared:
            raise KeyError(layer_id)
        return self._fetch(layer_id)

    def __iter__(self) -> Iterator[str]:
        return iter(self._walked)

    def __len__(self) -> int:
        return len(self._walked)


class _Tables(Mapping[str, pd.DataFrame]):
    """The tables that an analysis sees; asking for one with faults raises, so that its layer goes out too."""

    def __init__(self, evidence: Evidence, clocks: Clocks) -> None:
        self._evidence = evidence
        self._clocks = clocks

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in self._evidence.broken_tables and name not in LOOKUPS:
            raise InvalidTable(
                f"needs the table '{name}', which is out: {self._evidence.broken_tables[name]}"
            )
        if name not in self._evidence.tables:
            raise KeyError(name)
        return self._evidence.table(name, *self._clocks)

    def __iter__(self) -> Iterator[str]:
        return (name for name in self._evidence.tables if name not in self._evidence.broken_tables)

    def __len__(self) -> int:
        return sum(1 for _ in self)
