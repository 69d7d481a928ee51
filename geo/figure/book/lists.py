"""The lists at the end of the briefing book, changes and sources, as lines in columns on pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geo.figure.book.book import Book, LayerChanges
from geo.figure.page.columns import Line, height
from geo.figure.page.heading import marking_size
from geo.figure.page.layout import margin
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import SIZES
from geo.figure.sheet.wording import BOTH, apart, each_of, rtl, say
from geo.gazetteer.ranking import is_arabic
from geo.model import Language
from geo.questions.asking import Cell
from geo.words.changes import NOTHING, ORDER, kind_title, span_title
from geo.words.first_line import SEMICOLON
from geo.words.names import Name

SIZE = SIZES["a4-landscape"]
COLUMNS, GAP = 3, 16.0
BRIEF = ("recorded", "withdrawn")
"""Changes of which only names are told, at most `MOST_ROWS` of a layer; others are told in full."""
MOST_ROWS = 12

_LEFT = "\u200e"
"""From here on a line runs from the left."""
_INK, _QUIET = "#1A1A1A", "#4A473F"


def changes_title(book: Book) -> str:
    """Return what the list of changes is called; "" where there is none."""
    since, until = book.asked.since, book.asked.first.view.at
    return BOTH.join(span_title(since, until, one) for one in each_of(book.asked.lang)) if since else ""


def again(title: str, i: int, lang: Language) -> str:
    """Return the title of the page or slide of a list, counted from 0."""
    if not i:
        return title
    pairs = zip(each_of(lang), apart(title), strict=False)
    return BOTH.join(say("continued", one, text=text) for one, text in pairs)


def change_name(row: Mapping[str, Cell], lang: Language) -> str:
    """Return what a changed feature is called, in one line."""
    return Name(str(row["name_en"] or ""), str(row["name_ar"] or "")).text(lang)


def changed_names(rows: Sequence[Mapping[str, Cell]], lang: Language) -> str:
    """Return the names of the first of some changes in one line, and how many more there are."""
    named = [change_name(row, lang) for row in rows[:MOST_ROWS]]
    left = len(rows) - len(named)
    return SEMICOLON[lang == "ar"].join([*named, *([say("more", lang, count=left)] if left else [])]) + "."


def column_room() -> tuple[float, float]:
    """Return width and height of a column of a list, in points."""
    page = Page(SIZE)
    edge = margin(page)
    width = (page.rect.width - 2 * edge - GAP * (COLUMNS - 1)) / COLUMNS
    _, tall = marking_size("CLEAR")
    return width, page.rect.height - 2 * edge - tall - page.type("title").leading - 24


def paged(lines: Sequence[Line], room: tuple[float, float]) -> list[list[list[Line]]]:
    """Return lines in columns, these on pages; a heading never ends a column."""
    columns: list[list[Line]] = [[]]
    tall = 0.0
    at = 0
    while at < len(lines):
        unit = [lines[at]]
        while unit[-1].keep and at + len(unit) < len(lines):
            unit.append(lines[at + len(unit)])
        needed = height(unit) + (unit[0].before if columns[-1] else 0.0)
        if columns[-1] and tall + needed > room[1]:
            columns.append([])
            needed, tall = height(unit), 0.0
        columns[-1] += unit
        tall += needed
        at += len(unit)
    return [columns[i : i + COLUMNS] for i in range(0, len(columns), COLUMNS)]


def source_lines(book: Book) -> Iterator[Line]:
    """Yield the sources by publisher, each with title, date and the figures that draw on it."""
    page = Page(SIZE)
    kind, width = page.type("small", colour=_QUIET), column_room()[0]
    publisher = ""
    for one in each_of(book.asked.lang):
        told = say("sources_said", one, count=len(book.sources))
        yield from _paragraph(told, kind, width, rtl=one != book.asked.lang and one == "ar")
    for line in book.sources:
        if line.publisher != publisher:
            publisher = line.publisher
            heading = _paragraph(publisher, kind.but(weight=BOLD, colour=_INK), width, before=4.0, ltr=True)
            yield from (replace(one, keep=True) for one in heading)
        numbers = ", ".join(str(number) for number in line.figures)
        title = line.title or line.id
        # Behind an Arabic title a day would be turned: 04-09-2023 for 2023-09-04.
        turns = _LEFT if is_arabic(title) else ""
        text = ", ".join(part for part in (title + turns, line.date) if part)
        for row in _paragraph(f"{text} [{numbers}]", kind, width, indent=8.0, ltr=True):
            yield replace(row, text=turns + row.text)


def change_lines(book: Book) -> Iterator[Line]:
    """Yield the changes by layer and kind, each with its date, name and what is recorded of it."""
    lang = book.asked.lang
    page = Page(SIZE)
    kind, width = page.type("small", colour=_QUIET), column_room()[0]
    for one in each_of(lang):
        said = say("changes_said", one) if book.changes else NOTHING[one == "ar"]
        yield from _paragraph(said, kind, width, rtl=one != lang and one == "ar")
    if lang == "ar" and any(not rtl(text) for layer in book.changes for text in _told(layer, lang)):
        yield from _paragraph(say("in_english", lang), kind, width)
    for layer in book.changes:
        heading = page.type("normal", BOLD, _INK)
        named = _paragraph(layer.name.text(lang), heading, width, before=9.0)
        yield from (replace(one, keep=True) for one in named)
        for change in ORDER:
            yield from _changed(layer, change, lang, kind, width)


def _told(layer: LayerChanges, lang: Language) -> Iterator[str]:
    """Yield what is said of the changes that are told in full."""
    for row in layer.rows:
        if row["change"] not in BRIEF:
            yield from layer.said[str(row["id"])].lines(lang)


def _changed(layer: LayerChanges, change: str, lang: Language, kind: Type, width: float) -> Iterator[Line]:
    rows = [row for row in layer.rows if row["change"] == change]
    if not rows:
        return
    bold = kind.but(weight=BOLD, colour=_INK)
    titled = BOTH.join(kind_title(change, one) for one in each_of(lang))
    yield Line(f"{titled} ({len(rows)})", bold, before=3.0, keep=True)
    if change in BRIEF:
        for one in each_of(lang):
            turned = one == "ar" and lang != "ar"
            yield from _paragraph(changed_names(rows, one), kind, width, indent=8.0, rtl=turned)
        return
    for row in rows:
        name = BOTH.join(dict.fromkeys(change_name(row, one) for one in each_of(lang)))
        told = _paragraph(f"{row['date']}  {name}", kind.but(colour=_INK), width, indent=8.0)
        for text in layer.said[str(row["id"])].lines(lang):
            arabic = rtl(text)
            turned = arabic and lang != "ar"
            told += _paragraph(text, kind.but(0.95), width, indent=16.0, ltr=not arabic, rtl=turned)
        # No column begins with the last word of a change.
        yield from (replace(one, keep=True) for one in told[:-1])
        yield told[-1]


def _paragraph(
    text: str,
    kind: Type,
    width: float,
    *,
    indent: float = 0.0,
    before: float = 0.0,
    ltr: bool = False,
    rtl: bool = False,
) -> list[Line]:
    lines = wrap(text, kind, width - indent)
    return [Line(line, kind, indent, 0.0 if i else before, ltr=ltr, rtl=rtl) for i, line in enumerate(lines)]


__all__ = [
    "BRIEF",
    "COLUMNS",
    "GAP",
    "SIZE",
    "again",
    "change_lines",
    "change_name",
    "changed_names",
    "changes_title",
    "column_room",
    "paged",
    "source_lines",
]
