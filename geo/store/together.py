"""Files that change together: all of them or none, also when their writer is killed between two."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from geo.errors import GeoError
from geo.replacing import write_all, write_whole
from geo.store.writing import alone

PLAN: Final = ".unfinished.json"
"""What is being written: by file the digest of what it held, and what it shall hold."""

_LOG = logging.getLogger(__name__)


def write_together(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files of a folder, whose writers wait for each other (`alone`); raises as `write_all`.

    From the moment at which the plan is there all of them are written, by whoever comes next where this
    writer is killed (`finish`); before that none is.
    """
    plan = folder / PLAN
    if len(texts) > 1:
        told = {name: {"old": _digest(folder / name), "new": text} for name, text in texts.items()}
        write_whole(plan, json.dumps(told, ensure_ascii=False).encode())
    try:
        write_all({folder / name: text.encode() for name, text in texts.items()})
    finally:
        plan.unlink(missing_ok=True)


def finish(folder: Path) -> None:
    """Write what a killed writer had begun, unless somebody has changed one of the files since."""
    plan = folder / PLAN
    if not plan.is_file():
        return
    try:
        with alone(folder):
            told = json.loads(plan.read_bytes())
            texts = {name: one["new"] for name, one in told.items()}
            as_left = [
                _digest(folder / name) in (one["old"], _hash(one["new"])) for name, one in told.items()
            ]
            if all(as_left):
                write_all({folder / name: text.encode() for name, text in texts.items()})
                _LOG.warning("data/: wrote what had been begun: %s", ", ".join(texts))
            else:
                _LOG.warning("data/: %s were begun and changed since; look at them", ", ".join(texts))
            plan.unlink()
    except FileNotFoundError:
        return  # somebody else has finished it
    except (GeoError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        _LOG.warning(
            "data/%s: what was begun cannot be finished: %s; run a geo.claim as who may", PLAN, error
        )


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else ""


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
