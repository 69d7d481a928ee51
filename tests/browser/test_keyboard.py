"""Everything by keyboard: the shortcuts that are listed, the cards, and Tab to every control."""

from __future__ import annotations

import re

import pytest
from pyproj import Geod

from tests.browser.focusing import controls, walk
from tests.browser.map_page import Map
from tests.browser.serving import Server

DAY = "2020-06-15"
SHORTCUTS = ["/", "1 2 3 4 5 6", "q w e", "[ ]", "p", "f", "← →", "+", "Esc", "?"]
OPEN = "() => Libya.current.side.open"


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page with one layer on."""
    module_page.open(f"layers=trafficking_hubs&at={DAY}")
    return module_page


@pytest.fixture
def keys(open_page: Map) -> Map:
    """Return the page with nothing open and the focus nowhere."""
    open_page.put(at=DAY, sel="", tab="", filters={}, compare=None)
    open_page.page.evaluate("() => document.activeElement.blur()")
    return open_page


def focus_page(view: Map) -> None:
    """Bring the focus to the panel: onto a box, as after a click with the mouse."""
    view.panel.locator('input[data-layer="trafficking_hubs"]').focus()


def focus_map(view: Map) -> None:
    """Bring the focus to the map."""
    view.frame.locator(".leaflet-container:not(.twin-map)").focus()


FOCUS = {"panel": focus_page, "map": focus_map}


@pytest.mark.parametrize("where", FOCUS)
def test_listed_shortcuts_work_in_the_panel_and_on_the_map(keys: Map, server: Server, where: str) -> None:
    press = keys.page.keyboard.press
    dialog = keys.panel.locator("dialog.keys")

    FOCUS[where](keys)
    press("?")
    dialog.wait_for()
    listed = [row.inner_text() for row in dialog.locator("th").all()]
    assert [any(one.startswith(key) for one in listed) for key in SHORTCUTS] == [True] * len(SHORTCUTS)
    assert len(listed) == len(SHORTCUTS), "a shortcut is listed that no test knows"
    press("?")
    press("Escape")
    dialog.wait_for(state="hidden")

    FOCUS[where](keys)
    tabs = keys.evaluate("() => [...document.querySelectorAll('.side-tabs [role=tab]')].map(({ id }) => id)")
    for key, tab in enumerate(tabs, start=1):
        with keys.change():
            press(str(key))
        assert f"tab-{keys.evaluate(OPEN)}" == tab
        FOCUS[where](keys)
    with keys.change():
        press(str(len(tabs)))
    assert keys.evaluate(OPEN) == "", "the key does not fold what it opened"

    days = sorted({one["properties"]["from_day"] for one in server.features("events")})
    after = next(day for day in days if day > DAY)
    before = max(day for day in days if day < after)
    for key, day in {"]": after, "[": before}.items():
        with keys.change():
            press(key)
        assert keys.shown()["at"] == day

    with keys.change():
        press("p")
    assert "Pause" in str(keys.panel.locator("#play").text_content())
    press("p")
    assert "Play" in str(keys.panel.locator("#play").text_content())

    first = keys.panel.locator("input[data-layer]").nth(1)
    on = first.is_checked()
    with keys.change():
        press("w")
    assert first.is_checked() != on, "the second layer is not turned by the second key"
    with keys.change():
        press("w")
    assert first.is_checked() == on

    press("/")
    assert keys.page.evaluate("() => document.activeElement.id") == "search"
    press("?")
    assert dialog.is_hidden(), "a question mark cannot be typed into the search"
    assert keys.panel.locator("#search").input_value() == "?"
    keys.page.evaluate("() => document.activeElement.blur()")
    press("/")
    keys.page.keyboard.type("brega")
    assert keys.panel.locator("#search").input_value() == "brega", "it is added to the last search"
    keys.panel.locator("#search").fill("")


@pytest.mark.parametrize("where", FOCUS)
def test_escape_closes_the_card(keys: Map, server: Server, where: str) -> None:
    feature = server.features("trafficking_hubs", at=DAY)[0]["id"]
    keys.put(sel=feature)
    keys.card(feature)
    FOCUS[where](keys)
    with keys.change():
        keys.page.keyboard.press("Escape")
    keys.cards.wait_for(state="hidden")
    assert keys.evaluate(OPEN) == ""
    keys.until_address(without="sel=")


def test_a_key_folds_the_card_that_a_link_opened(keys: Map, server: Server) -> None:
    feature = server.features("trafficking_hubs", at=DAY)[0]["id"]
    keys.put(sel=feature)
    keys.card(feature)
    with keys.change():
        keys.page.keyboard.press("1")
    assert keys.evaluate(OPEN) == ""


def test_arrows_walk_the_cards_that_a_click_laid_out(keys: Map) -> None:
    with keys.change():
        keys.evaluate(
            """() => {
              const { current } = Libya;
              current.picking.openCards(current.drawn()[0].visible.filter(({ shape }) => shape).slice(0, 3));
            }"""
        )
    keys.until("() => document.activeElement.closest('.card') !== null")
    says = "(text) => document.querySelector('.cards-bar').textContent.includes(text)"
    for key, number in [("ArrowRight", 2), ("ArrowRight", 3), ("ArrowRight", 1), ("ArrowLeft", 3)]:
        keys.page.keyboard.press(key)
        keys.until(says, f"{number} of 3")
    keys.page.keyboard.press("Escape")
    keys.cards.wait_for(state="hidden")


def test_plus_and_minus_zoom_the_map_that_has_the_focus(keys: Map) -> None:
    at_rest = "() => !Libya.current.map._animatingZoom && Libya.current.map.getZoom()"
    zoom = keys.evaluate(at_rest)
    focus_map(keys)
    keys.page.keyboard.press("+")
    keys.until(f"(zoom) => ({at_rest})() > zoom", zoom)
    keys.page.keyboard.press("-")
    keys.until(f"(zoom) => ({at_rest})() === zoom", zoom)


@pytest.mark.parametrize("tab", ["inspect", "table", "timeline"])
def test_tab_reaches_every_control_and_shows_where_it_is(keys: Map, server: Server, tab: str) -> None:
    feature = server.features("trafficking_hubs", at=DAY)[0]["id"]
    keys.put(layers=["regions"] if tab == "table" else ["trafficking_hubs"], tab=tab)
    if tab == "inspect":
        keys.put(sel=feature)
        keys.card(feature)
        keys.panel.locator(".filters summary").click()
    keys.frame.locator(f"#view-{tab} button:visible").first.wait_for()
    root = ".libya-panel" if tab == "inspect" else ".libya-panel .search"
    wanted = controls(keys, root, "body")
    assert len(wanted) > 12
    keys.page.evaluate("() => { document.activeElement.blur(); getSelection().removeAllRanges(); }")
    keys.panel.locator("#search").focus()
    keys.page.keyboard.press("Shift+Tab")
    seen = walk(keys, {*wanted}, most=len(wanted) + 90)
    reached = {one["reach"] for one in seen}
    assert [text for name, text in wanted.items() if name not in reached] == []
    ours = [one for one in seen if one["reach"]]
    assert [one["text"] for one in ours if not one["visible"]] == [], "the focus cannot be seen"
    assert [one["text"] for one in ours if not one["inside"]] == [], "the focus is out of sight"
    if tab == "inspect":
        keys.panel.locator(".filters summary").click()


def test_drawing_by_keys(open_page: Map) -> None:
    view = open_page
    view.open("layers=control&at=2026-11-24&c=27,17&z=6")
    view.frame.locator(".sketch-open").press("Enter")
    view.frame.locator('[data-tool="line"]').press("Enter")
    view.evaluate("() => Libya.current.map.getContainer().focus()")
    middle = "() => { const { lat, lng } = Libya.current.map.getCenter(); return [lng, lat]; }"
    first = view.evaluate(middle)
    view.page.keyboard.press("Enter")
    view.evaluate("() => Libya.current.map.panTo([27, 18], { animate: false })")
    second = view.evaluate(middle)
    view.page.keyboard.press("Enter")
    view.page.keyboard.press("Enter")
    view.until_address("draw=line")
    told = view.frame.locator(".sketch-list li").inner_text()
    found = re.fullmatch(r"Line (\d+\.\d+) km, bearing (\d+)°.", told)
    assert found, told
    # Leaflet moves by whole pixels, so the middles are told by the map.
    metres = Geod(ellps="WGS84").inv(*first, *second)[2]
    assert float(found[1]) == pytest.approx(metres / 1000, abs=0.02)
    assert found[2] == "90"
