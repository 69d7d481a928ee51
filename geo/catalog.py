"""Layer and table declarations (TOML) -> frozen values; a broken one takes only itself out. Opens no data."""

from __future__ import annotations

import json
import math
import os
import re
import tomllib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.faults import Fault, did_you_mean, one_of
from geo.files import Content, Unreadable, content_of, files_below
from geo.model import (
    COMMON_COLUMNS,
    FILLS,
    GEOMETRY_TYPES,
    GROUPS,
    IMPORTANCE,
    KINDS,
    LARGE_SUFFIX,
    LEAST_IMPORTANT,
    LIBYA_EXTENT,
    LINE_STYLES,
    MOST_IMPORTANT,
    OWN_GROUP,
    PALETTE,
    Column,
    Layer,
    LayerClass,
    Table,
)
from geo.schema.characters import arabic_advice, encoding_advice, name_advice, text_advice

Catalog = dict[str, Layer]
"""Layers by id, in drawing order (`order`, then id)."""

SYMBOLS_FILE = Path(__file__).parent / "scene" / "symbols.json"
"""Where the renderers keep their symbols, by name; read here for the names alone."""

LONGEST_REVIEW = 36_500
"""Days that a layer may wait for a review at most: a century."""

_LAYER_ID = re.compile(r"[a-z][a-z0-9_]{1,62}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_DATA_PATH = re.compile(r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+\.(?:geojson|parquet)")
_COMMON_NAMES = frozenset(column.name for column in COMMON_COLUMNS)
_EXTENT_LENGTH = 4
_LARGEST = 1e9
"""No number of a declaration is as large; more would reach the browser as another one."""

_TYPES: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "text": ("a text in quotes", lambda value: isinstance(value, str)),
    "integer": ("a whole number", lambda value: type(value) is int),
    "number": ("a number", lambda value: type(value) in (int, float)),
    "switch": ("true or false", lambda value: isinstance(value, bool)),
    "texts": ("a list of texts", lambda value: _list_of(value, str)),
    "numbers": ("a list of numbers", lambda value: _list_of(value, int, float)),
    "table": ("a table with keys", lambda value: isinstance(value, dict)),
}


def _list_of(value: object, *types: type) -> bool:
    # The exact type, because true and false are integers to Python.
    return isinstance(value, list) and all(type(part) in types for part in value)


@dataclass(frozen=True, slots=True)
class _Key:
    """One key that a declaration may hold: its type, whether it must be there, what it may say."""

    type: str
    required: bool = False
    default: Any = ""
    choices: tuple[str, ...] = ()
    limits: tuple[float, float] = (-math.inf, math.inf)


_LAYER_KEYS: Mapping[str, _Key] = {
    "title": _Key("text", required=True),
    "title_ar": _Key("text"),
    "title_short": _Key("text"),
    "title_short_ar": _Key("text"),
    "group": _Key("text", required=True, choices=(*GROUPS, OWN_GROUP)),
    "order": _Key("integer", required=True),
    "rank": _Key("integer", default=100),
    "visible": _Key("switch", default=False),
    "data": _Key("text"),
    "derive": _Key("text"),
    "geometry": _Key("texts", required=True, choices=GEOMETRY_TYPES),
    "review_after_days": _Key("integer", default=365, limits=(-math.inf, LONGEST_REVIEW)),
    "colour": _Key("text", required=True, choices=PALETTE),
    "colour_by": _Key("text", choices=("actor", "country")),
    "size_by": _Key("text"),
    "faint_by": _Key("text"),
    "areas_named": _Key("switch", default=False),
    "undated": _Key("text", choices=("told",)),
    "extent": _Key("numbers", default=LIBYA_EXTENT),
    "note": _Key("text"),
    "columns": _Key("table", default=MappingProxyType({})),
    "classes": _Key("table", required=True),
}

_COLUMN_KEYS: Mapping[str, _Key] = {
    "title": _Key("text", required=True),
    "kind": _Key("text", default="text", choices=KINDS),
    "required": _Key("switch", default=False),
    "values": _Key("texts", default=()),
    "help": _Key("text"),
    "least": _Key("number", default=-math.inf),
    "most": _Key("number", default=math.inf),
}

_TABLE_KEYS: Mapping[str, _Key] = {
    "title": _Key("text", required=True),
    "columns": _Key("table", required=True),
}


