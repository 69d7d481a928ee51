"""A Dask cluster on this machine, as processes of their own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.running import PATIENCE

Process = subprocess.Popen[bytes]


@contextmanager
def dask_cluster(folder: Path, workers: int) -> Iterator[tuple[str, list[Process]]]:
    """Yield the address of a scheduler, and its workers, each of one thread."""
    told_at, log = folder / "scheduler.json", folder / "log"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[1])}
    place = ("--scheduler-file", str(told_at), "--host", "127.0.0.1", "--no-dashboard")

    def start(what: str, *words: str) -> Process:
        call = [sys.executable, "-m", f"distributed.cli.dask_{what}", *place, *words]
        with log.open("ab") as file:
            return subprocess.Popen(call, env=environment, stdout=file, stderr=file, cwd=folder)

    running = [start("scheduler", "--port", "0")]
    try:
        running += [start("worker", "--no-nanny", "--nthreads", "1") for _ in range(workers)]
        deadline = time.monotonic() + PATIENCE
        while not told_at.exists() or not told_at.read_text():
            assert time.monotonic() < deadline, log.read_text()
            time.sleep(0.05)
        yield json.loads(told_at.read_text())["address"], running[1:]
    finally:
        for one in running:
            one.kill()
            one.wait()
