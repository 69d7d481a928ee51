"""The rules that evidence must keep, told all at once as rows.

Each rule looks at the different values of a column at once and names those that are wrong (`values`); only
then are the rows looked up that hold them. What values must be to each other (dates in order, a precision for
a position) is checked beside (`rows`).
"""

from __future__ import annotations

import re
from collections.abc import Collection

import geopandas as gpd
import pandas as pd

from geo.faults import Fault
from geo.model import Column, Layer, Table
from geo.schema.references import References
from geo.schema.rows import (
    Rows,
    check_dates,
    check_duplicates,
    check_geometry,
    check_itself,
    check_owners,
    check_recorded,
)
from geo.schema.values import rules

_FEATURE_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")

# Longer, because the id of a claim or flow is made of those it joins.
_ROW_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,159}")


def layer_faults(
    frame: gpd.GeoDataFrame, layer: Layer, references: References, file: str = ""
) -> list[Fault]:
    """Return every fault of a layer's frame at once, in the order of the rows.

    Parameters
    ----------
    frame : GeoDataFrame
        Text columns with "" for none, EPSG:4326; a null geometry is unplaced and allowed.
    references : References
        The ids that may be cited.
    file : str, optional
        Path named in the rows; default: where the declaration says the data are.
    """
    rows = Rows(frame, file or f"data/{layer.data}", layer.id)
    check_columns(rows, layer.all_columns, tuple(layer.classes), references)
    check_duplicates(rows)
    check_owners(rows, layer.id, references.owners)
    check_itself(rows, layer.all_columns)
    check_dates(rows)
    check_recorded(rows, layer.all_columns, references.latest)
    check_geometry(rows, layer)
    return rows.in_order()


def table_faults(frame: pd.DataFrame, table: Table, references: References) -> list[Fault]:
    """Return every fault of a CSV table at once, as `layer_faults` does for a layer."""
    rows = Rows(frame, f"data/{table.name}.csv", "")
    check_columns(rows, table.columns, references.classes.get(table.name), references)
    check_duplicates(rows)
    check_dates(rows)
    check_recorded(rows, table.columns, references.latest)
    return rows.in_order()


def check_columns(
    rows: Rows, columns: tuple[Column, ...], classes: Collection[str] | None, references: References
) -> None:
    """Check each column by itself."""
    ids = _FEATURE_ID if rows.layer else _ROW_ID
    for column in columns:
        if column.name not in rows.frame.columns:
            name = column.name
            rows.fault_of_file(name, f"the column '{name}' is missing", f"add the column '{name}'")
            continue
        texts = rows.column(column.name)
        different = set(texts)
        for rule in rules(column, ids, classes, references):
            if wrong := rule(different):
                for row, text in enumerate(texts):
                    for problem, remedy in wrong.get(text, ()):
                        rows.fault(row, column.name, problem, remedy)
