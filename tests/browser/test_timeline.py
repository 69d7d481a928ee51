"""The timeline: every event, since when and until when things held, a handle for each of the two dates."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from tests.browser.beside import Timeline
from tests.browser.map_page import Map
from tests.browser.serving import Server

DAY = "2020-06-15"
CLOSE = timedelta(days=25)  # two pixels of an axis of sixteen years


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page with the timeline open."""
    module_page.open(f"layers=ceasefire&at={DAY}&tab=timeline")
    return module_page


@pytest.fixture
def timeline(open_page: Map) -> Timeline:
    """Return the timeline on its first day, with one layer on."""
    open_page.put(layers=["ceasefire"], at=DAY, known="", recorded="", sel="", tab="timeline", lang="en")
    open_page.until("() => document.querySelectorAll('.timeline-tab .event-dot').length > 0")
    return Timeline(open_page)


def place(timeline: Timeline, day: date) -> float:
    """Return where a day stands in the picture, by the two years on the axis that it lies between."""
    start, end = timeline.year(day.year), timeline.year(day.year + 1)
    share = (day - date(day.year, 1, 1)) / (date(day.year + 1, 1, 1) - date(day.year, 1, 1))
    return start + share * (end - start)


def shown_day(timeline: Timeline, clock: str = "at") -> date:
    """Return one of the two dates of the panel."""
    return date.fromisoformat(timeline.view.panel.locator(f"#{clock}").input_value())


def date_text(day: str) -> str:
    """Return a day as the page writes it."""
    moment = date.fromisoformat(day)
    return f"{moment.day} {moment:%b %Y}"


def drag(timeline: Timeline, start: tuple[float, float], *days: date) -> list[date]:
    """Press at a place of the picture and draw over some days; return the day shown after each of them."""
    mouse = timeline.view.page.mouse
    mouse.move(*timeline.at(*start))
    mouse.down()
    seen = []
    for day in days:
        with timeline.view.change():
            mouse.move(*timeline.at(place(timeline, day), start[1]))
        seen.append(shown_day(timeline))
    mouse.up()
    return seen


