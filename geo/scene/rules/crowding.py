"""Symbols that would cover each other: each stands at its true point, or aside of it with a leader line.

What looks the same at nearly one point is one symbol, which opens as a list; chips there are one block. Dots
of places are fixed: they never move, and nothing covers them. All lengths are pixels of a screen at 96 to the
inch, y down; a painter on paper divides its points by the points of one pixel before, and multiplies after.
One rule in two languages; the cases of `tests/golden/crowding.json` hold them together.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil

from geo.scene.rules.blocks import Block, block
from geo.scene.rules.cells import Cells
from geo.scene.rules.labelling import Box

ALIKE = 8
"""Symbols that look the same and whose points are nearer than this are one."""
LAP = 3
"""How far two symbols that stand at their points may cover each other."""
GAP = 1.5
"""Between a symbol that is moved aside and any other."""
RINGS = (12, 19, 27, 36, 47, 60, 75, 92)
"""From the edge of a symbol that is moved aside to its point: the first that is free."""
DIRECTIONS = (
    (0, -1), (0.3827, -0.9239), (-0.3827, -0.9239), (0.7071, -0.7071), (-0.7071, -0.7071),
    (0.9239, -0.3827), (-0.9239, -0.3827), (1, 0), (-1, 0), (0.9239, 0.3827), (-0.9239, 0.3827),
    (0.7071, 0.7071), (-0.7071, 0.7071), (0.3827, 0.9239), (-0.3827, 0.9239), (0, 1),
)  # fmt: skip
"""Where it is looked for: up first, into the sea before a coast that faces north. Written out, because sines
differ in their last digit."""
MOST = 400
"""So many symbols are moved aside: what is left of a larger crowd stands at its points."""

_CELL = 32


@dataclass(frozen=True, slots=True)
class Spot:
    """Point features of one layer that look the same, at one place.

    Attributes
    ----------
    layer : str
        Id of the layer.
    look : hashable
        What tells the looks of a layer apart, such as the `Look` itself or its number.
    x, y : float
        Pixels from any origin, y down.
    ids : tuple of str
        The features, usually one; a MultiPoint has a spot for each of its points.
    size : float
        Pixels of its symbol.
    fixed : bool
        Whether it is a dot: it stays, stays alone, and is never covered.
    chip : hashable
        Whose chip it is; None = no chip.
    """

    layer: str
    look: Hashable
    x: float
    y: float
    ids: tuple[str, ...]
    size: float = 20
    fixed: bool = False
    chip: Hashable = None


@dataclass(frozen=True, slots=True)
class Symbol:
    """One symbol as drawn, at `x + dx`, `y + dy`, for one feature or several.

    Attributes
    ----------
    layer, look, size, fixed
        As in `Spot`.
    ids : tuple of str
        The features that it stands for, each once.
    x, y : float
        The true point of the first of them: rings and the end of a leader line stand there.
    dx, dy : float
        From there to the symbol; both 0 where it is not moved aside.
    chips : tuple
        Of a block of chips: whose each is, with the looks on it, each once.
    block : Block or None
        How they stand.
    """

    layer: str
    look: Hashable
    ids: tuple[str, ...]
    x: float
    y: float
    dx: float
    dy: float
    size: float = 20
    fixed: bool = False
    chips: tuple[tuple[Hashable, tuple[Hashable, ...]], ...] = ()
    block: Block | None = None

    @property
    def extent(self) -> tuple[float, float]:
        """Width and height."""
        return (self.block.width, self.block.height) if self.block else (self.size, self.size)


def spread(
    spots: Iterable[Spot], room: tuple[float, float] | None = None, closed: Sequence[Box] = ()
) -> list[Symbol]:
    """Return the symbols of all layers, moved aside where they would cover each other.

    Parameters
    ----------
    spots : iterable of Spot
        Those first that come first to their true points.
    room : tuple of float or None
        Width and height of the map, with the origin in its upper left corner: nothing is moved out of it.
        None = no limits.
    closed : sequence of Box
        What stands over the map: nothing is moved below it.

    Returns
    -------
    list of Symbol
        Dots, then the others, both in the order of the spots.

    Examples
    --------
    >>> dot = Spot("control", 0, 100, 50, ("a",), 10, fixed=True)
    >>> [(one.ids, one.dx, one.dy) for one in spread([Spot("east", 1, 100, 50, ("b",)), dot])]
    [(('a',), 0, 0), (('b',), 0.0, -22.0)]
    """
    every = list(spots)
    ground = _Ground(room, closed)
    found = []
    for spot in every:
        if spot.fixed:
            found.append(_symbol(spot))
            ground.take(found[-1])
    moved = 0
    for one in _alike([spot for spot in every if not spot.fixed]):
        dx, dy = 0.0, 0.0
        if moved < MOST and not ground.is_free(one, 0, 0, -LAP):
            moved += 1
            dx, dy = ground.aside(one)
        found.append(replace(one, dx=dx, dy=dy))
        ground.take(found[-1])
    return found


def _symbol(spot: Spot) -> Symbol:
    chips = () if spot.chip is None else ((spot.chip, (spot.look,)),)
    return Symbol(spot.layer, spot.look, spot.ids, spot.x, spot.y, 0, 0, spot.size, spot.fixed, chips)


def _joined(home: Symbol, spot: Spot) -> Symbol:
    """Return a symbol that stands for one more spot."""
    ids = tuple(dict.fromkeys((*home.ids, *spot.ids)))
    if spot.chip is None:
        return replace(home, ids=ids)
    chips = dict(home.chips)
    chips[spot.chip] = tuple(dict.fromkeys((*chips.get(spot.chip, ()), spot.look)))
    return replace(home, ids=ids, chips=tuple(chips.items()))


def _alike(spots: Iterable[Spot]) -> list[Symbol]:
    """Return one symbol for all that looks the same near the point of the first of them."""
    found: list[Symbol] = []
    homes: dict[tuple[str, Hashable], Cells] = {}
    for spot in spots:
        key = (spot.layer, spot.look) if spot.chip is None else (spot.layer, None)
        cells = homes.setdefault(key, Cells(ALIKE))
        x, y = spot.x, spot.y
        near = cells.near(x - ALIKE, y - ALIKE, x + ALIKE, y + ALIKE)
        home = min((i for i in near if _apart(found[i], x, y) < ALIKE * ALIKE), default=None)
        if home is None:
            cells.add(len(found), x, y, x, y)
            found.append(_symbol(spot))
        else:
            found[home] = _joined(found[home], spot)
    return [
        replace(one, block=block([len(looks) for _, looks in one.chips], one.size)) if one.chips else one
        for one in found
    ]


def _apart(one: Symbol, x: float, y: float) -> float:
    return (one.x - x) * (one.x - x) + (one.y - y) * (one.y - y)


class _Ground:
    """What is taken, as circles."""

    def __init__(self, room: tuple[float, float] | None, closed: Sequence[Box]) -> None:
        self._room, self._closed = room, closed
        self._cells = Cells(_CELL)
        self._taken: list[tuple[float, float, float]] = []

    def take(self, one: Symbol) -> None:
        """Note a symbol where it stands."""
        half = one.size / 2
        for x, y in _circles(one, one.dx, one.dy):
            self._cells.add(len(self._taken), x - half, y - half, x + half, y + half)
            self._taken.append((x, y, half))

    def is_free(self, one: Symbol, dx: float, dy: float, gap: float) -> bool:
        """Tell whether a symbol that is moved so far keeps a distance from all others."""
        return not any(True for _ in self._covered(one, dx, dy, gap))

    def _covered(self, one: Symbol, dx: float, dy: float, gap: float) -> Iterator[int]:
        """Yield what a symbol that is moved so far covers, or comes nearer to than a gap; some twice."""
        half = one.size / 2 + gap
        for x, y in _circles(one, dx, dy):
            for i in self._cells.near(x - half, y - half, x + half, y + half):
                across, down, other = self._taken[i]
                reach = half + other
                if (x - across) * (x - across) + (y - down) * (y - down) < reach * reach:
                    yield i

    def aside(self, one: Symbol) -> tuple[float, float]:
        """Return how far a symbol is moved: to the first free place round its point, else not at all.

        A block, which would cover much, then stands where it covers the fewest.
        """
        wide, high = one.extent
        best = 0.0, 0.0
        fewest = len(set(self._covered(one, 0, 0, -LAP))) if one.block else 0
        for ring in RINGS:
            for across, down in DIRECTIONS:
                dx, dy = across * (ring + wide / 2), down * (ring + high / 2)
                if not self._holds(one.x + dx, one.y + dy, wide / 2, high / 2):
                    continue
                if self.is_free(one, dx, dy, GAP):
                    return dx, dy
                if fewest and (covered := len(set(self._covered(one, dx, dy, -LAP)))) < fewest:
                    best, fewest = (dx, dy), covered
        return best

    def _holds(self, x: float, y: float, across: float, down: float) -> bool:
        if any(
            abs(2 * (x - one.x) - one.width) < 2 * (across + GAP) + one.width
            and abs(2 * (y - one.y) - one.height) < 2 * (down + GAP) + one.height
            for one in self._closed
        ):
            return False
        if self._room is None:
            return True
        wide, high = self._room
        return across <= x <= wide - across and down <= y <= high - down


def _circles(one: Symbol, dx: float, dy: float) -> list[tuple[float, float]]:
    """Return the middles of the circles that a symbol takes: a block is rows of them."""
    x, y = one.x + dx, one.y + dy
    if not one.block:
        return [(x, y)]
    spare = [length - one.size for length in one.extent]
    steps = [ceil(length / one.size) for length in spare]
    places = [
        [length * (at / step - 0.5) for at in range(step + 1)] if step else [0.0]
        for length, step in zip(spare, steps, strict=True)
    ]
    return [(x + across, y + down) for down in places[1] for across in places[0]]
