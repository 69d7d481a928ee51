from __future__ import annotations

import time

import pytest

from geo.scene.cells import Cells
from geo.scene.crowding import Spot, Symbol, spread


def _spot(name: str, x: float, y: float, look: int = 0) -> Spot:
    return Spot("east", look, x, y, (name,))


def _scattered(count: int, width: int, height: int) -> list[Spot]:
    places = [((i * 373.17) % width, (i * 597.3) % height) for i in range(count)]
    return [Spot(f"layer{i % 4}", i % 3, x, y, (f"f{i}",)) for i, (x, y) in enumerate(places)]


def test_two_looks_stand_side_by_side_round_the_middle_of_their_features() -> None:
    found = spread([Spot("east", 0, 0, 0, ("a", "b", "c")), _spot("d", 8, 4, 1)])
    assert found == [
        Symbol("east", 0, ("a", "b", "c"), 2.0, 1.0, -10.5, 0.0),
        Symbol("east", 1, ("d",), 2.0, 1.0, 10.5, 0.0),
    ]


def test_a_spot_joins_the_earliest_crowd_in_reach() -> None:
    found = spread([_spot("first", 30, 0), _spot("second", 14.5, 0, 1), _spot("between", 20, 0, 1)])
    assert [one.ids for one in found] == [("first",), ("between", "second")]


def test_fifteen_pixels_apart_is_apart() -> None:
    assert [one.x for one in spread([_spot("a", 0, 0), _spot("b", 9, 12)])] == [0, 9]


def test_a_crowd_stays_in_the_room() -> None:
    found = spread([_spot("a", 0, 0), _spot("b", 0, 0, 1)], (300, 200))
    assert {(one.x, one.y) for one in found} == {(27.0, 16.5)}


@pytest.mark.parametrize("spots", [_scattered(300, 400, 300), _scattered(400, 1500, 900)])
def test_the_index_of_cells_changes_nothing(monkeypatch: pytest.MonkeyPatch, spots: list[Spot]) -> None:
    quick = spread(spots)
    added: dict[Cells, set[int]] = {}
    monkeypatch.setattr(Cells, "add", lambda cells, number, *_: added.setdefault(cells, set()).add(number))
    monkeypatch.setattr(Cells, "near", lambda cells, *_: added.get(cells, set()))
    assert spread(spots) == quick


def test_every_feature_is_drawn_once() -> None:
    drawn = [name for symbol in spread(_scattered(900, 900, 600)) for name in symbol.ids]
    assert sorted(drawn) == sorted(f"f{i}" for i in range(900))


def test_5000_spots_are_spread_quickly() -> None:
    spots = _scattered(5000, 1400, 900)
    before = time.process_time()
    spread(spots)
    assert time.process_time() - before < 1
