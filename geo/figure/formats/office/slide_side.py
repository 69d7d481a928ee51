"""Beside the map on a slide: legend, key, counts, grade and sources, in the largest type that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Any

from geo.figure.drawn import Drawn
from geo.figure.formats.office.slide_parts import LINE, QUIET, Paragraph, picture, tall, text_box
from geo.figure.formats.office.word_key import KeyLine, key_of
from geo.figure.mapped import swatch
from geo.figure.page.legend import merged
from geo.figure.page.notes import by_publisher, counted_text, left_out_text, sketch_text, stale_text
from geo.figure.request import FigureRequest
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, grade_text, headed, rtl, say
from geo.model import Language

_LARGEST, _SMALLEST = 10.0, 6.5
"""Points of type."""
_WAYS = ((10.0, False), (9.0, False), (8.0, False), (9.0, True), (8.0, True), (7.0, True), (6.5, True))
"""Size of type, and whether short forms stand for the texts of call-outs, in the order tried."""
_COLUMNS = (1, 2)
_FLAT, _TEXTS = 1.3, (0.55, 0.42)
"""Times as wide as high from which on the texts stand beside the legend; the shares that they try."""
_SWATCH, _PITCH = (8.4, 5.6), 4.7
"""Millimetres of a swatch and of its row at the largest type; the swatch is clear round its middle."""
_APART, _GAP, _BELOW = 1.0, 4.0, 3.0
_LEAST_SOURCES = 4
"""Lines of sources that are always kept room for."""
_SWATCH_DPI = 300
_SPLIT = 14.0
"""Millimetres that one column may be longer, rather than split a layer."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the legend in type of a size."""

    line: KeyLine
    size: float

    def told(self, width: float) -> list[Paragraph]:
        """Return its texts as they are set in a column: in one line, else each language in its own lines."""
        one = self._paragraph(BOTH.join(self.line.texts))
        if one.height(width - self.indent) < self.size * LINE * 1.5 * 25.4 / 72:
            return [one]
        return [self._paragraph(text) for text in self.line.texts]

    def _paragraph(self, text: str) -> Paragraph:
        # In both languages the Arabic stands at the swatch, as the English does.
        return Paragraph(text, self.size, bold=self.line.head, left=len(self.line.texts) > 1)

    def height(self, width: float) -> float:
        least = _PITCH * self.size / _LARGEST if self.line.swatches else 0.0
        return max(tall(self.told(width), width - self.indent), least) + self.before

    @property
    def before(self) -> float:
        """Millimetres above a heading, in its own height."""
        return self.size * 0.12 if self.line.head else 0.0

    @property
    def indent(self) -> float:
        swatches = len(self.line.swatches)
        return _SWATCH[0] * self.size / _LARGEST * swatches + _APART if swatches else 0.0


@dataclass(frozen=True, slots=True)
class Side:
    """The side as it fits: columns of the legend, then the texts.

    Attributes
    ----------
    legend, texts : Rect
        Where they stand.
    """

    columns: tuple[tuple[_Row, ...], ...]
    told: tuple[Paragraph, ...]
    column_width: float
    legend: Rect
    texts: Rect


def fitted_side(drawn: Drawn, request: FigureRequest, rect: Rect) -> Side:
    """Return what fits into a rectangle of the slide (millimetres), cut where nothing else helps."""
    whole = _whole(drawn, request, rect)
    return whole or _cut(_rows(drawn, request.view.lang, _SMALLEST), drawn, request, rect)


def holds(drawn: Drawn, request: FigureRequest, rect: Rect) -> bool:
    """Tell whether a rectangle has room for all of the side."""
    return _whole(drawn, request, rect) is not None


def _whole(drawn: Drawn, request: FigureRequest, rect: Rect) -> Side | None:
    for size, short in _WAYS:
        for columns, share in product(_COLUMNS, _TEXTS if rect.width > rect.height * _FLAT else (1.0,)):
            side = _tried(drawn, request, rect, size=size, columns=columns, short=short, share=share)
            if side:
                return side
    return None


