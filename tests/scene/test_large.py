"""A large layer in a picture drawn once: its features where they are few, else counts in cells."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from geo.scene import scene
from geo.store import Wanted
from geo.view import View
from tests.large_world import LAYER, add_large, incidents

if TYPE_CHECKING:
    from conftest import DataRoot


def test_few_are_drawn_and_many_are_counted_in_cells(data_root: DataRoot) -> None:
    add_large(data_root.path, incidents(2_100, valid_from="", valid_to="", retracted_on=""))
    evidence = data_root.evidence()
    view = View(layers=(LAYER,), at=date(2026, 11, 1), bbox=(12.0, 24.0, 20.0, 30.0))
    [few] = scene(evidence, view).layers
    assert 300 < len(few.placed) < 2_000
    assert {one.kind for one in few.placed} == {"point"}
    picture = scene(evidence, View(layers=(LAYER,), at=view.at))
    assert picture.problems == ()
    [many] = picture.layers
    assert {one.kind for one in many.placed} == {"area"}
    assert sum(one.stands_for for one in many.placed) == 2_100
    assert many.counts == evidence.large[LAYER].counts(Wanted())
    fullest = max(many.placed, key=lambda one: one.stands_for)
    assert fullest.look.tint == 0.95
    assert fullest.name.en.startswith(f"{fullest.stands_for} here: ")
    assert [one.id for one in picture.sources] == ["un-2020"]
    for one in (few, many):
        noted = replace(picture, layers=(one,))
        assert [(own.id, own.symbol) for own in noted.drawn] == [
            (f"{LAYER}.fighting", "event"),
            (f"{LAYER}.politics", "event"),
        ]
        assert [own.title for own in noted.legend("en")] == ["Fighting", "Politics"]
