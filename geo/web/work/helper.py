"""A helper: a process that makes what it is told, one thing after the other, behind those who answer quickly.

    python -m geo.web.work.helper [BYTES]

It reads jobs from its input and writes results to its output. A process, because the threads of one process
take turns in Python, so that whoever draws a figure would hold up whoever only hands out what is there.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import traceback
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from cachetools import LRUCache

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.garbage import keep, look_seldom
from geo.web.work.wire import KEPT, put, replaced, take

LOWER_PRIORITY: Final = 10
"""How nice it is to the server: figures are made in the time that viewers leave."""
LARGEST: Final = 1_500_000_000
"""Bytes of memory after which it makes room for a fresh one."""


def main() -> None:
    """Do jobs until the server is gone, or this process has grown too large."""
    _bound(int(sys.argv[1]) if len(sys.argv) > 1 else 0)
    look_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the server, which gets it too, ends us
    if hasattr(os, "nice"):
        os.nice(LOWER_PRIORITY)
    jobs, results = sys.stdin.buffer, os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what anybody prints belongs into the log
    kept: LRUCache[str, Evidence] = LRUCache(KEPT)
    while _memory() < LARGEST:
        try:
            what, *given = take(jobs, kept)
            if what == "evidence":
                (told,) = given
                for old in replaced(told, [(version, one.clearance) for version, one in kept.items()]):
                    del kept[old]
                kept[told.version] = told
                del told, given
                keep()
                continue
            versions, job, arguments = given
            *_, evidence = [kept[version] for version in versions]  # looked at in the order of the server
            put(results, _done(evidence, job, arguments))
            # What was drawn holds itself; it goes now, while nobody waits, and with it data before these.
            del evidence, job, arguments, given
            gc.collect()
        except (EOFError, BrokenPipeError):
            return


def _done(evidence: Evidence, job: Any, arguments: tuple[Any, ...]) -> tuple[str, Any]:
    try:
        return "made", job(evidence, *arguments)
    except GeoError as error:
        return "refused", (type(error), error.args)
    except MemoryError:
        raise  # this process ends, and whoever asked is told that it was too much
    except Exception as error:  # noqa: BLE001 - whoever asked is told, whatever it is
        traceback.print_exc()
        return "broken", f"{type(error).__name__}: {error}"


def _bound(most: int) -> None:
    """Let this process have so many bytes at most; 0 = any number."""
    if most and sys.platform != "win32":
        import resource  # noqa: PLC0415 - not on every system

        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _memory() -> int:
    with suppress(OSError):  # only Linux has it; there `ru_maxrss` begins at what the server had taken
        for line in Path("/proc/self/status").read_text(encoding="ascii", errors="replace").splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) * 1024
    try:
        import resource  # noqa: PLC0415 - not on every system
    except ImportError:
        return 0
    unit = 1 if sys.platform == "darwin" else 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit


if __name__ == "__main__":
    main()
