"""What is done with one piece of a large file, by whichever process; it knows nothing of the others."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import geopandas as gpd

from geo.faults import Fault
from geo.ingest.large.blocks import Block
from geo.ingest.rows.drafting import numbered
from geo.ingest.rows.judging import judged
from geo.ingest.rows.placing import placed
from geo.ingest.rows.roles import Roles
from geo.ingest.rows.settling import Settled, Survey, declared, surveyed
from geo.language import document, of_document, worded
from geo.model import Layer
from geo.replacing import write_whole

LISTED = 200
"""Faults of a piece that are told; all are counted."""
_IN_WORDS = ("feature", "problem", "remedy")


@dataclass(frozen=True, slots=True)
class Job:
    """What judging a file in pieces needs to know.

    Attributes
    ----------
    folder : Path
        Where pieces are left; on a cluster all its machines see it under this name.
    """

    settled: Settled
    toml: str
    folder: Path

    @property
    def layer(self) -> Layer:
        """The layer that it becomes."""
        return declared(self.settled.wishes.layer, self.toml)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece, its number, and how many rows of the file come before it."""

    number: int
    start: int
    block: Block


@dataclass(frozen=True, slots=True)
class Report:
    """What came of a piece.

    Attributes
    ----------
    aside : int
        How many rows are not taken.
    faults : list of Fault
        What is wrong with the first of them.
    """

    rows: int
    aside: int
    faults: list[Fault]

    @classmethod
    def together(cls, reports: Sequence[Report]) -> Report:
        """Return what came of all."""
        faults = [fault for one in reports for fault in one.faults]
        return cls(sum(one.rows for one in reports), sum(one.aside for one in reports), faults[:LISTED])

    @classmethod
    def read(cls, folder: Path) -> Report:
        """Return what came of all pieces whose reports were left in a folder."""
        told = [json.loads(one.read_bytes()) for one in sorted(folder.glob("*.report"))]
        return cls.together(
            [cls(one["rows"], one["aside"], list(map(_fault, one["faults"]))) for one in told]
        )

    def leave(self, folder: Path, number: int) -> None:
        """Leave it in a folder: whoever does a piece again writes the same."""
        faults = [
            asdict(one) | {name: document(getattr(one, name)) for name in _IN_WORDS} for one in self.faults
        ]
        told = {"rows": self.rows, "aside": self.aside, "faults": faults}
        write_whole(folder / f"{number:06}.report", json.dumps(told).encode())


def _fault(told: Mapping[str, Any]) -> Fault:
    words = {name: of_document(told[name]) for name in _IN_WORDS}
    return Fault(**{**told, **words})


def survey_piece(block: Block, roles: Roles) -> Survey:
    """Return what a piece holds, as far as that decides for the whole file."""
    return surveyed(block.read(), roles)


def judge_piece(piece: Piece, job: Job) -> tuple[gpd.GeoDataFrame, list[int], Report]:
    """Return the features of a piece, the numbers of their rows in the file, and what was set aside."""
    raw, settled = piece.block.read(), job.settled
    at = placed(raw, settled.roles, settled.wishes.crs, settled.places)
    made = judged(raw, at, settled, job.layer, piece.start)
    faults = list(made.faults)
    for number, why in at.unplaced.items():
        fault = Fault(
            settled.file, job.layer.id, "", "geometry", why, worded("give it one: all of a large layer have")
        )
        faults.append((number, fault))
    faults.sort(key=lambda one: (one[0], one[1].column))
    bad = {number for number, _ in faults}
    keep = [number for number in range(len(raw)) if number not in bad]
    report = Report(len(raw), len(bad), list(numbered(faults[:LISTED], job.layer.id, piece.start)))
    features = made.features.iloc[keep] if bad else made.features
    return features.reset_index(drop=True), [piece.start + number for number in keep], report


def cores() -> int:
    """Return how many processes of this machine work at once."""
    return max(1, min(os.cpu_count() or 1, 8))
