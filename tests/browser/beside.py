"""What stands beside the map as the tests see it: the tabs, the table, the timeline."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from zipfile import ZipFile

from playwright.sync_api import Locator

from tests.browser.map_page import Map

_CELLS = """(column) => {
  const heads = [...document.querySelectorAll(".table-tab th[data-column]")];
  const place = heads.findIndex((head) => head.dataset.column === column);
  const first = heads.length ? heads[0].cellIndex : 0;
  return [...document.querySelectorAll(".table-tab tbody tr")]
    .map((row) => row.cells[first + place].textContent);
}"""
_DAYS = """(column) => {
  const heads = [...document.querySelectorAll(".table-tab th[data-column]")];
  const place = heads[0].cellIndex + heads.findIndex((head) => head.dataset.column === column);
  const rows = [...document.querySelectorAll(".table-tab tbody tr")];
  return rows.flatMap((row) => row.cells[place].querySelector("time")?.dateTime ?? []);
}"""
_ROWS = '() => [...document.querySelectorAll(".table-tab tbody tr")].map((row) => row.dataset.feature)'
_BARS = """() => {
  const [rows, found] = [[...document.querySelectorAll(".timeline-tab svg .bar")], new Map()];
  for (const bar of rows) {
    const [y, x] = [bar.getAttribute("y"), Number(bar.getAttribute("x"))];
    const end = x + Number(bar.getAttribute("width"));
    const one = found.get(y) || { from: x, to: end };
    found.set(y, { from: Math.min(one.from, x), to: Math.max(one.to, end) });
  }
  const texts = [...document.querySelectorAll(".timeline-tab svg .bar-text")].map((node) => node.textContent);
  return [...found.values()].map((bar, i) => ({ ...bar, name: texts[i] }));
}"""


def open_tab(view: Map, name: str) -> None:
    """Open a tab beside the map, unless it is open."""
    tab = view.frame.locator(f"#tab-{name}")
    if tab.get_attribute("aria-selected") != "true":
        with view.change():
            tab.click()


class Table:
    """The table beside the map."""

    def __init__(self, view: Map) -> None:
        self.view = view
        self.box = view.frame.locator(".table-tab")
        self.text = self.box.get_by_label("Filter rows")
        self.which = self.box.get_by_label("Layer in the table")
        self.in_view = self.box.locator("#table-in-view")

    def rows(self) -> list[str]:
        """Return the ids of the rows in their order."""
        return list(self.view.evaluate(_ROWS))

    def row(self, feature_id: str) -> Locator:
        """Return the row of a feature."""
        return self.box.locator(f'tr[data-feature="{feature_id}"]')

    def count(self) -> int:
        """Return the number of features that the table says it lists."""
        found = re.match(r"\d+", self.said())
        return int(found[0]) if found else 0

    def said(self) -> str:
        """Return the line above the rows."""
        return self.box.locator(".table-count").inner_text()

    def heads(self) -> list[str]:
        """Return the ids of the columns that are shown."""
        heads = self.box.locator("th[data-column]").all()
        return [head.get_attribute("data-column") or "" for head in heads]

    def sort(self, column: str) -> str:
        """Click the head of a column; return in which order it then says it is."""
        self.box.locator(f'th[data-column="{column}"] button').click()
        return self.box.locator(f'th[data-column="{column}"]').get_attribute("aria-sort") or ""

    def cells(self, column: str) -> list[str]:
        """Return the texts of a column."""
        return list(self.view.evaluate(_CELLS, column))

    def days(self, column: str) -> list[str]:
        """Return the ISO days of a column, without those that are not there."""
        return list(self.view.evaluate(_DAYS, column))

    def download(self, line: int, title: str, folder: Path) -> Path:
        """Take one of the downloads, unpack it into `folder` and return that."""
        link = self.box.locator(".downloads > span").nth(line).get_by_role("link", name=title, exact=True)
        with self.view.page.expect_download() as started:
            link.click()
        archive = folder / "taken.zip"
        started.value.save_as(archive)
        with ZipFile(archive) as packed:
            packed.extractall(folder)
        return folder


class Timeline:
    """The timeline beside the map."""

    def __init__(self, view: Map) -> None:
        self.view = view
        self.picture = view.frame.locator(".timeline-tab svg")
        self.events = view.frame.locator(".timeline-tab .event-dot")

    def bars(self) -> list[dict[str, Any]]:
        """Return the validity bars from the top: name, and where they begin and end in the picture."""
        return list(self.view.evaluate(_BARS))

    def year(self, year: int) -> float:
        """Return where a year begins in the picture: years are numbered on the axis, 2011 first."""
        lines = self.view.frame.locator(".timeline-tab svg .axis")
        return float(lines.nth(year - 2011).get_attribute("x1") or "nan")

    def now(self) -> float:
        """Return where the handle of the map's date stands in the picture."""
        return self.handle("at")

    def handle(self, clock: str) -> float:
        """Return where the handle of one of the two dates stands in the picture."""
        line = self.view.frame.locator(f'.timeline-tab [data-date="{clock}"] line')
        return float(line.get_attribute("x1") or "nan")

    def at(self, x: float, y: float = 40) -> tuple[float, float]:
        """Return the place on the page of a place in the picture."""
        box = self.picture.bounding_box()
        assert box
        return box["x"] + x, box["y"] + y
