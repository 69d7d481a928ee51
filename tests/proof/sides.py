"""The two sides that are compared: an earlier state in a worktree of its own, and the working tree."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from geo.settings import REPOSITORY
from tests.browser.serving import Server, free_port, started

_SLOWEST = 300  # s, for one answer or one command


@dataclass(frozen=True, slots=True)
class Answer:
    """What a side answered over HTTP; the names of the headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Side:
    """One state of the project: its folder, and its server."""

    name: str
    folder: Path
    server: Server

    @property
    def version(self) -> str:
        """The version of its data."""
        return str(self.server.json("/api/health")["data"])

    def ask(self, path: str) -> Answer:
        """Return the answer to a GET request."""
        host = urlsplit(self.server.base).netloc
        connection = HTTPConnection(host, timeout=_SLOWEST)
        try:
            connection.request("GET", quote(path, safe="/?&=%,.:;|+-'"))
            answer = connection.getresponse()
            headers = {name.lower(): value for name, value in answer.getheaders()}
            return Answer(answer.status, headers, answer.read())
        finally:
            connection.close()

    def run(self, arguments: list[str]) -> subprocess.CompletedProcess[str]:
        """Run Python with these arguments in the side's folder."""
        environ = {name: value for name, value in os.environ.items() if not name.startswith("LIBYA_")}
        command = [sys.executable, *arguments]
        return subprocess.run(
            command,
            cwd=self.folder,
            env=environ,
            capture_output=True,
            text=True,
            timeout=_SLOWEST,
            check=False,
        )


@contextmanager
def worktree(state: str, folder: Path) -> Iterator[Path]:
    """Check out a tag or a commit beside the working tree, and take it away again."""
    git = ["git", "-C", str(REPOSITORY), "worktree"]
    subprocess.run([*git, "add", "--quiet", "--detach", str(folder), state], check=True)
    try:
        yield folder
    finally:
        subprocess.run([*git, "remove", "--force", str(folder)], check=True)


@contextmanager
def side(name: str, folder: Path, logs: Path) -> Iterator[Side]:
    """Run the server of a folder on the code and the data that stand in it."""
    port = free_port()
    # `app.py` is the door of every state of the project; how it is started has changed.
    command = [sys.executable, "-m", "streamlit", "run", "app.py"]
    command += ["--server.port", str(port), "--server.address", "127.0.0.1"]
    with started(command, folder, _environ(folder), port, logs / f"{name}.log") as server:
        yield Side(name, folder, server)


def _environ(folder: Path) -> dict[str, str]:
    """Return the environment of a side: its own data, and nothing that we were told."""
    ours = ("LIBYA_", "STREAMLIT_", "SOURCE_DATE_EPOCH", "HOST", "PORT")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "LIBYA_ROOT": str(folder)}
