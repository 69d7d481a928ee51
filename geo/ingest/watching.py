"""A server looks after its feeds: in a thread, and those of many rows in a process of their own."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Final

from geo.errors import GeoError
from geo.evidence import read_last
from geo.ingest.feeding import Feeds
from geo.settings import REPOSITORY, Settings

EVERY: Final = 5.0
"""Seconds between two looks; what is read has not changed for as long."""
_PATIENCE: Final = 3_600
"""Seconds that a large feed may take."""
_LOG = logging.getLogger(__name__)


def watch_feeds(settings: Settings) -> Event:
    """Look after the feeds of this server from now on, in a thread; returns what ends it when it is set."""
    stop = Event()
    feeds = Feeds(settings.root, lambda: read_last(settings), lambda layer: by_command(settings.root, layer))

    def look() -> None:
        while not stop.wait(EVERY):
            for name, said in feeds.look().items():
                _LOG.info("feed %s: %s", name, said)

    Thread(target=look, name="feeds", daemon=True).start()
    return stop


def by_command(root: Path, layer: str) -> str:
    """Have the command line read a feed of many rows: this process has viewers to answer."""
    try:
        done = subprocess.run(  # noqa: S603 - our own program, and a layer that a declaration names
            [sys.executable, "-m", "geo.ingest", "--feeds", f"--layer={layer}", f"--into={root}"],
            capture_output=True,
            text=True,
            timeout=_PATIENCE,
            cwd=REPOSITORY if (REPOSITORY / "geo").is_dir() else None,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise GeoError(f"took longer than {_PATIENCE // 60} minutes; split it") from error
    said = done.stdout.strip().removeprefix(f"{layer}: ")
    if not said:
        raise GeoError(f"its reader was ended: {done.stderr.strip()[-300:]}")
    return said
