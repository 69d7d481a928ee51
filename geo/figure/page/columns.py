"""Lines of text with swatches, set in columns: measured first, so that nothing is cut or covered."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise, zip_longest
from unicodedata import bidirectional

from geo.figure.sheet.paper import Horizontal, Page, Type
from geo.figure.sheet.sizes import Rect

Swatch = Callable[[Rect], None]

APART = 4.0
"""Points between a swatch and its text."""
_NEAR = 0.5
"""Points to which columns are made even."""


@dataclass(frozen=True)  # without slots: what it measures is kept
class Line:
    """One line of a column.

    Attributes
    ----------
    indent : float
        Points from the column's edge to the text; the swatch stands in them.
    before : float
        Points of room above it, unless it comes first in its column.
    keep : bool
        Whether it may not be the last of a column: a heading, or what must stay together.
    ltr : bool
        Whether it is set from the left also where all else is set from the right.
    rtl : bool
        Whether it is set from the right also where all else is set from the left.
    lead : tuple of str and Type, optional
        What stands before the text in its own type, such as a name.
    beside : tuple of Line
        What goes on in the same line, each after the one before.
    """

    text: str
    kind: Type
    indent: float = 0.0
    before: float = 0.0
    keep: bool = False
    swatch: Swatch | None = None
    least: float = 0.0
    ltr: bool = False
    rtl: bool = False
    lead: tuple[str, Type] | None = None
    beside: tuple[Line, ...] = ()

    @property
    def samples(self) -> int:
        """How many swatches stand in it."""
        return sum(one.swatch is not None for one in (self, *self.beside))

    @cached_property
    def width(self) -> float:
        """Points across, from the column's edge."""
        across = self.indent + (self.kind.width(self.text) if self.text else 0.0)
        if self.lead:
            across += self.lead[1].width(self.lead[0]) + space(self.kind)
        return across + sum(one.gap + other.width for one, other in pairwise((self, *self.beside)))

    @property
    def gap(self) -> float:
        """Points to what stands beside it: none after a swatch without a text."""
        return self.kind.size if self.text or self.lead else 0.0

    def followed(self, other: Line) -> Line:
        """Return the same line with another beside it, and what stands beside that."""
        return replace(self, beside=(*self.beside, replace(other, beside=()), *other.beside), keep=other.keep)

    @cached_property
    def height(self) -> float:
        """Points from its top to the top of the next."""
        above, below = self.reach
        return max(self.kind.leading, above + below + 0.4, self.least)

    @cached_property
    def reach(self) -> tuple[float, float]:
        """How far its letters reach above and below its base line, in points."""
        set_as = [(self.text, self.kind), *([self.lead] if self.lead else [])]
        reached = [(kind.above(text), kind.below(text)) for text, kind in set_as if text]
        reached += [one.reach for one in self.beside]
        return max((one for one, _ in reached), default=0.0), max((one for _, one in reached), default=0.0)


def height(lines: Sequence[Line]) -> float:
    """Return how many points the lines take, one below the other."""
    return sum(line.height + (line.before if i else 0.0) for i, line in enumerate(lines))


def packed(items: Iterable[Sequence[Line]], width: float) -> list[Line]:
    """Return the lines of items, those of one line beside each other where a width in points has room."""
    found: list[Line] = []
    alone = True
    for item in items:
        joined = found[-1].followed(item[0]) if found and not alone and len(item) == 1 else None
        if joined and joined.width <= width:
            found[-1] = joined
        else:
            found += item
            alone = len(item) > 1
    return found


def in_parallel(first: Iterable[Line], second: Iterable[Line]) -> list[Line]:
    """Return two texts side by side, line by line; the second is to run from the right."""
    rows = zip_longest(first, second)
    return [one.followed(other) if one and other else one or other for one, other in rows]


def flow(lines: Sequence[Line], columns: int, most: float) -> list[list[Line]] | None:
    """Return the lines in even columns of at most `most` points; None when they do not fit."""
    found = evened(lines, columns)
    return found if max(map(height, found)) <= most + 1e-6 else None


def evened(lines: Sequence[Line], columns: int) -> list[list[Line]]:
    """Return the lines in columns that are as even, and so as short, as what stays together allows."""
    units = _units(lines)
    tall = [(unit[0].before, height(unit)) for unit in units]
    # One part may be taller than the rest would be: then the columns are as tall as it.
    least, high = max((own for _, own in tall), default=0.0) - 1e-6, height(lines)
    low, best = high / columns, _starts(tall, high)
    while high - low > _NEAR:
        middle = (low + high) / 2
        starts = _starts(tall, middle) if least <= middle else []
        if 0 < len(starts) <= columns:
            best, high = starts, middle
        else:
            low = middle
    return [
        [line for unit in units[start:end] for line in unit] for start, end in pairwise((*best, len(units)))
    ]


def _units(lines: Sequence[Line]) -> list[list[Line]]:
    """Return the lines in the parts that stay together: a heading goes along with what it heads."""
    units: list[list[Line]] = []
    for line in lines:
        if units and units[-1][-1].keep:
            units[-1].append(line)
        else:
            units.append([line])
    return units


def _starts(tall: Sequence[tuple[float, float]], most: float) -> list[int]:
    """Return with which part each column begins; parts by the room above them and their height, in points."""
    starts = [0]
    used = 0.0
    for i, (before, own) in enumerate(tall):
        if used and used + before + own > most + 1e-6:
            starts.append(i)
            used = own
        else:
            used += own + (before if used else 0.0)
    return starts


def draw_column(page: Page, rect: Rect, lines: Sequence[Line], *, rtl: bool) -> float:
    """Set lines from the top of a rectangle; return the points that they take."""
    y = rect.top
    for i, line in enumerate(lines):
        y -= line.before if i else 0.0
        above, below = line.reach
        base = y - (line.height - above - below) / 2 - above
        used = 0.0
        for one in (replace(line, beside=()), *line.beside):
            left = rect.x if rtl else rect.x + used
            _draw_line(page, Rect(left, y - line.height, rect.width - used, line.height), base, one, rtl=rtl)
            used += one.width + one.gap
        y -= line.height
    return rect.top - y


def _draw_line(page: Page, rect: Rect, base: float, line: Line, *, rtl: bool) -> None:
    """Set one line in a rectangle as high as it, on a base line."""
    from_right = line.rtl or (rtl and not line.ltr)
    x = rect.right - (line.indent if rtl else 0.0) if from_right else rect.x + (0.0 if rtl else line.indent)
    align: Horizontal = "right" if from_right else "left"
    if line.lead:
        page.text(x, base, line.lead[0], line.lead[1], align)
        across = line.lead[1].width(line.lead[0]) + space(line.kind)
        x += -across if from_right else across
    if line.text:
        page.text(x, base, line.text, line.kind, align, from_right=from_right and is_mixed(line.text))
    if line.swatch:
        left = rect.right - line.indent + APART if rtl else rect.x
        line.swatch(Rect(left, rect.y, line.indent - APART, rect.height))


def is_mixed(text: str) -> bool:
    """Tell whether a line of a text that runs from the right has to be told so: it begins with no Arabic."""
    latin = any(letter.isascii() and letter.isalpha() for letter in text)
    return bidirectional(text[0]) not in ("R", "AL") and not (latin and text.isascii())


def space(kind: Type) -> float:
    """Return the points between two words."""
    return kind.width("a b") - kind.width("ab")
