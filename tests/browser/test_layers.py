"""Every layer of the catalogue, on and off, in one page: its pixels, and that nothing else changes."""

from __future__ import annotations

import pytest

from geo.catalog import read_catalog
from geo.model import Layer
from geo.settings import REPOSITORY
from tests.browser.map_page import Map, differing
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DAY = "2026-01-01"
FAINT = 48  # levels of grey: letters that a late typeface has drawn anew
HIDE_ALL_BUT_PIXELS = ".map-column, .map-foot, .labels, .nothing { visibility: hidden !important; }"
CANVASES = "(id) => document.querySelectorAll(`canvas[data-layer=${id}]`).length"
PANE_ORDER = """() => Libya.current.drawn().map(({ id }) =>
  [Number(getComputedStyle(document.querySelector(`canvas[data-layer=${id}]`).parentNode).zIndex), id])"""


@pytest.fixture(scope="module")
def bare(module_page: Map) -> Map:
    """Return a page with every layer off, and without what a layer changes beside its own pixels."""
    module_page.open(f"layers=&at={DAY}")
    module_page.frame.add_style_tag(content=HIDE_ALL_BUT_PIXELS)
    return module_page


def day_with_something(server: Server, layer_id: str) -> str:
    """Return `DAY`, or where nothing placed holds then the newest day on which something placed began."""
    if any(feature["geometry"] for feature in server.features(layer_id, at=DAY)):
        return DAY
    placed = [one["properties"]["from_day"] for one in server.features(layer_id) if one["geometry"]]
    assert placed, f"'{layer_id}' has no feature with a position"
    return str(max(placed))


@pytest.mark.parametrize("layer", CATALOG.values(), ids=CATALOG)
def test_layer_on_and_off(bare: Map, server: Server, layer: Layer) -> None:
    bare.set_day(day_with_something(server, layer.id))
    for other in bare.shown()["ticked"]:  # left on by a test that failed
        bare.toggle(other, on=False)
    before = bare.picture()

    bare.toggle(layer.id, on=True)
    on = bare.picture()
    assert list(bare.shown()["drawn"]) == [layer.id]
    assert bare.painted(layer.id) > 100, f"the canvas of '{layer.id}' is empty"
    assert differing(before, on) > 100, f"'{layer.id}' is painted but cannot be seen"
    assert bare.legend() == [layer.title_short or layer.title], "as in the panel"

    bare.toggle(layer.id, on=False)
    assert bare.evaluate(CANVASES, layer.id) == 0
    assert differing(before, bare.picture(), by=FAINT) == 0, f"'{layer.id}' left something behind"


def test_group_button_turns_its_layers_on_and_off(view: Map) -> None:
    view.open("layers=")  # `bare` hides what is beside the map
    group = CATALOG["energy"].group
    members = sorted(layer.id for layer in CATALOG.values() if layer.group == group)
    button = view.panel.get_by_role("button", name=f"{group}: turn all on or off")
    with view.change():
        button.click()
    assert sorted(view.shown()["drawn"]) == view.shown()["ticked"] == members
    with view.change():
        button.click()
    assert view.shown()["drawn"] == {}


def test_layers_lie_in_the_order_of_the_catalogue_not_of_the_clicks(view: Map) -> None:
    view.go("layers=tripoli,control,districts")
    panes = sorted(view.evaluate(PANE_ORDER))
    assert [layer_id for _, layer_id in panes] == ["districts", "control", "tripoli"]
    assert len({order for order, _ in panes}) == 3


def test_opacity_slider(view: Map) -> None:
    view.go(f"layers=control&at={DAY}")
    solid = view.picture()
    row = view.panel.locator("li", has=view.page.locator('input[data-layer="control"]'))
    row.locator(".opener").click()
    with view.change():
        row.locator('input[type="range"]').fill("0.3")
    assert view.evaluate("() => document.querySelector('canvas[data-layer=control]').style.opacity") == "0.3"
    assert differing(solid, view.picture()) > 5000
    view.until_address("o=control%3A0.3")


def test_language_of_names(view: Map) -> None:
    view.go("layers=tripoli,energy")
    view.set_language("ar")
    assert sorted(view.legend()) == sorted(CATALOG[one].title_short_ar for one in ("tripoli", "energy"))
    assert "طرابلس" in view.shown()["labels"]
    view.set_language("en+ar")
    energy = CATALOG["energy"]
    assert f"{energy.title_short} · {energy.title_short_ar}" in view.legend(), "as in the panel"
    view.until_address("lang=en%2Bar")
