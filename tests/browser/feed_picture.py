"""`python -m tests.browser.feed_picture FILE`: the picture of a feed for docs/own-data.md, made by doing it.

The feed is our own dated events, written as another tool would write them.
"""

from __future__ import annotations

import io
import sys
import tempfile
from pathlib import Path

import pandas as pd
from PIL import Image
from playwright.sync_api import sync_playwright

from geo.evidence import load
from geo.ingest.__main__ import main as ingest
from geo.store import open_store
from tests.browser.conftest import FLAGS
from tests.browser.map_page import new_page
from tests.browser.serving import copy_root, serving
from tests.chromium import chromium_path

SIZE, SHOWN, COLOURS = {"width": 1200, "height": 750}, (960, 600), 128
FEED = '[feed]\npath = "incoming/events.csv"\ntitle = "Events, as a feed"\nlasts = 0\n'


def main(picture: Path) -> None:
    """Write a table and a declaration into a data root, read the feed, and keep what is seen then."""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        root = copy_root(Path(folder, "root"))
        events = load(open_store(root), root / "layers").layer("events")
        events = events[~events.geometry.is_empty & events.geometry.notna()]
        for name in ("incoming", "feeds"):
            (root / name).mkdir()
        pd.DataFrame(
            {
                "event_id": events["id"],
                "event_date": events["valid_from"],
                "event_type": events["class"],
                "name": events["name_en"],
                "latitude": events.geometry.representative_point().y.round(5),
                "longitude": events.geometry.representative_point().x.round(5),
            }
        ).to_csv(root / "incoming" / "events.csv", index=False)
        (root / "feeds" / "feed_events.toml").write_text(FEED, encoding="utf-8")
        assert ingest(["--feeds", f"--into={root}"]) == 0
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        with (
            serving(root, Path(folder, "log.txt")) as server,
            new_page(browser, server, viewport=SIZE) as view,
        ):
            view.open("layers=districts,feed_events&at=2026-06-01")
            view.panel.locator("[data-layer=feed_events]").scroll_into_view_if_needed()
            view.page.wait_for_timeout(1000)
            seen = Image.open(io.BytesIO(view.page.screenshot())).convert("RGB").resize(SHOWN)
        browser.close()
    seen.quantize(COLOURS).save(picture, optimize=True)
    print(picture)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
