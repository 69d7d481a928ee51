"""Where the boxes of a diagram stand: in columns by rank, in an order in which few arrows cross."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

_SWEEPS: Final = 6
_BEND: Final = 10.0
"""Points of room for an arrow that passes a column."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in the grid: its column from the left, and its middle in points from the top."""

    column: int
    y: float


@dataclass(frozen=True, slots=True)
class Arranged:
    """The boxes by id, the bends of each link from its start to its end, and the height of all."""

    spots: Mapping[str, Spot]
    ways: tuple[tuple[Spot, ...], ...]
    columns: int
    height: float


def arranged(
    ranks: Mapping[str, int], links: Sequence[tuple[str, str]], heights: Mapping[str, float], gap: float
) -> Arranged:
    """Return where the boxes stand.

    A link that passes a column has a bend there, which is kept room for, so that no arrow crosses a box.

    Parameters
    ----------
    ranks, heights : mapping
        Of each box: its rank, and its height in points.
    gap : float
        Points between two boxes of a column.

    Examples
    --------
    >>> found = arranged({"a": -1, "b": 0, "c": 1}, [("a", "b"), ("a", "c")], dict.fromkeys("abc", 20.0), 4)
    >>> found.columns, len(found.ways[1]), found.spots["b"].column
    (3, 3, 1)
    """
    order = {rank: i for i, rank in enumerate(sorted(set(ranks.values())))}
    column: dict[Any, int] = {name: order[rank] for name, rank in ranks.items()}
    tall: dict[Any, float] = dict(heights)
    chains: list[list[Any]] = []
    for number, (start, end) in enumerate(links):
        first, last = column[start], column[end]
        step = 1 if last >= first else -1
        between = [(number, at) for at in range(first + step, last, step)]
        for bend in between:
            column[bend], tall[bend] = bend[1], _BEND
        chains.append([start, *between, end])
    beside: dict[Any, set[Any]] = {name: set() for name in column}
    for chain in chains:
        for one, other in pairwise(chain):
            beside[one].add(other)
            beside[other].add(one)
    columns = [[name for name in column if column[name] == at] for at in range(len(order))]
    for sweep in range(_SWEEPS):
        places = {name: i / len(part) for part in columns for i, name in enumerate(part)}
        for part in columns if sweep % 2 == 0 else reversed(columns):
            part.sort(key=lambda name: _mean([places[other] for other in beside[name]], places[name]))
            places.update({name: i / len(part) for i, name in enumerate(part)})
    height = max(sum(tall[name] + gap for name in part) - gap for part in columns)
    spots = {}
    for at, part in enumerate(columns):
        y = (height - sum(tall[name] + gap for name in part) + gap) / 2
        for name in part:
            spots[name] = Spot(at, y + tall[name] / 2)
            y += tall[name] + gap
    ways = tuple(tuple(spots[one] for one in chain) for chain in chains)
    return Arranged({name: spots[name] for name in ranks}, ways, len(columns), height)


def _mean(values: Iterable[float], otherwise: float) -> float:
    listed = list(values)
    return sum(listed) / len(listed) if listed else otherwise
