"""Lanes, one computation for all who ask, and helpers in processes of their own."""

from __future__ import annotations

import asyncio
import gc
import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from threading import Event
from typing import Any

import pytest
from starlette.requests import Request

from geo.access import everybody
from geo.errors import UnknownId
from geo.evidence import Evidence, current
from geo.settings import REPOSITORY, Settings
from geo.web.api.making import layer_body
from geo.web.bodies import Bodies, Body
from geo.web.work import Busy, Desk, Gone, Lane, Processes
from geo.web.work.wire import put, take
from geo.web.work.workshop import LARGE, REST
from tests.running import PATIENCE, run

KEY = ("v", "a")


def asker(*, gone: bool = False) -> Request:
    """Return a request whose asker waits, or has gone."""

    async def receive() -> dict[str, Any]:
        if gone:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"", "more_body": False}

    return Request({"type": "http", "method": "GET", "path": "/", "headers": []}, receive)


def body() -> Body:
    return Body.as_it_is(b"x", "text/plain")


def test_what_many_ask_for_is_made_once() -> None:
    async def ask() -> None:
        desk, bodies, lane, made = Desk(), Bodies(100), Lane("things", 4, 10, 10), []

        def make() -> Body:
            made.append(1)
            time.sleep(0.05)
            return body()

        asked = (desk.body(asker(), KEY, bodies, lane=lane, make=make) for _ in range(20))
        assert len({id(one) for one in await asyncio.gather(*asked)}) == 1
        assert made == [1]
        assert bodies.held(KEY)

    run(ask())


def test_what_failed_is_told_to_all_and_not_kept() -> None:
    async def ask() -> None:
        desk, bodies, lane = Desk(), Bodies(100), Lane("things", 1, 10, 10)

        def fail() -> Body:
            raise UnknownId("nothing of that name")

        asked = (desk.body(asker(), KEY, bodies, lane=lane, make=fail) for _ in range(3))
        told = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(one) for one in told] == [UnknownId] * 3
        assert await desk.body(asker(), KEY, bodies, lane=lane, make=body)

    run(ask())


def test_what_nobody_waits_for_is_not_begun() -> None:
    async def ask() -> None:
        with pytest.raises(Gone):
            await Desk().body(
                asker(gone=True),
                KEY,
                Bodies(100),
                lane=Lane("things", 1, 10, 10),
                make=lambda: pytest.fail("made for nobody"),
            )

    run(ask())


def test_a_lane_has_room_for_so_many_and_for_so_long() -> None:
    async def crowd() -> None:
        go = Event()
        lane = Lane("things", 1, 2, 0.2)
        waiting = [asyncio.create_task(lane.run(lambda: go.wait(PATIENCE))) for _ in range(2)]
        await asyncio.sleep(0)
        with pytest.raises(Busy, match="many things") as busy:
            await lane.run(lambda: None)
        assert busy.value.seconds > 0
        told = await asyncio.gather(*waiting, return_exceptions=True)
        assert [type(one) for one in told] == [Busy, Busy]
        go.set()
        lane.seconds = PATIENCE  # the thread has to wake up first
        assert await lane.run(lambda: 1) == 1

    run(crowd())


def test_what_is_first_comes_before_what_waits() -> None:
    async def order() -> list[str]:
        go, done = Event(), []
        lane = Lane("things", 1, 9, 10)
        asked = [asyncio.create_task(lane.run(lambda: go.wait(PATIENCE)))]
        for name in ("file", "another file", "preview"):
            told = lane.run(lambda name=name: done.append(name), first=name == "preview")
            asked.append(asyncio.create_task(told))
        await asyncio.sleep(0)
        asked[2].cancel()
        await asyncio.sleep(0)
        go.set()
        await asyncio.gather(*asked, return_exceptions=True)
        return done

    assert run(order()) == ["preview", "file"], "and what nobody waits for is not made"


@pytest.fixture(scope="module")
def processes() -> Iterator[Processes]:
    workshop = Processes()
    yield workshop
    workshop.close()


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


def whereabouts(evidence: Evidence) -> tuple[int, str, int]:
    return os.getpid(), evidence.version, os.nice(0)


def test_what_takes_much_memory_does_not_keep_it(evidence: Evidence) -> None:
    workshop = Processes()
    pid = workshop.do(LARGE, whereabouts, evidence)[0]
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    workshop.close()


def refuse(_: Evidence) -> None:
    raise UnknownId("nothing of that name")


def stop(_: Evidence) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def dawdle(_: Evidence) -> None:
    time.sleep(60)


