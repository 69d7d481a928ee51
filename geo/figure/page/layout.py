"""Where the map and what goes with it stand on a page, in points."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geo.figure.map.graticule import room
from geo.figure.sheet.paper import Page, Rect
from geo.figure.sheet.sizes import Size

MARGIN = 22.0
"""Points on A4."""
_GAP = 9.0
_BESIDE = ((1, 176.0), (2, 292.0), (3, 390.0))
"""Columns of the legend beside the map, and the width of them all; the narrow one first."""
_BELOW = (0.27, 0.36, 0.46)
"""Share of the page's height that legend and notes take below the map."""
_COLUMNS_BELOW = 3


@dataclass(frozen=True, slots=True)
class Layout:
    """One way to fill a page.

    Attributes
    ----------
    map : Rect
        The frame of the map; the degrees stand round it.
    side : Rect
        Legend and notes.
    columns : int
        Of the legend in `side`.
    apart : bool
        Whether the notes have a column of their own beside those of the legend, else they stand below it.
    gap : float
        Points between columns.
    """

    map: Rect
    side: Rect
    columns: int
    apart: bool
    gap: float

    @property
    def column_width(self) -> float:
        """Width of a column of the legend in points."""
        every = self.columns + self.apart
        return (self.side.width - self.gap * (every - 1)) / every

    def column(self, i: int) -> Rect:
        """Return the i-th column of `side` from the left."""
        width = self.column_width
        return Rect(self.side.x + i * (width + self.gap), self.side.y, width, self.side.height)


def margin(page: Page) -> float:
    """Return the empty margin of a page in points."""
    return MARGIN * page.scale


def layouts(page: Page, size: Size, heading: float, footer: float) -> Iterator[Layout]:
    """Yield the ways to fill a page, those with the largest map first.

    Parameters
    ----------
    heading, footer : float
        Points that title and small print take.
    """
    edge, gap, degrees = margin(page), _GAP * page.scale, room(page)
    body = Rect(
        edge,
        edge + footer + gap * 0.6,
        page.rect.width - 2 * edge,
        page.rect.height - 2 * edge - heading - footer - gap * 1.2,
    )
    if size.furniture == "beside":
        for columns, wide in _BESIDE:
            width = min(wide * page.scale, body.width * 0.5)
            side = Rect(body.right - width, body.y, width, body.height)
            around = Rect(body.x, body.y, body.width - width - gap, body.height)
            yield Layout(around.inset(degrees), side, columns, apart=False, gap=gap)
    else:
        for share in _BELOW:
            tall = page.rect.height * share
            side = Rect(body.x, body.y, body.width, tall)
            around = Rect(body.x, body.y + tall + gap, body.width, body.height - tall - gap)
            yield Layout(around.inset(degrees), side, _COLUMNS_BELOW - 1, apart=True, gap=gap * 1.3)
