"""Layer and table declarations (TOML) -> frozen values; a broken one takes only itself out. Opens no data."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from geo.catalog.declaration import Reader, joined
from geo.catalog.keys import COLUMN_KEYS, LAYER_KEYS, TABLE_KEYS, TYPES, class_keys
from geo.faults import Fault, did_you_mean, one_of
from geo.files import Content, content_of, files_below
from geo.language import worded
from geo.model import (
    COMMON_COLUMNS,
    IMPORTANCE,
    LARGE_SUFFIX,
    LEAST_IMPORTANT,
    MOST_IMPORTANT,
    Column,
    Layer,
    LayerClass,
    Table,
)

Catalog = dict[str, Layer]
"""Layers by id, in drawing order (`order`, then id)."""

SYMBOLS_FILE = Path(__file__).parents[1] / "scene" / "symbols.json"
"""Where the renderers keep their symbols, by name; read here for the names alone."""

_LAYER_ID = re.compile(r"[a-z][a-z0-9_]{1,62}")
_NAME = re.compile(r"[a-z][a-z0-9_-]*")
_DATA_PATH = re.compile(r"(?:[a-z0-9_-]+/)*[a-z0-9_-]+\.(?:geojson|parquet)")
_COMMON_NAMES = frozenset(column.name for column in COMMON_COLUMNS)
_EXTENT_LENGTH = 4
_TABLE = TYPES["table"][0]


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
        return {}, [Fault(f"{folder.name}/", "", "", "", worded("the folder is missing"), "create it")]
    for name, content in sorted(declarations.items()):
        reader = Reader(f"{folder.name}/{name}", Path(name).stem)
        layer = _layer(reader, content, names)
        if layer and layer.data and (owner := files.setdefault(layer.data, layer.id)) != layer.id:
            reader.fault(
                "data",
                worded("'{data}' is already the data of layer '{owner}'", data=layer.data, owner=owner),
                "name another file",
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
    reader = Reader(f"{path.parent.name}/{path.name}", "")
    tables: dict[str, Table] = {}
    if content is None:
        content = content_of(path, (path.parent, path.parent.parent))
    for name, body in reader.load(content).items():
        before = len(reader.faults)
        if not isinstance(body, dict):
            reader.unknown(name, "", ())
            continue
        keys = reader.keys(body, TABLE_KEYS, name)
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


def _layer(reader: Reader, content: Content, symbols: tuple[str, ...]) -> Layer | None:
    """Return the layer that a file declares; not to be used when the reader noted a fault."""
    if not _LAYER_ID.fullmatch(reader.layer):
        reader.fault(
            "", worded("'{name}' cannot be a layer id", name=reader.layer), "use small letters, digits and _"
        )
    body = reader.load(content)
    if not body:
        if not reader.faults:
            reader.fault(
                "", worded("the file is empty"), "declare at least title, group, order, data, colour"
            )
        return None
    keys = reader.keys(body, LAYER_KEYS)
    _check_layer(reader, keys)
    for name in ("title", "title_ar"):
        short = name.replace("title", "title_short")
        keys[short] = keys[short] or keys[name]
    keys["columns"] = _columns(reader, keys["columns"], "columns", taken=_COMMON_NAMES)
    _check_drawn_by(reader, keys)
    keys["classes"] = _classes(reader, keys["classes"], symbols, only_points=_only_points(keys["geometry"]))
    return Layer(id=reader.layer, **keys)


def _check_layer(reader: Reader, keys: Mapping[str, Any]) -> None:
    """Note what the keys of a layer say wrongly together or beyond their type."""
    if bool(keys["data"]) == bool(keys["derive"]):
        said = worded("both are given") if keys["data"] else worded("neither is given")
        problem = worded("a layer has either data or derive, {said}", said=said)
        reader.fault("data", problem, "give one of them")
    if keys["data"] and not _DATA_PATH.fullmatch(keys["data"]):
        reader.fault(
            "data",
            worded("'{name}' is no GeoJSON or GeoParquet path below data/", name=keys["data"]),
            'write for example "ports.geojson"',
        )
    if keys["data"].endswith(LARGE_SUFFIX):
        if keys["geometry"] != ("Point",):
            reader.fault("geometry", worded("a large layer has points only"), 'write geometry = ["Point"]')
        for key in ("colour_by", "size_by", "faint_by", "undated"):
            if keys[key]:
                reader.fault(key, worded("a large layer has no {key}", key=key), "remove it")
    if keys["review_after_days"] < 1:
        reader.fault(
            "review_after_days", worded("is less than one day"), "give a whole number of days from 1"
        )
    extent = keys["extent"]
    if len(extent) != _EXTENT_LENGTH or not (
        -180 <= extent[0] < extent[2] <= 180 and -90 <= extent[1] < extent[3] <= 90  # noqa: PLR2004 - degrees
    ):
        reader.fault(
            "extent",
            worded("{text} is no extent", text=list(extent)),
            "write [west, south, east, north] in degrees",
        )


def _check_drawn_by(reader: Reader, keys: Mapping[str, Any]) -> None:
    """Note what the look of a layer rests on that none of its own columns can say."""
    numbers = [column.name for column in keys["columns"] if column.kind in ("integer", "number")]
    for key in ("size_by", "faint_by"):
        if keys[key] and keys[key] not in numbers:
            remedy = did_you_mean(keys[key], numbers, f"declare [columns.{keys[key]}] as an integer")
            reader.fault(key, worded("'{name}' is no own column of numbers", name=keys[key]), remedy)
    for column in keys["columns"]:
        said = column.kind, column.least, column.most
        if column.name == IMPORTANCE and said != ("integer", MOST_IMPORTANT, LEAST_IMPORTANT):
            wanted = f'kind = "integer", least = {MOST_IMPORTANT}, most = {LEAST_IMPORTANT}'
            reader.fault(
                f"columns.{IMPORTANCE}", worded("is not declared as the map reads it"), f"write {wanted}"
            )


def _columns(
    reader: Reader, bodies: Mapping[str, Any], parent: str, taken: frozenset[str] = frozenset()
) -> tuple[Column, ...]:
    """Return declared columns, noting their faults."""
    columns = []
    for name, body in bodies.items():
        where = joined(parent, name)
        if not _NAME.fullmatch(name):
            reader.fault(
                where,
                worded("'{name}' cannot be a column name", name=name),
                "use small letters, digits and _",
            )
        if name in taken:
            reader.fault(
                where, worded("'{name}' is a common column of every layer", name=name), "give it another name"
            )
        if _is_table(reader, where, name, body):
            columns.append(Column(name, **reader.keys(body, COLUMN_KEYS, where)))
    return tuple(columns)


def _is_table(reader: Reader, where: str, name: str, body: Any) -> bool:
    """Tell whether what is declared is a table, noting the fault where it is none."""
    if not isinstance(body, dict):
        wanted = worded("'{name}' is not {wanted}", name=name, wanted=worded(_TABLE))
        reader.fault(where, wanted, f"write it as [{where}]")
    return isinstance(body, dict)


def _classes(
    reader: Reader, bodies: Mapping[str, Any], symbols: tuple[str, ...], *, only_points: bool
) -> Mapping[str, LayerClass]:
    """Return declared classes in their order, noting their faults."""
    known = class_keys(symbols)
    classes = {}
    for name, body in bodies.items():
        where = joined("classes", name)
        if not _NAME.fullmatch(name):
            reader.fault(
                where,
                worded("'{name}' cannot be a class name", name=name),
                "use small letters, digits, _ and -",
            )
        if not _is_table(reader, where, name, body):
            continue
        classes[name] = LayerClass(name, **reader.keys(body, known, where))
        if only_points and "symbol" not in body:
            remedy = one_of(symbols, limit=50) if symbols else "name a symbol"
            reader.fault(f"{where}.symbol", worded("the key 'symbol' is missing, which points need"), remedy)
    return MappingProxyType(classes)


def _only_points(geometry: Iterable[str]) -> bool:
    return set(geometry) <= {"Point", "MultiPoint"}
