"""Rows -> the text of a CSV table; and how writers of a folder wait for each other."""

from __future__ import annotations

import csv
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from geo.errors import InvalidTable

if sys.platform != "win32":
    import fcntl

Row = Mapping[str, str]
"""A row of a table as it is written: texts by column, "" for none."""


def table_text(columns: Sequence[str], rows: Iterable[Row]) -> str:
    r"""Return a table as text: the names of its columns, then its rows sorted by id.

    Examples
    --------
    >>> table_text(["id", "note"], [{"id": "b", "note": "one, two"}, {"id": "a"}])
    'id,note\na,\nb,"one, two"\n'
    """
    stream = io.StringIO()
    table = csv.DictWriter(stream, list(columns), restval="", lineterminator="\n")
    table.writeheader()
    table.writerows(sorted(rows, key=lambda row: row["id"]))
    return stream.getvalue()


def with_rows(file: str, header: Sequence[str], old: Sequence[Row], new: Sequence[Row]) -> str:
    """Return the text of a table with rows added, or put in place of those with the same id.

    Raises
    ------
    InvalidTable
        When a row has no id, a column that the table does not have, or a character that no file can hold.
    """
    faults = []
    for row in new:
        label = row.get("id", "")
        faults += [] if label else [f"{file}: a row has no id; give it one"]
        faults += [
            f"{file}: {label}: there is no column '{name}'; leave it out"
            for name in row
            if name not in header
        ]
        faults += [
            f"{file}: {label}: {name}: holds half a character; write the character itself"
            for name, text in row.items()
            if not _is_writable(text)
        ]
    if faults:
        raise InvalidTable("\n".join(faults))
    changed = {row["id"] for row in new}
    return table_text(header, [*(row for row in old if row["id"] not in changed), *new])


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other writers of a folder waiting; whoever is killed keeps nobody waiting."""
    if sys.platform == "win32":
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def _is_writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
