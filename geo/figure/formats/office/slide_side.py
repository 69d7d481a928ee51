"""Beside the map on a slide: legend, key, counts, grade and sources, in the largest type that fits."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, combinations, pairwise, product
from typing import Any

from geo.figure.drawn import Drawn
from geo.figure.formats.office.slide_parts import LINE, QUIET, Paragraph, picture, tall, text_box
from geo.figure.formats.office.word_key import KeyLine, key_of
from geo.figure.mapped import swatch
from geo.figure.page.legend import joined, merged
from geo.figure.page.notes import plainly
from geo.figure.page.sentences import by_publisher, most, most_listed, publishers_text, remarks, signs
from geo.figure.request import FigureRequest
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, each_of, headed, rtl, say
from geo.model import Language

_LARGEST, _SMALL, _SMALLEST = 10.0, 7.0, 6.5
"""Points of the type in which a swatch has its whole size, of the smallest of texts, and of a legend: and of
texts in fewer words in both languages."""
_SHORTER = 0.6
"""What type is worth where short forms stand for the texts of call-outs."""
_COLUMNS, _BRIEF_COLUMNS = (1, 2), (1, 2, 3)
"""Of the legend, and of that in fewer words: it stands on a page with little room."""
_FLAT, _TEXTS = 1.3, (0.55, 0.42)
"""Times as wide as high from which on the texts stand beside the legend; the shares that they try."""
_SWATCH, _PITCH = (8.4, 5.6), 4.7
"""Millimetres of a swatch and of its row at the largest type; the swatch is clear round its middle."""
_APART, _GAP, _BELOW = 1.0, 4.0, 3.0
_LEAST_SOURCES, _BRIEF_SOURCES = 4, 2
"""Lines of sources that are always kept room for; the same in fewer words."""
_BEFORE, _BRIEF_BEFORE = 2.0, 0.5
"""Points above a paragraph, and above one in fewer words."""
_SWATCH_DPI = 300
_SPLIT, _BRIEF_SPLIT = 14.0, 1.0
"""Millimetres that one column may be longer, rather than split a layer; the same in fewer words."""


@dataclass(frozen=True, slots=True)
class Setting:
    """Size of type in points, and whether short forms stand for the texts of call-outs."""

    size: float
    short: bool

    @property
    def worth(self) -> float:
        """What a map is worth beside it."""
        return self.size * (_SHORTER if self.short else 1.0)


_SIZES = tuple(size / 2 for size in range(round(_SMALLEST * 2), 23))


@dataclass(frozen=True, slots=True)
class Content:
    """What is to stand in the side; `brief`: in fewer words."""

    drawn: Drawn
    request: FigureRequest
    brief: bool

    @property
    def languages(self) -> tuple[Language, ...]:
        """Those of its sentences, one after the other."""
        return each_of(self.request.view.lang)

    @property
    def columns(self) -> tuple[int, ...]:
        """Return how many columns the legend may have."""
        return _BRIEF_COLUMNS if self.brief else _COLUMNS

    def small(self, size: float) -> float:
        """Return the points of the texts beside a legend in type of a size."""
        return max(size - 1, _SMALLEST if self.brief and len(self.languages) > 1 else _SMALL)

    def short(self, setting: Setting) -> frozenset[int]:
        """Return the numbers of call-outs for whose texts short forms stand."""
        return frozenset(one.number for one in self.drawn.callouts if setting.short)


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
    whole : bool
        Whether all of the legend, and all that is said, has room.
    """

    columns: tuple[tuple[_Row, ...], ...]
    told: tuple[Paragraph, ...]
    column_width: float
    legend: Rect
    texts: Rect
    whole: bool = True


def fitted_side(content: Content, rect: Rect) -> Side:
    """Return what fits into a rectangle of the slide (millimetres), cut where nothing else helps."""
    found = [one for short in (False, True) if (one := largest(content, rect, short=short))]
    if not found:
        return _cut(content, rect)
    best = max(found, key=lambda one: one.worth)
    short = content.short(best)
    # Whole texts again, as far as there is room for them.
    for number in sorted(short):
        if _whole(content, rect, best.size, short - {number}):
            short -= {number}
    side = _whole(content, rect, best.size, short)
    assert side is not None  # noqa: S101 - it was tried
    return side


def largest(content: Content, rect: Rect, *, short: bool) -> Setting | None:
    """Return the largest type in which a rectangle has room for all of the side; None where none has."""

    def fits(which: int) -> bool:
        one = Setting(_SIZES[which - 1], short)
        return _whole(content, rect, one.size, content.short(one)) is not None

    found = most(len(_SIZES), fits)
    return Setting(_SIZES[found - 1], short) if found else None


def _whole(content: Content, rect: Rect, size: float, short: frozenset[int]) -> Side | None:
    shares = (1.0, *_TEXTS) if rect.width > rect.height * _FLAT else (1.0,)
    ways = product(content.columns, shares)
    tried = (_tried(content, rect, size, short, columns, share) for columns, share in ways)
    return next((side for side in tried if side), None)


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


def _rows(content: Content, size: float) -> list[_Row]:
    lang = content.request.view.lang
    groups = merged(content.drawn.legend)
    groups = joined(groups) if content.brief else groups
    return [_Row(line, size) for group in groups for line in key_of(group, lang, brief=content.brief)]


