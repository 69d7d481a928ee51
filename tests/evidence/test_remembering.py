"""What is remembered of the evidence: bounded in bytes, made once, no waiting in a ring."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier, Event

import pandas as pd
import pytest

from geo.access import everybody
from geo.evidence import current
from geo.evidence.remembering import MOST, Memo, Portion, size_of
from geo.settings import REPOSITORY, Settings
from tests.running import PATIENCE


def test_what_is_used_stays_and_the_rest_goes_when_the_bytes_are_used_up() -> None:
    memo = Memo(1_000_000)
    for number in range(50):
        memo.get(("day", number), lambda: bytes(100_000))
        memo.get("used", lambda: bytes(100_000))
    assert memo.size <= 1_000_000
    made: list[object] = []
    memo.get("used", lambda: made.append("used"))
    memo.get(("day", 0), lambda: made.append("day 0"))
    assert made == ["day 0"]


def test_what_alone_is_larger_is_made_and_not_kept() -> None:
    memo = Memo(1000)
    assert len(memo.get("large", lambda: bytes(2000))) == 2000
    assert memo.size == 0


def test_several_share_one_room_and_names_leave_much_of_it() -> None:
    settings = Settings(root=REPOSITORY)
    whole = Memo(MOST)
    mine, yours = Portion(whole, "mine"), Portion(whole, "yours")
    names = mine.get("names", current(settings, everybody(settings)).gazetteer)
    assert yours.get("names", list) == []
    assert mine.get("names", list) is names
    assert 0 < mine.size == yours.size < MOST / 4, "or each search with own layers made them anew"


def test_equal_things_asked_for_at_the_same_time_are_made_once() -> None:
    memo, made, go = Memo(), list[int](), Event()

    def make() -> int:
        made.append(1)
        go.wait(10)
        return 7

    with ThreadPoolExecutor(8) as people:
        asked = [people.submit(memo.get, "one", make) for _ in range(8)]
        assert memo.get("other", lambda: 8) == 8, "others do not wait"
        go.set()
        assert [one.result(PATIENCE) for one in asked] == [7] * 8
    assert made == [1]


def test_what_fails_is_tried_again_by_the_next() -> None:
    memo = Memo()
    with pytest.raises(ZeroDivisionError):
        memo.get("one", lambda: 1 // 0)
    assert memo.get("one", lambda: 2) == 2


def test_two_that_need_each_other_do_not_wait_for_ever() -> None:
    memo, both = Memo(), Barrier(2, timeout=PATIENCE)

    def make(own: str, other: str) -> str:
        both.wait()
        return own + str(memo.get(other, lambda: f"{other} of its own"))

    with ThreadPoolExecutor(2) as people:
        asked = [people.submit(memo.get, a, lambda a=a, b=b: make(a, b)) for a, b in ("xy", "yx")]
        found = {one.result(PATIENCE) for one in asked}
    assert "xy of its own" in found or "yx of its own" in found


@pytest.mark.parametrize(
    ("value", "least"),
    [
        (pd.DataFrame({"text": ["x" * 100] * 1000}, dtype="str"), 100_000),
        ({f"key {number}": ["value"] * 10 for number in range(1000)}, 100_000),
        ([{"a": "text " * 10}] * 5000, 200_000),
        # Both keys and values are measured, however many there are.
        *((dict.fromkeys(range(count), "text " * 100), 500 * count) for count in (480, 481, 500)),
    ],
)
def test_sizes_are_about_right(value: object, least: int) -> None:
    assert least < size_of(value) < 20 * least
