"""The metric coordinate system is as good as it says."""

from __future__ import annotations

import pytest
from pyproj import Proj

from geo.analysis.projection import METRIC_CRS

CORNERS = [(9.3, 30.1), (11.5, 33.1), (25.15, 31.6), (25.0, 20.0), (24.0, 19.5), (14.2, 22.6)]


def test_it_is_metric():
    assert METRIC_CRS.is_projected
    assert {axis.unit_name for axis in METRIC_CRS.axis_info} == {"metre"}


@pytest.mark.parametrize(("lon", "lat"), CORNERS)
def test_areas_are_true_and_lengths_nearly_so_at_the_ends_of_the_country(lon, lat):
    scale = Proj(METRIC_CRS).get_factors(lon, lat)
    assert scale.areal_scale == pytest.approx(1, abs=1e-6)
    assert abs(scale.tissot_semimajor - 1) < 0.004
    assert abs(scale.tissot_semiminor - 1) < 0.004
