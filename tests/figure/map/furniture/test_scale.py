"""The scale bar, measured on the ellipsoid."""

from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from geo.evidence import Evidence
from geo.figure.frame import REACH, framed, ground_extent
from tests.figure.conftest import Figure


@pytest.mark.parametrize("bbox", ["", "10.8,31.4,15.6,33.3", "13.1,32.8,13.3,32.9", "5,14,32,36"])
def test_the_scale_bar_is_as_long_as_it_says_within_one_per_cent(figure: Figure, bbox: str) -> None:
    composed = figure(layers="city_states,trafficking_routes,control", bbox=bbox)
    frame, bar, rect = composed.drawn.map_frame, composed.scale_bar, composed.map
    per_point = frame.width / rect.width
    middle = np.array([frame.west + frame.width / 2, frame.south + frame.height / 2])
    half = bar.length * per_point / 2
    along = np.array([half, 0.0])
    ends = frame.degrees(np.array([middle - along, middle + along]))
    _, _, metres = Geod(ellps="WGS84").inv(*ends[0], *ends[1])
    assert metres == pytest.approx(bar.metres, rel=0.01)
    assert rect.width / rect.height == pytest.approx(frame.width / frame.height, rel=1e-6)


@pytest.mark.parametrize("aspect", [0.6, 0.7, 1, 1.4, 1.8])
def test_what_the_screen_may_ask_for_fits_every_shape_of_map(aspect: float, evidence: Evidence) -> None:
    assert framed(REACH, aspect).stands_on(ground_extent(evidence))
