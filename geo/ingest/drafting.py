"""What a file holds -> a layer like any other: declaration, features, and what was set aside and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, Final

import geopandas as gpd
import numpy as np

from geo.catalog import read_catalog
from geo.errors import BadDate
from geo.faults import Fault
from geo.ingest.columns import NUMBER, column_name, free, is_arabic, kind, line, slug
from geo.ingest.days import order_of, read_day
from geo.ingest.declaring import Declared, declaration
from geo.ingest.files.reading import Raw
from geo.ingest.files.unpacking import Refused
from geo.ingest.placing import Find, Placed, placed
from geo.ingest.roles import Roles
from geo.model import LIBYA_EXTENT, Column, Extent, Layer
from geo.schema.checking import layer_faults
from geo.schema.references import References
from geo.schema.values import SUMMARY_LIMIT
from geo.store.frames import Place, typed_frame
from geo.validity import end_day

PRECISION: Final = 1000
"""Metres that a position counts as known to where nobody says how well it is."""
LASTS: Final = 365
"""Days that what happened on a day stays on the map where no column says until when, as events do."""
MOST_CLASSES: Final = 12
OTHER: Final = "other"
SOURCE: Final = "own-"
"""What the source of an own layer begins with; the id of the layer follows."""

_LONGEST_NAME: Final = 120
_PLACED_BY: Final = ("lat", "lon", "x", "y", "wkt", "position")


@dataclass(frozen=True, slots=True)
class Wishes:
    """What whoever gives the file says of the layer.

    Attributes
    ----------
    layer : str
        Its id.
    precision_m : int
        How well its positions are known, where they do not say so themselves.
    lasts : int
        Days that a row stays from its day on where nothing says until when; 0 = open.
    days : str
        In which order days such as 03/04/2024 are written; "" = as the column shows.
    recorded : tuple of str
        On which day each row was read first; () = today.
    """

    layer: str
    title: str = ""
    crs: str = ""
    days: str = ""
    precision_m: int = PRECISION
    lasts: int = LASTS
    marking: str = "CLEAR"
    extent: Extent = LIBYA_EXTENT
    colour: str = "own"
    recorded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class World:
    """What the evidence knows that an own layer may refer to.

    Attributes
    ----------
    find : callable
        Where something lies that is called so.
    actor : callable
        The id of who is called so, "" where nobody is.
    references : References
        What is there already.
    """

    find: Find
    actor: Callable[[str], str]
    references: References
    today: date


@dataclass(frozen=True, slots=True)
class Draft:
    """A layer as it would be.

    Attributes
    ----------
    layer : Layer
        Its declaration, read as any.
    toml : str
        The text of it.
    features : GeoDataFrame
        What can be taken, in the order of the file.
    aside : list of Fault
        Everything that is wrong with the rows that are not taken.
    unplaced : list of (str, str)
        Features without a position: id and why.
    notes : list of str
        What was decided, in sentences.
    """

    layer: Layer
    toml: str
    features: gpd.GeoDataFrame
    aside: list[Fault]
    unplaced: list[tuple[str, str]]
    notes: list[str] = field(default_factory=list)

    @property
    def set_aside(self) -> int:
        """How many rows are not taken."""
        return len({fault.feature for fault in self.aside})


def drafted(raw: Raw, roles: Roles, wishes: Wishes, world: World, file: str) -> Draft:
    """Return the layer that a file makes; raises Refused where nothing of it can be one.

    Parameters
    ----------
    file : str
        What faults call it.
    """
    return _Work(raw, roles, wishes, world, file).draft()


@dataclass(slots=True)
class _Work:
    raw: Raw
    roles: Roles
    wishes: Wishes
    world: World
    file: str
    notes: list[str] = field(default_factory=list)
    faults: list[tuple[int, Fault]] = field(default_factory=list)
    orders: dict[str, str] = field(default_factory=dict)

    def draft(self) -> Draft:
        if not len(self.raw):
            raise Refused("holds no rows; give some")
        at = placed(self.raw, self.roles, self.wishes.crs, self.world.find)
        columns = self._own_columns()
        classes, of_row = self._classes()
        rows = [self._row(number, one, of_row[number], columns) for number, one in enumerate(at)]
        for number, problem, remedy in self.raw.odd:
            self._fault(number - 1, "", problem, remedy)
        self._check_ids(rows)
        toml = declaration(self._declared(at, classes, columns))
        layer = self._layer(toml)
        frame, wrong = typed_frame(rows, layer.all_columns, Place(self.file, layer.id))
        shapes = np.array([one.shape for one in at], dtype=object)
        whole = gpd.GeoDataFrame(frame, geometry=gpd.GeoSeries(shapes, crs="EPSG:4326"))
        return self._sorted_out(layer, toml, whole, at, wrong)

    def _sorted_out(
        self, layer: Layer, toml: str, whole: gpd.GeoDataFrame, at: Sequence[Placed], wrong: list[Fault]
    ) -> Draft:
        """Return the draft: rows with faults aside, each fault with its number in the file."""
        own = {f"{SOURCE}{layer.id.replace('_', '-')}"}
        references = replace(
            self.world.references,
            sources=own,
            places=None,
            owners={one: name for one, name in self.world.references.owners.items() if name != layer.id},
        )
        numbers = {one: number for number, one in enumerate(whole["id"].tolist())}
        for fault in [*wrong, *layer_faults(whole, layer, references, self.file)]:
            if fault.feature in numbers:
                self.faults.append((numbers[fault.feature], fault))
            elif fault.feature:
                self.faults.append((int(fault.feature.removeprefix("no. ")) - 1, fault))
        bad = {number for number, _ in self.faults}
        aside = [
            replace(
                fault,
                feature=f"row {number + 1}",
                layer=layer.id,
                remedy=fault.remedy.replace(f"widen extent in layers/{layer.id}.toml", "tell --extent"),
            )
            for number, fault in sorted(self.faults, key=lambda one: (one[0], one[1].column))
        ]
        keep = [number for number in range(len(whole)) if number not in bad]
        if not keep:
            raise Refused("\n".join([f"none of {len(whole)} rows can be taken", *map(str, aside[:20])]))
        features = whole.iloc[keep].reset_index(drop=True)
        ids = whole["id"].tolist()
        unplaced = [(ids[number], at[number].unplaced) for number in keep if at[number].shape is None]
        return Draft(layer, toml, features, aside, unplaced, self.notes)

    def _row(self, number: int, at: Placed, cls: str, columns: Mapping[str, Column]) -> dict[str, Any]:
        if at.problem:
            self._fault(number, "geometry", at.problem, at.remedy)
        told = {role: self._told(role, number) for role in self.roles.of}
        start, until = self._day(number, "day", told), self._day(number, "until", told)
        if start and not until and self.wishes.lasts and "until" not in self.roles.of:
            until = (end_day(start) + timedelta(days=self.wishes.lasts - 1)).isoformat()
        name = line(told.get("name", ""), _LONGEST_NAME)
        layer, today = self.wishes.layer.replace("_", "-"), self.world.today.isoformat()
        key = slug(told.get("id", ""))
        row = {
            "id": f"{layer}-{key or number + 1}",
            "name_en": name or f"{self.wishes.title or self.wishes.layer} {number + 1}",
            "name_ar": line(told.get("name_ar", ""), _LONGEST_NAME) or (name if is_arabic(name) else ""),
            "aliases": "",
            "class": cls,
            "actor": self.world.actor(told["actor"]) if told.get("actor") else "",
            "valid_from": start,
            "valid_to": until,
            "recorded_on": self.wishes.recorded[number] if self.wishes.recorded else today,
            "sources": f"{SOURCE}{layer}",
            "reliability": "F",
            "credibility": 6,
            "marking": self.wishes.marking,
            "precision_m": self._precision(number, at, told) if at.shape is not None else None,
            "summary": line(told.get("summary", "") or name or "No description.", SUMMARY_LIMIT),
        }
        own = {
            one: self.raw.columns[header][number]
            for header, column in columns.items()
            if (one := column.name)
        }
        return row | own

    def _told(self, role: str, number: int) -> str:
        return self.raw.columns[self.roles.of[role]][number]

    def _day(self, number: int, role: str, told: Mapping[str, str]) -> str:
        if not told.get(role):
            return ""
        try:
            return read_day(told[role], self._order(role))
        except BadDate as error:
            problem, _, remedy = str(error).partition("; ")
            self._fault(number, self.roles.of[role], problem, remedy)
            return ""

    def _order(self, role: str) -> str:
        if role not in self.orders:
            self.orders[role] = self.wishes.days or order_of(self.raw.columns[self.roles.of[role]])
        return self.orders[role]

    def _precision(self, number: int, at: Placed, told: Mapping[str, str]) -> int:
        if at.precision_m is not None:
            return at.precision_m
        text = told.get("precision", "")
        if text in self.roles.metres:
            return self.roles.metres[text]
        if text and not self.roles.metres:
            if NUMBER.fullmatch(text) and float(text) > 0:
                return max(1, round(float(text)))
            self._fault(number, self.roles.of["precision"], f"'{text[:20]}' is no length", "write metres")
        return self.wishes.precision_m

    def _fault(self, number: int, column: str, problem: str, remedy: str) -> None:
        self.faults.append((number, Fault(self.file, self.wishes.layer, "", column, problem, remedy)))

    def _check_ids(self, rows: list[dict[str, Any]]) -> None:
        """Note rows whose own id another has; a file without ids is numbered and has none twice."""
        seen: dict[str, int] = {}
        for number, row in enumerate(rows):
            first = seen.setdefault(row["id"], number)
            if first != number:
                header = self.roles.of.get("id", "id")
                self._fault(
                    number, header, f"has the id of row {first + 1}", "give each row an id of its own"
                )
                row["id"] = f"{row['id'][:40]}-again-{number + 1}"

    def _classes(self) -> tuple[dict[str, str], list[str]]:
        """Return the classes by name, and which each row has."""
        header = self.roles.get("class")
        if not header:
            return {"item": self.wishes.title or "Item"}, ["item"] * len(self.raw)
        texts = [line(text, _LONGEST_NAME) for text in self.raw.columns[header]]
        counts = Counter(text for text in texts if text)
        most = [text for text, _ in counts.most_common(MOST_CLASSES)]
        if len(counts) > MOST_CLASSES:
            most.pop()
            self.notes.append(
                f"'{header}' says {len(counts)} different things; the {len(most)} most frequent are classes, "
                f"all else is '{OTHER}'"
            )
        names: dict[str, str] = {}
        for text in sorted(most):
            names[text] = free(slug(text).replace("_", "-") or "class", set(names.values()) | {OTHER})
        of_row = [names.get(text, OTHER) for text in texts]
        classes = {name: text for text, name in names.items()}
        return classes | ({OTHER: "Other"} if OTHER in of_row else {}), of_row

    def _own_columns(self) -> dict[str, Column]:
        """Return the columns that are kept as they are, by header."""
        gone = {self.roles.get(role) for role in ("name", "id", "summary", "day", "until")}
        if self.raw.shapes is None:
            gone |= {self.roles.get(role) for role in _PLACED_BY}
        columns: dict[str, Column] = {}
        for header, texts in self.raw.columns.items():
            if header in gone or not any(texts):
                continue
            name = column_name(header, {one.name for one in columns.values()})
            columns[header] = Column(name, line(header, 60) or name, kind(texts))
        return columns

    def _declared(
        self, at: Sequence[Placed], classes: Mapping[str, str], columns: Mapping[str, Column]
    ) -> Declared:
        types = sorted({one.shape.geom_type for one in at if one.shape is not None}) or ["Point"]
        return Declared(
            title=self.wishes.title or self.wishes.layer.replace("_", " ").capitalize(),
            data=f"{self.wishes.layer}.geojson",
            colour=self.wishes.colour,
            geometry=[one for one in types if one != "GeometryCollection"] or ["Point"],
            extent=self.wishes.extent,
            classes=classes,
            columns=tuple(columns.values()),
            note=" ".join([f"Own data, not graded, from {self.file}.", *self._said()]),
        )

    def _said(self) -> Iterator[str]:
        if "precision" not in self.roles.of:
            yield f"Positions count as known to {self.wishes.precision_m} m where no named place says more."
        if "day" in self.roles.of and "until" not in self.roles.of and self.wishes.lasts:
            yield f"A row stays on the map for {self.wishes.lasts} days from its day on."
        if self.roles.known:
            yield f"Columns as {self.roles.known} publishes them."

    def _layer(self, toml: str) -> Layer:
        from pathlib import Path  # noqa: PLC0415 - the name of a folder for faults alone

        catalog, faults = read_catalog(
            Path("layers"), declarations=MappingProxyType({f"{self.wishes.layer}.toml": toml.encode()})
        )
        if faults:
            raise Refused("\n".join(map(str, faults)))
        return catalog[self.wishes.layer]
