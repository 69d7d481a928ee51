"""The declared layers as a context, on a day that does not move."""

from __future__ import annotations

from datetime import date

import pytest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from geo.view import Context

TODAY = date(2026, 11, 23)


@pytest.fixture(scope="session")
def context() -> Context:
    catalog, faults = read_catalog(REPOSITORY / "layers")
    assert not faults
    return Context.of(catalog, TODAY)
