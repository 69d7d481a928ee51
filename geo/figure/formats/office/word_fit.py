"""What has room on one Word page: the largest type, then the tallest map, that leave room for the lists."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate, pairwise, product

from geo.errors import GeoError
from geo.figure.compose import Composed
from geo.figure.drawn import Drawn, LegendGroup
from geo.figure.formats.office.slide_parts import Paragraph
from geo.figure.formats.office.word_key import key_height, set_tall
from geo.figure.formats.office.word_parts import CELL
from geo.figure.frame import data_size, ground_extent
from geo.figure.mapped import map_drawn, map_frame
from geo.figure.page.legend import merged
from geo.figure.page.notes import counted_text, left_out_text, sketch_text, stale_text
from geo.figure.request import FigureRequest
from geo.figure.sheet.wording import BOTH, apart, clocks_text, days_text, grade_text, say
from geo.figure.shown import Finding, ShownRow, findings, numbered, table
from geo.language import t
from geo.scene import SourceLine
from geo.words.sentences import day_text

MARGINS = (18.0, 15.0, 24.0)
"""Millimetres at the sides, above and below; header and footer stand in the last two."""
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_MAPS = tuple(range(148, 67, -5))
"""Millimetres of the height of the map."""
_BESIDE, _COLUMNS = 56.0, (1, 3, 4)
"""Width of a legend beside the map, where it has one column, and the columns tried; several stand below."""
_WIDEST = 1.45
"""Width of a map as a share of its height where that of the page would show more than there is ground for."""
_ROWS, _SOURCES = (3, 12), (4, 14)
"""Rows of the table and sources: at least, and at most."""
_SPARE = 7.0
"""Millimetres left free, because no two programs set a text alike."""
_POINT = 25.4 / 72


@dataclass(frozen=True, slots=True)
class WordPage:
    """What stands on the page, and how large.

    Attributes
    ----------
    size : float
        Points of the text; tables and sources are one point smaller.
    map : tuple of float
        Width and height of the map in millimetres.
    legend : tuple
        Columns of its groups; the only one stands beside the map, several below it.
    rows, sources : tuple
        Those that have room; `all_rows` counts all.
    """

    size: float
    width: float
    map: tuple[float, float]
    drawn: Drawn
    findings: tuple[Finding, ...]
    legend: tuple[tuple[LegendGroup, ...], ...]
    rows: tuple[ShownRow, ...]
    all_rows: int
    sources: tuple[SourceLine, ...]

    @property
    def beside(self) -> bool:
        """Whether the legend stands beside the map."""
        return len(self.legend) == 1


def fitted_page(composed: Composed, request: FigureRequest, paper: tuple[float, float]) -> WordPage:
    """Return the page of a figure; call it within `drawing`.

    Raises
    ------
    GeoError
        When what the figure says has no room on one page.
    """
    width, lang = paper[0] - 2 * MARGINS[0], request.view.lang
    ground = ground_extent(composed.evidence)

    @cache
    def mapped(across: float, high: float) -> tuple[Drawn, list[LegendGroup], list[ShownRow]]:
        drawn = map_drawn(composed.evidence, request, across, high)
        return drawn, merged(drawn.legend), table(drawn, lang)

    def shown(
        across: float, high: float, short: bool
    ) -> tuple[Drawn, list[LegendGroup], tuple[Finding, ...], list[ShownRow]]:
        drawn, legend, every = mapped(across, high)
        return drawn, legend, tuple(findings(composed.evidence, request, drawn, short=short)), every

    data = data_size(request.view.bbox)

    @cache
    def across_of(columns: int, high: float) -> float:
        across = width - _BESIDE if columns == 1 else width
        fits = map_frame(request, across, high).stands_on(ground)
        return across if fits else min(across, high * _WIDEST)

    def worth(one: tuple[float, int, float]) -> float:
        """Return what a page is worth: the ground that its map shows, at the scale of it, and its type."""
        size, columns, high = one
        scale = min(across_of(columns, high) / data[0], high / data[1])
        return scale**2 * size

    ways = sorted(product(_SIZES, _COLUMNS, _MAPS), key=worth, reverse=True)
    for short, (size, columns, high) in product((False, True), ways):
        beside, across = columns == 1, across_of(columns, high)
        drawn, legend, said, every = shown(across, high, short)
        column = width - across - 2 * CELL if beside else width / columns
        heights = [key_height(one, size, column, lang) for one in legend]
        counts = _flowed(heights, columns)
        longest = max(_columns(heights, counts))
        if beside and longest + _heading(size) > high:
            continue
        fixed = high + 2 + (0 if beside else longest + _heading(size))
        room = paper[1] - MARGINS[1] - MARGINS[2] - _SPARE - fixed - 2 * _heading(size)
        room -= _texts(drawn, request, said, size, width)
        rows, sources = _shared(drawn, every, said, size, width, room)
        if len(rows) >= min(_ROWS[0], len(every)) and len(sources) >= min(_SOURCES[0], len(drawn.sources)):
            ends = list(accumulate(counts, initial=0))
            key = tuple(tuple(legend[start:end]) for start, end in pairwise(ends))
            return WordPage(size, width, (across, high), drawn, said, key, rows, len(every), sources)
    raise GeoError(
        "format: what this figure says has no room on one Word page; take fewer call-outs or layers"
    )


def table_widths(width: float) -> tuple[float, ...]:
    """Return the widths of the columns of the table of what is shown."""
    return tuple(width * share for share in (0.36, 0.26, 0.2, 0.08, 0.1))


def dates_of(request: FigureRequest) -> tuple[str, str]:
    """Return the day shown, and the other days."""
    lang = request.view.lang
    shown = days_text(request.view, lang)
    return shown, f" · {clocks_text(request.view, request.made_on, lang)}"


def caption_of(drawn: Drawn, request: FigureRequest) -> str:
    """Return what stands below the map."""
    day = day_text(request.view.at, request.view.lang)
    # After Arabic the day would run from the right: of both languages English comes last.
    parts = drawn.title.split(BOTH) if request.view.lang == "en+ar" else [drawn.title]
    title = BOTH.join(reversed(parts))
    return t("Figure: {title}, {day}", request.view.lang, title=title, day=day)


def reading(drawn: Drawn, request: FigureRequest) -> Iterator[tuple[str, str]]:
    """Yield with their headings how to read, what is left out, the lowest grade, the briefer's notes."""
    lang = request.view.lang
    signs = [
        stale_text(drawn, lang),
        counted_text(drawn, lang),
        say("coarse", lang) if drawn.coarse else "",
        say("banded", lang) if drawn.banded else "",
    ]
    grade = grade_text(drawn.reliability, drawn.credibility, drawn.grade, lang) if drawn.grade else ""
    for heading, text in (
        (say("reading", lang), " ".join(f"{one.rstrip('.')}." for one in signs if one)),
        (say("left_out", lang), left_out_text(drawn, lang)),
        (say("grade", lang), grade),
        (say("sketch", lang), sketch_text(drawn, request)),
        (say("notes", lang), request.notes),
        (say("warning", lang), " ".join(drawn.warnings)),
    ):
        if text:
            yield heading, text


