"""The filters: each lets through what the data say it should, pixels and counts follow, the address too."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.map_page import Map
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DAY = "2025-06-01"
LAYERS = ["trafficking_hubs", "trafficking_routes", "tripoli", "east"]
YEAR_BEFORE = (date.fromisoformat(DAY) - timedelta(days=365)).isoformat()
CANVAS_OPACITY = "(id) => document.querySelector(`canvas[data-layer=${id}]`).style.opacity"

Passes = Callable[[dict[str, Any]], bool]


def words(text: str) -> set[str]:
    """Return the values of a list column."""
    return set(text.split("|")) - {""}


FILTERS: dict[str, tuple[str, Passes]] = {
    "actor": ("lna", lambda p: "lna" in {p["actor"], *words(p.get("actors") or "")}),
    "com": ("gold", lambda p: "commodities" not in p or "gold" in words(p["commodities"])),
    "rel": ("B", lambda p: p["reliability"] <= "B"),
    "cred": ("2", lambda p: p["credibility"] <= 2),
    "age": (
        "365",
        lambda p: bool(p["reviewed_on"]) and p["reviewed_on"] >= YEAR_BEFORE[: len(p["reviewed_on"])],
    ),
    "stale": ("hide", lambda p: p["stale_day"] > DAY),
}


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page with four layers and the filters open."""
    module_page.open(f"layers={','.join(LAYERS)}&at={DAY}&c=32.6,13.4&z=8.5")
    module_page.panel.locator(".filters summary").click()
    return module_page


@pytest.fixture
def view(open_page: Map) -> Map:
    """Return the page with nothing filtered."""
    open_page.put(layers=LAYERS, filters={}, opacity={}, at=DAY)
    return open_page


@pytest.fixture(scope="module")
def held(server: Server) -> dict[str, list[dict[str, Any]]]:
    """Return what held on the day and has a position, by layer."""
    return {
        layer: [one["properties"] for one in server.features(layer, at=DAY) if one["geometry"]]
        for layer in LAYERS
    }


def passing(held: dict[str, list[dict[str, Any]]], passes: Passes) -> dict[str, list[str]]:
    """Return the ids that a filter lets through, by layer."""
    return {layer: sorted(p["id"] for p in rows if passes(p)) for layer, rows in held.items()}


def choose(view: Map, name: str, value: str) -> None:
    """Choose a value of one of the filters."""
    with view.change():
        view.panel.locator(f"#filter-{name}").select_option(value)


def counts(view: Map) -> dict[str, int]:
    """Return how many features the tree says are drawn."""
    script = (
        "(id) => document.querySelector(`#layer-${id}`).closest('li').querySelector('.count').textContent"
    )
    return {layer: int(view.page.evaluate(script, layer).split(" / ")[0]) for layer in LAYERS}


def ink(view: Map) -> int:
    """Return how many pixels all layers have painted."""
    return sum(view.painted(layer) for layer in LAYERS)


@pytest.mark.parametrize("name", FILTERS)
def test_filter_lets_through_what_the_data_say(
    view: Map, held: dict[str, list[dict[str, Any]]], name: str
) -> None:
    value, passes = FILTERS[name]
    everything, expected = passing(held, lambda _: True), passing(held, passes)
    assert view.shown()["drawn"] == everything
    assert expected != everything, "the filter would hold nothing back"
    full = ink(view)
    choose(view, name, value)
    assert view.shown()["drawn"] == expected
    assert counts(view) == {layer: len(ids) for layer, ids in expected.items()}
    assert ink(view) < full - 100
    assert view.panel.locator(".filters summary").inner_text() == "Filters (1 set)"
    view.until_address(f"f={name}%3A{value}")

    with view.change():
        view.panel.get_by_role("button", name="Clear filters").click()
    assert view.shown()["drawn"] == everything
    assert ink(view) == full
    assert view.panel.locator(f"#filter-{name}").input_value() == ""
    view.until_address(without="f=")


def test_every_choice_that_is_offered_survives_the_address(view: Map) -> None:
    for name in ("com", "age"):
        options = view.panel.locator(f"#filter-{name} option").all()
        values = [option.get_attribute("value") or "" for option in options][1:]
        assert values
        for value in values:
            choose(view, name, value)
            view.until_address(f"{name}%3A{value}")


def test_filters_add_up_and_each_address_brings_its_own_back(
    view: Map, held: dict[str, list[dict[str, Any]]]
) -> None:
    visited: list[tuple[str, dict[str, list[str]]]] = []
    for name, (value, _) in FILTERS.items():
        if name == "actor":  # leaves nothing for the others to hold back
            continue
        choose(view, name, value)
        view.until_address(f"{name}%3A{value}")
        visited.append((name, view.shown()["drawn"]))
    together = [passes for name, (_, passes) in FILTERS.items() if name != "actor"]
    assert visited[-1][1] == passing(held, lambda p: all(passes(p) for passes in together))

    for number in range(len(visited) - 2, -1, -1):
        later, drawn = visited[number + 1][0], visited[number][1]
        view.back()
        view.page.wait_for_function("(id) => !document.querySelector(id).value", arg=f"#filter-{later}")
        view.settle()
        assert view.shown()["drawn"] == drawn
        name = visited[number][0]
        assert view.panel.locator(f"#filter-{name}").input_value() == FILTERS[name][0]


