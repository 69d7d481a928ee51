"""Which features are drawn at a zoom, and how large: the important ones first, smaller on a small map.

One rule in two languages; the cases of `tests/golden/zooming.json` hold them together.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def least_drawn(importances: Iterable[int], zoom: float, levels: Sequence[float]) -> int:
    """Return the least importance of a layer's features that is drawn at a zoom.

    The most important features of a layer are drawn at every zoom, however little that is: nobody who turns
    on a layer, or filters it, finds an empty map.

    Parameters
    ----------
    importances : iterable of int
        Of the features that are left by day and filters, 1 to 3; 0 = drawn at every zoom.
    levels : sequence of float
        `zoom.importance` of the look: from which zoom each importance is drawn.

    Examples
    --------
    >>> least_drawn([0, 1, 2, 3], 7, (0, 7, 8.5)), least_drawn([3, 3], 5, (0, 7, 8.5))
    (2, 3)
    """
    here = sum(1 for level in levels if zoom >= level)
    return max(here, min((one for one in importances if one), default=0))


def size_share(zoom: float, smallest: float, small_until: float, full_from: float) -> float:
    """Return the share of its size that a symbol has at a zoom, so that a small map is not hidden by them.

    Parameters
    ----------
    smallest, small_until, full_from : float
        `zoom` of the look: the least share, up to which zoom it is that, and from which it is 1.

    Examples
    --------
    >>> [size_share(zoom, 0.7, 5, 6.5) for zoom in (4, 5.75, 9)]
    [0.7, 0.85, 1]
    """
    if zoom >= full_from:
        return 1
    if zoom <= small_until:
        return smallest
    return smallest + (1 - smallest) * ((zoom - small_until) / (full_from - small_until))