def _class_keys(symbols: Iterable[str]) -> Mapping[str, _Key]:
    """Return the keys of a class; no symbol names to check against = any symbol."""
    return {
        "title": _Key("text", required=True),
        "title_ar": _Key("text"),
        "symbol": _Key("text", choices=tuple(symbols)),
        "colour": _Key("text", choices=PALETTE),
        "size": _Key("number", default=20, limits=(1, 100)),
        "line": _Key("text", default="solid", choices=LINE_STYLES),
        "width": _Key("number", default=2, limits=(0.1, 50)),
        "arrow": _Key("switch", default=False),
        "fill": _Key("text", default="solid", choices=FILLS),
        "tint": _Key("number", default=0, limits=(0, 1)),
        "title_area": _Key("text"),
        "title_area_ar": _Key("text"),
        "ages": _Key("switch", default=True),
    }


def read_declarations(folder: Path) -> dict[str, Content]:
    """Return the content of each declaration in a folder by file name, or why it cannot be read."""
    homes = (folder, folder.parent)
    return {path.name: content_of(path, homes) for path in files_below(folder, (".toml",), deep=False)}


def read_catalog(
    folder: Path,
    *,
    symbols: Iterable[str] | None = None,
    declarations: Mapping[str, Content] | None = None,
) -> tuple[Catalog, list[Fault]]:
    """Return the layers that a folder declares, in drawing order, and every fault of the others.

    Parameters
    ----------
    folder : Path
        Holds one `<layer id>.toml` a layer.
    declarations : mapping of str to bytes, optional
        What to read instead of the files that stand there now, as `read_declarations` returns it.
    symbols : iterable of str, optional
        Names of the point symbols that exist; default: those in `SYMBOLS_FILE`, unchecked without that file.

    Returns
    -------
    catalog : dict of str to Layer
        Only the layers without a fault.
    faults : list of Fault
        By file, each with the id of the layer that it takes out.
    """
    names = tuple(symbols) if symbols is not None else symbol_names()
    layers: list[Layer] = []
    faults: list[Fault] = []
    files: dict[str, str] = {}
    if declarations is None:
        declarations = read_declarations(folder)
    if not declarations and not os.path.isdir(folder):  # noqa: PTH112 - is_dir raises where it may not look
        return {}, [Fault(f"{folder.name}/", "", "", "", "the folder is missing", "create it")]
    for name, content in sorted(declarations.items()):
        reader = _Reader(f"{folder.name}/{name}", Path(name).stem)
        layer = _layer(reader, content, names)
        if layer and layer.data and (owner := files.setdefault(layer.data, layer.id)) != layer.id:
            reader.fault(
                "data", f"'{layer.data}' is already the data of layer '{owner}'", "name another file"
            )
        if layer and not reader.faults:
            layers.append(layer)
        faults += reader.faults
    layers.sort(key=lambda layer: (layer.order, layer.id))
    return {layer.id: layer for layer in layers}, faults


def read_tables(path: Path, content: Content | None = None) -> tuple[dict[str, Table], list[Fault]]:
    """Return the CSV tables that one TOML file declares, by name, and every fault of the others.

    Parameters
    ----------
    content : bytes, optional
        What to read instead of the file that stands there now.
    """
    reader = _Reader(f"{path.parent.name}/{path.name}", "")
    tables: dict[str, Table] = {}
    if content is None:
        content = content_of(path, (path.parent, path.parent.parent))
    for name, body in reader.load(content).items():
        before = len(reader.faults)
        if not isinstance(body, dict):
            reader.unknown(name, "", ())
            continue
        keys = reader.keys(body, _TABLE_KEYS, name)
        columns = _columns(reader, keys.get("columns", {}), f"{name}.columns")
        if len(reader.faults) == before:
            tables[name] = Table(name, keys["title"], columns)
    return tables, reader.faults


def symbol_names(path: Path = SYMBOLS_FILE) -> tuple[str, ...]:
    """Return the names of the point symbols in a JSON file; () when there is no such file."""
    if not path.is_file():
        return ()
    content = json.loads(path.read_text(encoding="utf-8"))
    return tuple(content.get("symbols", content))


