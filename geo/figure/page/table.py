"""The table below the map: what is shown, in as many rows as leave a map, the rest counted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

from geo.figure.drawn import Drawn
from geo.figure.map.callouts import RADIUS, draw_disc
from geo.figure.page.columns import space
from geo.figure.page.legend import named
from geo.figure.request import FigureRequest
from geo.figure.sheet.paper import BOLD, Page, Type
from geo.figure.sheet.sizes import Rect
from geo.figure.sheet.wording import BOTH, each_of, in_both
from geo.figure.shown import ShownRow, table
from geo.language import both, t, tn
from geo.model import Language
from geo.words.dates import date_text

_NUMBER = 0.06
_SHARES = (0.32, 0.22, 0.19, 0.07, 0.14)
"""Of the width: a number, where any row has one; name, what it is, its side, grade, last confirmed."""
_BLOCK = 300.0
"""Points across that a block of rows has at least."""
_MOST = 0.32
"""Share of what heading and small print leave that the table takes at most."""
_APART = 14.0
_CELL = 4.0
"""Points between blocks, and between the cells of a row."""
_RULE, _LINE = "#6B665A", "#D5CEC0"


@dataclass(frozen=True, slots=True)
class _Row:
    """One row: its number on the map (0 = none), and the lines of each other cell."""

    number: int
    cells: tuple[tuple[str, ...], ...]
    kind: Type

    @property
    def height(self) -> float:
        return max(sum(map(self.kind.tall, lines)) for lines in self.cells) + _CELL / 2


@dataclass(frozen=True, slots=True)
class Table:
    """The table as it will be set: blocks side by side under a heading, all of it `height` points tall."""

    blocks: tuple[tuple[_Row, ...], ...]
    width: float
    shares: tuple[float, ...]
    more: str
    height: float


def table_for(page: Page, drawn: Drawn, request: FigureRequest, body: Rect) -> Table:
    """Return the table of what is drawn; `body` is what heading and small print leave."""
    lang = request.view.lang
    count = max(1, int(body.width // (_BLOCK * page.scale)))
    apart = _APART * page.scale
    width = (body.width - apart * (count - 1)) / count
    kind = page.type("small", colour="#262623").but(0.94)
    called = {one.feature: one.number for one in drawn.callouts}
    shares = (_NUMBER, *_SHARES) if called else (0.0, _SHARES[0] + _NUMBER, *_SHARES[1:])
    cells = [width * share - _CELL for share in shares[1:]]
    every = [_row(one, called.get(one.id, 0), kind, cells, lang) for one in table(drawn, lang)]
    above = _titles(kind, cells, each_of(lang)).height + _heading(page).leading + kind.leading
    room = max(body.height * _MOST - above, kind.leading)
    blocks = _filled(every, count, room)
    shown = sum(map(len, blocks))
    # As low as it can be with the same rows.
    while (lower := _filled(every, count, room - 1)) and sum(map(len, lower)) == shown:
        blocks, room = lower, room - 1
    more = ""
    if left := len(every) - shown:
        more = BOTH.join(
            tn("and {n} more feature on the map", "and {n} more features on the map", left, one)
            for one in each_of(lang)
        )
    return Table(tuple(map(tuple, blocks)), width, shares, more, above + room)


def draw_table(page: Page, one: Table | None, room: Rect, lang: Language) -> None:
    """Draw the table, where there is one, at the foot of what heading and small print leave."""
    if one is None:
        return
    rect = Rect(room.x, room.y, room.width, one.height)
    rtl = lang == "ar"
    kind = page.type("small", colour="#262623").but(0.94)
    heading = _heading(page)
    base, text = rect.top - heading.leading * 0.8, in_both(both("What is shown"), lang)
    edge, align, toward = (rect.right, "right", -1) if rtl else (rect.x, "left", 1)
    page.text(edge, base, text, heading, align)  # type: ignore[arg-type]  # one of two
    if one.more:
        beside = edge + toward * (heading.width(text) + 3 * space(heading))
        page.text(beside, base, one.more, kind, align)  # type: ignore[arg-type]  # one of two
    cells = [one.width * share - _CELL for share in one.shares[1:]]
    titles = _titles(kind, cells, each_of(lang))
    for number, rows in enumerate(one.blocks):
        place = len(one.blocks) - 1 - number if rtl else number
        x = rect.x + place * (one.width + _APART * page.scale)
        y = rect.top - heading.leading * 1.1
        for i, row in enumerate([titles, *rows]):
            _draw_row(page, row, x, y, [one.width * share for share in one.shares], rtl=rtl)
            y -= row.height
            # A rule closes the titles, a line each row.
            colour, thick = (_LINE, 0.5) if i else (_RULE, 0.8)
            page.sheet.hlines(y, x, x + one.width, colors=colour, linewidths=thick * page.scale, zorder=4)


def _heading(page: Page) -> Type:
    return page.type("normal", BOLD).but(1.1)


def _titles(kind: Type, cells: Sequence[float], languages: Sequence[Language]) -> _Row:
    """Return the titles of columns, those of each language on lines of their own."""
    bold = kind.but(weight=BOLD)
    said = [
        (t("Name", one), t("What", one), t("Side or layer", one), t("Grade", one), t("Last confirmed", one))
        for one in languages
    ]
    rows = [_set(0, texts, bold, cells).cells for texts in said]
    return _Row(0, tuple(tuple(chain(*lines)) for lines in zip(*rows, strict=True)), bold)


def _row(one: ShownRow, number: int, kind: Type, cells: Sequence[float], lang: Language) -> _Row:
    day = BOTH.join(date_text(one.confirmed, each) for each in each_of(lang)) if one.confirmed else ""
    return _set(number, (one.name, one.kind, one.side, one.grade, day), kind, cells)


def _set(number: int, texts: Sequence[str], kind: Type, cells: Sequence[float]) -> _Row:
    """Return a row whose cells have so many points across."""
    # Of both languages each has lines of its own, where one line has no room for both.
    lines = (
        tuple(named(text.split(BOTH), kind, width)) or ("",) for text, width in zip(texts, cells, strict=True)
    )
    return _Row(number, tuple(lines), kind)


def _filled(rows: Sequence[_Row], count: int, room: float) -> list[list[_Row]]:
    """Return the rows that blocks of some points have room for, one block after the other."""
    blocks: list[list[_Row]] = [[] for _ in range(count)]
    at, used = 0, 0.0
    for row in rows:
        if used + row.height > room:
            at, used = at + 1, 0.0
        if at == count or row.height > room:
            break
        blocks[at].append(row)
        used += row.height
    return blocks


def _draw_row(page: Page, row: _Row, x: float, y: float, widths: Sequence[float], *, rtl: bool) -> None:
    radius = min(RADIUS * page.scale * 0.8, row.kind.leading * 0.46)
    at = x + sum(widths) if rtl else x
    toward = -1 if rtl else 1
    if row.number:
        draw_disc(page, at + toward * (radius + 1), y - row.height / 2, row.number, radius)
    for lines, before in zip(row.cells, widths, strict=False):
        at += toward * before
        top = y - _CELL / 4
        for line in lines:
            top -= row.kind.tall(line)
            align = "right" if rtl else "left"
            page.text(at, top + row.kind.base(line), line, row.kind, align)  # type: ignore[arg-type]  # one of two


__all__ = ["Table", "draw_table", "table_for"]
