"""The search box as the tests see it: what is typed, the groups and hits that it offers."""

from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Response

from tests.browser.map_page import Map

_HITS = """() => [...document.querySelectorAll("#search-results [role=option]")].map((row) => ({
  id: row.dataset.id, name: row.querySelector("b").textContent, why: row.querySelector("small").textContent,
  chosen: row.getAttribute("aria-selected") === "true", node: row.id }))"""
_EMPTY = """() => document.querySelector("#search-results").hidden
  && !document.querySelector(".search-said").textContent"""
_ANSWERED = """() => !document.querySelector("#search-results").hidden
  || Boolean(document.querySelector(".search-said").textContent)"""


class SearchBox:
    """The search box of one page; `type` returns when what was typed is answered on the screen."""

    def __init__(self, view: Map) -> None:
        self.view = view
        self.input = view.panel.locator("#search")
        self.list = view.panel.locator("#search-results")
        self.said = view.panel.locator(".search-said")

    def type(self, text: str) -> None:
        """Replace what stands in the box, and wait for the answer to it."""
        page = self.view.page
        self.input.fill("")
        page.wait_for_function(_EMPTY)

        def asked(answer: Response) -> bool:
            url = urlsplit(answer.url)
            return url.path == "/api/search" and parse_qs(url.query).get("q") == [text]

        with page.expect_response(asked):
            self.input.fill(text)
        page.wait_for_function(_ANSWERED)

    def hits(self) -> list[dict[str, Any]]:
        """Return the hits in their order: id, name, why it matches, whether the keyboard stands on it."""
        return list(self.view.page.evaluate(_HITS))

    def groups(self) -> list[str]:
        """Return the headings between the hits."""
        return self.list.locator(".group").all_inner_texts()

    def choose(self, feature_id: str) -> None:
        """Click a hit, and wait for what follows from it on the map."""
        with self.view.change():
            self.list.locator(f'[role=option][data-id="{feature_id}"]').first.click()
