from __future__ import annotations

import time
from math import hypot

import pytest

from geo.scene.rules.cells import Cells
from geo.scene.rules.crowding import Spot, Symbol, spread


def _spot(name: str, x: float, y: float, look: int = 0) -> Spot:
    return Spot("east", look, x, y, (name,))


def _scattered(count: int, width: int, height: int) -> list[Spot]:
    places = [((i * 373.17) % width, (i * 597.3) % height) for i in range(count)]
    return [Spot(f"layer{i % 4}", i % 3, x, y, (f"f{i}",)) for i, (x, y) in enumerate(places)]


def test_two_looks_at_one_place_the_later_is_moved_aside_of_its_point() -> None:
    found = spread([Spot("east", 0, 0, 0, ("a", "b", "c")), _spot("d", 0, 0, 1)])
    assert found == [
        Symbol("east", 0, ("a", "b", "c"), 0, 0, 0, 0),
        Symbol("east", 1, ("d",), 0, 0, 0.0, -22.0),
    ]


def test_a_dot_never_moves_and_nothing_covers_it() -> None:
    dots = [Spot("control", i, 30 * i, 0, (f"dot{i}",), 12, fixed=True) for i in range(20)]
    found = spread([*(_spot(f"f{i}", 30 * i, 0, i) for i in range(20)), *dots])
    fixed, moved = found[:20], found[20:]
    assert [(one.x, one.dx, one.dy) for one in fixed] == [(30 * i, 0, 0) for i in range(20)]
    for one in moved:
        assert all(hypot(one.x + one.dx - dot.x, one.y + one.dy - dot.y) >= 16 for dot in fixed)


def test_what_looks_the_same_nearly_at_one_point_is_one_symbol_there() -> None:
    found = spread([_spot("first", 30, 0), _spot("near", 37, 0), _spot("far", 80, 0)])
    assert [(one.ids, one.x) for one in found] == [(("first", "near"), 30), (("far",), 80)]


def test_nothing_is_moved_out_of_the_room() -> None:
    found = spread([_spot("a", 12, 12), _spot("b", 12, 12, 1)], (300, 200))
    assert all(one.size / 2 <= one.y + one.dy <= 200 - one.size / 2 for one in found)
    assert found[1].dx or found[1].dy


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
