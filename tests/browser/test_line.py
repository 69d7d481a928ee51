"""A cut line, and a laptop that sleeps: the page stays usable and wakes up to what is true now."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from tests.browser.line import Line
from tests.browser.map_page import Map
from tests.browser.serving import serving
from tests.browser.test_long_day import EXPECTED, NOTICE, asks_now, reconnected, rename
from tests.running import PATIENCE


@pytest.mark.long
def test_a_cut_line_and_a_sleep_leave_the_map_usable_and_the_address_follows_again(
    copied_root: Path, tmp_path: Path, page_on: Callable[..., Map]
) -> None:
    with (
        serving(copied_root, tmp_path / "log.txt") as server,
        closing(Line(int(server.base.rpartition(":")[2]))) as line,
    ):
        view = page_on(replace(server, base=line.base))
        view.watch.expected = EXPECTED
        view.open("layers=tripoli,east")
        with line.cut():
            asks_now(view, view.page.locator(NOTICE).filter(has_text="cannot be reached"))
            assert view.page.locator('[role="dialog"]').count() == 0, "a dialog covers the map"
            view.toggle("tripoli", on=False)
            assert list(view.shown()["drawn"]) == ["east"]
        reconnected(view)
        view.until_address("layers=east", without="tripoli")

        asleep = view.page.context.new_cdp_session(view.page)
        asleep.send("Page.setWebLifecycleState", {"state": "frozen"})
        before = server.json("/api/health")["data"]
        rename(copied_root / "data" / "east.geojson", server.features("east")[0]["id"], "Renamed asleep")
        until = time.monotonic() + PATIENCE
        while server.json("/api/health")["data"] == before:
            assert time.monotonic() < until, "the server does not take the edit over"
            time.sleep(0.2)
        asleep.send("Page.setWebLifecycleState", {"state": "active"})
        asks_now(view, view.page.locator(NOTICE).filter(has_text="data were updated"))
        view.toggle("ports", on=True)
        view.until_address("ports")
