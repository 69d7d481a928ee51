"""Rows -> one XLSX workbook: a sheet for each layer and each table that they cite."""

from __future__ import annotations

from geo.export.columns import (
    DAYS,
    IN_SHEETS,
    free,
    layer_columns,
    plain_rows,
    position_columns,
    table_columns,
)
from geo.export.gathering import CITED, Cut, Extract
from geo.export.texts import positions
from geo.language import declared, mark
from geo.model import split
from geo.questions.asking.workbook import LONGEST_CELL, LONGEST_TITLE, as_day, written
from geo.validity import NEVER
from geo.words.names import Name

_DAYS = frozenset(column.name for column in DAYS)
TOO_LONG = mark("too long for a cell; every other format has it")


def sheet_of(cut: Cut) -> str:
    """Return what the sheet of a layer is called."""
    return free(cut.layer.id, CITED)[:LONGEST_TITLE]


def workbook(extract: Extract) -> bytes:
    """Return all layers and tables; outlines that no cell holds are said to be too long."""
    sheets = []
    sources = _in_words(extract, "sources", ("publisher", "title", "date", "url"))
    actors = {
        row["id"]: Name(row["name_en"], row["name_ar"]).text(extract.scope.lang)
        for row in plain_rows(extract.tables["actors"], table_columns("actors", extract.tables["actors"]))
    }
    for cut in extract.cuts:
        columns = layer_columns(cut.layer)
        heads = [column.name for column in (*columns, *position_columns(cut.layer, IN_SHEETS))]
        rows = [
            [
                # A sheet has no day for what never goes stale.
                *(
                    None if value == NEVER else as_day(value) if name in _DAYS else value
                    for name, value in row.items()
                ),
                *at[:2],
                at[2] if len(at[2]) <= LONGEST_CELL else declared(TOO_LONG, extract.scope.lang),
                ", ".join(actors.get(one, one) for one in split(row.get("actors") or row.get("actor") or "")),
                "\n".join(sources.get(one, one) for one in split(row["sources"]))[:LONGEST_CELL],
            ]
            for row, at in zip(plain_rows(cut.frame, columns), positions(cut.frame), strict=True)
        ]
        sheets.append((sheet_of(cut), heads, rows))
    for name, frame in extract.tables.items():
        columns = table_columns(name, frame)
        rows = [list(row.values()) for row in plain_rows(frame, columns)]
        sheets.append((name, [column.name for column in columns], rows))
    return written(f"Libya map, data {extract.version}", sheets)


def _in_words(extract: Extract, table: str, names: tuple[str, ...]) -> dict[str, str]:
    """Return each row of a table that features cite in one line, by its id."""
    frame = extract.tables[table]
    return {
        row["id"]: ", ".join(row[name] for name in names if row[name])
        for row in plain_rows(frame, table_columns(table, frame))
    }
