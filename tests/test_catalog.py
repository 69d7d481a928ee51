"""Layer declarations: what is right becomes a layer, what is wrong takes only itself out."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from geo.catalog import read_catalog, read_tables, symbol_names
from geo.model import LIBYA_EXTENT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import DataRoot

SYMBOLS = ("hexagon", "flag", "town")


def test_layers_come_in_drawing_order_with_defaults(data_root: DataRoot) -> None:
    catalog, faults = read_catalog(data_root.layers, symbols=SYMBOLS)
    assert faults == []
    assert list(catalog) == ["zones", "places", "groups"]
    groups = catalog["groups"]
    assert groups.visible
    assert not catalog["zones"].visible
    assert groups.extent == LIBYA_EXTENT
    assert [column.name for column in groups.columns] == ["base", "strength", "roles"]
    assert groups.columns[2].values == ("police", "army")
    assert list(groups.classes) == ["group", "force"]
    assert groups.classes["group"].symbol == "hexagon"
    assert groups.all_columns[0].name == "id"
    assert catalog["zones"].classes["zone"].fill == "none"


COLUMN_CLASH = "'actor' is a common column of every layer"
NO_SYMBOL = "the key 'symbol' is missing, which points need"
NO_DATA = "a layer has either data or derive, neither is given"
OUTSIDE = "'../groups.geojson' is no GeoJSON or GeoParquet path below data/"

FAULTS = [
    ("title =", "tilte =", ("tilte", "unknown key 'tilte' on line 1", "did you mean 'title'?")),
    (
        'title = "Armed groups"\n',
        "",
        ("title", "the key 'title' is missing", "add title = ..., a text in quotes"),
    ),
    ("order = 55", 'order = "55"', ("order", "'order' is not a whole number", "write a whole number")),
    ("order = 55", "order = true", ("order", "'order' is not a whole number", "write a whole number")),
    ("visible = true", 'visible = "y"', ("visible", "'visible' is not true or false", "write true or false")),
    ('"hexagon"', '"hexagn"', ("classes.group.symbol", "unknown symbol 'hexagn'", "did you mean 'hexagon'?")),
    ('symbol = "hexagon"\n', "", ("classes.group.symbol", NO_SYMBOL, "use one of: hexagon, flag, town")),
    (
        "symbol =",
        "symbl =",
        ("classes.group.symbl", "unknown key 'symbl' on line 24", "did you mean 'symbol'?"),
    ),
    ('"city_states"', '"city-stat"', ("colour", "unknown colour 'city-stat'", "did you mean 'city_states'?")),
    ('"place"', '"plaice"', ("columns.base.kind", "unknown kind 'plaice'", "did you mean 'place'?")),
    ('["Point"]', '["Pont"]', ("geometry", "unknown geometry 'Pont'", "did you mean 'Point'?")),
    ('["Point"]', "[]", ("geometry", "'geometry' is empty", "fill it")),
    ("[columns.base]", "[columns.actor]", ("columns.actor", COLUMN_CLASH, "give it another name")),
    ('"groups.geojson"', '"../groups.geojson"', ("data", OUTSIDE, 'write for example "ports.geojson"')),
    ('data = "groups.geojson"\n', "", ("data", NO_DATA, "give one of them")),
    (
        "review_after_days = 100",
        "review_after_days = 0",
        ("review_after_days", "is less than one day", "give a whole number of days from 1"),
    ),
    (
        "review_after_days = 100",
        "review_after_days = 4000000",
        (
            "review_after_days",
            "review_after_days = 4000000 is not at most 36500",
            "give a number at most 36500",
        ),
    ),
    (
        'symbol = "hexagon"',
        'symbol = "hexagon"\nsize = -5',
        ("classes.group.size", "size = -5 is not from 1 to 100", "give a number from 1 to 100"),
    ),
    (
        'symbol = "hexagon"',
        'symbol = "hexagon"\ntint = inf',
        ("classes.group.tint", "tint = inf is not from 0 to 1", "give a number from 0 to 1"),
    ),
    (
        "order = 55",
        "order = 99999999999999999999",
        ("order", "order = 99999999999999999999 is not at most 1e+09", "give a number at most 1e+09"),
    ),
    (
        "visible = true",
        'size_by = "strenth"',
        ("size_by", "'strenth' is no own column of numbers", "did you mean 'strength'?"),
    ),
    (
        "visible = true",
        'faint_by = "base"',
        ("faint_by", "'base' is no own column of numbers", "declare [columns.base] as an integer"),
    ),
    (
        '"مجموعات مسلحة"',
        '"ÈÆÑ"',
        (
            "title_ar",
            "'ÈÆÑ' has no Arabic letter",
            "open it as Windows-1256 (CP1256) and save as UTF-8; it then reads 'بئر'",
        ),
    ),
    (
        '"Group"',
        r'"Gr\u202eoup"',
        (
            "classes.group.title",
            "holds a bidirectional control (U+202E, right-to-left override)",
            "remove it: the order of the letters follows from the script alone",
        ),
    ),
    ('"For tests."', r'"For\u0000tests."', ("note", "holds a control character (U+0000)", "remove it")),
    ('"Powers"', '"Pwers"', ("group", "unknown group 'Pwers'", "did you mean 'Powers'?")),
    (
        "visible = true",
        "extent = [27, 18, 8, 35]",
        ("extent", "[27, 18, 8, 35] is no extent", "write [west, south, east, north] in degrees"),
    ),
]


@pytest.mark.parametrize(("right", "wrong", "fault"), FAULTS, ids=[fault[1] or fault[0] for fault in FAULTS])
def test_each_fault_names_its_key_and_remedy(
    data_root: DataRoot, right: str, wrong: str, fault: tuple[str, str, str]
) -> None:
    path = data_root.layers / "groups.toml"
    text = path.read_text("utf-8")
    assert right in text
    path.write_text(text.replace(right, wrong, 1), "utf-8")
    catalog, faults = read_catalog(data_root.layers, symbols=SYMBOLS)
    assert list(catalog) == ["zones", "places"], "only its own layer may go out"
    assert {(found.file, found.layer) for found in faults} == {("layers/groups.toml", "groups")}
    assert fault in [(found.column, found.problem, found.remedy) for found in faults]


def test_two_layers_cannot_share_a_file(data_root: DataRoot) -> None:
    path = data_root.layers / "zones.toml"
    path.write_text(path.read_text("utf-8").replace('"zones.geojson"', '"groups.geojson"'), "utf-8")
    catalog, faults = read_catalog(data_root.layers, symbols=SYMBOLS)
    assert list(catalog) == ["places", "groups"]
    assert [(fault.layer, fault.column, fault.remedy) for fault in faults] == [
        ("zones", "data", "name another file")
    ]
    assert "layer 'groups'" in faults[0].problem


def test_every_fault_of_a_file_is_told_at_once(data_root: DataRoot) -> None:
    path = data_root.layers / "groups.toml"
    text = path.read_text("utf-8").replace("title =", "tilte =", 1).replace("order = 55", 'order = "55"')
    path.write_text(text, "utf-8")
    _, faults = read_catalog(data_root.layers, symbols=SYMBOLS)
    assert {fault.column for fault in faults} == {"tilte", "title", "order"}


def test_a_syntax_error_tells_its_line(data_root: DataRoot) -> None:
    data_root.declare("groups", 'title = "Armed groups"\norder = = 5\n')
    catalog, faults = read_catalog(data_root.layers, symbols=SYMBOLS)
    assert "groups" not in catalog
    assert "line 2" in faults[0].problem
    assert faults[0].file == "layers/groups.toml"


def test_a_declaration_that_is_not_utf8_tells_its_line(data_root: DataRoot) -> None:
    (data_root.layers / "groups.toml").write_bytes('order = 1\ntitle = "Sécurité"'.encode("latin-1"))
    _, faults = read_catalog(data_root.layers, symbols=SYMBOLS)
    assert "line 2" in faults[0].problem
    assert faults[0].remedy == "save the file as UTF-8"


def test_a_declaration_may_say_what_a_number_can_be(data_root: DataRoot) -> None:
    path = data_root.layers / "groups.toml"
    text = path.read_text("utf-8").replace('kind = "integer"', 'kind = "integer"\nleast = 0\nmost = 900', 1)
    path.write_text(text, "utf-8")
    for strength, problem in ((-1, "-1 is less than 0"), (901, "901 is more than 900")):
        data_root.collection("groups", [data_root.group("cs-a", strength=strength)])
        assert data_root.fault()["problem"] == problem
    data_root.collection("groups", [data_root.group("cs-a", strength=900)])
    assert data_root.evidence().faults.empty


def test_an_empty_declaration_and_a_bad_file_name(data_root: DataRoot) -> None:
    (data_root.layers / "empty.toml").write_text("", "utf-8")
    (data_root.layers / "My Layer.toml").write_text("", "utf-8")
    _, faults = read_catalog(data_root.layers, symbols=SYMBOLS)
    assert {(fault.layer, fault.problem) for fault in faults} >= {
        ("empty", "the file is empty"),
        ("My Layer", "'My Layer' cannot be a layer id"),
    }


def test_without_layers_there_is_a_fault_not_an_error(tmp_path: Path) -> None:
    catalog, faults = read_catalog(tmp_path / "layers")
    assert catalog == {}
    assert faults[0].problem == "the folder is missing"


def test_symbol_names_come_from_the_renderers_file(tmp_path: Path) -> None:
    path = tmp_path / "symbols.json"
    assert symbol_names(path) == ()
    path.write_text('{"grid": 24, "symbols": {"town": {}, "flag": {}}}', "utf-8")
    assert symbol_names(path) == ("town", "flag")


def test_the_declared_tables_are_those_of_the_evidence(data_root: DataRoot) -> None:
    tables, faults = read_tables(data_root.data / "tables.toml")
    assert faults == []
    assert list(tables) == [
        "sources",
        "publishers",
        "actors",
        "claims",
        "handovers",
        "alignments",
        "interests",
        "flows",
        "events",
        "naming",
        "population",
    ]
    assert [column.name for column in tables["sources"].columns][:3] == ["id", "publisher", "title"]


def test_a_wrong_table_declaration_takes_only_itself_out(data_root: DataRoot) -> None:
    path = data_root.data / "tables.toml"
    path.write_text(path.read_text("utf-8").replace('kind = "url"', 'kind = "ulr"'), "utf-8")
    tables, faults = read_tables(path)
    assert "sources" not in tables
    assert "actors" in tables
    assert (faults[0].file, faults[0].column) == ("data/tables.toml", "sources.columns.url.kind")
    assert faults[0].remedy == "did you mean 'url'?"
