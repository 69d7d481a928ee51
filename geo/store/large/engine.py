"""DuckDB as large layers are written and asked with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import duckdb


def connected(memory: str, **more: str) -> duckdb.DuckDBPyConnection:
    """Return a database that holds nothing yet; it gives geometries as they are written."""
    import duckdb  # noqa: PLC0415 - most runs touch no large layer, and it takes long to load

    database = duckdb.connect(config={"memory_limit": memory, "threads": 2, **more})
    database.execute("SET enable_geoparquet_conversion = false")
    return database
