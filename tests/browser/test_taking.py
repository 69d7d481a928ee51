"""The picture as a whole: shown alone, taken as a link, played, printed; each in at most three steps."""

from __future__ import annotations

import io
from urllib.parse import parse_qs, urlparse

import pypdf

from tests.browser.map_page import Map

SHOWN = """() => {
  const { map, furniture } = Libya.current;
  return { width: innerWidth, height: innerHeight, brief: document.body.classList.contains("brief"),
    swatches: furniture.legend.querySelectorAll("canvas").length, size: map.getSize() };
}"""
STEP = "(from_end) => navigation.entries().at(from_end)?.key"
"""Tells steps of the history apart; their number stays at fifty in a tab that many tests share."""
LAID_OUT = """() => {
  const { map, furniture } = Libya.current;
  const { x, y } = map.getSize();
  const corners = [[33.2, 9.4], [33.2, 25.1], [19.5, 9.4], [19.5, 25.1]];
  const inside = corners.every((one) => {
    const point = map.latLngToContainerPoint(one);
    return point.x > 0 && point.y > 0 && point.x < x && point.y < y;
  });
  return { inside, printing: document.body.classList.contains("printing"), side:
    getComputedStyle(document.querySelector(".side")).display, open: furniture.legend.open };
}"""


def test_present_shows_the_map_alone_until_escape(view: Map) -> None:
    view.go("layers=control&at=2025-06-01")
    step = view.page.evaluate(STEP, -1)
    view.panel.get_by_role("button", name="Present").click()
    view.until("() => document.body.classList.contains('brief') && !Libya.current.tidying")
    shown = view.evaluate(SHOWN)
    window = view.page.evaluate("() => [innerWidth, innerHeight]")
    assert [shown["width"], shown["height"]] == window
    assert shown["swatches"] > 3, "the legend stands there, coloured"
    view.page.keyboard.press("Escape")
    view.until("() => !document.body.classList.contains('brief') && !Libya.current.tidying")
    assert view.box()["width"] < window[0]
    assert view.page.evaluate(STEP, -1) == step

    view.page.keyboard.press("f")
    view.until("() => document.body.classList.contains('brief')")
    view.page.keyboard.press("f")
    view.until("() => !document.body.classList.contains('brief')")


def test_a_copied_link_is_pinned_to_its_data_and_tells_of_others(view: Map) -> None:
    view.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    view.go("layers=control,east&at=2025-06-01&c=30,15&z=7")
    view.panel.get_by_role("button", name="Copy link").click()
    view.panel.get_by_text("Copied").wait_for()
    link = view.page.evaluate("() => navigator.clipboard.readText()")
    asked = {name: texts[0] for name, texts in parse_qs(urlparse(link).query).items()}
    assert (asked["layers"], asked["at"], asked["c"], asked["z"]) == (
        "control,east",
        "2025-06-01",
        "30,15",
        "7",
    )
    assert asked["recorded"]
    drawn = view.evaluate("() => Libya.drawn()")
    view.go(urlparse(link).query)
    assert view.evaluate("() => Libya.drawn()") == drawn
    assert view.page.locator('[data-testid="stToast"]').count() == 0
    view.hear_notices()
    view.go(urlparse(link).query.replace(asked["data"], "00000000"))
    (notice,) = view.notices()
    assert "The data were changed since this link was made." in notice["text"]


def test_play_marks_what_changes_and_is_one_step(view: Map) -> None:
    view.go("layers=control&at=2020-05-20&c=31.5,14&z=7")
    step = view.page.evaluate(STEP, -1)
    view.unfold_clocks()
    view.panel.locator("#play").click()
    view.until("() => Libya.current.changing.count > 0")
    view.panel.locator("#play").click()
    view.until_address("at=20", without="at=2020-05-20")
    view.until_served()
    assert view.page.evaluate(STEP, -2) == step != view.page.evaluate(STEP, -1)
    view.until("() => Libya.current.changing.count === 0")


def test_print_is_one_whole_sheet(view: Map) -> None:
    view.go("layers=control,tripoli,east")
    view.page.evaluate("() => dispatchEvent(new Event('beforeprint'))")
    paper = view.evaluate(LAID_OUT)
    view.page.evaluate("() => dispatchEvent(new Event('afterprint'))")
    assert paper == {"inside": True, "printing": True, "side": "none", "open": True}
    assert not view.evaluate(LAID_OUT)["printing"]
    sheet = view.page.pdf(prefer_css_page_size=True, print_background=True)
    pages = pypdf.PdfReader(io.BytesIO(sheet)).pages
    assert len(pages) == 1
    said = " ".join(pages[0].extract_text().split())
    assert "Libya: who holds what" in said, "a sheet without a title"
    assert "As of" in said, "nor a day"
    assert "So many here." in said
    assert "click" not in said, "nobody clicks on paper"
    width, height = pages[0].mediabox.width, pages[0].mediabox.height
    assert 1.4 < float(width / height) < 1.43, "A4, landscape"
