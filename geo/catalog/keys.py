"""What a declaration may say: its keys, their types, defaults and limits."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from geo.language import mark
from geo.model import FILLS, GEOMETRY_TYPES, GROUPS, KINDS, LIBYA_EXTENT, LINE_STYLES, OWN_GROUP, PALETTE

LONGEST_REVIEW = 36_500
"""Days that a layer may wait for a review at most: a century."""

TYPES: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "text": (mark("a text in quotes"), lambda value: isinstance(value, str)),
    "integer": (mark("a whole number"), lambda value: type(value) is int),
    "number": (mark("a number"), lambda value: type(value) in (int, float)),
    "switch": (mark("true or false"), lambda value: isinstance(value, bool)),
    "texts": (mark("a list of texts"), lambda value: _list_of(value, str)),
    "numbers": (mark("a list of numbers"), lambda value: _list_of(value, int, float)),
    "table": (mark("a table with keys"), lambda value: isinstance(value, dict)),
}


def _list_of(value: object, *types: type) -> bool:
    # The exact type, because true and false are integers to Python.
    return isinstance(value, list) and all(type(part) in types for part in value)


@dataclass(frozen=True, slots=True)
class Key:
    """One key that a declaration may hold: its type, whether it must be there, what it may say."""

    type: str
    required: bool = False
    default: Any = ""
    choices: tuple[str, ...] = ()
    limits: tuple[float, float] = (-math.inf, math.inf)


LAYER_KEYS: Mapping[str, Key] = {
    "title": Key("text", required=True),
    "title_ar": Key("text"),
    "title_short": Key("text"),
    "title_short_ar": Key("text"),
    "group": Key("text", required=True, choices=(*GROUPS, OWN_GROUP)),
    "order": Key("integer", required=True),
    "rank": Key("integer", default=100),
    "visible": Key("switch", default=False),
    "data": Key("text"),
    "derive": Key("text"),
    "geometry": Key("texts", required=True, choices=GEOMETRY_TYPES),
    "review_after_days": Key("integer", default=365, limits=(-math.inf, LONGEST_REVIEW)),
    "colour": Key("text", required=True, choices=PALETTE),
    "colour_by": Key("text", choices=("actor", "country")),
    "size_by": Key("text"),
    "faint_by": Key("text"),
    "areas_named": Key("switch", default=False),
    "undated": Key("text", choices=("told",)),
    "extent": Key("numbers", default=LIBYA_EXTENT),
    "note": Key("text"),
    "columns": Key("table", default=MappingProxyType({})),
    "classes": Key("table", required=True),
}

COLUMN_KEYS: Mapping[str, Key] = {
    "title": Key("text", required=True),
    "kind": Key("text", default="text", choices=KINDS),
    "required": Key("switch", default=False),
    "values": Key("texts", default=()),
    "help": Key("text"),
    "least": Key("number", default=-math.inf),
    "most": Key("number", default=math.inf),
    "searched": Key("switch", default=False),
    "ahead": Key("switch", default=False),
}

TABLE_KEYS: Mapping[str, Key] = {
    "title": Key("text", required=True),
    "columns": Key("table", required=True),
}


def class_keys(symbols: Iterable[str]) -> Mapping[str, Key]:
    """Return the keys of a class; no symbol names to check against = any symbol."""
    return {
        "title": Key("text", required=True),
        "title_ar": Key("text"),
        "symbol": Key("text", choices=tuple(symbols)),
        "colour": Key("text", choices=PALETTE),
        "size": Key("number", default=20, limits=(1, 100)),
        "line": Key("text", default="solid", choices=LINE_STYLES),
        "width": Key("number", default=2, limits=(0.1, 50)),
        "arrow": Key("switch", default=False),
        "glyph": Key("text", choices=tuple(symbols)),
        "fill": Key("text", default="solid", choices=FILLS),
        "tint": Key("number", default=0, limits=(0, 1)),
        "title_area": Key("text"),
        "title_area_ar": Key("text"),
        "ages": Key("switch", default=True),
    }
