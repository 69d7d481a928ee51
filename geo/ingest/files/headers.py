"""Which row of a table is its header: a spreadsheet often has a title above it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

FIRST: Final = 20
"""Rows among which the header is looked for."""
_NUMBER: Final = re.compile(r"\s*[-+]?[\d.,]+\s*")


def header_of(rows: Sequence[Sequence[str]]) -> int:
    """Return the number of the row that is the header.

    That is the first, or where most of its cells are empty the first that fills most, with no number in it.

    Examples
    --------
    >>> header_of([["Report", "", ""], ["", "", ""], ["Site", "Lat", "Lon"], ["Brega", "30.4", "19.6"]])
    2
    >>> header_of([["Site", "", ""], ["Brega", "30.4", "19.6"]])
    0
    """
    wide = len(rows[0]) if rows else 0
    if not wide or _filled(rows[0]) * 2 > wide:
        return 0
    for number, row in enumerate(rows[1:FIRST], 1):
        if len(row) == wide and _filled(row) * 2 > wide and not any(map(_NUMBER.fullmatch, row)):
            return number
    return 0


def _filled(row: Sequence[str]) -> int:
    return sum(bool(cell.strip()) for cell in row)
