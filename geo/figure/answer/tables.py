"""The tables of an answer on paper: the columns that tell most, narrow tables side by side, few rows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from matplotlib.collections import LineCollection

from geo.figure.page.columns import APART, Line
from geo.figure.sheet.paper import BOLD, Page, Type, wrap
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import say
from geo.language import declared, tn
from geo.model import Language
from geo.questions.asking.reading import cell_text, columns_read

_WIDEST: Final = 190.0
_LEAST: Final = 76.0
"""Points that no word makes a column wider than, where room is short."""
_PAD: Final = 3.0
_MOST_LINES: Final = 2
_MOST_LINES_OF_HEADS: Final = 3
_LONGEST_TITLE: Final = 40
_INK, _QUIET, _RULE = "#1A1A1A", "#4A473F", "#D8D2C4"
_NOT_FOR_PAPER: Final = ("slug", "list", "sources")
"""Kinds of column that paper has no room for; the CSV has them."""
_ALIKE: Final = ("text", "word", "layer", "actor", "place", "class")
"""Kinds of column that go into the title where all rows say the same."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its cells as texts.

    Attributes
    ----------
    alike : tuple of str
        What all rows say, which is told in the title.
    more : int
        Rows that are left out.
    """

    title: str
    alike: tuple[str, ...]
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    more: int

    def widths(self, kind: Type) -> list[float]:
        """Return the width that each column wants."""
        bold = kind.but(weight=BOLD)
        return [
            min(max(bold.width(head), *(kind.width(row[i]) for row in self.rows)) + 2 * _PAD + 1, _WIDEST)
            for i, head in enumerate(self.heads)
        ]

    def least(self, kind: Type) -> list[float]:
        """Return the width of the longest word of each column."""
        bold = kind.but(weight=BOLD)
        return [
            min(
                max(
                    *(bold.width(word) for word in head.split() or [""]),
                    *(kind.width(word) for row in self.rows for word in row[i].split()), 0.0,
                ) + 2 * _PAD + 1,
                _LEAST,
            )
            for i, head in enumerate(self.heads)
        ]  # fmt: skip

    def within(self, width: float, kind: Type) -> Table:
        """Return the table without the last columns that there is no room for."""
        least, kept = self.least(kind), len(self.heads)
        while kept > 1 and sum(least[:kept]) > width:
            kept -= 1
        return replace(self, heads=self.heads[:kept], rows=tuple(row[:kept] for row in self.rows))


def tables_of(document: Mapping[str, Any], most: int, lang: Language) -> Iterator[Table]:
    """Yield each table that has rows, of each at most so many."""
    first = {
        "title": document["table_title"], "title_ar": document["table_title_ar"],
        "columns": document["columns"], "rows": document["rows"],
    }  # fmt: skip
    for table in (first, *document["tables"]):
        rows = _newest_first(table)
        shown = [(one, [cell_text(row, one, document["names"], lang) for row in rows])
                 for one in columns_read(table["columns"], lang)
                 if one["kind"] not in _NOT_FOR_PAPER]  # fmt: skip
        shown = [(one, cells) for one, cells in shown if any(_says(one["kind"], cell) for cell in cells)]
        alike = [(one, cells) for one, cells in shown if _is_alike(one["kind"], cells)]
        left = [pair for pair in shown if pair not in alike]
        if left:
            yield Table(
                table["title_ar" if lang == "ar" else "title"],
                tuple(cells[0] for _, cells in alike),
                tuple(declared(one["title"], lang) for one, _ in left),
                tuple(tuple(cells[i] for _, cells in left) for i in range(min(len(rows), most))),
                max(len(rows) - most, 0),
            )


def _newest_first(table: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Return the rows, a history from its end: what is left out is what lies longest ago."""
    rows: Sequence[Mapping[str, Any]] = table["rows"]
    name, kind = table["columns"][0]["name"], table["columns"][0]["kind"]
    backwards = kind == "date" and rows and str(rows[0][name]) < str(rows[-1][name])
    return rows[::-1] if backwards else rows


