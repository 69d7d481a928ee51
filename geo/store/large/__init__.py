"""Layers that are never loaded whole: sorted GeoParquet, a file or a folder of parts, asked by DuckDB."""

from geo.store.large.conditions import Wanted
from geo.store.large.grid import cell_shift, to_degrees, to_world
from geo.store.large.layer import LargeLayer, opened
from geo.store.large.merging import merged, write_texts
from geo.store.large.writing import (
    CURVE,
    NUMBER,
    ROUGH,
    ROWS,
    prepared,
    put_together,
    twice,
    write_large,
    write_rough,
)

__all__ = [
    "CURVE",
    "NUMBER",
    "ROUGH",
    "ROWS",
    "LargeLayer",
    "Wanted",
    "cell_shift",
    "merged",
    "opened",
    "prepared",
    "put_together",
    "to_degrees",
    "to_world",
    "twice",
    "write_large",
    "write_rough",
    "write_texts",
]
