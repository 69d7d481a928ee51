"""Layers that are never loaded whole: one sorted GeoParquet file each, asked through DuckDB."""

from geo.store.large.conditions import Wanted
from geo.store.large.grid import CELL_PX, UNITS, cell_shift, to_world
from geo.store.large.layer import LargeLayer, opened
from geo.store.large.writing import write_large

__all__ = ["CELL_PX", "UNITS", "LargeLayer", "Wanted", "cell_shift", "opened", "to_world", "write_large"]
