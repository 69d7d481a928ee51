"""Chips at one place as a block: one chip for each outside power, in columns, with a glyph for each kind.

One rule in two languages; the cases of `tests/golden/crowding.json` hold them together.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, sqrt

LETTERS = 1.3
"""Width of the letters of a chip, as a share of its height."""
GLYPH = 0.9
"""The same of each glyph."""
GAP = 2
"""Pixels between two chips."""
ROWS = 4
"""So many chips stand in a column;
more where there would be more columns than rows: a wide block covers a coast."""


@dataclass(frozen=True, slots=True)
class Block:
    """Where the chips stand: the upper left corner of each from the middle, and its width."""

    chips: tuple[tuple[float, float, float], ...]
    width: float
    height: float


def block(kinds: Sequence[int], size: float) -> Block:
    """Return a block of chips with so many glyphs each, `size` high.

    Examples
    --------
    >>> block([1], 10)
    Block(chips=((-11.0, -5.0, 22.0),), width=22.0, height=10)
    """
    columns = ceil(len(kinds) / max(ROWS, ceil(sqrt(len(kinds)))))
    rows = -(-len(kinds) // columns)
    widths = [size * (LETTERS + GLYPH * count) for count in kinds]
    wide = [max(widths[at : at + rows]) for at in range(0, len(kinds), rows)]
    width = sum(wide) + GAP * (len(wide) - 1)
    height = rows * size + GAP * (rows - 1)
    return Block(
        tuple(
            (
                sum(wide[: i // rows]) + GAP * (i // rows) - width / 2,
                (i % rows) * (size + GAP) - height / 2,
                widths[i],
            )
            for i in range(len(kinds))
        ),
        width,
        height,
    )
