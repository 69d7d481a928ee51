"""One server on the repository's own data, one Chromium that reaches no other host, and watched pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from geo.settings import REPOSITORY
from tests.browser.map_page import Map, new_page
from tests.browser.serving import Server, copy_root, serving
from tests.chromium import chromium_path
from tests.running import PATIENCE

FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--font-render-hinting=none",
)  # fmt: skip
"""Hinted, letters are narrower in the browser without windows than in the whole one and on most screens."""
_FAILED = pytest.StashKey[bool]()

expect.set_options(timeout=PATIENCE * 1000)  # it would be five seconds


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Note which tests failed."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown(item: pytest.Item) -> None:
    """Take away all that a failed test shared with others, lest they fail for what it left behind."""
    if item.stash.get(_FAILED, False):
        item.session._setupstate.teardown_exact(None)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """Return a Chromium that resolves no name and asks no other host."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Return the app on the repository's own data."""
    with serving(REPOSITORY, tmp_path_factory.mktemp("server") / "log.txt") as running:
        yield running


@pytest.fixture(scope="module")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Server]]:
    """Return a function that starts the app on another root or with settings; it stops with the module."""
    with ExitStack() as stack:

        def start(root: Path = REPOSITORY, **settings: str) -> Server:
            log = tmp_path_factory.mktemp("server") / "log.txt"
            return stack.enter_context(serving(root, log, **settings))

        yield start


@pytest.fixture(scope="module")
def copied_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of layers/ and data/ for the module to break."""
    return copy_root(tmp_path_factory.mktemp("root"))


@pytest.fixture
def page_on(chromium: Browser) -> Iterator[Callable[..., Map]]:
    """Return a function that makes a page of a fresh context on a server; options are Playwright's."""
    with ExitStack() as stack:
        yield lambda server, **options: stack.enter_context(new_page(chromium, server, **options))


@pytest.fixture(scope="session")
def _tab(chromium: Browser, server: Server) -> Iterator[Map]:
    with new_page(chromium, server) as page:
        yield page


@pytest.fixture(scope="module")
def module_page(_tab: Map) -> Iterator[Map]:
    """Return the page that the tests of a module share; what it remembers is gone after the module.

    The browser holds on to what it fetched and compiled: a fresh context takes twice as long to open a page.
    """
    with _tab.watch.one_test():
        yield _tab
        _tab.forget()


@pytest.fixture
def view(module_page: Map) -> Iterator[Map]:
    """Return the module's page, to be opened by the test; what complained is the test's fault.

    A test that fails leaves neither a window of its own size to the next one nor requests held up.
    """
    with module_page.watch.one_test():
        yield module_page
        module_page.restore()
