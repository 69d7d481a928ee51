"""The evidence of the repository, read once."""

from __future__ import annotations

from datetime import date

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.settings import REPOSITORY, Settings
from geo.view import Context

TODAY = date(2026, 11, 24)


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


@pytest.fixture(scope="session")
def context(evidence: Evidence) -> Context:
    return Context.of(evidence.catalog, TODAY)
