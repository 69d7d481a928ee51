"""The evidence of the repository, read once, and figures of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.figure.compose import Composed, compose
from geo.figure.reading import request_from
from geo.settings import Settings

TODAY = date(2026, 11, 24)
POWERS = "control,tripoli,east,city_states,ceasefire"

Figure = Callable[..., Composed]


@pytest.fixture(scope="session")
def evidence() -> Evidence:
    return current(Settings(), everybody(Settings()))


@pytest.fixture(scope="session")
def figure(evidence: Evidence) -> Figure:
    """Return a maker of figures from texts; the same texts give the figure that was already made."""

    @cache
    def made(**params: str) -> Composed:
        return compose(evidence, request_from(params, evidence, TODAY))

    return made
