"""An answer as blocks of lines: sentences with numbered sources, tables, the list of sources."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from matplotlib.collections import LineCollection

from geo.figure.page.columns import APART, Line
from geo.figure.sheet.paper import BOLD, Page, Rect, Type, wrap
from geo.figure.sheet.wording import say
from geo.language import declared
from geo.model import Language

MOST_ROWS: Final = 15
"""Rows of a table on paper; the CSV has all."""
_MOST_CITED: Final = 4
_LONGEST_URL: Final = 90
_MOST_COLUMNS: Final = 8
_WIDEST, _NARROWEST = 190.0, 30.0
_PAD: Final = 5.0
_MOST_LINES: Final = 3
_INK, _QUIET, _RULE = "#1A1A1A", "#4A473F", "#D8D2C4"
_NOT_FOR_PAPER: Final = ("slug", "list", "sources", "actors", "place", "actor")
"""Kinds of column that hold ids: names stand beside them, and the CSV has both."""


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that stand together, in so many columns of the page."""

    lines: tuple[Line, ...]
    columns: int = 1


def sentences(page: Page, document: Mapping[str, Any], width: float, lang: Language) -> Block:
    """Return the sentences, what is reported and what is derived apart, in the order of the answer."""
    numbers = cited(document)
    kind, head = page.type("normal", colour=_INK), page.type("normal", BOLD, _INK)
    lines: list[Line] = []
    for basis, held in _by_basis(document).items():
        lines.append(Line(say(basis, lang), head, before=8.0, keep=True))
        for one in held:
            text = " ".join([one["text_ar" if lang == "ar" else "text"], *_grounds(one, numbers)])
            lines += _paragraph(text, kind, width, before=3.5, indent=8.0)
    return Block(tuple(lines), 2)


def _by_basis(document: Mapping[str, Any]) -> dict[str, list[Mapping[str, Any]]]:
    found: dict[str, list[Mapping[str, Any]]] = {}
    for one in document["sentences"]:
        found.setdefault(one["basis"], []).append(one)
    return found


def cited(document: Mapping[str, Any]) -> dict[str, int]:
    """Return the numbers of the sources that the sheet names: the first few of each sentence, in order."""
    every = [one for held in _by_basis(document).values() for one in held]
    named = (source for one in every for source in _first(one, document["sources"]))
    return {source: number for number, source in enumerate(dict.fromkeys(named), 1)}


def _first(sentence: Mapping[str, Any], known: Mapping[str, Any]) -> list[str]:
    return [source for source in sentence["sources"] if source in known][:_MOST_CITED]


def _grounds(sentence: Mapping[str, Any], numbers: Mapping[str, int]) -> Iterator[str]:
    """Yield the grades of a sentence and the numbers of its sources."""
    grades = sentence["grades"]
    if grades:
        yield grades[0] if len(grades) == 1 else f"{grades[0]}\N{EN DASH}{grades[-1]}"
    found = [str(numbers[source]) for source in _first(sentence, numbers)]
    more = len(sentence["sources"]) - len(found)
    if found:
        yield f"[{', '.join([*found, *([f'+{more}'] if more else [])])}]"


def tables(
    current: Callable[[], Page], document: Mapping[str, Any], width: float, lang: Language
) -> Iterator[Block]:
    """Yield each table that has rows; `current` is the page that is filled when a row is set."""
    ending = "_ar" if lang == "ar" else ""
    first = {
        "title": say("table", "en"), "title_ar": say("table", "ar"),
        "columns": document["columns"], "rows": document["rows"],
    }  # fmt: skip
    for table in (first, *document["tables"]):
        columns = _shown(table, lang)
        if table["rows"] and columns:
            yield Block(tuple(_table(current, table[f"title{ending}"], table["rows"], columns, width, lang)))


def _shown(table: Mapping[str, Any], lang: Language) -> list[Mapping[str, Any]]:
    """Return the columns that paper has room for: no ids where names stand beside, none that is empty."""
    other = "name_en" if lang == "ar" else "name_ar"
    named = any(one["name"] in ("name_en", "name_ar") for one in table["columns"])
    columns = [
        one
        for one in table["columns"]
        if one["name"] != (other if named else "") and one["kind"] not in _NOT_FOR_PAPER
        and any(_value(row, one["name"]) not in (None, "", 0) for row in table["rows"])
    ]  # fmt: skip
    return columns[:_MOST_COLUMNS]


