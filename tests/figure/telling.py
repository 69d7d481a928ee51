"""Whether a reader tells two looks apart: in colour, without red, green or blue, and in grey."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations

import numpy as np
from matplotlib.colors import to_rgb
from numpy.typing import NDArray
from shapely import STRtree

from geo.figure.drawn import LegendEntry, LegendGroup
from geo.figure.page.legend import merged
from geo.scene import Feature, Look, SceneLayer, style

VISIONS = {
    "deuteranopia": [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881],
    ],
    "protanopia": [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ],
    "tritanopia": [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.3039],
    ],
}  # fmt: skip
"""Machado, Oliveira and Fernandes 2009, severity 1, for linear RGB."""
LEAST, LEAST_GREY = 10.0, 6.0
"""CIE76 difference of two colours, and of two lightnesses, that are told apart side by side."""


def shape(look: Look, state: str) -> Hashable:
    """Return what tells a look from another without any colour."""
    hatch = tuple(word for word in look.hatch.split() if not word.startswith("#"))
    return look.kind, look.symbol, hatch, look.line, look.lines, look.letters, bool(look.fill), state


def alike(groups: Iterable[LegendGroup]) -> Iterator[tuple[str, str, str]]:
    """Yield the pairs of a printed legend that look alike, and to whom."""
    entries = [entry for group in merged(groups) for entry in group.entries]
    for one, other in combinations(entries, 2):
        if shape(one.look, one.state) != shape(other.look, other.state):
            continue
        for vision, difference in differences(one, other).items():
            least = LEAST_GREY if vision == "grey" else LEAST
            if difference < least:
                yield one.name.en, other.name.en, f"{vision} {difference:.1f}"


def lost(layers: Iterable[SceneLayer]) -> Iterator[tuple[str, str, str]]:
    """Yield what a map does not show apart: areas that touch, and what stands on an area, and to whom.

    A symbol or line counts as seen where its fill or its edge differs from all that is painted below it.
    """
    drawn = [one for layer in layers for one in layer.placed]
    areas = [one for one in drawn if one.kind == "area"]
    outlines = np.array([one.shape for one in areas], dtype=object)
    tree = STRtree(outlines)
    found: dict[tuple[str, str], str] = {}
    for first, second in zip(*tree.query(outlines, "touches"), strict=True):
        one, other = areas[first], areas[second]
        if first < second and shape(one.look, one.state) == shape(other.look, other.state):
            if one.look.fill == other.look.fill and one.look.tint == other.look.tint:
                continue
            found[one.id, other.id] = _unseen([_washes(one)[0]], [_washes(other)[0]])
    others = [one for one in drawn if one.kind != "area"]
    standing = np.array([one.shape for one in others], dtype=object)
    for first, second in zip(*tree.query(standing, "intersects"), strict=True):
        one, below = others[first], areas[second]
        found[one.id, below.id] = _unseen(_strokes(one), _washes(below))
    for one in others:
        found[one.id, "land"] = _unseen(_strokes(one), [np.array(to_rgb(style().ground.land))])
    for pair, vision in found.items():
        if vision:
            yield *pair, vision


def _strokes(one: Feature) -> list[NDArray[np.float64]]:
    """Return the colours of a symbol or a line: its fill and its edge."""
    return [np.array(to_rgb(colour)) for colour in (one.look.fill, one.look.edge) if colour]


def _washes(one: Feature) -> list[NDArray[np.float64]]:
    """Return the colours of an area as they lie on the land."""
    state, area = style().state.of(stale=one.stale), style().area
    name, *words = one.look.hatch.split() or [""]
    tints = [(one.look.fill, one.look.tint)] if one.look.fill else []
    if name == "stripes":
        tints = [(words[0], one.look.tint), (words[1], one.look.tint * area.other_stripe)]
    elif name:
        tints += [(words[-1], area.lines_opacity if name == "lines" else area.dots_opacity)]
    land = np.array(to_rgb(style().ground.land))
    shares = [(np.array(to_rgb(colour)), tint * state.area_fill) for colour, tint in tints]
    return [colour * share + land * (1 - share) for colour, share in shares] or [land]


def _unseen(own: Sequence[NDArray[np.float64]], below: Sequence[NDArray[np.float64]]) -> str:
    """Return who does not see any of some colours on others; "" where everybody does."""
    for vision in ("everybody", *VISIONS, "grey"):
        least = LEAST_GREY if vision == "grey" else LEAST
        if not any(all(_apart(one, other)[vision] >= least for other in below) for one in own):
            return vision
    return ""


def differences(one: LegendEntry, other: LegendEntry) -> dict[str, float]:
    """Return how far apart the colours of two entries are for each vision."""
    return _apart(_paint(one.look), _paint(other.look))


def _apart(one: NDArray[np.float64], other: NDArray[np.float64]) -> dict[str, float]:
    first, second = _linear(one), _linear(other)
    seen = {"everybody": np.eye(3), **{name: np.array(matrix) for name, matrix in VISIONS.items()}}
    found = {
        name: float(np.linalg.norm(_lab(matrix @ first) - _lab(matrix @ second)))
        for name, matrix in seen.items()
    }
    return {**found, "grey": float(abs(_lab(first)[0] - _lab(second)[0]))}


def _paint(look: Look) -> NDArray[np.float64]:
    """Return the colour of a look on land."""
    colour = np.array(to_rgb(look.fill or next(iter(look.stripes), look.edge)))
    share = look.tint if look.kind == "area" else 1.0
    return colour * share + np.array(to_rgb(style().ground.land)) * (1 - share)


def _linear(colour: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(colour <= 0.04045, colour / 12.92, ((colour + 0.055) / 1.055) ** 2.4)


def _lab(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    to_xyz = np.array(
        [
            [0.4124564, 0.3575761, 0.1804375],
            [0.2126729, 0.7151522, 0.072175],
            [0.0193339, 0.119192, 0.9503041],
        ]
    )
    ratio = np.clip(to_xyz @ linear, 0, None) / np.array([0.95047, 1.0, 1.08883])
    part = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * part[1] - 16, 500 * (part[0] - part[1]), 200 * (part[1] - part[2])])
