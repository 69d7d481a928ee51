"""Rows of a file, or of a piece of it -> features of a layer, and everything that is wrong with each.

Columns are worked through whole, each different text once: a million rows are as little trouble as one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, Final, TypeVar

import geopandas as gpd
import numpy as np
import shapely

from geo.errors import BadDate
from geo.faults import Fault
from geo.gazetteer.ranking import is_arabic
from geo.ingest.files.reading import Raw
from geo.ingest.rows.columns import NUMBER, line, slug
from geo.ingest.rows.days import read_day
from geo.ingest.rows.placing import Positions
from geo.ingest.rows.settling import LONGEST_NAME, OTHER, SOURCE, Settled
from geo.language import worded
from geo.model import Layer
from geo.schema.checking import layer_faults
from geo.schema.values import SUMMARY_LIMIT
from geo.store.frames import Place, typed_columns
from geo.validity import end_day

_AGAIN: Final = 40
"""Letters of an id that are kept where another row has it."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Judged:
    """Features as they would be, in the order of the rows, those with faults too.

    Attributes
    ----------
    faults : list of (int, Fault)
        With the number of the row, from 0.
    """

    features: gpd.GeoDataFrame
    faults: list[tuple[int, Fault]]


def judged(raw: Raw, at: Positions, settled: Settled, layer: Layer, start: int = 0) -> Judged:
    """Return what rows are, where they lie at those positions.

    Parameters
    ----------
    start : int
        How many rows of the file come before.
    """
    return _Work(raw, at, settled, layer, start).judged()


