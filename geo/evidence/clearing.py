"""What of the evidence somebody may see: rows above a clearance go before anything is judged or derived.

A row is marked at least as strictly as the actors and places that it names, because it tells of them. A
source that only such rows cite goes with them, and so does a publisher that has no other source.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import compress
from typing import Any, TypeVar

import geopandas as gpd
import pandas as pd

from geo.catalog import Catalog
from geo.evidence.agreeing import names_of_publisher
from geo.evidence.cutting import LOOKUPS
from geo.evidence.marking import Key, Named, Sheet, ids_of, named_in, strictness_of
from geo.faults import Fault
from geo.model import MARKINGS, Column, Table, split, strictness
from geo.store import LargeLayer

Frame = TypeVar("Frame", bound=pd.DataFrame)

_UNREAD = ("a row cannot be read", "python -m geo.check says which and why")


@dataclass(frozen=True, slots=True)
class Read:
    """Everything of one version as it was read, not judged yet.

    Attributes
    ----------
    declared : mapping of str to Table
        The declared tables.
    tables, layers : mapping of str to (frame, faults)
        By name: the rows that could be read, and what is wrong with the others.
    large : mapping of str to LargeLayer
        Layers that are never read whole, by id.
    files : mapping of str to str
        Where the data of each layer are, as named in faults.
    broken : mapping of str to str
        Layers whose declaration is wrong, and why.
    faults : sequence of Fault
        What is wrong beside the rows: declarations, ground, files that nothing declares.
    """

    version: str
    catalog: Catalog
    declared: Mapping[str, Table]
    tables: Mapping[str, tuple[pd.DataFrame, list[Fault]]]
    layers: Mapping[str, tuple[gpd.GeoDataFrame, list[Fault]]]
    ground: dict[str, gpd.GeoDataFrame]
    files: Mapping[str, str]
    large: Mapping[str, LargeLayer]
    broken: dict[str, str]
    faults: Sequence[Fault]

    def sheets(self) -> dict[Key, Sheet]:
        """Return the tables and layers, with what their rows name."""
        tables = {
            ("table", name): Sheet(
                frame, self.declared[name].columns, "actor" if name == "actors" else "", name in LOOKUPS
            )
            for name, (frame, _) in self.tables.items()
        }
        layers = {
            ("layer", name): Sheet(
                frame, self.catalog[name].all_columns, "place", self.catalog[name].is_ground
            )
            for name, (frame, _) in self.layers.items()
        }
        return {**tables, **layers}

    def changed(self, change: Callable[[Key, Any, list[Fault]], tuple[Any, list[Fault]]]) -> Read:
        """Return it with what `change` makes of the rows and faults of each table and layer."""
        return replace(
            self,
            tables={name: change(("table", name), *one) for name, one in self.tables.items()},
            layers={name: change(("layer", name), *one) for name, one in self.layers.items()},
        )


def cleared(read: Read, clearance: str) -> tuple[Read, int]:
    """Return what may be shown, and how many rows are not.

    The answer is `read` itself where nothing is marked. In any other, markings are as strict as what their
    rows name, and no fault tells of a row that is not there.
    """
    if _is_open(read):
        return read, 0
    most = strictness(clearance)
    sheets = read.sheets()
    keep = {
        key: [rank <= most for rank in ranks] for key, ranks in strictness_of(sheets, needed=True).items()
    }
    gone = {
        Named(sheets[key].kind, name)
        for key, kept in keep.items()
        for name, stays in zip(sheets[key].ids, kept, strict=True)
        if not stays and sheets[key].kind
    }
    keep |= _lookups(sheets, keep)
    unseen = frozenset(named.id for named in gone if named.kind == "actor")
    large = {name: one.cleared(clearance, unseen) for name, one in read.large.items()}
    narrowed = replace(
        read.changed(lambda key, frame, faults: _kept(frame, faults, keep[key])),
        version=hashlib.sha256(f"{read.version} {clearance}".encode()).hexdigest()[: len(read.version)],
        large=large,
        ground={name: _ground(frame, most, gone) for name, frame in read.ground.items()},
    )
    count = sum(kept.count(False) for key, kept in keep.items() if "marking" in sheets[key].frame)
    count += sum(read.large[name].total - one.total for name, one in large.items())
    return _marked(_silent(narrowed, gone)), count


def _is_open(read: Read) -> bool:
    """Tell whether everybody may see every row, and every row that a fault tells of."""
    if any(one.marking != MARKINGS[0] for one in read.large.values()):
        return False
    for frame, faults in (*read.tables.values(), *read.layers.values()):
        if "marking" in frame and not frame["marking"].eq(MARKINGS[0]).all():
            return False
        ids = {"", *ids_of(frame)}
        if any(fault.feature not in ids for fault in faults):
            return False
    return True


def _lookups(sheets: Mapping[Key, Sheet], keep: Mapping[Key, list[bool]]) -> dict[Key, list[bool]]:
    """Return which sources and publishers are kept: not those that only rows cite which are not."""
    shown: set[str] = set()
    hidden: set[str] = set()
    for key, sheet in sheets.items():
        if "sources" in sheet.frame:
            for text, stays in zip(sheet.frame["sources"].tolist(), keep[key], strict=True):
                (shown if stays else hidden).update(split(text))
    found: dict[Key, list[bool]] = {}
    sources, publishers = ("table", "sources"), ("table", "publishers")
    if sources in sheets:
        only = hidden - shown
        found[sources] = [
            stays and name not in only for name, stays in zip(sheets[sources].ids, keep[sources], strict=True)
        ]
        if publishers in sheets:
            publisher = sheets[sources].frame["publisher"].tolist()
            of_shown = set(_compared(compress(publisher, found[sources])))
            only = set(_compared(compress(publisher, [not stays for stays in found[sources]]))) - of_shown
            names = sheets[publishers].frame[["name", "aliases"]].to_numpy().tolist()
            found[publishers] = [
                stays and only.isdisjoint(names_of_publisher(*called))
                for called, stays in zip(names, keep[publishers], strict=True)
            ]
    return found


def _compared(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        yield from names_of_publisher(name, "")


def _kept(frame: Frame, faults: Iterable[Fault], keep: Sequence[bool]) -> tuple[Frame, list[Fault]]:
    """Return the rows that are kept, and of the faults those that tell of no other row."""
    gone = set(compress(ids_of(frame), [not stays for stays in keep]))
    kept: Frame = frame if all(keep) else frame[list(keep)].reset_index(drop=True)
    there = {"", *ids_of(kept)} - gone
    told = [
        # Nobody knows how a row is marked that could not be read.
        fault if fault.feature in there else Fault(fault.file, fault.layer, "", fault.column, *_UNREAD)
        for fault in faults
        if fault.feature not in gone
    ]
    return kept, list(dict.fromkeys(told))


def _silent(read: Read, gone: set[Named]) -> Read:
    """Return the rows without the names of what is gone, where they need not name it."""
    sheets = read.sheets()

    def silent(key: Key, frame: Frame, faults: list[Fault]) -> tuple[Frame, list[Fault]]:
        if not sheets[key].lasting:
            return frame, faults
        columns = [one for one in sheets[key].columns if one.name in frame and not one.required]
        return _with(
            frame,
            {one.name: [_without(one, text, gone) for text in frame[one.name].tolist()] for one in columns},
        ), faults

    return read.changed(silent)


def _without(column: Column, text: str, gone: set[Named]) -> str:
    """Return a cell without the names of what is gone."""
    left = [one.id for one in named_in(column, text) if one not in gone]
    return text if gone.isdisjoint(named_in(column, text)) else "|".join(left)


def _marked(read: Read) -> Read:
    """Return the rows with markings as strict as what they name; what is no marking stays, as a fault."""
    ranks = strictness_of(read.sheets())

    def marked(key: Key, frame: Frame, faults: list[Fault]) -> tuple[Frame, list[Fault]]:
        if "marking" not in frame:
            return frame, faults
        texts = [
            MARKINGS[rank] if text in MARKINGS else text
            for text, rank in zip(frame["marking"].tolist(), ranks[key], strict=True)
        ]
        return _with(frame, {"marking": texts}), faults

    return read.changed(marked)


def _with(frame: Frame, columns: Mapping[str, list[str]]) -> Frame:
    """Return a frame with other texts in some columns: itself where they are no others."""
    changed = {
        name: pd.array(texts, dtype="str") for name, texts in columns.items() if texts != frame[name].tolist()
    }
    return frame.assign(**changed) if changed else frame


def _ground(frame: gpd.GeoDataFrame, most: int, gone: set[Named]) -> gpd.GeoDataFrame:
    """Return the ground without what is marked higher, or gone as a feature of a layer."""
    keep = pd.Series(True, index=frame.index)
    if "marking" in frame:
        keep &= frame["marking"].map(strictness) <= most
    if "id" in frame:
        keep &= ~frame["id"].isin({one.id for one in gone if one.kind == "place"})
    return frame if keep.all() else frame[keep].reset_index(drop=True)
