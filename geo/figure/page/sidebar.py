"""What stands with the map, fitted: call-outs, legend, how to read; the layout that shows most of the map."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from geo.figure.drawn import Drawn
from geo.figure.page.columns import Line, draw_column, evened, height
from geo.figure.page.footer import Footer
from geo.figure.page.layout import Layout, Way, gap, laid_out, spare, ways
from geo.figure.page.legend import cut, legend_lines, merged
from geo.figure.page.notes import change_lines, heading, key_lines, reading_lines
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import Page
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import headed
from geo.model import Language

_TRIES = (
    (False, 1.12, 1.05), (False, 1.0, 0.8), (False, 0.92, 0.75), (False, 0.85, 0.7),
    (True, 1.0, 0.72), (True, 0.9, 0.66), (True, 0.8, 0.6), (True, 0.72, 0.46), (True, 0.66, 0.4),
)  # fmt: skip
"""Whether short forms stand for the texts, how large the type is, and how large the map must then be, as a
share of the largest that the page could have: in the order tried."""
_IN_BOTH = (
    (False, 1.12, 1.0), (False, 1.0, 0.97), (False, 0.9, 0.95), (True, 1.0, 0.97), (True, 0.9, 0.9),
    (True, 0.8, 0.75), (False, 0.85, 0.7), (True, 0.72, 0.46), (True, 0.66, 0.4),
)  # fmt: skip
"""The same where all is said twice: there the short forms are needed sooner."""
_MOSTLY = tuple(
    (short, shrink, 1.0)
    for short, smallest in ((False, 0.9), (True, 0.6))
    for shrink in (1.0, 0.9, 0.8, 0.72, 0.66, 0.6)
    if shrink >= smallest
)
"""The same for a page that is to be mostly map."""
_MOSTLY_IN_BOTH = tuple((True, shrink, 1.0) for shrink in (1.0, 0.8, 0.66, 0.6))
"""There all that is said twice is short, and no more is tried."""
T = TypeVar("T")
_BELOW = 3.5
"""Points on A4 between the heading of the key and its entries, before they are drawn together."""
_LEAST = 0.33
"""The smallest share that is taken where nothing better fits."""
_GAIN = 1.05
"""How much larger a map must be for which type is smaller."""
_LITTLE, _FAR_MORE = 1 / 3, 1.2
"""The share of a page of which a map is little, and how much larger one must be for which texts are short."""
_NEARLY = 0.95
"""What a map on a page to be mostly map is worth at least."""
_EVEN = 0.995
"""Maps that differ by less than this have the same scale: then the one that fills more of the page counts."""


@dataclass(frozen=True, slots=True)
class Sidebar:
    """Bands from top to bottom, each of columns, with the points above each.

    `free`: points that are kept below the last column, in the corner of the page.
    """

    bands: tuple[tuple[tuple[Line, ...], ...], ...]
    above: tuple[float, ...]
    free: float

    @property
    def height(self) -> float:
        """Points."""
        tall = [max(height(column) for column in band) for band in self.bands]
        tall[-1] = max(tall[-1], height(self.bands[-1][-1]) + self.free)
        return sum(tall) + sum(self.above)


@dataclass(frozen=True, slots=True)
class Filling:
    """How a side is filled.

    Attributes
    ----------
    shrink : float
        How large the type is, as a share of its size.
    short : frozenset of int
        The numbers of call-outs for whose texts short forms stand.
    entries : int or None
        Those of the legend that have room; None = all.
    changes : int
        Sentences on what differs.
    """

    way: Way
    shrink: float
    short: frozenset[int]
    entries: int | None = None
    changes: int = 0


@dataclass(frozen=True, slots=True)
class Arranged:
    """A page as it will be."""

    layout: Layout
    sidebar: Sidebar
    how: Filling


@dataclass(frozen=True, slots=True)
class Contents:
    """What is to stand with the map; each column of it is made once, however many layouts are tried.

    Attributes
    ----------
    free : float
        Points at the foot of the side, in the corner of the page, in which something else stands.
    foot : callable
        Takes a width, and gives the sources and small print that stand in it.
    changes : int
        So many sentences on what differs stand beside two maps, and more where these leave room.
    """

    page: Page
    drawn: Drawn
    request: FigureRequest
    free: float
    foot: Callable[[float], Footer]
    changes: int = 0
    _made: dict[Hashable, Any] = field(default_factory=dict)

    def filled(self, how: Filling) -> Sidebar:
        """Return what stands with the map in the columns of a way: what it says, key, how to read."""
        # Without a code the side is the same above a foot.
        how = how if self.free else replace(how, way=replace(how.way, foot=False))
        return self._once(how, lambda: self._filled(how))

    def _filled(self, how: Filling) -> Sidebar:
        page, drawn, lang, between = self.page, self.drawn, self.request.view.lang, gap(self.page)
        way, shrink = how.way, how.shrink
        width = _column(way.width, way.texts, between)
        wide = _column(way.width, way.keys, between)
        said = self._once(
            ("key", width, shrink, how.short),
            lambda: key_lines(page, drawn, lang, width, shrink, short=how.short),
        )
        said = [*said, *change_lines(page, drawn, lang, width, shrink, how.changes)]
        groups = self._once("groups", lambda: merged(drawn.legend))
        legend = self._once(("legend", wide, shrink), lambda: legend_lines(page, groups, lang, wide, shrink))
        reading = self._once(
            ("reading", width, shrink),
            lambda: reading_lines(page, drawn, self.request, width, shrink),
        )
        if how.entries is not None:
            legend = cut(legend, how.entries, lang)
        title = heading(headed("legend", lang), page, shrink, width)
        if way.apart:
            # Below its heading the key is as near as the call-outs are to theirs.
            parts = [(said, way.texts, between), (title, 1, between), (legend, way.keys, _BELOW * page.scale)]
            parts.append((reading, way.texts, between))
        else:
            parts = [([*said, *title, *legend, *reading], way.texts, between)]
        parts = [part for part in parts if part[0]]
        bands = tuple(
            tuple(tuple(column) for column in [*flowed, *[[]] * (columns - len(flowed))])
            for lines, columns, _ in parts
            for flowed in [evened(lines, columns)]
        )
        above = (0.0, *(points * 0.7 for _, _, points in parts[1:]))
        return Sidebar(bands, above, 0.0 if way.foot else self.free)

    def short(self, *, every: bool) -> frozenset[int]:
        """Return the numbers of all call-outs, or none."""
        return frozenset(one.number for one in self.drawn.callouts if every)

    def foot_of(self, way: Way) -> float:
        """Return the points that sources and small print take below the side."""
        return self._once(("foot", way.width), lambda: self.foot(way.width).height) if way.foot else 0.0

    def _once(self, key: Hashable, make: Callable[[], T]) -> T:
        if key not in self._made:
            self._made[key] = make()
        made: T = self._made[key]
        return made


def arranged(
    contents: Contents,
    body: Rect,
    data: tuple[float, float],
    on_ground: Callable[[float], bool],
    only: Way | None = None,
) -> Arranged | None:
    """Return the page as `_arranged` does; where what differs has no room, without it."""
    found = _arranged(contents, body, data, on_ground, only)
    if found is None and contents.changes:
        return _arranged(replace(contents, changes=0), body, data, on_ground, only)
    return found


def _arranged(
    contents: Contents,
    body: Rect,
    data: tuple[float, float],
    on_ground: Callable[[float], bool],
    only: Way | None,
) -> Arranged | None:
    """Return the page on which the map is large and everything else is whole; None where there is none.

    Parameters
    ----------
    body : Rect
        Where map and side stand.
    data : tuple of float
        Width and height of what the map must show, in any unit.
    on_ground : callable
        Tells whether there is ground for a map of a shape, width over height.
    only : Way, optional
        The one way to set it; else all are tried.
    """
    page = contents.page
    every = [only] if only else list(ways(page, body, foot=not contents.request.table))
    whole = min(body.width / data[0], body.height / data[1])

    def largest(shrink: float, *, short: bool, entries: int | None = None) -> tuple[float, Arranged] | None:
        """Return what fits with the largest map, and what that is worth."""
        best, widest = None, 0.0
        for way in every:
            how = Filling(way, shrink, contents.short(every=short), entries, contents.changes)
            sidebar = contents.filled(how)
            rtl = contents.request.view.lang == "ar"
            layout = laid_out(page, body, way, sidebar.height, contents.foot_of(way), rtl=rtl)
            if layout is None or not on_ground(layout.map.width / layout.map.height):
                continue
            had = min(layout.map.width / data[0], layout.map.height / data[1]) / whole
            share = _worth(page, layout.map, had) * _liked(page, way)
            area, most = _area(layout.map), best[0] if best else 0.0
            if share * _EVEN > most or (share >= most * _EVEN and area > widest):
                best, widest = (max(share, most), Arranged(layout, sidebar, how)), area
        return best

    best: tuple[float, Arranged] | None = None
    for short, shrink, wanted in _tries(page, contents.request.view.lang):
        found = largest(shrink, short=short)
        if found and best:
            # Below the share that a page is to have of map, any gain counts.
            any_gain = shrink == best[1].how.shrink or (page.mostly and best[0] < 1)
            found = found if found[0] > best[0] * (1.0 if any_gain else _GAIN) else None
        best = found or best
        if best and best[0] / _liked(page, best[1].how.way) >= wanted:
            again = largest(shrink, short=True) if _is_little(page, best[1]) else None
            return _lengthened(contents, _larger(best[1], again[1] if again else None))
    # Where nothing fits, as much of the legend as leaves a map; it says how many entries are missing.
    entries = 0 if contents.changes else sum(len(group.entries) for group in contents.drawn.legend)
    while (best is None or best[0] / _liked(page, best[1].how.way) < _LEAST) and entries:
        entries = entries * 4 // 5
        best = largest(_tries(page, contents.request.view.lang)[-1][1], short=True, entries=entries)
    if best is None or best[0] / _liked(page, best[1].how.way) < _LEAST:
        return None
    return _lengthened(contents, best[1])


def _area(rect: Rect) -> float:
    return rect.width * rect.height


def _is_little(page: Page, one: Arranged) -> bool:
    """Tell whether whole texts leave so little map that short forms are tried."""
    return not one.how.short and _area(one.layout.map) < _LITTLE * _area(page.rect)


def _larger(one: Arranged, other: Arranged | None) -> Arranged:
    """Return the other page where its map is far larger."""
    return other if other and _area(other.layout.map) > _FAR_MORE * _area(one.layout.map) else one


def _lengthened(contents: Contents, one: Arranged) -> Arranged:
    """Return the same page with whole texts of call-outs, and what differs, as far as the side has room."""
    room = one.layout.side.height - spare(contents.page)

    def longer(how: Filling) -> Arranged:
        sidebar = contents.filled(how)
        return replace(one, sidebar=sidebar, how=how) if sidebar.height <= room else one

    for number in sorted(one.how.short):
        one = longer(replace(one.how, short=one.how.short - {number}))
    changes = one.how.changes
    while 0 < changes < len(contents.drawn.changes) and one.how.changes == changes:
        changes += 1
        one = longer(replace(one.how, changes=changes))
    return one


def _liked(page: Page, way: Way) -> float:
    """Return what a map is worth in a way; on a page to be mostly map nearly its size alone counts."""
    return max(way.liked, _NEARLY) if page.mostly else way.liked


def _worth(page: Page, rect: Rect, share: float) -> float:
    """Return what a map with a share of the largest is worth: on a page to be mostly map, first its area."""
    if not page.mostly:
        return share
    had = _area(rect) / (page.mostly * _area(page.rect))
    return had if had < 1 else 1 + share


def refilled(contents: Contents, one: Arranged) -> Arranged | None:
    """Return the same page with what stands beside the map set anew; None where that has no room."""
    tries = _tries(contents.page, contents.request.view.lang)
    for entries in (None, *range(len(contents.drawn.legend) * 4, 0, -4)):
        for short, shrink, _ in tries if entries is None else tries[-1:]:
            how = replace(one.how, shrink=shrink, short=contents.short(every=short), entries=entries)
            sidebar = contents.filled(how)
            if sidebar.height <= one.layout.side.height + _EVEN:
                return _lengthened(contents, replace(one, sidebar=sidebar, how=how))
    return None


def _tries(page: Page, lang: Language) -> tuple[tuple[bool, float, float], ...]:
    if page.mostly:
        return _MOSTLY_IN_BOTH if lang == "en+ar" else _MOSTLY
    return _IN_BOTH if lang == "en+ar" else _TRIES


def _column(width: float, columns: int, between: float) -> float:
    return (width - between * (columns - 1)) / columns


def draw_sidebar(contents: Contents, one: Arranged) -> frozenset[int]:
    """Draw the bands from the top of the side, as they were fitted; only numbers in them may be others.

    Returns the numbers of call-outs for whose texts short forms stand.
    """
    page = contents.page
    one = replace(one, sidebar=contents.filled(one.how))
    if one.sidebar.height > one.layout.side.height + _EVEN:
        # With other numbers in it a text may have a line more: then all of it is a little smaller.
        one = refilled(contents, one) or one
    rtl = contents.request.view.lang == "ar"
    side, top, between = one.layout.side, one.layout.side.top, gap(page)
    for band, above in zip(one.sidebar.bands, one.sidebar.above, strict=True):
        columns = len(band)
        top -= above
        width = _column(side.width, columns, between)
        used = 0.0
        for i, lines in enumerate(band):
            place = columns - 1 - i if rtl else i
            rect = Rect(side.x + place * (width + between), side.y, width, top - side.y)
            used = max(used, draw_column(page, rect, lines, rtl=rtl))
        top -= used
    return one.how.short
