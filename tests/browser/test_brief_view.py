"""`view=brief`: a screenshot of the window is a figure, at any shape that a slide has."""

from __future__ import annotations

import pytest

from tests.browser.map_page import Map
from tests.browser.measuring import FURNITURE, boxes, cut_off, overlapping, scrolls

SIZES = [(1280, 720), (1920, 1080), (1024, 768)]
ALWAYS = ("marking", "date", "legend", "scale", "credit")
CORNERS = [[33.2, 9.4], [33.2, 25.1], [19.5, 9.4], [19.5, 25.1]]

# Everything on the page that can be seen, apart from the map's frame and what holds it.
# Streamlit's link past the sidebar stands off the screen until it has the focus.
BESIDE = """() => [...document.querySelectorAll("body :not([data-testid=stSkipToContent])")]
  .filter((node) => {
  if (node.tagName === "IFRAME" || node.querySelector("iframe") || !node.checkVisibility()) return false;
  const { width, height } = node.getBoundingClientRect();
  const words = [...node.childNodes].some((child) => child.nodeType === 3 && child.textContent.trim());
  return width * height > 0 && (words || /^(BUTTON|INPUT|SELECT|IMG|SVG)$/i.test(node.tagName));
}).map((node) => node.outerHTML.slice(0, 80))"""
CONTROLS = """() => [...document.querySelectorAll("button, input, select, a, [role=tab]")]
  .filter((node) => node.checkVisibility()).map((node) => node.outerHTML.slice(0, 80))"""
HIDDEN_TEXT = """() => [...document.querySelectorAll(".legend, .legend-body, .as-of, .credit, .marking")]
  .filter((node) => node.scrollHeight > node.clientHeight + 1 || node.scrollWidth > node.clientWidth + 1)
  .map(({ className, scrollHeight: h, clientHeight, scrollWidth: w, clientWidth }) =>
    [className, h, clientHeight, w, clientWidth])"""
INSIDE = """(corners) => {
  const { map, furniture } = Libya.current;
  const size = map.getSize();
  const box = furniture.legend.getBoundingClientRect();
  return corners.every((corner) => {
    const { x, y } = map.latLngToContainerPoint(corner);
    const covered = x > box.left && x < box.right && y > box.top && y < box.bottom;
    return x > 0 && y > 0 && x < size.x && y < size.y && !covered;
  });
}"""


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_brief_is_a_figure_that_fills_the_window(module_page: Map, width: int, height: int) -> None:
    module_page.resize(width, height)
    module_page.open("view=brief&at=2025-06-01")

    assert module_page.box() == {"x": 0, "y": 0, "width": width, "height": height}
    assert not scrolls(module_page.page)
    assert not scrolls(module_page.frame)
    assert module_page.page.evaluate(BESIDE) == [], "something stands beside the map"
    assert module_page.evaluate(CONTROLS) == [], "a figure has nothing to press"

    found = boxes(module_page.frame, FURNITURE | {"title": ".map-title"})
    title = found.pop("title")
    assert [name for name in ALWAYS if name not in found] == []
    assert overlapping(found) == []
    assert cut_off(found, {"width": width, "height": height}) == []
    assert module_page.evaluate(HIDDEN_TEXT) == [], "some furniture hides part of its text"
    assert found["date"]["top"] <= title["top"] < title["bottom"] <= found["date"]["bottom"]
    assert module_page.evaluate(INSIDE, CORNERS), "the country is cropped or under the legend"

    assert module_page.texts(".map-title")[0].startswith("Libya")
    assert "1 Jun 2025" in module_page.shown()["asOf"]
    assert all(text.startswith("TLP:") for text in module_page.texts(".marking"))
    assert module_page.texts(".leaflet-control-scale-line")[0].endswith("km")
    assert module_page.texts(".credit")[0].startswith("Sources: ")
    assert "Natural Earth" in module_page.texts(".credit")[0]
    assert sorted(module_page.legend()) == sorted(
        module_page.evaluate("() => Libya.current.drawn().map(({ spec }) => spec.title_short)")
    )


def test_brief_says_what_differs_from_the_usual(module_page: Map) -> None:
    module_page.open(
        "view=brief&layers=control,events&at=2020-08-01&known=2026-11-01&lang=ar&names=press&c=29,16&z=6"
    )
    shown = module_page.shown()
    assert "1 أغسطس 2020" in shown["asOf"]
    assert "1 نوفمبر 2026" in shown["asOf"]
    assert sorted(shown["drawn"]) == ["control", "events"]
    assert shown["zoom"] == 6
    assert overlapping(boxes(module_page.frame)) == []
    assert module_page.evaluate(HIDDEN_TEXT) == []
