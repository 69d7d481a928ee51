"""The real server as a subprocess, on our own data or on a copy that a test may break."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.parse import urlencode
from urllib.request import ProxyHandler, build_opener

import pytest

from geo.settings import REPOSITORY
from tests.running import PATIENCE

_kept: list[socket.socket] = []
_direct = build_opener(ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it listens, and what it says over HTTP."""

    base: str
    root: Path
    pid: int = 0

    def json(self, path: str) -> Any:
        """Return the JSON at a path of the server."""
        with _direct.open(f"{self.base}{path}", timeout=PATIENCE) as answer:
            return json.load(answer)

    def features(self, layer_id: str, **days: str) -> list[dict[str, Any]]:
        """Return the features of a layer, those that hold `at`, as `known` and `recorded` on days."""
        return list(self.json(f"/api/layers/{layer_id}.geojson?{urlencode(days)}")["features"])


def free_port() -> int:
    """Return a port that nobody listens on, and that nobody else is given until these tests end.

    A server takes seconds to begin. It may listen where this only holds the place, as both reuse addresses.
    """
    probe = socket.socket()
    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    probe.bind(("127.0.0.1", 0))
    _kept.append(probe)
    return int(probe.getsockname()[1])


@contextmanager
def serving(
    root: Path, log: Path, code: Path = REPOSITORY, port: int | None = None, **settings: str
) -> Iterator[Server]:
    """Run the app of a checkout on `root` and stop it; fail when it logged an exception meanwhile."""
    port = port or free_port()
    ours = ("LIBYA_", "STREAMLIT_")
    environ = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    own = {"LIBYA_OWN": str(log.parent / "own")}
    environ |= {"LIBYA_ROOT": str(root), "HOST": "127.0.0.1", "PORT": str(port), **own, **settings}
    with started([sys.executable, "-m", "geo"], code, environ, port, log) as server:
        yield Server(server.base, root, server.pid)


@contextmanager
def started(
    command: Sequence[str], folder: Path, environ: Mapping[str, str], port: int, log: Path
) -> Iterator[Server]:
    """Run a command that serves the app on a port of this machine, as `serving` does."""
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, env=environ, stdout=output, stderr=output)
        try:
            server = Server(f"http://127.0.0.1:{port}", folder, process.pid)
            _wait(server, process, log)
            yield server
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
    said = log.read_text(encoding="utf-8", errors="replace")
    assert "Traceback" not in said, f"the server logged an exception:\n{said[-4000:]}"


def _wait(server: Server, process: subprocess.Popen[bytes], log: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while True:
        try:
            server.json("/api/health")
        except (URLError, OSError) as problem:
            if process.poll() is None and time.monotonic() < deadline:
                time.sleep(0.1)
                continue
            said = log.read_text(encoding="utf-8", errors="replace")
            pytest.fail(f"the server did not start: {problem}\n{said[-4000:]}")
        return


def copy_root(folder: Path, *more: str) -> Path:
    """Return a copy of the repository's layers/, data/ and `more` that a test may break.

    Compiled modules come along: a server on the copy need not compile all of them anew.
    """
    for name in ("layers", "data", *more):
        shutil.copytree(REPOSITORY / name, folder / name)
    return folder


def copy_checkout(folder: Path) -> Path:
    """Return a copy of all that serves the page, for a test that adds to the code."""
    copy_root(folder, "geo", ".streamlit")
    shutil.copy(REPOSITORY / "app.py", folder)
    return folder
