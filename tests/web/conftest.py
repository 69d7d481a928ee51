"""The shipped evidence as it is served."""

from __future__ import annotations

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.settings import REPOSITORY, Settings
from tests.web.client import Client


@pytest.fixture(scope="module")
def settings() -> Settings:
    return Settings(root=REPOSITORY)


@pytest.fixture(scope="module")
def client(settings: Settings) -> Client:
    return Client(settings)


@pytest.fixture
def evidence(settings: Settings) -> Evidence:
    return current(settings, everybody(settings))
