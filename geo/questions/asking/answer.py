"""What a question answers: sentences, a table, features for the map, and the days and data it holds for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

import shapely
from shapely.geometry.base import BaseGeometry

from geo.model import Column
from geo.words.sentences import Sentence

Cell = str | int | float | None
"""One value of a table; None = not known."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry that is no feature of a layer, such as a line measured: EPSG:4326, longitude first."""

    title: str
    title_ar: str
    geometry: BaseGeometry


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question.

    Attributes
    ----------
    sentences : tuple of Sentence
        What to read first; the most important first.
    columns : tuple of Column
        Of the table.
    rows : tuple of tuple
        One value for each column; ids stay ids.
    features : mapping of str to tuple of str
        Ids of the features to show, by layer.
    shapes : tuple of Shape
        What to show that is no feature.
    days : mapping of str to str
        The days it holds for, ISO, by the name of the parameter.
    version : str
        Of the evidence that it was made from.
    marking : str
        The highest of all that it rests on; "" where it rests on nothing.
    """

    sentences: tuple[Sentence, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    version: str
    features: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    shapes: tuple[Shape, ...] = ()
    days: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    marking: str = ""

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows by the names of the columns."""
        names = [column.name for column in self.columns]
        return [dict(zip(names, row, strict=True)) for row in self.rows]

    @property
    def document(self) -> dict[str, Any]:
        """The answer, ready for JSON."""
        return {
            "days": dict(self.days),
            "version": self.version,
            "marking": self.marking,
            "sentences": [
                {
                    "text": one.text,
                    "text_ar": one.text_ar,
                    "basis": one.basis,
                    "grades": list(one.grades),
                    "sources": list(one.sources),
                }
                for one in self.sentences
            ],
            "columns": [
                {"name": column.name, "title": column.title, "kind": column.kind} for column in self.columns
            ],
            "rows": self.records(),
            "features": {layer: list(ids) for layer, ids in self.features.items()},
            "shapes": [
                {
                    "title": one.title,
                    "title_ar": one.title_ar,
                    "geometry": shapely.geometry.mapping(one.geometry),
                }
                for one in self.shapes
            ],
        }
