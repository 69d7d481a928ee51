"""The command line works on our small data root."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from tests.claim.telling import contents

if TYPE_CHECKING:
    from conftest import DataRoot


@pytest.fixture(autouse=True)
def root(data_root: DataRoot, monkeypatch: pytest.MonkeyPatch) -> DataRoot:
    """Let the command line work on our small data root."""
    monkeypatch.setenv("LIBYA_ROOT", str(data_root.path))
    return data_root


@pytest.fixture
def untouched(data_root: DataRoot) -> Iterator[None]:
    """Tell when a test that must not change the data does."""
    before = contents(data_root)
    yield
    assert contents(data_root) == before
