"""Every layer of the catalogue, on and off, in one page: its pixels, and that nothing else changes."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from geo.catalog import read_catalog
from geo.model import Layer
from geo.settings import REPOSITORY
from tests.browser.map_page import Map, differing, opened
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DAY = "2026-01-01"
HIDE_ALL_BUT_PIXELS = ".legend, .labels, .credit { visibility: hidden !important; }"


@pytest.fixture(scope="module")
def bare(chromium: Browser, server: Server) -> Iterator[Map]:
    """Return a page with every layer off, and without what a layer changes beside its own pixels."""
    with opened(chromium, server, f"layers=&at={DAY}") as view:
        view.frame.add_style_tag(content=HIDE_ALL_BUT_PIXELS)
        yield view


def day_with_something(server: Server, layer_id: str) -> str:
    """Return `DAY`, or the newest day on which a placed feature of the layer began, where none holds then."""
    if any(feature["geometry"] for feature in server.features(layer_id, at=DAY)):
        return DAY
    placed = [feature["properties"]["from_day"] for feature in server.features(layer_id) if feature["geometry"]]
    assert placed, f"'{layer_id}' has no feature with a position"
    return str(max(placed))


@pytest.mark.parametrize("layer", CATALOG.values(), ids=CATALOG)
def test_layer_on_and_off(bare: Map, server: Server, layer: Layer) -> None:
    bare.set_day(day_with_something(server, layer.id))
    before = bare.picture()

    bare.toggle(layer.id, on=True)
    on = bare.picture()
    assert bare.painted(layer.id) > 100, f"the canvas of '{layer.id}' is empty"
    assert list(bare.shown()["drawn"]) == [layer.id]
    assert bare.legend() == [layer.title]
    assert differing(before, on) > 100, f"'{layer.id}' is painted but cannot be seen"

    bare.toggle(layer.id, on=False)
    hidden = "(id) => getComputedStyle(document.querySelector(`canvas[data-layer=\"${id}\"]`)).display === 'none'"
    assert bare.evaluate(hidden, layer.id)
    assert differing(before, bare.picture()) == 0, f"'{layer.id}' left something behind"


def test_group_button_turns_its_layers_on_and_off(bare: Map) -> None:
    group = CATALOG["energy"].group
    members = sorted(layer.id for layer in CATALOG.values() if layer.group == group)
    button = bare.panel.get_by_role("button", name=f"{group}: turn all on or off")
    with bare.change():
        button.click()
    assert sorted(bare.shown()["drawn"]) == bare.shown()["ticked"] == members
    with bare.change():
        button.click()
    assert bare.shown()["drawn"] == {}


def test_later_layers_are_drawn_above_earlier_ones(open_map: Callable[..., Map]) -> None:
    # In the catalogue's order whatever the order of the clicks.
    view = open_map("layers=tripoli,control,districts")
    order = view.evaluate(
        "() => Libya.current.drawn().map(({ id }) =>"
        " [Number(getComputedStyle(document.querySelector(`canvas[data-layer=${id}]`).parentNode).zIndex), id])"
    )
    assert [layer_id for _, layer_id in sorted(order)] == ["districts", "control", "tripoli"]


def test_opacity_slider(open_map: Callable[..., Map]) -> None:
    view = open_map(f"layers=control&at={DAY}")
    solid = view.picture()
    row = view.panel.locator("li", has=view.page.locator('input[data-layer="control"]'))
    row.hover()
    with view.change():
        row.locator('input[type="range"]').fill("0.3")
    assert view.evaluate("() => document.querySelector('canvas[data-layer=control]').style.opacity") == "0.3"
    assert differing(solid, view.picture()) > 5000
    view.until_address("o=control%3A0.3")


def test_language_of_names(open_map: Callable[..., Map]) -> None:
    view = open_map("layers=tripoli,energy")
    view.set_language("ar")
    assert sorted(view.legend()) == sorted([CATALOG["tripoli"].title_ar, CATALOG["energy"].title_ar])
    assert "طرابلس" in view.shown()["labels"]
    view.set_language("en+ar")
    assert f"{CATALOG['energy'].title} · {CATALOG['energy'].title_ar}" in view.legend()
    view.until_address("lang=en%2Bar")