def _table(
    current: Callable[[], Page],
    title: str,
    rows: Sequence[Mapping[str, Any]],
    columns: Sequence[Mapping[str, Any]],
    width: float,
    lang: Language,
) -> Iterator[Line]:
    page = current()
    kind, head = page.type("small", colour=_INK), page.type("small", BOLD, _QUIET)
    texts = [[_cell(_value(row, one["name"])) for one in columns] for row in rows[:MOST_ROWS]]
    titles = [declared(one["title"], lang) for one in columns]
    widths = _widths([titles, *texts], kind, width)
    yield Line(title, page.type("large", BOLD, _INK), before=14.0, keep=True)
    yield _row(current, titles, widths, head, lang, keep=True)
    for cells in texts:
        yield _row(current, cells, widths, kind, lang)
    if len(rows) > MOST_ROWS:
        yield Line(say("more_rows", lang, count=len(rows) - MOST_ROWS), kind.but(colour=_QUIET), before=2.0)


def _widths(rows: Sequence[Sequence[str]], kind: Type, width: float) -> list[float]:
    """Return the width of each column: what its texts need, shared out where that is too much."""
    bold = kind.but(weight=BOLD)
    wanted = [
        min(max(one.width(row[i]) for row in rows for one in (kind, bold)) + 2 * _PAD + 1, _WIDEST)
        for i in range(len(rows[0]))
    ]
    short = sum(wanted) - width
    if short <= 0:
        return wanted
    # The wide ones give, each as much as it has above the least.
    spare = [max(one - _NARROWEST, 0) for one in wanted]
    return [one - short * room / sum(spare) for one, room in zip(wanted, spare, strict=True)]


def _row(
    current: Callable[[], Page],
    cells: Sequence[str],
    widths: Sequence[float],
    kind: Type,
    lang: Language,
    *,
    keep: bool = False,
) -> Line:
    """Return a row of a table as one line, which draws its cells where it is set."""
    rtl = lang == "ar"
    set_ = [
        wrap(text, kind, width - 2 * _PAD, _MOST_LINES) for text, width in zip(cells, widths, strict=True)
    ]
    tall = max(sum(map(kind.tall, lines)) for lines in set_) + 3.0

    def draw(rect: Rect) -> None:
        page = current()
        x = rect.right if rtl else rect.x
        for lines, width in zip(set_, widths, strict=True):
            y = rect.top - 1.5
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


def _value(row: Mapping[str, Any], name: str) -> Any:
    """Return what a row has in a column; the English name where there is no Arabic one."""
    return row[name] or row.get("name_en", "") if name == "name_ar" else row[name]


def _cell(value: str | float | None) -> str:
    if value is None:
        return ""
    if isinstance(value, int):
        return f"{value:,}"
    return f"{value:,.10g}" if isinstance(value, float) else value.replace("|", ", ")


def sources(page: Page, document: Mapping[str, Any], width: float, lang: Language) -> Block:
    """Return the sources that the sheet names, numbered as in the sentences, and how many more there are."""
    kind = page.type("small", colour=_QUIET)
    numbers = cited(document)
    lines = [Line(say("sources", lang), page.type("large", BOLD, _INK), before=14.0, keep=True)]
    for source, number in numbers.items():
        one = document["sources"][source]
        dated = one["date"] or say("undated", lang)
        text = ", ".join(part for part in (one["publisher"], one["title"], dated) if part)
        url = one["url"] if len(one["url"]) <= _LONGEST_URL else urlsplit(one["url"]).netloc
        lines += _paragraph(f"{number}. {text}. {url}".rstrip(), kind, width, 1.5, ltr=True)
    left = len(document["sources"]) - len(numbers)
    if left:
        lines += _paragraph(say("sources_left", lang, count=left), kind, width, 4.0)
    return Block(tuple(lines) if numbers else (), 2)


def _paragraph(
    text: str, kind: Type, width: float, before: float, *, indent: float = 0.0, ltr: bool = False
) -> Iterator[Line]:
    texts = wrap(text, kind, width - indent)
    for i, line in enumerate(texts):
        yield Line(line, kind, indent, 0 if i else before, keep=i == 0 and len(texts) > 1, ltr=ltr)
