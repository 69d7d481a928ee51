"""The rules that evidence must keep, told all at once as rows; reads no file and mends nothing.

Each rule looks at the different values of a column at once and names those that are wrong; only then are the
rows looked up that hold them. What values must be to each other (dates in order, a precision for a position)
is checked beside, positions in `geo.positions`, the characters of a text in `geo.characters`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from geo.characters import arabic_advice, name_advice, text_advice
from geo.errors import BadDate, InvalidLayer, InvalidTable
from geo.faults import Fault, did_you_mean, fault_table, one_of
from geo.model import PALETTE, Column, Layer, Table, split
from geo.positions import doubtful, position_advice
from geo.validity import first_day, is_before, is_reversed

SUMMARY_LIMIT = 300

COARSEST_M = 2_000_000
"""The coarsest precision of a position, in metres: from one end of Libya to the other."""

_FEATURE_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,62}")
# Longer, because the id of a claim or flow is made of those it joins.
_ROW_ID = re.compile(r"[a-z0-9][a-z0-9-]{1,159}")
# Only an end may lie ahead: that of a mandate or a contract is known in advance.
_ANNOUNCED = frozenset({"valid_to"})
_RECORDS = frozenset({"recorded_on", "retracted_on"})
_NAMES = frozenset({"name", "aliases"})
"""Columns of names beside those that begin with `name_`."""
_WHOLE = re.compile(r"-?\d+")

Advice = list[tuple[str, str]]
"""Problem and remedy pairs; none = the value is right."""
Rule = Callable[[set[str]], dict[str, Advice]]
"""Takes the different values of a column ("" = none), returns what is wrong with those that are wrong."""


@dataclass(frozen=True, slots=True)
class References:
    """What the rows may refer to; None = cannot be told (its file is broken), so nothing is checked.

    Attributes
    ----------
    sources, actors, places : collection of str or None
        Known ids; a place is a feature of any layer.
    layers : collection of str or None
        Ids of all declared layers.
    latest : date or None
        The last day that may have been seen; what is told of a later one is wrong.
    owners : mapping of str to str
        Feature id -> id of the layer that it belongs to, over all layers.
    classes : mapping of str to collection of str
        Table name -> classes its rows may have; a table without an entry is not checked.
    """

    sources: Collection[str] | None = None
    actors: Collection[str] | None = None
    places: Collection[str] | None = None
    layers: Collection[str] | None = None
    latest: date | None = None
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
    rows = _Rows(frame, file or f"data/{layer.data}", layer.id)
    _check_columns(rows, layer.all_columns, tuple(layer.classes), references)
    _check_duplicates(rows)
    _check_owners(rows, layer.id, references.owners)
    _check_itself(rows, layer.all_columns)
    _check_dates(rows)
    _check_recorded(rows, layer.all_columns, references.latest)
    _check_geometry(rows, layer)
    return rows.in_order()


def table_faults(frame: pd.DataFrame, table: Table, references: References) -> list[Fault]:
    """Return the rows of `table_problems` as values."""
    rows = _Rows(frame, f"data/{table.name}.csv", "")
    _check_columns(rows, table.columns, references.classes.get(table.name), references)
    _check_duplicates(rows)
    _check_dates(rows)
    _check_recorded(rows, table.columns, references.latest)
    return rows.in_order()


class _Rows:
    """A frame under inspection, with the faults found so far."""

    def __init__(self, frame: pd.DataFrame, file: str, layer: str) -> None:
        self.frame = frame
        self.file = file
        self.layer = layer
        self._faults: list[tuple[int, Fault]] = []
        self._columns: dict[str, list[str]] = {}

    def fault(self, row: int, column: str, problem: str, remedy: str) -> None:
        """Note a fault in a row."""
        label = self.column("id")[row] or f"no. {row + 1}"
        self._faults.append((row, Fault(self.file, self.layer, label, column, problem, remedy)))

    def fault_of_file(self, column: str, problem: str, remedy: str) -> None:
        """Note a fault of the whole file."""
        self._faults.append((-1, Fault(self.file, self.layer, "", column, problem, remedy)))

    def column(self, name: str) -> list[str]:
        """Return the texts of a column; all "" where it is absent."""
        if name not in self._columns:
            absent = name not in self.frame.columns
            self._columns[name] = [""] * len(self.frame) if absent else _texts(self.frame[name])
        return self._columns[name]

    def pairs(
        self, one: str, other: str, wrong: Callable[[str, str], bool]
    ) -> Iterator[tuple[int, str, str]]:
        """Yield row and both texts where two columns do not go together."""
        both = list(zip(self.column(one), self.column(other), strict=True))
        if found := {pair for pair in set(both) if wrong(*pair)}:
            yield from ((row, *pair) for row, pair in enumerate(both) if pair in found)

    def in_order(self) -> list[Fault]:
        """Return the faults in the order of the rows."""
        return [fault for _, fault in sorted(self._faults, key=lambda pair: pair[0])]


def _texts(column: pd.Series[Any]) -> list[str]:
    """Return a column as texts: "" for none, whole numbers without a point."""
    if isinstance(column.dtype, pd.StringDtype):
        texts: list[str] = column.tolist()
        return texts if set(map(type, texts)) <= {str} else [_text(value) for value in texts]
    if pd.api.types.is_numeric_dtype(column.dtype):
        codes, values = pd.factorize(column, use_na_sentinel=False)
        different = [_text(value) for value in values]
        return [different[code] for code in codes.tolist()]
    return [_text(value) for value in column.tolist()]


def _text(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # noqa: PLR0124 - only NaN differs from itself
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def _check_columns(
    rows: _Rows, columns: tuple[Column, ...], classes: Collection[str] | None, references: References
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
        for rule in _rules(column, ids, classes, references):
            if wrong := rule(different):
                for row, text in enumerate(texts):
                    for problem, remedy in wrong.get(text, ()):
                        rows.fault(row, column.name, problem, remedy)


def _rules(
    column: Column, ids: re.Pattern[str], classes: Collection[str] | None, references: References
) -> Iterator[Rule]:
    """Yield what a declared column asks of its values."""
    content = _slug(ids) if column.kind == "slug" else _content_rule(column, classes, references)
    yield lambda values: content(values - {""})
    if column.kind in ("text", "list"):
        yield _each(text_advice)
    if column.name.startswith("name_") or column.name in _NAMES:
        yield _each(name_advice)
    if column.name.endswith("_ar"):
        yield lambda values: _each(arabic_advice)(values - {""})
    if column.kind == "date" and column.name not in _ANNOUNCED and (latest := references.latest):
        yield lambda values: _each(lambda value: _seen(value, latest))(values - {""})
    if column.required:
        yield _filled
    if column.name == "summary":
        yield _short


def _content_rule(column: Column, classes: Collection[str] | None, references: References) -> Rule:  # noqa: PLR0911 - one per kind
    """Return what the kind of a column asks of the values that are there."""
    match column.kind:
        case "date":
            return _each(_date)
        case "url":
            return _each(_url)
        case "subject":
            return _each(lambda value: _subject(value, references))
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
            return _number(_WHOLE.fullmatch, "a whole number", column)
        case "number":
            return _number(_as_number, "a number", column)
        case kind:
            values = column.values or None
            allowed = one_of(column.values)
            return _known(f"unknown {column.title.lower()}", values, allowed, whole=kind == "text")


def _each(advice: Callable[[str], Advice]) -> Rule:
    """Return the rule that asks for each value by itself."""
    return lambda values: {value: told for value in values if (told := advice(value))}


def _filled(values: set[str]) -> dict[str, Advice]:
    return {value: [("is missing", "fill it")] for value in values if not value.strip()}


def _short(values: set[str]) -> dict[str, Advice]:
    remedy = f"shorten it to {SUMMARY_LIMIT} at most"
    return {
        value: [(f"has {len(value)} characters", remedy)] for value in values if len(value) > SUMMARY_LIMIT
    }


def _slug(form: re.Pattern[str]) -> Rule:
    remedy = "use small letters, digits and hyphens, for example 'east-sabha'"

    def advice(value: str) -> Advice:
        if re.fullmatch(r"[a-z0-9-]{64,}", value):
            return [(f"'{value}' is too long", "shorten it")]
        return [(f"'{value}' is not an id", remedy)]

    return lambda values: {value: advice(value) for value in values if not form.fullmatch(value)}


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
    if parts.scheme.lower() not in {"http", "https"} or not parts.hostname:
        return [(f"'{value}' is not a web address", remedy)]
    if "@" in parts.netloc:
        return [("holds a user name or password", f"remove it: https://{parts.hostname}/...")]
    return []


def _seen(value: str, latest: date) -> Advice:
    """Tell of a day that nobody can have seen yet."""
    if is_before(latest.isoformat(), value):
        return [(f"{value} lies after today", "correct it")]
    return []


def _subject(value: str, references: References) -> Advice:
    """Tell what is wrong with `actor:<id>`, `side:<palette key>` or `layer:<id>`."""
    kind, _, name = value.partition(":")
    subjects = {"actor": references.actors, "side": PALETTE, "layer": references.layers}
    if kind not in subjects:
        return [(f"'{value}' is no subject", "write actor:<id>, side:<palette key> or layer:<id>")]
    known = subjects[kind]
    if known is None or name in known:
        return []
    return [(f"names unknown {kind} '{name}'", did_you_mean(name, known, "name one that is there"))]


def _known(problem: str, known: Collection[str] | None, otherwise: str, *, whole: bool = False) -> Rule:
    """Return the rule that a value (or, unless `whole`, each part of it) is a known word."""

    def rule(values: set[str]) -> dict[str, Advice]:
        if known is None:
            return {}
        wrong = {}
        for value in values.difference(known):
            parts = [part for part in ((value,) if whole else split(value)) if part not in known]
            if parts:
                wrong[value] = [
                    (f"{problem} '{part}'", did_you_mean(part, known, otherwise)) for part in parts
                ]
        return wrong

    return rule


def _number(reads: Callable[[str], object], wanted: str, column: Column) -> Rule:
    """Return the rule that a value is a number, within its limits, and one of the list where there is one."""

    def advice(value: str) -> Advice:
        if not reads(value):
            return [(f"'{value}' is not {wanted}", f"write {wanted} without quotes or unit")]
        if column.values and value not in column.values:
            return [(f"{value} is not allowed", one_of(column.values))]
        if float(value) < column.least:
            return [(f"{value} is less than {column.least:g}", "correct it")]
        if float(value) > column.most:
            return [(f"{value} is more than {column.most:g}", "correct it")]
        return []

    return _each(advice)


def _as_number(value: str) -> bool:
    try:
        return float(value) == float(value)
    except ValueError:
        return False


def _check_duplicates(rows: _Rows) -> None:
    """Check that no id comes twice in the file; the second and later ones are named."""
    ids = rows.column("id")
    if len(set(ids)) == len(ids):
        return
    counts = Counter(ids)
    seen: set[str] = set()
    for row, text in enumerate(ids):
        if text and text in seen:
            rows.fault(row, "id", f"is used {counts[text]} times in this file", "give each an id of its own")
        seen.add(text)


def _check_owners(rows: _Rows, layer: str, owners: Mapping[str, str]) -> None:
    """Check that no id belongs to another layer."""
    for row, text in enumerate(rows.column("id")):
        if (owner := owners.get(text, layer)) != layer:
            rows.fault(row, "id", f"is also an id in layer '{owner}'", "give it an id of its own")


def _check_itself(rows: _Rows, columns: tuple[Column, ...]) -> None:
    """Check that no feature is said to be at itself."""
    ids = rows.column("id")
    for column in columns:
        if column.kind not in ("place", "places") or column.name not in rows.frame.columns:
            continue
        for row, (name, text) in enumerate(zip(ids, rows.column(column.name), strict=True)):
            if name and name in text and name in split(text):
                rows.fault(
                    row, column.name, "names the feature itself", "name another place, or leave it empty"
                )


def _check_dates(rows: _Rows) -> None:
    """Check that periods do not end before they start, on either clock."""
    for row, start, end in rows.pairs("valid_from", "valid_to", is_reversed):
        problem = f"ends ({end}) on or before the day it starts ({start})"
        rows.fault(row, "valid_to", problem, "correct valid_from or valid_to, or empty valid_to")
    for row, end, start in rows.pairs("retracted_on", "recorded_on", is_before):
        problem = f"was retracted ({end}) before it was recorded ({start})"
        rows.fault(row, "retracted_on", problem, "correct recorded_on or retracted_on")


def _check_recorded(rows: _Rows, columns: tuple[Column, ...], latest: date | None) -> None:
    """Check that no row tells of a day that came after it was recorded; a retracted row stays as it was."""
    if latest is None:  # derived rows say on which days ahead a claim lapses
        return
    retracted, last = rows.column("retracted_on"), latest.isoformat()
    for column in columns:
        if column.kind != "date" or column.name in _ANNOUNCED | _RECORDS:
            continue
        for row, recorded, day in rows.pairs("recorded_on", column.name, is_before):
            if not retracted[row] and not is_before(last, day):  # what lies after today is told already
                problem = f"{day} lies after the day it was recorded ({recorded})"
                rows.fault(
                    row, column.name, problem, "correct it, or set recorded_on to the day of the change"
                )


def _check_geometry(rows: _Rows, layer: Layer) -> None:
    """Check each position, and that its precision goes with it."""
    if "geometry" not in rows.frame.columns:
        rows.fault_of_file("geometry", "there is no geometry", "add one a feature; null when it is not known")
        return
    shapes = np.asarray(rows.frame["geometry"], dtype=object)
    placed = shapely.is_geometry(shapes)
    precisions = np.array(rows.column("precision_m"), dtype=object)
    wrong = {text: advice for text in set(precisions) if (advice := _precision(text))}
    doubted = np.array([text in wrong for text in precisions], dtype=bool)
    doubted = np.where(placed, doubted, precisions != "")
    doubted[placed] |= doubtful(shapes[placed], layer)
    for row in np.flatnonzero(doubted).tolist():
        if not placed[row]:
            rows.fault(row, "precision_m", "is given for an unplaced feature", "write null")
            continue
        for problem, remedy in wrong.get(precisions[row], ()):
            rows.fault(row, "precision_m", problem, remedy)
        for problem, remedy in position_advice(shapes[row], layer):
            rows.fault(row, "geometry", problem, remedy)


def _precision(text: str) -> Advice:
    """Tell what is wrong with the precision of a placed feature."""
    remedy = "say how well it is known, in metres"
    if not text:
        return [("is missing for a placed feature", remedy)]
    if _WHOLE.fullmatch(text) and int(text) <= 0:
        return [(f"{text} is not positive", remedy)]
    if _WHOLE.fullmatch(text) and int(text) > COARSEST_M:
        return [
            (f"{text} is more than Libya is wide", f"{remedy}; null geometry when it is not known at all")
        ]
    return []


def _sentence(fault: Fault) -> str:
    feature = f"'{fault.feature}', " if fault.feature else ""
    return f"{feature}{fault.column}: {fault.problem}; {fault.remedy}"
