"""A large layer in a picture drawn once: its features where they are few, else why it is not there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from geo.scene import scene
from geo.view import View
from tests.large_world import LAYER, add_large, incidents

if TYPE_CHECKING:
    from conftest import DataRoot


def test_few_are_drawn_and_many_are_refused(data_root: DataRoot) -> None:
    add_large(data_root.path, incidents(2_100, valid_from="", valid_to="", retracted_on=""))
    evidence = data_root.evidence()
    view = View(layers=(LAYER,), at=date(2026, 11, 1), bbox=(12.0, 24.0, 20.0, 30.0))
    picture = scene(evidence, view)
    assert picture.problems == ()
    assert 300 < len(picture.layers[0].placed) < 2_000
    refused = scene(evidence, View(layers=(LAYER,), at=view.at))
    assert refused.layers == ()
    assert "has 2,100 features here, and a figure draws 2,000" in refused.problems[0]
