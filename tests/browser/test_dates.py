"""Ways to a date beside the field: slider, presets, player, steps by event; the other clocks too."""

from __future__ import annotations

from datetime import date

import pytest

from tests.browser.map_page import PANEL, Map
from tests.browser.serving import Server

DAY = "2020-06-15"


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page with one layer on."""
    module_page.open(f"layers=ceasefire&at={DAY}")
    return module_page


@pytest.fixture
def dated(open_page: Map) -> Map:
    """Return the page on its first day, at rest."""
    open_page.put(at=DAY, known="", recorded="")
    open_page.unfold_clocks()
    return open_page


def text(day: str) -> str:
    """Return a day as the map writes it."""
    moment = date.fromisoformat(day)
    return f"{moment.day} {moment:%b %Y}"


def assert_day(view: Map, day: str) -> None:
    """Fail unless field, slider and map all say the day."""
    assert view.shown()["at"] == day
    assert view.panel.locator("#slider").get_attribute("aria-valuetext") == day
    assert text(day) in view.shown()["asOf"]


def test_slider_reaches_any_day_between_2011_and_today(dated: Map) -> None:
    slider = dated.panel.locator("#slider")
    with dated.change():
        slider.press("ArrowRight")
    assert_day(dated, "2020-06-16")
    with dated.change():
        slider.press("Home")
    assert_day(dated, "2011-01-01")
    with dated.change():
        slider.press("End")
    assert_day(dated, date.today().isoformat())
    with dated.change():
        slider.fill("3652")
    assert_day(dated, "2020-12-31")
    dated.until_address("at=2020-12-31")


def test_field_and_slider_go_together_and_an_empty_field_is_today(dated: Map) -> None:
    dated.set_day("2019-04-04")
    assert_day(dated, "2019-04-04")
    assert dated.panel.locator("#slider").input_value() == str((date(2019, 4, 4) - date(2011, 1, 1)).days)
    dated.set_day("")
    assert_day(dated, date.today().isoformat())
    dated.until_address(without="at=")


def test_presets_go_to_their_day(dated: Map) -> None:
    moments = dated.panel.locator("#moment")
    options = {
        option.get_attribute("value") or "": option.inner_text() for option in moments.locator("option").all()
    }
    days = [day for day in options if day not in ("", "none")]
    assert {"2020-10-23", "2021-03-16"} <= set(days), "ceasefire and GNU are not offered"
    for day in days:
        with dated.change():
            moments.select_option(day)
        assert_day(dated, day)
        assert text(day) in options[day], "the preset is called after another day"
        assert moments.input_value() == "none", "the same preset cannot be chosen again"
    with dated.change():
        moments.select_option("")
    assert_day(dated, date.today().isoformat())


def test_recorded_on_is_said_on_the_map_and_empty_is_now(dated: Map) -> None:
    dated.set_day("2026-11-01", clock="recorded")
    assert "as recorded on 1 Nov 2026" in dated.shown()["asOf"]
    dated.until_address("recorded=2026-11-01")
    dated.set_day("", clock="recorded")
    assert "recorded" not in dated.shown()["asOf"]
    dated.until_address(without="recorded=")


def test_published_by_is_said_on_the_map_and_empty_is_now(dated: Map) -> None:
    dated.set_day("2026-11-01", clock="known")
    assert "published by 1 Nov 2026" in dated.shown()["asOf"]
    dated.until_address("known=2026-11-01", f"recorded={date.today().isoformat()}")
    dated.set_day("", clock="known")
    assert "published" not in dated.shown()["asOf"]
    dated.until_address(without="known=")


def test_steps_by_event_are_the_days_of_events(dated: Map, server: Server) -> None:
    days = sorted({one["properties"]["from_day"] for one in server.features("events")})
    later = [day for day in days if day > DAY][:2]
    earlier = [day for day in days if day < later[0]][-2:]
    forward = dated.panel.get_by_role("button", name="The event after this date")
    back = dated.panel.get_by_role("button", name="The event before this date")
    for button, wanted in ((forward, later), (back, [later[0], *reversed(earlier)])):
        for day in wanted:
            with dated.change():
                button.click()
            assert_day(dated, day)


# From one picture to the next: how many there are until it pauses depends on how busy the machine is.
WALK = f"""() => {{
  const {{ store }} = {PANEL};
  window.walked = [store.view.at];
  window.endWalk?.();
  window.endWalk = store.subscribe(({{ at }}) => walked.push(at));
}}"""


def test_player_moves_the_date_pauses_and_stops_today(dated: Map) -> None:
    play = dated.panel.locator("#play")
    speed = dated.panel.locator("#speed")
    steps = {}
    for pace in speed.locator("option").all():
        speed.select_option(pace.get_attribute("value"))
        dated.put(at="2011-03-01")  # far enough from today to be paused before it ends by itself
        dated.page.evaluate(WALK)
        with dated.change():
            play.click()
            assert "Pause" in play.inner_text()
        play.click()
        assert "Play" in play.inner_text()
        at_rest = dated.page.evaluate(f"{PANEL}.dates.playing")
        assert at_rest is None, "paused, it still plays"
        first, second, *_ = map(date.fromisoformat, dated.page.evaluate("() => [...new Set(walked)]"))
        steps[pace.inner_text()] = (second - first).days
    month, quarter, year = steps.values()
    assert 0 < month < quarter < year

    almost = date.fromordinal(date.today().toordinal() - 100).isoformat()
    dated.put(at=almost)
    with dated.change():
        play.click()
    assert_day(dated, date.today().isoformat())
    assert "Play" in play.inner_text(), "it plays on into days that nobody knows"

    dated.page.evaluate(WALK)
    with dated.change():
        play.click()
    play.click()
    started = dated.page.evaluate("() => walked[1]")
    assert started == "2011-02-15", "from today it does not start over"
    dated.until_address("at=201")
