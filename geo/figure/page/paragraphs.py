"""Paragraphs beside the map: in one language, or in English and then in Arabic from the right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from geo.figure.page.columns import Line, Swatch
from geo.figure.sheet.paper import Type, wrap_after
from geo.model import Language

_APART, _LEAST = 2.0, 0.25
"""Times their size between two texts that share a line, and the share of it that the second has at least."""


@dataclass(frozen=True, slots=True)
class Said:
    """A text in one language; `name`: what it begins with, in bold."""

    lang: Language
    text: str
    name: str = ""


def set_in_turn(
    said: Sequence[Said], lang: Language, kinds: tuple[Type, Type], width: float, indent: float = 0.0, *,
    run_on: bool = False,
) -> list[Line]:  # fmt: skip
    """Return texts one after the other; what runs against the page is set from its other edge.

    Parameters
    ----------
    kinds : tuple of Type
        Of what begins a text, and of the text.
    run_on : bool
        Whether a text that runs the other way begins in the last line of the one before, where that has room.
    """
    bold, kind = kinds
    room = width - indent
    lines: list[Line] = []
    for one in said:
        rtl = turned(one.lang, lang)
        used = lines[-1].width - indent + _APART * kind.size if run_on and rtl and lines else 0.0
        used = used if used < room * (1 - _LEAST) else 0.0
        rows = wrap_after(one.name, bold, one.text, kind, room, used)
        if used and len(rows) > 1 and rows[1][0]:
            # A name is not torn apart between the two.
            used, rows = 0.0, wrap_after(one.name, bold, one.text, kind, room)
        for i, (lead, text) in enumerate(rows):
            line = Line(text, kind, indent, lead=(lead, bold) if lead else None, rtl=rtl)
            if used and not i:
                lines[-1] = lines[-1].followed(line) if lead or text else lines[-1]
            else:
                lines.append(line)
    return lines


def turned(one: Language, lang: Language) -> bool:
    """Tell whether a text in one language runs against a page."""
    return one == "ar" and lang != "ar"


def together(
    lines: Sequence[Line], before: float, swatch: Swatch | None = None, least: float = 0.0
) -> Iterator[Line]:
    """Yield lines as one part of a column, the swatch beside the first; one alone is `least` points high."""
    for i, line in enumerate(lines):
        first, last = i == 0, i == len(lines) - 1
        yield replace(
            line, before=before if first else 0.0, keep=not last, swatch=swatch if first else None,
            least=least if first and last else 0.0,
        )  # fmt: skip