@dataclass(slots=True)
class _Work:
    raw: Raw
    at: Positions
    settled: Settled
    layer: Layer
    start: int
    faults: list[tuple[int, Fault]] = field(default_factory=list)

    def judged(self) -> Judged:
        for number, (problem, remedy) in self.at.problems.items():
            self._fault(number, "geometry", problem, remedy)
        columns = self._columns()
        for number, problem, remedy in self.raw.odd:
            self._fault(number - 1, "", problem, remedy)
        self._check_ids(columns["id"])
        frame, wrong = typed_columns(
            columns, len(self.raw), self.layer.all_columns, Place(self.settled.file, self.layer.id)
        )
        whole = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(self.at.shapes, crs="EPSG:4326"))
        wrong = [*wrong, *layer_faults(whole, self.layer, self.settled.references, self.settled.file)]
        if wrong:
            self._number(wrong, columns["id"])
        self.faults.sort(key=lambda one: (one[0], one[1].column))
        return Judged(whole, self.faults)

    def _number(self, wrong: Iterable[Fault], ids: list[str]) -> None:
        """Note faults, which name ids, by the numbers of their rows."""
        numbers = {one: number for number, one in enumerate(ids)}
        for fault in wrong:
            if fault.feature in numbers:
                self.faults.append((numbers[fault.feature], fault))
            elif fault.feature:
                self.faults.append((int(fault.feature.removeprefix("no. ")) - 1, fault))

    def _columns(self) -> dict[str, list[Any]]:
        """Return what the rows are, by the columns of the layer."""
        settled, wishes, count = self.settled, self.settled.wishes, len(self.raw)
        names = _each(self._told("name"), lambda text: line(text, LONGEST_NAME))
        arabic = _each(self._told("name_ar"), lambda text: line(text, LONGEST_NAME))
        starts = self._days("day")
        ends = self._days("until")
        if wishes.lasts and "until" not in settled.roles.of:
            ends = _each(starts, self._until)
        numbers = range(self.start + 1, self.start + count + 1)
        own_title = wishes.title or wishes.layer
        made: dict[str, list[Any]] = {
            "id": [
                f"{settled.prefix}-{key or number}"
                for key, number in zip(_each(self._told("id"), slug), numbers, strict=True)
            ],
            "name_en": [name or f"{own_title} {number}" for name, number in zip(names, numbers, strict=True)],
            "name_ar": [
                one or (name if is_arabic(name) else "") for one, name in zip(arabic, names, strict=True)
            ],
            "aliases": [""] * count,
            "class": self._classes(),
            "actor": _each(self._told("actor"), lambda text: settled.actors.get(text, "")),
            "valid_from": starts,
            "valid_to": ends,
            "recorded_on": (
                self.raw.columns[wishes.recorded] if wishes.recorded else [settled.today.isoformat()] * count
            ),
            "sources": [f"{SOURCE}{settled.prefix}"] * count,
            "reliability": ["F"] * count,
            "credibility": [6] * count,
            "marking": [wishes.marking] * count,
            "precision_m": self._precisions(),
            "summary": [
                told or name or "No description."
                for told, name in zip(
                    _each(self._told("summary"), lambda text: line(text, SUMMARY_LIMIT)), names, strict=True
                )
            ],
        }
        return made | {one.name: self.raw.columns[header] for header, one in settled.columns.items()}

    def _told(self, role: str) -> list[str]:
        header = self.settled.roles.get(role)
        return self.raw.columns[header] if header else [""] * len(self.raw)

    def _classes(self) -> list[str]:
        names = self.settled.class_of
        return _each(self._told("class"), lambda text: names.get(line(text, LONGEST_NAME), OTHER))

    def _until(self, start: str) -> str:
        if not start:
            return ""
        return (end_day(start) + timedelta(days=self.settled.wishes.lasts - 1)).isoformat()

    def _days(self, role: str) -> list[str]:
        wrong: dict[str, tuple[str, str]] = {}
        order = self.settled.orders.get(role, "")

        def day(text: str) -> str:
            try:
                return read_day(text, order)
            except BadDate as error:
                wrong[text] = error.problem, error.remedy
                return ""

        texts = self._told(role)
        days = _each(texts, day)
        self._faults_of(texts, wrong, self.settled.roles.get(role))
        return days

    def _precisions(self) -> list[int | None]:
        roles, usual = self.settled.roles, self.settled.wishes.precision_m
        wrong: dict[str, tuple[str, str]] = {}

        def precision(text: str) -> int:
            if text in roles.metres:
                return roles.metres[text]
            if not text or roles.metres:
                return usual
            if NUMBER.fullmatch(text) and float(text) > 0:
                return max(1, round(float(text)))
            wrong[text] = worded("'{text}' is no length", text=text[:20]), worded("write metres")
            return usual

        texts = self._told("precision")
        found: list[int | None] = list(_each(texts, precision))
        if wrong:
            placed = [
                "" if shape is None or number in self.at.precisions else text
                for number, (text, shape) in enumerate(zip(texts, self.at.shapes, strict=True))
            ]
            self._faults_of(placed, wrong, roles.get("precision"))
        for number, metres in self.at.precisions.items():
            found[number] = metres
        for number in np.flatnonzero(~shapely.is_geometry(self.at.shapes)).tolist():
            found[number] = None
        return found

    def _faults_of(self, texts: list[str], wrong: Mapping[str, tuple[str, str]], column: str) -> None:
        if wrong:
            for number, text in enumerate(texts):
                if text in wrong:
                    self._fault(number, column, *wrong[text])

    def _fault(self, number: int, column: str, problem: str, remedy: str) -> None:
        self.faults.append((number, Fault(self.settled.file, self.layer.id, "", column, problem, remedy)))

    def _check_ids(self, ids: list[str]) -> None:
        """Note rows whose own id another has; a file without ids is numbered and has none twice."""
        if len(set(ids)) == len(ids):
            return
        seen: dict[str, int] = {}
        for number, one in enumerate(ids):
            first = seen.setdefault(one, number)
            if first != number:
                self._fault(number, self.settled.roles.get("id") or "id", *twice(self.start + first + 1))
                ids[number] = f"{one[:_AGAIN]}-again-{self.start + number + 1}"


def twice(first: int) -> tuple[str, str]:
    """Return what is wrong with a row that has the id of another one, and the remedy."""
    return worded("has the id of row {n}", n=str(first)), worded("give each row an id of its own")


def _each(texts: list[str], make: Callable[[str], Made]) -> list[Made]:
    """Return what each text becomes; each different one is looked at once."""
    made = {text: make(text) for text in dict.fromkeys(texts)}
    return [made[text] for text in texts]
