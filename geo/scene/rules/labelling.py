"""Which names stand on the map, and where: those that matter more come first, and none covers anything.

All lengths are pixels of a screen at 96 to the inch, y down; a painter on paper divides its points by the
points of one pixel. One rule in two languages; the cases of `tests/golden/labelling.json` hold them together.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from geo.scene.rules.cells import Cells

Kind = Literal["place", "feature", "number", "country", "sea", "area", "note"]
"""Places, features and the numbers of call-outs have their text beside their point, the others on theirs."""
Within = Callable[[NDArray[np.float64], NDArray[np.float64]], NDArray[np.bool_]]
"""Tells of points, by their x and y, which of them lie on an area."""
BESIDE: frozenset[Kind] = frozenset({"place", "feature", "number"})

CLEAR = 10
"""From a point to the edge of its symbol, where nothing else is said."""
GAP = 1.6
"""Between a name and anything else; 1.2 points."""
APART = 8
"""Left and right of the name of an area: nearer to a dot it would read as the dot's."""
NEAR = 3
"""From a symbol to its name: more than the gap, so that a name never collides with its own symbol."""
EDGE = 2
"""Between a name and the edge of the map."""
FAR = (12, 24, 36, 48)
"""From the symbol to the name of a big city, a seat or a main group that has no room nearer."""
FARTHEST = (65, 85, 110, 140)
"""The same for the capital."""
SLANT = 0.7
"""Share of the distance that a name in a corner keeps across; up or down it keeps all of it."""
ASIDE = ((0.25, 0.6), (0.5, 1.2), (0.8, 2.0))
"""How far a name that stands on its point may move: shares of its own width and height."""
FAR_ASIDE = ((1.5, 3.0),)
"""The same for countries and seas, which are large."""
ON_ITS_AREA = ((1.15, 2.5), *FAR_ASIDE, (2.0, 4.0), (2.6, 5.5), (3.3, 7.5), (4.0, 10.0))
"""The same for what stays on the area of which it speaks, however large that is."""

_TRIED = 5, 3
"""Points of a name, across and down, by which it is told whether it lies on the area of which it speaks."""
_SPARE = 3
"""So many of them may lie off it, where all of it has no room there."""

CAPITAL, CITY = 1, 2
"""The highest ranks of places."""
FIRST_ZOOM = {CAPITAL: 0.0, CITY: 5.0, 3: 5.3, 4: 7.0, 5: 8.0}
"""Rank of a place -> the zoom from which it is named."""
LAST_ZOOM = 9.0
"""The same for lower ranks."""
MAIN, NOTABLE, LESSER = 1, 2, 3
"""Of features: a seat or a main group, another of the first importance (such as an oil field), all others."""
FEATURE_ZOOM = {MAIN: 0.0, NOTABLE: 5.3}
"""Rank of a feature -> the zoom from which it is named, however many there are."""
FEATURES_FROM = 7.4
"""The same for lower ranks."""
FEW = 48
"""So many features are named at any zoom."""

_CORNERS = ((1, -1), (1, 1), (-1, -1), (-1, 1))
_AROUND = ((0, 1), (0, -1), (1, 0), (-1, 0), *_CORNERS)
_CELL = 64


@dataclass(frozen=True, slots=True)
class Box:
    """A box by its upper left corner."""

    x: float
    y: float
    width: float
    height: float


EVERYWHERE = Box(-1e6, -1e6, 2e6, 2e6)
"""A frame without edges."""


@dataclass(frozen=True, slots=True)
class Label:
    """A name that wants a place.

    Attributes
    ----------
    x, y : float
        The point that it names.
    width, height : float
        Of its text.
    kind : str
        What it names.
    rank : int
        Of a place, and of a feature in `named`; others may have any.
    text : str
        A feature is not named where the same text stands already: a hub with the name of its town.
    clear : float
        From the point to the edge of its symbol.
    dot : float
        Width of the dot that marks the point of a name which is placed, and that later names keep clear of;
        0 = no dot.
    put : tuple of float or None
        Where somebody put the middle of its text.
    within : callable or None
        Tells which points lie on the area of which it speaks: elsewhere it would speak of another.
    """

    x: float
    y: float
    width: float
    height: float
    kind: Kind
    rank: int
    text: str = ""
    clear: float = CLEAR
    dot: float = 0
    put: tuple[float, float] | None = None
    within: Within | None = None


