"""Every fault of a data root, of a part of it, or of a file that is to go there."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geo.errors import GeoError
from geo.evidence import Evidence, load
from geo.model import MARKINGS
from geo.settings import Settings
from geo.store import open_store


def check(path: Path) -> tuple[Evidence, pd.DataFrame]:
    """Return the evidence that a path belongs to, and the faults of that path.

    Parameters
    ----------
    path : Path
        A data root (with layers/ and data/), any file or folder inside one, or a GeoJSON or CSV file outside
        that is named like one of the data root's: it is then judged as if it stood there.

    Raises
    ------
    GeoError
        When the path does not exist, or belongs to no data root.
    """
    path = path.resolve()
    if not path.exists():
        raise GeoError(f"'{path}' does not exist; give a data root, or a file inside one")
    for root in (path, *path.parents):
        if (root / "layers").is_dir() and (root / "data").is_dir():
            evidence = load(open_store(root), root / "layers")
            inside = path.relative_to(root).as_posix()
            return evidence, evidence.faults if root == path else _of(evidence.faults, inside)
    settings = Settings.from_env()
    slot = _slot(path, settings.data_dir)
    evidence = load(open_store(settings, instead={slot: path}), settings.layers_dir)
    return evidence, _of(evidence.faults, str(path))


def _slot(path: Path, data_dir: Path) -> str:
    """Return the path below data/ of the file that one outside stands for."""
    for inside in sorted(data_dir.rglob(f"*{path.suffix}")):
        if path.is_file() and inside.name == path.name:
            return inside.relative_to(data_dir).as_posix()
    raise GeoError(
        f"'{path}' belongs to no data root; give a folder with layers/ and data/, or a file inside one"
    )


def _of(faults: pd.DataFrame, inside: str) -> pd.DataFrame:
    """Return the faults of one file, or of the files in one folder."""
    at = (faults["file"] == inside) | faults["file"].str.startswith(f"{inside}/")
    return faults[at].reset_index(drop=True)


def as_text(faults: pd.DataFrame) -> str:
    """Return the faults as text for a terminal, a heading a file, and how many there are."""
    parts = []
    for file, rows in faults.groupby("file", sort=False):
        parts += [str(file), aligned(rows[["layer", "feature", "column", "problem", "remedy"]]), ""]
    files = faults["file"].nunique()
    parts.append(f"{_count(len(faults), 'fault')} in {_count(files, 'file')}")
    return "\n".join(parts)


def aligned(table: pd.DataFrame) -> str:
    """Return a table in left-aligned columns with a header; "-" for none."""
    cells = [list(table.columns), *([value or "-" for value in row] for row in table.to_numpy().tolist())]
    widths = [max(len(row[number]) for row in cells) for number in range(len(table.columns))]
    return "\n".join(
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        for row in cells
    )


def summary(evidence: Evidence) -> str:
    """Return how much there is, where nothing is at fault."""
    features = sum(len(frame) for frame in evidence.layers.values())
    rows = sum(len(frame) for frame in evidence.tables.values())
    marked = evidence.cleared(MARKINGS[0]).left_out
    above = f"; {_count(marked, 'row')} of them above TLP:{MARKINGS[0]}" if marked else ""
    return (
        f"No faults: {_count(len(evidence.layers), 'layer')} with {_count(features, 'feature')}, "
        f"{_count(len(evidence.tables), 'table')} with {_count(rows, 'row')}{above}"
    )


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
