"""One server for all attacks that leave it whole; it must not log a single exception."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from geo.settings import REPOSITORY
from tests.attack.raw import Target
from tests.browser.serving import serving


@pytest.fixture(scope="session")
def target(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Target]:
    """Return the server on the repository's own data, as it is started by default."""
    with serving(REPOSITORY, tmp_path_factory.mktemp("attacked") / "log.txt") as running:
        yield Target(running.base)


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[..., Target]]:
    """Return a function that starts a server with settings, on a root; it stops with the test."""
    with ExitStack() as stack:

        def started(root: Path = REPOSITORY, **settings: str) -> Target:
            log = tmp_path / f"log-{len(list(tmp_path.iterdir()))}.txt"
            running = stack.enter_context(serving(root, log, **settings))
            return Target(running.base, log)

        yield started