def test_a_helper_makes_the_same_elsewhere(processes: Processes, evidence: Evidence) -> None:
    days = (None, date(2021, 1, 1), None)
    made = processes.do(REST, layer_body, evidence, "control", days, None)
    assert made == layer_body(evidence, "control", days, None)
    pid, version, niceness = processes.do(REST, whereabouts, evidence)
    assert (pid != os.getpid(), version, niceness > 0) == (True, evidence.version, True)


def test_a_helper_keeps_some_versions_and_takes_none_for_another(
    processes: Processes, evidence: Evidence
) -> None:
    bare = replace(evidence, layers={}, tables={}, ground={})
    asked = [
        replace(bare, version=str(number), clearance=str(number))
        for number in (0, 1, 0, 2, 3, 1, 0, 4, 4, 2, 3, 0)
    ]
    assert [processes.do(REST, whereabouts, one)[1] for one in asked] == [one.version for one in asked]


class Knot:
    """Holds itself, as a drawn figure does."""

    def __init__(self) -> None:
        self.own = self


def tie(_: Evidence) -> None:
    Knot()


def knots(_: Evidence) -> int:
    return sum(isinstance(one, Knot) for one in gc.get_objects())


def test_what_was_drawn_goes_when_it_is_handed_on(processes: Processes, evidence: Evidence) -> None:
    """A helper that let figures lie until Python looks for garbage grew by three hundred megabytes a day."""
    processes.do(REST, tie, evidence)
    assert processes.do(REST, knots, evidence) == 0


def versions_kept(_: Evidence) -> set[str]:
    gc.unfreeze()
    gc.collect()
    return {one.version for one in gc.get_objects() if isinstance(one, Evidence)}


def test_when_data_change_a_helper_lets_go_of_what_was_of_those_before(evidence: Evidence) -> None:
    workshop = Processes()
    bare = replace(evidence, layers={}, tables={}, ground={})
    old, new = (replace(bare, version=name) for name in ("old", "new"))
    own, owns = (replace(one, version=f"{one.version} own", graded=one) for one in (old, new))
    assert workshop.do(REST, versions_kept, own) == {"old", "old own"}
    assert workshop.do(REST, versions_kept, owns) == {"new", "new own"}
    assert workshop.do(REST, versions_kept, new) == {"new", "new own"}
    assert workshop.do(REST, versions_kept, old) == {"old"}, "whoever comes late has it told again"
    workshop.close()


def test_of_evidence_with_own_layers_only_these_are_sent(processes: Processes, evidence: Evidence) -> None:
    mine = evidence.layers["places"].head(3).copy()
    joined = replace(evidence, version="joined", layers={**evidence.layers, "mine": mine}, graded=evidence)
    sent, whole = io.BytesIO(), io.BytesIO()
    put(sent, joined, evidence)
    put(whole, evidence)
    assert sent.tell() < whole.tell() / 20
    sent.seek(0)
    taken = take(sent, {evidence.version: evidence})
    assert taken.graded is evidence
    assert taken.layers["control"] is evidence.layers["control"]
    assert taken.layers["mine"]["id"].tolist() == mine["id"].tolist()
    assert processes.do(REST, whereabouts, joined)[1] == "joined"


STARTED_BY_A_LARGE_ONE = """
import subprocess, sys
taken = b"x" * 900_000_000
told = "from geo.web.work.helper import _memory; print(_memory())"
subprocess.run([sys.executable, "-c", told], check=True)
"""


def test_a_helper_is_as_large_as_itself_not_as_who_started_it() -> None:
    """Else the helpers of a server that once needed much would end at once, and nothing would be made."""
    told = subprocess.run(
        [sys.executable, "-c", STARTED_BY_A_LARGE_ONE], cwd=REPOSITORY, stdout=subprocess.PIPE, check=True
    )
    assert 0 < int(told.stdout) < 800_000_000


def test_a_helper_says_what_was_wrong_and_goes_on(processes: Processes, evidence: Evidence) -> None:
    before = processes.do(REST, whereabouts, evidence)
    with pytest.raises(UnknownId, match="nothing of that name"):
        processes.do(REST, refuse, evidence)
    assert processes.do(REST, whereabouts, evidence) == before


def test_a_helper_that_dies_is_replaced(processes: Processes, evidence: Evidence) -> None:
    before = processes.do(REST, whereabouts, evidence)
    with pytest.raises(Busy, match="too much"):
        processes.do(REST, stop, evidence)
    after = processes.do(REST, whereabouts, evidence)
    assert (after[0] != before[0], after[1]) == (True, before[1])


def test_a_helper_that_does_not_end_is_ended(evidence: Evidence) -> None:
    workshop = Processes(seconds=PATIENCE)
    pid = workshop.do(REST, whereabouts, evidence)[0]
    workshop._helpers[REST]._seconds = 0.2
    with pytest.raises(Busy, match="ask for less"):
        workshop.do(REST, dawdle, evidence)
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    workshop.close()
