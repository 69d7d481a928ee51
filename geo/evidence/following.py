"""The evidence of the running process: one value, read again when its store changes."""

from __future__ import annotations

from collections.abc import Hashable
from pathlib import Path
from threading import Lock

from geo.evidence.holding import Evidence
from geo.evidence.loading import load
from geo.settings import Settings
from geo.store import Store, open_store, stamp_of

_store: dict[Path, Store] = {}
_current: dict[Hashable, Evidence] = {}
_current_lock = Lock()


def current(settings: Settings) -> Evidence:
    """Return the evidence of the data root, read again only after something in it changed.

    One value for the whole process, whatever thread asks: it is the same for every user and never changed.
    The store is kept with it, so that only the files that changed are read again.

    Raises
    ------
    GeoError
        When the root holds no data/ at all.
    """
    with _current_lock:
        if settings.root not in _store:
            opened = open_store(settings)
            _store.clear()
            _store[settings.root] = opened
        store = _store[settings.root]
        signature = (settings.root, stamp_of(settings.layers_dir), store.stamp())
        if signature not in _current:
            evidence = load(store, settings.layers_dir)
            _current.clear()
            _current[signature] = evidence
        return _current[signature]
