"""A large file as partitioned GeoParquet with dask-geopandas: in this process, or on a cluster.

The work is four graphs of Dask. Each piece of the file becomes a part that is sorted along a Hilbert curve
(`rough`); ids that come twice are found by a shuffle; the curve is cut where each stretch has some hundred
thousand rows, counted exactly; and each stretch becomes a part of the layer, read from all rough parts by
their statistics. Every task writes a file of its own from files that stand, so that one whose worker is
killed is done again by another with the same outcome.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import geopandas as gpd
import numpy as np
import pandas as pd

from geo.errors import GeoError
from geo.ingest.large.blocks import Block
from geo.ingest.large.making import Say
from geo.ingest.large.pool import with_twice
from geo.ingest.large.work import Job, Piece, Report, judge_piece, survey_piece
from geo.ingest.rows.drafting import none_of
from geo.ingest.rows.roles import Roles
from geo.ingest.rows.settling import Survey
from geo.language import worded
from geo.store.frames import Place, typed_columns
from geo.store.large import CURVE, NUMBER, ROUGH, ROWS, prepared

try:
    import dask
    import dask.dataframe as dd
    import dask_geopandas
    from dask.base import compute
    from dask.delayed import delayed
except ImportError as error:  # the extra is not installed
    raise GeoError(
        "LIBYA_DASK and folders need dask-geopandas; install it with: pip install 'libya-map[cluster]'"
    ) from error

PART: Final = 500_000
"""Rows of a part of the layer, about."""
_BIN_BITS: Final = 8
"""Bits of the curve that are not looked at when it is cut: a bin is some ten kilometres wide."""
_PATIENCE: Final = 30
"""Seconds in which scheduler and workers answer."""
_RUN: Final = 8_192
"""Rows of a rough part that are read together: a stretch of the curve is found by their statistics."""


@contextmanager
def cluster(address: str, part: int = PART, workers: int = 1) -> Iterator[Cluster]:
    """Yield who does the work: the cluster whose scheduler is at an address, this process where it is "".

    Raises
    ------
    GeoError
        When nobody answers there, or fewer workers come than are waited for.
    """
    if not address:
        with dask.config.set(scheduler="threads"):
            yield Cluster("this process", part)
        return
    from distributed import Client  # noqa: PLC0415 - what is not needed is not loaded

    try:
        client = Client(address, timeout=_PATIENCE)
    except OSError as error:
        raise GeoError(f"LIBYA_DASK: no scheduler answers at {address}; start one: dask scheduler") from error
    with client:
        try:
            client.wait_for_workers(workers, timeout=_PATIENCE)
        except TimeoutError as error:
            raise GeoError(
                f"LIBYA_DASK: {address} has no worker; start some: dask worker {address}"
            ) from error
        yield Cluster(f"{len(client.scheduler_info(n_workers=-1)['workers'])} workers of {address}", part)


@dataclass(frozen=True, slots=True)
class Cluster:
    """Dask, wherever its scheduler is."""

    who: str
    part: int

    def surveys(self, blocks: Sequence[Block], roles: Roles, say: Say) -> list[Survey]:
        """Return what each piece holds."""
        say(worded("looking at {count} pieces, {who}", count=len(blocks), who=self.who))
        return list(compute(*[delayed(survey_piece)(one, roles) for one in blocks]))

    def made(self, pieces: Sequence[Piece], job: Job, say: Say) -> tuple[Path, int, Report]:
        """Return the data as a folder of parts."""
        rough, made = job.folder / "rough", job.folder / job.layer.data
        say(worded("checking {count} pieces, {who}", count=len(pieces), who=self.who))
        _written(dd.from_map(_rough, pieces, job=job, meta=_empty(job)), rough, _RUN)
        report = Report.read(job.folder)
        if report.aside == report.rows:
            raise none_of(report.rows, report.faults)
        again = self._twice(rough) if job.settled.roles.get("id") else []
        without = frozenset(number for number, _ in again)
        stretches = self._stretches(rough, without)
        say(worded("writing {count} parts, {who}", count=len(stretches), who=self.who))
        parts = dd.from_map(_part, stretches, rough=rough, without=without, meta=_of_layer(_empty(job)))
        _written(parts, made, ROWS)
        shutil.rmtree(rough)
        return made, sum(one.rows for one in stretches), with_twice(report, again, job)

    def _twice(self, rough: Path) -> list[tuple[int, int]]:
        """Return the numbers of rows whose id an earlier one has, and of that one."""
        ids = dd.read_parquet(rough, columns=["id", NUMBER]).shuffle("id", shuffle_method="tasks")
        meta = pd.DataFrame({NUMBER: pd.Series(dtype="int64"), "first": pd.Series(dtype="int64")})
        found = ids.map_partitions(_again, meta=meta).compute().sort_values(NUMBER)
        return list(zip(found[NUMBER].tolist(), found["first"].tolist(), strict=True))

    def _stretches(self, rough: Path, without: frozenset[int]) -> list[Stretch]:
        """Cut the curve so that each stretch has about as many rows; how many is counted, not guessed."""
        rows = dd.read_parquet(rough, columns=[CURVE, NUMBER])
        meta = pd.Series(dtype="int64", name="count")
        counts = rows.map_partitions(_bins, without=without, meta=meta).compute()
        counts = counts.groupby(level=0).sum().sort_index()
        found, start = [], 0
        cuts = np.searchsorted(counts.cumsum(), np.arange(self.part, counts.sum(), self.part)) + 1
        for low, high in zip([0, *cuts.tolist()], [*cuts.tolist(), len(counts)], strict=True):
            rows_here = int(counts.iloc[low:high].sum())
            if rows_here:
                first, last = (int(counts.index[at]) << _BIN_BITS for at in (low, high - 1))
                found.append(Stretch(first, last + (1 << _BIN_BITS), start, rows_here))
                start += rows_here
        return found


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the curve, up to but without `stop`: how many rows come before it, and are in it."""

    start: int
    stop: int
    before: int
    rows: int


