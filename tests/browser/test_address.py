"""The address is the view: it makes the same picture elsewhere, follows what is done, survives nonsense."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map, differing
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DEFAULT = sorted(layer.id for layer in CATALOG.values() if layer.visible)
PIXEL = 360 / 256 / 2**6  # degrees of longitude at zoom 6
PICTURE = "![x](https://a.example/x.png)"
MARKUP = "<img src=x onerror=alert(1)><script>alert(1)</script>\"'{{7*7}}"


def assert_same(view: Map, other: dict[str, Any]) -> None:
    """Fail unless a page shows what another showed; Leaflet rounds the centre to a pixel."""
    wanted = other | {"centre": pytest.approx(other["centre"], abs=PIXEL)}
    assert view.comes_to(view.shown, wanted) == wanted


def test_address_makes_the_same_picture_elsewhere(page_on: Callable[..., Map], server: Server) -> None:
    feature = next(one["id"] for one in server.features("energy", at="2020-08-01") if one["geometry"])
    days = "at=2020-08-01&known=2026-11-29&recorded=2026-11-30"
    query = f"layers=energy,places,tripoli&{days}&c=28.5,15.25&z=6.5&lang=en%2Bar"
    first, second = page_on(server), page_on(server)
    first.open(f"{query}&sel={feature}&tab=inspect")
    first.card(feature)
    shown = first.shown()
    assert shown["centre"] == pytest.approx([28.5, 15.25], abs=PIXEL)
    assert shown["zoom"] == 6.5
    assert (shown["at"], shown["known"], shown["lang"]) == ("2020-08-01", "2026-11-29", "en+ar")
    assert shown["recorded"] == "2026-11-30"
    assert shown["ticked"] == sorted(shown["drawn"]) == ["energy", "places", "tripoli"]

    first.toggle("trafficking_routes", on=True)
    first.toggle("places", on=False)
    first.evaluate("() => Libya.current.map.setView([27.25, 14.5], 7)")
    first.until_address("z=7", "trafficking_routes", f"sel={feature}", without="c=28.5")
    first.settle()
    address = urlsplit(first.page.url).query
    assert parse_qs(address)["layers"] == ["energy,tripoli,trafficking_routes"]

    second.open(address)
    second.card(feature)
    assert_same(second, first.shown())
    for view in (first, second):
        view.page.mouse.move(5, 5)
        view.evaluate("() => document.activeElement.blur()")
        # Chromium sets the words of a list a pixel lower where their typeface came after them.
        view.evaluate("() => { document.querySelector('.near-form').style.visibility = 'hidden'; }")
    assert differing(first.picture(), second.picture()) < 100


def test_back_and_forward(view: Map) -> None:
    view.open("layers=energy&at=2024-01-01&c=28,15&z=6")
    view.evaluate("() => { window.mountedOnce = true; }")
    seen = [view.shown()]
    view.toggle("places", on=True)
    view.until_address("energy%2Cplaces")
    seen.append(view.shown())
    view.evaluate("() => Libya.current.map.setView([25, 13], 7, { animate: false })")
    view.until_address("z=7")
    seen.append(view.shown())
    view.set_day("2020-08-01")
    view.until_address("at=2020-08-01")
    seen.append(view.shown())

    def arrive(number: int) -> None:
        wanted = seen[number]
        script = "([asOf, count, zoom]) => document.querySelector('.as-of').textContent === asOf"
        script += " && Libya.current.drawn().length === count && Libya.current.map.getZoom() === zoom"
        view.until(script, [wanted["asOf"], len(wanted["drawn"]), wanted["zoom"]])
        view.settle()
        assert_same(view, wanted)

    for number in (2, 1, 0):
        view.back()
        arrive(number)
    for number in (1, 2, 3):
        view.forward()
        arrive(number)
    assert view.evaluate("() => window.mountedOnce") is True, "going back rebuilt the map's frame"


DEFAULT_AND = f"layers={','.join(DEFAULT)}"
BAD = {
    "unknown layers": (f"{DEFAULT_AND},no-such-layer,energyy", ["no-such-layer", "energyy"]),
    "dates": ("at=2016-99-99&known=9999-12-31", ["2016-99-99", "9999"]),
    "not a number": ("c=NaN,NaN&z=Infinity&o=energy:NaN", ["c:", "z:", "o:"]),
    "twice": ("at=2019-01-01&at=2020-01-01", ["at: is there more than once"]),
    "off the map": ("c=95,400&z=99", ["c:", "z:"]),
    "ten kilobytes": (f"q={'x' * 10_000}&sel={'y' * 10_000}", ["q: longer", "sel: longer"]),
    "other hosts": (f"{DEFAULT_AND},{quote(PICTURE)},www.a.example,a@b.example", ["![x]", "a@"]),
    "markup": ("&".join(f"{name}={quote(MARKUP)}" for name in ("at", "c", "lang", "view", "sel")), ["<img"]),
}


@pytest.mark.parametrize(("query", "told"), BAD.values(), ids=BAD)
def test_bad_address_is_told_once_and_the_map_stands(view: Map, query: str, told: list[str]) -> None:
    view.page.goto(f"{view.server.base}/?{query}", wait_until="commit")
    view.hear_notices()
    view.settle()
    (notice,) = view.notices()
    assert "ignored" in notice["text"]
    missing = [part for part in told if part not in notice["text"]]
    assert not missing, notice["text"]
    assert len(notice["text"]) < 1200, "the notice repeats what was sent"
    assert notice["active"] == 0, "the notice makes a link of what it was sent, or worse"
    assert view.page.locator('[data-testid="stException"], [data-testid="stAlert"]').count() == 0
    assert sorted(view.shown()["drawn"]) == DEFAULT
    assert all(view.painted(layer) for layer in DEFAULT)
    view.toggle("airfields", on=True)
    view.until_address("airfields")
    view.until_served()
    assert len(view.notices()) == 1, "the next change brings the notice again"


def test_unknown_selection_says_so_in_the_card(view: Map) -> None:
    view.open("sel=no-such-feature&tab=inspect")
    alert = view.cards.get_by_role("alert")
    alert.wait_for()
    assert "no-such-feature" in alert.inner_text()
    # The server's 404 is what this test asks for.
    view.watch.faults = [fault for fault in view.watch.faults if "/api/features/no-such-feature" not in fault]


def test_parameters_of_other_tools_are_let_be(view: Map) -> None:
    view.open("utm_source=mail&page=2")
    assert sorted(view.shown()["drawn"]) == DEFAULT
    view.until_served()
    assert view.page.locator('[data-testid="stToast"]').count() == 0
