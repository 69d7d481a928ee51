"""The evidence as one value: layers and tables cut by two clocks, derived layers computed when asked for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from threading import Lock
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pandas as pd

from geo.analysis.inputs import Inputs
from geo.catalog import Catalog
from geo.errors import GeoError, InvalidDeclaration, InvalidLayer, UnknownId
from geo.evidence.cutting import LOOKUPS, Clocks, Days, alike, changed_after, inputs_of, recording_days
from geo.evidence.remembering import Memo
from geo.faults import did_you_mean, one_of
from geo.language import worded
from geo.model import MARKINGS, Actor, Layer, Source, highest_marking, split, strictness
from geo.store import LargeLayer, Wanted
from geo.validity import published_by

if TYPE_CHECKING:
    from geo.gazetteer import Gazetteer

Derive = Callable[[Inputs], gpd.GeoDataFrame]
"""Computes a layer from the evidence: all common columns, then its own, EPSG:4326."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence as it stood when it was read. Its frames are shared: copy before changing one.

    Attributes
    ----------
    version : str
        Hash of all data and declarations; the same text means the same evidence.
    catalog : dict of str to Layer
        Every layer whose declaration is right, in drawing order, also those whose data are not.
    layers : dict of str to GeoDataFrame
        Healthy layers, EPSG:4326: those from files with every row, derived ones as known now.
    large : mapping of str to LargeLayer
        Layers that are asked by extent, day and filter; in `layers` they have no row.
    tables : dict of str to DataFrame
        Every declared table; empty where it is in `broken_tables` (`LOOKUPS`: its faultless rows).
    ground : dict of str to GeoDataFrame
        What the map stands on, by file name, EPSG:4326.
    faults : DataFrame
        Columns file, layer, feature, column, problem, remedy.
    broken, broken_tables : dict of str to str
        Layer id, table name -> why it is out, in a few words.
    held : dict of str to str
        File -> what is wrong with it now; what was read of it before stays in use.
    clearance : str
        The highest marking that may be in it; "" = whatever there is, for nobody in particular.
    left_out : int
        Rows that are marked above it; nothing else tells of them.
    graded : Evidence or None
        What everybody sees, where layers of somebody's own are added to it; None = this is that. What does
        not rest on those is asked of it, so that it is computed once for all, and never holds them.
    """

    version: str
    catalog: Catalog
    layers: dict[str, gpd.GeoDataFrame]
    tables: dict[str, pd.DataFrame]
    ground: dict[str, gpd.GeoDataFrame]
    faults: pd.DataFrame
    broken: dict[str, str]
    broken_tables: dict[str, str]
    derive: Mapping[str, Derive] = field(default_factory=dict, repr=False)
    held: Mapping[str, str] = field(default_factory=dict)
    large: Mapping[str, LargeLayer] = field(default_factory=dict)
    clearance: str = ""
    left_out: int = 0
    graded: Evidence | None = field(default=None, repr=False)
    _narrow: Callable[[str], Evidence | None] | None = field(default=None, repr=False)
    _memo: Memo = field(default_factory=Memo, repr=False, compare=False)
    _views: dict[str, Evidence] = field(default_factory=dict, init=False, repr=False, compare=False)
    _clearing: Lock = field(default_factory=Lock, init=False, repr=False, compare=False)

    def __sizeof__(self) -> int:
        """Return nothing to speak of: what is remembered of it and points back to it holds no copy."""
        return 0

    def cleared(self, clearance: str) -> Evidence:
        """Return the evidence as it would be without the rows above a marking, derived layers too.

        Made once for each marking; the evidence itself where it holds nothing that is marked. Its `version`
        is another one, so whatever is kept under it is kept for those alone who may see the same.

        Raises
        ------
        UnknownId
            When `clearance` is no marking.
        """
        if clearance not in MARKINGS:
            raise UnknownId(f"there is no marking '{clearance}'; {_choice(clearance, MARKINGS)}")
        if self.clearance and strictness(clearance) >= strictness(self.clearance):
            return self
        with self._clearing:
            if self._narrow is None:
                raise GeoError("this evidence cannot be cleared; load it whole")
            if clearance not in self._views:
                view = self._narrow(clearance)
                self._views[clearance] = self if view is None else replace(view, held=self.held)
            return self._views[clearance]

    @property
    def common(self) -> Evidence:
        """What everybody sees of it."""
        return self.graded or self

    @property
    def marking(self) -> str:
        """The highest marking of anything in it: that of an answer of which nobody knows what it rests on."""
        marked = [one for one in (*self.layers.values(), *self.tables.values()) if "marking" in one]
        highest: str = self._memo.get(
            ("marking",),
            lambda: highest_marking(
                [
                    *(text for one in marked for text in one["marking"].unique()),
                    *(one.marking for one in self.large.values()),
                ]
            ),
        )
        return highest or MARKINGS[0]

    def layer(
        self, layer_id: str, known: date | None = None, recorded: date | None = None
    ) -> gpd.GeoDataFrame:
        """Return a layer as published and recorded by two days, over all times that it was true.

        Parameters
        ----------
        layer_id : str
            Id of a healthy layer.
        known : date, optional
            Only what had been published by this day; default: whenever it was. What the rest stands on
            (`Layer.is_ground`) is not cut.
        recorded : date, optional
            As this data set was on this day; default: as it is now, without what was retracted.

        Returns
        -------
        GeoDataFrame
            EPSG:4326; shared, not to be changed. A derived layer is computed from rows cut by both.

        Raises
        ------
        UnknownId
            When no layer has this id.
        InvalidLayer
            When the layer is out, or could not be computed for those days.
        """
        return self._frame(layer_id, Clocks(known, recorded), frozenset())

    def table(self, name: str, known: date | None = None, recorded: date | None = None) -> pd.DataFrame:
        """Return a table, cut as `layer` does; raises UnknownId, never for faults.

        `known` does not cut `LOOKUPS`: an actor has its name whoever published it first.
        """
        if name not in self.tables:
            raise UnknownId(f"there is no table '{name}'; {_choice(name, self.tables)}")
        clocks = Clocks(None if name in LOOKUPS else known, recorded)
        rows: pd.DataFrame = self._cut("table", name, self.tables[name], clocks)
        return rows

    def inputs(self, known: date | None = None, recorded: date | None = None) -> Inputs:
        """Return the evidence, cut as `layer` does, as an analysis is given it."""
        return self._inputs(Clocks(known, recorded), frozenset())

    def remembered(self, key: Hashable, compute: Callable[[], Any], of: str = "") -> Any:
        """Return what `compute` made of this evidence before under `key`, or have it made now.

        For what is worth making once for a version of the data, such as the claims of a day known in time.

        Parameters
        ----------
        of : str, optional
            The layer on which alone it rests: of one that everybody sees it is made once for all.
        """
        if self.graded and self.is_common(of):
            return self.graded.remembered(key, compute)
        return self._memo.get(("remembered", key), compute)

    def rows(self, layer_id: str, known: date | None = None) -> gpd.GeoDataFrame:
        """Return every row of a healthy layer from a file, also retracted ones, published by a day."""
        frame = self.layers[layer_id]
        if known is None or self.catalog[layer_id].is_ground:
            return frame
        return published_by(frame, self._days("layer", layer_id, frame).published, known)

    def claims_published(self) -> Mapping[str, str]:
        """Return the ISO day by which each claim had been published, by its id; "" = always."""
        days: Mapping[str, str] = self._memo.get(
            ("published", "claims"), lambda: self._published("table", "claims", self.tables["claims"])
        )
        return days

    def features_published(self) -> Mapping[str, str]:
        """Return the same of the features of layers from files, but for those that the rest stands on."""

        def every() -> dict[str, str]:
            found: dict[str, str] = {}
            for name, frame in self.layers.items():
                if not self.catalog[name].derive and not self.catalog[name].is_ground:
                    found |= self._published("layer", name, frame)
            return found

        days: Mapping[str, str] = self._memo.get(("published", "features"), every)
        return days

    def _published(self, kind: str, name: str, frame: pd.DataFrame) -> dict[str, str]:
        return dict(zip(frame["id"], self._days(kind, name, frame).published, strict=True))

    def recorded_alike(self, day: date | None) -> date | None:
        """Return the first day on which this data set held what it did on `day`; None where that is now."""

        def every() -> list[str]:
            files = [frame for name, frame in self.layers.items() if not self.catalog[name].derive]
            return sorted({one for frame in (*files, *self.tables.values()) for one in recording_days(frame)})

        return alike(self._memo.get(("recording days",), every), day) if day else None

    def changed_since(self, day: date) -> int:
        """Return how many rows were recorded or retracted after a day, so that they differ now."""
        files = [frame for name, frame in self.layers.items() if not self.catalog[name].derive]
        return sum(changed_after(frame, day) for frame in (*files, *self.tables.values()))

    def layer_of(self, feature_id: str) -> str:
        """Return the id of the healthy layer that holds a feature, those from files first.

        Raises
        ------
        UnknownId
            When no healthy layer holds it.
        """
        owners: dict[str, str] = self._memo.get(("owners",), self._owners)
        if feature_id not in owners:
            for layer_id in self.large:
                if len(self.large_row(layer_id, feature_id)):
                    return layer_id
            raise UnknownId(
                worded(
                    "no feature has the id '{id}'; {advice}",
                    id=feature_id, advice=_choice(feature_id, owners),
                )
            )  # fmt: skip
        return owners[feature_id]

    def large_row(self, layer_id: str, feature_id: str, recorded: date | None = None) -> gpd.GeoDataFrame:
        """Return the row of a large layer with an id; none where there is no such row."""
        wanted = Wanted(ids=(feature_id,), recorded=recorded)
        row: gpd.GeoDataFrame = self._memo.get(
            ("large", layer_id, feature_id, recorded), lambda: self.large[layer_id].frame(wanted, 1)
        )
        return row

    def holds(self, feature_id: str) -> bool:
        """Tell whether a healthy layer holds a feature."""
        return feature_id in self._memo.get(("owners",), self._owners)

    def source(self, source_id: str) -> Source:
        """Return a source; raises UnknownId."""
        return Source(**self._row("sources", source_id, Source))

    def actor(self, actor_id: str) -> Actor:
        """Return an actor; raises UnknownId."""
        row = self._row("actors", actor_id, Actor)
        return Actor(**{**row, "aliases": split(row["aliases"])})

    def gazetteer(self) -> Gazetteer:
        """Return all names as known now: of features, actors and sources; made at the first call.

        That call takes about a second; others wait for it.
        """
        made: Gazetteer = self._memo.get(("gazetteer",), self._named)
        return made

    def _named(self) -> Gazetteer:
        from geo.evidence.naming import gazetteer_of  # noqa: PLC0415 - who searches no names starts sooner

        return gazetteer_of(self)

    def own_rows(self, name: str, rows: pd.DataFrame) -> pd.DataFrame:
        """Return those rows of a table that only come with layers of somebody's own."""
        return rows if self.graded is None else rows[~rows["id"].isin(self.graded.tables[name]["id"])]

    def is_common(self, layer_id: str) -> bool:
        """Tell whether a layer is there for everybody, beside those of somebody's own."""
        return self.graded is not None and layer_id in self.graded.catalog

    def _is_shared(self, kind: str, name: str, frame: pd.DataFrame) -> bool:
        """Tell whether the rows of a layer or table are those that everybody sees."""
        held = self.common.layers if kind == "layer" else self.common.tables
        return self.graded is not None and held.get(name) is frame

    def _row(self, table: str, row_id: str, kind: type) -> dict[str, Any]:
        """Return the fields of a dataclass from the row with that id."""
        rows: dict[str, dict[str, Any]] = self._memo.get(
            ("rows", table), lambda: _by_id(self.tables.get(table))
        )
        if row_id not in rows:
            raise UnknownId(f"{table} has no '{row_id}'; {_choice(row_id, rows)}")
        return {name: rows[row_id].get(name, "") for name in kind.__dataclass_fields__}  # type: ignore[attr-defined]

    def _owners(self) -> dict[str, str]:
        owners: dict[str, str] = {}
        for layer_id in sorted(self.layers, key=lambda name: bool(self.catalog[name].derive)):
            for feature_id in self.layers[layer_id]["id"].tolist():
                owners.setdefault(feature_id, layer_id)
        return owners

    def _frame(self, layer_id: str, clocks: Clocks, underway: frozenset[str]) -> gpd.GeoDataFrame:
        """Return a layer; `underway` are the derived layers whose computing led here."""
        if self.graded and self.is_common(layer_id):
            return self.graded._frame(layer_id, clocks, underway)  # noqa: SLF001 - of its own class
        if layer_id in self.broken:
            raise InvalidLayer(worded("layer '{id}' is out: {why}", id=layer_id, why=self.broken[layer_id]))
        if layer_id not in self.catalog:
            raise UnknownId(
                worded(
                    "there is no layer '{id}'; {advice}",
                    id=layer_id, advice=_choice(layer_id, self.catalog),
                )
            )  # fmt: skip
        layer = self.catalog[layer_id]
        if layer.derive:
            return self._memo.get(
                ("layer", layer_id, clocks), lambda: self._computed(layer, clocks, underway)
            )
        if layer.is_ground:
            clocks = clocks._replace(known=None)
        return self._cut("layer", layer_id, self.layers[layer_id], clocks)

    def _cut(self, kind: str, name: str, frame: Any, clocks: Clocks) -> Any:
        """Return the rows of a layer or table that both clocks leave; the same for days that are alike."""
        if self.graded and self._is_shared(kind, name, frame):
            return self.graded._cut(kind, name, frame, clocks)  # noqa: SLF001 - of its own class
        days = self._days(kind, name, frame)
        then = days.alike(clocks)
        return self._memo.get((kind, name, then), lambda: days.cut(frame, then))

    def _days(self, kind: str, name: str, frame: pd.DataFrame) -> Days:
        """Return the days of the rows, resolved once for each data version."""
        if self.graded and self._is_shared(kind, name, frame):
            return self.graded._days(kind, name, frame)  # noqa: SLF001 - of its own class

        def compute() -> Days:
            sources = self.tables.get("sources", pd.DataFrame(columns=["id", "date"]))
            return Days.of(frame, dict(zip(sources["id"], sources["date"], strict=True)))

        days: Days = self._memo.get(("days", kind, name), compute)
        return days

    def _computed(self, layer: Layer, clocks: Clocks, underway: frozenset[str]) -> gpd.GeoDataFrame:
        """Return a derived layer; raises InvalidLayer saying what stood in the way."""
        if layer.id in underway:
            raise InvalidLayer(f"layer '{layer.id}' is derived from itself")
        if layer.derive not in self.derive:
            raise InvalidDeclaration(
                f"unknown analysis '{layer.derive}'; {_choice(layer.derive, self.derive)}"
            )
        inputs = self._inputs(clocks, underway | {layer.id})
        try:
            frame = self.derive[layer.derive](inputs)
        except GeoError:
            raise
        except Exception as error:
            # An analysis may stumble over data that no rule foresaw; that must cost its layer and no more.
            reason = f"'{layer.derive}' stopped: {type(error).__name__}: {error}"
            raise InvalidLayer(f"layer '{layer.id}' could not be computed: {reason}") from error
        return frame

    def _inputs(self, clocks: Clocks, underway: frozenset[str]) -> Inputs:
        return inputs_of(self, clocks, lambda layer_id: self._frame(layer_id, clocks, underway))


def _by_id(frame: pd.DataFrame | None) -> dict[str, dict[Any, Any]]:
    return {} if frame is None else {str(row["id"]): row for row in frame.to_dict("records")}


def _choice(word: str, known: Iterable[str]) -> str:
    names = list(known)
    return did_you_mean(word, names, one_of(names) if names else worded("there are none"))
