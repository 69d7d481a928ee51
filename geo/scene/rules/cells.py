"""An index of boxes in a plane: it spares comparisons and decides nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from math import floor
from typing import Final

_MOST_CELLS: Final = 400


class Cells:
    """Numbers noted in the square cells that their boxes touch."""

    def __init__(self, side: float) -> None:
        self._side = side
        self._cells: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
        self._wide: list[int] = []

    def add(self, number: int, left: float, top: float, right: float, bottom: float) -> None:
        """Note a number in all cells that its box touches; one that touches very many is near everything."""
        if (right - left) * (bottom - top) > _MOST_CELLS * self._side**2:
            self._wide.append(number)
            return
        for cell in self._touched(left, top, right, bottom):
            self._cells[cell].append(number)

    def near(self, left: float, top: float, right: float, bottom: float) -> set[int]:
        """Return the numbers of all boxes that may touch a box: these, and some more."""
        return set().union(*self.lists(left, top, right, bottom))

    def lists(self, left: float, top: float, right: float, bottom: float) -> Iterator[list[int]]:
        """Yield the same as it is kept, a number as often as it is noted: one may be enough to know."""
        yield self._wide
        for cell in self._touched(left, top, right, bottom):
            if cell in self._cells:
                yield self._cells[cell]

    def _touched(self, left: float, top: float, right: float, bottom: float) -> Iterator[tuple[int, int]]:
        for column in range(floor(left / self._side), floor(right / self._side) + 1):
            for row in range(floor(top / self._side), floor(bottom / self._side) + 1):
                yield column, row
