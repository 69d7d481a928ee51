"""An answer as a sheet to print: map, sentences, tables and numbered sources on A4, and its diagram."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Final

from geo.evidence import Evidence
from geo.figure.answer.blocks import SOURCES, Block, sentences, sources
from geo.figure.answer.diagram import diagram_page
from geo.figure.answer.strip import strip_lines
from geo.figure.answer.tables import Table, table_lines, tables_of
from geo.figure.formats.outline import Mark, with_outline
from geo.figure.formats.pdf import BACKEND, Pages
from geo.figure.formats.writing import SOFTWARE
from geo.figure.map.furniture.graticule import room
from geo.figure.mapped import draw_map
from geo.figure.page.columns import Line, draw_column, flow, height
from geo.figure.page.heading import draw_marking, marking_size
from geo.figure.page.layout import margin
from geo.figure.page.legend import legend_lines, merged
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import SIZES, Rect
from geo.figure.sheet.wording import clocks_text, days_text, say
from geo.model import Language, highest_marking
from geo.words.names import Name, Names

SIZE: Final = SIZES["a4-portrait"]
_GAP: Final = 14.0
_MAP: Final = 0.52
"""Share of the width that the map takes; the legend stands beside it."""
_SQUARE: Final = 0.8
"""Height of the map as a share of its width."""
_PAGES: Final = 2
"""Pages that an answer has where it can, else one more: the first of `_LEVELS` that is so short is taken."""
_LEVELS: Final = ((40, 4), (24, 4), (16, 4), (12, 4), (10, 3), (8, 3), (6, 2), (5, 2), (4, 1), (3, 1))
"""Rows of each table, and sources named at each sentence."""
_KEYS: Final = 4
"""Columns of the key of a strip."""
_DPI: Final = 150
_INK, _QUIET = "#1A1A1A", "#4A473F"


@dataclass(slots=True)
class _Sheets:
    """The pages so far, and how far down the last one is filled."""

    title: str
    request: FigureRequest
    document: Mapping[str, Any]
    marking: str
    pages: list[Page] = field(default_factory=list)
    y: float = 0.0

    @property
    def page(self) -> Page:
        return self.pages[-1]

    @property
    def edge(self) -> float:
        return margin(self.page)

    @property
    def width(self) -> float:
        return self.page.rect.width - 2 * self.edge

    @property
    def bottom(self) -> float:
        return self.edge + marking_size(self.marking)[1] + 12

    def column(self, columns: int) -> float:
        """Return the width of one of some columns."""
        return (self.width - _GAP * (columns - 1)) / columns

    def under_title(self, number: int) -> tuple[list[str], Type, float]:
        """Return the lines of the title of a page, and how far down they reach."""
        page = self.pages[0]
        kind = page.type("title", BOLD, _INK) if number == 1 else page.type("large", BOLD, _QUIET)
        text = self.title if number == 1 else say("continued", self.request.view.lang, text=self.title)
        across = self.width - marking_size("AMBER+STRICT")[0] - 10
        lines = wrap(text, kind, across, 2)
        top = page.rect.top - self.edge
        return lines, kind, min(top - sum(map(kind.tall, lines)), top - marking_size(self.marking)[1]) - 6

    def add_page(self) -> None:
        """Begin a page: markings, title, number, small print."""
        page = Page(SIZE)
        self.pages.append(page)
        edge, lang = self.edge, self.request.view.lang
        rtl = lang == "ar"
        number = len(self.pages)
        tall = marking_size(self.marking)[1]
        draw_marking(page, self.marking, page.rect.top - edge - tall, edge)
        draw_marking(page, self.marking, edge, edge)
        small = page.type("small", colour=_QUIET)
        made = " · ".join(
            [say("ground", lang), say("data", lang, version=self.document["version"][:8]),
             say("page", lang, number=number)]
        )  # fmt: skip
        across = self.width - marking_size("AMBER+STRICT")[0] - 10
        x, align = (edge + across, "right") if rtl else (edge, "left")
        for i, line in enumerate(reversed(wrap(f"{say('disclaimer', lang)} {made}", small.but(0.9), across))):
            page.text(x, edge + i * small.leading, line, small.but(0.9), align)  # type: ignore[arg-type]
        lines, kind, self.y = self.under_title(number)
        y = page.rect.top - edge
        for line in lines:
            y -= kind.tall(line)
            page.text(x, y + kind.base(line), line, kind, align)  # type: ignore[arg-type]

    def put(self, block: Block) -> None:
        """Set a block where the last one ended, on as many pages as it takes."""
        lines = list(block.lines)
        rtl = self.request.view.lang == "ar"
        while lines:
            filled, self.y = _laid(lines, block.columns, self.y, self.bottom)
            across = self.column(block.columns)
            top = self.y + max((height(part) for part in filled), default=0)
            for i, part in enumerate(filled):
                place = block.columns - 1 - i if rtl else i
                rect = Rect(self.edge + place * (across + _GAP), 0, across, top)
                draw_column(self.page, rect, part, rtl=rtl)
            lines = lines[sum(map(len, filled)) :]
            if lines:
                self.add_page()

    def pages_of(self, blocks: Sequence[Block]) -> int:
        """Return how many pages there will be with some more blocks."""
        number, y = len(self.pages), self.y
        for block in blocks:
            lines = list(block.lines)
            while lines:
                filled, y = _laid(lines, block.columns, y, self.bottom)
                lines = lines[sum(map(len, filled)) :]
                if lines:
                    number += 1
                    y = self.under_title(number)[2]
        return number


def _laid(lines: Sequence[Line], columns: int, y: float, bottom: float) -> tuple[list[list[Line]], float]:
    """Return the lines that columns hold from `y` down to `bottom`, and where they end."""
    space = y - bottom - lines[0].before
    whole = flow(lines, columns, space) if space > 0 else None
    filled = whole or _filled(lines, columns, space)
    y -= lines[0].before if any(filled) else 0
    return filled, y - max((height(part) for part in filled), default=0)


def _filled(lines: Sequence[Line], columns: int, space: float) -> list[list[Line]]:
    """Return as many lines as some columns hold; a heading never ends a column."""
    found: list[list[Line]] = []
    at = 0
    for _ in range(columns):
        part: list[Line] = []
        while at < len(lines):
            unit = [lines[at]]
            while unit[-1].keep and at + len(unit) < len(lines):
                unit.append(lines[at + len(unit)])
            if height([*part, *unit]) > space:
                break
            part += unit
            at += len(unit)
        found.append(part)
    return found


def sheets(
    evidence: Evidence, document: Mapping[str, Any], title: Name, request: FigureRequest
) -> tuple[list[Page], str]:
    """Return the pages of an answer, and how they are marked; call it within `drawing`.

    Parameters
    ----------
    title : Name
        What the sheet is about.
    request : FigureRequest
        The map: its view asks the question.
    """
    lang = request.view.lang
    # Everything that a map may rest on is in its marking, and it is known only when the map is drawn.
    marking = highest_marking([document["marking"], evidence.marking])
    made = _Sheets(title.text(lang), request, document, marking)
    made.add_page()
    _head(made)
    _strip(made, evidence)
    _map(made, evidence)
    for block in _fitting(made, document, lang):
        made.put(block)
    for page in made.pages:
        page.finish()
    diagram = [diagram_page({**document, "marking": marking}, lang)] if document["diagram"] else []
    return [*made.pages, *diagram], marking


def _fitting(made: _Sheets, document: Mapping[str, Any], lang: Language) -> list[Block]:
    """Return sentences, tables and sources, as much of them as stands on two pages.

    Where not even the shortest does, three are filled: a third with a few sources alone helps nobody.
    """
    blocks: list[Block] = []
    fuller: list[Block] = []
    for rows, named in _LEVELS:
        blocks = [
            sentences(made.page, document, made.column(2), lang, named),
            *_tables(made, list(tables_of(document, rows, lang)), lang),
            sources(made.page, document, made.column(SOURCES), lang, named),
        ]
        pages = made.pages_of(blocks)
        if pages <= _PAGES:
            return blocks
        if pages == _PAGES + 1 and not fuller:
            fuller = blocks
    return fuller or blocks


def _tables(made: _Sheets, tables: Sequence[Table], lang: Language) -> Iterator[Block]:
    """Yield the tables in their order; narrow ones that follow each other stand side by side."""
    kind = made.page.type("small", colour=_INK)
    beside: list[Line] = []
    for table in tables:
        narrow = sum(table.widths(kind)) <= made.column(2)
        if beside and not narrow:
            yield Block(tuple(beside), 2)
            beside = []
        width = made.column(2) if narrow else made.width
        lines = table_lines(lambda: made.page, table, width, kind, lang, whole=narrow)
        if narrow:
            beside += lines
        else:
            yield Block(tuple(lines))
    if beside:
        yield Block(tuple(beside), 2)


def _strip(made: _Sheets, evidence: Evidence) -> None:
    """Set the strip of history below the head, where there is one, and its key in columns."""
    kind, lang = made.page.type("small", colour=_QUIET), made.request.view.lang
    sides = Names.of(evidence).side_of
    lines = list(
        strip_lines(lambda: made.page, made.document, sides, made.width, made.column(_KEYS), kind, lang)
    )
    if lines:
        made.put(Block(tuple(lines[:1])))
        made.put(Block(tuple(lines[1:]), _KEYS))
        made.y -= 6


def _head(made: _Sheets) -> None:
    """Set the question and its days below the title."""
    page, lang = made.page, made.request.view.lang
    kind = page.type("normal", colour=_QUIET)
    question = made.document["title_ar" if lang == "ar" else "title"]
    shown = days_text(made.request.view, lang)
    text = f"{question} · {shown} · {clocks_text(made.request.view, made.request.made_on, lang)}"
    made.put(Block(tuple(Line(line, kind) for line in wrap(text, kind, made.width))))
    made.y -= 8


def _map(made: _Sheets, evidence: Evidence) -> None:
    """Draw the map with its legend beside it."""
    page, rtl = made.page, made.request.view.lang == "ar"
    edge = room(page)
    across = made.width * _MAP
    left = made.edge + (made.width - across if rtl else 0) + edge
    rect = Rect(left, made.y - across * _SQUARE + edge, across - 2 * edge, across * _SQUARE - 2 * edge)
    drawn = draw_map(page, rect, evidence, made.request)
    beside = made.width - across - _GAP
    side = Rect(made.edge if rtl else made.edge + across + _GAP, 0, beside, made.y)
    for shrink in (1.0, 0.9, 0.8, 0.7):
        lines = legend_lines(page, merged(drawn.legend), made.request.view.lang, beside, shrink)
        if height(lines) <= across * _SQUARE:
            break
    while height(lines) > across * _SQUARE:
        lines.pop()
    draw_column(page, side, lines, rtl=rtl)
    made.y -= across * _SQUARE + 6


def pdf_of(pages: Sequence[Page], title: str, marking: str, made_on: date, lang: Language) -> bytes:
    """Return pages as one PDF, the same bytes for the same pages; call it within `drawing`."""
    stream = io.BytesIO()
    metadata = {
        "Title": title, "Subject": f"TLP:{marking}", "Creator": SOFTWARE, "Producer": SOFTWARE,
        "CreationDate": datetime.combine(made_on, time(), UTC),
    }  # fmt: skip
    with Pages(stream, metadata=metadata) as pdf:
        # Pages is a target of savefig, though its type does not say so.
        target: Any = pdf
        for page in pages:
            page.figure.savefig(target, format="pdf", backend=BACKEND, dpi=_DPI)
    return with_outline(stream.getvalue(), lang, [Mark(title, 0)])
