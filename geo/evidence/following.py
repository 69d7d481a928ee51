"""The evidence of the running process: one value, read again when a file changes."""

from __future__ import annotations

from collections.abc import Hashable
from contextlib import suppress
from pathlib import Path
from threading import Lock

from geo.evidence.holding import Evidence
from geo.evidence.loading import load
from geo.settings import Settings
from geo.store import open_store

_current: dict[Hashable, Evidence] = {}
_current_lock = Lock()


def current(settings: Settings) -> Evidence:
    """Return the evidence of the data root, read again only after a file of it changed.

    One value for the whole process, whatever thread asks: it is the same for every user and never changed.

    Raises
    ------
    GeoError
        When the root holds no data/ at all.
    """
    signature = (settings.root, _signature(settings.layers_dir), _signature(settings.data_dir))
    with _current_lock:
        if signature not in _current:
            evidence = load(open_store(settings.root), settings.layers_dir)
            _current.clear()
            _current[signature] = evidence
        return _current[signature]


def _signature(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Return name, size and time of change of each file, which tell a change without reading any."""
    files = []
    for path in sorted(folder.rglob("*")):
        with suppress(FileNotFoundError):  # an editor may replace a file while we look
            stat = path.stat()
            files.append((str(path), stat.st_size, stat.st_mtime_ns))
    return tuple(files)
