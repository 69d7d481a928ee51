"""The briefing book as slides: contents, a slide for each figure, changes as tables, sources."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

from pptx.util import Mm

from geo.evidence import Evidence
from geo.figure.book.book import Book, Citation
from geo.figure.book.lists import BRIEF, again, change_name, changed_names, changes_title
from geo.figure.formats.office.slide import AUTHOR, add_figure
from geo.figure.formats.office.slide_file import Sheet, new_presentation, packed
from geo.figure.formats.office.slide_parts import (
    QUIET,
    Paragraph,
    fill_cell,
    mark,
    new_slide,
    tall,
    text_box,
)
from geo.figure.formats.told import dates_of
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, apart, each_of, headed, in_both, say
from geo.words.changes import NOTHING, ORDER, kind_title

_MARGIN = 9.0
_GAP = 8.0
_MARKED = 58.0
"""Millimetres beside title and small print that any marking has room in."""
_TITLE = 20.0
_TYPE, _SMALL = 9.0, 8.0
_MOST_SAID = 10
"""Entries of the contents up to which each says what it is of."""
_CELL = 1.2
"""Millimetres above and below the text of a cell together."""
_SHARES = (0.12, 0.18, 0.24, 0.46)
"""Widths of the columns of the table of changes: date, layer and kind, name, summary."""

_Row = tuple[str, str, str, str]


def book_slides(evidence: Evidence, book: Book) -> bytes:
    """Return the book as a PPTX; the same bytes for the same book."""
    sheet = Sheet.of(book.asked.first.page)
    presentation, body = new_presentation(sheet), _body(sheet)
    lang = book.asked.lang
    with drawing():
        rows = list(_tables(list(_changes(book)), body)) if book.asked.since else []
        cited = list(
            _pages([list(_source(line, lines)) for line, lines in _by_publisher(book.sources)], body)
        )
        changed_at = 2 + len(book.figures)
        _contents(presentation, sheet, book, changed_at, changed_at + len(rows))
    for number, one in enumerate(book.figures, 2):
        add_figure(presentation, sheet, evidence, one, number)
    with drawing():
        number = changed_at
        for i, part in enumerate(rows):
            _table(_slide(presentation, sheet, book, again(changes_title(book), i, lang), number), part, body)
            number += 1
        for i, columns in enumerate(cited):
            slide = _slide(presentation, sheet, book, again(headed("sources", lang), i, lang), number)
            width = (body.width - _GAP) / 2
            for place, paragraphs in enumerate(columns):
                rect = Rect(body.x + place * (width + _GAP), body.y, width, body.height)
                text_box(slide, rect, paragraphs, "Sources")
            number += 1
    properties = {
        "title": book.asked.title,
        "subject": f"TLP:{book.marking}",
        "identifier": book.id,
        "keywords": book.metadata,
        "author": AUTHOR,
        "last_modified_by": AUTHOR,
    }
    return packed(
        presentation, properties, book.asked.first.made_on, sheet.by, book.asked.first.house.fonts.office
    )


def _body(sheet: Sheet) -> Rect:
    return Rect(_MARGIN, 26.0, sheet.width - 2 * _MARGIN, sheet.height - 26.0 - 20.0)


def _slide(presentation: Any, sheet: Sheet, book: Book, title: str, number: int) -> Any:
    """Return a slide with title, markings, book id and number."""
    lang = book.asked.lang
    width = sheet.width - 2 * _MARGIN - _MARKED
    rect = sheet.turned(Rect(_MARGIN, _MARGIN - 2, width, 16.0), lang)
    slide = new_slide(presentation, title, rect, _TITLE)
    for top in (_MARGIN - 2, sheet.height - _MARGIN - 4):
        mark(slide, sheet, book.marking, _MARGIN, top, left=lang == "ar")
    told = [
        BOTH.join((say("book", one, id=book.id, version=book.version[:8]), say("page", one, number=number)))
        for one in each_of(lang)
    ]
    foot = sheet.turned(Rect(_MARGIN, sheet.height - _MARGIN - 3, width, 6.0), lang)
    _beside_each_other(slide, foot, told, _SMALL, "Small print")
    return slide


def _beside_each_other(slide: Any, rect: Rect, texts: Sequence[str], size: float, name: str) -> None:
    """Add what is said in each language, one beside the other."""
    width = (rect.width - _GAP * (len(texts) - 1)) / len(texts)
    for place, text in enumerate(texts):
        own = Rect(rect.x + place * (width + _GAP), rect.y, width, rect.height)
        text_box(slide, own, [Paragraph(text, size, colour=QUIET)], name)


def _contents(presentation: Any, sheet: Sheet, book: Book, changed_at: int, cited_at: int) -> None:
    lang = book.asked.lang
    first = book.asked.first
    slide, body = _slide(presentation, sheet, book, book.asked.title, 1), _body(sheet)
    dates = ["".join(dates_of(first, one)) for one in each_of(lang)]
    _beside_each_other(slide, Rect(body.x, 20.0, body.width, 7.0), dates, 11.0, "Dates")
    entries = [(one.drawn.title, one.request.subtitle, number) for number, one in enumerate(book.figures, 2)]
    if book.asked.since:
        entries.append((changes_title(book), headed("changes_said", lang), changed_at))
    entries.append((headed("sources", lang), headed("sources_said", lang, count=len(book.sources)), cited_at))
    # With many parts their titles alone stand in two columns.
    many = len(entries) > _MOST_SAID
    rows = -(-len(entries) // 2) if many else len(entries)
    width = (body.width - _GAP) / 2 if many else body.width
    for column in range(0, len(entries), rows):
        paragraphs = []
        for title, said, number in entries[column : column + rows]:
            size, before = (11.0, 3.0) if many else (14.0, 7.0)
            paragraphs.append(Paragraph(title, size, bold=True, lead=f"{number}   ", before=before))
            paragraphs += (
                [Paragraph(text, 10.0, colour=QUIET) for text in apart(said)] if said and not many else []
            )
        place = (column > 0) != (lang == "ar") and many
        x = body.x + (width + _GAP) * place
        text_box(slide, Rect(x, 30.0, width, body.height - 4), paragraphs, "Contents")


def _changes(book: Book) -> Iterator[_Row]:
    """Yield the rows of the table: date, layer and kind, name, what is recorded."""
    lang = book.asked.lang
    for layer in book.changes:
        names = [layer.name.text(one).partition(":")[0] for one in each_of(lang)]
        for change in ORDER:
            rows = [row for row in layer.rows if row["change"] == change]
            titled = zip(names, each_of(lang), strict=True)
            kind = BOTH.join(f"{name}: {kind_title(change, one)}" for name, one in titled)
            if change in BRIEF and rows:
                named = BOTH.join(changed_names(rows, one) for one in each_of(lang))
                yield str(rows[-1]["date"]), f"{kind} ({len(rows)})", "", named
                continue
            for row in rows:
                yield str(row["date"]), kind, change_name(row, lang), layer.said[str(row["id"])].text(lang)
    if not book.changes:
        yield "", "", "", in_both(NOTHING, lang)


def _tables(rows: Sequence[_Row], body: Rect) -> Iterator[list[_Row]]:
    """Yield the rows of one slide after the other."""
    page: list[_Row] = []
    used = 0.0
    for row in rows:
        needed = _row_height(row, body.width)
        if page and used + needed > body.height:
            yield page
            page, used = [], 0.0
        page.append(row)
        used += needed
    yield page


def _row_height(row: _Row, width: float) -> float:
    cells = zip(row, _SHARES, strict=True)
    heights = [tall(_cell(text, bold=False), width * share - 3) for text, share in cells]
    return max(heights) + _CELL


def _cell(text: str, *, bold: bool) -> list[Paragraph]:
    """Return the paragraphs of a cell: each language has its own."""
    return [Paragraph(one, _SMALL, bold=bold) for one in apart(text)]


def _table(slide: Any, rows: Sequence[_Row], body: Rect) -> None:
    total = sum(_row_height(row, body.width) for row in rows)
    shape = slide.shapes.add_table(len(rows), len(_SHARES), Mm(body.x), Mm(body.y), Mm(body.width), Mm(total))
    shape.name = "Changes"
    table = shape.table
    table.first_row = False
    for column, share in zip(table.columns, _SHARES, strict=True):
        column.width = Mm(body.width * share)
    for i, row in enumerate(rows):
        table.rows[i].height = Mm(_row_height(row, body.width))
        for j, text in enumerate(row):
            fill_cell(table.cell(i, j), _cell(text, bold=j == len(_SHARES) - 2))


def _by_publisher(sources: Sequence[Citation]) -> Iterator[tuple[str, list[Citation]]]:
    for publisher, lines in groupby(sources, key=lambda line: line.publisher):
        yield publisher, list(lines)


def _source(publisher: str, lines: Sequence[Citation]) -> Iterator[Paragraph]:
    yield Paragraph(publisher, _SMALL, bold=True, before=3.0)
    for line in lines:
        numbers = ", ".join(str(number) for number in line.figures)
        text = ", ".join(part for part in (line.title or line.id, line.date) if part)
        yield Paragraph(f"{text} [{numbers}]", _SMALL, colour=QUIET)


def _pages(groups: Sequence[Sequence[Paragraph]], body: Rect) -> Iterator[list[list[Paragraph]]]:
    """Yield the two columns of one slide after the other; a long publisher goes on in the next column."""
    width = (body.width - _GAP) / 2
    columns: list[list[Paragraph]] = [[]]
    used = 0.0
    for group in groups:
        for i, paragraph in enumerate(group):
            # The name of a publisher goes along with its first source.
            needed = tall(group[:2] if i == 0 else [paragraph], width)
            if columns[-1] and used + needed > body.height:
                columns.append([])
                used = 0.0
            columns[-1].append(paragraph)
            used += paragraph.height(width)
    for i in range(0, len(columns), 2):
        yield columns[i : i + 2]


__all__ = ["book_slides"]