def _halves(rect: Rect, share: float, lang: Language) -> tuple[Rect, Rect] | None:
    """Return the places of legend and texts beside each other; None where these have the whole width."""
    if share == 1:
        return None
    texts = (rect.width - _GAP) * share
    legend = rect.width - _GAP - texts
    if lang == "ar":
        return replace(rect, x=rect.x + texts + _GAP, width=legend), replace(rect, width=texts)
    return replace(rect, width=legend), replace(rect, x=rect.x + legend + _GAP, width=texts)


def _below_legend(rect: Rect, legend: float) -> Rect:
    top = legend + _BELOW
    return Rect(rect.x, rect.y + top, rect.width, rect.height - top)


def draw_side(slide: Any, side: Side, lang: Language) -> None:
    """Draw the side into its rectangles."""
    mirrored, rect = lang == "ar", side.legend
    for i, rows in enumerate(side.columns):
        place = len(side.columns) - 1 - i if mirrored else i
        x, y = rect.x + place * (side.column_width + _GAP), rect.y
        for row in rows:
            high = row.height(side.column_width)
            if row.line.swatches:
                _entry(slide, row, Rect(x, y, side.column_width, high), mirrored=mirrored)
            else:
                rect_of = Rect(x, y + row.before, side.column_width, high - row.before)
                text_box(slide, rect_of, row.told(side.column_width), "Legend: layer")
            y += high
    text_box(slide, side.texts, side.told, "Key and sources")


def _entry(slide: Any, row: _Row, rect: Rect, *, mirrored: bool) -> None:
    share = row.size / _LARGEST
    wide, high = _SWATCH[0] * share, _SWATCH[1] * share
    one_line = row.size * LINE * 25.4 / 72
    middle = rect.y + max(_PITCH * share, one_line) / 2
    for i, entry in enumerate(row.line.swatches):
        x = rect.x + rect.width - wide * (i + 1) if mirrored else rect.x + wide * i
        text = entry.name.text("ar" if mirrored else "en")
        box = Rect(x, middle - high / 2, wide, high)
        picture(slide, swatch(entry, _SWATCH_DPI), box, f"Swatch: {text[:60]}", text)
    left = rect.x if mirrored else rect.x + row.indent
    down = middle - one_line / 2 - rect.y
    text_box(
        slide,
        Rect(left, rect.y + down, rect.width - row.indent, max(rect.height - down, one_line)),
        row.told(rect.width),
        "Legend: entry",
    )


def _rows(drawn: Drawn, lang: Language, size: float) -> list[_Row]:
    return [_Row(line, size) for group in merged(drawn.legend) for line in key_of(group, lang)]


def _tried(
    drawn: Drawn, request: FigureRequest, rect: Rect, *, size: float, columns: int, short: bool, share: float
) -> Side | None:
    lang = request.view.lang
    halves = _halves(rect, share, lang)
    own = halves[0] if halves else rect
    width = (own.width - _GAP * (columns - 1)) / columns
    flowed = _flowed(_rows(drawn, lang, size), width, columns)
    legend = max((sum(row.height(width) for row in rows) for rows in flowed), default=0.0)
    beside = halves[1] if halves else _below_legend(rect, legend)
    texts = _below(drawn, request, size, short=short)
    sources = _sources(drawn, lang, size, beside.width, beside.height - tall(texts, beside.width))
    if sources is None or legend > own.height:
        return None
    return Side(tuple(tuple(rows) for rows in flowed), (*texts, *sources), width, own, beside)


def _cut(rows: Sequence[_Row], drawn: Drawn, request: FigureRequest, rect: Rect) -> Side:
    """Return as much of the legend as the texts leave room for; it says how many entries are in the notes."""
    lang, size = request.view.lang, _SMALLEST
    columns = _COLUMNS[-1]
    width = (rect.width - _GAP * (columns - 1)) / columns
    texts = _below(drawn, request, size, short=True)
    kept = len(rows)
    while True:
        kept = max(kept - 1, 1)
        left = sum(len(row.line.swatches) for row in rows[kept:])
        more = _Row(KeyLine((say("more_entries", lang, count=left),)), size)
        flowed = _flowed([*rows[:kept], more], width, columns)
        legend = max(sum(row.height(width) for row in column) for column in flowed)
        below = _below_legend(rect, legend)
        sources = _sources(drawn, lang, size, rect.width, below.height - tall(texts, rect.width))
        if sources is not None and legend <= rect.height * 0.5:
            return Side(tuple(tuple(column) for column in flowed), (*texts, *sources), width, rect, below)
        if kept == 1:
            # What is said last is the first to go to the notes, and no call-out before it.
            texts.pop()


