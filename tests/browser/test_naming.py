"""What the sides are called, and in which script: one choice, and tree, legend, table and card follow it."""

from __future__ import annotations

import csv

import pytest
from playwright.sync_api import Frame, Page

from geo.catalog import read_catalog
from geo.settings import REPOSITORY
from tests.browser.beside import Table, open_tab
from tests.browser.map_page import Map
from tests.browser.serving import Server

CATALOG, _ = read_catalog(REPOSITORY / "layers")
DAY = "2025-06-01"
SUBJECTS = {"layer:tripoli", "layer:east", "actor:lna", "actor:gnu", "side:east", "side:tripoli"}

with (REPOSITORY / "data" / "naming.csv").open(encoding="utf-8") as _table:
    NAMES = {
        (row["policy"], row["subject"]): (row["name_en"], row["name_ar"]) for row in csv.DictReader(_table)
    }
POLICIES = sorted({policy for policy, _ in NAMES})

# Texts that begin with Arabic but do not run from the right, each in the element that holds it.
WRONG_WAY = """(selector) => {
  const wrong = [];
  for (const root of document.querySelectorAll(selector)) {
    const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const [text, parent] = [walker.currentNode.textContent, walker.currentNode.parentElement];
      const first = text.match(/\\p{L}/u);
      if (!first || !/\\p{Script=Arabic}/u.test(first[0]) || parent.namespaceURI.endsWith("svg")) continue;
      if (parent.closest("option, select")) continue;
      const { direction } = getComputedStyle(parent);
      if (direction !== "rtl") wrong.push(`${parent.tagName}.${parent.className}: ${text}`);
    }
  }
  return wrong;
}"""
ARABIC = """(selector) => [...document.querySelectorAll(selector)]
  .filter((node) => /\\p{Script=Arabic}/u.test(node.textContent)).length"""


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page with both governments and a layer coloured by side."""
    module_page.open(f"layers=tripoli,east,control&at={DAY}")
    return module_page


@pytest.fixture
def named(open_page: Map) -> Map:
    """Return the page as the data name things, in English, without a card."""
    open_page.put(names="", lang="en", sel="", tab="", at=DAY)
    return open_page


def layer_row(view: Map, layer: str) -> str:
    """Return what a layer is called in the tree."""
    return view.panel.locator(f'label[for="layer-{layer}"]').inner_text()


def of_actor(server: Server, layer: str, actor: str) -> str:
    """Return a feature of an actor."""
    return next(
        str(one["id"]) for one in server.features(layer, at=DAY) if one["properties"]["actor"] == actor
    )


@pytest.mark.parametrize("policy", POLICIES)
def test_policy_renames_tree_legend_table_and_card(named: Map, server: Server, policy: str) -> None:
    missing = [subject for subject in SUBJECTS if (policy, subject) not in NAMES]
    assert not missing
    layers = {layer: NAMES[policy, f"layer:{layer}"] for layer in ("tripoli", "east")}
    sides = [NAMES[policy, f"side:{side}"] for side in ("tripoli", "east")]
    usual = {layer: CATALOG[layer].title_short for layer in layers}
    assert {layer: layer_row(named, layer) for layer in layers} == usual

    with named.change():
        named.unfold_clocks()
        named.panel.locator("#names").select_option(policy)
    assert {layer: layer_row(named, layer) for layer in layers} == {
        layer: name for layer, (name, _) in layers.items()
    }
    assert {name for name, _ in layers.values()} <= set(named.legend())
    legend = named.texts(".legend li")
    assert all(any(name in text for text in legend) for name, _ in sides)
    named.until_address(f"names={policy}")

    open_tab(named, "table")
    table = Table(named)
    table.which.select_option("east")
    assert NAMES[policy, "actor:lna"][0] in table.cells("actor")
    table.which.select_option("")

    feature = of_actor(server, "east", "lna")
    named.put(sel=feature, tab="inspect")
    card = named.card(feature)
    assert layers["east"][0] in card.locator(".card-kind").inner_text()
    assert NAMES[policy, "actor:lna"][0] in card.locator(".card-row", has_text="Actor").first.inner_text()

    named.set_language("ar")
    assert {name for _, name in layers.values()} <= set(named.legend())
    legend = named.texts(".legend li")
    assert all(any(name in text for text in legend) for _, name in sides)
    named.until(
        "(name) => document.querySelector('.card dl').textContent.includes(name)",
        NAMES[policy, "actor:lna"][1],
    )

    with named.change():
        named.unfold_clocks()
        named.panel.locator("#names").select_option("")
    in_arabic = {layer: CATALOG[layer].title_short_ar for layer in layers}
    assert {layer: layer_row(named, layer) for layer in layers} == in_arabic
    named.until_address(without="names=")


def wrong_way(window: Page | Frame, selector: str) -> list[str]:
    """Return the Arabic texts that do not run from the right, once there are Arabic texts at all."""
    assert window.evaluate(ARABIC, selector) > 0, f"nothing in {selector} is Arabic"
    return list(window.evaluate(WRONG_WAY, selector))


@pytest.mark.parametrize("lang", ["ar", "en+ar"])
def test_arabic_runs_from_the_right(named: Map, server: Server, lang: str) -> None:
    named.set_language(lang)
    legend = named.legend()
    both = lang == "en+ar"
    for layer in (CATALOG[name] for name in ("tripoli", "east")):
        assert any(layer.title_short_ar in heading for heading in legend)
        assert any(layer.title_short in heading for heading in legend) == both
    assert any(CATALOG["control"].title_ar in heading for heading in legend)
    assert wrong_way(named.frame, ".legend") == []

    open_tab(named, "table")
    names = Table(named).cells("name")
    arabic = [one["properties"]["name_ar"] for one in server.features("tripoli", at=DAY)]
    assert any(name and any(name in cell for cell in names) for name in arabic)
    assert wrong_way(named.frame, ".table-tab table") == []

    feature = of_actor(server, "tripoli", "gnu")
    record = next(one["properties"] for one in server.features("tripoli") if one["id"] == feature)
    named.put(sel=feature, tab="inspect")
    card = named.card(feature)
    named.until(
        "(name) => document.querySelector('.card h2, .card-other').textContent.includes(name)",
        record["name_ar"] if lang == "ar" else record["name_en"],
    )
    assert record["name_ar"] in card.inner_text()
    assert record["name_en"] in card.inner_text()
    assert wrong_way(named.frame, ".cards") == []


def test_arabic_in_the_search_results_runs_from_the_right(named: Map) -> None:
    named.panel.locator("#search").fill("طرابلس")
    named.panel.locator("#search-results [role=option]").first.wait_for()
    assert wrong_way(named.page, "#search-results") == []
    named.page.keyboard.press("Escape")
