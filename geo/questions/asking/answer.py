"""What a question answers: sentences, a table, features for the map, and the days and data it holds for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd
import shapely
from shapely.geometry.base import BaseGeometry

from geo.analysis.projection import MAP_CRS
from geo.errors import UnknownId
from geo.evidence import Evidence
from geo.language import Worded, both, declared
from geo.model import MARKINGS, Column
from geo.questions.asking.diagram import Diagram
from geo.words.first_line import Pair
from geo.words.sentences import Sentence

Cell = str | int | float | None
"""One value of a table; None = not known."""


_TABLE: Final = both("Table")


@dataclass(frozen=True, slots=True)
class Shape:
    """A geometry that is no feature of a layer, such as a line measured: EPSG:4326, longitude first.

    Attributes
    ----------
    role : str
        What it is in the answer, such as "buffer".
    actors : tuple of str
        Ids of the actors whose colours it has; none = neutral.
    """

    title: str
    title_ar: str
    geometry: BaseGeometry
    role: str = ""
    actors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table beside the first one.

    Attributes
    ----------
    name : str
        By which it is asked for, as one word.
    title : str
        Which the catalogue has in other languages; `worded` where values are in it.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def title_ar(self) -> str:
        """The title in Arabic."""
        return self.title.said("ar") if isinstance(self.title, Worded) else declared(self.title, "ar")

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows by the names of the columns."""
        return _records(self.columns, self.rows)

    @property
    def document(self) -> dict[str, Any]:
        """The table, ready for JSON."""
        return {
            "name": self.name,
            "title": self.title,
            "title_ar": self.title_ar,
            "columns": _described(self.columns),
            "rows": self.records(),
        }


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
    roles : mapping of str to str
        What a feature is in the answer, by its id, such as "flips"; "" = as the others.
    shapes : tuple of Shape
        What to show that is no feature.
    sheets : tuple of Sheet
        Further tables.
    days : mapping of str to str
        The days it holds for, ISO, by the name of the parameter.
    version : str
        Of the evidence that it was made from.
    marking : str
        The highest of all that it rests on; "" where it rests on nothing, which its document tells as CLEAR.
    diagram : Diagram, optional
        What a drawn diagram of it shows.
    history : tuple of mapping
        The times for a strip, as a card has them, each with its `days` within those asked for.
    table_title : pair of str
        What the table lists, in English and Arabic.
    history_of : str
        What the strip shows: "held" (who held it) or "sided" (with whom an actor stood).
    """

    sentences: tuple[Sentence, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    version: str
    features: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    roles: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    shapes: tuple[Shape, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    days: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    marking: str = ""
    diagram: Diagram | None = None
    history: tuple[Mapping[str, Any], ...] = field(default=(), hash=False)
    history_of: str = "held"
    table_title: Pair = _TABLE

    def records(self) -> list[dict[str, Cell]]:
        """Return the rows by the names of the columns."""
        return _records(self.columns, self.rows)

    def frame(self, evidence: Evidence) -> gpd.GeoDataFrame:
        """Return what to show on the map, features and shapes, EPSG:4326.

        Columns id, layer ("" of a shape), role, title, title_ar, actors ("|"-separated), geometry; a feature
        without a position has none.
        """
        rows: list[dict[str, Any]] = []
        for layer_id, ids in self.features.items():
            wanted = set(ids)
            table = evidence.layers[layer_id]
            found = table[table["id"].isin(wanted)]
            every = found["actors"] if "actors" in found else found["actor"]
            columns = zip(found["id"], found["name_en"], found["name_ar"], every, found.geometry, strict=True)
            rows += [
                {
                    "id": one, "layer": layer_id, "role": self.roles.get(one, ""), "title": name,
                    "title_ar": arabic, "actors": actors, "geometry": geometry,
                }
                for one, name, arabic, actors, geometry in columns
            ]  # fmt: skip
        rows += [
            {
                "id": f"shape-{number}", "layer": "", "role": one.role, "title": one.title,
                "title_ar": one.title_ar, "actors": "|".join(one.actors), "geometry": one.geometry,
            }
            for number, one in enumerate(self.shapes, 1)
        ]  # fmt: skip
        names = ("id", "layer", "role", "title", "title_ar", "actors", "geometry")
        return gpd.GeoDataFrame(rows, columns=list(names), geometry="geometry", crs=MAP_CRS)

    @property
    def document(self) -> dict[str, Any]:
        """The answer, ready for JSON."""
        return {
            "days": dict(self.days),
            "version": self.version,
            "marking": self.marking or MARKINGS[0],
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
            "table_title": self.table_title[0],
            "table_title_ar": self.table_title[1],
            "columns": _described(self.columns),
            "rows": self.records(),
            "tables": [sheet.document for sheet in self.sheets],
            "history": list(self.history),
            "history_of": self.history_of,
            "diagram": self.diagram.document if self.diagram else None,
            "features": {layer: list(ids) for layer, ids in self.features.items()},
            "roles": dict(self.roles),
            "shapes": [
                {
                    "title": one.title,
                    "title_ar": one.title_ar,
                    "role": one.role,
                    "actors": list(one.actors),
                    "geometry": shapely.geometry.mapping(one.geometry),
                }
                for one in self.shapes
            ],
        }


def by_layer(evidence: Evidence, ids: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return ids by the layer that holds them, each once; what no healthy layer holds is left out."""
    found: dict[str, dict[str, None]] = {}
    for one in ids:
        with suppress(UnknownId):
            found.setdefault(evidence.layer_of(one), {})[one] = None
    return {layer: tuple(held) for layer, held in found.items()}


def _records(columns: Sequence[Column], rows: Iterable[tuple[Cell, ...]]) -> list[dict[str, Cell]]:
    names = [column.name for column in columns]
    return [dict(zip(names, row, strict=True)) for row in rows]


def _described(columns: Iterable[Column]) -> list[dict[str, str]]:
    return [
        {
            "name": column.name,
            "title": column.title,
            "title_ar": column.title_ar,
            "kind": column.kind,
            "help": column.help,
        }
        for column in columns
    ]
