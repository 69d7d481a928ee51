"""A file -> rows as texts, shapes and their CRS; GDAL reads in a process of its own (`child`)."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyogrio
import shapely
from numpy.typing import NDArray
from pyarrow import feather

from geo.ingest.files.child import GEOMETRY
from geo.ingest.files.formats import (
    IN_PIECES,
    LONGEST_CELL,
    MOST_COLUMNS,
    MOST_ROWS,
    WHOLE,
    Format,
    Limits,
    too_many,
)
from geo.ingest.files.headers import FIRST, header_of
from geo.ingest.files.unpacking import Refused, Several, format_of, unpacked
from geo.language import of_document, worded

_ARABIC_WORDS: Final = re.compile(r"[\u0621-\u064a]{3,}")
_CODE: Final = Path(__file__).resolve().parents[3]
_DELIMITERS: Final = ",;\t|"
_SAMPLE: Final = 50_000


@dataclass(frozen=True, slots=True)
class Raw:
    """What a file holds, nothing of it judged.

    Attributes
    ----------
    columns : dict of str to list of str
        By header, "" for none; all of one length.
    shapes : ndarray of shapely geometry or None, or None
        As long as the columns; None where the file has no shapes of its own.
    crs : str
        Of the shapes; "" = the file does not say.
    encoding : str
        What its texts were read as.
    odd : tuple of (int, str, str)
        Rows that cannot be kept: number from 1, problem, remedy.
    """

    columns: dict[str, list[str]]
    shapes: NDArray[np.object_] | None = None
    crs: str = ""
    encoding: str = "UTF-8"
    odd: tuple[tuple[int, str, str], ...] = ()

    def __len__(self) -> int:
        """Return how many rows there are."""
        return len(next(iter(self.columns.values()), [])) if self.shapes is None else len(self.shapes)


Reader = Callable[[Mapping[str, str], Format], dict[str, Any]]
"""Reads what it is asked for as the child does, and returns its answer."""


def apart(asked: Mapping[str, str], kind: Format) -> dict[str, Any]:
    """Read in another process, with one driver alone and within bounds; raises Refused where that ends."""
    seconds = int(asked["seconds"])
    others = [name for name in pyogrio.list_drivers() if name not in (kind.driver, "MEM")]
    quiet = {
        name: text for name, text in os.environ.items() if not name.startswith(("GDAL_", "OGR_", "CPL_"))
    }
    environment = quiet | {
        "GDAL_SKIP": ",".join(others),
        "GDAL_HTTP_PROXY": "127.0.0.1:9",  # no driver that is left asks anybody; nobody would answer
        "PYTHONPATH": str(_CODE),
    }
    try:
        done = subprocess.run(
            [sys.executable, "-m", "geo.ingest.files.child"],
            input=json.dumps(asked).encode(),
            capture_output=True,
            timeout=seconds,
            env=environment,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(
            worded("takes longer than {n} seconds to read; split or simplify it", n=seconds)
        ) from error
    if done.returncode or not done.stdout:
        raise Refused(
            worded(
                "cannot be read as {kind}: its reader was ended; export it again, or split it",
                kind=kind.title,
            )
        )
    answer: dict[str, Any] = json.loads(done.stdout)
    return answer


def read_file(path: Path, *, sheet: str = "", encoding: str = "", reader: Reader = apart) -> Raw:
    """Return what a file holds.

    Parameters
    ----------
    sheet : str, optional
        The layer or sheet to read, of a file that has several.
    encoding : str, optional
        What its texts are; default: as the file says, or as its letters show.
    reader : callable, optional
        Reads what is no text; default: `apart`.

    Raises
    ------
    Refused
        Saying why it is not taken, and what to do.
    """
    kind = format_of(path.name)
    with tempfile.TemporaryDirectory(prefix="libya-map-") as folder:
        inside = unpacked(path, Path(folder))
        if kind.title == "CSV":
            return _csv(inside.read_bytes(), encoding)
        out = Path(folder) / "read.arrow"
        asked = _asked(inside, sheet, encoding, out, WHOLE)
        return _raw(reader(asked, kind), kind, asked["encoding"], out)


def in_rows(
    path: Path,
    out: Path,
    *,
    sheet: str = "",
    encoding: str = "",
    limits: Limits = IN_PIECES,
    reader: Reader = apart,
) -> Raw | None:
    """Return what a file holds that GDAL reads; None = more rows than are kept in memory, now GeoParquet.

    Parameters
    ----------
    out : Path
        Where it is written; what is unpacked on the way stands beside it.

    Raises
    ------
    Refused
        As `read_file`.
    """
    kind = format_of(path.name)
    with tempfile.TemporaryDirectory(dir=out.parent, prefix=".large-") as folder:
        inside = unpacked(path, Path(folder), limits)
        asked = {**_asked(inside, sheet, encoding, out, limits), "many": "yes"}
        answer = reader(asked, kind)
        return None if answer.get("rows") else _raw(answer, kind, asked["encoding"], out)


def _asked(inside: Path, sheet: str, encoding: str, out: Path, limits: Limits) -> dict[str, str]:
    """Return what a reader is asked for."""
    return {
        "path": str(inside), "sheet": sheet, "out": str(out), "seconds": str(limits.seconds),
        "encoding": encoding or _shapefile_encoding(inside, sheet),
    }  # fmt: skip


def _refuse(answer: dict[str, Any], kind: Format) -> None:
    """Raise Refused with what a reader says, where that is no rows."""
    if answer.get("foreign"):
        raise Refused(worded("is not {kind}, whatever its name says; export it again", kind=kind.title))
    if "problem" in answer:
        raise Refused(
            worded(
                "{problem}; split it, or export it again as {kind}",
                problem=of_document(answer["problem"]),
                kind=kind.title,
            )
        )
    if "sheets" in answer:
        held = ", ".join(f"{name} ({count})" for name, count in answer["sheets"].items())
        if not held:
            raise Refused(worded("holds no rows; give some"))
        raise Several(
            worded("holds the layers {names}; tell --sheet, one of them", names=held), tuple(answer["sheets"])
        )


def _raw(answer: dict[str, Any], kind: Format, encoding: str, out: Path) -> Raw:
    """Return what a reader has left beside; raises Refused with what it says."""
    _refuse(answer, kind)
    table = feather.read_table(out, memory_map=False)
    columns = {one: table[one].to_pylist() for one in table.column_names if one != GEOMETRY}
    shapes = None
    if GEOMETRY in table.column_names:
        shapes = shapes_of(table[GEOMETRY].to_pylist())
    return Raw(columns, shapes, answer["crs"], encoding or answer["encoding"] or "UTF-8")


def shapes_of(texts: list[bytes | None]) -> NDArray[np.object_]:
    """Return shapes from WKB, without heights; None where there is none."""
    return np.asarray(shapely.force_2d(shapely.from_wkb(texts, on_invalid="ignore")), dtype=object)


def _shapefile_encoding(path: Path, sheet: str) -> str:
    """Return what the texts of a shapefile are, where it does not say so itself; "" of any other file."""
    found = path / f"{sheet}.dbf" if path.is_dir() else path.with_suffix(".dbf")
    if path.suffix not in ("", ".shp") or not found.is_file() or found.with_suffix(".cpg").is_file():
        return ""
    content = found.read_bytes()
    return encoding_of(content[int.from_bytes(content[8:10], "little") :])


def encoding_of(content: bytes) -> str:
    r"""Return what bytes of text are: UTF-8, or CP1256 where that makes Arabic words.

    Raises
    ------
    Refused
        When it cannot be told.

    Examples
    --------
    >>> encoding_of("طرابلس".encode()), encoding_of("طرابلس".encode("cp1256"))
    ('UTF-8', 'CP1256')
    """
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError:
        if _ARABIC_WORDS.search(content.decode("cp1256", errors="ignore")):
            return "CP1256"
        raise Refused(
            worded(
                "is not UTF-8, and it cannot be told what else; "
                "tell --encoding (in a browser: Letters), such as CP1252"
            )
        ) from None
    return "UTF-8"


def _csv(content: bytes, encoding: str) -> Raw:
    told = encoding or encoding_of(content)
    try:
        text = content.decode("utf-8-sig" if told == "UTF-8" else told)
    except (UnicodeDecodeError, LookupError) as error:
        raise Refused(
            worded("is not {name}; tell another --encoding, or save it as UTF-8", name=told[:20])
        ) from error
    table = table_of(text)
    found = table.rows(text, told, header=True)
    if len(found) > MOST_ROWS:
        raise Refused(worded("{problem}; split it", problem=too_many(len(found))))
    return found


@dataclass(frozen=True, slots=True)
class Table:
    """How a CSV file is written."""

    headers: tuple[str, ...]
    delimiter: str
    above: int = 0
    """Rows of a title above the header."""

    def rows(self, text: str, encoding: str, *, header: bool = False) -> Raw:
        """Return the rows of a text, which may begin with the header; raises Refused."""
        rows = list(self._each(text))[self.above + 1 if header else 0 :]
        names, odd = self.headers, []
        for number, row in enumerate(rows, 1):
            if row and len(row) != len(names):
                odd.append(
                    (
                        number,
                        worded("has {n} cells, and the header {most}", n=len(row), most=len(names)),
                        worded("put cells that hold a comma in quotes"),
                    )
                )
                row[:] = [*row, *[""] * len(names)][: len(names)]
        kept = [row for row in rows if row]
        columns = {one: [row[n].strip()[:LONGEST_CELL] for row in kept] for n, one in enumerate(names)}
        return Raw(columns, encoding=encoding, odd=tuple(odd))

    def count(self, text: str) -> int:
        """Return how many rows a text has that are not empty; raises Refused."""
        return sum(1 for row in self._each(text) if row)

    def _each(self, text: str) -> Iterator[list[str]]:
        try:
            yield from csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter)
        except (csv.Error, ValueError) as error:
            raise Refused(worded("is not CSV: {error}; export it again", error=error)) from error


def table_of(text: str) -> Table:
    """Return how a CSV file is written that begins with a text; raises Refused with all that is wrong."""
    if "\0" in text[:_SAMPLE]:
        raise Refused(worded("is no text; give a table as CSV, or a workbook as .xlsx"))
    lines = text[:_SAMPLE].splitlines()
    if not lines:  # a mark of its encoding and nothing else
        raise Refused(worded("is empty; give a file with rows"))
    try:
        dialect: Any = csv.Sniffer().sniff(lines[0], _DELIMITERS)
        delimiter = dialect.delimiter
    except csv.Error:
        delimiter = ","  # one column
    try:
        rows = list(islice(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter), FIRST))
    except (csv.Error, ValueError) as error:
        raise Refused(worded("is not CSV: {error}; export it again", error=error)) from error
    above = header_of(rows)
    names = [one.strip() for one in rows[above]]
    faults = [worded("column {n} has no header; name it", n=n + 1) for n, one in enumerate(names) if not one]
    faults += [
        worded("has the column '{name}' twice; name them apart", name=one[:60])
        for one in set(names)
        if one and names.count(one) > 1
    ]
    if len(names) > MOST_COLUMNS:
        faults.append(
            worded("has {n} columns, more than {most}; leave some out", n=len(names), most=MOST_COLUMNS)
        )
    if faults:
        raise Refused(*faults)
    return Table(tuple(names), delimiter, above)
