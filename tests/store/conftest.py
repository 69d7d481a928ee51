"""The stores that keep the contract, each with the same rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.catalog import read_catalog
from geo.store import Store, open_store
from tests.memory_store import MemoryStore

if TYPE_CHECKING:
    from conftest import DataRoot


def opened(kind: str, data_root: DataRoot) -> Store:
    """Return a store of a kind with the rows of a data root."""
    store = open_store(data_root.path)
    catalog, _ = read_catalog(data_root.layers)
    return store if kind == "files" else MemoryStore.copied(store, catalog.values())


@pytest.fixture(params=["files", "memory"])
def kind(request: pytest.FixtureRequest) -> str:
    """Return the kinds of stores one after the other."""
    return str(request.param)
