"""Rows as read -> frames with the declared columns and types; tells each value that has the wrong type."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

import numpy as np
import pandas as pd

from geo.faults import Fault, did_you_mean
from geo.language import worded
from geo.model import Column

_DTYPES: Mapping[str, Any] = {"integer": pd.Int64Dtype(), "number": pd.Float64Dtype()}
_TEXT: Any = pd.StringDtype(na_value=np.nan)
_LARGEST = 2**53
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,15})?")


@dataclass(frozen=True, slots=True)
class Place:
    """Where rows come from, as faults name it."""

    file: str
    layer: str

    def fault(self, feature: str, column: str, problem: str, remedy: str) -> Fault:
        """Return a fault of this place."""
        return Fault(self.file, self.layer, feature, column, problem, remedy)


def typed_frame(
    rows: Sequence[Mapping[str, Any]], columns: Sequence[Column], place: Place
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return a frame with exactly the declared columns, and each value whose type is wrong.

    A value of the wrong type is left out (NA or ""), so that whoever reads the frame can rely on its types; a
    fault says so. Null and absent values are none: "" or NA.
    """
    names = {"id", *(column.name for column in columns)}
    told = {name: [row.get(name) for row in rows] for name in names}
    return typed_columns(told, len(rows), columns, place)


def typed_columns(
    told: Mapping[str, list[Any]], count: int, columns: Sequence[Column], place: Place
) -> tuple[pd.DataFrame, list[Fault]]:
    """Return the same of rows that are told by column, each `count` long."""
    faults: list[Fault] = []
    data: dict[str, Any] = {}
    for column in columns:
        values = told.get(column.name) or [None] * count
        read = _numbers(values, column.kind) if column.kind in _DTYPES else _texts(values)
        if read is None:  # some value is wrong: look at each
            read, wanted = map(list, zip(*(_value(value, column.kind) for value in values), strict=True))
            for number, (value, advice) in enumerate(zip(values, wanted, strict=True)):
                if advice:
                    label = label_of({"id": told["id"][number]}, number)
                    problem = worded("{text} is not {wanted}", text=_shown(value), wanted=advice)
                    faults.append(place.fault(label, column.name, problem, f"write {advice}"))
        data[column.name] = pd.array(read, dtype=_DTYPES.get(column.kind, _TEXT))
    return pd.DataFrame(data), faults


def _texts(values: list[Any]) -> list[str] | None:
    """Return a column of texts; None when a value is something else."""
    if not set(map(type, values)) <= {str, NoneType}:
        return None
    return ["" if value is None else value for value in values] if None in values else values


def _numbers(values: list[Any], kind: str) -> list[float | None] | None:
    """Return a column of numbers; None when a value is something else, too large or should be whole."""
    if written := {value for value in values if type(value) is str}:
        parsed: dict[Any, Any] = {text: float(text) for text in written if _NUMBER.fullmatch(text)}
        parsed[""] = None
        values = [parsed.get(value, value) if type(value) is str else value for value in values]
    given = [value for value in values if value is not None]
    if not set(map(type, given)) <= {int, float}:
        return None
    try:
        numbers = np.array(given, dtype=float)
    except OverflowError:
        return None
    right = (np.abs(numbers) < _LARGEST).all() and (kind == "number" or (numbers % 1 == 0).all())
    return values if right else None


def label_of(row: Mapping[str, Any], number: int) -> str:
    """Return how faults name a row: its id, or its number from 1 where it has none."""
    text = row.get("id")
    return text if isinstance(text, str) and text else f"no. {number + 1}"


def extra_columns(names: Iterable[str], columns: Sequence[Column], place: Place, where: str) -> list[Fault]:
    """Return a fault for each name that is not declared, with the declared one that it looks like."""
    declared = [column.name for column in columns]
    otherwise = f"remove it, or declare it in {where}"
    return [
        place.fault(
            "", name, worded("unknown column '{name}'", name=name), did_you_mean(name, declared, otherwise)
        )
        for name in names
        if name not in declared
    ]


def _value(value: object, kind: str) -> tuple[object, str]:
    """Return the value as stored in the frame, and what it should have been where its type is wrong."""
    if kind in _DTYPES:
        if value is None or value == "":
            return None, ""
        if isinstance(value, str):
            return _parsed(value, kind)
        if isinstance(value, bool) or not isinstance(value, int | float):
            return None, _wanted(kind)
        fits = abs(value) < _LARGEST and (kind == "number" or value == int(value))
        return (value, "") if fits else (None, _wanted(kind))
    if value is None:
        return "", ""
    return (value, "") if isinstance(value, str) else ("", worded("a text in quotes"))


def _parsed(text: str, kind: str) -> tuple[object, str]:
    """Return a number written as text, as every number in a CSV table is."""
    if not _NUMBER.fullmatch(text):
        return None, _wanted(kind)
    return _value(float(text), kind)


def _wanted(kind: str) -> str:
    return worded("a whole number") if kind == "integer" else worded("a number")


def _shown(value: object) -> str:
    return f"'{value}'" if isinstance(value, str) else f"{value!r}"
