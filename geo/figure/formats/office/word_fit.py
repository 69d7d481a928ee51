"""What has room on one Word page: the largest type, then the tallest map, that leave room for the lists."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate, islice, pairwise, product

from geo.errors import GeoError
from geo.figure.compose import Composed
from geo.figure.drawn import Drawn, LegendGroup
from geo.figure.formats.office.slide_parts import MARKING_SIZE, Paragraph
from geo.figure.formats.office.word_key import key_height
from geo.figure.formats.office.word_parts import CELL
from geo.figure.formats.office.word_text import (
    POINT,
    STYLES,
    Text,
    findings_of,
    heading_of,
    in_lines,
    order_of,
    reading_of,
    set_tall,
    tall_of,
)
from geo.figure.formats.told import small_print_of, source_text
from geo.figure.frame import data_size, ground_extent
from geo.figure.mapped import map_drawn, map_frame
from geo.figure.page.legend import merged
from geo.figure.request import FigureRequest
from geo.figure.sheet.wording import BOTH, apart, each_of
from geo.figure.shown import Finding, ShownRow, findings, numbered, table, titles
from geo.scene import SourceLine

SIDE, ABOVE, EDGE = 18.0, 15.0, 7.0
"""Millimetres of the margin at the sides and above, and from header and footer to the edge of the paper."""
FOOTER = 6.5
"""Points of the small print."""
_SIZES = (9.0, 8.5, 8.0, 7.5, 7.0, 6.5)
_MAPS = tuple(range(190, 57, -4))
"""Millimetres of the height of the map."""
_WIDEST = 1.45
"""Width of a map as a share of its height where that of the page would show more than there is ground for."""
_ROWS, _SOURCES = (3, 16), (4, 16)
"""Rows of the table and sources: at least, and at most."""
_READ = 2.8
"""The power of the size of type in what a page is worth, where the scale of its map has 2."""
_SHORTER = 0.6
"""What a page is worth where short forms stand for the texts of call-outs."""
_SPARE = 4.0
"""Millimetres left free, because no two programs set a text alike."""
_SWING = 9.0
"""Millimetres by which the texts may be shorter beside another map."""
_UNDER_MAP = 1.0
"""Millimetres between the map and its caption."""
_RULE = 0.15
"""Millimetres of the line between two rows of the table."""


@dataclass(frozen=True, slots=True)
class KeyPlace:
    """Where the key stands: in columns of a width beside the map, else across the page below it."""

    columns: int
    beside: float = 0.0


_KEYS = (KeyPlace(1, 56.0), KeyPlace(1, 70.0), KeyPlace(2, 84.0), KeyPlace(3), KeyPlace(4))


@dataclass(frozen=True, slots=True)
class WordPage:
    """What stands on the page, and how large.

    Attributes
    ----------
    size : float
        Points of the text; tables and sources are one point smaller.
    map : tuple of float
        Width and height of the map in millimetres.
    below : float
        Millimetres of the margin in which small print and marking stand.
    legend : tuple
        Columns of the groups of the key; `beside`: they stand beside the map, else below it.
    rows, sources : tuple
        Those that have room; `all_rows` counts all.
    """

    size: float
    width: float
    below: float
    map: tuple[float, float]
    drawn: Drawn
    findings: tuple[Finding, ...]
    legend: tuple[tuple[LegendGroup, ...], ...]
    rows: tuple[ShownRow, ...]
    all_rows: int
    sources: tuple[SourceLine, ...]
    beside: bool


def fitted_page(composed: Composed, request: FigureRequest, paper: tuple[float, float]) -> WordPage:
    """Return the page of a figure; call it within `drawing`.

    Raises
    ------
    GeoError
        When what the figure says has no room on one page.
    """
    fitting = _Fitting(composed, request, paper[0] - 2 * SIDE, paper[1] - ABOVE - _SPARE)
    for way in fitting.ways():
        short = fitting.short(way)
        page = fitting.page(way, short)
        if page is None:
            continue
        # Whole texts again, as far as there is room for them.
        for number in sorted(short):
            if longer := fitting.page(way, short - {number}):
                page, short = longer, short - {number}
        return page
    raise GeoError(
        "format: what this figure says has no room on one Word page; take fewer call-outs or layers"
    )


@dataclass(frozen=True, slots=True)
class _Way:
    """One way to set the page; `short`: with short forms for the texts of call-outs."""

    short: bool
    size: float
    place: KeyPlace
    map: tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a page beside its map: the height of its key, and what is left for map and lists."""

    key: float
    groups: tuple[tuple[LegendGroup, ...], ...]
    below: float
    room: float
    lists: _Lists

    @property
    def tallest(self) -> float:
        """Millimetres of the tallest map that leaves room for the least lists."""
        return self.room - self.lists.least


