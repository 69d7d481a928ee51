"""Tables that come again and again become one: of rows with one key the last, with the first day of any."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import pyarrow as pa

from geo.store.large.engine import connected
from geo.store.large.writing import MEMORY, ROWS, quoted

ORDER: Final = "part (feed)"
"""The column of a part that says which came later; what was merged before has none."""
_NTH: Final = "nth (feed)"


def write_texts(columns: Mapping[str, Sequence[str]], path: Path, number: int) -> None:
    """Write columns of text as a part, the `number`th."""
    from pyarrow import parquet  # noqa: PLC0415 - as in `connected`

    rows = len(next(iter(columns.values()), ()))
    table = pa.table({name: pa.array(texts, pa.string()) for name, texts in columns.items()})
    order = pa.array([(number << 32) + row for row in range(rows)], pa.int64())
    parquet.write_table(table.append_column(ORDER, order), path, compression="lz4")


def merged(parts: Sequence[Path], key: str, first: str, path: Path) -> int:
    """Write parts as one table, sorted by its key, and return how many rows it has.

    Parameters
    ----------
    key : str
        The column by which a row is known.
    first : str
        The column of which the least is kept; of all others what came last.
    """
    names = ", ".join(quoted(part) for part in parts)
    by, least, order, nth = (f'"{name.replace(chr(34), chr(34) * 2)}"' for name in (key, first, ORDER, _NTH))
    with connected(MEMORY, temp_directory=str(path.parent / ".more")) as database:
        found = database.execute(
            # Names of files and columns are quoted: a column may be called anything.
            f"COPY (SELECT * EXCLUDE ({nth}, {order}) FROM (SELECT * REPLACE (min({least}) OVER (PARTITION BY"  # noqa: S608
            f" {by}) AS {least}), row_number() OVER (PARTITION BY {by} ORDER BY {order} DESC NULLS LAST)"
            f" AS {nth} FROM read_parquet([{names}], union_by_name = true)) WHERE {nth} = 1 ORDER BY {by})"
            f" TO {quoted(path)} (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROWS})"
        ).fetchone()
    return int(found[0]) if found else 0
