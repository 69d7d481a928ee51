"""The evidence of the running process: one value, exchanged whole when its files have changed.

In a server, whoever asks gets what there is and never waits, except for the very first reading: what
changes is read beside, by the one thread that watches.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Hashable
from dataclasses import replace
from pathlib import Path
from threading import Event, Lock, Thread

from geo.access import Principal
from geo.errors import GeoError
from geo.evidence.holding import Evidence
from geo.evidence.keeping import InUse, first_read, read_again, without_folder
from geo.faults import Fault
from geo.files import stamps_of
from geo.settings import Settings
from geo.store import Store, finish, open_store

EVERY = 0.5
"""Seconds from one look at the files to the next; what is read has not changed for as long."""

_log = logging.getLogger(__name__)


class Following:
    """The evidence of one root, for all threads."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._store: Store | None = None
        self._used: InUse | None = None
        self._reading = Lock()
        self._watched = False

    def current(self) -> Evidence:
        """Return what is in use: where nobody watches the files, after reading what has changed.

        Raises
        ------
        GeoError
            When nothing was ever read, because the root holds no data/.
        """
        used = self._used
        if used is None or not self._watched:
            with self._reading:
                used = self._used = self._read(self._stamp())
        return used.evidence

    def read_last(self) -> Evidence | None:
        """Return what was read last, at once: nobody looks whether its files have changed; None before."""
        return self._used.evidence if self._used else None

    def watch(self, stop: Event, prepare: Callable[[Evidence], object]) -> None:
        """Look at the files until told to stop, and exchange the evidence when it is ready.

        Parameters
        ----------
        prepare : callable
            Makes of the evidence, as this server shows it, what many will ask for.
        """
        with self._reading:
            if self._watched:
                return  # one is enough
            self._watched = True
        seen: Hashable = None
        told = prepared = ""
        while not stop.is_set():
            try:
                evidence = self.current().cleared(self._settings.clearance)
                if evidence.version != prepared:
                    prepared = evidence.version
                    prepare(evidence)
                stamp = self._stamp()
                if stamp == seen:  # what was written just now may not be whole yet
                    self._catch_up(stamp)
                seen, told = stamp, ""
            except GeoError as error:
                if str(error) != told:
                    told = str(error)
                    _log.warning("there are no data: %s", told)
            except Exception:  # noqa: BLE001 - a bug in reading must not end the watch
                _log.exception("the data could not be read; what is in use stays in use")
                if self._used is not None:
                    self._used = replace(self._used, stamp=self._stamp())  # not tried again
            stop.wait(EVERY)
        self._watched = False

    def _catch_up(self, stamp: Hashable) -> None:
        """Read what has changed and use it, unless it has changed again meanwhile."""
        before = self._used
        used = self._read(stamp)
        if used is before or self._stamp() != stamp:
            return
        used.evidence.cleared(self._settings.clearance).gazetteer()
        self._used = used
        _log.info("data %s in use, %d faults", used.evidence.version, len(used.evidence.faults))
        for file, problem in used.evidence.held.items():
            _log.warning("%s: %s; what was read of it before stays in use", file, problem)

    def _read(self, stamp: Hashable) -> InUse:
        """Return what is to be used with the files as they are."""
        used = self._used
        if used and stamp == used.stamp:
            return used
        if isinstance(stamp, Fault):
            if used is None:
                raise GeoError(f"{stamp.problem}; {stamp.remedy}")
            return without_folder(used, stamp)
        store, folder = self._opened(), self._settings.layers_dir
        if used:
            finish(self._settings.data_dir)  # the declaration of a layer may be part of it
        return read_again(used, store, folder, stamp) if used else first_read(store, folder, stamp)

    def _stamp(self) -> Hashable:
        """Return what tells a change of the files; a fault where the folder is gone."""
        try:
            data = self._opened().stamp()
        except GeoError as error:
            problem, _, remedy = str(error).partition("; ")
            return Fault("data/", "", "", "", problem, remedy)
        return stamps_of(self._settings.layers_dir), data

    def _opened(self) -> Store:
        if self._store is None:
            self._store = open_store(self._settings)
        return self._store


_following: dict[Path, Following] = {}
_choosing = Lock()


def current(settings: Settings, principal: Principal) -> Evidence:
    """Return the evidence in use that somebody may see; raises as `Following.current`.

    One value for the whole process, whatever thread asks: it is the same for everybody with the same
    clearance and never changed.
    """
    return _of(settings).current().cleared(principal.clearance)


def read_last(settings: Settings) -> Evidence | None:
    """Return the evidence as it was read last, at once; None before it was read at all."""
    return _of(settings).read_last()


def watch(settings: Settings, prepare: Callable[[Evidence], object] = Evidence.gazetteer) -> Event:
    """Look after the files from now on in a thread of its own, so that no reader waits for a change.

    The names of everything are there before others are given the evidence. What `prepare` makes of it is
    made at once then: an open page is told of other data in seconds, and whoever asks first shares the work.
    Returns what ends it when it is set.
    """
    stop = Event()
    Thread(target=_of(settings).watch, args=(stop, prepare), name="watch", daemon=True).start()
    return stop


def _of(settings: Settings) -> Following:
    with _choosing:
        if settings.root not in _following:
            _following.clear()
            _following[settings.root] = Following(settings)
        return _following[settings.root]
