"""Some data are broken: the app starts, draws what is healthy, and says which layer is out and why."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
CUT, TYPO = "east", "city_states"
HEALTHY = sorted(layer.id for layer in CATALOG.values() if layer.visible and layer.id not in (CUT, TYPO))


@pytest.fixture(scope="module")
def broken(copied_root: Path, serve: Callable[[Path], Server]) -> Server:
    """Return the app on a root with one layer's file cut short and another's declaration misspelt."""
    data = copied_root / "data" / CATALOG[CUT].data
    data.write_bytes(data.read_bytes()[:3000])
    declaration = copied_root / "layers" / f"{TYPO}.toml"
    declaration.write_text(declaration.read_text(encoding="utf-8").replace('group = "', "group = ", 1), "utf-8")
    return serve(copied_root)


def test_healthy_layers_draw_and_the_broken_are_named(open_map: Callable[..., Map], broken: Server) -> None:
    view = open_map("", on=broken)
    assert sorted(view.shown()["drawn"]) == HEALTHY
    assert all(view.painted(layer) > 200 for layer in HEALTHY)

    notice = view.page.locator('.stSidebar [data-testid="stAlert"]')
    assert notice.is_visible()
    said = notice.inner_text()
    assert "cut short" in next(line for line in said.splitlines() if CUT in line)
    assert "TOML" in next(line for line in said.splitlines() if TYPO in line)
    assert "geo.check" in said

    for layer, reason in ((CUT, "cut short"), (TYPO, "TOML")):
        row = view.panel.locator("li", has=view.page.locator(f'input[data-layer="{layer}"]'))
        assert row.locator("input[data-layer]").is_disabled()
        assert reason in row.locator(".problem").inner_text()


def test_other_layers_still_turn_on_and_the_broken_can_be_asked_for(
    open_map: Callable[..., Map], broken: Server
) -> None:
    view = open_map(f"layers={CUT},tripoli", on=broken)
    assert list(view.shown()["drawn"]) == ["tripoli"]
    for layer in ("energy", "places"):
        view.toggle(layer, on=True)
        assert view.painted(layer) > 200


def test_mended_data_show_without_a_restart(open_map: Callable[..., Map], broken: Server) -> None:
    for folder, name in (("data", CATALOG[CUT].data), ("layers", f"{TYPO}.toml")):
        (broken.root / folder / name).write_bytes((REPOSITORY / folder / name).read_bytes())
    view = open_map("", on=broken)
    assert sorted(view.shown()["drawn"]) == sorted([*HEALTHY, CUT, TYPO])
    assert view.page.locator('.stSidebar [data-testid="stAlert"]').count() == 0
