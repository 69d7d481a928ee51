"""Cells of a large layer as they are painted: by the class that most of each is of, paler with fewer.

One rule in two languages (`rules/grid.js`); the cases of `tests/golden/counting.json` hold them together.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass, field


@dataclass(slots=True)
class Cell:
    """A cell by column and row, and how many of each class it holds; `class_` is that of most of them."""

    x: int
    y: int
    class_: str
    count: int = 0
    counts: dict[str, int] = field(default_factory=dict)


def gathered(counts: Iterable[tuple[int, int, str, int]]) -> list[Cell]:
    """Return the cells of counts (column, row, class, how many), each once, in their order."""
    cells: dict[tuple[int, int], Cell] = {}
    for x, y, class_, count in counts:
        cell = cells.setdefault((x, y), Cell(x, y, class_))
        cell.count += count
        cell.counts[class_] = count
        if count > cell.counts.get(cell.class_, 0):
            cell.class_ = class_
    return list(cells.values())


def opacity_of(count: int, most: int) -> float:
    """Return how opaque a cell is: the fullest is 0.95, and a tenth of it is seen as less, not as nothing.

    Examples
    --------
    >>> opacity_of(1, 1000), opacity_of(1000, 1000), opacity_of(1, 1)
    (0.25, 0.95, 0.95)
    """
    return 0.25 + 0.7 * (math.log(count) / math.log(most) if most > 1 else 1.0)