def _written(frame: Any, folder: Path, group: int) -> None:
    dask_geopandas.to_parquet(
        frame, folder, write_index=False, compression="zstd", row_group_size=group, write_metadata_file=False
    )


def _rough(piece: Piece, job: Job) -> gpd.GeoDataFrame:
    features, numbers, report = judge_piece(piece, job)
    report.leave(job.folder, piece.number)
    return prepared(features, numbers).sort_values(CURVE, kind="stable", ignore_index=True)


def _empty(job: Job) -> gpd.GeoDataFrame:
    """Return a rough part without rows: what names and types they all have."""
    frame, _ = typed_columns({}, 0, job.layer.all_columns, Place("", ""))
    return prepared(gpd.GeoDataFrame(frame, geometry=[], crs="EPSG:4326"), [])


def _again(ids: pd.DataFrame) -> pd.DataFrame:
    told = ids.assign(first=ids.groupby("id")[NUMBER].transform("min"))
    return told.loc[told[NUMBER] != told["first"], [NUMBER, "first"]]


def _bins(rows: pd.DataFrame, without: frozenset[int]) -> pd.Series[int]:
    kept = rows[CURVE] if not without else rows.loc[~rows[NUMBER].isin(without), CURVE]
    return (kept // (1 << _BIN_BITS)).value_counts()


def _part(stretch: Stretch, rough: Path, without: frozenset[int]) -> gpd.GeoDataFrame:
    within = [(CURVE, ">=", stretch.start), (CURVE, "<", stretch.stop)]
    rows = gpd.read_parquet(rough, filters=within)
    if without:
        rows = rows[~rows[NUMBER].isin(without)]
    rows = rows.sort_values([CURVE, "map_from", NUMBER], ignore_index=True)
    numbers = np.arange(stretch.before, stretch.before + len(rows), dtype="int32")
    return _of_layer(rows.assign(map_row=numbers))


def _of_layer(rough: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Return rows as the file of a layer has them: longitude first, as GeoParquet says."""
    return rough.drop(columns=list(ROUGH)).set_crs("OGC:CRS84", allow_override=True)
