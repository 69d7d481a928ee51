"""Changes of a data root, made by rule from a seed: cells, rows, columns, shapes, declarations, files."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
from collections.abc import Callable, Mapping
from pathlib import Path
from random import Random
from typing import Any

from geo.model import GEOMETRY_TYPES

HOSTILE: list[str] = json.loads(Path(__file__).with_name("hostile_strings.json").read_text("utf-8"))
DAYS = (
    "2062", "2062-01-01", "1800", "2199-12-31", "0001-01-01", "9999-12-31", "2026-02-30", "2011-2-1",
    "2020-00",
    "\u0662\u0660\u0662\u0660", "2011", "2011-02", "2024-02-29", "2026-11-26",
)  # fmt: skip
CELLS = (
    "", " ", "x", "0", "-1", "1", "6", "7", "1e12", "1.5", "NaN", "inf", "999999999999999999999", "A",
    "RED", "|",
    "a|", "|||", "tripoli", "lna", "region-fezzan", "publisher", "effective", "place", "actor:lna",
    "layer:east",
    "actor:", "https://user:pw@host/", "javascript:alert(1)", "http://[::1", "http://host:99999/",
    "\u202e", "\x00",
    "a\nb", "a\tb", "\ufeff", "\ufffd", "\u200b", "e\u0301" * 30, "x" * 5000, "a b" * 500,
    "\u00c8\u00c6\u00d1",
    "\u0628\u0626\u0631", *DAYS,
)  # fmt: skip
VALUES: tuple[Any, ...] = (
    *CELLS, None, True, False, 0, -1, 1, 6, 1.5, 1e12, 1e300, 2**63, [], {}, ["a"], {"a": 1}, [[]],
)  # fmt: skip
LITERALS = (
    '""', '"x"', '"\u202e"', '"<script>alert(1)</script>"', "0", "-1", "1", "3.5", "1e308", "nan", "inf",
    "-inf",
    "true", "false", "[]", '["x"]', "{}", "1979-05-27", "07:32:00", "9223372036854775807",
    "99999999999999999999",
    '"id"', '"geometry"', '"actor"', '"precision_m"', '"summary"', '"aliases"', '"class"', "[0, 0, 0, 0]",
    "[-180, -90, 180, 90]", "[nan, 0, 1, 2]", "[8.0, 18.5, 27.0, 35.0]", '["Point"]',
    '["Polygon", "Point"]',
    '["MultiPoint"]', '"events"', '"control"', '"regions"', '"east.geojson"', '"base/coast.geojson"',
    '"Powers"',
    '"town"', '"dashed"', '"hatch"', "4000000", "1e12", '"integer"', '"date"', '"place"', '"sources"',
    '"list"',
)  # fmt: skip
COORDINATES: tuple[Any, ...] = (
    0, -1, 20, 32, 1e9, 1e308, 181, 90, 91, "20", None, True, [], [20, 32], [[20, 32]], float("nan"),
    26.999999999,
)  # fmt: skip

Change = Callable[[Random, Path], str]
"""Changes a root, and says what it changed."""


def change(random: Random, root: Path) -> str:
    """Change a root in some way, and tell in which, so that a failure can be made again."""
    return random.choice(CHANGES)(random, root)


def _data(random: Random, root: Path, suffix: str) -> Path:
    return random.choice(sorted((root / "data").rglob(f"*{suffix}")))


def _table(random: Random, root: Path) -> str:
    path = _data(random, root, ".csv")
    rows = list(csv.reader(path.read_text("utf-8").splitlines()))
    told = _changed_rows(random, rows)
    stream = io.StringIO()
    csv.writer(stream, lineterminator="\n").writerows(rows)
    path.write_text(stream.getvalue(), "utf-8")
    return f"{path.name}: {told}"


def _changed_rows(random: Random, rows: list[list[str]]) -> str:
    at = random.randrange(1, len(rows)) if len(rows) > 1 else 0
    column = random.randrange(len(rows[0]))
    where = f"row {at} {rows[at][:1]}, column {rows[0][column]}"
    match random.randrange(10):
        case 0:
            rows.append(list(rows[at]))
            return f"twice: {where}"
        case 1:
            del rows[at]
            return f"without: {where}"
        case 2:
            for row in rows:
                del row[column]
            return f"no column {where}"
        case 3:
            for row in rows:
                row.insert(column, "new" if row is rows[0] else random.choice(CELLS))
            return f"new column before {where}"
        case 4 | 5 | 6:
            other = random.choice(rows[1:] or rows)
            rows[at][column] = other[column if random.random() < 0.7 else random.randrange(len(other))]
        case 7:
            text = rows[at][column]
            cut = random.randrange(len(text) + 1)
            rows[at][column] = text[:cut] + random.choice("|;,\"'<>- \u00e9\u202e0") + text[cut:]
        case _:
            rows[at][column] = random.choice([*CELLS, *HOSTILE])
    return f"{where} is {rows[at][column][:60]!r}"


def _feature(random: Random, root: Path) -> str:
    path = _data(random, root, ".geojson")
    content = json.loads(path.read_text("utf-8"))
    told = _changed_features(random, content["features"])
    path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return f"{path.name}: {told}"


def _changed_features(random: Random, features: list[Any]) -> str:
    one = random.choice(features)
    properties = one["properties"]
    name = random.choice(sorted(properties)) if properties else "id"
    where = f"{properties.get('id')}, {name}"
    if random.random() < 0.25:
        return f"{where}: {_changed_shape(random, one)}"
    return f"{where}: {random.choice(_FEATURE_CHANGES)(random, features, one, name)}"


def _twice(_: Random, features: list[Any], one: Any, __: str) -> str:
    features.append(json.loads(json.dumps(one)))
    return "is there twice"


def _gone(_: Random, features: list[Any], one: Any, __: str) -> str:
    features.remove(one)
    return "is gone"


def _nowhere(random: Random, features: list[Any], one: Any, name: str) -> str:
    some = features if random.random() < 0.5 else [one]
    for feature in some:
        feature["properties"].pop(name, None)
    return f"{len(some)} do not have it"


def _member(random: Random, _: list[Any], one: Any, __: str) -> str:
    key = random.choice(["type", "properties", "geometry", "id"])
    one[key] = random.choice(VALUES)
    return f"its member {key} is {str(one[key])[:60]!r}"


def _borrowed(random: Random, features: list[Any], one: Any, name: str) -> str:
    one["properties"][name] = random.choice(features)["properties"].get(name)
    return f"is {str(one['properties'][name])[:60]!r}"


def _other(random: Random, features: list[Any], one: Any, name: str) -> str:
    value = random.choice([*VALUES, *HOSTILE])
    some = features if random.random() < 0.2 else [one]
    for feature in some:
        feature["properties"][name] = value
    return f"is {str(value)[:60]!r} in {len(some)}"


_FEATURE_CHANGES: tuple[Callable[[Random, list[Any], Any, str], str], ...] = (
    _twice, _gone, _nowhere, _member, _borrowed, _borrowed, _other, _other, _other,
)  # fmt: skip


def _changed_shape(random: Random, one: Any) -> str:
    geometry = one.get("geometry")
    if not isinstance(geometry, dict) or random.random() < 0.2:
        one["geometry"] = random.choice(SHAPES)
        return f"geometry is {str(one['geometry'])[:80]}"
    if random.random() < 0.2:
        geometry["type"] = random.choice([*GEOMETRY_TYPES, "GeometryCollection"])
        return f"is a {geometry['type']}"
    places: list[tuple[list[Any], int]] = []

    def walk(part: list[Any]) -> None:
        for number, value in enumerate(part):
            places.append((part, number))
            if isinstance(value, list):
                walk(value)

    walk(geometry["coordinates"])
    part, number = random.choice(places)
    part[number] = random.choice(COORDINATES)
    return f"a coordinate is {part[number]!r}"


SHAPES: tuple[Any, ...] = (
    None, {}, [], "POINT (20 32)", {"type": "Point", "coordinates": []},
    {"type": "Point", "coordinates": [13, 32, 9]},
    {"type": "Point", "coordinates": [13, 32]}, {"type": "MultiPoint", "coordinates": [[13, 32], [14, 31]]},
    {"type": "LineString", "coordinates": [[13, 32], [13, 32]]},
    {"type": "LineString", "coordinates": [[13, 32]]},
    {"type": "LineString", "coordinates": [[13, 32], [14, 32]]},
    {"type": "MultiLineString", "coordinates": [[[13, 32], [14, 32]], [[15, 30], [16, 30]]]},
    {"type": "Polygon", "coordinates": [[[13, 30], [14, 30], [14, 31], [13, 31], [13, 30]]]},
    {"type": "Polygon", "coordinates": [[[13, 30], [14, 31], [14, 30], [13, 31], [13, 30]]]},
    {"type": "Polygon", "coordinates": [[[13, 30], [13, 30], [13, 30], [13, 30]]]},
    {"type": "MultiPolygon", "coordinates": [[[[13, 30], [14, 30], [14, 31], [13, 30]]]]},
    {"type": "GeometryCollection", "geometries": []},
    {"type": "Point", "coordinates": [13, 32], "crs": "x"},
)  # fmt: skip


def _declaration(random: Random, root: Path) -> str:
    path = random.choice([*sorted((root / "layers").glob("*.toml")), root / "data" / "tables.toml"])
    lines = path.read_text("utf-8").splitlines()
    at = random.choice([number for number, line in enumerate(lines) if line.strip()])
    before, found = lines[at], re.match(r"(\w+) = ", lines[at])
    match random.randrange(8):
        case 0:
            del lines[at]
        case 1:
            lines.insert(at, before)
        case 2:
            lines.insert(at, f"{random.choice(['size', 'tint', 'extent', 'size_by', 'new'])} = 1")
        case _ if found:
            value = random.choice([*LITERALS, *(json.dumps(text) for text in random.sample(HOSTILE, 5))])
            lines[at] = f"{found[1]} = {value}"
        case _:
            lines[at] = before.replace("[", "[x.", 1)
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return f"{path.name}: line {at + 1}, {before[:60]!r}, is {lines[at][:60] if at < len(lines) else ''!r}"


def _file(random: Random, root: Path) -> str:
    path = random.choice([*sorted((root / "data").rglob("*.*")), *sorted((root / "layers").iterdir())])
    name = random.choice(sorted(SPOILING))
    SPOILING[name](random, path)
    return f"{path.name}: {name}"


def _cut(random: Random, path: Path) -> None:
    raw = path.read_bytes()
    path.write_bytes(raw[: random.randrange(len(raw))])


def _hole(random: Random, path: Path) -> None:
    raw = path.read_bytes()
    first = random.randrange(len(raw))
    path.write_bytes(raw[:first] + raw[first + random.randrange(1, 400) :])


def _noise(random: Random, path: Path) -> None:
    raw = bytearray(path.read_bytes())
    for _ in range(random.randrange(1, 4)):
        raw[random.randrange(len(raw))] = random.randrange(256)
    path.write_bytes(bytes(raw))


def _coded(encoding: str) -> Callable[[Random, Path], None]:
    def write(_: Random, path: Path) -> None:
        path.write_bytes(path.read_text("utf-8").encode(encoding, "replace"))

    return write


def _instead(put: Callable[[Path], object]) -> Callable[[Random, Path], None]:
    def replaced(_: Random, path: Path) -> None:
        path.unlink()
        put(path)

    return replaced


def _linked_outside(path: Path) -> None:
    outside = path.parents[2] / "outside.txt"
    outside.write_text("not-ours:0\n", "utf-8")
    path.symlink_to(outside)


def _swapped(random: Random, path: Path) -> None:
    other = random.choice(sorted(path.parent.glob(f"*{path.suffix}")))
    shutil.copy(other, path.with_name("held"))
    path.with_name("held").replace(path)


SPOILING: Mapping[str, Callable[[Random, Path], None]] = {
    "missing": lambda _, path: path.unlink(),
    "empty": lambda _, path: path.write_bytes(b"") and None,
    "blank": lambda _, path: path.write_bytes(b" \n\n") and None,
    "cut": _cut,
    "hole": _hole,
    "noise": _noise,
    "folder": _instead(Path.mkdir),
    "pipe": _instead(os.mkfifo),
    "link to itself": _instead(lambda path: path.symlink_to(path.name)),
    "link to nowhere": _instead(lambda path: path.symlink_to("user@host.1:1")),
    "link outside": _instead(_linked_outside),
    "device": _instead(lambda path: path.symlink_to("/dev/zero")),
    "CP1256": _coded("cp1256"),
    "UTF-16": _coded("utf-16"),
    "Latin-1": _coded("latin-1"),
    "BOM": _coded("utf-8-sig"),
    "the file of another": _swapped,
    "zeros": lambda _, path: path.write_bytes(b"\0" * 1000) and None,
    "nested": lambda _, path: path.write_bytes(b"[" * 100_000) and None,
}
"""What can become of a file, by what it is called."""

CHANGES: tuple[Change, ...] = (
    _table,
    _table,
    _table,
    _feature,
    _feature,
    _feature,
    _declaration,
    _declaration,
    _file,
)
"""What is changed, as often as it stands here."""
