"""The document of an answer as a text to paste and as CSV."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any, Final

from geo.errors import UnknownId
from geo.faults import did_you_mean, one_of
from geo.language import worded
from geo.schema.characters import guarded

_CITED: Final = 6
"""Sources that are named behind one sentence."""
_GRADES: Final = 3


def as_text(document: dict[str, Any]) -> str:
    """Return the sentences of an answer, each with its grades and whether it is reported or derived.

    Sources are numbered in the order in which they are cited and listed at the end: of one sentence the first
    few, for a text that can be pasted; the tables have all.
    """
    days = ", ".join(f"{name} {day}" for name, day in document["days"].items())
    first = (source for one in document["sentences"] for source in one["sources"][:_CITED])
    cited = dict.fromkeys(source for source in first if source in document["sources"])
    numbers = {source: number for number, source in enumerate(cited, 1)}
    lines = [f"{document['title']} ({days}; data {document['version'][:8]}, TLP:{document['marking']})", ""]
    for one in document["sentences"]:
        grades = f" {_span(one['grades'])}" if one["grades"] else ""
        named = ", ".join(str(numbers[source]) for source in one["sources"][:_CITED] if source in numbers)
        more = len(one["sources"]) - _CITED
        named += f" and {more} more" if more > 0 else ""
        lines.append(f"{one['text']} [{one['basis']}{grades}]{f' ({named})' if named else ''}")
    if numbers:
        lines.append("")
    for source, number in numbers.items():
        known = document["sources"][source]
        date = known["date"] or "undated"
        lines.append(f"{number}. {known['publisher']}, {known['title']}, {date}. {known['url']}".rstrip())
    return "\n".join(lines)


def _span(grades: Sequence[str]) -> str:
    """Return some grades; of many the best and the lowest."""
    return ", ".join(grades) if len(grades) <= _GRADES else f"{grades[0]} to {grades[-1]}"


def as_csv(document: dict[str, Any], table: str = "") -> str:
    """Return a table of an answer as CSV, the names of its columns first; None is empty.

    Parameters
    ----------
    table : str
        Name of one of the further tables; "" = the first.

    Raises
    ------
    UnknownId
        When the answer has no such table.
    """
    sheets = {sheet["name"]: sheet for sheet in document["tables"]}
    if table and table not in sheets:
        remedy = did_you_mean(table[:80], sheets, one_of(list(sheets)) if sheets else worded("leave it out"))
        raise UnknownId(worded("the answer has no table '{name}'; {remedy}", name=table[:80], remedy=remedy))
    chosen = sheets[table] if table else document
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(column["name"] for column in chosen["columns"])
    writer.writerows(
        [guarded(value) if isinstance(value, str) else value for value in row.values()]
        for row in chosen["rows"]
    )
    return stream.getvalue()
