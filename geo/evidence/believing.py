"""The evidence without what rests on a publisher, or on the outlets of a side, alone."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import replace
from threading import Lock
from typing import Any, Final

from cachetools import LRUCache

from geo.analysis.independence import Publishers
from geo.errors import GeoError, UnknownId
from geo.evidence.cutting import LOOKUPS
from geo.evidence.holding import Evidence
from geo.evidence.remembering import Memo
from geo.faults import did_you_mean, one_of
from geo.language import worded
from geo.model import split

SIDE: Final = "side."
"""Before a side of publishers.csv, whose outlets are meant."""
_KEPT: Final = 2
_REMEMBERED: Final = 12_000_000
"""Bytes that each remembers at most of what was computed of it."""
SIDES: Final = ("gnu", "east", "foreign", "unknown", "none")


def believed(evidence: Evidence, without: str) -> Evidence:
    """Return the evidence without the rows that nobody else tells, derived layers too; made once.

    What is told by others too stays, on their word alone. What cites no source stays.

    Parameters
    ----------
    without : str
        The id of a publisher or its family, with all that pass on its texts, or a side such as "side.east";
        "" = nobody.

    Raises
    ------
    UnknownId
        When there is no such publisher or side.
    """
    if not without:
        return evidence
    few: _Few = evidence.remembered(("believed",), _Few)
    return few.get(evidence, without)


def sources_without(evidence: Evidence, without: str) -> frozenset[str]:
    """Return the sources that are not believed."""
    by_source = Publishers.of(evidence.tables["publishers"], evidence.tables["sources"]).by_source
    if without.startswith(SIDE):
        side = without.removeprefix(SIDE)
        if side not in SIDES:
            known = [f"{SIDE}{one}" for one in SIDES]
            advice = did_you_mean(without, known, one_of(known))
            raise UnknownId(
                worded("without: there is no side '{side}'; {advice}", side=side[:40], advice=advice)
            )
        return frozenset(name for name, one in by_source.items() if one.side.partition(":")[0] == side)
    table = evidence.tables["publishers"]
    rows = table[(table["id"] == without) | (table["family"] == without)]
    if rows.empty:
        known = table["id"].tolist()
        advice = did_you_mean(without[:40], known, worded("data/publishers.csv lists them"))
        raise UnknownId(
            worded("without: there is no publisher '{id}'; {advice}", id=without[:40], advice=advice)
        )
    family = rows.iloc[0]["family"]
    return frozenset(name for name, one in by_source.items() if one.family == family)


class _Few:
    """The last few that somebody asked for: each is a copy of all rows, and remembers things of its own."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._kept: LRUCache[str, Evidence] = LRUCache(_KEPT)

    def __sizeof__(self) -> int:
        """Return what they remember at most."""
        return _KEPT * _REMEMBERED

    def get(self, evidence: Evidence, without: str) -> Evidence:
        with self._lock:
            if without not in self._kept:
                self._kept[without] = _made(evidence, without)
            return self._kept[without]


def _made(evidence: Evidence, without: str) -> Evidence:
    dropped = sources_without(evidence, without)
    layers = {
        name: frame if evidence.catalog[name].derive else _left(frame, dropped)
        for name, frame in evidence.layers.items()
    }
    tables = {
        name: frame if name in LOOKUPS else _left(frame, dropped) for name, frame in evidence.tables.items()
    }
    version = hashlib.sha256(f"{evidence.version} without {without}".encode()).hexdigest()
    fewer = replace(
        evidence,
        layers=layers,
        tables=tables,
        version=version[: len(evidence.version)],
        graded=evidence.graded and believed(evidence.graded, without),
        _memo=Memo(_REMEMBERED),
    )
    broken = dict(fewer.broken)
    for name in [name for name in layers if evidence.catalog[name].derive]:
        try:
            layers[name] = fewer.layer(name)
        except GeoError as error:
            broken[name] = str(error)
            del layers[name]
    return replace(fewer, layers=layers, broken=broken)


def _left(frame: Any, dropped: Collection[str]) -> Any:
    """Return the rows of which some source is left, with those sources alone."""
    if "sources" not in frame:
        return frame
    cited = [list(split(str(text))) for text in frame["sources"].tolist()]
    left = [[one for one in sources if one not in dropped] for sources in cited]
    keep = [bool(mine) or not sources for mine, sources in zip(left, cited, strict=True)]
    if all(keep) and left == cited:
        return frame
    return frame.assign(sources=["|".join(sources) for sources in left])[keep].reset_index(drop=True)
