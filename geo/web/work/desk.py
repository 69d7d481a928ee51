"""Answers that must be made first: once for all who ask at the same time, in a lane with room for so many."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Coroutine
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from functools import wraps
from itertools import count
from queue import PriorityQueue
from typing import Any, Final, TypeVar

from starlette.requests import Request
from starlette.responses import Response

from geo.errors import GeoError
from geo.language import worded
from geo.web.access import PRIVATE
from geo.web.answers import GONE, problem
from geo.web.bodies import Bodies, Body, Key

T = TypeVar("T")
Handler = Callable[[Request], Awaitable[Response]]

SLOW_SECONDS: Final = 5.0
"""What takes longer stands in the log."""
_LOG = logging.getLogger("geo.work")


class Busy(GeoError):
    """There is no room now; `seconds` says when to ask again."""

    def __init__(self, said: str, seconds: int = 3) -> None:
        super().__init__(said)
        self.seconds = seconds


class Gone(Exception):
    """Whoever asked does not wait for the answer any more."""


class Lane:
    """Some threads, and room for so many who wait for them: who is in one lane waits for nobody in another.

    Parameters
    ----------
    name : str
        What is made in it, for a sentence.
    width : int
        Things made at a time.
    most : int
        Things being made or waiting.
    seconds : float
        How long one may wait and be made altogether.
    """

    def __init__(self, name: str, width: int, most: int, seconds: float) -> None:
        self.name = name
        self.most = most
        self.seconds = seconds
        self._threads = ThreadPoolExecutor(width, thread_name_prefix=name)
        self._waiting: PriorityQueue[tuple[bool, int, Future[Any], Callable[[], Any]]] = PriorityQueue()
        self._numbers = count()
        self._inside = 0

    async def run(self, work: Callable[[], T], most: int | None = None, *, first: bool = False) -> T:
        """Return what `work` returns, in its turn; what is `first` comes before all else that waits.

        Raises
        ------
        Busy
            When there is no room, or the turn does not come in time.
        """
        if self._inside >= (self.most if most is None else most):
            raise Busy(
                worded("many {what} are being made; ask again in a few seconds", what=worded(self.name))
            )
        began = time.monotonic()
        self._inside += 1
        try:
            async with asyncio.timeout(self.seconds):
                made: Future[T] = Future()
                self._waiting.put((not first, next(self._numbers), made, work))
                self._threads.submit(self._make_next)
                return await asyncio.wrap_future(made)
        except TimeoutError:
            raise Busy(
                worded("{what} take too long now; ask again in a minute", what=worded(self.name)), 60
            ) from None
        finally:
            self._inside -= 1
            if (taken := time.monotonic() - began) > SLOW_SECONDS:
                _LOG.info("%s: one took %.1f s, with its turn", self.name, taken)

    def _make_next(self) -> None:
        _, _, made, work = self._waiting.get_nowait()
        if not made.set_running_or_notify_cancel():
            return
        try:
            made.set_result(work())
        except BaseException as error:  # noqa: BLE001 - whoever waits is told, whatever it is
            made.set_exception(error)


@dataclass(slots=True)
class _Flight:
    """What is being made, and how many wait for it."""

    task: asyncio.Task[Body]
    waiting: int = 0


class Desk:
    """Where answers are asked for: from memory, or made in a lane, once however many ask."""

    def __init__(self) -> None:
        self._flights: dict[Key, _Flight] = {}

    async def body(
        self,
        request: Request,
        key: Key,
        bodies: Bodies,
        *,
        lane: Lane,
        make: Callable[[], Body],
        most: int | None = None,
        first: bool = False,
    ) -> Body:
        """Return the answer under `key`, kept in `bodies`.

        Raises
        ------
        Busy
            When the lane has no room, or is too slow.
        Gone
            When nobody waits for it any more. What nobody waits for is not begun.
        """
        held = bodies.held(key)
        if held is not None:
            return held
        gone = asyncio.ensure_future(_until_gone(request))
        await asyncio.sleep(0)
        waiting = asyncio.ensure_future(self._joined(key, bodies, lambda: lane.run(make, most, first=first)))
        try:
            if not gone.done():
                await asyncio.wait({gone, waiting}, return_when=asyncio.FIRST_COMPLETED)
            if not waiting.done():
                raise Gone
            return waiting.result()
        finally:
            gone.cancel()
            waiting.cancel()

    async def _joined(self, key: Key, bodies: Bodies, run: Callable[[], Coroutine[Any, Any, Body]]) -> Body:
        flight = self._flights.get(key)
        if flight is None:
            flight = _Flight(asyncio.create_task(run()))
            self._flights[key] = flight
            flight.task.add_done_callback(lambda task: self._landed(key, bodies, task))
        flight.waiting += 1
        try:
            return await asyncio.shield(flight.task)
        finally:
            flight.waiting -= 1
            if not flight.waiting:
                flight.task.cancel()

    def _landed(self, key: Key, bodies: Bodies, task: asyncio.Task[Body]) -> None:
        del self._flights[key]
        if not task.cancelled() and task.exception() is None:
            bodies.keep(key, task.result())


def answering(handler: Handler) -> Handler:
    """Return a handler that says so when there is no room, and nothing when nobody waits."""

    @wraps(handler)
    async def answer(request: Request) -> Response:
        try:
            answered = await handler(request)
        except Busy as busy:
            refused = problem(503, busy)
            refused.headers["retry-after"] = str(busy.seconds)
            return refused
        except Gone:
            return Response(status_code=GONE)
        if getattr(request.state, "own", False):
            # What is somebody's own is kept by nobody on the way, nor in a browser that others use.
            answered.headers["cache-control"] = PRIVATE
        return answered

    return answer


async def _until_gone(request: Request) -> None:
    # A request has no body here: after its end nothing more comes but that somebody has gone.
    for _ in range(2):
        if (await request.receive())["type"] == "http.disconnect":
            return
    await asyncio.Event().wait()
