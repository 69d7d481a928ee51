"""Symbols that would cover each other stand aside in QGIS too: how far, by the rule of the map."""

from __future__ import annotations

import json
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence

from geo.export.qgis.plane import PIXEL, POINTS, ZOOMS, metres_of, scale_of
from geo.scene.rules.crowding import Symbol

Aside = tuple[int, int, float, float, float, float]
"""From the point of a symbol: metres east and north to where it stands, pixels right and down from there to
the middle of what stands there, and from there to its own middle, which is another in a block of chips."""
_UNMOVED: Aside = (0, 0, 0.0, 0.0, 0.0, 0.0)


def asides(
    points: Mapping[str, tuple[float, float]],
    by_zoom: Mapping[float, Iterable[Symbol]],
    chip: Callable[[str], Hashable],
) -> dict[str, tuple[Aside, ...]]:
    """Return how far the symbols of a layer are moved at each of `ZOOMS`, by the id of their feature.

    Parameters
    ----------
    points : mapping of str to tuple of float
        Where the features that have one point stand, in pixels at zoom 0, by id.
    by_zoom : mapping of float to iterable of Symbol
        What of the layer stands at a zoom.
    chip : callable
        Tells by the id of a feature which chip of a block is its own.
    """
    found: dict[str, list[Aside]] = {name: [] for name in points}
    for zoom in ZOOMS:
        here = {name: one for symbol in by_zoom[zoom] for name, one in _of(symbol, points, zoom, chip)}
        for name, every in found.items():
            every.append(here.get(name, _UNMOVED))
    return {name: tuple(every) for name, every in found.items() if any(map(any, every))}


def _of(
    symbol: Symbol, points: Mapping[str, tuple[float, float]], zoom: float, chip: Callable[[str], Hashable]
) -> Iterable[tuple[str, Aside]]:
    """Yield how far each feature of a symbol is moved."""
    scale, metres = 2**zoom, metres_of(zoom)
    middles: dict[Hashable, tuple[float, float]] = {}
    if symbol.block:
        for (own, _), (left, top, width) in zip(symbol.chips, symbol.block.chips, strict=True):
            middles[own] = left + width / 2, top + symbol.size / 2
    for name in symbol.ids:
        if name in points:
            x, y = (length * scale for length in points[name])
            east, north = round((symbol.x - x) * metres), round((y - symbol.y) * metres)
            middle = middles[chip(name)] if middles else (0.0, 0.0)
            yield name, (east, north, symbol.dx, symbol.dy, *middle)


def offset(moved: Mapping[str, Sequence[Aside]]) -> str:
    """Return as an expression of QGIS how many points right and down a symbol is drawn, by scale."""
    return _moved(moved, "(@x + @to[4]) || ',' || (@y + @to[5])", "'0,0'")


def leader(moved: Mapping[str, Sequence[Aside]]) -> str:
    """Return as one, in points, the line from the point of a symbol to where it is moved aside."""
    line = "make_line($geometry, translate($geometry, @x, @y))"
    return _moved(moved, f"CASE WHEN @to[2] <> 0 OR @to[3] <> 0 THEN {line} END", "NULL")


def _moved(moved: Mapping[str, Sequence[Aside]], what: str, unmoved: str) -> str:
    """Return an expression of `@to`, a symbol's part of the table, and `@x`, `@y`, points to its place."""
    told = {
        name: [
            [east, north, *(round(pixels * POINTS, 2) for pixels in rest)]
            if any((east, north, *rest))
            else []
            for east, north, *rest in every
        ]
        for name, every in moved.items()
    }
    table = json.dumps(told, separators=(",", ":")).replace("\\", "\\\\").replace("'", "''")
    bands = " ".join(f"WHEN @map_scale > {scale_of(zoom)} THEN {n}" for n, zoom in enumerate(ZOOMS[1:]))
    own = f"map_get(from_json('{table}'), \"id\")[CASE {bands} ELSE {len(ZOOMS) - 1} END]"
    points = f"{POINTS / PIXEL:.1f} / @map_scale"
    across, down = f"@to[2] + @to[0] * {points}", f"@to[3] - @to[1] * {points}"
    made = f"with_variable('x', {across}, with_variable('y', {down}, {what}))"
    return f"with_variable('to', {own}, CASE WHEN array_length(@to) > 0 THEN {made} ELSE {unmoved} END)"
