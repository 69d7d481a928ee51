"""The only place that opens data: `open_store` picks the store that an address names."""

from __future__ import annotations

from pathlib import Path

from geo.errors import GeoError
from geo.store.base import Store
from geo.store.files import FileStore

__all__ = ["FileStore", "Store", "open_store"]


def open_store(place: str | Path) -> Store:
    """Return the store at a folder or address.

    Parameters
    ----------
    place : str or Path
        A data root, which holds data/, as a path or `file://` address.

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
    scheme, found, rest = str(place).partition("://")
    if found and scheme != "file":
        raise GeoError(
            f"'{scheme}://' is not supported; give a folder that holds data/, or its file:// address"
        )
    root = Path(rest) if found else Path(place)
    if not (root / "data").is_dir():
        raise GeoError(f"'{root}' holds no folder data/; give the data root")
    return FileStore(root)
