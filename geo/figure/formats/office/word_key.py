"""The key of a Word page: its groups as lines, and how high they are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from geo.figure.drawn import LegendEntry, LegendGroup
from geo.figure.formats.office.slide_parts import Paragraph
from geo.figure.formats.office.word_parts import Piece, hang, picture, write
from geo.figure.formats.office.word_text import POINT, STYLES, in_lines, set_tall
from geo.figure.mapped import swatch
from geo.figure.page.legend import entries_of, is_list
from geo.model import Language

_SWATCH = (0.62, 0.413)
"""Millimetres of a swatch across and up for one point of text."""
_APART = 1.0
"""Millimetres between a swatch and its text."""
_SWATCH_DPI = 300


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line of the key and the swatches before it; its texts stand below each other where they must."""

    texts: tuple[str, ...]
    swatches: tuple[LegendEntry, ...] = ()
    head: bool = False

    def indent(self, size: float) -> float:
        """Return the millimetres in which its swatches stand."""
        across = _SWATCH[0] * size * len(self.swatches)
        return across + _APART if self.swatches else 0.0

    def set(self, size: float, width: float) -> tuple[str, ...]:
        """Return its texts as they are set in a column of a width in millimetres."""
        return in_lines(self.texts, size - 1, self._room(size, width), bold=self.head)

    def height(self, size: float, width: float) -> float:
        """Return the millimetres that it takes in a column."""
        told = [Paragraph(text, size - 1, bold=self.head) for text in self.set(size, width)]
        texts = set_tall(told, self._room(size, width))
        if self.head:
            return texts + STYLES["Heading 3"].before * POINT
        # A line with a swatch is as high as that, and what is below its base line.
        line = set_tall(told[:1], 1000.0)
        return texts + max(_SWATCH[1] * size + line * 0.2 - line, 0.0) if self.swatches else texts

    def _room(self, size: float, width: float) -> float:
        return width - self.indent(size) - 2.5


def key_of(group: LegendGroup, lang: Language, *, brief: bool = False) -> Iterator[KeyLine]:
    """Yield a group of a merged legend line by line, as the page has it; `brief`: one with little room."""
    if brief and is_list(group):
        yield KeyLine(group.name.lines(lang), group.entries, head=True)
        return
    yield KeyLine(group.name.lines(lang), head=True)
    before: tuple[LegendEntry, ...] = ()
    for texts, entry in entries_of(group, lang, brief=brief):
        before += (entry,)
        if texts:
            yield KeyLine(texts, before)
            before = ()


def key_height(group: LegendGroup, size: float, width: float, lang: Language) -> float:
    """Return the millimetres that a group takes in a column of a width, for type of a size in points."""
    return sum(line.height(size, width) for line in key_of(group, lang))


def write_key(cell: Any, groups: Sequence[LegendGroup], size: float, width: float, lang: Language) -> None:
    """Write groups into a cell of a table, which has one paragraph already."""
    lines = [line for group in groups for line in key_of(group, lang)]
    for i, line in enumerate(lines):
        paragraph = cell.add_paragraph() if i or cell.paragraphs[-1].text else cell.paragraphs[-1]
        if line.head:
            paragraph.style = "Heading 3"
        for entry in line.swatches:
            told = entry.name.text("ar" if lang == "ar" else "en")
            across, high = (by * size for by in _SWATCH)
            picture(paragraph, swatch(entry, _SWATCH_DPI), across, high, told, told)
        texts = line.set(size, width)
        if line.swatches:
            hang(paragraph, line.indent(size))
        pieces = [Piece(text, line=bool(number)) for number, text in enumerate(texts)]
        write(paragraph, [Piece("", tab=True), *pieces] if line.swatches else pieces)
