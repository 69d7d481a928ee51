"""Chips at one place stand as a block in QGIS too: how far each is moved, by the rule of the map."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from typing import Final

import shapely

from geo.scene.rules.crowding import Spot, spread

SCALES: Final = (16_000_000, 8_000_000, 4_000_000, 2_000_000, 1_000_000, 500_000, 250_000, 125_000)
"""Where chips stand is worked out for these; from each to half of it they have more room than they need."""
_INCH: Final = 0.0254
_PIXEL: Final = _INCH / 96
_POINTS: Final = 72 / 96

Aside = tuple[int, int, float, float, float, float]
"""From the point of a chip: metres east and north to that of its block, pixels right and down from there to
the middle of the block, and from there to its own middle."""


def asides(
    chips: Mapping[str, Hashable], points: Mapping[str, shapely.Point], size: float
) -> dict[str, tuple[Aside, ...]]:
    """Return how far chips are moved at each of the scales, by the id of their feature.

    Parameters
    ----------
    chips : mapping of str to hashable
        By the id of a feature what tells its chip from others; chips at one place stand in this order.
    points : mapping of str to Point
        By id, in metres.
    size : float
        Pixels of a chip's height.
    """
    found: dict[str, list[Aside]] = {name: [] for name in chips}
    for scale in SCALES:
        metres = scale * _PIXEL
        at = {name: (points[name].x / metres, -points[name].y / metres) for name in chips}
        spots = [Spot("", chip, *at[name], (name,), size, chip=chip) for name, chip in chips.items()]
        for one in spread(spots):
            boxes = one.block.chips if one.block else ()
            middles = {
                chip: (left + width / 2, top + size / 2)
                for (chip, _), (left, top, width) in zip(one.chips, boxes, strict=True)
            }
            for name in one.ids:
                east, north = one.x * metres - points[name].x, -one.y * metres - points[name].y
                found[name].append((round(east), round(north), one.dx, one.dy, *middles[chips[name]]))
    return {name: tuple(every) for name, every in found.items() if any(map(any, every))}


def offset(moved: Mapping[str, Sequence[Aside]]) -> str:
    """Return as an expression of QGIS how many points right and down a chip is drawn, by the map's scale."""
    return _moved(moved, "(@x + @to[4]) || ',' || (@y + @to[5])")


def leader(moved: Mapping[str, Sequence[Aside]]) -> str:
    """Return as one, in points, the line from the point of a chip to a block that is moved aside."""
    line = "make_line($geometry, translate($geometry, @x, @y))"
    return _moved(moved, f"CASE WHEN @to[2] <> 0 OR @to[3] <> 0 THEN {line} END")


def _moved(moved: Mapping[str, Sequence[Aside]], what: str) -> str:
    """Return an expression made of `@to`, a chip's part of the table, and `@x`, `@y`, points to its block."""
    told = {
        name: [
            [east, north, *(round(pixels * _POINTS, 2) for pixels in rest)] for east, north, *rest in every
        ]
        for name, every in moved.items()
    }
    table = json.dumps(told, separators=(",", ":")).replace("\\", "\\\\").replace("'", "''")
    bands = " ".join(f"WHEN @map_scale > {scale // 2} THEN {n}" for n, scale in enumerate(SCALES[:-1]))
    own = f"map_get(from_json('{table}'), \"id\")[CASE {bands} ELSE {len(SCALES) - 1} END]"
    points = f"{72 / _INCH:.1f} / @map_scale"
    across, down = f"@to[2] + @to[0] * {points}", f"@to[3] - @to[1] * {points}"
    return f"with_variable('to', {own}, with_variable('x', {across}, with_variable('y', {down}, {what})))"