def test_classes_are_switched_off_and_on(view: Map, held: dict[str, list[dict[str, Any]]]) -> None:
    row = view.panel.locator("li", has=view.page.locator('input[data-layer="trafficking_hubs"]'))
    row.locator(".opener").click()
    view.put(layers=["trafficking_hubs"])
    everything = view.shown()["drawn"]["trafficking_hubs"]
    full = view.painted("trafficking_hubs")
    off: set[str] = set()
    for name in list(CATALOG["trafficking_hubs"].classes)[:2]:
        with view.change():
            row.locator(f'[data-class="trafficking_hubs.{name}"]').uncheck()
        off.add(name)
        left = [p["id"] for p in held["trafficking_hubs"] if p["class"] not in off]
        assert view.shown()["drawn"]["trafficking_hubs"] == sorted(left) != everything
    assert view.painted("trafficking_hubs") < full
    titles = [CATALOG["trafficking_hubs"].classes[name].title for name in off]
    assert not {*titles} & {*view.texts(".legend li:not(.off)")}
    assert {*titles} == {*view.texts(".legend li.off")}, "what is switched off cannot be switched on"
    view.until_address(
        "f=hide%3A",
        "%7C".join(
            f"trafficking_hubs.{name}"
            for name in sorted(off, key=list(CATALOG["trafficking_hubs"].classes).index)
        ),
    )
    for name in off:
        with view.change():
            row.locator(f'[data-class="trafficking_hubs.{name}"]').check()
    assert view.shown()["drawn"]["trafficking_hubs"] == everything
    assert view.painted("trafficking_hubs") == full
    row.locator(".opener").click()


def test_holders_are_switched_in_the_legend(view: Map, server: Server) -> None:
    view.put(layers=["control"])
    rows = {one["properties"]["id"]: one["properties"] for one in server.features("control", at=DAY)}
    everything = view.shown()["drawn"]["control"]
    switch = view.frame.locator('.legend [data-key="control.tripoli"]')
    switch.focus()
    with view.change():
        switch.press("Enter")
    left = [name for name in everything if words(rows[name]["sides"]) != {"tripoli"}]
    assert view.shown()["drawn"]["control"] == left != everything
    assert any("tripoli" in words(rows[name]["sides"]) for name in left), "what it contests is hidden, too"
    assert switch.get_attribute("aria-checked") == "false"
    assert view.evaluate("() => document.activeElement.dataset.key") == "control.tripoli", "focus is lost"
    view.until_address("f=side%3Acontrol.tripoli")
    with view.change():
        switch.press("Enter")
    assert view.shown()["drawn"]["control"] == everything


def test_a_layer_is_folded_in_the_legend_and_stays_so(view: Map) -> None:
    view.put(layers=LAYERS)
    head = view.frame.locator('.legend [data-key="tripoli."]')
    before = head.get_attribute("aria-expanded")
    head.click()
    with view.change():
        view.put(layers=[*LAYERS, "control"])
    assert head.get_attribute("aria-expanded") != before
    head.click()
    assert head.get_attribute("aria-expanded") == before


def test_only_all_none_and_reset(view: Map) -> None:
    row = view.panel.locator("li", has=view.page.locator('input[data-layer="east"]'))
    bar = view.panel.locator(".tree-bar")
    row.locator(".opener").click()
    with view.change():
        row.get_by_role("button", name="only this layer").click()
    assert view.shown()["ticked"] == list(view.shown()["drawn"]) == ["east"]
    view.until_address("layers=east")
    with view.change():
        row.locator('input[type="range"]').fill("0.4")
    assert view.evaluate(CANVAS_OPACITY, "east") == "0.4"
    view.until_address("o=east%3A0.4")
    choose(view, "rel", "A")
    with view.change():
        bar.get_by_role("button", name="none").click()
    assert view.shown()["ticked"] == []
    assert view.shown()["drawn"] == {}
    view.until_address("layers=&")
    with view.change():
        bar.get_by_role("button", name="all", exact=True).click()
    assert view.shown()["ticked"] == sorted(view.shown()["drawn"]) == sorted(CATALOG)
    with view.change():
        bar.get_by_role("button", name="reset").click()
    usual = sorted(layer.id for layer in CATALOG.values() if layer.visible)
    assert view.shown()["ticked"] == sorted(view.shown()["drawn"]) == usual
    assert view.panel.locator("#filter-rel").input_value() == ""
    assert view.evaluate(CANVAS_OPACITY, "east") == "1"
    view.until_address(without="layers=")
    assert "o=" not in view.page.url
    assert "f=" not in view.page.url
    row.locator(".opener").click()


def test_stale_switch_fades_or_leaves_out(view: Map, held: dict[str, list[dict[str, Any]]]) -> None:
    faded = "() => Libya.current.drawn().reduce((sum, layer) => sum + layer.counts().stale, 0)"
    stale = [p["id"] for rows in held.values() for p in rows if p["stale_day"] <= DAY]
    assert view.evaluate(faded) == len(stale) > 0
    assert any("not confirmed lately" in note for note in view.texts(".legend-note"))
    choose(view, "stale", "hide")
    assert view.evaluate(faded) == 0
    assert not any("not confirmed lately" in note for note in view.texts(".legend-note"))