def _says(kind: str, cell: str) -> bool:
    """Tell whether a cell says something: a count of nought does not, a distance does."""
    return cell != "" and (cell != "0" or kind == "number")


def _is_alike(kind: str, cells: Sequence[str]) -> bool:
    return kind in _ALIKE and len(cells) > 1 and len(set(cells)) == 1 and len(cells[0]) <= _LONGEST_TITLE


def table_lines(
    current: Callable[[], Page], table: Table, width: float, kind: Type, lang: Language, *, whole: bool
) -> Iterator[Line]:
    """Yield the lines of a table; `current` is the page that is filled when a row is set.

    Parameters
    ----------
    whole : bool
        Whether it may not be parted.
    """
    fitting = table.within(width, kind)
    widths = _shared(fitting.widths(kind), fitting.least(kind), width)
    head = kind.but(weight=BOLD, colour=_QUIET)
    title = Type(kind.size * 1.2, BOLD, _INK)
    named = f"{table.title} ({', '.join(table.alike)})" if table.alike else table.title
    lines = wrap(named, title, width, 2)
    for i, line in enumerate(lines):
        yield Line(line, title, before=0.0 if i else 9.0, keep=True)
    cut = len(table.heads) - len(fitting.heads)
    yield _row(current, fitting.heads, widths, head, lang, keep=True, most=_MOST_LINES_OF_HEADS)
    for number, cells in enumerate(fitting.rows, 1):
        last = number == len(fitting.rows)
        # What is said of the table stays below it.
        keep = bool(cut or table.more) if last else whole
        yield _row(current, cells, widths, kind, lang, keep=keep)
    if cut:
        text = tn("and {n} more column; the CSV has all", "and {n} more columns; the CSV has all", cut, lang)
        yield Line(text, kind.but(colour=_QUIET), before=1.0, keep=bool(table.more))
    if table.more:
        yield Line(say("more_rows", lang, count=table.more), kind.but(colour=_QUIET), before=1.0)


def _shared(wanted: list[float], least: list[float], width: float) -> list[float]:
    """Return the widths of columns: what they want, or shared out where that is too much."""
    short = sum(wanted) - width
    if short <= 0:
        return wanted
    spare = [max(one - low, 0.0) for one, low in zip(wanted, least, strict=True)]
    # The wide ones give, each as much as it has above the least.
    total = sum(spare) or 1.0
    return [one - min(short / total, 1.0) * room for one, room in zip(wanted, spare, strict=True)]


def _row(
    current: Callable[[], Page],
    cells: Sequence[str],
    widths: Sequence[float],
    kind: Type,
    lang: Language,
    *,
    keep: bool = False,
    most: int = _MOST_LINES,
) -> Line:
    """Return a row of a table as one line, which draws its cells where it is set."""
    rtl = lang == "ar"
    set_ = [wrap(text, kind, width - 2 * _PAD, most) for text, width in zip(cells, widths, strict=True)]
    tall = max(sum(map(kind.tall, lines)) for lines in set_) + 2.0

    def draw(rect: Rect) -> None:
        page = current()
        x = rect.right if rtl else rect.x
        for lines, width in zip(set_, widths, strict=True):
            y = rect.top - 1.0
            for text in lines:
                y -= kind.tall(text)
                at = x - _PAD if rtl else x + _PAD
                page.text(at, y + kind.base(text), text, kind, "right" if rtl else "left")
            x += -width if rtl else width
        page.sheet.add_collection(
            LineCollection(
                [[(rect.x, rect.y), (rect.right, rect.y)]], colors=_RULE, linewidths=0.5, zorder=3
            ),
            autolim=False,
        )

    return Line("", kind, indent=sum(widths) + APART, keep=keep, swatch=draw, least=tall)