def _tried(
    content: Content, rect: Rect, size: float, short: frozenset[int], columns: int, share: float
) -> Side | None:
    halves = _halves(rect, share, content.request.view.lang)
    own = halves[0] if halves else rect
    width = (own.width - _GAP * (columns - 1)) / columns
    flowed = _flowed(content, _rows(content, size), width, columns)
    legend = max((sum(row.height(width) for row in rows) for rows in flowed), default=0.0)
    beside = halves[1] if halves else _below_legend(rect, legend)
    texts = _below(content, size, short, beside.width)
    sources = _sources(content, size, beside.width, beside.height - tall(texts, beside.width))
    if sources is None or legend > own.height:
        return None
    return Side(tuple(tuple(rows) for rows in flowed), (*texts, *sources), width, own, beside)


def _cut(content: Content, rect: Rect) -> Side:
    """Return as much of the legend as the texts leave room for; it says how many entries are in the notes."""
    lang, size = content.request.view.lang, _SMALLEST
    rows = _rows(content, size)
    columns = content.columns[-1]
    width = (rect.width - _GAP * (columns - 1)) / columns
    texts = _below(content, size, content.short(Setting(size, short=True)), rect.width)
    kept = len(rows)
    while True:
        kept = max(kept - 1, 1)
        left = sum(len(row.line.swatches) for row in rows[kept:])
        more = _Row(KeyLine((headed("more_entries", lang, count=left),)), size)
        flowed = _flowed(content, [*rows[:kept], more], width, columns)
        legend = max(sum(row.height(width) for row in column) for column in flowed)
        below = _below_legend(rect, legend)
        sources = _sources(content, size, rect.width, below.height - tall(texts, rect.width))
        if sources is not None and legend <= rect.height * 0.5:
            return Side(
                tuple(tuple(column) for column in flowed), (*texts, *sources), width, rect, below, whole=False
            )
        if kept == 1:
            # What is said last is the first to go to the notes, and no call-out before it.
            texts.pop()


def _flowed(content: Content, rows: Sequence[_Row], width: float, columns: int) -> list[list[_Row]]:
    """Return the rows in columns as even as whole layers allow; a long layer is split below an entry."""
    split = _BRIEF_SPLIT if content.brief else _SPLIT
    up = [0.0, *accumulate(row.height(width) for row in rows)]
    # A heading goes along with the entry that it heads.
    costs = {
        i: 0.0 if row.line.head else split
        for i, row in enumerate(rows)
        if i > 1 and (row.line.head or rows[i - 1].line.swatches)
    }

    def cost(cuts: tuple[int, ...]) -> float:
        return max(up[end] - up[start] for start, end in pairwise((0, *cuts, len(rows)))) + sum(
            costs[cut] for cut in cuts
        )

    fewer = chain.from_iterable(combinations(costs, count) for count in range(columns))
    cuts = min(fewer, key=cost)
    found = [list(rows[start:end]) for start, end in pairwise((0, *cuts, len(rows)))]
    return [*found, *[[]] * (columns - len(found))]


def _below(content: Content, size: float, short: frozenset[int], width: float) -> list[Paragraph]:
    """Return the key of the call-outs, how to read, what is left out, the grade and the briefer's notes."""
    drawn, languages = content.drawn, content.languages
    small, gap = content.small(size), _BRIEF_BEFORE if content.brief else _BEFORE
    told: list[Paragraph] = []
    for callout in drawn.callouts:
        for which, (_, name, text) in enumerate(callout.each(languages, short=callout.number in short)):
            lead = f"{callout.number}  {plainly(name) if content.brief else name}"
            before = gap if told and not which else 0.0
            if text and rtl(name) == rtl(text):
                told.append(Paragraph(f": {text}", small, lead=lead, before=before))
            else:
                told.append(Paragraph(lead, small, bold=True, before=before))
                told += [Paragraph(text, small)] if text else []
    each = [signs(drawn, content.request, one, brief=content.brief) for one in languages]
    for own in zip(*(one.values() for one in each), strict=True):
        # As in the key both share a line that has room for them.
        joint = Paragraph(BOTH.join(own), small)
        lines = [joint.text] if joint.lines(width) == 1 else own
        told += [
            Paragraph(one, small, colour=QUIET, before=0.0 if which or not told else gap)
            for which, one in enumerate(lines)
        ]
    told += [
        Paragraph(text, small, colour=QUIET, lead=f"{heading}: ", before=0.0 if which else gap)
        for own in remarks(drawn, content.request, languages, brief=content.brief)
        for which, (heading, text, _) in enumerate(own)
        if text
    ]
    return told


def _sources(content: Content, size: float, width: float, room: float) -> list[Paragraph] | None:
    """Return the sources in `room` millimetres; None when there is not enough for a few lines."""
    small = content.small(size)
    publishers = by_publisher(content.drawn.sources)
    least = _BRIEF_SOURCES if content.brief else _LEAST_SOURCES
    if room < least * small * 1.2 * 25.4 / 72:
        return None
    if not publishers:
        return []

    def listed(count: int) -> list[Paragraph]:
        return list(_listed(publishers, count, content, small))

    return listed(most_listed(len(publishers), lambda count: tall(listed(count), width) <= room))


def _listed(publishers: Sequence[str], count: int, content: Content, size: float) -> Iterator[Paragraph]:
    head = headed("sources", content.request.view.lang)
    # Arabic that ends a line of Latin letters and goes on in the next is torn: it has a line of its own.
    named = publishers_text(publishers if "en" in content.languages else publishers[:count], count, "en")
    if content.brief:
        yield Paragraph(named, size, colour=QUIET, lead=f"{head}: ", before=_BRIEF_BEFORE)
    else:
        yield Paragraph(head, size, bold=True, before=3.0)
        yield Paragraph(named, size, colour=QUIET)
    if "ar" in content.languages and (left := len(publishers) - count):
        yield Paragraph(f"{say('more_sources', 'ar', count=left)}.", size, colour=QUIET)
