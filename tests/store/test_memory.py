"""Another store behind the protocol, and nothing else changes: the same evidence, API and check."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from geo.access import everybody
from geo.catalog import read_catalog
from geo.check.checking import as_text
from geo.check.reporting import report
from geo.evidence import Evidence, current, following, load
from geo.settings import REPOSITORY, Settings
from geo.store import Store, open_store
from tests.memory_store import MemoryStore
from tests.web.client import Client

if TYPE_CHECKING:
    from conftest import DataRoot

SETTINGS = Settings(root=REPOSITORY)
DAY = date(2026, 11, 23)
ASKED = (
    "/api/health", "/api/layers", "/api/layers/east.geojson",
    "/api/layers/control.geojson?recorded=2026-11-23",
    "/api/layers/control.geojson?known=2019-04-04&recorded=2026-11-23",
    "/api/layers/districts.geojson?bbox=10,30,16,33", "/api/features/tripoli?at=2026-11-23",
    "/api/search?q=sabha", "/api/sources", "/api/ground.geojson", "/api/ask",
    "/api/ask/changes?since=2025-01-01&until=2026-01-01", "/api/layers/nothing.geojson",
)  # fmt: skip


@pytest.fixture(scope="module")
def stores() -> tuple[Store, MemoryStore]:
    """Return the shipped rows in files and in memory."""
    files = open_store(SETTINGS)
    return files, MemoryStore.copied(files, read_catalog(SETTINGS.layers_dir)[0].values())


def same(one: Evidence, other: Evidence) -> None:
    assert one.faults.equals(other.faults), other.faults.to_string()
    assert (one.broken, one.broken_tables) == (other.broken, other.broken_tables)
    for frames, others in (
        (one.layers, other.layers),
        (one.tables, other.tables),
        (one.ground, other.ground),
    ):
        assert list(frames) == list(others)
        for name, frame in frames.items():
            assert frame.equals(others[name]), name


def test_the_evidence_is_the_same(stores: tuple[Store, MemoryStore]) -> None:
    same(*(load(store, SETTINGS.layers_dir) for store in stores))


def test_the_api_answers_the_same(stores: tuple[Store, MemoryStore], monkeypatch: pytest.MonkeyPatch) -> None:
    files, memory = stores
    client = Client(SETTINGS)
    before = [client.get(target) for target in ASKED]
    monkeypatch.setattr(memory, "version", files.version)
    monkeypatch.setattr(following, "open_store", lambda _: memory)
    monkeypatch.setattr(following, "_following", {})
    client = Client(SETTINGS)
    for target, told in zip(ASKED, before, strict=True):
        answer = client.get(target)
        assert (answer.status, answer.body) == (told.status, told.body), target
    assert following._following[SETTINGS.root]._store is memory
    assert current(SETTINGS, everybody(SETTINGS)) is current(SETTINGS, everybody(SETTINGS))


def test_the_check_says_the_same(data_root: DataRoot) -> None:
    wrong = data_root.group("cs-bad", (0, 0), actor="zintan-cm", valid_from="2025", valid_to="2024")
    data_root.collection("groups", [data_root.group("cs-good"), wrong])
    files = open_store(data_root.path)
    memory = MemoryStore.copied(files, read_catalog(data_root.layers)[0].values())
    judged = [load(store, data_root.layers, {}) for store in (files, memory)]
    same(*judged)
    texts = {as_text(evidence.faults) for evidence in judged}
    assert len(texts) == 1
    assert "did you mean 'zintan-mc'?" in texts.pop()
    assert len({report(evidence, DAY) for evidence in judged}) == 1
