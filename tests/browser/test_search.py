"""The search box: any spelling finds it, says why, and choosing goes there; coordinates are places too."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests.browser.map_page import Map
from tests.browser.search_box import SearchBox
from tests.browser.serving import Server

SPELLINGS = ["Zawiya", "Az-Zāwiyah", "الزاوية", "zawya", "Zauia"]
SABHA = (27.04, 14.43)
NOTATIONS = {
    "decimal": "27.0400, 14.4300",
    "degrees, minutes, seconds": "27°02'24\"N 14°25'48\"E",
    "MGRS": "33R VK 43466 90993",
}
AWAY = {"c": [31.0, 20.0], "z": 6}
PIXEL = 360 / 256 / 2**8  # degrees of longitude at zoom 8

CROSS = """() => [...document.querySelectorAll(".asked-for")].map((node) => {
  const [box, { map }] = [node.getBoundingClientRect(), Libya.current];
  const { lat, lng } = map.containerPointToLatLng([box.x + box.width / 2, box.y + box.height / 2]);
  return [lat, lng];
})"""


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page with one layer on, which holds nothing that is searched for here."""
    module_page.open("layers=ports&at=2026-01-01")
    return module_page


@pytest.fixture
def box(open_page: Map) -> SearchBox:
    """Return the search box of a page that looks elsewhere, without a card."""
    open_page.put(layers=["ports"], filters={}, sel="", tab="", **AWAY)
    return SearchBox(open_page)


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_any_spelling_finds_the_town_first(box: SearchBox, spelling: str) -> None:
    box.type(spelling)
    first = box.hits()[0]
    assert (first["id"], first["name"]) == ("zawiya", "Zawiya")
    assert box.said.inner_text() == ""


def test_results_stand_in_groups_and_say_why_they_match(box: SearchBox, server: Server) -> None:
    box.type("Az-Zāwiyah")
    groups = server.json(f"/api/search?limit=12&q={quote('Az-Zāwiyah')}")["groups"]
    assert len(groups) >= 3, "places, features and others are not told apart"
    assert box.groups() == [group["title"] for group in groups]
    expected = [result for group in groups for result in group["results"]]
    hits = box.hits()
    assert [hit["id"] for hit in hits] == [result["id"] for result in expected]
    for hit, result in zip(hits, expected, strict=True):
        assert result["reason"]
        assert result["reason"] in hit["why"]
        assert result["layer_title"] in hit["why"]
    assert "also spelled Az-Zāwiyah" in hits[0]["why"]
    # Whoever changes the language over a list of results reads them in the new one.
    first = box.list.locator("[role=option] b").first
    box.view.put(lang="ar")
    expect(first).to_have_text("الزاوية")
    box.view.put(lang="en")
    expect(first).to_have_text("Zawiya")


def test_choosing_by_keyboard_turns_the_layer_on_flies_there_and_opens_the_card(
    box: SearchBox, server: Server
) -> None:
    view = box.view
    box.type("Zawiya")
    keyboard = view.page.keyboard
    wanted = [hit["id"] for hit in box.hits()].index("hub-zawiya")
    assert wanted > 1
    for _ in range(wanted + 2):
        keyboard.press("ArrowDown")
    keyboard.press("ArrowUp")
    chosen = [hit for hit in box.hits() if hit["chosen"]]
    assert [hit["id"] for hit in chosen] == ["hub-zawiya"]
    assert box.input.get_attribute("aria-activedescendant") == chosen[0]["node"]
    with view.change():
        keyboard.press("Enter")

    assert box.list.is_hidden()
    shown = view.shown()
    assert shown["ticked"] == sorted(shown["drawn"]) == ["ports", "trafficking_hubs"]
    hub = next(one for one in server.features("trafficking_hubs") if one["id"] == "hub-zawiya")
    longitude, latitude = hub["geometry"]["coordinates"]
    assert shown["centre"] == pytest.approx([latitude, longitude], abs=2 * PIXEL)
    assert shown["zoom"] >= 8
    assert view.card("hub-zawiya").locator("h2").inner_text() == "Zawiya"
    view.until_address("sel=hub-zawiya", "trafficking_hubs", "q=Zawiya")


def test_arrows_go_round_and_escape_folds_the_list(box: SearchBox) -> None:
    box.type("Zawiya")
    assert box.input.get_attribute("aria-expanded") == "true"
    box.view.page.keyboard.press("ArrowUp")
    assert [hit["chosen"] for hit in box.hits()].index(True) == len(box.hits()) - 1
    box.view.page.keyboard.press("ArrowDown")
    assert box.hits()[0]["chosen"]
    box.view.page.keyboard.press("Escape")
    assert box.list.is_hidden()
    assert box.input.get_attribute("aria-expanded") == "false"
    assert box.view.shown()["drawn"].keys() == {"ports"}, "Escape chose something"


def test_choosing_an_actor_shows_what_is_that_actors(box: SearchBox) -> None:
    box.view.put(layers=["east", "ports"])
    all_of_it = len(box.view.shown()["drawn"]["east"])
    box.type("Haftar")
    assert box.hits()[0]["id"] == "lna"
    box.choose("lna")
    view = box.view
    script = (
        "() => Libya.current.layers.get('east').visible.map(({ properties: p }) => [p.actor, p.actors || ''])"
    )
    actors = view.evaluate(script)
    assert 0 < len(actors) < all_of_it
    assert all("lna" in {actor, *others.split("|")} for actor, others in actors)
    assert view.panel.locator("#filter-actor").input_value() == "lna"


@pytest.mark.parametrize("text", NOTATIONS.values(), ids=NOTATIONS)
def test_coordinates_show_a_cross_and_the_card_of_their_district(box: SearchBox, text: str) -> None:
    box.type(text)
    assert [hit["why"] for hit in box.hits()] == ["coordinates"]
    with box.view.change():
        box.view.page.keyboard.press("Enter")
    shown = box.view.shown()
    assert shown["centre"] == pytest.approx(SABHA, abs=2 * PIXEL)
    crosses = box.view.evaluate(CROSS)
    assert len(crosses) == 1, "an older cross is left, or there is none"
    assert crosses[0] == pytest.approx(SABHA, abs=2 * PIXEL)
    card = box.view.card("ly-sb")  # a position has the card of its district
    assert "Near the spot chosen" in card.inner_text()


def test_nothing_found_says_so_and_what_to_try(box: SearchBox) -> None:
    box.type("xkcdxkcd")
    assert box.hits() == []
    said = box.said.inner_text()
    assert "xkcdxkcd" in said
    assert "Try" in said
    assert box.said.get_attribute("role") == "status"
    box.type("Zawiya")
    assert box.said.inner_text() == ""


def test_enter_before_the_answer_chooses_what_was_typed_and_no_older_result(box: SearchBox) -> None:
    box.type("27.04, 14.43")
    with box.view.change():
        box.view.page.keyboard.press("Enter")
    assert len(box.view.evaluate(CROSS)) == 1
    box.type("Zawiya")
    box.input.fill("Sabha")
    with box.view.change():
        box.input.press("Enter")
    assert box.view.card("sabha").locator("h2").inner_text() == "Sabha"
    assert box.view.evaluate(CROSS) == [], "the cross of another search is left"
    # The card of a place does not stay beside a position that is asked for.
    box.input.fill("32.9, 13.18")
    with box.view.change():
        box.input.press("Enter")
    box.view.until_address("q=32.9")
    box.view.card("ly-tb")