def named(kind: Kind, rank: int, zoom: float, features: int) -> bool:
    """Tell whether a name may stand on the map at a zoom.

    Parameters
    ----------
    features : int
        How many features of the layers above the base map could be named in all.

    Examples
    --------
    >>> named("place", 3, 5.25, 0), named("place", 3, 5.3, 0), named("feature", LESSER, 5, 48)
    (False, True, True)
    >>> [named("feature", rank, 6, 900) for rank in (MAIN, NOTABLE, LESSER)]
    [True, True, False]
    """
    if kind == "feature":
        return zoom >= FEATURE_ZOOM.get(rank, FEATURES_FROM) or features <= FEW
    return kind != "place" or zoom >= FIRST_ZOOM.get(max(rank, CAPITAL), LAST_ZOOM)


def place(labels: Iterable[Label], taken: Iterable[Box], frame: Box) -> list[tuple[float, float] | None]:
    """Return for each label where the upper left corner of its text stands, or None where it has no room.

    The first free position counts, near ones first. Beside a point these are right, left, below, above and
    the four corners; only big cities, the capital, seats and main groups may stand further away. Countries,
    seas and areas stand on their point or aside of it; what speaks of an area stays on it. The capital is
    never left out: without room it covers something. What has its point outside the frame is always left out.
    What somebody put in its place stands there before all others, whatever it covers, and within the frame.

    Parameters
    ----------
    labels : iterable of Label
        Those that matter most first.
    taken : iterable of Box
        What no name may cover: symbols, furniture.
    frame : Box
        What is seen of the map.

    Examples
    --------
    >>> sirte = Label(100, 100, 40, 12, "place", 2)
    >>> place([sirte], [], Box(0, 0, 800, 600)), place([sirte], [], Box(0, 0, 120, 600))
    ([(113, 94.0)], [(47, 94.0)])
    """
    room = _Room(frame, taken)
    said: set[str] = set()
    wanted = list(labels)
    found: list[tuple[float, float] | None] = [None] * len(wanted)
    # Sorting keeps the order of importance among those that were put, and among the others.
    for i in sorted(range(len(wanted)), key=lambda i: wanted[i].put is None):
        label = wanted[i]
        box = _place(label, room) if room.holds(label) and not _said_already(label, said) else None
        if not box:
            continue
        found[i] = (box.x, box.y)
        said.add(label.text)
        room.take(box)
        if label.dot:
            room.take(Box(label.x - label.dot / 2, label.y - label.dot / 2, label.dot, label.dot))
    return found


def _said_already(label: Label, said: set[str]) -> bool:
    return label.kind == "feature" and label.text != "" and label.text in said


def _place(label: Label, room: _Room) -> Box | None:
    """Return the first free box; for the capital else the first one in the frame, else the first one."""
    if label.put:
        return room.put(label.put, label.width, label.height)
    width, height = label.width, label.height
    aside = APART - GAP if label.kind == "area" else 0
    corners = (one for one in _positions(label) if room.is_free(*one, width, height, aside))
    free = (Box(x, y, width, height) for x, y in corners)
    if label.within:
        return _on_its_area(list(free), label.within, whole=label.kind == "area")
    found = next(free, None)
    if found or label.kind != "place" or label.rank > CAPITAL:
        return found
    tried = list(_positions(label))
    seen = (one for one in tried if room.is_inside(*one, width, height))
    return Box(*next(seen, tried[0]), width, height)


def _on_its_area(boxes: Sequence[Box], within: Within, *, whole: bool) -> Box | None:
    """Return the first box of which most lies on an area; where it is to be `whole`, rather one that is."""
    across, down = _TRIED
    tried = np.array([((i + 0.5) / across, (j + 0.5) / down) for i in range(across) for j in range(down)])
    corners, sizes = (
        np.array([((box.x, box.y), (box.width, box.height)) for box in boxes])
        .reshape(-1, 2, 2)
        .swapaxes(0, 1)
    )
    points = (corners[:, None] + sizes[:, None] * tried).reshape(-1, 2)
    off = (~within(points[:, 0], points[:, 1])).reshape(len(boxes), len(tried)).sum(axis=1)
    for most in (0, _SPARE) if whole else (_SPARE,):
        for box in compress(boxes, off <= most):
            return box
    return None


