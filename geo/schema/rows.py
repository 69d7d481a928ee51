"""A frame under inspection, and what the values of a row must be to each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
import shapely

from geo.faults import Fault
from geo.language import worded
from geo.model import Column, Layer, split
from geo.schema.positions import doubtful, position_advice
from geo.schema.values import WHOLE, Advice
from geo.validity import is_before, is_reversed

COARSEST_M = 2_000_000
"""The coarsest precision of a position, in metres: from one end of Libya to the other."""

_RECORDS = frozenset({"recorded_on", "retracted_on"})


class Rows:
    """A frame under inspection, with the faults found so far."""

    def __init__(self, frame: pd.DataFrame, file: str, layer: str) -> None:
        self.frame = frame
        self.file = file
        self.layer = layer
        self._faults: list[tuple[int, Fault]] = []
        self._columns: dict[str, list[str]] = {}

    def fault(self, row: int, column: str, problem: str, remedy: str) -> None:
        """Note a fault in a row."""
        label = self.column("id")[row] or f"no. {row + 1}"
        self._faults.append((row, Fault(self.file, self.layer, label, column, problem, remedy)))

    def fault_of_file(self, column: str, problem: str, remedy: str) -> None:
        """Note a fault of the whole file."""
        self._faults.append((-1, Fault(self.file, self.layer, "", column, problem, remedy)))

    def column(self, name: str) -> list[str]:
        """Return the texts of a column; all "" where it is absent."""
        if name not in self._columns:
            absent = name not in self.frame.columns
            self._columns[name] = [""] * len(self.frame) if absent else _texts(self.frame[name])
        return self._columns[name]

    def pairs(
        self, one: str, other: str, wrong: Callable[[str, str], bool]
    ) -> Iterator[tuple[int, str, str]]:
        """Yield row and both texts where two columns do not go together."""
        both = list(zip(self.column(one), self.column(other), strict=True))
        if found := {pair for pair in set(both) if wrong(*pair)}:
            yield from ((row, *pair) for row, pair in enumerate(both) if pair in found)

    def in_order(self) -> list[Fault]:
        """Return the faults in the order of the rows."""
        return [fault for _, fault in sorted(self._faults, key=lambda pair: pair[0])]


def _texts(column: pd.Series[Any]) -> list[str]:
    """Return a column as texts: "" for none, whole numbers without a point."""
    if isinstance(column.dtype, pd.StringDtype):
        texts: list[str] = column.tolist()
        return texts if set(map(type, texts)) <= {str} else [_text(value) for value in texts]
    if pd.api.types.is_numeric_dtype(column.dtype):
        codes, values = pd.factorize(column, use_na_sentinel=False)
        different = [_text(value) for value in values]
        return [different[code] for code in codes.tolist()]
    return [_text(value) for value in column.tolist()]


def _text(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def check_duplicates(rows: Rows) -> None:
    """Check that no id comes twice in the file; the second and later ones are named."""
    ids = rows.column("id")
    if len(set(ids)) == len(ids):
        return
    counts = Counter(ids)
    seen: set[str] = set()
    for row, text in enumerate(ids):
        if text and text in seen:
            rows.fault(
                row,
                "id",
                worded("is used {n} times in this file", n=str(counts[text])),
                worded("give each an id of its own"),
            )
        seen.add(text)


def check_owners(rows: Rows, layer: str, owners: Mapping[str, str]) -> None:
    """Check that no id belongs to another layer."""
    for row, text in enumerate(rows.column("id")):
        if (owner := owners.get(text, layer)) != layer:
            rows.fault(
                row,
                "id",
                worded("is also an id in layer '{id}'", id=owner),
                worded("give it an id of its own"),
            )


def check_itself(rows: Rows, columns: tuple[Column, ...]) -> None:
    """Check that no feature is said to be at itself."""
    ids = rows.column("id")
    for column in columns:
        if column.kind not in ("place", "places") or column.name not in rows.frame.columns:
            continue
        for row, (name, text) in enumerate(zip(ids, rows.column(column.name), strict=True)):
            if name and name in text and name in split(text):
                rows.fault(
                    row,
                    column.name,
                    worded("names the feature itself"),
                    worded("name another place, or leave it empty"),
                )


def check_dates(rows: Rows) -> None:
    """Check that periods do not end before they start, on either clock."""
    for row, start, end in rows.pairs("valid_from", "valid_to", is_reversed):
        problem = worded("ends ({end}) on or before the day it starts ({start})", end=end, start=start)
        rows.fault(row, "valid_to", problem, worded("correct valid_from or valid_to, or empty valid_to"))
    for row, end, start in rows.pairs("retracted_on", "recorded_on", is_before):
        problem = worded("was retracted ({end}) before it was recorded ({start})", end=end, start=start)
        rows.fault(row, "retracted_on", problem, worded("correct recorded_on or retracted_on"))


def check_recorded(rows: Rows, columns: tuple[Column, ...], latest: date | None) -> None:
    """Check that no row tells of a day that came after it was recorded; a retracted row stays as it was."""
    if latest is None:  # derived rows say on which days ahead a claim lapses
        return
    retracted, last = rows.column("retracted_on"), latest.isoformat()
    for column in columns:
        if column.kind != "date" or column.ahead or column.name in _RECORDS:
            continue
        for row, recorded, day in rows.pairs("recorded_on", column.name, is_before):
            if not retracted[row] and not is_before(last, day):  # what lies after today is told already
                problem = worded(
                    "{day} lies after the day it was recorded ({recorded})", day=day, recorded=recorded
                )
                rows.fault(
                    row,
                    column.name,
                    problem,
                    worded("correct it, or set recorded_on to the day of the change"),
                )


def check_geometry(rows: Rows, layer: Layer) -> None:
    """Check each position, and that its precision goes with it."""
    if "geometry" not in rows.frame.columns:
        rows.fault_of_file(
            "geometry", worded("there is no geometry"), worded("add one a feature; null when it is not known")
        )
        return
    shapes = np.asarray(rows.frame["geometry"], dtype=object)
    placed = shapely.is_geometry(shapes)
    precisions = np.array(rows.column("precision_m"), dtype=object)
    wrong = {text: advice for text in set(precisions) if (advice := _precision(text))}
    doubted = np.array([text in wrong for text in precisions], dtype=bool)
    doubted = np.where(placed, doubted, precisions != "")
    doubted[placed] |= doubtful(shapes[placed], layer)
    for row in np.flatnonzero(doubted).tolist():
        if not placed[row]:
            rows.fault(row, "precision_m", worded("is given for an unplaced feature"), worded("write null"))
            continue
        for problem, remedy in wrong.get(precisions[row], ()):
            rows.fault(row, "precision_m", problem, remedy)
        for problem, remedy in position_advice(shapes[row], layer):
            rows.fault(row, "geometry", problem, remedy)


def _precision(text: str) -> Advice:
    """Tell what is wrong with the precision of a placed feature."""
    remedy = worded("say how well it is known, in metres")
    if not text:
        return [(worded("is missing for a placed feature"), remedy)]
    if WHOLE.fullmatch(text) and int(text) <= 0:
        return [(worded("{text} is not positive", text=text), remedy)]
    if WHOLE.fullmatch(text) and int(text) > COARSEST_M:
        return [
            (
                worded("{text} is more than Libya is wide", text=text),
                worded("{remedy}; null geometry when it is not known at all", remedy=remedy),
            )
        ]
    return []
