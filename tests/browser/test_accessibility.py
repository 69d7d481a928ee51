"""axe-core on every panel, in the page and in the map's frame, light and dark, English and Arabic."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT, AxeResults
from playwright.sync_api import Frame, Page

from tests.browser.beside import open_tab
from tests.browser.map_page import Map
from tests.browser.search_box import SearchBox

DAY = "2025-06-01"
LAYERS = "control,tripoli,east,trafficking_hubs"
SEVERE = {"serious", "critical"}
EXCLUDED: list[str] = []
"""Selectors of Streamlit's own chrome that axe-core faults and that we cannot mend, each with the reason.

There is none today: what it finds there (no zoom on phones, `meta-viewport`) is moderate.
"""
READ_AT_LEAST = {"page": 30, "map": 5}
"""Texts whose contrast axe-core must have been able to judge, lest it passes because it saw none."""
# Each document is judged by itself: a frame left to axe-core would be judged twice. Without the canvases,
# because axe-core does not judge text over a picture: then the colour of the sea is behind it.
_RUN = """async (excluded) => {
  const style = document.createElement("style");
  style.textContent = "canvas { display: none !important; }";
  document.head.append(style);
  const options = { iframes: false, resultTypes: ["violations", "passes"] };
  const { violations, passes } = await axe.run({ exclude: excluded.map((one) => [one]) }, options);
  style.remove();
  const read = passes.filter(({ id }) => id === "color-contrast").flatMap(({ nodes }) => nodes);
  return { violations, read: read.length };
}"""

_MOVING = """() => {
  const long = (text) => text.split(",").some((one) => parseFloat(one) > 0.001);
  const found = document.getAnimations().map((one) => String(one.animationName || one.transitionProperty));
  for (const node of document.querySelectorAll("*")) for (const part of [null, "::before", "::after"]) {
    const style = getComputedStyle(node, part);
    const turning = style.transitionProperty !== "none" && long(style.transitionDuration);
    const moving = style.animationName !== "none" && long(style.animationDuration);
    if (turning || moving) found.push(node.outerHTML.slice(0, 90));
  }
  return found;
}"""


_PUT_AWAY = """() => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  const search = document.querySelector("#search");
  search.value = "";
  search.dispatchEvent(new Event("input"));
}"""
START = {"layers": LAYERS.split(","), "filters": {}, "tab": "", "sel": "", "ask": None, "draw": ""}


def put_away(view: Map) -> Map:
    """Return a page without what the test before has opened."""
    view.page.evaluate(_PUT_AWAY)
    view.put(**START)
    return view


@pytest.fixture(scope="module", params=["light", "dark"])
def opened_english(request: pytest.FixtureRequest, module_page: Map) -> Map:
    """Return the page opened in one of the two looks."""
    module_page.page.emulate_media(color_scheme=request.param)
    module_page.open(f"layers={LAYERS}&at={DAY}")
    paper = module_page.evaluate(
        "() => getComputedStyle(document.documentElement).getPropertyValue('--paper')"
    )
    assert (paper.strip() == "#22231f") == (request.param == "dark")
    return module_page


@pytest.fixture
def english(opened_english: Map) -> Map:
    """Return the page with nothing open."""
    return put_away(opened_english)


@pytest.fixture(scope="module")
def opened_arabic(module_page: Map) -> Map:
    """Return the page opened in Arabic."""
    module_page.page.emulate_media(color_scheme="light")
    module_page.open(f"layers={LAYERS}&at={DAY}&lang=ar")
    return module_page


@pytest.fixture
def arabic(opened_arabic: Map) -> Map:
    """Return the Arabic page with nothing open."""
    return put_away(opened_arabic)


def judge(window: Page | Frame) -> dict[str, Any]:
    """Return what axe-core says about one document."""
    if not window.evaluate("() => Boolean(window.axe)"):
        window.evaluate(AXE_SCRIPT)
    return dict(window.evaluate(_RUN, EXCLUDED))


def assert_accessible(view: Map, *, contrast: bool = True) -> None:
    """Fail when axe-core finds anything serious or critical in the page or in the map's frame."""
    for name, window in {"page": view.page, "map": view.frame}.items():
        found = judge(window)
        severe = [one for one in found["violations"] if one["impact"] in SEVERE]
        report = AxeResults({"violations": severe}).generate_report()
        assert not severe, f"in the {name}:\n{report}"
        read = found["read"]
        if contrast:
            assert read >= READ_AT_LEAST[name], f"axe-core could judge {read} texts only in the {name}"