@dataclass(frozen=True, slots=True)
class _Fitting:
    """What is to be set on a page; `width` and `height` are what its margins leave, small print included."""

    composed: Composed
    request: FigureRequest
    width: float
    height: float
    _made: dict[tuple[float, float], tuple[Drawn, list[LegendGroup], list[ShownRow]]] = field(
        default_factory=dict
    )

    def ways(self) -> list[_Way]:
        """Return the ways to set it, the best first; without those whose map is far too tall."""
        data = data_size(self.request.view.bbox)

        def worth(one: _Way) -> float:
            # The area of its map, by its scale, and its type: small type is worse than a smaller map.
            scale = min(one.map[0] / data[0], one.map[1] / data[1])
            return scale**2 * math.pow(one.size, _READ) * (_SHORTER if one.short else 1.0)

        found = []
        for place in _KEYS:
            maps = [size for high in _MAPS for size in self._map(place, high)]
            for short, size in product((False, True), _SIZES) if maps else ():
                ways = [_Way(short, size, place, one) for one in maps]
                # With another map the texts are nearly as long: most ways are known to be too tall.
                most = self._parts(ways[len(ways) // 2]).tallest + _SWING
                found += [way for way in ways if way.map[1] <= most]
        return sorted(found, key=worth, reverse=True)

    def _map(self, place: KeyPlace, high: float) -> list[tuple[float, float]]:
        """Return the size of a map of a height for which there is ground, as wide as can be."""
        whole, ground = self.width - place.beside, ground_extent(self.composed.evidence)
        widths = (whole, min(whole, high * _WIDEST))
        stand = (one for one in widths if map_frame(self.request, one, high).stands_on(ground))
        return [(one, high) for one in islice(stand, 1)]

    def _mapped(self, size: tuple[float, float]) -> tuple[Drawn, list[LegendGroup], list[ShownRow]]:
        if size not in self._made:
            drawn = map_drawn(self.composed.evidence, self.request, *size)
            self._made[size] = drawn, merged(drawn.legend), table(drawn, self.request.view.lang)
        return self._made[size]

    def page(self, way: _Way, short: frozenset[int]) -> WordPage | None:
        """Return the page with short forms for some call-outs; None where something has no room."""
        parts, high = self._parts(way, short), way.map[1]
        beside = bool(way.place.beside)
        if high > parts.tallest or (beside and parts.key > high):
            return None
        rows, sources = parts.lists.shared(parts.room - high)
        drawn, said, every = parts.lists.drawn, parts.lists.said, len(parts.lists.every)
        return WordPage(
            way.size,
            self.width,
            parts.below,
            way.map,
            drawn,
            said,
            parts.groups,
            rows,
            every,
            sources,
            beside,
        )

    def _parts(self, way: _Way, short: frozenset[int] | None = None) -> _Parts:
        lang, size, width = self.request.view.lang, way.size, self.width
        drawn, legend, every = self._mapped(way.map)
        short = short if short is not None else self.short(way)
        said = tuple(findings(self.composed.evidence, self.request, drawn, short))
        # What of the map stands in a cell has its margins, too.
        across = width - way.map[0] - 2 * CELL if way.place.beside else width
        heights = [key_height(one, size, across / way.place.columns, lang) for one in legend]
        counts = _flowed(heights, way.place.columns)
        ends = list(accumulate(counts, initial=0))
        key = max(_columns(heights, counts)) + _heading(size)
        below = EDGE + _footer(self.composed, drawn, width)
        room = self.height - below - _UNDER_MAP - (0 if way.place.beside else key)
        room -= tall_of([*heading_of(drawn, self.request), *reading_of(drawn, self.request)], size, width)
        groups = tuple(tuple(legend[start:end]) for start, end in pairwise(ends))
        return _Parts(key, groups, below, room, _Lists(drawn, self.request, said, every, size, width))

    def short(self, way: _Way) -> frozenset[int]:
        """Return the numbers of call-outs for whose texts short forms stand."""
        return frozenset(one.number for one in self.composed.drawn.callouts if way.short)


def table_widths(width: float) -> tuple[float, ...]:
    """Return the widths of the columns of the table of what is shown."""
    return tuple(width * share for share in (0.36, 0.26, 0.2, 0.08, 0.1))


def _flowed(heights: Sequence[float], columns: int) -> list[int]:
    """Return how many of some heights stand in each column, as even as their order allows."""
    if columns == 1:
        return [len(heights)]
    ways = [[cut, *_flowed(heights[cut:], columns - 1)] for cut in range(len(heights), -1, -1)]
    return min(ways, key=lambda way: max(_columns(heights, way)))


def _columns(heights: Sequence[float], counts: Sequence[int]) -> list[float]:
    ends = list(accumulate(counts, initial=0))
    return [sum(heights[start:end]) for start, end in pairwise(ends)]


def cell_texts(text: str, size: float, width: float, *, bold: bool = False) -> tuple[str, ...]:
    """Return the paragraphs of a cell of a width in millimetres, for a text of the page of a size."""
    return in_lines(apart(text), STYLES["Normal"].size(size), width - 2 * CELL - _RULE, bold=bold)


@dataclass(frozen=True, slots=True)
class _Lists:
    """The lists of a page of a width in millimetres, for a text of a size, and what cites them."""

    drawn: Drawn
    request: FigureRequest
    said: tuple[Finding, ...]
    every: Sequence[ShownRow]
    size: float
    width: float

    def shared(self, room: float) -> tuple[tuple[ShownRow, ...], tuple[SourceLine, ...]]:
        """Return the rows and sources that share a room: row and source in turn, as far as it reaches."""
        rows, sources = self._least()
        left = room - self._tall(rows, sources)
        while True:
            before = len(rows), len(sources)
            if len(rows) < min(len(self.every), _ROWS[1]):
                high = self._of_row(self.every[len(rows)])
                if high <= left:
                    rows.append(self.every[len(rows)])
                    left -= high
            cited = self._cited(rows)
            if len(sources) < min(len(cited), _SOURCES[1]):
                more = [*sources, cited[len(sources)]]
                high = self._of_sources(more) - self._of_sources(sources)
                if high <= left:
                    sources = more
                    left -= high
            if before == (len(rows), len(sources)):
                return tuple(rows), tuple(sources)

    @property
    def least(self) -> float:
        """The millimetres that the least rows and sources take."""
        return self._tall(*self._least())

    def _least(self) -> tuple[list[ShownRow], list[SourceLine]]:
        rows = list(self.every[: _ROWS[0]])
        return rows, self._cited(rows)[: _SOURCES[0]]

    def _tall(self, rows: Sequence[ShownRow], sources: Sequence[SourceLine]) -> float:
        """Return the millimetres of findings and lists."""
        return self._fixed() + sum(map(self._of_row, rows)) + self._of_sources(sources)

    def _fixed(self) -> float:
        """Return what two headings, the titles of the columns, and lines that count what has no room take."""
        lang = self.request.view.lang
        counting = 2 * len(each_of(lang)) * self._listed("")
        return 2 * _heading(self.size) + self._row(titles(lang), bold=True) + counting

    def _cited(self, rows: Sequence[ShownRow]) -> list[SourceLine]:
        groups = [*(one.sources for one in self.said), *(one.sources for one in rows)]
        return numbered(groups, self.drawn.sources)

    def _of_sources(self, sources: Sequence[SourceLine]) -> float:
        """Return what sources take, and the findings with their numbers."""
        listed = sum(self._listed(f"00. {source_text(one)}") for one in sources)
        return listed + self._findings(sources)

    def _of_row(self, one: ShownRow) -> float:
        return self._row((one.name, one.kind, one.side))

    def _findings(self, sources: Sequence[SourceLine]) -> float:
        told = findings_of(self.drawn, self.request, self.said, order_of(sources))
        return tall_of(told, self.size, self.width)

    def _listed(self, text: str) -> float:
        return Text("List", text).height(self.size, self.width)

    def _row(self, texts: Sequence[str], *, bold: bool = False) -> float:
        kind = STYLES["Normal"].size(self.size)
        cells = [
            set_tall(
                [Paragraph(one, kind, bold) for one in cell_texts(text, self.size, wide, bold=bold)],
                wide - 2 * CELL - _RULE,
            )
            for text, wide in zip(texts, table_widths(self.width), strict=False)
        ]
        return max(cells) + _RULE


def _heading(size: float) -> float:
    return Text("Heading 2", "").height(size, 100.0)


def _footer(composed: Composed, drawn: Drawn, width: float) -> float:
    """Return the millimetres of small print and marking, and of the air above them."""
    told = [BOTH.join(texts) for _, texts in small_print_of(composed, drawn)]
    lines = [*(Paragraph(text, FOOTER) for text in told), Paragraph("TLP", MARKING_SIZE, bold=True)]
    return set_tall(lines, width) + MARKING_SIZE * 0.5 * POINT
