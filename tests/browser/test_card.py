"""The card under a click: both names, grades in words, sources with publisher and date, and the keyboard."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser

from geo.render.card import CREDIBILITY, RELIABILITY
from tests.browser.map_page import Map, opened
from tests.browser.serving import Server

LAYER = "trafficking_hubs"


@pytest.fixture(scope="module")
def hubs(chromium: Browser, server: Server) -> Iterator[Map]:
    """Return a page with one layer of points."""
    with opened(chromium, server, f"layers={LAYER}&at=2026-01-01") as view:
        yield view


def test_click_opens_the_card_with_all_that_trust_needs(hubs: Map, server: Server) -> None:
    complete = [one for one in server.features(LAYER, at="2026-01-01") if one["properties"]["name_ar"]]
    feature, x, y = hubs.alone(LAYER, complete)
    known = server.json(f"/api/features/{feature}?at=2026-01-01")
    hubs.page.mouse.move(x, y)
    hubs.until("(name) => document.querySelector('.hover-name').textContent === name", known["name_en"])
    hubs.page.mouse.click(x, y)
    card = hubs.card(feature)

    assert card.locator("h2").inner_text() == known["name_en"]
    text = card.inner_text()
    assert known["name_ar"] in text
    assert known["summary"] in text
    assert RELIABILITY[known["reliability"]] in text
    assert CREDIBILITY[known["credibility"]] in text
    assert known["age"]["text"] in text
    assert known["precision_text"] in text
    assert f"TLP:{known['marking']}" in text
    listed = card.locator(".sources li")
    assert listed.count() == len(known["sources"]) >= 1
    for number, source in enumerate(known["sources"]):
        entry = listed.nth(number)
        assert source["title"] in entry.inner_text()
        assert source["publisher"] in entry.inner_text()
        assert (source["date"][:4] or source["date_note"] or "undated") in entry.inner_text()
        link = entry.locator("a")
        assert link.get_attribute("href") == source["url"]
        assert {"noopener", "noreferrer"} <= set((link.get_attribute("rel") or "").split())
    hubs.until_address(f"sel={feature}")

    hubs.page.keyboard.press("Escape")
    hubs.cards.wait_for(state="hidden")
    hubs.until_address("layers=", without="sel=")


def test_card_by_keyboard(hubs: Map) -> None:
    _, x, y = hubs.alone(LAYER)
    hubs.page.mouse.click(x, y)
    hubs.cards.locator(".card").wait_for()
    focus = "() => document.activeElement && document.activeElement.closest('.card') !== null"
    hubs.until(focus)
    hubs.page.keyboard.press("Tab")
    assert hubs.evaluate("() => document.activeElement.closest('.sources') !== null"), "Tab leads to the sources"
    close = hubs.cards.get_by_role("button", name="Close")
    close.focus()
    outline = hubs.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "the focus cannot be seen"
    hubs.page.keyboard.press("Enter")
    hubs.cards.wait_for(state="hidden")


def test_every_feature_under_a_click_is_one_step_away(hubs: Map) -> None:
    crowd = hubs.evaluate(
        """() => {
          const { map } = Libya.current;
          for (const { symbols } of Libya.current.drawn()) for (const { items, world, shift } of symbols) {
            if (items.length < 2) continue;
            const [lon, lat] = [world[0] / 256 * 360 - 180, 0];
            const point = map.layerPointToContainerPoint(L.point(
              world[0] * 2 ** map.getZoom() - map.getPixelOrigin().x + shift[0],
              world[1] * 2 ** map.getZoom() - map.getPixelOrigin().y + shift[1]));
            const top = document.elementFromPoint(point.x, point.y);
            if (top && !top.closest(".legend, .leaflet-control")) {
              return { x: point.x, y: point.y, ids: items.map(({ id }) => id) };
            }
          }
          return null;
        }"""
    )
    assert crowd, "no two hubs of a kind stand at one place"
    box = hubs.box()
    hubs.page.mouse.click(box["x"] + crowd["x"], box["y"] + crowd["y"])
    hubs.cards.locator(".card").wait_for()
    count = hubs.evaluate("() => Libya.current.cards.hits.length")
    seen = []
    for number in range(1, count + 1):
        hubs.until("(text) => document.querySelector('.cards-bar').textContent.includes(text)", f"{number} of {count}")
        seen.append(hubs.cards.locator(".card").get_attribute("data-feature"))
        hubs.page.keyboard.press("ArrowRight")
    assert len(set(seen)) == count >= 2
    assert set(crowd["ids"]) <= set(seen)
    hubs.until("(text) => document.querySelector('.cards-bar').textContent.includes(text)", f"1 of {count}")
    hubs.page.keyboard.press("Escape")
    hubs.cards.wait_for(state="hidden")


def test_a_click_beside_everything_closes_the_card(hubs: Map) -> None:
    _, x, y = hubs.alone(LAYER)
    hubs.page.mouse.click(x, y)
    hubs.cards.locator(".card").wait_for()
    hubs.page.mouse.click(x, y + 40)
    hubs.cards.wait_for(state="hidden")


def test_contested_place_shows_competing_claims(open_map: Callable[..., Map], server: Server) -> None:
    rivals = [
        feature["id"]
        for feature in server.features("control", at="2026-01-01")
        if feature["properties"]["class"] == "contested"
    ]
    assert rivals, "nothing is contested"
    view = open_map(f"layers=control&at=2026-01-01&sel={rivals[0]}")
    card = view.card(rivals[0])
    known = server.json(f"/api/features/{rivals[0]}?at=2026-01-01")
    assert len({claim["actor"]["id"] for claim in known["claims"]}) >= 2
    shown = card.locator(".claims li").all_inner_texts()
    assert len(shown) == len(known["claims"])
    for claim, text in zip(known["claims"], shown, strict=True):
        assert claim["actor"]["name_en"] in text
        assert f"{claim['reliability']}{claim['credibility']}" in text
