"""What an analyst does every day, each in at most three steps (docs/guide.md)."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pyogrio
import pytest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map
from tests.browser.search_box import SearchBox

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DAY = "2026-06-01"


@pytest.fixture
def map_page(module_page: Map) -> Map:
    """Return a page at its first view."""
    module_page.open(f"at={DAY}")
    return module_page


def find(view: Map, text: str) -> None:
    """Type into the search box and take the first result."""
    box = SearchBox(view)
    box.type(text)
    with view.change():
        box.input.press("Enter")


def test_who_holds_sabha_who_says_so_and_how_sure(map_page: Map) -> None:
    find(map_page, "Sabha")
    card = map_page.cards.locator(".card")
    card.wait_for()
    assert "Held by" in card.locator(".card-words").inner_text()
    claim = card.locator(".claims li").first.inner_text()
    assert any(f"{letter}{digit}" in claim for letter in "ABCDEF" for digit in "123456"), "no grade is told"
    assert card.locator(".claims li a").count() >= 1, "no publisher is linked"


def test_fuel_hubs_within_50_km_of_zawiya_with_distances(map_page: Map) -> None:
    find(map_page, "Zawiya")
    with map_page.change():
        map_page.cards.get_by_label("What is looked for near it").select_option("trafficking_hubs fuel")
    sheet = map_page.frame.locator(".ask-sheet")
    sheet.wait_for()
    assert "hub-zawiya" in map_page.page.content() or "Zawiya refinery" in sheet.inner_text()
    assert "Distance (km)" in sheet.inner_text()
    assert any(one["layer"] == "ask" for one in map_page.evaluate("() => Libya.drawn()")), (
        "no buffer is drawn"
    )


def test_outside_powers_in_fezzan_by_country_on_the_regions_card(map_page: Map) -> None:
    find(map_page, "Fezzan")
    powers = map_page.cards.locator("[data-power]")
    powers.first.wait_for()
    told = {one.get_attribute("data-power"): one.inner_text() for one in powers.all()}
    assert "Africa Corps" in told["RU"], "told by country, not by who is there for it"
    assert "last confirmed" in told["RU"]
    powers.first.get_by_role("button").first.click()
    map_page.cards.locator(".card[data-feature^='for-']").wait_for()


def test_russia_is_shown_by_searching_for_it(map_page: Map) -> None:
    find(map_page, "Russia")
    drawn = map_page.shown()["drawn"]
    # Its hired forces have its letters on the map: without them Russia would seem to hold fewer bases.
    assert all(any(one in id_ for id_ in drawn["foreign"]) for one in ("russia", "africacorps"))
    # Each chip tells what it stands for, also where it stands alone.
    chips = "() => ['foreign', 'interests'].flatMap((id) => Libya.current.layers.get(id).symbols)"
    assert map_page.evaluate(
        f"() => ({chips})().every(({{ block }}) => block.chips.every((one) => one.glyphs.length))"
    )


def test_what_is_in_view_as_one_workbook(map_page: Map, tmp_path: Path) -> None:
    with map_page.change():
        map_page.frame.get_by_role("tab", name="Table").click()
    line = map_page.frame.locator(".downloads > span").nth(1)
    with map_page.page.expect_download() as waiting:
        line.get_by_role("link", name="XLSX", exact=True).click()
    with zipfile.ZipFile(io.BytesIO(Path(waiting.value.path()).read_bytes())) as packed:
        (name,) = (one for one in packed.namelist() if one.endswith(".xlsx"))
        book = Path(packed.extract(name, tmp_path))
    sheets = [str(one) for one in pyogrio.list_layers(book)[:, 0]]
    assert sheets[:-3] == [one for one in CATALOG if one in map_page.shown()["ticked"]]
    rows = pyogrio.read_dataframe(book, layer="tripoli")
    assert rows["from_day"].dtype.kind == "M", "days are texts"
    assert rows["sources_in_words"].str.contains("http").any()
    assert rows["actors_in_words"].str.contains("Brigade").any()
