"""Files that change together: all of them or none, also when their writer is killed between two."""

from __future__ import annotations

import hashlib
import json
import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from geo.errors import GeoError
from geo.files import Unreadable, content_of
from geo.replacing import write_all, write_whole
from geo.store.writing import alone

PLAN: Final = ".unfinished.json"
"""What is being written: by file the digest of what it held, and what it shall hold."""

_LOG = logging.getLogger(__name__)


def write_together(folder: Path, texts: Mapping[str, str]) -> None:
    """Write files of a folder, whose writers wait for each other (`alone`); raises as `write_all`.

    From the moment at which the plan is there all of them are written: who reads takes what it says
    (`begun`), and whoever comes next writes it where this writer is killed (`finish`). Before that none is.
    """
    finish_alone(folder)
    plan, old = folder / PLAN, {name: _digest(folder / name) for name in texts}
    if len(texts) > 1:
        told = {name: {"old": old[name], "new": text} for name, text in texts.items()}
        write_whole(plan, json.dumps(told, ensure_ascii=False).encode())
    try:
        write_all({folder / name: text.encode() for name, text in texts.items()})
    except GeoError:
        if old == {name: _digest(folder / name) for name in texts}:
            plan.unlink(missing_ok=True)  # else some are written, and the rest has to be
        raise
    plan.unlink(missing_ok=True)


def begun(folder: Path) -> dict[str, bytes]:
    """Return what files hold whose writing has begun: who reads this in their place sees all or none.

    Nothing where there is no plan, or where somebody has changed one of the files since.
    """
    plan = content_of(folder / PLAN, (folder,))
    if isinstance(plan, Unreadable):
        if not plan.missing:
            _LOG.warning("data/%s: %s", PLAN, plan)
        return {}
    try:
        told = {str(name): (one["old"], one["new"].encode()) for name, one in json.loads(plan).items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        _LOG.warning("data/%s: is no plan of ours; remove it", PLAN)
        return {}
    for name, (old, new) in told.items():
        if Path(name).name != name or _digest(folder / name) not in (old, _hash(new)):
            return {}
    return {name: new for name, (_, new) in told.items()}


def finish(folder: Path) -> None:
    """Write what a killed writer had begun, unless somebody has changed one of the files since."""
    if not (folder / PLAN).is_file():
        return
    try:
        with alone(folder):
            finish_alone(folder)
    except (GeoError, OSError) as error:
        _LOG.warning(
            "data/%s: what was begun cannot be finished: %s; run python -m geo.claim as who may", PLAN, error
        )


def finish_alone(folder: Path) -> None:
    """Do it where other writers wait already; raises GeoError or OSError where it cannot be done."""
    plan = folder / PLAN
    if not plan.is_file():
        return  # somebody else has finished it
    texts = begun(folder)
    if texts:
        write_all({folder / name: text for name, text in texts.items()})
        _LOG.warning("data/: wrote what had been begun: %s", ", ".join(texts))
    else:
        _LOG.warning("data/: what had been begun was changed since or cannot be read; look at its tables")
    plan.unlink(missing_ok=True)


def _digest(path: Path) -> str:
    content = content_of(path, (path.parent,))
    return _hash(content) if isinstance(content, bytes) else "" if content.missing else "unreadable"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
