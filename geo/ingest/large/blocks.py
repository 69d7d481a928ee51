"""A table of any size -> pieces that are read by themselves: whole rows of a CSV, groups of a GeoParquet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyarrow import ArrowException, parquet

from geo.ingest.files.child import GEOMETRY, of_parquet
from geo.ingest.files.formats import FORMATS, IN_PIECES, MOST_COLUMNS, MOST_ROWS, Limits
from geo.ingest.files.reading import Raw, Table, encoding_of, in_rows, read_file, shapes_of, table_of
from geo.ingest.files.unpacking import Refused, format_of
from geo.language import worded
from geo.store import made_beside

BYTES: Final = 8_000_000
"""Of a piece of a CSV file."""
_SAMPLE: Final = 1_000_000
_LEAST_ROW: Final = 3
"""Bytes that a row takes at least, packed as it may be."""
_IN_PIECES: Final = ("CSV", "GeoParquet")
"""What is read in pieces as it is."""
_LINE: Final = b"\n"


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a file.

    Attributes
    ----------
    start, stop : int
        Bytes of a CSV file, groups of rows of a GeoParquet file.
    table : Table or None
        How the CSV file is written; None = it is GeoParquet.
    """

    path: Path
    start: int
    stop: int
    table: Table | None = None
    encoding: str = "UTF-8"

    def read(self) -> Raw:
        """Return its rows; raises Refused."""
        if self.table is None:
            return self._groups()
        return self.table.rows(self._text(), self.encoding, header=self.start == 0)

    def count(self) -> int:
        """Return how many rows it has, without looking at what they say; raises Refused."""
        if self.table is None:
            groups = _parquet(self.path).metadata
            return sum(groups.row_group(number).num_rows for number in range(self.start, self.stop))
        return self.table.count(self._text()) - (self.start == 0)

    def _text(self) -> str:
        with self.path.open("rb") as file:
            file.seek(self.start)
            content = file.read(self.stop - self.start)
        try:
            return content.decode("utf-8-sig" if self.encoding == "UTF-8" else self.encoding)
        except UnicodeDecodeError as error:
            where = self.start + error.start
            raise Refused(
                worded(
                    "byte {where} is not {name}; tell another --encoding, or save it as UTF-8",
                    where=str(where),
                    name=self.encoding,
                )
            ) from error

    def _groups(self) -> Raw:
        file = parquet.ParquetFile(self.path)
        try:
            columns, crs = of_parquet(file.read_row_groups(range(self.start, self.stop)))
        except Refused as refused:
            problem = refused.args[0]
            raise Refused(
                worded("{problem}; export it again as {kind}", problem=problem, kind="GeoParquet")
            ) from None
        shapes = columns.pop(GEOMETRY, None)
        return Raw(columns, shapes_of(shapes) if shapes else None, crs)


def is_large(path: Path) -> bool:
    """Tell whether a file may hold more rows than a layer that is kept in memory; raises Refused."""
    kind = format_of(path.name).title
    if kind == "GeoParquet":
        return int(_parquet(path).metadata.num_rows) > MOST_ROWS
    if kind != "CSV":
        return False
    lines = 0
    with path.open("rb") as file:
        while (piece := file.read(BYTES)) and lines <= MOST_ROWS:
            lines += piece.count(_LINE)
    return lines > MOST_ROWS


def may_be_large(path: Path) -> bool:
    """Tell at once whether a file may hold as many rows: surely of what is read in pieces as it is."""
    if format_of(path.name).title in _IN_PIECES:
        return is_large(path)
    return path.stat().st_size >= MOST_ROWS * _LEAST_ROW


@contextmanager
def taken_apart(
    path: Path, home: Path, *, sheet: str = "", encoding: str = "", limits: Limits = IN_PIECES
) -> Iterator[list[Block] | Raw]:
    """Yield the pieces of a folder or of a file of more rows than are kept in memory; of another its rows.

    Of many rows what GDAL reads becomes GeoParquet on the way, in a folder that is removed afterwards.

    Parameters
    ----------
    home : Path
        Where that folder is made.
    limits : Limits, optional
        Of what GDAL reads.

    Raises
    ------
    Refused
        When it cannot be read or taken apart.
    """
    if not path.is_dir() and not may_be_large(path):
        yield read_file(path, sheet=sheet, encoding=encoding)
    elif path.is_dir() or format_of(path.name).title in _IN_PIECES:
        yield blocks_of(path, encoding)
    else:
        with made_beside(home) as folder:
            rows = folder / "rows.parquet"
            few = in_rows(path, rows, sheet=sheet, encoding=encoding, limits=limits)
            yield blocks_of(rows) if few is None else few