def test_every_event_is_a_dot_on_its_day(timeline: Timeline, server: Server) -> None:
    events = sorted(server.features("events"), key=lambda one: one["properties"]["date"])
    assert timeline.events.count() == len(events) > 100
    exact = [one["properties"] for one in events if len(one["properties"]["date"]) == 10]
    titles = timeline.events.locator("title").all_text_contents()
    places = timeline.view.evaluate(
        "() => [...document.querySelectorAll('.timeline-tab .event-dot')].map((one) => one.cx.baseVal.value)"
    )
    dots = dict(zip(titles, places, strict=True))
    for event in (exact[0], exact[len(exact) // 2], exact[-1]):
        x = dots[f"{date_text(event['date'])} {event['name_en']}"]
        assert x == pytest.approx(place(timeline, date.fromisoformat(event["date"])), abs=1)


def test_the_bars_of_a_town_are_those_who_held_it(timeline: Timeline) -> None:
    timeline.view.put(layers=["control"], sel="derna", tab="timeline")
    timeline.view.until("() => document.querySelectorAll('.timeline-tab .bar-text').length > 5")
    names = [bar["name"] for bar in timeline.bars()]
    assert "Derna Mujahideen Shura Council, effective" in names
    assert names.index("Abu Salim Martyrs Brigade, effective") < names.index(
        "Libyan National Army, effective"
    )
    assert names.count("Derna") <= 2, "a part of the time without a claim, and no bar of what lapses later"
    timeline.view.put(sel="")


def test_bars_show_since_when_and_until_when_things_held(timeline: Timeline, server: Server) -> None:
    held = {one["properties"]["name_en"]: one["properties"] for one in server.features("ceasefire", at=DAY)}
    dated = {name: one for name, one in held.items() if one["valid_from"]}
    bars = {bar["name"]: bar for bar in timeline.bars()}
    assert bars.keys() == dated.keys()
    assert bars
    for name, one in dated.items():
        begin = date.fromisoformat(one["from_day"])
        if begin >= date(2011, 1, 1):
            assert bars[name]["from"] == pytest.approx(place(timeline, begin), abs=1), name
        if one["to_day"]:
            end = place(timeline, date.fromisoformat(one["to_day"]))
            assert bars[name]["to"] == pytest.approx(end, abs=1.5), name

    view = timeline.view
    some = server.features("ceasefire", at="2026-01-01")[0]["properties"]
    view.put(at="2026-01-01", sel=some["id"])
    view.until("() => document.querySelectorAll('.timeline-tab .bar-text').length === 1")
    assert [bar["name"] for bar in timeline.bars()] == [some["name_en"]]


def test_a_click_and_a_drag_set_the_date(timeline: Timeline) -> None:
    view = timeline.view
    wanted = date(2016, 8, 1)
    with view.change():
        view.page.mouse.click(*timeline.at(place(timeline, wanted)))
    assert abs(shown_day(timeline) - wanted) < CLOSE
    assert timeline.now() == pytest.approx(place(timeline, shown_day(timeline)), abs=1)
    assert str(shown_day(timeline).year) in view.shown()["asOf"]

    days = [date(2018, 3, 1), date(2022, 10, 1), date(2013, 1, 1)]
    for seen, day in zip(drag(timeline, (timeline.now(), 40), *days), days, strict=True):
        assert abs(seen - day) < CLOSE
    view.until_address(f"at={shown_day(timeline)}")


def test_the_second_handle_is_the_day_by_which_something_was_published(timeline: Timeline) -> None:
    view = timeline.view
    view.put(known="2026-06-15")
    view.frame.locator('.timeline-tab [aria-valuetext="15 Jun 2026"]').wait_for(state="attached")
    assert timeline.handle("known") == pytest.approx(place(timeline, date(2026, 6, 15)), abs=1)
    wanted = date(2024, 5, 1)
    drag(timeline, (timeline.handle("known"), 24), wanted)
    assert abs(shown_day(timeline, "known") - wanted) < CLOSE
    assert shown_day(timeline).isoformat() == DAY, "the other date moved too"
    view.until_address(f"known={shown_day(timeline, 'known')}")


def test_a_span_is_seen_on_the_map_in_the_table_and_in_the_link(timeline: Timeline, server: Server) -> None:
    view = timeline.view
    view.put(layers=["ceasefire", "control"], at=DAY)
    first, last = date(2019, 2, 1), date(2019, 12, 1)
    mouse, keyboard = view.page.mouse, view.page.keyboard
    keyboard.down("Shift")
    mouse.move(*timeline.at(place(timeline, first), 30))
    mouse.down()
    with view.change():
        mouse.move(*timeline.at(place(timeline, last), 30))
        mouse.up()
    keyboard.up("Shift")
    state = view.evaluate("() => Libya.current.state")
    assert abs(date.fromisoformat(state["between"]) - first) < CLOSE
    assert abs(date.fromisoformat(state["at"]) - last) < CLOSE
    span = {"at": state["at"], "between": state["between"]}
    every = server.features("control", **span)
    true = {one["properties"]["id"] for one in every if one["geometry"]}
    day = {one["properties"]["id"] for one in server.features("control", at=state["at"]) if one["geometry"]}
    drawn = {one["id"] for one in view.evaluate("() => Libya.drawn()") if one["layer"] == "control"}
    assert drawn == true > day
    view.until_address(f"between={state['between']}")
    assert "at any time from" in view.page.title()
    view.put(layers=["control"], tab="table")
    count = view.frame.locator(".table-tab .table-count").filter(has_text=f"{len(every)} features")
    count.wait_for()
    view.frame.locator(".table-tab").get_by_text("Download this time").first.wait_for()
    view.put(at=DAY)
    assert view.evaluate("() => Libya.current.state.between") == ""


def test_handles_by_keyboard(timeline: Timeline) -> None:
    view = timeline.view
    handle = view.frame.locator('.timeline-tab [data-date="at"]')
    handle.focus()
    for key, day in {"ArrowRight": "2020-06-16", "PageDown": "2020-05-17", "ArrowLeft": "2020-05-16"}.items():
        with view.change():
            view.page.keyboard.press(key)
        assert shown_day(timeline).isoformat() == day
        assert handle.get_attribute("aria-valuetext") == f"{int(day[-2:])} {date.fromisoformat(day):%b %Y}"
    assert view.evaluate("() => document.activeElement.dataset.date") == "at", "the handle loses the keyboard"


def test_in_arabic_time_runs_from_right_to_left(timeline: Timeline) -> None:
    view = timeline.view
    view.put(lang="ar")
    view.until("() => document.querySelector('.timeline-tab .lane').x.baseVal[0].value > 0")
    assert timeline.year(2012) > timeline.year(2020)
    box, lane = (view.frame.locator(f".timeline-tab {one}").first.bounding_box() for one in ("svg", ".lane"))
    assert box
    assert lane
    assert box["x"] <= lane["x"] < lane["x"] + lane["width"] <= box["x"] + box["width"] + 1
    wanted = date(2016, 8, 1)
    with view.change():
        view.page.mouse.click(*timeline.at(place(timeline, wanted)))
    seen = shown_day(timeline)
    assert abs(seen - wanted) < CLOSE
    view.frame.locator('.timeline-tab [data-date="at"]').focus()
    with view.change():
        view.page.keyboard.press("ArrowLeft")
    assert shown_day(timeline) == seen + timedelta(days=1)


def test_events_round_the_date_lead_to_their_card(timeline: Timeline, server: Server) -> None:
    view = timeline.view
    near = view.frame.locator(".event-list li")
    ceasefire = next(one for one in server.features("events") if one["properties"]["date"] == "2020-10-23")
    view.put(at="2020-10-20")
    entry = near.filter(has_text=ceasefire["properties"]["name_en"])
    assert "23 Oct 2020" in entry.first.inner_text()
    with view.change():
        entry.first.get_by_role("button").click()
    assert view.card(ceasefire["id"]).is_visible()
    assert view.shown()["at"] == "2020-10-23"
    assert "events" in view.shown()["drawn"]


def test_a_part_of_the_time_shows_all_that_was_true_in_it(timeline: Timeline, server: Server) -> None:
    box, everything = timeline.view.frame.locator(".timeline-tab"), timeline.events.count()
    for _ in range(3):
        box.get_by_role("button", name="Less time, larger").click()
    assert 0 < timeline.events.count() < everything
    assert "all that was true at any time between" in box.locator(".table-count").inner_text()
    dated = [one["properties"] for one in server.features("ceasefire") if one["properties"]["valid_from"]]
    drawn = [one for one in server.features("ceasefire", at=DAY) if one["properties"]["valid_from"]]
    assert len(drawn) < len(timeline.bars()) <= len(dated)
    box.get_by_role("button", name="Whole time").click()
    assert timeline.events.count() == everything
    assert box.get_by_role("button", name="What changed in this time").is_hidden()


def test_the_first_day_of_a_span_can_be_written(timeline: Timeline) -> None:
    view = timeline.view
    view.put(at=DAY)
    field = view.frame.get_by_label("Any time from", exact=True)
    for written, between in {"1 Mar 2019": "2019-03-01", "": ""}.items():
        field.fill(written)
        with view.change():
            field.press("Enter")
        assert view.evaluate("() => Libya.current.state.between") == between
    names = [bar["name"] for bar in timeline.bars()]
    assert names
    assert not view.frame.get_by_role("button", name="Whole time").is_visible()


def test_a_district_is_told_from_its_town(timeline: Timeline) -> None:
    view = timeline.view
    view.put(layers=["control"], at="2026-06-15")
    view.until("() => document.querySelectorAll('.timeline-tab .bar-text').length > 50")
    names = [bar["name"] for bar in timeline.bars()]
    assert {"Zawiya", "Zawiya (district)"} <= set(names)
    assert len(names) == len(set(names)), "two rows have one name"


def test_what_nobody_claims_is_an_outline(timeline: Timeline) -> None:
    bars = """() => [...document.querySelectorAll('.timeline-tab rect.bar')]
      .map((one) => [one.getAttribute('fill'), one.getAttribute('stroke')])"""
    timeline.view.put(layers=["control"], at="2034-01-01")
    timeline.view.until(f"() => ({bars})().length > 0")
    drawn = timeline.view.evaluate(bars)
    assert any(fill == "none" for fill, _ in drawn), "districts have no bar"
    assert all(fill != stroke for fill, stroke in drawn), "it looks held"
