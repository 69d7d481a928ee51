"""A QR code of a link, as one outline: sharp at any resolution, and a few bytes in a PDF."""

from __future__ import annotations

import segno
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outline
from matplotlib.transforms import Affine2D

from geo.figure.sheet.paper import Page
from geo.figure.sheet.sizes import Rect

SIDE, _MODULE = 51.0, 0.42
"""Points of the square, 18 mm, and of a module of it that a telephone still reads: a long link needs more."""
_QUIET = 4
"""Modules left free round it, as the standard wants."""


def side_of(text: str, scale: float) -> float:
    """Return the points that the code of a text is wide, on a page of this scale."""
    across, _ = _code(text).symbol_size(border=_QUIET)
    return max(SIDE * scale, across * _MODULE)


def _code(text: str) -> segno.QRCode:
    return segno.make(text, error="l", micro=False)


def draw_code(page: Page, rect: Rect, text: str) -> None:
    """Draw a text as a QR code that fills a square; light paper is behind it, whatever lies there."""
    rows = _code(text).matrix
    module = rect.width / (len(rows) + 2 * _QUIET)
    points: list[tuple[float, float]] = []
    for number, row in enumerate(rows):
        y = rect.top - (number + _QUIET) * module
        start = None
        # A run of dark modules is one rectangle, so that no hairline shows between them.
        for column, dark in enumerate([*row, 0]):
            if dark and start is None:
                start = column
            if not dark and start is not None:
                left, right = (rect.x + (_QUIET + one) * module for one in (start, column))
                points += [(left, y), (right, y), (right, y - module), (left, y - module), (left, y)]
                start = None
    square = [Outline.MOVETO, *[Outline.LINETO] * 3, Outline.CLOSEPOLY]
    paper = Outline.unit_rectangle().transformed(
        Affine2D().scale(rect.width, rect.height).translate(rect.x, rect.y)
    )
    modules = Outline(points, square * (len(points) // len(square)))
    for outline, colour in ((paper, "#FFFFFF"), (modules, "#000000")):
        page.sheet.add_patch(PathPatch(outline, facecolor=colour, edgecolor="none", linewidth=0, zorder=4))
