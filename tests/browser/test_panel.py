"""The panel: every layer at a glance, a day as people write it, stories, a short way to the map."""

from __future__ import annotations

import pytest

from tests.browser.map_page import Map

QUERY = "layers=control,events&at=2026-06-01"
SEEN = """() => [...document.querySelectorAll(".libya-panel .tree li > input")].filter((box) => {
  const { left, top, width, height } = box.getBoundingClientRect();
  return document.elementFromPoint(left + width / 2, top + height / 2) === box;
}).map((box) => box.dataset.layer)"""
BASE = ["districts", "places", "airfields", "crossings", "ports"]
ABOVE = [
    "control", "tripoli", "east", "city_states", "energy", "fezzan_resources", "trafficking_hubs",
    "trafficking_routes", "foreign", "interests", "ceasefire", "events",
]  # fmt: skip


@pytest.fixture(scope="module")
def panel(module_page: Map) -> Map:
    """Return a page at the size that the panel is made for."""
    module_page.resize(1440, 900)
    module_page.open(QUERY)
    return module_page


def test_layers_are_seen_without_scrolling_in_order_of_importance(panel: Map) -> None:
    seen = panel.page.evaluate(SEEN)
    assert seen[: len(ABOVE) + len(BASE)] == ABOVE + BASE
    short = panel.page.evaluate(
        "() => [...document.querySelectorAll('.tree li > label')].filter((one) =>"
        " one.scrollWidth > one.clientWidth).map((one) => one.textContent)"
    )
    assert short == [], "names are cut"


def test_a_layer_that_is_off_counts_what_it_would_show(panel: Map) -> None:
    rows = {name: panel.panel.locator(f"li:has(#layer-{name})") for name in ("control", "tripoli")}
    panel.put(layers=["control", "tripoli"], at="2016-06-01", filters={"rel": ["B"]})
    drawn = {name: row.locator(".count").inner_text() for name, row in rows.items()}
    assert drawn["control"] not in ("", "0")
    panel.put(layers=["events"])
    for name, row in rows.items():
        row.locator(f'[title^="{drawn[name]} would be drawn"]').wait_for()
        assert row.locator(".count").inner_text() == drawn[name]
    panel.put(filters={})
    rows["control"].locator(f'.count:not([title^="{drawn["control"]} "])').wait_for()


@pytest.mark.parametrize("written", ["2020-10-23", "23 Oct 2020", "23/10/2020"])
def test_a_day_is_taken_as_it_is_written_and_shown_in_one_way(panel: Map, written: str) -> None:
    panel.put(at="2026-06-01")
    panel.unfold_clocks()
    field = panel.panel.get_by_label("True on", exact=True)
    with panel.change():
        field.fill(written)
        field.press("Enter")
    assert panel.shown()["at"] == "2020-10-23"
    field.blur()
    assert field.input_value() == "23 Oct 2020"
    assert panel.panel.locator(".day").inner_text() == "23 Oct 2020"


@pytest.mark.parametrize(
    ("written", "told"),
    [("31 Feb 2020", "Write a day such as 23 Oct 2020"), ("1 Jan 1999", "Only days from 1 Jan 2011")],
)
def test_what_is_no_day_is_told(panel: Map, written: str, told: str) -> None:
    panel.put(at="2026-06-01")
    panel.unfold_clocks()
    field = panel.panel.get_by_label("True on", exact=True)
    field.fill(written)
    field.press("Enter")
    panel.panel.get_by_role("alert").filter(has_text=told).wait_for()
    assert panel.shown()["at"] == "2026-06-01"
    field.fill("1 Jun 2026")
    field.press("Enter")


def test_stories_and_saved_views_are_one_click_away(panel: Map) -> None:
    panel.put(layers=["control"], at="2026-06-01", c=[27.0, 14.4], z=7)
    opener = panel.panel.get_by_role("button", name="Stories and saved views")
    opener.click()
    ready = panel.panel.locator(".stories .ready button")
    ready.nth(5).wait_for()
    assert ready.count() == 6
    panel.panel.get_by_label("Name of this view").fill("Sabha <b>now</b>")
    panel.panel.get_by_role("button", name="Save", exact=True).click()
    mine = panel.panel.get_by_role("link", name="Sabha <b>now</b>")
    address = str(mine.get_attribute("href"))
    assert "layers=control" in address
    assert "z=7" in address
    with panel.change():
        panel.panel.get_by_role("button", name="Fezzan resources").click()
    assert panel.shown()["ticked"] == ["energy", "fezzan_resources"]
    opener.click()
    with panel.change():
        mine.click()
    assert panel.shown()["ticked"] == ["control"]
    assert panel.shown()["zoom"] == 7
    opener.click()
    panel.panel.get_by_role("button", name="Forget Sabha <b>now</b>").click()
    mine.wait_for(state="detached")
    panel.page.keyboard.press("Escape")
    panel.panel.locator(".stories").wait_for(state="hidden")


def test_the_map_is_one_tab_and_a_key_away(panel: Map) -> None:
    skip = panel.panel.get_by_role("button", name="Skip to the map")
    skip.focus()
    skip.press("Enter")
    assert panel.evaluate("() => document.activeElement.classList.contains('leaflet-container')")
