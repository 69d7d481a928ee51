"""The clocks: what is drawn is what the server says held on a day, was published by one, recorded on one."""

from __future__ import annotations

from datetime import date

import pytest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map, differing
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
EARLY, LATE = "2016-08-01", "2026-01-01"
UNKNOWN = "2015-01-01"
PUBLISHED = "2015-01-01"
COUNTS = """() => Object.fromEntries([...document.querySelectorAll(".libya-panel input[data-layer]")].map(
  (box) => [box.dataset.layer, box.closest("li").querySelector(".count").textContent]))"""


@pytest.fixture(scope="module")
def everything(module_page: Map) -> Map:
    """Return a page with every layer on."""
    module_page.open(f"layers={','.join(CATALOG)}")
    return module_page


def placed(server: Server, **days: str) -> dict[str, list[str]]:
    """Return the ids that have a position, by layer, as the server answers."""
    return {
        layer: sorted(feature["id"] for feature in server.features(layer, **days) if feature["geometry"])
        for layer in CATALOG
    }


@pytest.mark.parametrize("day", [EARLY, LATE])
def test_drawn_is_what_held_on_the_day(everything: Map, server: Server, day: str) -> None:
    everything.set_day(day)
    held = placed(server, at=day)
    assert everything.shown()["drawn"] == held
    counts = everything.page.evaluate(COUNTS)
    assert {layer: text.split(" / ")[0] for layer, text in counts.items()} == {
        layer: str(len(ids)) for layer, ids in held.items()
    }


def test_a_step_in_time_changes_the_picture_and_fetches_nothing(everything: Map, server: Server) -> None:
    everything.set_day(EARLY)
    early, asked = everything.picture(), len(everything.watch.requests)
    everything.set_day(LATE)
    assert "1 Jan 2026" in everything.shown()["asOf"]
    assert differing(early, everything.picture()) > 1000
    assert [url for url in everything.watch.requests[asked:] if "/api/layers" in url] == []
    before, after = placed(server, at=EARLY), placed(server, at=LATE)
    assert {"control", "foreign", "trafficking_hubs"} <= {
        name for name in CATALOG if before[name] != after[name]
    }


def test_recorded_on_shows_what_the_data_held_then(everything: Map, server: Server) -> None:
    everything.set_day(LATE)
    newest = max(one["properties"]["recorded_on"] for name in CATALOG for one in server.features(name))
    for recorded in (newest, UNKNOWN):
        everything.set_day(recorded, clock="recorded")
        assert everything.shown()["drawn"] == placed(server, at=LATE, recorded=recorded)
        assert ("as recorded on" in everything.shown()["asOf"]) == (recorded < date.today().isoformat())
    assert sum(everything.painted(name) for name in CATALOG) == 0, "something is drawn that nobody knew then"
    assert "Nothing is drawn here" in everything.texts(".legend")[0]
    everything.set_day("", clock="recorded")
    assert everything.shown()["drawn"] == placed(server, at=LATE)


def test_published_by_shows_what_a_reader_could_know(everything: Map, server: Server) -> None:
    everything.set_day(EARLY)
    recorded = date.today().isoformat()
    everything.set_day(PUBLISHED, clock="known")
    assert everything.shown()["drawn"] == placed(server, at=EARLY, known=PUBLISHED, recorded=recorded)
    assert everything.shown()["drawn"]["control"] != []
    assert everything.shown()["drawn"] != placed(server, at=EARLY)
    assert "published by 1 Jan 2015" in everything.shown()["asOf"]
    everything.set_day("", clock="known")
    assert everything.shown()["drawn"] == placed(server, at=EARLY)


def test_jump_to_a_moment(view: Map) -> None:
    view.go("layers=ceasefire")
    with view.change():
        view.unfold_clocks()
        view.panel.locator("#moment").select_option("2020-10-23")
    assert "23 Oct 2020" in view.shown()["asOf"]
    assert view.shown()["at"] == "2020-10-23"
    view.until_address("at=2020-10-23")
