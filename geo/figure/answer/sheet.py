"""An answer as a sheet to print: map, sentences, tables and numbered sources on A4, and its diagram."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from typing import Any, Final

from geo.evidence import Evidence
from geo.figure.answer.blocks import Block, sentences, sources, tables
from geo.figure.answer.diagram import diagram_page
from geo.figure.compose import draw_map
from geo.figure.formats.pdf import BACKEND, Pages
from geo.figure.formats.writing import SOFTWARE
from geo.figure.map.graticule import room
from geo.figure.page.columns import Line, draw_column, flow, height
from geo.figure.page.heading import draw_marking, marking_size
from geo.figure.page.layout import margin
from geo.figure.page.legend import legend_lines
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import BOLD, Page, Rect, wrap
from geo.figure.sheet.sizes import SIZES
from geo.figure.sheet.wording import clocks_text, say
from geo.model import highest_marking
from geo.words.names import Name
from geo.words.sentences import day_text

SIZE: Final = SIZES["a4-portrait"]
_GAP: Final = 14.0
_MAP: Final = 0.62
"""Share of the width that the map takes; the legend stands beside it."""
_SQUARE: Final = 0.86
"""Height of the map as a share of its width."""
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
        y = page.rect.top - edge
        kind = page.type("title", BOLD, _INK) if number == 1 else page.type("large", BOLD, _QUIET)
        text = self.title if number == 1 else say("continued", lang, text=self.title)
        for line in wrap(text, kind, across, 2):
            y -= kind.tall(line)
            page.text(x, y + kind.base(line), line, kind, align)  # type: ignore[arg-type]
        self.y = min(y, page.rect.top - edge - tall) - 6

    def put(self, block: Block) -> None:
        """Set a block where the last one ended, on as many pages as it takes."""
        lines = list(block.lines)
        rtl = self.request.view.lang == "ar"
        while lines:
            space = self.y - self.bottom - lines[0].before
            whole = flow(lines, block.columns, space) if space > 0 else None
            filled = whole or _filled(lines, block.columns, space)
            self.y -= lines[0].before if any(filled) else 0
            across = self.column(block.columns)
            for i, part in enumerate(filled):
                place = block.columns - 1 - i if rtl else i
                rect = Rect(self.edge + place * (across + _GAP), 0, across, self.y)
                draw_column(self.page, rect, part, rtl=rtl)
            lines = lines[sum(map(len, filled)) :]
            self.y -= max((height(part) for part in filled), default=0)
            if lines:
                self.add_page()


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
    marking = highest_marking([document["marking"] or "CLEAR", evidence.marking])
    made = _Sheets(title.text(lang), request, document, marking)
    made.add_page()
    _head(made)
    _map(made, evidence)
    made.put(sentences(made.page, document, made.column(2), lang))
    for block in tables(lambda: made.page, document, made.width, lang):
        made.put(block)
    made.put(sources(made.page, document, made.column(2), lang))
    for page in made.pages:
        page.finish()
    diagram = [diagram_page({**document, "marking": marking}, lang)] if document["diagram"] else []
    return [*made.pages, *diagram], marking


def _head(made: _Sheets) -> None:
    """Set the question and its days below the title."""
    page, lang = made.page, made.request.view.lang
    kind = page.type("normal", colour=_QUIET)
    question = made.document["title_ar" if lang == "ar" else "title"]
    shown = say("as_of", lang, day=day_text(made.request.view.at, lang))
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
        lines = legend_lines(page, drawn, made.request.view.lang, beside, shrink)
        if height(lines) <= across * _SQUARE:
            break
    while height(lines) > across * _SQUARE:
        lines.pop()
    draw_column(page, side, lines, rtl=rtl)
    made.y -= across * _SQUARE + 6


def pdf_of(pages: Sequence[Page], title: str, marking: str, made_on: date) -> bytes:
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
    return stream.getvalue()
