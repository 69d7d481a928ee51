"""The pages that a figure can have, and rectangles on them; nothing here draws: a server needs no more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType

from geo.language import mark

MM_PER_INCH = 25.4


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle in points; `x`, `y` its lower left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def top(self) -> float:
        """The upper edge."""
        return self.y + self.height

    def inset(self, by: float) -> Rect:
        """Return the rectangle that lies `by` points inside."""
        return Rect(self.x + by, self.y + by, self.width - 2 * by, self.height - 2 * by)

    def overlaps(self, other: Rect, gap: float = 0.0) -> bool:
        """Tell whether less than `gap` points lie between the two."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.top + gap
            and other.y < self.top + gap
        )

    def shifted(self, dx: float, dy: float) -> Rect:
        """Return the same rectangle elsewhere."""
        return replace(self, x=self.x + dx, y=self.y + dy)


@dataclass(frozen=True, slots=True)
class Size:
    """One page.

    Attributes
    ----------
    code : str
        What the file name calls it, such as A4L.
    title : str
        What a menu calls it.
    width, height : float
        Millimetres.
    scale : float
        Size of type and symbols against those of an A4 page.
    edge : float
        Points of the empty margin, for type of the size on A4; a figure for a page of text has that page's.
    mostly : float
        Share of the page that the map has where all else allows it; 0 = as large as good type leaves it. On
        such a page degrees stand inside the map, and the texts beside it close to each other.
    """

    key: str
    code: str
    title: str
    width: float
    height: float
    scale: float = 1.0
    edge: float = 22.0
    mostly: float = 0.0

    @property
    def inches(self) -> tuple[float, float]:
        """Width and height in inches, as matplotlib wants them."""
        return self.width / MM_PER_INCH, self.height / MM_PER_INCH


SIZES: Mapping[str, Size] = MappingProxyType(
    {
        size.key: size
        for size in (
            Size("a4-landscape", "A4L", mark("A4 landscape"), 297, 210),
            Size("a4-portrait", "A4P", mark("A4 portrait"), 210, 297),
            Size("a3-landscape", "A3L", mark("A3 landscape"), 420, 297, 1.3),
            Size("a3-portrait", "A3P", mark("A3 portrait"), 297, 420, 1.3),
            Size("letter-landscape", "LTL", mark("Letter landscape"), 279.4, 215.9),
            Size("letter-portrait", "LTP", mark("Letter portrait"), 215.9, 279.4),
            Size("16x9", "16x9", mark("Slide 16:9"), 338.667, 190.5, 1.1),
            Size("square", "SQ", mark("Square"), 220, 220, 0.95),
            Size("docx-full", "DOCF", mark("Word, full page"), 160, 220, 0.86, 5),
            Size("docx-half", "DOCH", mark("Word, half a page"), 160, 115, 0.78, 5, mostly=0.5),
        )
    }
)
"""By key. The two for Word are 160 mm wide, the text width of an A4 page with margins of 25 mm."""

DPIS = (150, 300, 600)
"""Dots per inch that a figure can be asked for."""

PREVIEW_DPI = 96
"""Dots per inch of a preview; never asked for by name."""
