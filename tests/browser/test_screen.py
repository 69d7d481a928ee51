"""The screen at the sizes that people have: no scroll, nothing over anything else; on a phone, sheets."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.beside import open_tab
from tests.browser.map_page import Map, new_page
from tests.browser.measuring import boxes, cut_off, overlapping, scrolls
from tests.browser.search_box import SearchBox
from tests.browser.serving import Server

DESKS = [(1366, 768), (1440, 900), (1920, 1080)]
TABS = ("inspect", "table", "timeline")
PHONE = {"width": 390, "height": 844}
DAY = "2025-06-01"

# What of the page lies over the map, at a point of a grid; on a phone the button of the panel does.
OVER_THE_MAP = """() => {
  const map = document.querySelector("iframe[title^=streamlit_folium]");
  const { left, top, right, bottom } = map.getBoundingClientRect();
  const found = new Set();
  for (let x = left + 2; x < right; x += 12) {
    for (let y = top + 2; y < bottom; y += 12) {
      const hit = document.elementFromPoint(x, y);
      if (hit === map || hit?.closest("[data-testid=stExpandSidebarButton]")) continue;
      found.add(hit?.outerHTML.slice(0, 90));
    }
  }
  return [...found];
}"""
# Names that the open panel covers in part: what is whole below it is under a sheet of paper, as the map is.
CUT_NAMES = """() => {
  const panel = document.querySelector(".side-body").getBoundingClientRect();
  return [...document.querySelectorAll(".label")].filter((node) => {
    const { left, right, top, bottom } = node.getBoundingClientRect();
    return right > panel.left && left < panel.right && bottom > panel.top && top < panel.bottom;
  }).map((node) => node.textContent);
}"""
OUT_OF_REACH = """() => {
  const body = document.querySelector(".side-body");
  const controls = [...body.querySelectorAll("a, button, input, select")];
  return controls.filter((node) => node.checkVisibility()).filter((node) => {
    node.scrollIntoView({ block: "nearest" });
    const { left, top, width, height } = node.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hit = document.elementFromPoint(x, y);
    return !hit || !(node.contains(hit) || hit.contains(node));
  }).map((node) => node.outerHTML.slice(0, 100));
}"""


def assert_tidy(view: Map, width: int, height: int) -> None:
    """Fail when the page scrolls, or when furniture is cut off or covers other furniture."""
    for window in (view.page, view.frame):
        assert not scrolls(window), f"{window.url} scrolls"
    frame = view.box()
    assert frame["y"] == 0
    assert (frame["x"] + frame["width"], frame["height"]) == (width, height)
    found = boxes(view.frame)
    assert {"legend", "scale", "zoom", "side panel"} <= found.keys()
    assert overlapping(found) == []
    assert view.page.evaluate(OVER_THE_MAP) == []
    assert cut_off(found, {"width": frame["width"], "height": frame["height"]}) == []


@pytest.mark.parametrize(("width", "height"), DESKS)
def test_desk_shows_everything_without_scroll(view: Map, width: int, height: int) -> None:
    view.resize(width, height)
    view.open(f"at={DAY}")
    assert_tidy(view, width, height)
    alone = view.evaluate("() => Libya.current.map.getSize().x")
    view.evaluate("() => { window.mountedOnce = true; }")
    for tab in (*TABS, "brief"):
        open_tab(view, tab)
        assert_tidy(view, width, height)
        # A panel lies over the map, which neither moves nor changes its size.
        assert view.evaluate("() => Libya.current.map.getSize().x") == alone
        assert view.evaluate(OUT_OF_REACH) == []
        assert view.evaluate(CUT_NAMES) == []
    with view.change():
        view.frame.locator("#tab-brief").click()
    assert view.evaluate("() => Libya.current.map.getSize().x") == alone
    assert view.evaluate("() => window.mountedOnce") is True, "a panel rebuilt the map"


def test_phone_has_sheets_under_a_map_that_can_be_used(chromium: Browser, server: Server) -> None:
    options = {"viewport": PHONE, "is_mobile": True, "has_touch": True}
    with new_page(chromium, server, **options) as view:
        view.open(f"at={DAY}")
        assert_tidy(view, PHONE["width"], PHONE["height"])
        for tab in TABS:
            with view.change():
                view.frame.locator(f"#tab-{tab}").tap()
            assert_tidy(view, PHONE["width"], PHONE["height"])
            side, size = boxes(view.frame)["side panel"], view.evaluate("() => Libya.current.map.getSize()")
            assert (side["left"], side["right"], side["bottom"]) == (0, 390, 844), "no sheet"
            assert size["x"] == 390
            assert size["y"] >= 844 * 0.35, "the sheet leaves no map"
            assert view.evaluate(OUT_OF_REACH) == []
            zoom = view.shown()["zoom"]
            view.frame.locator(".leaflet-control-zoom-in").tap()
            view.until(
                "(zoom) => !Libya.current.map._animatingZoom && Libya.current.map.getZoom() > zoom", zoom
            )

        view.page.locator('[data-testid="stExpandSidebarButton"]').tap()
        view.unfold_clocks()
        for control in ("#search", "#at-text", "#play", 'input[data-layer="energy"]'):
            place = view.panel.locator(control)
            place.scroll_into_view_if_needed()
            box = place.bounding_box()
            assert box
            assert 0 <= box["x"] < box["x"] + box["width"] <= PHONE["width"], control
        view.toggle("energy", on=True)
        assert "energy" in view.shown()["drawn"]
        SearchBox(view).type("Sabha")
        view.panel.locator("#search-results [role=option]").first.tap()
        view.card("sabha")
        # The panel goes, which would cover card and map.
        view.page.locator('[data-testid="stExpandSidebarButton"]').wait_for()

        view.put(view="brief")
        foot, legend = (view.frame.locator(one).bounding_box() for one in (".map-foot", ".legend"))
        assert foot
        assert legend
        assert foot["y"] + foot["height"] == PHONE["height"], "room for tabs that are not there"
        assert legend["y"] < 150, "the legend lies on the country"
