"""A batch file: what stands in it, judged as a whole before there is any evidence."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geo.errors import GeoError
from geo.figure.request import texts_of
from geo.view.parts import refuse

MOST_FIGURES = 500
OTHERS = ("preset", "atlas", "out", "format")
"""Keys of a figure that are no parts of it."""
_MOST_BYTES = 4_000_000


@dataclass(frozen=True, slots=True)
class BatchFile:
    """The tables of a batch file, and the folder of its outputs."""

    defaults: Mapping[str, Any]
    figures: Sequence[Mapping[str, Any]]
    folder: Path


def read_file(path: Path, folder: Path | None = None) -> BatchFile:
    """Return what a batch file holds: TOML with a table `[[figure]]` for each figure, perhaps `[defaults]`.

    Parameters
    ----------
    folder : Path, optional
        Where outputs go; default: that of the file.

    Raises
    ------
    GeoError
        When the file cannot be read, is no TOML, holds no figures or too many, has other tables, or its
        defaults cannot be used: every fault on a line of its own.
    """
    tables = _tables(path)
    target = folder or path.parent
    faults = [
        f"{path.name}: {key[:40]}: is no part of a batch; use [defaults] and [[figure]]"
        for key in tables.keys() - {"defaults", "figure"}
    ]
    defaults, figures = tables.get("defaults", {}), tables.get("figure", [])
    if not isinstance(defaults, dict):
        faults.append(f"{path.name}: defaults: is not a table; write [defaults]")
        defaults = {}
    wrong = [f"{path.name}: defaults: {fault}" for fault in texts_of(defaults, OTHERS)[1]]
    if not isinstance(figures, list) or not figures or not all(isinstance(one, dict) for one in figures):
        faults.append(f"{path.name}: there is no figure in it; write a table [[figure]] for each")
    elif len(figures) > MOST_FIGURES:
        faults.append(f"{path.name}: there are {len(figures)} figures; split it, {MOST_FIGURES} at most")
    elif wrong:  # no figure is drawn, so what is wrong with each is told here, not with it
        wrong += [
            f"{path.name}: figure {number}: {fault}"
            for number, table in enumerate(figures, 1)
            for fault in texts_of(table, OTHERS)[1]
        ]
    if not target.is_dir():
        faults.append(f"out: there is no folder '{target}'; make it, or give another")
    refuse([*sorted(faults), *wrong])
    return BatchFile(defaults, figures, target)


def _tables(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > _MOST_BYTES:
            raise GeoError(f"batch: '{path}' is too large; split it")
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise GeoError(f"batch: '{path}' cannot be read: {error.strerror or error}") from error
    except ValueError as error:
        raise GeoError(f"batch: '{path}' is no TOML: {error}; correct it") from error