def _flowed(rows: Sequence[_Row], width: float, columns: int) -> list[list[_Row]]:
    """Return the rows in columns as even as whole layers allow; a long layer is split below its heading."""
    if columns == 1:
        return [list(rows)]
    total = sum(row.height(width) for row in rows)
    best: tuple[float, int] = (total, len(rows))
    used = 0.0
    for i, row in enumerate(rows):
        # A heading goes along with the entry that it heads.
        split_layer = i > 0 and not row.line.head
        if i > 1 and not (split_layer and not rows[i - 1].line.swatches):
            cost = max(used, total - used) + (_SPLIT if split_layer else 0.0)
            best = min(best, (cost, i))
        used += row.height(width)
    return [list(rows[: best[1]]), list(rows[best[1] :])]


def _below(drawn: Drawn, request: FigureRequest, size: float, *, short: bool) -> list[Paragraph]:
    """Return the key of the call-outs, how to read, what is left out, the grade and the briefer's notes."""
    lang = request.view.lang
    small = max(size - 1, 7.0)
    told = []
    for i, callout in enumerate(drawn.callouts):
        text = callout.told(lang, short=short)
        name = callout.name.text(lang)
        lead = f"{callout.number}  {name}"
        before = 2.0 if i else 0.0
        if text and rtl(name) == rtl(text):
            told.append(Paragraph(f": {text}", small, lead=lead, before=before))
        else:
            told.append(Paragraph(lead, small, bold=True, before=before))
            told += [Paragraph(text, small)] if text else []
    signs = [
        *([stale_text(drawn, lang)] if drawn.aged.stale else []),
        *([counted_text(drawn, lang)] if drawn.counted else []),
        *([say("coarse", lang)] if drawn.coarse else []),
        *([say("banded", lang)] if drawn.banded else []),
        *([say("frames", lang)] if request.frames else []),
    ]
    told += [
        Paragraph(sign, small, colour=QUIET, before=0.0 if i or not told else 4.0)
        for i, sign in enumerate(signs)
    ]
    grade = grade_text(drawn.reliability, drawn.credibility, drawn.grade, lang) if drawn.grade else ""
    for heading, text in (
        (say("left_out", lang), left_out_text(drawn, lang)),
        (say("grade", lang), grade),
        (say("sketch", lang), sketch_text(drawn, request)),
        (say("notes", lang), request.notes),
    ):
        if text:
            told.append(Paragraph(text, small, colour=QUIET, lead=f"{heading}: ", before=3.0))
    return told


def _sources(drawn: Drawn, lang: Language, size: float, width: float, room: float) -> list[Paragraph] | None:
    """Return the sources in `room` millimetres; None when there is not enough for a few lines."""
    small = max(size - 1, 7.0)
    publishers = by_publisher(drawn.sources)
    if room < _LEAST_SOURCES * small * 1.2 * 25.4 / 72:
        return None
    if not publishers:
        return []
    low, high = 1, len(publishers)
    while low < high:
        middle = (low + high + 1) // 2
        if tall(list(_listed(publishers, middle, lang, small)), width) <= room:
            low = middle
        else:
            high = middle - 1
    return list(_listed(publishers, low, lang, small))


def _listed(publishers: Sequence[str], count: int, lang: Language, size: float) -> Iterator[Paragraph]:
    left = len(publishers) - count
    more = [say("more_sources", lang, count=left)] if left else []
    yield Paragraph(headed("sources", lang), size, bold=True, before=3.0)
    yield Paragraph("; ".join([*publishers[:count], *more]) + ".", size, colour=QUIET)
