"""Thirty random views: the map and the printed figure draw the same features with the same look and legend.

`make proof` takes some hundreds.
"""

from __future__ import annotations

import pytest

from tests.browser.map_page import Map
from tests.browser.serving import Server
from tests.proof.random_views import random_views, views_of_areas
from tests.proof.same_picture import samples, unlike

SEEDS = (1, 2, 3)
EACH = 10


@pytest.mark.parametrize("seed", SEEDS)
def test_screen_and_figure_draw_the_same(view: Map, server: Server, seed: int) -> None:
    view.go()
    faults = {
        str(one.texts): found
        for one in random_views(server.json("/api/layers"), seed, EACH)
        if (found := unlike(one, view))
    }
    assert not faults


def test_areas_have_the_same_colours_on_screen_and_in_print(view: Map, server: Server) -> None:
    view.go()
    catalogue = server.json("/api/layers")
    found = [sample for one in views_of_areas(catalogue, 7, 2) for sample in samples(one, view)]
    assert len(found) > 30
    assert [sample for sample in found if not sample.alike] == []
