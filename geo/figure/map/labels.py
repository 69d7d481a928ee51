"""Names on the map: placed by the rule of the scene, with a line to their point where they stand apart."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import shapely
from matplotlib.collections import LineCollection, PolyCollection
from shapely.geometry.base import BaseGeometry

from geo.figure.map.crossing import Floats, crossed, leaving
from geo.figure.sheet.paper import Page, Type, millimetres
from geo.figure.sheet.sizes import Rect
from geo.scene import style
from geo.scene.rules import labelling

_LEADER_FROM = 8.5
"""Points from a symbol to its name, on A4, from which a line joins them: 3 mm."""
_FARTHEST = millimetres(4.0)
"""Points from a point to its name, whatever the page, from which a line joins them."""
_DOT = 3.0
LONGEST_LEADER, SHORT_LEADER = millimetres(16.0), millimetres(8.0)
"""Points of the longest line from a symbol to its name that anybody follows, and of one followed at once."""
TOWN = 3
"""Rank of places below the big cities."""
_HEAD = 4.6
"""Points of the head of an arrow on A4."""
_SIDES = (-0.36, 0.36)
"""Radians between an arrow and the sides of its head."""
_STEP = 1.0
"""Points to which the room for a name in its area is found."""
_SPACE, _OVER = 0.28, 0.5
"""Shares of the type size that stay free on both sides of a name, and over and under that of an area."""


@dataclass(frozen=True, slots=True)
class Label:
    """One name that wants a place.

    Attributes
    ----------
    lines : tuple of str
        One below the other.
    x, y : float
        Points of the map.
    names : str
        What it names.
    rank : int
        Of a place.
    feature : str
        Id of the feature that it names; "" = none.
    clear : float
        Points from the point to the edge of its symbol.
    cover : Rect, optional
        What symbols cover about the point that are not round, from whose edge a line starts.
    dot : bool
        Whether a dot marks the point, where no symbol does.
    subject : bool
        Whether it is of what the figure is about: then it may stand apart with a line to it.
    claimed : bool
        Whether a dot of control stands on it.
    told : bool
        Whether more than a dot of control stands on it: without a name it counts as missing.
    wanted : bool
        Whether it is looked for at the scale; else it is counted alone.
    within : shapely geometry, optional
        The area that it must not leave, in points of the map: elsewhere it would speak of another.
    put : tuple of float or None
        Where somebody put the middle of it, in points of the map.
    longest : float
        Points of the longest line that may lead to it.
    """

    lines: tuple[str, ...]
    x: float
    y: float
    kind: Type
    names: labelling.Kind
    rank: int = 0
    feature: str = ""
    clear: float = 0.0
    dot: bool = False
    subject: bool = False
    claimed: bool = False
    told: bool = False
    wanted: bool = True
    within: BaseGeometry | None = None
    put: tuple[float, float] | None = None
    cover: Rect | None = None
    longest: float = LONGEST_LEADER

    @property
    def leads(self) -> bool:
        """Whether it may stand apart, with a line to its point."""
        return self.names == "place" and (self.subject or (self.claimed and self.rank <= TOWN))

    @property
    def above(self) -> float:
        """Points that stay free over and under the name of an area: close to a town's it is read with it."""
        return self.kind.size * _OVER if self.within is not None else 0.0

    @property
    def text(self) -> str:
        """All of it in one line."""
        return " · ".join(self.lines)

    @property
    def width(self) -> float:
        """Points."""
        return max(self.kind.width(line) for line in self.lines)

    @property
    def height(self) -> float:
        """Points."""
        return sum(self.kind.above(line) + self.kind.below(line) for line in self.lines)


@dataclass(frozen=True, slots=True)
class Placed:
    """A label that found its place; `box` and the ends of the `leader` in points of the map."""

    label: Label
    box: Rect
    leader: tuple[tuple[float, float], tuple[float, float]] | None = None

    @property
    def far(self) -> bool:
        """Whether its line is too long; what somebody put there is followed."""
        return not self.label.put and self.leader is not None and math.dist(*self.leader) > self.label.longest

    @property
    def room(self) -> Rect:
        """What of the map it takes from other names, in points of the map."""
        above = self.label.above
        return Rect(self.box.x, self.box.y - above, self.box.width, self.box.height + 2 * above)

    def crossed(self, boxes: Floats) -> int:
        """Return how many of some boxes its line runs over, those at its ends left out."""
        return crossed(*self.leader, boxes) if self.leader else 0

    def shifted(self, dx: float, dy: float) -> Placed:
        """Return the same name on a map whose origin lies elsewhere."""
        label = replace(self.label, x=self.label.x + dx, y=self.label.y + dy)
        leader = self.leader and tuple((x + dx, y + dy) for x, y in self.leader)
        return Placed(label, self.box.shifted(dx, dy), leader)  # type: ignore[arg-type]  # two ends as before


