"""Below a path that a proxy gives it, the page, `/api`, `/assets` and the WebSocket work as at the root."""

from __future__ import annotations

from collections.abc import Callable

from tests.browser.map_page import Map
from tests.browser.serving import Server


def test_the_page_works_below_a_path(serve: Callable[..., Server], page_on: Callable[..., Map]) -> None:
    server = serve(STREAMLIT_SERVER_BASE_URL_PATH="libya")
    view = page_on(Server(f"{server.base}/libya", server.root))
    view.open("layers=tripoli,east")
    assert view.shown()["drawn"]["tripoli"]
    view.page.fill(".libya-panel [type=search]", "sirte")
    view.page.locator(".libya-panel [role=option]").first.wait_for()
    asked = [url for url in view.watch.requests if url.startswith("http")]
    assert asked
    assert all(url.startswith(f"{server.base}/libya/") for url in asked), asked
