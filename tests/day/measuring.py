"""What a server and a page hold in memory."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Page

_MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Sample:
    """What was held at a moment, at rest.

    Attributes
    ----------
    hour : float
        Of the day that is played.
    acts : int
        What had been done by then.
    server : float
        Resident megabytes of the server and of the processes that it started.
    heap : float
        Megabytes of script heap in use after garbage collection, page and map together.
    nodes, listeners : int
        Of all documents, also detached ones.
    """

    hour: float
    acts: int
    server: float
    heap: float
    nodes: int
    listeners: int


def sample(hour: float, acts: int, pid: int, page: Page) -> Sample:
    """Return what is held now; the page should be at rest."""
    session = page.context.new_cdp_session(page)
    try:
        # The first collection lets go of what the second one finds to be garbage.
        for _ in range(2):
            session.send("HeapProfiler.collectGarbage")
        heap = session.send("Runtime.getHeapUsage")["usedSize"] / _MEGABYTE
        counted = session.send("Memory.getDOMCounters")
    finally:
        session.detach()
    server = sum(map(_resident, _family(pid))) / _MEGABYTE
    return Sample(hour, acts, server, heap, counted["nodes"], counted["jsEventListeners"])


def _family(pid: int) -> list[int]:
    """Return a process and all that it has started."""
    found = [pid]
    for one in found:
        for children in Path(f"/proc/{one}/task").glob("*/children"):
            found += map(int, children.read_text().split())
    return found


def _resident(pid: int) -> int:
    """Return the bytes that a process holds; none where it has just ended."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except FileNotFoundError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS:")), 0)
