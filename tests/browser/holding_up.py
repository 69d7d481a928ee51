"""Requests of a page that are held up for a while, as on a slow line."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page, Route


@contextmanager
def held_up(page: Page, what: str) -> Iterator[None]:
    """Hold up the requests of a page for an address until the end; those that come then go through."""
    held: list[Route] = []
    is_over = False

    def hold(route: Route) -> None:
        if is_over:
            route.continue_()
        else:
            held.append(route)

    page.route(what, hold)
    try:
        yield
    finally:
        is_over = True
        for route in held:
            route.continue_()
        page.unroute(what, hold)
