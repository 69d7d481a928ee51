"""The table: its rows are what is drawn, each leads to the map and back, its downloads hold what it shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pandas as pd
import pyogrio
import pytest

from tests.browser.beside import Table, open_tab
from tests.browser.map_page import DESKTOP, PANEL, Map
from tests.browser.serving import Server

DAY = "2025-06-01"
LAYERS = ["tripoli", "trafficking_hubs"]
START = {"layers": LAYERS, "at": DAY, "filters": {}, "sel": "", "c": [29.0, 16.0], "z": 6}

COUNTS = """() => Object.fromEntries(
  [...document.querySelectorAll(".libya-panel input[data-layer]:checked")]
    .map((box) => [box.dataset.layer, box.closest("li").querySelector(".count").textContent]))"""

# The share of the ring round the selected symbol that is painted in the ring's own colour.
RINGED = """(id) => {
  const layer = Libya.current.drawn().find((one) => one.find(id));
  const symbol = layer.symbols.find(({ items }) => items.some((item) => item.id === id));
  // The ring lies above all layers, on a canvas of its own.
  const { rings } = Libya.current;
  const view = rings.view();
  const canvas = document.querySelector(`canvas[data-layer="${rings.id}"]`);
  const { min } = rings._bounds;
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = symbol.items[0].shape.parts[0];
  const [x, y] = [wide * view.scale - view.x, high * view.scale - view.y];
  const { chosen } = Libya.current.painter.document;
  const radius = Math.max(chosen.radius, symbol.look.size / 2 + chosen.halo_width);
  let hit = 0;
  for (let i = 0; i < 24; i += 1) {
    const turn = (i / 24) * 2 * Math.PI;
    const [px, py] = [x + radius * Math.cos(turn) - min.x, y + radius * Math.sin(turn) - min.y];
    const [r, g, b, a] = canvas.getContext("2d").getImageData(px * ratio, py * ratio, 1, 1).data;
    hit += a > 150 && r < 60 && g < 60 && b < 60;
  }
  return hit / 24;
}"""

INSIDE = """(id) => {
  const item = Libya.current.drawn().map((layer) => layer.find(id)).find(Boolean);
  const [x0, y0, x1, y1] = item.shape.box;
  const { map } = Libya.current;
  const corner = (x, y) => L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0);
  return map.getBounds().contains(L.latLngBounds(corner(x0, y1), corner(x1, y0)));
}"""


@pytest.fixture(scope="module")
def open_page(module_page: Map) -> Map:
    """Return a page with the table open."""
    module_page.open(f"layers={','.join(LAYERS)}&at={DAY}&tab=table&c=29,16&z=6")
    return module_page


@pytest.fixture
def table(open_page: Map) -> Table:
    """Return the table with two layers of points, nothing filtered, nothing selected."""
    table = Table(open_page)
    if table.text.input_value():
        table.text.fill("")
        # What is typed narrows the map after a moment: it would come after what follows.
        open_page.until("() => !Libya.current.state.filters.rows")
    open_page.put(**START, tab="table")
    table.in_view.set_checked(False)
    return table


def held(server: Server, *layers: str, at: str = DAY) -> list[str]:
    """Return the ids of what held on a day, sorted."""
    return sorted(one["id"] for layer in layers for one in server.features(layer, at=at))


def graded(feature: dict[str, Any]) -> str:
    """Return the letter of a feature's source."""
    return str(feature["properties"]["reliability"])


def test_rows_are_what_is_drawn_and_counted(table: Table, server: Server) -> None:
    view = table.view

    def agree() -> None:
        placed = sum(len(ids) for ids in view.shown()["drawn"].values())
        counts = view.page.evaluate(COUNTS).values()
        assert sum(int(text.split(" / ")[0]) for text in counts) == placed
        unplaced = re.search(r", (\d+) of them without a position", table.said())
        assert table.count() == placed + int(unplaced[1] if unplaced else 0)

    assert sorted(table.rows()) == held(server, *LAYERS)
    assert table.count() == len(table.rows())
    agree()
    view.set_day("2019-06-01")
    assert sorted(table.rows()) == held(server, *LAYERS, at="2019-06-01") != held(server, *LAYERS)
    agree()
    view.toggle("tripoli", on=False)
    assert sorted(table.rows()) == held(server, "trafficking_hubs", at="2019-06-01")
    agree()
    with view.change():
        view.page.evaluate(f"{PANEL}.store.change({{ filters: {{ rel: ['B'] }} }})")
    strict = [one for one in server.features("trafficking_hubs", at="2019-06-01") if graded(one) <= "B"]
    assert sorted(table.rows()) == sorted(one["id"] for one in strict) != []
    agree()
    view.toggle("trafficking_hubs", on=False)
    assert table.rows() == []
    assert "No layer is on" in table.said()