def first_view(view: Map) -> None:
    """Nothing is open."""


def inspect(view: Map) -> None:
    """Open the cards of some contested places, with claims and sources."""
    with view.change():
        view.evaluate(
            """() => {
              const places = Libya.current.layers.get("control").visible;
              const contested = places.filter(({ properties }) => properties.class === "contested");
              Libya.current.picking.openCards(contested.slice(0, 3));
            }"""
        )
    view.cards.locator(".claims li").first.wait_for()


def table(view: Map) -> None:
    """Open the table, with few rows, one of them selected, and the list of columns."""
    open_tab(view, "table")
    view.frame.locator(".table-bar select").first.select_option("tripoli")
    view.frame.locator(".table-tab summary").click()
    with view.change():
        view.frame.locator(".table-tab tbody tr button").first.click()


def timeline(view: Map) -> None:
    """Open the timeline."""
    open_tab(view, "timeline")
    view.frame.locator(".timeline-tab .event-dot").first.wait_for(state="attached")


def ask(view: Map) -> None:
    """Open an answer, with something drawn by hand on the map."""
    view.put(draw="line:32.9,13.2;32.1,20.1|rings:30,15;50;100")
    question = {"question": "holds", "parameters": {"place": "sirte"}}
    view.put(tab="ask", ask=question)
    view.frame.locator(".ask-sheet").first.wait_for()
    view.frame.locator(".sketch-list").wait_for()


def brief(view: Map) -> None:
    """Open the tab that makes figures."""
    open_tab(view, "brief")
    view.frame.locator("#view-brief button:visible").first.wait_for()


def filters(view: Map) -> None:
    """Open the filters and what a layer offers, with one filter set and a class off in the legend."""
    with view.change():
        view.frame.locator(".legend li button").nth(1).click()
    view.frame.locator(".legend li.off").first.wait_for()
    view.panel.locator(".filters > summary").click()
    view.panel.locator("#filter-rel").select_option("C")
    view.panel.locator(".opener:not([hidden])").first.click()


def search(view: Map) -> None:
    """Open the search results, one of them chosen with the keyboard."""
    SearchBox(view).type("Zawiya")
    view.page.keyboard.press("ArrowDown")


def nothing_found(view: Map) -> None:
    """Search for what there is not, on a map without layers."""
    view.put(layers=[], tab="ask")
    SearchBox(view).type("xkcdxkcd")


def shortcuts(view: Map) -> None:
    """Open the list of shortcuts."""
    view.panel.get_by_role("button", name="Keyboard shortcuts").click()
    view.panel.locator("dialog.keys").wait_for()


STATES = [first_view, inspect, table, timeline, ask, brief, filters, search, nothing_found, shortcuts]


@pytest.mark.parametrize("state", STATES, ids=lambda state: state.__name__)
def test_axe_finds_nothing_serious(english: Map, state: Callable[[Map], None]) -> None:
    state(english)
    assert_accessible(english, contrast=state is not shortcuts)


@pytest.mark.parametrize("state", [first_view, inspect, table, ask, search], ids=lambda state: state.__name__)
def test_axe_finds_nothing_serious_in_arabic(arabic: Map, state: Callable[[Map], None]) -> None:
    state(arabic)
    # To axe-core a typeface that joins its letters is one of icons, whose contrast it does not judge.
    assert_accessible(arabic, contrast=False)


def test_reduced_motion_leaves_nothing_moving(view: Map) -> None:
    view.page.emulate_media(reduced_motion="reduce")
    view.open(f"layers=tripoli&at={DAY}&tab=inspect")
    view.frame.locator(".leaflet-control-zoom-in").click()
    for window in (view.page, view.frame):
        assert window.evaluate(_MOVING) == []
    open_tab(view, "table")
    SearchBox(view).type("Zawiya")
    for window in (view.page, view.frame):
        assert window.evaluate(_MOVING) == []


def test_the_tabs_have_room_at_400_percent_in_arabic(view: Map) -> None:
    # 1280 x 1024 at 400 %; the bar is as high as one line.
    view.resize(320, 256)
    view.open("lang=ar")
    tall, over = view.evaluate(
        """() => {
          const bar = document.querySelector(".side-tabs");
          const tall = Math.max(...[...bar.children].map((one) => one.offsetHeight));
          return [tall, bar.scrollWidth - bar.clientWidth];
        }"""
    )
    assert tall <= 42, "a tab of two words is cut"
    assert over == 0
