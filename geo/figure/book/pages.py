"""The briefing book as a PDF: contents, figures, changes and sources, with page numbers and bookmarks."""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any

from matplotlib.collections import LineCollection
from matplotlib.figure import Figure

from geo.figure.book.book import Book
from geo.figure.book.lists import (
    COLUMNS,
    GAP,
    SIZE,
    again,
    change_lines,
    changes_title,
    column_room,
    paged,
    source_lines,
)
from geo.figure.compose import Composed
from geo.figure.formats.outline import Mark, with_outline
from geo.figure.formats.pdf import BACKEND, Pages
from geo.figure.formats.writing import SOFTWARE
from geo.figure.page.columns import Line, draw_column
from geo.figure.page.heading import draw_marking, marking_size
from geo.figure.page.layout import margin
from geo.figure.sheet import fonts
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import DPIS, Rect
from geo.figure.sheet.wording import apart, clocks_text, days_text, each_of, headed, say
from geo.model import Language

_INK, _QUIET = "#1A1A1A", "#4A473F"
_NUMBER_SIZE = 7.0
_LEAST_STEP = 26.0
"""Points from one entry of the contents to the next, with what is said of it."""
_LEAST_SAID = 0.7
"""Share of its size that this has at the least."""


@dataclass(frozen=True, slots=True)
class _Part:
    """An entry of the contents: `page` counted from 1."""

    title: str
    said: str
    page: int
    figure: bool


def book_pages(book: Book) -> bytes:
    """Return the book as a PDF with bookmarks; the same bytes for the same book."""
    with drawing(book.id):
        lang = book.asked.lang
        changed = paged(list(change_lines(book)), column_room()) if book.asked.since else []
        cited = paged(list(source_lines(book)), column_room())
        parts = [
            _Part(one.drawn.title, one.request.subtitle, 2 + i, figure=True)
            for i, one in enumerate(book.figures)
        ]
        page = 2 + len(parts)
        titles = {}
        if book.asked.since:
            titles["changes"] = changes_title(book)
            parts.append(_Part(titles["changes"], headed("changes_said", lang), page, figure=False))
        titles["sources"] = headed("sources", lang)
        said = headed("sources_said", lang, count=len(book.sources))
        parts.append(_Part(titles["sources"], said, page + len(changed), figure=False))
        stream = io.BytesIO()
        with Pages(stream, metadata=_metadata(book)) as pdf:
            _save(pdf, _contents(book, parts).figure)
            for number, one in enumerate(book.figures, 2):
                _number(one, number, lang)
                _save(pdf, one.figure, one.request.dpi)
            for title, pages in ((titles.get("changes", ""), changed), (titles["sources"], cited)):
                for i, columns in enumerate(pages):
                    _save(pdf, _listed(book, again(title, i, lang), columns, page).figure)
                    page += 1
        marks = [(headed("contents", lang), 0), *((part.title, part.page - 1) for part in parts)]
        return with_outline(stream.getvalue(), lang, [Mark(title, at) for title, at in marks])


def _save(pdf: Pages, figure: Figure, dpi: int = DPIS[0]) -> None:
    """Add a page; not by `Pages.savefig`, which takes no backend but matplotlib's own."""
    # Pages is a target of savefig, though its type does not say so.
    target: Any = pdf
    figure.savefig(target, format="pdf", backend=BACKEND, dpi=dpi)


def _metadata(book: Book) -> dict[str, object]:
    return {
        "Title": book.asked.title,
        "Subject": f"TLP:{book.marking}",
        "Keywords": book.metadata,
        "Creator": SOFTWARE,
        "Producer": SOFTWARE,
        "CreationDate": datetime.combine(book.asked.first.made_on, time(), UTC),
    }


def _number(one: Composed, number: int, lang: Language) -> None:
    """Set the number of the page into the lower margin of a figure, which is empty on every page."""
    tall = one.figure.get_size_inches()[1] * 72
    one.figure.text(
        0.5,
        9 / tall,
        headed("page", lang, number=number),
        fontproperties=fonts.properties(_NUMBER_SIZE),
        color=_QUIET,
        ha="center",
        va="baseline",
        parse_math=False,
    )


