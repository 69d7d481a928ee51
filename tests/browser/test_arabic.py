"""The page in Arabic: every tab is Arabic and runs from the right; another language needs no new page."""

from __future__ import annotations

import re

import pytest

from tests.browser.beside import open_tab
from tests.browser.map_page import Map

QUERY = "layers=control,east,events&at=2026-06-01&lang=ar"
TABS = ("inspect", "ask", "compare", "table", "timeline", "brief")
# Texts that are shown and said. Names that the data have in Latin letters alone are left out, and what is
# marked as English; so are links, which are names of publishers and titles of what they wrote.
SHOWN = """(root) => {
  const ASIDE = "[lang=en], [dir=ltr], a, script, style, bdi, .label, .bar-text, "
    + ".credit, [data-feature] input, .sources, .ask-sources";
  const texts = [];
  const walk = document.createTreeWalker(document.querySelector(root), NodeFilter.SHOW_TEXT);
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const parent = node.parentElement;
    if (!parent || parent.closest(ASIDE)) continue;
    if (parent.checkVisibility()) texts.push(node.nodeValue);
  }
  for (const node of document.querySelector(root).querySelectorAll("[aria-label], [title], [placeholder]")) {
    if (node.closest(ASIDE)) continue;
    for (const name of ["aria-label", "title", "placeholder"]) texts.push(node.getAttribute(name) ?? "");
  }
  return texts;
}"""
SIDEBAR = '[data-testid="stSidebarUserContent"]'
WORD = re.compile(r"[A-Za-z]{3,}")
NAMES = {
    "English", "OpenStreetMap", "contributors", "Natural", "Earth", "GeoNames", "ODbL", "OurAirports",
    "TLP", "CLEAR", "WGS", "GeoPackage", "GeoJSON", "CSV", "PDF", "PNG", "SVG", "PPTX", "DOCX", "PowerPoint",
    "APP", "Escape", "Esc", "Enter", "Backspace", "Ctrl", "Shift", "tile", "openstreetmap", "org", "Leaflet",
    "MGRS", "csv", "claims", "docs", "control", "events", "interests", "searoute", "LOCODE", "ISO", "UTM",
    "XLSX", "Excel", "SHP", "KML", "GPX", "QGIS", "Energy", "Global", "Monitor", "GEM", "Lambert",
}  # fmt: skip
"""Names of publishers, licences, formats, keys and files."""


CUT = """(scope) => [...document.querySelectorAll(`${scope} select`)].filter((one) => {
  const context = document.createElement("canvas").getContext("2d");
  const { font, paddingLeft, paddingRight } = getComputedStyle(one);
  context.font = font;
  const room = one.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight) - 14;
  return one.offsetWidth && context.measureText(one.selectedOptions[0]?.textContent ?? "").width > room;
}).map((one) => one.selectedOptions[0].textContent)"""
"""What is chosen in a field that has no room for it beside its arrow."""


@pytest.fixture(scope="module")
def arabic(module_page: Map) -> Map:
    module_page.open(QUERY)
    return module_page


def latin(texts: list[str]) -> list[str]:
    """Return the texts with a Latin word that is no name."""
    return sorted({text for text in texts if set(WORD.findall(text)) - NAMES})


def test_panel_is_arabic_and_stands_at_the_right(arabic: Map) -> None:
    assert latin(arabic.page.evaluate(SHOWN, SIDEBAR)) == []
    assert arabic.page.evaluate("() => [document.documentElement.lang, document.documentElement.dir]") == [
        "ar",
        "rtl",
    ]
    assert arabic.box()["x"] == 0, "the map does not begin at the left"
    side = arabic.frame.locator(".side").bounding_box()
    assert side
    assert side["x"] + side["width"] < arabic.box()["width"] / 2, "the tabs do not stand at the left"


@pytest.mark.parametrize("tab", TABS)
def test_every_tab_is_arabic(arabic: Map, tab: str) -> None:
    if arabic.frame.locator(f"#tab-{tab}").count() == 0:
        pytest.fail(f"there is no tab {tab}")
    open_tab(arabic, tab)
    arabic.until_served()
    arabic.until("(id) => /[\u0600-\u06ff]{3}/.test(document.getElementById(id).innerText)", f"view-{tab}")
    assert latin(arabic.evaluate(SHOWN, f"#view-{tab}")) == []
    assert arabic.evaluate(CUT, f"#view-{tab}") == []


def test_card_and_map_are_arabic_in_the_digits_that_are_chosen(arabic: Map) -> None:
    arabic.put(sel="sabha", tab="inspect", digits="arab")
    arabic.card("sabha")
    assert latin(arabic.evaluate(SHOWN, "body")) == []
    assert "٢٠٢٦" in arabic.shown()["asOf"]
    words = arabic.cards.locator(".card-words").inner_text()
    assert not re.search(r"(?<![A-Za-z])[0-9]", words), words
    assert "على سبها في هذا اليوم" in arabic.cards.inner_text()
    note = arabic.cards.locator(".claims small[lang=en]").first
    assert note.get_attribute("dir") == "ltr"
    assert note.text_content().endswith(" (بالإنجليزية)"), "what is data and there in English alone is marked"
    rows = arabic.cards.locator(".card-row dd")
    sides = rows.evaluate_all("(all) => new Set(all.map((one) => getComputedStyle(one).direction)).size")
    assert sides == 1, "values of one list begin at both sides"
    arabic.put(digits="", sel="", tab="")


def test_another_language_comes_without_a_new_page(arabic: Map) -> None:
    arabic.evaluate("() => { window.here = true; }")
    # Two maps have the room of the panel; with one it is back.
    arabic.put(lang="en", compare=None)
    arabic.page.wait_for_function("() => document.documentElement.dir === 'ltr'")
    assert arabic.frame.locator("#tab-table").inner_text() == "Table"
    assert "As of" in arabic.shown()["asOf"]
    assert arabic.panel.locator('label[for="layer-control"]').inner_text() == "Who holds what"
    arabic.put(lang="ar")
    arabic.page.wait_for_function("() => document.documentElement.dir === 'rtl'")
    arabic.page.locator("h1", has_text="ليبيا").wait_for()
    assert latin(arabic.page.evaluate(SHOWN, SIDEBAR)) == []
    assert arabic.evaluate("() => window.here")


def test_a_position_that_is_typed_has_its_latitude_first(arabic: Map) -> None:
    # Numbers alone run from the left in such a field, whatever the page does.
    field = arabic.panel.locator("#search")
    assert field.evaluate("(node) => getComputedStyle(node).unicodeBidi") == "plaintext"
    assert field.evaluate("(node) => getComputedStyle(node).direction") == "rtl", "Arabic does not"