def _positions(label: Label) -> Iterator[tuple[float, float]]:
    """Yield the upper left corners at which a label may stand, the best first."""
    x, y, width, height = label.x, label.y, label.width, label.height
    left, top = x - width / 2, y - height / 2
    if label.kind not in BESIDE:
        yield left, top
        far = FAR_ASIDE if label.kind != "area" else ON_ITS_AREA if label.within else ()
        for across, down in (*ASIDE, *far):
            for dx, dy in _AROUND:
                yield left + dx * across * width, top + dy * down * height
        return
    for reach in _reaches(label):
        away = label.clear + reach
        yield x + away, top
        yield x - away - width, top
        yield left, y + away
        yield left, y - away - height
        slant = away * SLANT
        for dx, dy in _CORNERS:
            yield x + slant if dx > 0 else x - slant - width, y + away if dy > 0 else y - away - height


def _reaches(label: Label) -> Sequence[float]:
    """Return how far from its symbol a label may stand."""
    if label.kind == "feature":
        return (NEAR, *FAR) if label.rank == MAIN else (NEAR,)
    if label.kind != "place" or label.rank > CITY:
        return (NEAR,)
    return (NEAR, *FAR) if label.rank > CAPITAL else (NEAR, *FAR, *FARTHEST)


class _Room:
    """What is taken in the frame."""

    def __init__(self, frame: Box, taken: Iterable[Box]) -> None:
        self._frame = frame
        self._taken: list[tuple[float, float, float, float]] = []
        self._cells = Cells(_CELL)
        for box in taken:
            self.take(box)

    def holds(self, label: Label) -> bool:
        """Tell whether the point of a label is seen."""
        frame = self._frame
        return frame.x < label.x < frame.x + frame.width and frame.y < label.y < frame.y + frame.height

    def put(self, middle: tuple[float, float], width: float, height: float) -> Box:
        """Return the box about a point, moved into the frame where it would leave it."""
        frame = self._frame
        right, bottom = frame.x + frame.width - EDGE - width, frame.y + frame.height - EDGE - height
        x = max(min(middle[0] - width / 2, right), frame.x + EDGE)
        return Box(x, max(min(middle[1] - height / 2, bottom), frame.y + EDGE), width, height)

    def is_inside(self, x: float, y: float, width: float, height: float) -> bool:
        """Tell whether a box keeps clear of the edge."""
        frame = self._frame
        return (
            x >= frame.x + EDGE
            and y >= frame.y + EDGE
            and x + width <= frame.x + frame.width - EDGE
            and y + height <= frame.y + frame.height - EDGE
        )

    def is_free(self, x: float, y: float, width: float, height: float, aside: float = 0) -> bool:
        """Tell whether a box keeps clear of the edge and of everything; `aside`: farther left and right."""
        if not self.is_inside(x, y, width, height):
            return False
        x -= aside
        right, bottom = x + (width + 2 * aside) + GAP, y + height + GAP
        for numbers in self._cells.lists(x - GAP, y - GAP, right, bottom):
            for number in numbers:
                one_left, one_top, one_right, one_bottom = self._taken[number]
                if x < one_right and one_left < right and y < one_bottom and one_top < bottom:
                    return False
        return True

    def take(self, box: Box) -> None:
        """Note that something stands in a box; what lies outside the frame is in nobody's way."""
        frame = self._frame
        left, top = max(box.x, frame.x), max(box.y, frame.y)
        right = min(box.x + box.width, frame.x + frame.width)
        bottom = min(box.y + box.height, frame.y + frame.height)
        if left <= right and top <= bottom:
            self._cells.add(len(self._taken), left, top, right, bottom)
            self._taken.append((box.x, box.y, box.x + box.width + GAP, box.y + box.height + GAP))