def test_long_tables_are_shown_in_full_on_demand(table: Table, server: Server) -> None:
    table.view.put(layers=["control", "places"])
    everything = held(server, "control", "places")
    assert table.count() == len(everything) > len(table.rows()) > 100
    table.box.get_by_role("button", name="Show all rows").click()
    assert sorted(table.rows()) == everything


def test_sort_by_a_column_up_and_down(table: Table) -> None:
    names = table.cells("name")
    assert table.box.locator('th[data-column="name"]').get_attribute("aria-sort") == "ascending"
    assert table.sort("reviewed_on") == "ascending"
    dated = table.days("reviewed_on")
    assert dated == sorted(dated)
    assert len(set(dated)) > 5
    assert table.sort("reviewed_on") == "descending"
    falling = table.days("reviewed_on")
    assert falling == sorted(dated, reverse=True)
    focused = table.view.evaluate("() => document.activeElement.closest('th').dataset.column")
    assert focused == "reviewed_on", "sorting loses the place of the keyboard"
    assert table.sort("name") == "ascending"
    assert table.cells("name") == names


def test_filter_by_text_layer_and_view(table: Table, server: Server) -> None:
    everything = table.rows()
    table.text.fill("fuel")
    found = table.rows()
    assert 0 < len(found) < len(everything)
    assert table.count() == len(found)
    table.text.fill("طرابلس")
    assert table.rows(), "Arabic names cannot be filtered by"
    table.text.fill("no such thing")
    assert table.rows() == []
    assert "Nothing passes this filter" in table.said()
    table.text.fill("")

    table.which.select_option("tripoli")
    assert sorted(table.rows()) == held(server, "tripoli")
    table.which.select_option("")

    table.view.put(c=[24.2, 23.3], z=8)
    table.in_view.check()
    inside = [one for one in everything if one in {*table.rows()}]
    expected = table.view.evaluate(
        """() => Libya.current.drawn().flatMap((layer) => layer.visible.filter(({ shape }) => {
          if (!shape) return false;
          const [x, y] = shape.box;
          return Libya.current.map.getBounds().contains(L.CRS.EPSG3857.pointToLatLng(L.point(x, y), 0));
        }).map(({ id }) => id))"""
    )
    assert sorted(inside) == sorted(expected)
    assert 0 < table.count() == len(inside) < len(everything)


def test_columns_are_chosen(table: Table) -> None:
    before = table.heads()
    chooser = table.box.locator("details", has_text="Columns")
    chooser.locator("summary").click()
    chooser.get_by_label("Layer", exact=True).check()
    chooser.get_by_label("Class", exact=True).uncheck()
    assert set(table.heads()) == {*before, "layer"} - {"class"}
    assert set(table.cells("layer")) == {"Trafficking hubs", "Tripoli: institutions, commands, forces"}
    chooser.get_by_label("Layer", exact=True).uncheck()
    chooser.get_by_label("Class", exact=True).check()
    assert table.heads() == before
    chooser.locator("summary").click()


def test_columns_are_narrowed_by_their_kind_and_the_panel_is_widened(table: Table) -> None:
    everything = table.rows()
    table.box.get_by_role("button", name="Filter columns").click()
    field = table.box.get_by_label("Last confirmed: from")
    field.press_sequentially("2025")
    assert field.evaluate("(node) => node === document.activeElement"), "a field is lost while somebody types"
    days = table.days("reviewed_on")
    assert 0 < len(days) == table.count() < len(everything)
    assert min(days) >= "2025"
    table.box.get_by_label("Class: one of them").select_option("Fuel")
    assert set(table.cells("class")) == {"Fuel"}
    # The map, the link and what is taken away hold the same.
    table.view.until_address("rows%3Areviewed_on%3E2025%7Cclass%3Dfuel")
    assert len(table.view.evaluate("() => Libya.drawn()")) == table.count()
    assert "rows%3A" in str(table.box.locator(".downloads a").first.get_attribute("href"))
    table.box.get_by_role("button", name="Filter columns").click()
    assert table.rows() == everything

    edge, body = table.view.frame.locator(".side-grip"), table.view.frame.locator(".side-body")
    before = body.evaluate("(node) => node.offsetWidth")
    edge.focus()
    edge.press("ArrowLeft")
    assert body.evaluate("(node) => node.offsetWidth") > before
    edge.press("ArrowRight")


def test_a_row_is_ringed_on_the_map_which_flies_there(table: Table, server: Server) -> None:
    view = table.view
    view.put(c=[24.2, 23.3], z=9)
    far = "hub-zawiya"
    assert not view.evaluate(INSIDE, far)
    table.text.fill("Zawiya")
    with view.change():
        table.row(far).locator("button").first.click()
    assert view.evaluate(INSIDE, far)
    assert view.evaluate(RINGED, far) > 0.7, "the symbol has no ring"
    assert table.row(far).get_attribute("aria-selected") == "true"
    view.until_address(f"sel={far}")