@dataclass(slots=True)
class _Reader:
    """Reads one declaration and gathers its faults."""

    file: str
    layer: str
    faults: list[Fault] = field(default_factory=list)
    text: str = ""

    def fault(self, key: str, problem: str, remedy: str) -> None:
        """Note a fault at a key."""
        self.faults.append(Fault(self.file, self.layer, "", key, problem, remedy))

    def load(self, content: Content) -> dict[str, Any]:
        """Return the parsed file; empty, with a fault, when it cannot be read."""
        if isinstance(content, Unreadable):
            self.fault("", content.problem, content.remedy)
            return {}
        try:
            self.text = content.decode("utf-8-sig")
            return tomllib.loads(self.text)
        except UnicodeDecodeError as error:
            self.fault("", *encoding_advice(error, "save the file as UTF-8"))
        except RecursionError:
            self.fault("", "is nested too deeply", "correct it")
        except tomllib.TOMLDecodeError as error:
            self.fault("", f"is not TOML: {error}", "correct the syntax; texts need straight quotes")
        return {}

    def unknown(self, key: str, parent: str, known: Iterable[str]) -> None:
        """Note a key that no declaration has."""
        start = max(self.text.find(f"[{parent}"), 0) if parent else 0
        pattern = re.compile(rf"^[ \t]*\[*[\w. \t]*\b{re.escape(key)}\b", re.MULTILINE)
        found = pattern.search(self.text, start)
        line = f" on line {self.text.count(chr(10), 0, found.end()) + 1}" if found else ""
        self.fault(_joined(parent, key), f"unknown key '{key}'{line}", did_you_mean(key, known, "remove it"))

    def keys(self, body: Mapping[str, Any], keys: Mapping[str, _Key], parent: str = "") -> dict[str, Any]:
        """Return the values of the known keys, defaults filled in, noting every fault among them."""
        for name in body:
            if name not in keys:
                self.unknown(name, parent, keys)
        return {name: self._value(body, name, key, parent) for name, key in keys.items()}

    def _value(self, body: Mapping[str, Any], name: str, key: _Key, parent: str) -> Any:
        where = _joined(parent, name)
        wanted, fits = _TYPES[key.type]
        if name not in body:
            if key.required:
                self.fault(where, f"the key '{name}' is missing", f"add {name} = ..., {wanted}")
            return {} if key.type == "table" else key.default
        value = body[name]
        if not fits(value):
            self.fault(where, f"'{name}' is not {wanted}", f"write {wanted}")
            return {} if key.type == "table" else key.default
        if key.required and not value and value != 0:
            self.fault(where, f"'{name}' is empty", "fill it")
        least, most = key.limits
        if key.type in ("integer", "number") and not (least <= value <= most and abs(value) < _LARGEST):
            allowed = (
                f"at most {min(most, _LARGEST):g}" if least == -math.inf else f"from {least:g} to {most:g}"
            )
            self.fault(where, f"{name} = {value} is not {allowed}", f"give a number {allowed}")
            return key.default
        for part in value if isinstance(value, list) else [value]:
            if key.choices and part and part not in key.choices:
                remedy = did_you_mean(part, key.choices, one_of(key.choices))
                self.fault(where, f"unknown {name} '{part}'", remedy)
        if isinstance(value, str):
            for problem, remedy in _text_advice(name, value):
                self.fault(where, problem, remedy)
        return tuple(value) if isinstance(value, list) else value


def _text_advice(key: str, text: str) -> Iterator[tuple[str, str]]:
    """Tell what a text of a declaration may not hold; its titles are names."""
    yield from text_advice(text)
    if key.startswith("title"):
        yield from name_advice(text)
    if key.endswith("_ar") and text:
        yield from arabic_advice(text)


def _layer(reader: _Reader, content: Content, symbols: tuple[str, ...]) -> Layer | None:
    """Return the layer that a file declares; not to be used when the reader noted a fault."""
    if not _LAYER_ID.fullmatch(reader.layer):
        reader.fault("", f"'{reader.layer}' cannot be a layer id", "use small letters, digits and _")
    body = reader.load(content)
    if not body:
        if not reader.faults:
            reader.fault("", "the file is empty", "declare at least title, group, order, data, colour")
        return None
    keys = reader.keys(body, _LAYER_KEYS)
    _check_layer(reader, keys)
    keys["columns"] = _columns(reader, keys["columns"], "columns", taken=_COMMON_NAMES)
    _check_drawn_by(reader, keys)
    keys["classes"] = _classes(reader, keys["classes"], symbols, only_points=_only_points(keys["geometry"]))
    return Layer(id=reader.layer, **keys)


