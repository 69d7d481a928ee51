"""Answers kept in memory: bounded in bytes, made once however many ask."""

from __future__ import annotations

import gzip
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest

from geo.errors import GeoError
from geo.web.bodies import Bodies, Body


def body(size: int) -> Body:
    return Body.as_it_is(b"x" * size, "text/plain")


def test_what_was_not_asked_for_longest_goes_first() -> None:
    bodies = Bodies(100)
    for name in ("a", "b"):
        bodies.get((name,), lambda: body(50))
    assert bodies.held(("a",))
    bodies.get(("c",), lambda: body(30))
    assert [bool(bodies.held((name,))) for name in ("a", "b", "c")] == [True, False, True]


def test_what_was_made_of_other_data_goes() -> None:
    bodies = Bodies(100)
    bodies.only("one")
    for key in (("one", "a"), ("font", "b")):
        bodies.get(key, lambda: body(10))
    bodies.only("one")
    assert bodies.held(("one", "a"))
    bodies.only("two")
    assert bodies.held(("one", "a")) is None
    assert bodies.held(("font", "b")), "it is made of no data"


def test_what_is_larger_than_the_room_is_handed_out_and_not_kept() -> None:
    bodies = Bodies(100)
    bodies.get(("a",), lambda: body(50))
    assert len(bodies.get(("b",), lambda: body(101)).plain) == 101
    assert bodies.held(("b",)) is None
    assert bodies.held(("a",))


def test_a_body_counts_with_its_compressed_bytes() -> None:
    text = Body.of_bytes(b"x" * 1000, "text/plain")
    assert text.size >= 1000 + len(text.brotli)
    assert gzip.decompress(text.gzip()) == text.plain
    assert text.with_headers({"vary": "Accept"}).gzip() is text.gzip(), "packed once"
    assert body(1000).size == 1000


def test_equal_requests_cost_one_computation() -> None:
    bodies, begun, go = Bodies(100), Event(), Event()
    made = []

    def make() -> Body:
        made.append(1)
        begun.set()
        assert go.wait(10)
        return body(10)

    with ThreadPoolExecutor(8) as threads:
        asked = [threads.submit(bodies.get, ("a",), make) for _ in range(8)]
        assert begun.wait(10)
        # Another answer is not held up by the one that is being made.
        assert bodies.get(("b",), lambda: body(1)).size == 1
        go.set()
        assert len({id(one.result(10)) for one in asked}) == 1
    assert made == [1]


def test_what_failed_is_tried_again() -> None:
    bodies = Bodies(100)

    def fail() -> Body:
        raise GeoError("not today")

    with pytest.raises(GeoError, match="not today"):
        bodies.get(("a",), fail)
    assert bodies.get(("a",), lambda: body(1)).size == 1
