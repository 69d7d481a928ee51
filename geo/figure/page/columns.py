"""Lines of text with swatches, set in columns: measured first, so that nothing is cut or covered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from geo.figure.sheet.paper import Page, Rect, Type

Swatch = Callable[[Rect], None]

APART = 4.0
"""Points between a swatch and its text."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a column.

    Attributes
    ----------
    indent : float
        Points from the column's edge to the text; the swatch stands in them.
    before : float
        Points of room above it, unless it comes first in its column.
    keep : bool
        Whether it may not be the last of a column: a heading.
    ltr : bool
        Whether it is set from the left also where all else is set from the right.
    """

    text: str
    kind: Type
    indent: float = 0.0
    before: float = 0.0
    keep: bool = False
    swatch: Swatch | None = None
    least: float = 0.0
    ltr: bool = False

    @property
    def height(self) -> float:
        """Points from its top to the top of the next."""
        ink = self.kind.above(self.text) + self.kind.below(self.text) if self.text else 0.0
        return max(self.kind.leading, ink + 0.4, self.least)


def height(lines: Sequence[Line]) -> float:
    """Return how many points the lines take, one below the other."""
    return sum(line.height + (line.before if i else 0.0) for i, line in enumerate(lines))


def flow(lines: Sequence[Line], columns: int, most: float) -> list[list[Line]] | None:
    """Return the lines in columns of at most `most` points, as even as can be; None when they do not fit."""
    if height(lines) > columns * most:
        return None
    target = min(most, height(lines) / columns)
    while target <= most + 1e-6:
        filled = _filled(lines, columns, target)
        if filled is not None:
            return filled
        if target >= most:
            break
        target = min(most, target + 3)
    return None


def _filled(lines: Sequence[Line], columns: int, most: float) -> list[list[Line]] | None:
    found: list[list[Line]] = []
    current: list[Line] = []
    at = 0
    while at < len(lines):
        # A heading goes along with the line that it heads.
        unit = [lines[at]]
        while unit[-1].keep and at + len(unit) < len(lines):
            unit.append(lines[at + len(unit)])
        if current and height([*current, *unit]) > most + 1e-6:
            found.append(current)
            current = []
        current += unit
        at += len(unit)
    found.append(current)
    fits = len(found) <= columns and all(height(column) <= most + 1e-6 for column in found)
    return found if fits else None


def draw_column(page: Page, rect: Rect, lines: Sequence[Line], *, rtl: bool) -> float:
    """Set lines from the top of a rectangle; return the points that they take."""
    y = rect.top
    for i, line in enumerate(lines):
        y -= line.before if i else 0.0
        ink = line.kind.above(line.text) + line.kind.below(line.text) if line.text else 0.0
        base = y - (line.height - ink) / 2 - (line.kind.above(line.text) if line.text else 0.0)
        if line.text:
            from_right = rtl and not line.ltr
            x = rect.right - line.indent if from_right else rect.x + line.indent
            page.text(x, base, line.text, line.kind, "right" if from_right else "left")
        if line.swatch:
            left = rect.right - line.indent + APART if rtl else rect.x
            line.swatch(Rect(left, y - line.height, line.indent - APART, line.height))
        y -= line.height
    return rect.top - y
