"""One sitting: the map's frame is mounted once, and nothing leaves this server."""

from __future__ import annotations

from collections.abc import Callable

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")


def pan(view: Map, dx: int, dy: int) -> None:
    """Drag the map with the mouse."""
    box = view.box()
    x, y = box["x"] + 0.7 * box["width"], box["y"] + 0.75 * box["height"]
    view.page.mouse.move(x, y)
    view.page.mouse.down()
    view.page.mouse.move(x + dx, y + dy, steps=8)
    view.page.wait_for_timeout(200)  # let go at rest, or the map glides on
    view.page.mouse.up()


def frames_asked_for(view: Map) -> int:
    """Return how often the page has loaded the map's frame."""
    return sum("/component/streamlit_folium" in url for url in view.watch.requests)


def test_frame_and_view_survive_all_changes(view: Map) -> None:
    view.open("layers=tripoli&c=27,14&z=7")
    view.evaluate("() => { window.mountedOnce = true; }")
    frames = frames_asked_for(view)
    pan(view, -120, -60)
    view.until_address("c=", without="c=27")
    where = view.shown()["centre"]
    assert where != [27, 14]

    for layer in ("energy", "control", "interests"):
        view.toggle(layer, on=True)
    view.toggle("tripoli", on=False)
    view.set_day("2020-08-01")
    view.set_day("2026-11-30", clock="recorded")
    view.set_language("ar")
    view.until_address(
        "lang=ar", "at=2020-08-01", "recorded=2026-11-30", "layers=energy%2Ccontrol%2Cinterests"
    )
    view.until_served()  # where the server's answer remounts the frame, it has done so by now

    assert view.evaluate("() => window.mountedOnce") is True, "the map's frame was rebuilt"
    assert frames_asked_for(view) == frames
    assert (view.shown()["centre"], view.shown()["zoom"]) == (where, 7)
    assert sorted(view.shown()["drawn"]) == ["control", "energy", "interests"]


def test_quick_clicks_are_all_taken(view: Map) -> None:
    view.open("layers=")
    wanted = sorted(CATALOG)[:8]
    for layer in wanted:
        view.panel.locator(f'input[data-layer="{layer}"]').click()
    view.until_address(*wanted)
    view.settle()
    view.until_served()  # a late answer of the server might undo one
    assert view.shown()["ticked"] == sorted(view.shown()["drawn"]) == wanted


def test_whole_session_asks_this_server_only(page_on: Callable[..., Map], server: Server) -> None:
    view = page_on(server)
    view.open("layers=trafficking_hubs")
    feature, x, y = view.alone("trafficking_hubs")
    view.page.mouse.click(x, y)
    view.card(feature)
    with view.change():
        view.panel.locator(".tree-bar").get_by_role("button", name="all", exact=True).click()
    assert sorted(view.shown()["drawn"]) == sorted(CATALOG)
    view.set_day("2020-08-01")
    view.set_day("2026-11-30", clock="recorded")
    view.set_language("en+ar")
    pan(view, 80, -40)
    box = view.box()
    view.page.mouse.move(box["x"] + 600, box["y"] + 500)
    view.page.mouse.wheel(0, -400)
    view.until_address("z=")
    for tab in view.frame.locator(".side-tabs button").all():
        with view.change():
            tab.click()
    view.page.reload()
    view.settle()

    asked = view.watch.requests
    assert view.watch.foreign == []
    assert all(any(f"/api/layers/{layer}.geojson" in url for url in asked) for layer in CATALOG)
    assert any(url.startswith("ws://127.0.0.1:") for url in asked), "web sockets are not recorded"
    view.watch.assert_clean()


def test_no_other_host_is_offered_by_default(view: Map) -> None:
    view.open()
    assert view.panel.locator("#tiles").count() == 0
