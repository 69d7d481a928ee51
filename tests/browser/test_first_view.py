"""What stands on the screen before anybody clicks: on a desk, on a phone, in a brief."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from geo.catalog import read_catalog
from geo.model import MARKINGS
from geo.settings import REPOSITORY
from tests.browser.map_page import DESKTOP, Map
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DEFAULT = [layer for layer in CATALOG.values() if layer.visible]


def words(day: date) -> str:
    """Return a day as the map writes it: 5 Jun 2020."""
    return f"{day.day} {day:%b %Y}"


def test_first_view_is_a_figure(open_map: Callable[..., Map], server: Server) -> None:
    view = open_map()
    today = date.today()

    painted = {layer.id: view.painted(layer.id) for layer in DEFAULT}
    assert min(painted.values()) > 200, f"a default layer is not drawn: {painted}"
    assert sorted(view.shown()["drawn"]) == sorted(painted), "other layers than the default ones are drawn"
    assert sorted(view.legend()) == sorted(layer.title for layer in DEFAULT)
    assert view.evaluate("() => document.querySelectorAll('.legend li canvas').length") >= len(DEFAULT)

    assert "Libya" in view.page.title()
    assert view.page.locator(".stSidebar h1").inner_text().startswith("Libya")
    assert words(today) in view.shown()["asOf"]
    drawn = [one for layer in DEFAULT for one in server.features(layer.id, at=today.isoformat())]
    highest = max((feature["properties"]["marking"] for feature in drawn), key=MARKINGS.index)
    texts = view.evaluate("() => [...document.querySelectorAll('.marking')].map((one) => one.textContent)")
    assert texts == [f"TLP:{highest}"] * 2
    assert "Tripoli" in view.shown()["labels"]
    assert view.evaluate("() => document.querySelector('.leaflet-control-scale-line').textContent").endswith("km")


def test_ground_is_painted(open_map: Callable[..., Map]) -> None:
    view = open_map("layers=")
    colours = {colour for _, colour in view.picture().getcolors(1 << 20)}
    assert {(0xDC, 0xE7, 0xEC), (0xF6, 0xF2, 0xEA), (0xEC, 0xE8, 0xDF)} <= colours, "sea, Libya or neighbours"


@pytest.mark.parametrize("query", ["", "view=brief"])
def test_map_reaches_every_edge_without_scroll(open_map: Callable[..., Map], query: str) -> None:
    view = open_map(query)
    box = view.box()
    assert (box["y"], box["height"]) == (0, DESKTOP["height"]), "the map is cropped at the top or the bottom"
    assert box["x"] + box["width"] == DESKTOP["width"]
    assert view.page.locator(".stMain").inner_text().strip() == "", "text of nobody's stands beside the map"
    for window in (view.page, view.frame):
        scrolls = window.evaluate(
            "() => { const { scrollHeight, scrollWidth } = document.scrollingElement;"
            " return scrollHeight > innerHeight || scrollWidth > innerWidth; }"
        )
        assert not scrolls, f"{window.url} scrolls"
    outside = view.evaluate(
        """() => [...document.querySelectorAll(".marking, .as-of, .legend, .credit, .leaflet-control")].filter((node) => {
          const { left, top, right, bottom } = node.getBoundingClientRect();
          return left < 0 || top < 0 || right > innerWidth + 0.5 || bottom > innerHeight + 0.5;
        }).map((node) => node.className)"""
    )
    assert outside == [], "furniture is cut off"


def test_brief_shows_the_map_and_nothing_else(open_map: Callable[..., Map]) -> None:
    view = open_map("view=brief&layers=tripoli,control&at=2025-06-01")
    assert view.page.locator(".stSidebar").is_hidden()
    assert view.page.locator(".stAppHeader").is_hidden()
    box = view.box()
    assert (box["x"], box["width"]) == (0, DESKTOP["width"])
    assert sorted(view.legend()) == sorted([CATALOG["tripoli"].title, CATALOG["control"].title])
    assert "1 Jun 2025" in view.shown()["asOf"]
    assert min(view.painted("tripoli"), view.painted("control")) > 200


def test_phone_map_fills_the_screen_and_the_card_is_a_sheet(open_map: Callable[..., Map]) -> None:
    phone = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
    view = open_map("", **phone)
    assert view.box() == {"x": 0, "y": 0, "width": 390, "height": 844}
    assert all(view.painted(layer.id) for layer in DEFAULT)

    feature, x, y = view.alone("trafficking_hubs")
    view.page.touchscreen.tap(x, y)
    view.card(feature)
    sheet = view.cards.bounding_box()
    assert sheet
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == 844
    assert sheet["y"] > 844 * 0.3, "the sheet hides the map"
