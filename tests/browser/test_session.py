"""One sitting: the map's frame is mounted once, and nothing leaves this server."""

from __future__ import annotations

from collections.abc import Callable

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map

CATALOG, _ = read_catalog(REPOSITORY / "layers")


def pan(view: Map, dx: int, dy: int) -> None:
    """Drag the map with the mouse."""
    box = view.box()
    x, y = box["x"] + 0.7 * box["width"], box["y"] + 0.75 * box["height"]
    view.page.mouse.move(x, y)
    view.page.mouse.down()
    view.page.mouse.move(x + dx / 2, y + dy / 2, steps=4)
    view.page.mouse.move(x + dx, y + dy, steps=4)
    view.page.mouse.up()


def test_frame_and_view_survive_all_changes(open_map: Callable[..., Map]) -> None:
    view = open_map("layers=tripoli&c=27,14&z=7")
    view.evaluate("() => { window.mountedOnce = true; }")
    frames = sum("/component/streamlit_folium" in url for url in view.watch.requests)
    pan(view, -120, -60)
    view.until_address("c=", without="c=27%2C14&")
    where = view.shown()["centre"]
    assert where != [27, 14]

    for layer in ("energy", "control", "interests"):
        view.toggle(layer, on=True)
    view.toggle("tripoli", on=False)
    view.set_day("2020-08-01")
    view.set_day("2026-11-30", clock="known")
    view.set_language("ar")
    view.until_address("lang=ar", "at=2020-08-01", "known=2026-11-30", "layers=energy%2Ccontrol%2Cinterests")
    # Where the server's answer would remount it, that has happened by now.
    view.page.wait_for_timeout(500)

    assert view.evaluate("() => window.mountedOnce") is True, "the map's frame was rebuilt"
    assert sum("/component/streamlit_folium" in url for url in view.watch.requests) == frames
    assert (view.shown()["centre"], view.shown()["zoom"]) == (where, 7)
    assert sorted(view.shown()["drawn"]) == ["control", "energy", "interests"]


def test_whole_session_asks_this_server_only(open_map: Callable[..., Map]) -> None:
    view = open_map()
    for layer in CATALOG:
        view.toggle(layer, on=True)
    assert sorted(view.shown()["drawn"]) == sorted(CATALOG)
    view.set_day("2020-08-01")
    view.set_day("2026-11-30", clock="known")
    view.set_language("en+ar")
    pan(view, 80, -40)
    view.page.mouse.wheel(0, -400)
    view.until_address("z=")
    view.evaluate("() => Libya.current.cards.show([{ id: Libya.current.drawn()[0].items[0].id }], 0,"
                  " { at: '2020-08-01', lang: 'en+ar' })")  # fmt: skip
    view.cards.locator(".card").wait_for()
    for layer in CATALOG:
        view.toggle(layer, on=False)
    view.page.reload()
    view.settle()

    asked = view.watch.requests
    assert view.watch.foreign == []
    assert all(any(f"/api/layers/{layer}.geojson" in url for url in asked) for layer in CATALOG)
    assert any(url.startswith("ws://127.0.0.1:") for url in asked), "web sockets are not recorded"
    view.watch.assert_clean()


def test_only_the_opt_in_background_asks_another_host(open_map: Callable[..., Map]) -> None:
    view = open_map()
    choice = view.panel.locator("#tiles")
    assert not choice.is_checked()
    assert "tile.openstreetmap.org" in view.panel.locator('label[for="tiles"]').inner_text()
    with view.change():
        choice.check()
    assert "OpenStreetMap" in view.evaluate("() => document.querySelector('.credit').textContent")
    view.page.wait_for_timeout(300)
    asked = list(view.watch.foreign)
    assert asked, "the background asks for no tile"
    assert all(url.startswith("https://tile.openstreetmap.org/") for url in asked)

    with view.change():
        choice.uncheck()
    view.evaluate("() => Libya.current.map.panBy([300, 0], { animate: false })")
    view.page.wait_for_timeout(300)
    assert view.watch.foreign == asked, "tiles are fetched after the background is off"
    # Blocked tiles are this test's own doing.
    view.watch.requests = view.watch.requests[:1]
    view.watch.faults = [fault for fault in view.watch.faults if "tile.openstreetmap.org" not in fault]