def test_a_click_on_the_map_marks_the_row(table: Table) -> None:
    view = table.view
    feature, x, y = view.alone("trafficking_hubs")
    view.page.mouse.click(x, y)
    view.card(feature)
    open_tab(view, "table")
    assert table.row(feature).get_attribute("aria-selected") == "true"
    marked = table.box.locator('tr[aria-selected="true"]')
    assert marked.count() == 1


@pytest.fixture
def links(table: Table) -> Table:
    """Return the table once all its downloads can be seen without scrolling the page."""
    box = table.box.locator(".downloads").bounding_box()
    assert box
    assert box["y"] + box["height"] <= DESKTOP["height"], "the downloads lie below the edge of the window"
    return table


def test_download_of_the_layer_opens_and_agrees_with_the_rows(links: Table, tmp_path: Path) -> None:
    links.which.select_option("trafficking_hubs")
    rows = sorted(links.rows())
    names = dict(zip(links.rows(), links.cells("name"), strict=True))
    frames = {}
    for title, name in {"GeoPackage": "*.gpkg", "GeoJSON": "trafficking_hubs.geojson"}.items():
        folder = links.download(0, title, tmp_path / title)
        (path,) = [one for one in folder.glob(name) if not one.stem.endswith("_ground")]
        frames[title] = pyogrio.read_dataframe(path, layer=layer_with(path, "trafficking_hubs"))
        assert (folder / "README.txt").stat().st_size > 500
        assert (folder / "sources.csv").stat().st_size > 500
    folder = links.download(0, "CSV", tmp_path / "csv")
    frames["CSV"] = pd.read_csv(folder / "trafficking_hubs.csv")
    for title, frame in frames.items():
        assert sorted(frame["id"]) == rows, title
        assert dict(zip(frame["id"], frame["name_en"], strict=True)) == names, title
    links.which.select_option("")


def layer_with(path: Path, stem: str) -> str:
    """Return the layer of a file whose name begins with `stem`."""
    return next(str(name) for name, _ in pyogrio.list_layers(path) if str(name).startswith(stem))


def test_download_of_what_is_in_view_and_of_all_dates(links: Table, server: Server, tmp_path: Path) -> None:
    view = links.view
    view.put(layers=["trafficking_hubs"], c=[31.5, 14.0], z=7)
    links.in_view.check()
    rows = sorted(links.rows())
    everything = sorted(one["id"] for one in server.features("trafficking_hubs"))
    assert 0 < len(rows) < len(everything)
    folder = links.download(1, "CSV", tmp_path / "view")
    assert sorted(pd.read_csv(folder / "trafficking_hubs.csv")["id"]) == rows
    folder = links.download(2, "GeoJSON", tmp_path / "all")
    assert sorted(pyogrio.read_dataframe(folder / "trafficking_hubs.geojson")["id"]) == everything
    links.in_view.uncheck()


def test_download_holds_what_the_filters_let_through(links: Table, tmp_path: Path) -> None:
    links.view.put(layers=["trafficking_hubs"], filters={"rel": ["B"], "com": ["fuel"]})
    rows = sorted(links.rows())
    folder = links.download(0, "CSV", tmp_path)
    assert sorted(pd.read_csv(folder / "trafficking_hubs.csv")["id"]) == rows
    links.view.put(filters={})
    assert 0 < len(rows) < len(links.rows())


def test_a_bar_leaves_only_its_rows_and_distances_are_numbers(table: Table, server: Server) -> None:
    table.box.get_by_label("Count rows by").select_option("grade")
    bar = table.box.locator(".facets button").first
    name, count = bar.locator("bdi").inner_text(), int(bar.locator(".facet-count").inner_text())
    bar.click()
    assert set(table.cells("grade")) == {name}
    assert table.count() == count < len(held(server, *LAYERS))
    table.box.locator(".facets button[aria-pressed=true]").click()
    assert table.count() == len(held(server, *LAYERS))
    table.box.get_by_label("Count rows by").select_option("")

    chosen = next(one["id"] for one in server.features("tripoli", at=DAY) if one["geometry"])
    table.view.put(sel=chosen, tab="table")
    chooser = table.box.locator("details", has_text="Columns")
    chooser.locator("summary").click()
    chooser.get_by_label("Distance from the selected (km)").check()
    distances = [float(text.replace(",", "")) for text in table.cells("km") if text]
    assert min(distances) == 0
    assert max(distances) > 100
    chooser.get_by_label("Distance from the selected (km)").uncheck()
    chooser.locator("summary").click()