def source_text(line: SourceLine) -> str:
    """Return a source as it is listed."""
    return ", ".join(part for part in (line.publisher, line.title, line.date) if part)


def _flowed(heights: Sequence[float], columns: int) -> list[int]:
    """Return how many of some heights stand in each column, as even as their order allows."""
    if columns == 1:
        return [len(heights)]
    ways = [[cut, *_flowed(heights[cut:], columns - 1)] for cut in range(len(heights), -1, -1)]
    return min(ways, key=lambda way: max(_columns(heights, way)))


def _columns(heights: Sequence[float], counts: Sequence[int]) -> list[float]:
    ends = list(accumulate(counts, initial=0))
    return [sum(heights[start:end]) for start, end in pairwise(ends)]


def _shared(
    drawn: Drawn,
    every: Sequence[ShownRow],
    said: Sequence[Finding],
    size: float,
    width: float,
    room: float,
) -> tuple[tuple[ShownRow, ...], tuple[SourceLine, ...]]:
    """Return the rows and sources that share a room: row and source in turn, as far as it reaches."""
    rows: list[ShownRow] = []
    listed = 0
    # The heading of the table, and a line each that counts what has no room.
    left = room - 3 * _line(size) - 1
    while True:
        before = len(rows), listed
        if len(rows) < min(len(every), _ROWS[1]):
            row = every[len(rows)]
            widths = table_widths(width)
            cells = zip((row.name, row.kind, row.side), widths, strict=False)
            high = max(set_tall([Paragraph(text, size - 1)], wide - 2.5) for text, wide in cells) + 0.4
            if high <= left:
                rows.append(row)
                left -= high
        cited = numbered([*(one.sources for one in said), *(one.sources for one in rows)], drawn.sources)
        if listed < min(len(cited), _SOURCES[1]):
            high = set_tall([Paragraph(f"00. {source_text(cited[listed])}", size - 1)], width)
            if high <= left:
                listed += 1
                left -= high
        if before == (len(rows), listed):
            return tuple(rows), tuple(cited[:listed])


def _texts(drawn: Drawn, request: FigureRequest, said: Sequence[Finding], size: float, width: float) -> float:
    texts = [
        Paragraph(drawn.title, size * 1.9, bold=True),
        *(Paragraph(text, size * 1.2) for text in (apart(request.subtitle) if request.subtitle else [])),
        Paragraph("".join(dates_of(request)), size, before=1),
        Paragraph(caption_of(drawn, request), size, bold=True, before=1),
        *(Paragraph(f"{one.text} [00, 00, 00]", size, lead=f"{one.lead} ", before=1) for one in said),
        *(Paragraph(text, size, lead=f"{heading}: ", before=1) for heading, text in reading(drawn, request)),
    ]
    return set_tall(texts, width) + (_heading(size) if said else 0)


def _line(size: float) -> float:
    return (size - 1) * 1.2 * _POINT


def _heading(size: float) -> float:
    return (size * 1.15 * 1.2 + 4) * _POINT
