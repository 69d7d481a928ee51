"""The document of an answer as a workbook: tables with typed cells, sentences, sources."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from geo.errors import BadDate
from geo.validity import full_day

XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LONGEST_TITLE: Final = 31
LONGEST_CELL: Final = 32_767
Sheet = tuple[str, Sequence[str], Sequence[Iterable[Any]]]
_FIRST_YEAR: Final = 1900
_FORBIDDEN: Final = str.maketrans(dict.fromkeys("[]:*?/\\'", " "))
_MADE: Final = datetime(2000, 1, 1)  # noqa: DTZ001 - the same answer is the same bytes
_WIDEST: Final = 60


def as_workbook(document: Mapping[str, Any]) -> bytes:
    """Return an answer as XLSX."""
    said = [
        (one["text"], one["text_ar"], one["basis"], ", ".join(one["grades"]), "|".join(one["sources"]))
        for one in document["sentences"]
    ]
    sheets = [
        (document["table_title"], [one["title"] for one in document["columns"]], _cells(document)),
        *(
            (one["title"], [part["title"] for part in one["columns"]], _cells(one))
            for one in document["tables"]
        ),
        ("Sentences", ["Text", "Arabic text", "Basis", "Grades", "Sources"], said),
        (
            "Sources",
            ["Id", "Publisher", "Title", "Date", "Address"],
            [
                (name, one["publisher"], one["title"], one["date"], one["url"])
                for name, one in document["sources"].items()
            ],
        ),
    ]
    numbered = [
        (f"{number} {title}" if number else title, heads, rows)
        for number, (title, heads, rows) in enumerate(sheets)
    ]
    return written(document["title"], numbered)


def written(title: str, sheets: Iterable[Sheet]) -> bytes:
    """Return sheets as XLSX: numbers are numbers, days are days, nothing is a formula or a link.

    Parameters
    ----------
    sheets : iterable
        Title (each its own within `LONGEST_TITLE` characters), heads and rows of each.
    """
    from xlsxwriter import Workbook  # noqa: PLC0415 - few answers are taken away like this

    stream = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(stream, options) as book:
        book.set_properties({"title": title, "created": _MADE})
        head, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy-mm-dd"})
        for name, heads, rows in sheets:
            sheet = book.add_worksheet(name.translate(_FORBIDDEN)[:LONGEST_TITLE].strip())
            for column, text in enumerate(heads):
                sheet.write_string(0, column, text, head)
            widths = [len(text) for text in heads]
            for line, row in enumerate(rows, 1):
                for column, value in enumerate(row):
                    widths[column] = max(widths[column], len(str(value or "")))
                    _write(sheet, line, column, value, day)
            for column, width in enumerate(widths):
                sheet.set_column(column, column, min(width, _WIDEST) + 1)
            sheet.freeze_panes(1, 0)
            sheet.autofilter(0, 0, max(len(rows), 1), max(len(heads) - 1, 0))
    return stream.getvalue()


def _cells(sheet: Mapping[str, Any]) -> Sequence[Iterable[Any]]:
    """Return the rows of a table, full days of columns of days as days."""
    days = {column["name"] for column in sheet["columns"] if column["kind"] == "date"}
    return [
        [as_day(value) if name in days else value for name, value in row.items()] for row in sheet["rows"]
    ]


def as_day(value: Any) -> Any:
    """Return a full day as a day, as far as a workbook has it; all else as it is."""
    try:
        day = full_day(str(value))
    except BadDate:
        return value
    return day if day.year >= _FIRST_YEAR else value


def _write(sheet: Any, line: int, column: int, value: Any, day: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, (int, float)):
        sheet.write_number(line, column, value)
    elif isinstance(value, str):
        sheet.write_string(line, column, value)
    else:
        sheet.write_datetime(line, column, value, day)