def place(
    labels: Sequence[Label], taken: Iterable[Rect], rect: Rect, unit: float, scale: float, spare: float = 0.0,
    *, tight: bool = False,
) -> list[Placed]:  # fmt: skip
    """Return the labels that find room, in their order; the others are left out.

    Parameters
    ----------
    taken : iterable of Rect
        What no name may cover, in points of the map.
    rect : Rect
        The map.
    unit : float
        Points of a pixel.
    spare : float
        Share of its width that stays free beside a name as well, for other letters than ours.
    tight : bool
        Whether the names of areas may stand close above or below others.
    """
    # A name is as wide as its text and the space of a word on both sides: two names are never read as one.
    aside = [label.kind.size * _SPACE + label.width * spare / 2 for label in labels]
    over = [0.0 if tight else label.above for label in labels]
    # That space counts as part of the gap to a symbol, but must not reach into the symbol.
    spared = 0.9 * (labelling.NEAR - labelling.GAP) * unit
    wanted = [
        labelling.Label(
            label.x / unit,
            (rect.height - label.y) / unit,
            (label.width + 2 * pad) / unit,
            (label.height + 2 * above) / unit,
            label.names,
            labelling.CITY if label.leads and label.rank > labelling.CITY else label.rank,
            label.text,
            max(label.clear - (pad if label.dot else min(pad, spared)), 0) / unit,
            _DOT / unit if label.dot else 0.0,
            (label.put[0] / unit, (rect.height - label.put[1]) / unit) if label.put else None,
            _on_area(label.within, rect, unit),
        )
        for label, pad, above in zip(labels, aside, over, strict=True)
    ]
    blocked = [
        labelling.Box(one.x / unit, (rect.height - one.top) / unit, one.width / unit, one.height / unit)
        for one in taken
    ]
    frame = labelling.Box(0, 0, rect.width / unit, rect.height / unit)
    found = []
    spots = labelling.place(wanted, blocked, frame)
    for label, pad, above, spot in zip(labels, aside, over, spots, strict=True):
        if spot:
            top = rect.height - spot[1] * unit - above
            box = Rect(spot[0] * unit + pad, top - label.height, label.width, label.height)
            found.append(Placed(label, box, _leader(label, box, scale)))
    return found


def placed_at(label: Label, middle: tuple[float, float], scale: float) -> Placed:
    """Return a label whose text has its middle at a point of the map."""
    x, y = middle
    box = Rect(x - label.width / 2, y - label.height / 2, label.width, label.height)
    return Placed(label, box, _leader(label, box, scale))


def elsewhere(label: Label, taken: Iterable[Rect]) -> Label | None:
    """Return a name in the widest room that its area has beside what is taken; None where there is none."""
    if label.within is None:
        return None
    free = shapely.difference(
        label.within,
        shapely.union_all([shapely.box(one.x, one.y, one.right, one.top) for one in taken]),
    )
    # Drawn together until the name is as wide as high, the widest room is that of the largest circle.
    drawn: Any = shapely.transform(free, lambda xy: xy * (label.height / label.width, 1.0))
    if drawn.is_empty:
        return None
    (x, y), *_ = shapely.get_coordinates(shapely.maximum_inscribed_circle(drawn, tolerance=_STEP))
    return replace(label, x=float(x) * label.width / label.height, y=float(y))


def _on_area(area: BaseGeometry | None, rect: Rect, unit: float) -> labelling.Within | None:
    """Return what tells of pixels of a screen whether they lie on an area in points of the map."""
    if area is None:
        return None
    shapely.prepare(area)
    return lambda x, y: shapely.contains_xy(area, x * unit, rect.height - y * unit)


def _leader(label: Label, box: Rect, scale: float) -> tuple[tuple[float, float], tuple[float, float]] | None:
    """Return the line from a point to its text; None where that stands beside it, or on it."""
    point = label.x, label.y
    end = min(max(label.x, box.x), box.right), min(max(label.y, box.y), box.top)
    away = math.dist(point, end)
    share = label.clear / away if away else 1.0
    start = label.x + (end[0] - label.x) * share, label.y + (end[1] - label.y) * share
    if label.cover:
        start = leaving(label.cover, point, end)
    near = math.dist(start, end) <= _LEADER_FROM * scale and away <= _FARTHEST
    if label.names == "note":
        near = away <= _HEAD * scale
    return None if near or label.names not in {"place", "feature", "note"} else (start, end)


def draw_labels(page: Page, rect: Rect, placed: Iterable[Placed]) -> None:
    """Set the labels, each line centred in its box, with a halo, and the lines to their points."""
    leaders = []
    heads = []
    for one in placed:
        y = rect.y + one.box.top
        for line in () if page.names_apart else one.label.lines:
            y -= one.label.kind.above(line)
            page.text(rect.x + one.box.x + one.box.width / 2, y, line, one.label.kind, "center", halo=True)
            y -= one.label.kind.below(line)
        if one.leader:
            start, end = ((rect.x + x, rect.y + y) for x, y in one.leader)
            leaders.append([start, end])
            heads += [_head(start, end, _HEAD * page.scale)] if one.label.names == "note" else []
    ground = style().ground
    # A light casing, so that a line is seen on dark washes too.
    for colour, width in ((ground.halo, 1.7), (ground.label, 0.5)) if leaders else ():
        page.sheet.add_collection(
            LineCollection(leaders, colors=colour, linewidths=width * page.scale, zorder=4.9), autolim=False
        )
    if heads:
        page.sheet.add_collection(
            PolyCollection(
                heads,
                facecolors=ground.label,
                edgecolors=ground.halo,
                linewidths=0.5 * page.scale,
                zorder=4.9,
            ),
            autolim=False,
        )


def _head(tip: tuple[float, float], tail: tuple[float, float], length: float) -> list[tuple[float, float]]:
    """Return the head of an arrow."""
    way = math.atan2(tail[1] - tip[1], tail[0] - tip[0])
    sides = (
        (tip[0] + math.cos(way + side) * length, tip[1] + math.sin(way + side) * length) for side in _SIDES
    )
    return [tip, *sides]
