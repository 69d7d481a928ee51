from __future__ import annotations

import time

import pytest

from geo.scene.rules.cells import Cells
from geo.scene.rules.labelling import GAP, Box, Label, named, place

FRAME = Box(0, 0, 400, 300)


def _town(rank: int = 3, x: float = 200, y: float = 150) -> Label:
    return Label(x, y, 40, 12, "place", rank)


def _scattered(count: int, width: int, height: int) -> list[Label]:
    places = [((i * 373.17) % width, (i * 597.3) % height) for i in range(count)]
    kinds = ("place", "place", "feature", "area", "country")
    return [Label(x, y, 40 + i % 30, 12, kinds[i % 5], 1 + i % 4) for i, (x, y) in enumerate(places)]  # type: ignore[arg-type]


def test_towns_at_one_point_stand_right_left_below_and_above() -> None:
    assert place([_town()] * 5, [], FRAME) == [(213, 144), (147, 144), (180, 163), (180, 125), None]


def test_a_name_stands_left_where_the_frame_ends_at_the_right() -> None:
    assert place([_town(x=345)], [], FRAME) == [(358, 144)]
    assert place([_town(x=345.001)], [], FRAME) == [(292.001, 144)]


def test_the_capital_is_never_left_out() -> None:
    assert place([_town(2), _town(1)], [FRAME], FRAME) == [None, (213, 144)]


def test_what_lies_outside_the_frame_has_no_name() -> None:
    assert place([_town(1, x=-1), _town(1, y=300)], [], FRAME) == [None, None]


def test_a_hub_is_not_named_like_its_town() -> None:
    town = Label(200, 150, 40, 12, "place", 3, "Sabha")
    hub = Label(60, 60, 40, 12, "feature", 6, "Sabha")
    assert place([town, hub], [], FRAME)[1] is None
    assert place([hub], [], FRAME) == [(73, 54)]


def test_lesser_places_are_named_from_a_nearer_zoom() -> None:
    zooms = (0, 5, 5.3, 7, 7.4, 8, 9)
    first = [next(zoom for zoom in zooms if named("place", rank, zoom, 99)) for rank in range(1, 7)]
    assert first == [0, 5, 5.3, 7, 8, 9]
    assert [named("feature", 6, 7.3, features) for features in (48, 49)] == [True, False]
    assert named("feature", 6, 7.4, 900)


def test_no_name_but_that_of_a_capital_covers_anything() -> None:
    labels = [label for label in _scattered(400, 1400, 900) if label.rank > 1]
    taken = [Box(x, y, 18, 18) for x in range(0, 1400, 90) for y in range(0, 900, 110)]
    placed = zip(labels, place(labels, taken, Box(0, 0, 1400, 900)), strict=True)
    boxes = taken + [Box(*spot, label.width, label.height) for label, spot in placed if spot]
    assert len(boxes) > len(taken) + 100
    for i, one in enumerate(boxes[len(taken) :], len(taken)):
        for other in boxes[:i]:
            apart = (
                one.x - other.x - other.width,
                other.x - one.x - one.width,
                one.y - other.y - other.height,
                other.y - one.y - one.height,
            )
            assert max(apart) >= GAP


def test_the_index_of_cells_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    labels, taken = _scattered(300, 1500, 1000), [Box(-50, -50, 2000, 90), Box(300, 300, 200, 400)]
    quick = place(labels, taken, Box(0, 0, 1400, 900))
    added: set[int] = set()
    monkeypatch.setattr(Cells, "add", lambda cells, number, *_: added.add(number))
    monkeypatch.setattr(Cells, "lists", lambda cells, *_: [added])
    assert place(labels, taken, Box(0, 0, 1400, 900)) == quick


def test_1000_names_are_placed_quickly() -> None:
    labels = _scattered(1000, 1400, 900)
    before = time.process_time()
    place(labels, [], Box(0, 0, 1400, 900))
    assert time.process_time() - before < 1
