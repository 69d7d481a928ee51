"""The whole view is in the address: back, forward, reload and a copied link bring all of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tests.browser.holding_up import held_up
from tests.browser.map_page import PANEL, Map, differing
from tests.browser.serving import Server

REST = """() => {
  const all = (selector) => [...parent.document.querySelectorAll(`.libya-panel ${selector}`)];
  const values = (selector) => Object.fromEntries(all(selector).map((one) => [one.id, one.value]));
  const canvases = Libya.current.drawn().map(({ id, _container }) => [id, _container.style.opacity || "1"]);
  return {
    filters: values(".filters select"),
    off: all("[data-class]:not(:checked)").map((one) => one.dataset.class),
    names: values("#names"),
    tab: Libya.current.side.open,
    opacity: Object.fromEntries(canvases),
    sliders: all("li.on .more input[type=range]").map(({ value }) => value),
  };
}"""
DRAWN = """() => [...document.querySelectorAll("iframe")]
  .some(({ contentWindow }) => contentWindow?.Libya?.current?.shown?.layers.length)"""
EVERYTHING = (
    "layers=tripoli,east,trafficking_hubs&at=2025-06-01&known=2026-11-30&recorded=2026-11-30&c=30.5,15.25&z=6.5&lang=en%2Bar&tab=table"
    "&names=press&o=east:0.4&f=hide:trafficking_hubs.drugs;rel:B;age:730"
)


def whole(view: Map) -> dict[str, Any]:
    """Return all that makes up picture and panel."""
    return view.shown() | dict(view.evaluate(REST))


def test_reload_and_a_copied_link_bring_everything(page_on: Callable[..., Map], server: Server) -> None:
    first, second = page_on(server), page_on(server)
    first.open(EVERYTHING)
    shown = whole(first)
    assert shown["tab"] == "table"
    assert shown["names"] == {"names": "press"}
    assert shown["off"] == ["trafficking_hubs.drugs"]
    assert (shown["filters"]["filter-rel"], shown["filters"]["filter-age"]) == ("B", "730")
    assert shown["opacity"] == {"tripoli": "1", "east": "0.4", "trafficking_hubs": "1"}
    assert "0.4" in shown["sliders"]

    first.panel.locator(".filters summary").click()
    with first.change():
        first.panel.locator("#filter-cred").select_option("2")
    first.set_language("ar")
    first.until_address("cred%3A2", "lang=ar")
    shown = whole(first)
    address = urlsplit(first.page.url).query
    first.page.reload()
    first.settle()
    assert whole(first) == shown
    assert urlsplit(first.page.url).query == address

    second.open(address)
    assert whole(second) == shown
    for view in (first, second):
        view.page.mouse.move(5, 5)
        view.evaluate("() => document.activeElement.blur()")
    # The counts of crowds may still stand in the typeface that they were painted in first.
    assert differing(first.picture(), second.picture(), by=48) < 100


def test_back_and_forward_walk_through_every_kind_of_change(view: Map) -> None:
    view.open("layers=tripoli,east&at=2025-06-01&c=30,15&z=6&tab=table")
    seen = [whole(view)]

    def note(*parts: str, without: str = "\0") -> None:
        view.until_address(*parts, without=without)
        seen.append(whole(view))

    with view.change():
        view.frame.locator("#tab-timeline").click()
    note("tab=timeline")
    with view.change():
        view.unfold_clocks()
        view.panel.locator("#names").select_option("own")
    note("names=own")
    view.put(filters={"rel": ["A"]})
    note("f=rel%3AA")
    view.put(opacity={"tripoli": 0.5})
    note("o=tripoli%3A0.5")
    view.set_language("ar")
    note("lang=ar")
    assert len({str(one) for one in seen}) == len(seen)

    def arrive(number: int) -> None:
        wanted = seen[number]
        expected = {name: wanted[name] for name in ("names", "filters", "opacity", "tab", "lang")}
        view.until(
            f"(wanted) => {{ const now = {{ ...({REST})(), lang: Libya.current.state.lang }};"
            " return Object.entries(wanted).every(([name, value]) =>"
            " JSON.stringify(now[name]) === JSON.stringify(value)); }",
            expected,
        )
        view.settle()
        assert view.comes_to(lambda: whole(view), wanted) == wanted

    for number in range(len(seen) - 2, -1, -1):
        view.back()
        arrive(number)
    for number in range(1, len(seen)):
        view.forward()
        arrive(number)


def test_report_of_an_older_visit_is_dropped(view: Map) -> None:
    view.open("layers=tripoli&at=2025-06-01")
    view.set_language("ar")
    view.until_address("lang=ar")
    view.back()
    view.until("() => Libya.current.state.lang === 'en'")
    view.settle()
    late = "store.tell({ visit: 1, view: { ...store.view, names: 'own' } })"
    view.page.evaluate(f"() => {{ const {{ store }} = {PANEL}; {late}; }}")
    view.page.wait_for_timeout(700)
    assert "names" not in view.page.url, "a change of a view that was left is written"
    view.toggle("east", on=True)
    view.until_address("east", without="names")


def test_playing_leaves_one_place_to_go_back_to(page_on: Callable[..., Map], server: Server) -> None:
    view = page_on(server)
    view.open("layers=tripoli&at=2015-06-01")
    places = view.page.evaluate("history.length")
    view.unfold_clocks()
    play = view.panel.locator("#play")
    for _ in range(2):
        play.click()
        view.page.wait_for_timeout(400)
    play.click()
    view.until("() => Libya.current.state.at > '2015-08-01'")
    play.click()
    day = view.evaluate("() => Libya.current.state.at")
    view.until_address(f"at={day}")
    # A place for each pause at most, however many frames were shown.
    left = view.page.evaluate("history.length") - places
    assert 1 <= left <= 2
    for _ in range(left):
        view.back()
    view.until("() => Libya.current.state.at === '2015-06-01'")


def test_map_does_not_wait_for_the_panel_and_what_is_done_before_is_kept(
    page_on: Callable[..., Map], server: Server
) -> None:
    view = page_on(server)
    with held_up(view.page, "**/assets/panel.js"):
        view.page.goto(f"{server.base}/?layers=tripoli&at=2025-06-01")
        view.page.wait_for_function(DRAWN)
        assert view.panel.locator("input").count() == 0
        view.evaluate("() => Libya.current.change({ layers: ['tripoli', 'east'], tab: 'table' })")
        view.until("() => Libya.current.shown.layers.includes('east')")
    view.settle()
    assert view.shown()["ticked"] == ["east", "tripoli"]
    view.until_address("east", "tab=table")
