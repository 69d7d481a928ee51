"""Evidence and a scope -> the rows to export, with every table row that they cite. Writes no format."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

import geopandas as gpd
import pandas as pd
from shapely import box

from geo.evidence import Evidence
from geo.language import t, worded
from geo.model import MARKINGS, Extent, Language, Layer, highest_marking, split, strictness
from geo.scene.look.looking import sided
from geo.scene.rules.filtering import passing
from geo.validity import first_day, valid_on, with_days, within
from geo.view import OF_DATA, Context, PartFault, View, read_rows
from geo.view.parts import plain_names, refuse
from geo.words.names import Names

CITED = ("sources", "actors", "claims")
"""Tables that go with the layers, as far as these cite their rows."""

EARLIEST, LATEST = date(1980, 1, 1), date(2107, 12, 31)
"""The first and the last day that a zip archive can note."""

_KINDS = {"sources": ("sources",), "actors": ("actor", "actors"), "claims": ()}
"""Kinds of column that hold ids in a table; in the tables the columns are called so, too."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What to export; `scope_of` reads one from texts.

    Attributes
    ----------
    layers : tuple of str
        Layer ids, each once.
    at, known, recorded : date or None
        True on, published by, recorded on; None = all times, whenever published, as recorded now.
    between : date or None
        True at any time from this day to `at`; None = on `at` alone.
    lang : Language
        Of the names and titles that QGIS shows; the rows have both.
    bbox : tuple of float or None
        West, south, east, north in degrees: what touches it stays, unplaced features go. None = everything.
    filters : mapping of str to tuple of str
        What is let through on `at`, as on the map; empty = everything.
    """

    layers: tuple[str, ...]
    at: date | None = None
    known: date | None = None
    recorded: date | None = None
    bbox: Extent | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: MappingProxyType({}), hash=False)
    between: date | None = None
    lang: Language = "en"

    @property
    def true_on(self) -> str:
        """The days in words; "" = all times."""
        if self.between and self.at:
            return t("any day from {start} to {end}", self.lang, start=self.between, end=self.at)
        return f"{self.at or ''}"


@dataclass(frozen=True, slots=True)
class Cut:
    """One layer as exported, and how many of its features are not in it.

    Attributes
    ----------
    frame : GeoDataFrame
        The declared columns and the three resolved days (`geo.validity.with_days`), EPSG:4326, index 0..n-1.
    not_true : int
        Features that do not hold on the day asked for.
    filtered : int
        Features that hold then, but do not pass the filters.
    outside : int
        Placed features that do not touch the extent.
    unplaced_out : int
        Unplaced features, left out because there is an extent.
    counted : int or None
        Features of a large layer, which `frame` does not hold: what they cite alone; None = it holds them.
    """

    layer: Layer
    frame: gpd.GeoDataFrame
    not_true: int = 0
    filtered: int = 0
    outside: int = 0
    unplaced_out: int = 0
    counted: int | None = None

    @property
    def features(self) -> int:
        """How many features there are in it."""
        return len(self.frame) if self.counted is None else self.counted

    @property
    def unplaced(self) -> int:
        """How many features in it have no position; all of a large layer have one."""
        return int(self.frame.geometry.isna().sum()) if self.counted is None else 0

    @property
    def marking(self) -> str:
        """The most restrictive marking in it; "" when it is empty."""
        return highest_marking(self.frame["marking"])


@dataclass(frozen=True, slots=True)
class Extract:
    """All that goes into an archive.

    Attributes
    ----------
    evidence : Evidence
        What it was cut from.
    cuts : tuple of Cut
        In drawing order.
    tables : mapping of str to DataFrame
        The rows of `CITED` that the layers, or the other tables here, cite; sorted by id.
    missing : mapping of str to tuple of str
        By table the ids that are cited but that the table does not hold, or did not on the recorded day.
    stamp : date
        Day of the newest record in it: the date of all its files, so that they do not depend on the clock.
    not_shown : int
        Rows of all the data that are marked above what may be shown.
    beside : str
        The marking of all that derived layers may rest on, also by its not being there; "" without any.
    """

    evidence: Evidence
    scope: Scope
    cuts: tuple[Cut, ...]
    tables: Mapping[str, pd.DataFrame]
    missing: Mapping[str, tuple[str, ...]]
    stamp: date
    not_shown: int = 0
    beside: str = ""

    @property
    def version(self) -> str:
        """Hash of the evidence."""
        return self.evidence.version

    @property
    def view(self) -> View:
        """What it is a picture of: the day asked for; without one, that of its newest record."""
        wanted = self.scope
        return View(
            wanted.layers, wanted.at or self.stamp, wanted.between, wanted.known, wanted.recorded,
            lang=wanted.lang, filters=wanted.filters,
        )  # fmt: skip

    @property
    def name(self) -> str:
        """What its files are called: its layer, or "map" when there are several."""
        return self.cuts[0].layer.id if len(self.cuts) == 1 else "map"

    @property
    def marking(self) -> str:
        """The most restrictive marking of anything in it; "" when nothing is marked."""
        marked = (frame["marking"] for frame in _frames(self.cuts, self.tables) if "marking" in frame)
        beside = [self.beside] if strictness(self.beside or MARKINGS[0]) else []
        return highest_marking([*(value for column in marked for value in column), *beside])


def scope_of(texts: Mapping[str, str], context: Context) -> Scope:
    """Return the scope that an address or a command line asks for.

    Parameters
    ----------
    texts : mapping of str to str
        By the names of `geo.view.OF_DATA`. Layers may come in any order; without `at` everything is meant, at
        all times; `f` needs `at`, because age is counted from it.

    Raises
    ------
    GeoError
        With a line for every text that cannot be used.

    Examples
    --------
    >>> context = Context(("energy", "ports"), (), date(2026, 11, 24))
    >>> wanted = scope_of({"layers": "ports,energy,ports", "bbox": "9,20,25,33.5"}, context)
    >>> wanted.layers, wanted.bbox
    (('energy', 'ports'), (9.0, 20.0, 25.0, 33.5))
    """
    view, at, told = read_rows(texts, context, OF_DATA, ("format",))
    if not plain_names(texts).get("layers", "").strip() or (not view.layers and not told):
        told.append(PartFault("layers", worded("name at least one layer, for example layers=energy,ports")))
    if view.filters and not at:
        told.append(PartFault("f", worded("the filters look at one day; give at=YYYY-MM-DD too")))
    refuse(told)
    between = view.first if at and view.first < at else None
    layers = tuple(sorted(view.layers))
    return Scope(layers, at, view.known, view.recorded, view.bbox, view.filters, between, view.lang)


def gather(evidence: Evidence, wanted: Scope) -> Extract:
    """Return the layers of a scope, cut, and what they cite.

    Raises
    ------
    UnknownId
        When no layer has one of the ids.
    InvalidLayer
        When one of them is out, or cannot be computed for the days asked for.
    """
    frames = {layer_id: evidence.layer(layer_id, wanted.known, wanted.recorded) for layer_id in wanted.layers}
    sides = Names.of(evidence).side_of
    cuts = tuple(
        _cut(layer, frames[layer.id], wanted, sides)
        for layer in evidence.catalog.values()
        if layer.id in frames
    )
    return extract_of(evidence, wanted, cuts)


def extract_of(evidence: Evidence, wanted: Scope, cuts: tuple[Cut, ...]) -> Extract:
    """Return layers that are cut already, with what they cite."""
    tables: dict[str, pd.DataFrame] = {}
    missing: dict[str, tuple[str, ...]] = {}
    # Claims name actors and both name sources, so what is cited most often is looked up last.
    for name in reversed(CITED):
        cited = _cited(name, cuts, tables)
        rows = evidence.table(name, wanted.known, wanted.recorded)
        tables[name] = rows[rows["id"].isin(cited)].sort_values("id").reset_index(drop=True)
        missing[name] = tuple(sorted(cited - set(tables[name]["id"])))
    return Extract(
        evidence=evidence,
        scope=wanted,
        cuts=cuts,
        tables={name: tables[name] for name in CITED},
        missing={name: missing[name] for name in CITED},
        stamp=_newest_record(_frames(cuts, tables)),
        not_shown=evidence.left_out,
        beside=evidence.marking if any(cut.layer.derive for cut in cuts) else "",
    )


def _cut(layer: Layer, frame: gpd.GeoDataFrame, wanted: Scope, side_of: Mapping[str, str]) -> Cut:
    held = frame if wanted.at is None or wanted.between else valid_on(frame, wanted.at)
    true = with_days(held, layer.review_after_days, layer.ageless)
    if wanted.at is not None and wanted.between:
        true = true[within(true["from_day"], true["to_day"], wanted.between, wanted.at)]
    kept = true
    if wanted.at is not None and wanted.filters:
        rows = sided(layer, true, side_of, wanted.filters)
        kept = true[passing(layer.id, wanted.at, wanted.filters, rows)]
    inside = kept if wanted.bbox is None else kept[kept.geometry.intersects(box(*wanted.bbox))]
    unplaced_out = 0 if wanted.bbox is None else int(kept.geometry.isna().sum())
    return Cut(
        layer,
        inside.reset_index(drop=True),
        not_true=len(frame) - len(true),
        filtered=len(true) - len(kept),
        outside=len(kept) - len(inside) - unplaced_out,
        unplaced_out=unplaced_out,
    )


def _cited(table: str, cuts: Iterable[Cut], tables: Mapping[str, pd.DataFrame]) -> set[str]:
    """Return the ids in a table that the layers and the tables looked up so far name."""
    columns = [cut.frame[name] for cut in cuts for name in kinds_cited(cut.layer, (table,))]
    columns += [frame[name] for frame in tables.values() for name in _KINDS[table] if name in frame]
    return {part for column in columns for text in column for part in split(text)}


def kinds_cited(layer: Layer, tables: Iterable[str] = CITED) -> list[str]:
    """Return the columns of a layer that hold ids in tables."""
    return [
        column.name
        for column in layer.all_columns
        if any(column.kind in _KINDS[table] or column.name == table == "claims" for table in tables)
    ]


def _frames(cuts: Iterable[Cut], tables: Mapping[str, pd.DataFrame]) -> list[pd.DataFrame]:
    return [*(cut.frame for cut in cuts), *tables.values()]


def _newest_record(frames: Iterable[pd.DataFrame]) -> date:
    texts = {text for frame in frames if "recorded_on" in frame for text in frame["recorded_on"] if text}
    newest = max((first_day(text) for text in texts), default=EARLIEST)
    return min(max(newest, EARLIEST), LATEST)
