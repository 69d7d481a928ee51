"""Files that change together: all of them or none, also when their writer is killed between two."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from geo.errors import GeoError
from geo.files import Unreadable, content_of
from geo.replacing import write_all, write_whole
from geo.store.writing import alone

if sys.platform != "win32":
    import fcntl

PLAN: Final = ".unfinished.json"
"""What is being written: by file the digest of what it held and what it shall hold, or what comes there."""

Change = str | Path | None
"""What becomes of a file: its text; a file or folder (`made_beside`) that takes its place; None = it goes."""

_MAKING: Final = ".large-"

_LOG = logging.getLogger(__name__)


def write_together(folder: Path, changes: Mapping[str, Change]) -> None:
    """Change files of a folder, whose writers wait for each other (`alone`); raises as `write_all`.

    From the moment at which the plan is there all of them are written: who reads takes what it says
    (`begun`), and whoever comes next writes it where this writer is killed (`finish`). Before that none is.

    Parameters
    ----------
    changes : mapping of str to str, Path or None
        By the path below the folder; one of the same data root may be given with `../`.
    """
    finish_alone(folder)
    plan = folder / PLAN
    old = {name: _digest(_at(folder, name)) for name, new in changes.items() if isinstance(new, str)}
    told: dict[str, Any] = {}
    for name, new in changes.items():
        if isinstance(new, str):
            told[name] = {"old": old[name], "new": new}
        else:
            told[name] = {"from": os.path.relpath(new, folder) if new else None}
    if len(told) > 1:
        write_whole(plan, json.dumps(told, ensure_ascii=False).encode())
    try:
        _do(folder, told)
    except (GeoError, OSError):
        waits = all(new.exists() for new in changes.values() if isinstance(new, Path))
        if waits and old == {name: _digest(_at(folder, name)) for name in old}:
            plan.unlink(missing_ok=True)  # else some are written, and the rest has to be
        raise
    plan.unlink(missing_ok=True)


def _do(folder: Path, told: Mapping[str, Any]) -> None:
    """Do what a plan says; what is done already is left as it is."""
    for name, one in told.items():
        if one.get("from") and _at(folder, one["from"]).exists():
            _move(_at(folder, one["from"]), _at(folder, name))
    write_all({_at(folder, name): one["new"].encode() for name, one in told.items() if "new" in one})
    for name, one in told.items():
        if "new" not in one and not one["from"]:
            _at(folder, name).unlink(missing_ok=True)


def _move(made: Path, target: Path) -> None:
    if target.is_dir() or (made.is_dir() and target.exists()):
        target.rename(made.with_name("before"))  # a folder takes no other's place
    made.replace(target)


def _plan(folder: Path) -> dict[str, Any]:
    """Return what a plan says; nothing where there is none, or where somebody has changed a file since."""
    plan = content_of(folder / PLAN, (folder,))
    if isinstance(plan, Unreadable):
        if not plan.missing:
            _LOG.warning("data/%s: %s", PLAN, plan)
        return {}
    moved: dict[str, str] = {}
    texts: dict[str, tuple[str, bytes]] = {}
    try:
        told: dict[str, Any] = dict(json.loads(plan))
        texts = {name: (one["old"], one["new"].encode()) for name, one in told.items() if "new" in one}
        moved = {name: one["from"] for name, one in told.items() if one.get("from")}
    except (ValueError, KeyError, TypeError, AttributeError):
        told = {"": None}
    if not all(_is_inside(folder, name) for name in (*told, *moved.values())):
        _LOG.warning("data/%s: is no plan of ours; remove it", PLAN)
        return {}
    same = all(_digest(_at(folder, name)) in (old, _hash(new)) for name, (old, new) in texts.items())
    there = all(_at(folder, name).exists() or _at(folder, new).exists() for name, new in moved.items())
    return told if same and there else {}


def _at(folder: Path, name: str) -> Path:
    """Return where a file is; `../` is the data root also where `data` is a link to elsewhere."""
    return Path(os.path.normpath(folder.absolute() / name))


def _is_inside(folder: Path, name: str) -> bool:
    """Tell whether a path of a plan is that of a file below the data root."""
    return name not in ("", ".", "..") and _at(folder, name).is_relative_to(_at(folder, ".."))


def begun(folder: Path) -> dict[str, bytes]:
    """Return what files hold whose writing has begun: who reads this in their place sees all or none.

    Nothing where there is no plan, or where somebody has changed one of the files since.
    """
    return {
        name: one["new"].encode()
        for name, one in _plan(folder).items()
        if "new" in one and not name.startswith("..")
    }


def finish(folder: Path) -> None:
    """Write what a killed writer had begun, unless somebody has changed one of the files since."""
    if not (folder / PLAN).is_file():
        return
    try:
        with alone(folder):
            finish_alone(folder)
    except (GeoError, OSError) as error:
        _LOG.warning(
            "data/%s: what was begun cannot be finished: %s; run python -m geo.check as who may", PLAN, error
        )


def finish_alone(folder: Path) -> None:
    """Do it where other writers wait already; raises GeoError or OSError where it cannot be done."""
    plan = folder / PLAN
    if not plan.is_file():
        return  # somebody else has finished it
    told = _plan(folder)
    if told:
        _do(folder, told)
        _LOG.warning("data/: wrote what had been begun: %s", ", ".join(told))
    else:
        _LOG.warning("data/: what had been begun was changed since or cannot be read; look at its tables")
    plan.unlink(missing_ok=True)


@contextmanager
def made_beside(folder: Path) -> Iterator[Path]:
    """Yield a hidden folder on the same disk, for what is made piece by piece before it takes its place.

    It goes afterwards; that of a maker who was killed goes when the next one begins.
    """
    folder.mkdir(parents=True, exist_ok=True)
    with alone(folder):
        finish_alone(folder)  # which may need what lies there
        for left in folder.glob(f"{_MAKING}*"):
            if _is_left(left):
                shutil.rmtree(left, ignore_errors=True)
        made = Path(tempfile.mkdtemp(dir=folder, prefix=_MAKING))
        handle = os.open(made, os.O_RDONLY)
        _takes(handle)
    try:
        yield made
    finally:
        finish(folder)
        os.close(handle)
        shutil.rmtree(made, ignore_errors=True)


def _is_left(folder: Path) -> bool:
    """Tell whether nobody works in a folder any more."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        return _takes(handle)
    finally:
        os.close(handle)


def _takes(handle: int) -> bool:
    if sys.platform != "win32":
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def _digest(path: Path) -> str:
    content = content_of(path, (path.parent,))
    return _hash(content) if isinstance(content, bytes) else "" if content.missing else "unreadable"


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
