"""A page that is open all day: servers restart, files change, and it stays true and usable."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator

from tests.browser.map_page import Map
from tests.browser.serving import Server, free_port, serving
from tests.browser.test_session import pan
from tests.running import PATIENCE

NOTICE = ".libya-notice:not([hidden])"
EXPECTED = re.compile(
    r"ERR_CONNECTION|ERR_EMPTY_RESPONSE|Client Error|timed out|not responding|disconnected|WebSocket"
)
"""What a browser complains of while the server is away, which is the test's doing."""

Start = Callable[[], AbstractContextManager[Server]]


@pytest.fixture
def restartable(copied_root: Path, tmp_path: Path) -> Start:
    """Return a function that runs the app, always at the same address."""
    port = free_port()
    return lambda: serving(copied_root, tmp_path / "log.txt", port=port)


@pytest.fixture
def open_page(page_on: Callable[..., Map]) -> Callable[[Server], Map]:
    """Return a function that makes a page which may complain of an absent server, and of nothing else."""

    def make(server: Server) -> Map:
        view = page_on(server)
        view.watch.expected = EXPECTED
        return view

    return make


def says(view: Map, text: str) -> None:
    """Wait until the page's line says so."""
    view.page.locator(NOTICE).filter(has_text=text).wait_for()


def asks_now(view: Map, heard: Locator) -> None:
    """Have a page ask its server at once, as one does that is seen again, until it shows something.

    The pointer moves meanwhile: where nobody is at work for long, a page takes other data over by itself.
    """
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        for x in (4, 5):
            view.page.mouse.move(x, 5)
        view.page.evaluate("() => document.dispatchEvent(new Event('visibilitychange'))")
        if heard.is_visible():
            return
        view.page.wait_for_timeout(200)
    pytest.fail(f"the page does not come to show {heard}")


def reconnected(view: Map) -> None:
    """Wait until the page speaks with the server again, and has nothing more to say."""
    app = view.page.locator('[data-testid="stApp"][data-test-connection-state="CONNECTED"]')
    app.wait_for()
    asks_now(view, app)
    view.page.locator(NOTICE).wait_for(state="detached")
    view.until_served()


def test_restart_leaves_the_map_usable_and_the_address_follows_again(
    restartable: Start, open_page: Callable[[Server], Map]
) -> None:
    with restartable() as server:
        untouched, moved = open_page(server), open_page(server)
        untouched.open("layers=tripoli,east")
        moved.open("layers=tripoli,east")
        pan(moved, -120, -60)
        moved.until_address("c=")
        moved.evaluate("() => { window.mountedOnce = true; }")
        centre = moved.shown()["centre"]

    for view in (untouched, moved):
        asks_now(view, view.page.locator(NOTICE).filter(has_text="cannot be reached"))
        assert view.page.locator('[role="dialog"]').count() == 0, "a dialog covers the map"
    # What is there still works: layers, the day, the map itself.
    moved.toggle("tripoli", on=False)
    moved.set_day("2020-08-01")
    assert list(moved.shown()["drawn"]) == ["east"]
    moved.panel.locator("#search").fill("Sabha")
    moved.panel.locator(".search-said").filter(has_text="cannot be reached").wait_for()

    with restartable():
        for view in (untouched, moved):
            reconnected(view)
        untouched.toggle("ports", on=True)
        untouched.until_address("ports")
        moved.until_address("at=2020-08-01", without="tripoli")
        assert moved.evaluate("() => window.mountedOnce") is True, "the map's frame was rebuilt"
        assert moved.shown()["centre"] == centre
        for view, layers in ((untouched, ["east", "ports", "tripoli"]), (moved, ["east"])):
            view.page.reload()
            view.settle()
            assert sorted(view.shown()["drawn"]) == layers


def rename(path: Path, feature_id: str, name: str) -> None:
    """Edit the English name of a feature, as an editor saves it: at once."""
    collection = json.loads(path.read_text(encoding="utf-8"))
    feature = next(one for one in collection["features"] if one["properties"]["id"] == feature_id)
    feature["properties"]["name_en"] = name
    beside = path.with_suffix(".new")
    beside.write_text(json.dumps(collection, ensure_ascii=False), encoding="utf-8")
    beside.replace(path)


def test_an_edit_is_told_and_taken_over_where_somebody_looks(
    copied_root: Path, restartable: Start, open_page: Callable[[Server], Map]
) -> None:
    with restartable() as server:
        view = open_page(server)
        view.open("layers=east,tripoli&c=31.5,20.5&z=6.5")
        feature, x, y = view.alone("east")
        view.page.mouse.click(x, y)
        card = view.card(feature)
        view.panel.locator("#layer-east").focus()
        before: dict[str, Any] = view.shown()

        rename(copied_root / "data" / "east.geojson", feature, "Renamed while open")
        asks_now(view, view.page.locator(NOTICE).filter(has_text="data were updated"))
        assert "Renamed" not in card.inner_text()
        view.page.locator(NOTICE).get_by_role("button", name="Show them").click()
        says(view, "are shown")

        view.card(feature).filter(has_text="Renamed while open").wait_for()
        view.until("() => !Libya.current.tidying && Libya.current.tidied === Libya.current.store.view")
        after = view.shown()
        for part in ("drawn", "centre", "zoom", "card", "ticked", "at"):
            assert after[part] == before[part], part
        assert "tab=inspect" in view.page.url
        view.frame.get_by_role("tab", name="Inspect").click()  # the panel lies over a part of the map
        edited = [one for one in server.features("east") if one["id"] == feature]
        view.page.mouse.move(*view.alone("east", edited)[1:])
        view.until("() => document.querySelector('.hover-name').textContent.includes('Renamed while open')")
        view.frame.get_by_role("tab", name="Table").click()
        view.frame.locator(".table-tab").get_by_text("Renamed while open").first.wait_for()


def test_what_could_not_be_read_is_read_once_it_is_whole(
    copied_root: Path, restartable: Start, open_page: Callable[[Server], Map]
) -> None:
    path = copied_root / "data" / "energy.geojson"
    whole = path.read_bytes()
    path.write_bytes(whole[:3000])  # before the server starts: later its last good version would stay in use
    with restartable() as server:
        view = open_page(server)
        view.open("layers=tripoli,energy")
        path.write_bytes(whole)
        asks_now(view, view.page.locator(NOTICE).filter(has_text="data were updated"))
        view.page.locator(NOTICE).get_by_role("button", name="Show them").click()
        says(view, "are shown")
        view.until("() => Libya.current.drawn().some(({ id }) => id === 'energy')")
        view.page.locator('.stSidebar [data-testid="stAlert"]').wait_for(state="detached")
        assert view.panel.locator(".problem:not(:empty)").count() == 0
