"""Some data are broken: the app starts, draws what is healthy, and says which layer is out and why."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map, new_page
from tests.browser.serving import Server
from tests.running import PATIENCE

CATALOG, _ = read_catalog(REPOSITORY / "layers")
CUT, TYPO = "east", "city_states"
HEALTHY = sorted(layer.id for layer in CATALOG.values() if layer.visible and layer.id not in (CUT, TYPO))
NOTICE = '.stSidebar [data-testid="stAlert"]'


@pytest.fixture(scope="module")
def broken(copied_root: Path, serve: Callable[..., Server]) -> Server:
    """Return the app on a root with one layer's file cut short and another's declaration misspelt."""
    data = copied_root / "data" / CATALOG[CUT].data
    data.write_bytes(data.read_bytes()[:3000])
    declaration = copied_root / "layers" / f"{TYPO}.toml"
    text = declaration.read_text(encoding="utf-8")
    declaration.write_text(text.replace('group = "', "group = ", 1), encoding="utf-8")
    return serve(copied_root)


@pytest.fixture(scope="module")
def module_page(chromium: Browser, broken: Server) -> Iterator[Map]:
    """Return a page on the broken data, which the fixture `view` hands out."""
    with new_page(chromium, broken) as page:
        yield page


def test_healthy_layers_draw_and_the_broken_are_named(view: Map) -> None:
    view.open()
    assert sorted(view.shown()["drawn"]) == HEALTHY
    assert all(view.painted(layer) > 200 for layer in HEALTHY)

    notice = view.page.locator(NOTICE)
    assert notice.is_visible()
    lines = notice.inner_text().splitlines()
    assert any(line.startswith(CUT) and "cut short" in line for line in lines), lines
    assert any(line.startswith(TYPO) and "TOML" in line for line in lines), lines
    assert any("geo.check" in line for line in lines), lines

    for layer, reason in ((CUT, "cut short"), (TYPO, "TOML")):
        row = view.panel.locator("li", has=view.page.locator(f'input[data-layer="{layer}"]'))
        assert row.locator("input[data-layer]").is_disabled()
        assert reason in row.locator(".problem").inner_text()


def test_why_a_layer_is_out_is_said_in_the_language_of_the_page(view: Map) -> None:
    view.open("lang=ar")
    row = view.panel.locator("li", has=view.page.locator(f'input[data-layer="{CUT}"]'))
    for told in (view.page.locator(NOTICE), row.locator(".problem")):
        expect(told).to_contain_text("مقطوع عند السطر")


def test_asking_for_a_broken_layer_shows_the_others(view: Map) -> None:
    view.open(f"layers={CUT},tripoli")
    assert list(view.shown()["drawn"]) == ["tripoli"]
    for layer in ("energy", "places"):
        view.toggle(layer, on=True)
        assert view.painted(layer) > 200


def test_mended_data_show_without_a_restart(view: Map, broken: Server) -> None:
    for folder, name in (("data", CATALOG[CUT].data), ("layers", f"{TYPO}.toml")):
        (broken.root / folder / name).write_bytes((REPOSITORY / folder / name).read_bytes())
    limit = time.monotonic() + PATIENCE
    while broken.json("/api/health")["faults"] and time.monotonic() < limit:
        time.sleep(0.2)  # it is read beside, and nobody waits for that
    view.open()
    assert sorted(view.shown()["drawn"]) == sorted([*HEALTHY, CUT, TYPO])
    assert view.page.locator(NOTICE).count() == 0
