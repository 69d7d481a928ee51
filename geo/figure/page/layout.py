"""Where the map and what goes with it stand on a page, in points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from geo.figure.map.furniture.graticule import room
from geo.figure.sheet.paper import Page
from geo.figure.sheet.sizes import Rect

_GAP, _NARROW_GAP = 11.0, 7.0
_NARROWEST, _STEP, _FINE, _WIDEST = 104.0, 18.0, 5.0, 0.64
"""Points of the side beside the map, from one that is tried to the next (finer on a page that is to be mostly
map), and the share of the page that it takes at most."""
_KEY_COLUMN, _TEXT_COLUMN = 108.0, 150.0
"""Points that a column of the legend, and one of text, has at least."""
_SPARE = 5.0
"""Points on A4 that are kept on a page filled to the last line: a text with other numbers may be longer."""
_BROKEN, _FOOT = 0.93, 0.93
"""What a map is worth beside narrow columns of text, and with the sources below them."""
_LEAST_MAP = 30.0
"""Points that a map has on A4 at the least."""
_MOST_KEYS, _PAIR = 3, 2


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to fill a page.

    Attributes
    ----------
    map : Rect
        The frame of the map; the degrees stand round it.
    side : Rect
        Call-outs, legend and notes.
    foot : Rect, optional
        Sources and small print, where they stand below the side and not below the map.
    """

    map: Rect
    side: Rect
    foot: Rect | None = None

    @property
    def foot_width(self) -> float:
        """Points across of the foot; 0 = there is none."""
        return self.foot.width if self.foot else 0.0


@dataclass(frozen=True, slots=True)
class Way:
    """The side before it is filled.

    Attributes
    ----------
    beside : bool
        Whether it stands beside the map and has its height, else it stands below, as tall as it must be.
    width : float
        Points.
    texts, keys : int
        Columns of texts and of the legend.
    apart : bool
        Whether texts and legend have columns of their own, else all runs through the same.
    foot : bool
        Whether sources and small print stand below it: then the map is as high as the page allows.
    """

    beside: bool
    width: float
    texts: int
    keys: int
    apart: bool = False
    foot: bool = False

    @property
    def liked(self) -> float:
        """What a map is worth in it: texts across the side, and sources across the page, read better."""
        broken = self.beside and self.texts > 1 and not self.apart
        return (_BROKEN if broken else 1.0) * (_FOOT if self.foot else 1.0)


def margin(page: Page) -> float:
    """Return the empty margin of a page in points."""
    return page.edge


def gap(page: Page) -> float:
    """Return the points between the parts of a page."""
    return (_NARROW_GAP if page.mostly else _GAP) * page.scale


def body_of(page: Page, heading: float, footer: float) -> Rect:
    """Return what heading and small print, in points, leave for the map and its side."""
    edge = margin(page)
    return Rect(
        edge,
        edge + footer + gap(page) * 0.5,
        page.rect.width - 2 * edge,
        page.rect.height - 2 * edge - heading - footer - gap(page),
    )


def ways(page: Page, body: Rect, *, foot: bool) -> Iterator[Way]:
    """Yield the ways to set what stands with the map; `foot`: also with the sources below it."""
    for way in _ways(page, body):
        yield way
        if foot and way.beside:
            yield replace(way, foot=True)


def _ways(page: Page, body: Rect) -> Iterator[Way]:
    scale = page.scale
    width = _NARROWEST * scale
    while width <= body.width * _WIDEST:
        keys = max(1, min(_MOST_KEYS, int(width // (_KEY_COLUMN * scale))))
        yield Way(beside=True, width=width, texts=1, keys=keys, apart=True)
        if page.mostly:
            # Entries stand beside each other in lines as long as the side is wide, and no bands lie apart.
            yield Way(beside=True, width=width, texts=1, keys=1)
        for columns in range(_PAIR, keys + 1):
            yield Way(beside=True, width=width, texts=columns, keys=columns)
        width += (_FINE if page.mostly else _STEP) * scale
    most = max(1, int(body.width // (_TEXT_COLUMN * scale)))
    for columns in range(max(1, most - 1), most + 1):
        yield Way(beside=False, width=body.width, texts=columns, keys=columns)


def spare(page: Page) -> float:
    """Return the points that are kept on a page filled to the last line."""
    return _SPARE * page.scale if page.mostly else 0.0


def laid_out(page: Page, body: Rect, way: Way, tall: float, foot: float, *, rtl: bool) -> Layout | None:
    """Return the page with a side of these heights in points, and its foot; None where it leaves no map."""
    between, degrees = gap(page), room(page)
    if way.beside:
        if way.foot:
            edge = margin(page)
            body = Rect(body.x, edge, body.width, body.top - edge)
            tall += foot + between
        if tall + spare(page) > body.height:
            return None
        around = Rect(body.x, body.y, body.width - way.width - between, body.height)
        side = Rect(around.right + between, body.y, way.width, body.height)
        if rtl:
            side = Rect(body.x, body.y, way.width, body.height)
            around = Rect(side.right + between, body.y, around.width, body.height)
        below = Rect(side.x, side.y, side.width, foot) if way.foot else None
        if below:
            side = Rect(side.x, below.top + between, side.width, side.top - below.top - between)
    else:
        below = None
        side = Rect(body.x, body.y, body.width, tall)
        around = Rect(body.x, body.y + tall + between, body.width, body.height - tall - between)
    inside = around.inset(degrees)
    return Layout(inside, side, below) if min(inside.width, inside.height) > _LEAST_MAP * page.scale else None