def _sheet(book: Book, title: str, number: int) -> tuple[Page, Rect]:
    """Return a page with title, markings and number, and the room between them."""
    page = Page(SIZE)
    edge, lang = margin(page), book.asked.lang
    rtl = lang == "ar"
    _, tall = marking_size(book.marking)
    draw_marking(page, book.marking, page.rect.top - edge - tall, edge, left=rtl)
    draw_marking(page, book.marking, edge, edge, left=rtl)
    kind = page.type("title", BOLD, _INK)
    right = page.rect.width - edge
    across = right - edge - marking_size("AMBER+STRICT")[0] - 12
    while kind.width(title) > across and kind.size > page.type("normal").size:
        kind = kind.but(0.94)
    base = page.rect.top - edge - kind.leading * 0.75
    shown = wrap(title, kind, across, 1)[0]
    page.text(right if rtl else edge, base, shown, kind, "right" if rtl else "left")
    small = page.type("small", colour=_QUIET)
    page.text(
        page.rect.width / 2,
        9,
        headed("page", lang, number=number),
        small.but(_NUMBER_SIZE / small.size),
        "center",
    )
    made = say("book", lang, id=book.id, version=book.version[:8])
    page.text(right if rtl else edge, edge + 3, made, small, "right" if rtl else "left")
    bottom = edge + tall + 8
    return page, Rect(edge, bottom, page.rect.width - 2 * edge, base - 14 - bottom)


def _contents(book: Book, parts: Sequence[_Part]) -> Page:
    page, room = _sheet(book, book.asked.title, 1)
    lang = book.asked.lang
    rtl = lang == "ar"
    kind, under = page.type("large", BOLD, _INK).but(1.15), page.type("normal", colour=_QUIET).but(1.08)
    view = book.asked.first.view
    left, right = room.x, room.right

    def put(x: float, y: float, text: str, type_: Type, *, turned: bool = rtl) -> None:
        page.text(right - x if turned else left + x, y, text, type_, "right" if turned else "left")

    y = room.top - under.leading
    for one in each_of(lang):
        dates = f"{days_text(view, one)} · {clocks_text(view, book.asked.first.made_on, one)}"
        put(0, y, dates, under, turned=one == "ar")
    y -= 30
    put(0, y, headed("contents", lang), page.type("title", BOLD, _INK).but(0.9))
    step = min(46.0, (y - room.y - 30) / (len(parts) + 1))
    top = y - 32
    # With many parts their titles alone stand in two columns.
    many = step < _LEAST_STEP
    rows = -(-len(parts) // 2) if many else len(parts)
    step = min(46.0, (y - room.y - 30) / (rows + 1))
    kind = kind.but(0.9) if many else kind
    across = (room.width - GAP) / 2
    for i, part in enumerate(parts):
        if i % rows == 0:
            y = top
        if many:
            place = i // rows == rtl
            left = room.x if place else room.x + across + GAP
            right = left + across
        if not part.figure and parts[i - 1].figure:
            _rule(page, left, right, y + 17)
            y -= 8
        number = f"{i + 1}" if part.figure else ""
        put(0, y, number, kind)
        titled = wrap(part.title, kind, right - left - 60, 1)[0]
        put(24, y, titled, kind)
        _leader(page, titled, kind, y, (left, right), rtl=rtl)
        page.text(left if rtl else right, y, str(part.page), kind, "left" if rtl else "right")
        # Of English and Arabic each has its line, in letters in which all of it stands there.
        for row, text in enumerate(apart(part.said) if part.said and not many else []):
            own = under.but(max(min(1.0, (room.width - 60) / under.width(text)), _LEAST_SAID))
            line = wrap(text, own, room.width - 60, 1)[0]
            put(24, y - under.leading * 1.1 * (row + 1), line, own, turned=rtl or row > 0)
        y -= step
    left, right = room.x, room.right
    small = page.type("small", colour=_QUIET)
    y_small = room.y + 6
    for one in each_of(lang):
        for line in wrap(say("disclaimer", one), small, room.width - 120):
            put(0, y_small, line, small, turned=one == "ar")
            y_small -= small.leading
    page.finish()
    return page


def _leader(page: Page, title: str, kind: Type, y: float, edges: tuple[float, float], *, rtl: bool) -> None:
    """Draw dots from a title to its page."""
    left, right = edges
    start, end = left + 24 + kind.width(title) + 8, right - 26
    if rtl:
        start, end = left + 26, right - 24 - kind.width(title) - 8
    if end > start:
        page.sheet.add_collection(
            LineCollection(
                [[(start, y + 1), (end, y + 1)]],
                colors="#A9A294",
                linewidths=0.8,
                linestyles=[(0, (0.8, 3.2))],
            ),
            autolim=False,
        )


def _rule(page: Page, left: float, right: float, y: float) -> None:
    page.sheet.add_collection(
        LineCollection([[(left, y), (right, y)]], colors="#B5AE9F", linewidths=0.6), autolim=False
    )


def _listed(book: Book, title: str, columns: Sequence[Sequence[Line]], number: int) -> Page:
    """Return a page with a list in columns."""
    page, room = _sheet(book, title, number)
    rtl = book.asked.lang == "ar"
    width, _ = column_room()
    for i, lines in enumerate(columns):
        place = COLUMNS - 1 - i if rtl else i
        draw_column(page, Rect(room.x + place * (width + GAP), room.y, width, room.height), lines, rtl=rtl)
    page.finish()
    return page


__all__ = ["book_pages"]
