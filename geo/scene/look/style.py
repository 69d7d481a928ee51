"""The style: look.toml and symbols.json, read once and judged."""

from __future__ import annotations

import json
import tomllib
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from geo.errors import InvalidDeclaration
from geo.faults import one_of
from geo.scene.look.tables import Style, Symbols

HERE = Path(__file__).resolve().parents[1]
NEUTRAL = "other"
"""Palette key of a side that the style does not know."""
UNCLAIMED = "unclaimed"
"""Palette key of what nobody is known to claim."""

Table = TypeVar("Table")


@cache
def style() -> Style:
    """Return the style that everything is drawn in."""
    return read_style((HERE / "look.toml").read_text(encoding="utf-8"))


@cache
def symbols() -> Symbols:
    """Return the symbols that stand for points."""
    return _table(Symbols, json.loads((HERE / "symbols.json").read_text(encoding="utf-8")), "symbols.json")


def hollow() -> str:
    """Return the fill of what nobody is known to claim: paper, on which nothing is painted."""
    return style().palette[UNCLAIMED].colour


def side_key(side: str) -> str:
    """Return the palette key of an actor's side; an unknown side has the neutral one."""
    return style().side.get(side, NEUTRAL)


@cache
def country_of(actor: str) -> str:
    """Return the letters of the country that an actor comes from; "" where none is known, as of Libyans."""
    return next((letters for letters, one in style().country.items() if actor in one.actors), "")


def read_style(text: str) -> Style:
    """Return a style from TOML.

    Raises
    ------
    InvalidDeclaration
        When a value is missing, has another type, or is one that nothing would read.
    """
    return _table(Style, tomllib.loads(text), "look.toml")


def _table(kind: type[Table], values: Any, where: str) -> Table:
    if not isinstance(values, dict):
        raise InvalidDeclaration(f"{where}: is not a table; write its keys below [{where}]")
    hints = get_type_hints(kind)
    needed = {one.name for one in fields(kind) if one.default is MISSING}  # type: ignore[arg-type]  # a dataclass
    if unknown := sorted(values.keys() - hints.keys()):
        raise InvalidDeclaration(
            f"{where}: nothing reads '{unknown[0]}'; remove it, or {one_of(list(hints))}"
        )
    if missing := sorted(needed - values.keys()):
        raise InvalidDeclaration(f"{where}: '{missing[0]}' is missing; add it")
    return kind(**{name: _value(hints[name], value, f"{where}: {name}") for name, value in values.items()})


def _value(kind: Any, value: Any, where: str) -> Any:
    """Return a TOML value as the type that a field has."""
    if is_dataclass(kind):
        return _table(kind, value, where)  # type: ignore[arg-type]  # a class, not an instance
    parts = get_args(kind)
    if get_origin(kind) is tuple and isinstance(value, list):
        return tuple(_value(parts[0], part, where) for part in value)
    if parts and isinstance(value, dict):
        return MappingProxyType(
            {name: _value(parts[1], part, f"{where}.{name}") for name, part in value.items()}
        )
    if kind is float and type(value) in (int, float):
        return float(value)
    if type(value) is kind:
        return value
    raise InvalidDeclaration(f"{where}: {value!r} cannot be used; write it as tables.py says")
