"""A large file -> declaration and data of a large layer; who does the work is told (`Engine`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import accumulate
from pathlib import Path
from typing import Protocol

from geo.ingest.large.blocks import Block
from geo.ingest.large.work import Job, Piece, Report
from geo.ingest.rows.roles import Roles
from geo.ingest.rows.settling import Survey, Wishes, World, settle
from geo.language import Worded
from geo.model import LARGE_SUFFIX, Layer
from geo.store import made_beside

Say = Callable[[Worded], object]
"""Is told how far the work has come."""


class Engine(Protocol):
    """Whoever does the work: the cores of this machine, or a cluster."""

    def surveys(self, blocks: Sequence[Block], roles: Roles, say: Say) -> list[Survey]:
        """Return what each piece holds, in their order."""
        ...

    def made(self, pieces: Sequence[Piece], job: Job, say: Say) -> tuple[Path, int, Report]:
        """Return the data of the layer below the folder of the job, how many rows they have, and the report.

        Raises
        ------
        GeoError
            When there is no row that can be taken.
        """
        ...


@dataclass(frozen=True, slots=True)
class Made:
    """A large layer as it would be; its data are in a folder that is removed afterwards."""

    layer: Layer
    toml: str
    data: Path
    rows: int
    report: Report
    notes: tuple[str, ...]


@contextmanager
def made_large(
    blocks: Sequence[Block],
    *,
    roles: Roles,
    wishes: Wishes,
    world: World,
    file: str,
    engine: Engine,
    home: Path,
    say: Say,
) -> Iterator[Made]:
    """Yield the layer that a large file makes; raises Refused where nothing of it can be one.

    Parameters
    ----------
    file : str
        What faults call it.
    home : Path
        Where the work is done, in a folder of its own, on the disk that the layer comes to stand on. All
        machines of a cluster see it under this name.
    """
    surveys = engine.surveys(blocks, roles, say)
    settled = settle(Survey.together(surveys), roles, wishes, world, file)
    layer, toml = settled.layer(["Point"], f"{wishes.layer}{LARGE_SUFFIX}")
    starts = accumulate((one.rows for one in surveys[:-1]), initial=0)
    pieces = [Piece(n, start, one) for n, (start, one) in enumerate(zip(starts, blocks, strict=True))]
    with made_beside(home) as folder:
        data, rows, report = engine.made(pieces, Job(settled, toml, folder), say)
        yield Made(layer, toml, data, rows, report, settled.notes)
