"""As an operator may set it: below the path of a proxy, with the background that asks another host."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.browser.map_page import Map
from tests.browser.serving import Server

TILES = "https://tile.openstreetmap.org/"


@pytest.fixture(scope="module")
def below_a_path(serve: Callable[..., Server]) -> Server:
    """Return the app with both settings at once: each start costs seconds."""
    server = serve(STREAMLIT_SERVER_BASE_URL_PATH="libya", LIBYA_TILES="true")
    return Server(f"{server.base}/libya", server.root)


def test_page_api_assets_and_web_socket_work_below_the_path(
    page_on: Callable[..., Map], below_a_path: Server
) -> None:
    view = page_on(below_a_path)
    view.open("layers=tripoli,east")
    assert view.shown()["drawn"]["tripoli"]
    view.page.fill(".libya-panel [type=search]", "sirte")
    view.page.locator(".libya-panel [role=option]").first.wait_for()
    asked = [url for url in view.watch.requests if url.startswith("http")]
    assert asked
    assert all(url.startswith(f"{below_a_path.base}/") for url in asked), asked


def test_only_the_opt_in_background_asks_another_host(
    page_on: Callable[..., Map], below_a_path: Server
) -> None:
    view = page_on(below_a_path)
    view.open()
    choice = view.panel.locator("#tiles")
    assert not choice.is_checked()
    assert "tile.openstreetmap.org" in view.panel.locator('label[for="tiles"]').inner_text()
    assert view.watch.foreign == []
    with view.page.expect_request(f"{TILES}**"), view.change():
        choice.check()
    assert "OpenStreetMap" in view.texts(".credit")[0]
    assert all(url.startswith(TILES) for url in view.watch.foreign)

    with view.change():
        choice.uncheck()
    view.until("() => document.querySelectorAll('.leaflet-tile').length === 0")
    asked = view.watch.foreign
    with view.change():
        view.evaluate("() => Libya.current.map.panBy([300, 0], { animate: false })")
    assert view.watch.foreign == asked, "tiles are fetched after the background is off"
    # Blocked tiles are this test's own doing.
    view.watch.faults = [fault for fault in view.watch.faults if TILES not in fault]
    view.watch.requests.clear()
