"""Every rule of the evidence: its fault names file, feature and column, and says what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from geo.catalog import read_catalog, read_tables
from geo.faults import FAULT_COLUMNS, fault_table
from geo.schema.checking import layer_faults, table_faults
from geo.schema.references import References
from geo.store import open_store

if TYPE_CHECKING:
    from conftest import DataRoot

FILE = "data/groups.geojson"
KNOWN = References(
    sources=frozenset({"icg-2024", "un-2020"}),
    actors=frozenset({"gnu", "zintan-mc"}),
    places=frozenset({"tripoli", "zintan"}),
    layers=frozenset({"groups", "places", "zones"}),
    latest=date(2026, 11, 27),
)

BAD_VALUES: list[tuple[dict[str, Any], str, str, str]] = [
    ({"class": "gruop"}, "class", "unknown class 'gruop'", "did you mean 'group'?"),
    ({"class": "x"}, "class", "unknown class 'x'", "declare it in the layer's classes"),
    ({"class": ""}, "class", "is missing", "fill it"),
    ({"actor": "zintan-cm"}, "actor", "names unknown actor 'zintan-cm'", "did you mean 'zintan-mc'?"),
    ({"actor": "nobody"}, "actor", "names unknown actor 'nobody'", "add it to data/actors.csv"),
    (
        {"sources": "un-2020|icg-2O24"},
        "sources",
        "cites unknown source 'icg-2O24'",
        "did you mean 'icg-2024'?",
    ),
    ({"sources": ""}, "sources", "is missing", "fill it"),
    ({"base": "zintam"}, "base", "names unknown place 'zintam'", "did you mean 'zintan'?"),
    ({"roles": "army|polise"}, "roles", "unknown roles 'polise'", "did you mean 'police'?"),
    ({"name_en": " "}, "name_en", "is missing", "fill it"),
    ({"summary": "x" * 301}, "summary", "has 301 characters", "shorten it to 300 at most"),
    (
        {"reliability": "G"},
        "reliability",
        "unknown reliability of the source 'G'",
        "use one of: A, B, C, D, E, F",
    ),
    ({"credibility": 7}, "credibility", "7 is not allowed", "use one of: 1, 2, 3, 4, 5, 6"),
    ({"credibility": None}, "credibility", "is missing", "fill it"),
    ({"marking": "CLAER"}, "marking", "unknown handling marking 'CLAER'", "did you mean 'CLEAR'?"),
    (
        {"valid_from": "March 2021"},
        "valid_from",
        "'March 2021' is not a date",
        "write YYYY-MM-DD, YYYY-MM or YYYY",
    ),
    (
        {"reviewed_on": "2021-02-30"},
        "reviewed_on",
        "there is no day '2021-02-30'",
        "correct the month or day",
    ),
    (
        {"valid_from": "2025", "valid_to": "2024-06"},
        "valid_to",
        "ends (2024-06) on or before the day it starts (2025)",
        "correct valid_from or valid_to, or empty valid_to",
    ),
    (
        {"retracted_on": "2026-05"},
        "retracted_on",
        "was retracted (2026-05) before it was recorded (2026-06-01)",
        "correct recorded_on or retracted_on",
    ),
    ({"precision_m": 0}, "precision_m", "0 is not positive", "say how well it is known, in metres"),
    (
        {"precision_m": None},
        "precision_m",
        "is missing for a placed feature",
        "say how well it is known, in metres",
    ),
    (
        {"precision_m": 1e12},
        "precision_m",
        "1000000000000 is more than Libya is wide",
        "say how well it is known, in metres; null geometry when it is not known at all",
    ),
    ({"name_en": "Well\x00A"}, "name_en", "holds a control character (U+0000)", "remove it"),
    ({"summary": "Well\x00A"}, "summary", "holds a control character (U+0000)", "remove it"),
    ({"name_en": "Well\nA"}, "name_en", "holds a line end or tab", "write a blank"),
    (
        {"name_ar": "بئر\u202ex"},
        "name_ar",
        "holds a bidirectional control (U+202E, right-to-left override)",
        "remove it: the order of the letters follows from the script alone",
    ),
    (
        {"name_ar": "Well"},
        "name_ar",
        "'Well' has no Arabic letter",
        "write the name in Arabic script, or leave it empty",
    ),
    (
        {"name_ar": "ÈÆÑ"},
        "name_ar",
        "'ÈÆÑ' has no Arabic letter",
        "open it as Windows-1256 (CP1256) and save as UTF-8; it then reads 'بئر'",
    ),
    *(
        ({column: "2062"}, column, "2062 lies after today", "correct it")
        for column in ("valid_from", "recorded_on", "retracted_on", "reviewed_on")
    ),
]

BAD_POINTS: list[tuple[tuple[float, float], str, str]] = [
    ((31.93, 12.25), "[31.93, 12.25] looks like lat, lon swapped", "write [lon, lat]: [12.25, 31.93]"),
    ((0.0, 0.0), "lies at [0, 0], in the Atlantic", "give the real position, or null when it is not known"),
    ((1465000.0, 3876000.0), "[1465000, 3876000] is not in degrees", "reproject to EPSG:4326"),
    (
        (2.35, 48.86),
        "[2.35, 48.86] lies outside the layer's extent [8, 18.5, 27, 35]",
        "correct the position, or widen extent in layers/groups.toml",
    ),
]


def problems_of(data_root: DataRoot, layer_id: str = "groups", references: References = KNOWN) -> Any:
    layer = read_catalog(data_root.layers)[0][layer_id]
    frame, faults = open_store(data_root.path).rows(layer)
    assert faults == [], "these are faults for the rules, not for the reader"
    return fault_table(layer_faults(frame, layer, references))


def test_right_data_have_no_problems_and_the_table_keeps_its_columns(data_root: DataRoot) -> None:
    for layer_id in ("groups", "places", "zones"):
        found = problems_of(data_root, layer_id)
        assert found.empty
        assert tuple(found.columns) == FAULT_COLUMNS


@pytest.mark.parametrize(
    ("values", "column", "problem", "remedy"),
    BAD_VALUES,
    ids=[f"{bad[1]}: {bad[2][:30]}" for bad in BAD_VALUES],
)
def test_a_bad_value_is_told(
    data_root: DataRoot, values: dict[str, Any], column: str, problem: str, remedy: str
) -> None:
    data_root.collection("groups", [data_root.group("cs-good"), data_root.group("cs-bad", **values)])
    found = problems_of(data_root)
    assert found.to_dict("records") == [
        {
            "file": FILE,
            "layer": "groups",
            "feature": "cs-bad",
            "column": column,
            "problem": problem,
            "remedy": remedy,
        }
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("مجموعة من الزنتان", []),
        ("", []),
        ("A group of Zintan", ["'A group of Zintan' has no Arabic letter"]),
        ("الزنتان: a group of the town", ["has more Latin letters than Arabic ones"]),
        ("ز" * 301, ["has 301 characters"]),
    ],
)
def test_an_arabic_summary_is_arabic_and_short(data_root: DataRoot, text: str, told: list[str]) -> None:
    path = data_root.layers / "groups.toml"
    path.write_text(path.read_text("utf-8") + '\n[columns.summary_ar]\ntitle = "Arabic summary"\n', "utf-8")
    data_root.collection("groups", [data_root.group("cs-a", summary_ar=text), data_root.group("cs-b")])
    assert problems_of(data_root)["problem"].tolist() == told


@pytest.mark.parametrize(("point", "problem", "remedy"), BAD_POINTS, ids=[bad[1] for bad in BAD_POINTS])
def test_a_bad_position_is_told(
    data_root: DataRoot, point: tuple[float, float], problem: str, remedy: str
) -> None:
    data_root.collection("groups", [data_root.group("cs-good"), data_root.group("cs-bad", point)])
    found = problems_of(data_root)
    assert found[["file", "feature", "column", "problem", "remedy"]].to_numpy().tolist() == [
        [FILE, "cs-bad", "geometry", problem, remedy]
    ]


def test_every_fault_is_told_at_once_in_the_order_of_the_rows(data_root: DataRoot) -> None:
    bad = data_root.group("cs-b", (31.9, 12.2), sources="x", actor="y", valid_from="2025", valid_to="2024")
    worse = data_root.group("cs-c", **{"class": "z", "credibility": 9})
    data_root.collection("groups", [bad, worse])
    found = problems_of(data_root)
    assert found["feature"].tolist() == ["cs-b"] * 4 + ["cs-c"] * 2
    assert set(found["column"]) == {"sources", "actor", "valid_to", "geometry", "class", "credibility"}


def test_an_end_may_lie_ahead_and_a_summary_may_have_lines(data_root: DataRoot) -> None:
    right = {"valid_to": "2030", "summary": "One line.\nAnother.", "reviewed_on": "2026-11-27"}
    right["recorded_on"] = "2026-11-27"
    data_root.collection("groups", [data_root.group("cs-a", **right)])
    assert problems_of(data_root).empty
    assert problems_of(data_root, references=replace(KNOWN, latest=None)).empty


def test_a_feature_is_not_at_itself(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-a", base="cs-a"), data_root.group("cs-b")])
    found = problems_of(data_root, references=replace(KNOWN, places={"cs-a", "zintan"}))
    assert found[["feature", "column", "problem", "remedy"]].to_numpy().tolist() == [
        ["cs-a", "base", "names the feature itself", "name another place, or leave it empty"]
    ]


@pytest.mark.parametrize(
    ("subject", "problem", "remedy"),
    [
        ("actor:gnuu", "names unknown actor 'gnuu'", "did you mean 'gnu'?"),
        ("side:eest", "names unknown side 'eest'", "did you mean 'east'?"),
        ("layer:ports", "names unknown layer 'ports'", "name one that is there"),
        ("gnu", "'gnu' is no subject", "write actor:<id>, side:<palette key> or layer:<id>"),
    ],
)
def test_names_are_about_what_is_there(data_root: DataRoot, subject: str, problem: str, remedy: str) -> None:
    lines = (data_root.data / "naming.csv").read_text("utf-8").splitlines()
    right = [f"name-{number},own,{text},Name," for number, text in enumerate(("side:east", "layer:zones"))]
    data_root.table("naming", [*lines, *right, f"name-bad,press,{subject},Name,"])
    table = read_tables(data_root.data / "tables.toml")[0]["naming"]
    found = fault_table(table_faults(open_store(data_root.path).table("naming")[0], table, KNOWN))
    assert found[["feature", "column", "problem", "remedy"]].to_numpy().tolist() == [
        ["name-bad", "subject", problem, remedy]
    ]


def test_an_id_must_be_a_slug_and_unique(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group(i) for i in ("cs-a", "cs-a", "CS A", "x" * 64)])
    found = problems_of(data_root).set_index("feature")
    assert found.loc["cs-a", "problem"] == "is used 2 times in this file"
    assert found.loc["cs-a", "remedy"] == "give each an id of its own"
    assert found.loc["CS A", "problem"] == "'CS A' is not an id"
    assert found.loc["x" * 64, "remedy"] == "shorten it"


def test_an_id_belongs_to_one_layer(data_root: DataRoot) -> None:
    references = References(owners={"cs-zintan": "groups", "cs-other": "places"})
    found = problems_of(data_root, references=references)
    assert found[["feature", "column", "problem", "remedy"]].to_numpy().tolist() == [
        ["cs-other", "id", "is also an id in layer 'places'", "give it an id of its own"]
    ]


def test_the_order_of_ids_is_no_fault(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-z"), data_root.group("cs-a")])
    assert problems_of(data_root).empty


def test_what_cannot_be_told_is_not_called_wrong(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-a", actor="x", sources="y", base="z")])
    assert problems_of(data_root, references=References()).empty


def test_unplaced_is_allowed_but_has_no_precision(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-a", None)])
    assert problems_of(data_root).empty
    data_root.collection("groups", [data_root.group("cs-a", None, precision_m=500)])
    found = problems_of(data_root)
    assert found[["column", "remedy"]].to_numpy().tolist() == [["precision_m", "write null"]]


def test_a_polygon_that_crosses_itself_tells_where(data_root: DataRoot) -> None:
    bow_tie = {"type": "Polygon", "coordinates": [[[13, 30], [14, 31], [14, 30], [13, 31], [13, 30]]]}
    data_root.collection("zones", [data_root.feature("zone-1", bow_tie, **{"class": "zone"})])
    found = problems_of(data_root, "zones").iloc[0]
    assert (found["file"], found["feature"], found["column"]) == ("data/zones.geojson", "zone-1", "geometry")
    assert found["problem"] == "crosses itself near lon 13.50000, lat 30.50000"
    assert "redraw the outline" in found["remedy"]


def test_a_type_that_the_layer_does_not_take(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-a", data_root.square(12, 31))])
    found = problems_of(data_root).iloc[0]
    assert (found["problem"], found["remedy"]) == ("is a Polygon", "layer 'groups' takes Point")


def test_a_swapped_outline_is_recognised(data_root: DataRoot) -> None:
    data_root.collection(
        "zones", [data_root.feature("zone-1", data_root.square(30, 13), **{"class": "zone"})]
    )
    assert "swapped" in problems_of(data_root, "zones").iloc[0]["problem"]


def test_a_frame_without_a_column_is_told(data_root: DataRoot) -> None:
    layer = read_catalog(data_root.layers)[0]["groups"]
    frame, _ = open_store(data_root.path).rows(layer)
    found = fault_table(layer_faults(frame.drop(columns=["marking", "geometry"]), layer, KNOWN))
    assert {(row["feature"], row["column"]) for row in found.to_dict("records")} == {
        ("", "marking"),
        ("", "geometry"),
    }


def test_a_reference_that_names_nothing_is_told_with_the_nearest(data_root: DataRoot) -> None:
    layer = read_catalog(data_root.layers)[0]["groups"]
    data_root.collection("groups", [data_root.group("cs-a", actor="x", sources="icg-2O24")])
    faults = layer_faults(open_store(data_root.path).rows(layer)[0], layer, KNOWN)
    found = fault_table(faults).to_dict("records")
    assert [(row["column"], row["problem"], row["remedy"]) for row in found] == [
        ("actor", "names unknown actor 'x'", "add it to data/actors.csv"),
        ("sources", "cites unknown source 'icg-2O24'", "did you mean 'icg-2024'?"),
    ]


SOURCE = "bad,Somebody,A text,2024,,{url},{kind},{grade}"


@pytest.mark.parametrize(
    ("line", "column", "remedy"),
    [
        (SOURCE.format(url="javascript:alert(1)", kind="news", grade="B"), "url", "https://"),
        (SOURCE.format(url="www.example.org", kind="news", grade="B"), "url", "https://"),
        (SOURCE.format(url="https://", kind="news", grade="B"), "url", "https://"),
        (SOURCE.format(url="https://user:pw@host/a", kind="news", grade="B"), "url", "https://host/"),
        (SOURCE.format(url="https://exa mple.org", kind="news", grade="B"), "url", "https://"),
        (SOURCE.format(url="https://example.org", kind="newz", grade="B"), "kind", "did you mean 'news'?"),
        (SOURCE.format(url="https://example.org", kind="news", grade=""), "reliability", "fill it"),
        ("bad,,A text,2024,,,news,B", "publisher", "fill it"),
        ("bad,Somebody,A text,24 May,,,news,B", "date", "write YYYY-MM-DD"),
        ("Bad Id,Somebody,A text,2024,,,news,B", "id", "use small letters"),
    ],
)
def test_a_bad_row_of_a_table_is_told(data_root: DataRoot, line: str, column: str, remedy: str) -> None:
    lines = (data_root.data / "sources.csv").read_text("utf-8").splitlines()
    data_root.table("sources", [*lines, line])
    table = read_tables(data_root.data / "tables.toml")[0]["sources"]
    frame, faults = open_store(data_root.path).table("sources")
    assert faults == []
    found = fault_table(table_faults(frame, table, KNOWN))
    assert found[["file", "feature", "column"]].to_numpy().tolist() == [
        ["data/sources.csv", line.split(",", maxsplit=1)[0], column]
    ]
    assert remedy in found.iloc[0]["remedy"]


def test_classes_of_a_table_are_those_of_its_layer(data_root: DataRoot) -> None:
    table = read_tables(data_root.data / "tables.toml")[0]["events"]
    frame, _ = open_store(data_root.path).table("events")
    assert table_faults(frame, table, KNOWN) == []
    (fault,) = table_faults(frame, table, References(classes={"events": ("settlements", "fighting")}))
    assert fault.remedy == "did you mean 'settlements'?"
