"""The only place that opens data: `open_store` picks the store; nobody else knows which there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from geo.errors import GeoError
from geo.faults import Fault
from geo.settings import Settings
from geo.store.base import Days, EditableStore, Store
from geo.store.files import FileStore
from geo.store.frames import Place
from geo.store.large import LargeLayer, Wanted, write_large
from geo.store.narrowing import narrowed
from geo.store.texts import read_rows, read_text
from geo.store.together import Change, finish, made_beside
from geo.store.writing import Row

__all__ = [
    "Change",
    "Days",
    "EditableStore",
    "LargeLayer",
    "Row",
    "Store",
    "Wanted",
    "finish",
    "made_beside",
    "narrowed",
    "open_store",
    "read_csv",
    "write_large",
]


def open_store(
    place: Settings | str | Path, *, instead: Mapping[str, Path | bytes] | None = None
) -> EditableStore:
    """Return the store of the settings, or at a folder or address; what a killed writer began is finished.

    Parameters
    ----------
    place : Settings, str or Path
        The settings of the process, or a data root, which holds data/, as a path or `file://` address.
    instead : mapping of str to Path or bytes, optional
        Files or contents read in place of those at these paths below data/, to check one before it is put
        there.

    Raises
    ------
    GeoError
        When the address is of another kind, or the folder holds no data/.

    Examples
    --------
    >>> open_store("mysql://server/libya")
    Traceback (most recent call last):
        ...
    geo.errors.GeoError: 'mysql://' is not supported; give a folder that holds data/, or its file:// address
    """
    address = str(place.root if isinstance(place, Settings) else place)
    scheme, found, rest = address.partition("://")
    if found and scheme != "file":
        raise GeoError(
            f"'{scheme}://' is not supported; give a folder that holds data/, or its file:// address"
        )
    store = FileStore(Path(rest if found else address), instead)
    store.stamp()  # raises where there is nothing to read
    finish(store.folder)
    return store


def read_csv(path: Path) -> tuple[list[str], list[dict[str, str]], list[Fault]]:
    """Return the header and rows of any CSV file in UTF-8, and what of it could not be read."""
    place = Place(str(path), "")
    text, faults = read_text(path, place)
    return ([], [], faults) if faults else read_rows(text, place)
