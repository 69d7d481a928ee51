"""Sides without full colour: for those who see less of it, and in greyscale."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import shapely
from matplotlib.colors import to_rgb
from matplotlib.path import Path as Outline
from numpy.typing import NDArray

from geo.figure.sheet.stamps import sliced
from geo.figure.sheet.symbols import outlines
from geo.figure.sheet.textures import symbol_texture
from geo.scene import style

# Severe deficiencies after Machado, Oliveira, Fernandes (2009), IEEE TVCG 15 (6), in linear RGB.
DEFICIENCIES = {
    "protan": [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}  # fmt: skip
SIDES = ("tripoli", "east", "city_states", "foreign", "other")


def lab(colour: str, matrix: list[list[float]]) -> NDArray[np.float64]:
    """Return a colour as seen, in CIE L*a*b* (D65)."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ seen / (0.95047, 1.0, 1.08883)
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("seen_by", DEFICIENCIES)
def test_sides_stay_apart_without_full_colour(seen_by: str) -> None:
    palette = style().palette
    for one, other in combinations(SIDES, 2):
        apart = lab(palette[one].colour, DEFICIENCIES[seen_by]) - lab(
            palette[other].colour, DEFICIENCIES[seen_by]
        )
        by_colour = float(np.hypot.reduce(apart)) > 11
        assert by_colour or palette[one].lines != palette[other].lines, (one, other)
    if seen_by == "grey":
        assert len({palette[side].lines for side in SIDES}) == len(SIDES)


def test_symbols_that_sides_share_carry_the_lines_of_their_side() -> None:
    palette = style().palette
    for symbol in style().symbol.shared:
        lines = {
            side: symbol_texture(symbol, palette[side].lines) for side in ("tripoli", "east", "city_states")
        }
        assert lines["tripoli"] is None
        assert lines["east"] is not None
        assert lines["city_states"] is not None
        assert not np.array_equal(lines["east"].vertices, lines["city_states"].vertices)


@pytest.mark.parametrize("symbol", ["dot", "dot-ring", "dot-halves"])
def test_slices_of_a_dot_are_alike_and_those_of_a_contested_one_have_both_halves(symbol: str) -> None:
    def area(outline: Outline) -> float:
        rings = [shapely.LinearRing(np.asarray(ring)) for ring in outline.to_polygons()]
        # Holes run the other way.
        return abs(sum(shapely.Polygon(ring).area * (1 if ring.is_ccw else -1) for ring in rings))

    for role, whole in outlines(symbol):
        found = [area(sliced(symbol, role, (part, 5))) for part in range(5)]
        assert found == pytest.approx([found[0]] * 5)
        assert found[0] == pytest.approx(area(whole) / 5, rel=0.2)  # the gap of halves is in each