def blocks_of(path: Path, encoding: str = "", size: int = BYTES) -> list[Block]:
    """Return the pieces of a file, or of the files of a folder in the order of their names.

    Parameters
    ----------
    encoding : str, optional
        What its texts are; default: as the first of them show.
    size : int, optional
        Bytes of a piece of a CSV file.

    Raises
    ------
    Refused
        When a file cannot be taken apart, or another has other columns.
    """
    if not path.is_dir():
        return _of_file(path, encoding, size)
    files = [one for one in sorted(path.iterdir()) if one.suffix.lower() in FORMATS and one.name[0] != "."]
    if not files:
        raise Refused("is a folder without a file that is read; put CSV or GeoParquet into it")
    found = [_of_file(one, encoding, size) for one in files]
    first = _headers(found[0][0])
    for one, blocks in zip(files, found, strict=True):
        if blocks and _headers(blocks[0]) != first:
            raise Refused(f"{one.name} has other columns than {files[0].name}; bring them into one form")
    return [block for blocks in found for block in blocks]


def _headers(block: Block) -> Sequence[str]:
    return block.table.headers if block.table else tuple(_parquet(block.path).schema_arrow.names)


def _of_file(path: Path, encoding: str, size: int) -> list[Block]:
    kind = format_of(path.name).title
    if kind == "GeoParquet":
        file = _parquet(path)
        if len(file.schema_arrow.names) > MOST_COLUMNS:
            raise Refused(worded("has more than {n} columns; leave some out", n=MOST_COLUMNS))
        return [Block(path, n, n + 1) for n in range(file.metadata.num_row_groups)]
    if kind != "CSV":
        raise Refused(f"is {kind}, which is not read in pieces; export it as CSV or GeoParquet")
    with path.open("rb") as stream:
        sample = stream.read(_SAMPLE)
    if not sample.strip():
        raise Refused(worded("is empty; give a file with rows"))
    # Cut at a line end, so that no letter is cut.
    sample = sample[: sample.rfind(_LINE) + 1] or sample
    told = encoding or encoding_of(sample)
    try:
        if _LINE.decode(told) != "\n":
            raise Refused(worded("is in an encoding of several bytes a letter; save it as UTF-8"))
        table = table_of(sample.decode("utf-8-sig" if told == "UTF-8" else told))
    except (UnicodeDecodeError, LookupError) as error:
        raise Refused(
            worded("is not {name}; tell another --encoding, or save it as UTF-8", name=told[:20])
        ) from error
    return [Block(path, start, stop, table, told) for start, stop in _cuts(path, size)]


def _cuts(path: Path, size: int) -> Iterator[tuple[int, int]]:
    """Yield where pieces of whole rows begin and end: never in a cell in quotes, which may hold line ends."""
    whole, start = path.stat().st_size, 0
    with path.open("rb") as file:
        while start < whole:
            file.seek(start)
            piece = file.read(size)
            stop = len(piece)
            if start + stop < whole:
                # A piece begins outside quotes: so does what follows an even number of them.
                stop = piece.rfind(_LINE) + 1
                while stop and piece.count(b'"', 0, stop) % 2:
                    stop = piece.rfind(_LINE, 0, stop - 1) + 1
                if not stop:
                    raise Refused(
                        worded(
                            "byte {where}: a row is longer than {n} MB, or a quote is opened and never "
                            "closed; correct it",
                            where=str(start),
                            n=size // 1_000_000,
                        )
                    )
            yield start, start + stop
            start += stop


def _parquet(path: Path) -> parquet.ParquetFile:
    try:
        return parquet.ParquetFile(path)
    except (ArrowException, OSError) as error:
        raise Refused(
            worded("is not {kind}, whatever its name says; export it again", kind="GeoParquet")
        ) from error
