"""Where expensive things are made: in processes of their own, or where one is tested, on the spot."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from threading import Lock, Timer
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar

from cachetools import LRUCache

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.language import worded
from geo.settings import REPOSITORY
from geo.web.work.desk import Busy
from geo.web.work.wire import KEPT, put, replaced, take

T = TypeVar("T")
P = ParamSpec("P")
Job = Callable[Concatenate[Evidence, P], T]

FIGURES: Final = "figures"
LARGE: Final = "large figures"
REST: Final = "exports, answers and other days"
OWN: Final = "own data"
OWN_LARGE: Final = "large layers of own data"
HELPERS: Final = (FIGURES, LARGE, REST, OWN, OWN_LARGE)
ONCE: Final = (LARGE, OWN_LARGE)
"""Helpers that end with each thing that they have made, because they would keep its memory."""
SECONDS: Final = 120.0
"""What is not made by then is given up, and its helper with it."""
LONG: Final = {OWN_LARGE: 600.0}
"""Seconds that helpers of long work have instead."""
MEMORY: Final = {OWN_LARGE: 4_000_000_000}
"""Bytes (of addresses) that a helper may ask for which reads what somebody sent."""


class Workshop(Protocol):
    """Makes something of the evidence."""

    def do(self, helper: str, job: Job[P, T], evidence: Evidence, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return `job(evidence, …)`, made by a helper, one thing at a time; raises what it raises."""
        ...

    def close(self) -> None:
        """Let the helpers go."""
        ...


class Threads:
    """Makes it in the thread that asks."""

    def do(self, _: str, job: Job[P, T], evidence: Evidence, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return `job(evidence, …)`."""
        return job(evidence, *args, **kwargs)

    def close(self) -> None:
        """Do nothing: there is nobody to let go."""


class Processes:
    """Makes it in a process for each kind of thing, started when first needed."""

    def __init__(self, seconds: float = SECONDS) -> None:
        self._helpers = {name: _Helper(name, seconds) for name in HELPERS}

    def do(self, helper: str, job: Job[P, T], evidence: Evidence, /, *args: P.args, **kwargs: P.kwargs) -> T:
        """Return `job(evidence, …)`; functions and arguments are such as can be sent to another process."""
        if kwargs:
            raise TypeError("a job is told its arguments by their order")
        made: T = self._helpers[helper].do(job, evidence, args)
        return made

    def close(self) -> None:
        """End the processes."""
        for helper in self._helpers.values():
            helper.end()


class _Helper:
    """One process, told the evidence once for each version, as long as it keeps that."""

    def __init__(self, name: str, seconds: float) -> None:
        self._seconds = LONG.get(name, seconds)
        self._once = name in ONCE
        self._memory = MEMORY.get(name, 0)
        self._turn = Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._told: LRUCache[str, str] = LRUCache(KEPT)
        """Clearances by version."""

    def do(self, job: Callable[..., Any], evidence: Evidence, arguments: tuple[Any, ...]) -> Any:
        with self._turn:
            process = self._running()
            end = Timer(self._seconds, process.kill)
            end.start()
            try:
                how, made = self._asked(process, job, evidence, arguments)
            except (EOFError, OSError) as error:
                self.end()
                raise Busy(
                    worded("this was too much for the server, and was given up; ask for less"), 60
                ) from error
            finally:
                end.cancel()
            if self._once:
                self.end()
        if how == "refused":
            kind, told = made
            raise kind(*told)
        if how == "broken":
            raise RuntimeError(f"a helper stopped at {getattr(job, '__name__', job)}: {made}")
        return made

    def end(self) -> None:
        """End the process, whatever it is at."""
        process, self._process, self._told = self._process, None, LRUCache(KEPT)
        if process is not None:
            process.kill()
            for stream in (process.stdin, process.stdout):
                if stream is not None:
                    with suppress(OSError):
                        stream.close()
            process.wait()

    def _asked(
        self,
        process: subprocess.Popen[bytes],
        job: Callable[..., Any],
        evidence: Evidence,
        arguments: tuple[Any, ...],
    ) -> tuple[str, Any]:
        if process.stdin is None or process.stdout is None:
            raise GeoError("a helper has no pipes")
        needed = [evidence.graded, evidence] if evidence.graded else [evidence]
        for one in needed:
            if self._told.get(one.version) is None:
                put(process.stdin, ("evidence", one), one.graded)
                for old in replaced(one, list(self._told.items())):
                    del self._told[old]
                self._told[one.version] = one.clearance
        put(process.stdin, ("job", [one.version for one in needed], job, arguments))
        how, made = take(process.stdout)
        return how, made

    def _running(self) -> subprocess.Popen[bytes]:
        if self._process is None or self._process.poll() is not None:
            self.end()
            self._process = subprocess.Popen(  # noqa: S603 - our own program, and a number of ours
                [sys.executable, "-m", "geo.web.work.helper", str(self._memory)],
                cwd=REPOSITORY if (REPOSITORY / "geo").is_dir() else None,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
            )
        return self._process
