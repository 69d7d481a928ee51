"""What an addition costs: a layer is two files, a question one, a tab is a module and its line in a list."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.browser.beside import Table, open_tab
from tests.browser.map_page import Map
from tests.browser.serving import Server, copy_checkout, serving
from tests.large_world import LAYER as LARGE
from tests.large_world import add_large, incidents

LAYER = """
title = "Wells"
title_ar = "آبار"
group = "Resources"
order = 47
data = "wells.geojson"
geometry = ["Point"]
colour = "resources"
[classes.deep]
title = "Deep well"
symbol = "drop"
"""
WELLS = {"well-jufra": (16.0, 29.0), "well-hun": (15.2, 28.1), "well-waddan": (18.3, 27.0)}
QUESTION = '''
"""Where is it?"""

from dataclasses import dataclass
from typing import Annotated

from geo.evidence import Evidence
from geo.model import Column
from geo.questions.asking import Answer, Parameter, Question, by_layer
from geo.questions.asking.kinds import Place
from geo.words.sentences import Sentence


@dataclass(frozen=True)
class Parameters:
    """What is asked."""

    what: Annotated[str, Parameter("What", Place(), "by any of its names")]


def answer(evidence: Evidence, asked: Parameters) -> Answer:
    """Return where it is."""
    return Answer(
        sentences=(Sentence(f"It is {asked.what}.", "", "derived"),),
        columns=(Column("id", "Id", "slug"),),
        rows=((asked.what,),),
        version=evidence.version,
        features=by_layer(evidence, [asked.what]),
        roles={asked.what: "sought"},
    )


QUESTION = Question("Where is it?", "Shows it.", Parameters, answer)
'''
TAB = """
/* The tab "Count": how many features are drawn. */
import { element } from "../shared/dom.js";

export function counted(layers) {
  return layers.reduce((sum, layer) => sum + layer.visible.length, 0);
}

