"""The rules that evidence must keep, told all at once as rows; reads no file and mends nothing.

What a single value may be is built from the declared columns and checked by pandera; what values must be to
each other (dates in order, a precision for a position) is checked here, positions in `geo.positions`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors
from shapely.geometry.base import BaseGeometry

from geo.errors import BadDate, InvalidLayer, InvalidTable
from geo.faults import Fault, did_you_mean, fault_table, one_of
from geo.model import Column, Layer, Table, split
from geo.positions import position_advice
from geo.validity import first_day, is_before, is_reversed

SUMMARY_LIMIT = 300

_FEATURE_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")
# Longer, because the id of a claim or flow is made of those it joins.
_ROW_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,159}")
_WHOLE = re.compile(r"-?\d+")

Advice = list[tuple[str, str]]
"""Problem and remedy pairs; none = the value is right."""
Rule = Callable[[str], Advice]


@dataclass(frozen=True, slots=True)
class References:
    """What the rows may refer to; None = cannot be told (its file is broken), so nothing is checked.

    Attributes
    ----------
    sources, actors, places : collection of str or None
        Known ids; a place is a feature of any layer.
    owners : mapping of str to str
        Feature id -> id of the layer that it belongs to, over all layers.
    classes : mapping of str to collection of str
        Table name -> classes its rows may have; a table without an entry is not checked.
    """

    sources: Collection[str] | None = None
    actors: Collection[str] | None = None
    places: Collection[str] | None = None
    owners: Mapping[str, str] = field(default_factory=dict)
    classes: Mapping[str, Collection[str]] = field(default_factory=dict)


def problems(frame: gpd.GeoDataFrame, layer: Layer, references: References, file: str = "") -> pd.DataFrame:
    """Return every fault of a layer's frame at once.

    Parameters
    ----------
    frame : GeoDataFrame
        Text columns with "" for none, EPSG:4326; a null geometry is unplaced and allowed.
    layer : Layer
        Its declaration.
    references : References
        The ids that may be cited.
    file : str, optional
        Path named in the rows; default: where the declaration says the data are.

    Returns
    -------
    DataFrame
        Columns file, layer, feature, column, problem, remedy, in the order of the rows; empty = valid.
    """
    return fault_table(layer_faults(frame, layer, references, file))


def table_problems(frame: pd.DataFrame, table: Table, references: References) -> pd.DataFrame:
    """Return every fault of a CSV table at once, as `problems` does for a layer."""
    return fault_table(table_faults(frame, table, references))


def require_valid(frame: gpd.GeoDataFrame, layer: Layer, references: References) -> None:
    """Check a layer's frame.

    Raises
    ------
    InvalidLayer
        Listing every fault, one a line, with feature, column and remedy.
    """
    if faults := layer_faults(frame, layer, references):
        raise InvalidLayer("\n".join(f"{layer.id}: {_sentence(fault)}" for fault in faults))


def require_valid_table(frame: pd.DataFrame, table: Table, references: References) -> None:
    """Check a CSV table.

    Raises
    ------
    InvalidTable
        Listing every fault, as `require_valid` does.
    """
    if faults := table_faults(frame, table, references):
        raise InvalidTable("\n".join(f"{table.name}: {_sentence(fault)}" for fault in faults))


def layer_faults(
    frame: gpd.GeoDataFrame, layer: Layer, references: References, file: str = ""
) -> list[Fault]:
    """Return the rows of `problems` as values."""
    rows = _Rows(pd.DataFrame(frame), file or f"data/{layer.data}", layer.id, [])
    _check_columns(rows, layer.all_columns, tuple(layer.classes), references)
    _check_duplicates(rows)
    _check_owners(rows, layer.id, references.owners)
    _check_dates(rows)
    _check_geometry(rows, layer)
    return rows.in_order()


def table_faults(frame: pd.DataFrame, table: Table, references: References) -> list[Fault]:
    """Return the rows of `table_problems` as values."""
    rows = _Rows(frame, f"data/{table.name}.csv", "", [])
    _check_columns(rows, table.columns, references.classes.get(table.name), references)
    _check_duplicates(rows)
    _check_dates(rows)
    return rows.in_order()


class _Rows:
    """A frame under inspection, with the faults found so far."""

    def __init__(self, frame: pd.DataFrame, file: str, layer: str, faults: list[tuple[int, Fault]]) -> None:
        self.frame = frame.reset_index(drop=True)
        self.file = file
        self.layer = layer
        self._faults = faults
        self.texts = {
            name: [_text(v) for v in self.frame[name]] for name in self.frame.columns if name != "geometry"
        }

    def fault(self, row: int, column: str, problem: str, remedy: str) -> None:
        """Note a fault in a row."""
        self._faults.append((row, Fault(self.file, self.layer, self.label(row), column, problem, remedy)))

    def fault_of_file(self, column: str, problem: str, remedy: str) -> None:
        """Note a fault of the whole file."""
        self._faults.append((-1, Fault(self.file, self.layer, "", column, problem, remedy)))

    def label(self, row: int) -> str:
        """Return the id of a row, or its number where it has none."""
        ids = self.texts.get("id", [])
        return (ids[row] if row < len(ids) else "") or f"no. {row + 1}"

    def column(self, name: str) -> list[str]:
        """Return the texts of a column; all "" where it is absent."""
        return self.texts.get(name) or [""] * len(self.frame)

    def in_order(self) -> list[Fault]:
        """Return the faults in the order of the rows."""
        return [fault for _, fault in sorted(self._faults, key=lambda pair: pair[0])]


def _check_columns(
    rows: _Rows, columns: tuple[Column, ...], classes: Collection[str] | None, references: References
) -> None:
    """Check each value by itself."""
    ids = _FEATURE_ID if rows.layer else _ROW_ID
    rules = {column.name: _rules(column, ids, classes, references) for column in columns}
    declared = {
        name: pa.Column(
            nullable=True, checks=[_check(str(number), rule) for number, rule in enumerate(column_rules)]
        )
        for name, column_rules in rules.items()
    }
    try:
        pa.DataFrameSchema(declared).validate(rows.frame, lazy=True)
    except SchemaErrors as error:
        for case in error.failure_cases.to_dict("records"):
            if case["check"] == "column_in_dataframe":
                name = str(case["failure_case"])
                rows.fault_of_file(name, f"the column '{name}' is missing", f"add the column '{name}'")
                continue
            rule = rules[case["column"]][int(case["check"])]
            row = int(case["index"])
            for problem, remedy in rule(rows.column(case["column"])[row]):
                rows.fault(row, case["column"], problem, remedy)


def _check(name: str, rule: Rule) -> pa.Check:
    """Return the rule as a pandera check, found again by its name."""

    def passes(values: pd.Series[Any]) -> pd.Series[bool]:
        return pd.Series([not rule(_text(value)) for value in values], index=values.index, dtype=bool)

    return pa.Check(passes, name=name, error=name, ignore_na=False)


def _rules(
    column: Column, ids: re.Pattern[str], classes: Collection[str] | None, references: References
) -> list[Rule]:
    """Return what a declared column asks of each of its values."""
    content = _slug(ids) if column.kind == "slug" else _content_rule(column, classes, references)
    rules = [_unless_empty(content)]
    if column.required:
        rules.append(_filled)
    if column.name == "summary":
        rules.append(_short)
    return rules


def _content_rule(column: Column, classes: Collection[str] | None, references: References) -> Rule:  # noqa: PLR0911 - one per kind
    """Return what the kind of a column asks of a value that is there."""
    match column.kind:
        case "date":
            return _date
        case "url":
            return _url
        case "class":
            return _known("unknown class", classes, "declare it in the layer's classes", whole=True)
        case "sources":
            return _known("cites unknown source", references.sources, "add it to data/sources.csv")
        case "actor" | "actors":
            whole = column.kind == "actor"
            return _known("names unknown actor", references.actors, "add it to data/actors.csv", whole=whole)
        case "place" | "places":
            whole = column.kind == "place"
            return _known(
                "names unknown place", references.places, "add it to data/places.geojson", whole=whole
            )
        case "integer":
            return _number(_WHOLE.fullmatch, "a whole number", column.values)
        case "number":
            return _number(_as_number, "a number", column.values)
        case kind:
            values = column.values or None
            allowed = one_of(column.values)
            return _known(f"unknown {column.title.lower()}", values, allowed, whole=kind == "text")


def _unless_empty(rule: Rule) -> Rule:
    return lambda value: rule(value) if value else []


def _filled(value: str) -> Advice:
    return [] if value.strip() else [("is missing", "fill it")]


def _short(value: str) -> Advice:
    if len(value) <= SUMMARY_LIMIT:
        return []
    return [(f"has {len(value)} characters", f"shorten it to {SUMMARY_LIMIT} at most")]


def _slug(form: re.Pattern[str]) -> Rule:
    remedy = "use small letters, digits and hyphens, for example 'east-sabha'"

    def rule(value: str) -> Advice:
        if form.fullmatch(value):
            return []
        too_long = re.fullmatch(r"[a-z0-9-]{64,}", value)
        return (
            [(f"'{value}' is too long", "shorten it")] if too_long else [(f"'{value}' is not an id", remedy)]
        )

    return rule


def _date(value: str) -> Advice:
    try:
        first_day(value)
    except BadDate as error:
        problem, _, remedy = str(error).partition("; ")
        return [(problem, remedy)]
    return []


def _url(value: str) -> Advice:
    remedy = "give the full address of the page, starting with https:// or http://"
    if re.search(r"[\s\x00-\x1f<>\"]", value):
        return [(f"'{value}' has blanks or marks that no address has", remedy)]
    try:
        parts = urlsplit(value)
    except ValueError:
        return [(f"'{value}' is not a web address", remedy)]
    if parts.scheme.lower() in {"http", "https"} and parts.hostname:
        return []
    return [(f"'{value}' is not a web address", remedy)]


def _known(problem: str, known: Collection[str] | None, otherwise: str, *, whole: bool = False) -> Rule:
    """Return the rule that a value (or, unless `whole`, each part of it) is a known word."""

    def rule(value: str) -> Advice:
        if known is None:
            return []
        parts = (value,) if whole else split(value)
        return [(f"{problem} '{p}'", did_you_mean(p, known, otherwise)) for p in parts if p not in known]

    return rule


def _number(reads: Callable[[str], object], wanted: str, values: tuple[str, ...]) -> Rule:
    """Return the rule that a value is a number, and one of the closed list where there is one."""

    def rule(value: str) -> Advice:
        if not reads(value):
            return [(f"'{value}' is not {wanted}", f"write {wanted} without quotes or unit")]
        if values and value not in values:
            return [(f"{value} is not allowed", one_of(values))]
        return []

    return rule


def _as_number(value: str) -> bool:
    try:
        return float(value) == float(value)
    except ValueError:
        return False


def _check_duplicates(rows: _Rows) -> None:
    """Check that no id comes twice in the file; the second and later ones are named."""
    ids = rows.column("id")
    seen: set[str] = set()
    for row, text in enumerate(ids):
        if text and text in seen:
            rows.fault(
                row, "id", f"is used {ids.count(text)} times in this file", "give each an id of its own"
            )
        seen.add(text)


def _check_owners(rows: _Rows, layer: str, owners: Mapping[str, str]) -> None:
    """Check that no id belongs to another layer."""
    for row, text in enumerate(rows.column("id")):
        if (owner := owners.get(text, layer)) != layer:
            rows.fault(row, "id", f"is also an id in layer '{owner}'", "give it an id of its own")


def _check_dates(rows: _Rows) -> None:
    """Check that periods do not end before they start, on either clock."""
    for row, (start, end) in enumerate(zip(rows.column("valid_from"), rows.column("valid_to"), strict=True)):
        if is_reversed(start, end):
            problem = f"ends ({end}) on or before the day it starts ({start})"
            rows.fault(row, "valid_to", problem, "correct valid_from or valid_to, or empty valid_to")
    recorded, retracted = rows.column("recorded_on"), rows.column("retracted_on")
    for row, (start, end) in enumerate(zip(recorded, retracted, strict=True)):
        if is_before(end, start):
            problem = f"was retracted ({end}) before it was recorded ({start})"
            rows.fault(row, "retracted_on", problem, "correct recorded_on or retracted_on")


def _check_geometry(rows: _Rows, layer: Layer) -> None:
    """Check each position, and that its precision goes with it."""
    if "geometry" not in rows.frame.columns:
        rows.fault_of_file("geometry", "there is no geometry", "add one a feature; null when it is not known")
        return
    for row, (shape, precision) in enumerate(
        zip(rows.frame["geometry"], rows.column("precision_m"), strict=True)
    ):
        if not isinstance(shape, BaseGeometry):
            if precision:
                rows.fault(row, "precision_m", "is given for an unplaced feature", "write null")
            continue
        if not precision:
            rows.fault(
                row, "precision_m", "is missing for a placed feature", "say how well it is known, in metres"
            )
        elif _WHOLE.fullmatch(precision) and int(precision) <= 0:
            rows.fault(
                row, "precision_m", f"{precision} is not positive", "say how well it is known, in metres"
            )
        for problem, remedy in position_advice(shape, layer):
            rows.fault(row, "geometry", problem, remedy)


def _text(value: object) -> str:
    """Return a cell as text: "" for none, whole numbers without a point."""
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _sentence(fault: Fault) -> str:
    feature = f"'{fault.feature}', " if fault.feature else ""
    return f"{feature}{fault.column}: {fault.problem}; {fault.remedy}"
