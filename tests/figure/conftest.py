"""The evidence of the repository, read once, and figures of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.figure.compose import Composed, compose
from geo.figure.map import panel
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


@pytest.fixture
def pieces(monkeypatch: pytest.MonkeyPatch) -> list[panel.Panel]:
    """Return the pieces of map of the figures that a test composes, the map itself after its insets."""
    found: list[panel.Panel] = []
    named = panel.Panel.name

    def noted(piece: panel.Panel, *given: object, **also: object) -> None:
        named(piece, *given, **also)  # type: ignore[arg-type]  # as they came
        found.append(piece)

    monkeypatch.setattr(panel.Panel, "name", noted)
    return found