def _check_layer(reader: _Reader, keys: Mapping[str, Any]) -> None:
    """Note what the keys of a layer say wrongly together or beyond their type."""
    if bool(keys["data"]) == bool(keys["derive"]):
        said = "both are given" if keys["data"] else "neither is given"
        reader.fault("data", f"a layer has either data or derive, {said}", "give one of them")
    if keys["data"] and not _DATA_PATH.fullmatch(keys["data"]):
        reader.fault(
            "data",
            f"'{keys['data']}' is no GeoJSON or GeoParquet path below data/",
            'write for example "ports.geojson"',
        )
    if keys["data"].endswith(LARGE_SUFFIX):
        if keys["geometry"] != ("Point",):
            reader.fault("geometry", "a large layer has points only", 'write geometry = ["Point"]')
        for key in ("colour_by", "size_by", "faint_by", "undated"):
            if keys[key]:
                reader.fault(key, f"a large layer has no {key}", "remove it")
    if keys["review_after_days"] < 1:
        reader.fault("review_after_days", "is less than one day", "give a whole number of days from 1")
    extent = keys["extent"]
    if len(extent) != _EXTENT_LENGTH or not (
        -180 <= extent[0] < extent[2] <= 180 and -90 <= extent[1] < extent[3] <= 90  # noqa: PLR2004 - degrees
    ):
        reader.fault("extent", f"{list(extent)} is no extent", "write [west, south, east, north] in degrees")


def _check_drawn_by(reader: _Reader, keys: Mapping[str, Any]) -> None:
    """Note what the look of a layer rests on that none of its own columns can say."""
    numbers = [column.name for column in keys["columns"] if column.kind in ("integer", "number")]
    for key in ("size_by", "faint_by"):
        if keys[key] and keys[key] not in numbers:
            remedy = did_you_mean(keys[key], numbers, f"declare [columns.{keys[key]}] as an integer")
            reader.fault(key, f"'{keys[key]}' is no own column of numbers", remedy)
    for column in keys["columns"]:
        said = column.kind, column.least, column.most
        if column.name == IMPORTANCE and said != ("integer", MOST_IMPORTANT, LEAST_IMPORTANT):
            wanted = f'kind = "integer", least = {MOST_IMPORTANT}, most = {LEAST_IMPORTANT}'
            reader.fault(f"columns.{IMPORTANCE}", "is not declared as the map reads it", f"write {wanted}")


def _columns(
    reader: _Reader, bodies: Mapping[str, Any], parent: str, taken: frozenset[str] = frozenset()
) -> tuple[Column, ...]:
    """Return declared columns, noting their faults."""
    columns = []
    for name, body in bodies.items():
        where = _joined(parent, name)
        if not _NAME.fullmatch(name):
            reader.fault(where, f"'{name}' cannot be a column name", "use small letters, digits and _")
        if name in taken:
            reader.fault(where, f"'{name}' is a common column of every layer", "give it another name")
        if not isinstance(body, dict):
            reader.fault(where, f"'{name}' is not {_TYPES['table'][0]}", f"write it as [{where}]")
            continue
        columns.append(Column(name, **reader.keys(body, _COLUMN_KEYS, where)))
    return tuple(columns)


def _classes(
    reader: _Reader, bodies: Mapping[str, Any], symbols: tuple[str, ...], *, only_points: bool
) -> Mapping[str, LayerClass]:
    """Return declared classes in their order, noting their faults."""
    known = _class_keys(symbols)
    classes = {}
    for name, body in bodies.items():
        where = _joined("classes", name)
        if not _NAME.fullmatch(name):
            reader.fault(where, f"'{name}' cannot be a class name", "use small letters, digits, _ and -")
        if not isinstance(body, dict):
            reader.fault(where, f"'{name}' is not {_TYPES['table'][0]}", f"write it as [{where}]")
            continue
        classes[name] = LayerClass(name, **reader.keys(body, known, where))
        if only_points and "symbol" not in body:
            remedy = one_of(symbols, limit=50) if symbols else "name a symbol"
            reader.fault(f"{where}.symbol", "the key 'symbol' is missing, which points need", remedy)
    return MappingProxyType(classes)


def _only_points(geometry: Iterable[str]) -> bool:
    return set(geometry) <= {"Point", "MultiPoint"}


def _joined(parent: str, key: str) -> str:
    return f"{parent}.{key}" if parent else key
