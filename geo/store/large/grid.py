"""Where points lie on the map in whole numbers, which cell they are in, and in which order a file keeps them.

Cells are the same for every extent, so that a map that is moved shows the same cells. The cases of
`tests/golden/grid.json` hold this and the browser together.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

BITS: Final = 30
UNITS: Final = 1 << BITS
"""Width and height of the whole world (Web Mercator) in units: one is less than 4 cm."""
DEEPEST: Final = 22
"""The last zoom that has cells."""
NORTHMOST: Final = 85.05112878
_TILE_BITS, _CELL_BITS = 8, 4  # 256 and 16 pixels of the map
_CURVE_BITS = 16

Ints = NDArray[np.int64]


def to_world(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> tuple[Ints, Ints]:
    """Return positions in degrees as units from the world's north-west corner.

    Examples
    --------
    >>> to_world(np.array([0.0]), np.array([0.0]))[0].tolist() == [UNITS // 2]
    True
    """
    angle = np.radians(np.clip(lat, -NORTHMOST, NORTHMOST))
    x = (lon + 180) / 360
    y = (1 - np.arcsinh(np.tan(angle)) / np.pi) / 2
    return _whole(x), _whole(y)


def _whole(share: NDArray[np.float64]) -> Ints:
    return np.clip(np.floor(share * UNITS), 0, UNITS - 1).astype(np.int64)


def to_degrees(x: Ints, y: Ints) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Return the longitudes and latitudes of units' north-west corners.

    Examples
    --------
    >>> x, y = to_world(np.array([13.19]), np.array([32.89]))
    >>> [round(float(one[0]), 5) for one in to_degrees(x, y)]
    [13.19, 32.89]
    """
    angle = np.arctan(np.sinh(np.pi * (1 - 2 * y / UNITS)))
    return x / UNITS * 360 - 180, np.degrees(angle)


def cell_shift(zoom: float) -> int:
    """Return by how many bits a position is shortened to give its cell at a zoom.

    Examples
    --------
    >>> [cell_shift(zoom) for zoom in (0, 5.5, 40)]
    [26, 21, 4]
    """
    return BITS - _TILE_BITS + _CELL_BITS - min(max(int(zoom), 0), DEEPEST)


def along_curve(x: Ints, y: Ints) -> Ints:
    """Return the place of positions on a Hilbert curve: what is near on it is near on the map.

    Examples
    --------
    >>> along_curve(np.array([0, UNITS - 1]), np.array([0, 0])).tolist()
    [0, 4294967295]
    """
    x, y = x >> (BITS - _CURVE_BITS), y >> (BITS - _CURVE_BITS)
    place = np.zeros_like(x)
    side = 1 << (_CURVE_BITS - 1)
    while side:
        right, below = (x & side) > 0, (y & side) > 0
        place += side * side * ((3 * right) ^ below)
        # The quarter is turned so that the curve runs through it the same way.
        turn = ~below
        flip = turn & right
        x, y = np.where(flip, side - 1 - x, x), np.where(flip, side - 1 - y, y)
        x, y = np.where(turn, y, x), np.where(turn, x, y)
        side >>= 1
    return place
