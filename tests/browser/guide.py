"""`python -m tests.browser.guide FOLDER`: the pictures of docs/guide.md, made by doing each job."""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from geo.settings import REPOSITORY
from tests.browser.beside import open_tab
from tests.browser.conftest import FLAGS
from tests.browser.map_page import Map, new_page
from tests.browser.search_box import SearchBox
from tests.browser.serving import serving
from tests.chromium import chromium_path

SIZE = {"width": 1440, "height": 900}
SHOWN = (1152, 720)
QUALITY = 72
DAY = "2026-06-01"


def find(view: Map, text: str) -> None:
    """Search for something and take the first result."""
    box = SearchBox(view)
    box.type(text)
    with view.change():
        box.input.press("Enter")
    view.until_served()


def who_holds(view: Map) -> None:
    """Job 1."""
    find(view, "Sabha")
    view.cards.locator(".claims li").first.wait_for()


def near(view: Map) -> None:
    """Job 2."""
    find(view, "Zawiya")
    with view.change():
        view.cards.get_by_label("What is looked for near it").select_option("trafficking_hubs fuel")
    view.frame.locator(".ask-sheet").wait_for()


def compare(view: Map) -> None:
    """Job 3."""
    open_tab(view, "compare")
    view.frame.get_by_label("Two days to compare").select_option(label="Before and after the war for Tripoli")
    view.frame.locator(".compare-list summary").first.wait_for()


def outside(view: Map) -> None:
    """Job 4."""
    view.toggle("foreign", on=True)
    find(view, "Fezzan")
    view.cards.locator("[data-power]").first.scroll_into_view_if_needed()


def russia(view: Map) -> None:
    """Job 5."""
    find(view, "Russia")


def present(view: Map) -> None:
    """Job 6."""
    with view.change():
        view.panel.get_by_role("button", name="Present").click()


def stories(view: Map) -> None:
    """Job 7: a link, and a view under a name."""
    view.panel.get_by_role("button", name="Stories and saved views").click()
    view.panel.locator(".stories .ready button").nth(5).wait_for()


def take_away(view: Map) -> None:
    """Job 8."""
    open_tab(view, "table")
    view.frame.locator(".downloads a").first.wait_for()


def history(view: Map) -> None:
    """Job 9."""
    open_tab(view, "timeline")
    view.frame.locator(".timeline-tab .event-dot").first.wait_for(state="attached")


def brief(view: Map) -> None:
    """Job 10: the figure for a report."""
    open_tab(view, "brief")
    view.frame.locator(".brief-tab img").first.wait_for(timeout=60_000)


JOBS: tuple[Callable[[Map], None], ...] = (
    who_holds, near, compare, outside, russia, present, stories, take_away, history, brief,
)  # fmt: skip


def main(folder: Path) -> None:
    """Do each job on a page of its own and keep what is seen then."""
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as logs,
        serving(REPOSITORY, Path(logs) / "log.txt") as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        for number, job in enumerate(JOBS, 1):
            with new_page(browser, server, viewport=SIZE) as view:
                view.open(f"at={DAY}")
                job(view)
                view.page.wait_for_timeout(1000)
                seen = Image.open(io.BytesIO(view.page.screenshot())).convert("RGB").resize(SHOWN)
            path = folder / f"{number:02}-{job.__name__.replace('_', '-')}.jpg"
            seen.save(path, quality=QUALITY, subsampling=0, optimize=True)
            print(path)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