export const count = {
  id: "count",
  title: "Count",
  create() {
    const text = element("p", { class: "count-tab" });
    return { element: text, update: (layers) => text.replaceChildren(`${counted(layers)} drawn`) };
  },
};
"""


def well(name: str, position: tuple[float, float]) -> dict[str, Any]:
    properties = {
        "id": name, "name_en": name.replace("-", " ").capitalize(), "name_ar": "بئر", "aliases": "",
        "class": "deep", "actor": "", "valid_from": "2015", "valid_to": "", "recorded_on": "2026-11-20",
        "retracted_on": "", "reviewed_on": "2025-05-14", "sources": "mn01", "reliability": "B",
        "credibility": 2, "marking": "CLEAR", "precision_m": 1000, "summary": "A made-up well.",
    }  # fmt: skip
    return {
        "type": "Feature",
        "properties": properties,
        "geometry": {"type": "Point", "coordinates": list(position)},
    }


def add_layer(root: Path) -> None:
    (root / "layers" / "wells.toml").write_text(LAYER.lstrip(), encoding="utf-8")
    wells = {"type": "FeatureCollection", "features": [well(*one) for one in WELLS.items()]}
    (root / "data" / "wells.geojson").write_text(json.dumps(wells), encoding="utf-8")


def add_tab(root: Path) -> None:
    tabs = root / "geo" / "screen" / "js" / "tabs"
    (tabs / "count.js").write_text(TAB.lstrip(), encoding="utf-8")
    index = tabs / "index.js"
    listed, entries = re.subn(r"(tabs = \[[^\]]*)\]", r"\1, count]", index.read_text("utf-8"))
    assert entries == 1
    before, first, after = listed.partition("import ")
    index.write_text(f'{before}import {{ count }} from "./count.js";\n{first}{after}', encoding="utf-8")


def add_question(root: Path) -> None:
    (root / "geo" / "questions" / "where.py").write_text(QUESTION.lstrip(), encoding="utf-8")


@pytest.fixture(scope="module")
def extended(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """Return the server of a copy of the repository with one more layer, tab and question."""
    root = copy_checkout(tmp_path_factory.mktemp("extended"))
    add_layer(root)
    add_large(root, incidents(20_000, sources="mn01", actor="", valid_to=""))
    add_tab(root)
    add_question(root)
    with serving(root, root / "log.txt", code=root) as server:
        yield server


def test_a_layer_is_two_files(page_on: Callable[..., Map], extended: Server) -> None:
    page = page_on(extended)
    page.open("layers=tripoli")
    entry = page.panel.locator("label", has_text="Wells")
    assert entry.count() == 1
    assert "Wells" not in page.legend()
    page.toggle("wells", on=True)
    page.until_address("wells")
    assert page.painted("wells") > 0
    assert "Wells" in page.legend()
    assert "Deep well" in page.texts(".legend li")
    name, x, y = page.alone("wells")
    page.page.mouse.click(x, y)
    assert "Deep well" in page.card(name).inner_text()
    assert extended.json("/api/search?q=well%20jufra")["groups"][0]["results"][0]["id"] == "well-jufra"


def test_a_tab_is_a_module_and_its_line(page_on: Callable[..., Map], extended: Server) -> None:
    page = page_on(extended)
    page.open("layers=wells&at=2026-11-01")
    tab = page.frame.locator("#tab-count")
    assert tab.inner_text() == "Count"
    with page.change():
        tab.click()
    page.frame.locator(".count-tab", has_text=f"{len(WELLS)} drawn").wait_for()
    page.until_address("tab=count")
    page.page.reload()
    page.settle()
    page.frame.locator(".count-tab", has_text=f"{len(WELLS)} drawn").wait_for()
    page.set_day("2014-01-01")
    page.frame.locator(".count-tab", has_text="0 drawn").wait_for()


def test_a_question_is_one_file(page_on: Callable[..., Map], extended: Server) -> None:
    page = page_on(extended)
    page.open("layers=wells&at=2026-11-01&tab=ask")
    tab = page.frame.locator(".ask-tab")
    tab.get_by_role("button", name="Where is it?").click()
    tab.get_by_label("What").fill("well hun")
    with page.change():
        tab.get_by_role("button", name="Ask", exact=True).click()
    tab.get_by_text("It is well-hun.").wait_for()
    assert "Sought" in page.texts(".legend li"), "the legend does not name its role"
    drawn = page.evaluate("() => Libya.drawn().filter(({ layer }) => layer === 'ask')")
    assert [one["id"] for one in drawn] == ["well-hun"]
    page.until_address("ask=where")


# Where a point stands in the page, in pixels of the map's frame.
POINT = """() => {
  const layer = Libya.current.layers.get("incidents");
  const { x, y } = Libya.current.map.getSize();
  for (let left = x / 2; left < x - 80; left += 6) {
    for (let top = y / 3; top < y - 120; top += 6) {
      const point = Libya.current.map.containerPointToLayerPoint([left, top]);
      if (layer.hits(point).length) return [left, top];
    }
  }
  return null;
}"""
DRAWN_AS = """(kind) => Libya.current.layers.get("incidents")?.drawnAs === kind"""
COUNTED = """() => [...document.querySelectorAll('.legend [data-count]')].map((one) => one.dataset.count)"""


def test_a_large_layer_is_two_files_and_counts_truly(page_on: Callable[..., Map], extended: Server) -> None:
    page = page_on(extended)
    page.open(f"layers={LARGE}&at=2026-11-01&c=27,17&z=6")
    page.until(DRAWN_AS, "cells")
    assert page.painted(LARGE) > 1000
    page.settle()
    url = f"/api/layers/{LARGE}/view?bbox=-20,5,60,45&z=6&at=2026-11-01"
    expected = extended.json(url)["counts"]
    page.until(
        "(counts) => counts.every((one) => (" + COUNTED + ")().includes(one))",
        [f"{count:,}" for count in expected.values()],
    )
    page.put(filters={"hide": [f"{LARGE}.politics"]}, z=10, c=[27.0, 17.0])
    page.until(DRAWN_AS, "points")
    page.settle()
    x, y = page.evaluate(POINT)
    box = page.box()
    page.page.mouse.click(box["x"] + x, box["y"] + y)
    page.until_address("sel=inc-")
    card = page.frame.locator(".card", has_text="Incident ")
    card.first.wait_for()
    assert "Fighting" in card.first.inner_text()
    open_tab(page, "table")
    table = Table(page)
    page.until("() => document.querySelectorAll('.table-tab tbody tr').length === 200")
    assert "Fighting" in table.box.inner_text()
    assert "the first 200 of them listed" in table.said()
