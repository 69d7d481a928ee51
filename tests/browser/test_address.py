"""The address is the view: it makes the same picture elsewhere, follows what is done, survives nonsense."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map, differing
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DEFAULT = sorted(layer.id for layer in CATALOG.values() if layer.visible)
MARKUP = "<img src=x onerror=alert(1)><script>alert(1)</script>\"'{{7*7}}"


def test_address_makes_the_same_picture_elsewhere(page_on: Callable[..., Map], server: Server) -> None:
    feature = next(one["id"] for one in server.features("energy", at="2020-08-01") if one["geometry"])
    query = "layers=energy,places,tripoli&at=2020-08-01&known=2026-11-30&c=28.5,15.25&z=6.5&lang=en%2Bar"
    first, second = page_on(server), page_on(server)
    first.open(f"{query}&sel={feature}")
    first.card(feature)
    shown = first.shown()
    assert (shown["centre"], shown["zoom"]) == ([28.5, 15.25], 6.5)
    assert (shown["at"], shown["known"], shown["lang"]) == ("2020-08-01", "2026-11-30", "en+ar")
    assert shown["ticked"] == sorted(shown["drawn"]) == ["energy", "places", "tripoli"]

    first.toggle("trafficking_routes", on=True)
    first.toggle("places", on=False)
    first.evaluate("() => Libya.current.map.setView([27.25, 14.5], 7)")
    first.until_address("z=7", "c=27.25%2C14.5", "trafficking_routes", f"sel={feature}", without="places")
    first.settle()
    address = urlsplit(first.page.url).query
    assert parse_qs(address)["layers"] == ["energy,tripoli,trafficking_routes"]

    second.open(address)
    second.card(feature)
    assert second.shown() == first.shown()
    for view in (first, second):
        view.page.mouse.move(5, 5)
        view.evaluate("() => document.activeElement.blur()")
    assert differing(first.picture(), second.picture()) == 0


def test_back_and_forward(view: Map) -> None:
    view.open("layers=energy&at=2024-01-01&c=28,15&z=6")
    view.evaluate("() => { window.mountedOnce = true; }")
    first = view.shown()
    view.toggle("places", on=True)
    view.until_address("energy%2Cplaces")
    view.set_day("2020-08-01")
    view.until_address("at=2020-08-01")
    last = view.shown()

    view.page.go_back()
    view.until("() => document.querySelector('.as-of').textContent.includes('2024')")
    assert sorted(view.shown()["drawn"]) == ["energy", "places"]
    view.page.go_back()
    view.until("() => Libya.current.drawn().length === 1")
    view.settle()
    assert view.shown() == first
    view.page.go_forward()
    view.until("() => Libya.current.drawn().length === 2")
    view.page.go_forward()
    view.until("() => document.querySelector('.as-of').textContent.includes('2020')")
    view.settle()
    assert view.shown() == last
    assert view.evaluate("() => window.mountedOnce") is True, "going back rebuilt the map's frame"


BAD = {
    "unknown layer": (f"layers={','.join(DEFAULT)},no-such-layer", "no-such-layer"),
    "absurd date": ("at=2016-99-99&known=31%20June", "2016-99-99"),
    "date out of range": ("at=9999-12-31", "9999"),
    "NaN coordinates": ("c=NaN,NaN&z=Infinity", "NaN"),
    "coordinates off the map": ("c=95,400&z=99", "latitude"),
    "ten kilobytes": (f"q={'x' * 10_000}&sel={'y' * 10_000}", "longer"),
    "markup": (
        "&".join(f"{name}={quote(MARKUP)}" for name in ("at", "c", "lang", "view", "sel", "o")),
        "<img",
    ),
}


@pytest.mark.parametrize(("query", "told"), BAD.values(), ids=BAD)
def test_bad_address_is_told_once_and_the_map_stands(view: Map, query: str, told: str) -> None:
    view.open(query)
    toast = view.page.locator('[data-testid="stToast"]')
    toast.first.wait_for()
    assert toast.count() == 1, toast.all_inner_texts()
    assert "ignored" in toast.inner_text()
    assert told in toast.inner_text()
    assert len(toast.inner_text()) < 1200, "the notice repeats what was sent"
    assert toast.locator("img, script, a").count() == 0
    assert view.page.locator('[data-testid="stException"], [data-testid="stAlert"]').count() == 0
    assert sorted(view.shown()["drawn"]) == DEFAULT
    assert all(view.painted(layer) for layer in DEFAULT)
    view.toggle("energy", on=True)
    view.until_address("energy")
    assert toast.count() <= 1, "the next change brings the notice again"


def test_unknown_selection_says_so_in_the_card(view: Map) -> None:
    view.open("sel=no-such-feature")
    alert = view.cards.get_by_role("alert")
    alert.wait_for()
    assert "no-such-feature" in alert.inner_text()
    # The server's 404 is what this test asks for.
    view.watch.faults = [fault for fault in view.watch.faults if "/api/features/no-such-feature" not in fault]


def test_parameters_of_other_tools_are_let_be(view: Map) -> None:
    view.open("utm_source=mail&page=2")
    assert sorted(view.shown()["drawn"]) == DEFAULT
    view.page.wait_for_timeout(300)
    assert view.page.locator('[data-testid="stToast"]').count() == 0
