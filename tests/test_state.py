"""The state of a view: what is written into an address is read back; nothing in it can do harm."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from geo.catalog import Catalog, read_catalog
from geo.model import Selection
from geo.settings import REPOSITORY
from geo.ui import state

TODAY = date(2026, 11, 23)
FULL = Selection(
    layers=("foreign", "control"),
    at=date(2020, 10, 23),
    known=date(2026, 6, 1),
    centre=(32.8874, 13.1873),
    zoom=7.25,
    lang="en+ar",
    query="Zintan & طرابلس <b>",
    selected="zintan-mc",
    view="brief",
    opacity=MappingProxyType({"control": 0.5, "foreign": 0.25}),
    tab="timeline",
    names="press",
    filters=MappingProxyType({"hide": ("tripoli.force", "east.seat"), "rel": ("B",)}),
)
HOSTILE = (
    "x" * 10_000, "<script>alert(1)</script>", "../../etc/passwd", "\x00", "\u202e\u2066", "NaN",
    "null", "[]", "%00",
    "javascript:alert(1)", "'; DROP TABLE layers; --", "{{7*7}}", "${jndi:ldap://x}", "\ud800",
    "1e999", "-0", "🜏",
)  # fmt: skip


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    layers, faults = read_catalog(REPOSITORY / "layers")
    assert not faults
    return layers


def read(catalog: Catalog, **params: str) -> state.Parsed:
    return state.read(params, catalog, TODAY)


def test_no_parameters_are_the_first_view(catalog: Catalog) -> None:
    parsed = read(catalog)
    assert parsed == state.Parsed(state.default(catalog, TODAY))
    assert parsed.selection.layers == tuple(layer.id for layer in catalog.values() if layer.visible)
    assert parsed.selection.at == TODAY
    assert state.write(parsed.selection, catalog, TODAY) == {}


def test_sample_uses_every_field(catalog: Catalog) -> None:
    first = state.default(catalog, TODAY)
    same = [
        field.name for field in fields(Selection) if getattr(FULL, field.name) == getattr(first, field.name)
    ]
    assert not same, "give the sample a value of its own, so that the round trips try it"


@pytest.mark.parametrize("field", [field.name for field in fields(Selection)])
def test_each_field_survives_the_address(catalog: Catalog, field: str) -> None:
    selection = replace(state.default(catalog, TODAY), **{field: getattr(FULL, field)})
    params = state.write(selection, catalog, TODAY)
    assert len(params) == 1
    assert state.read(params, catalog, TODAY) == state.Parsed(selection)


def test_everything_together_survives_the_address(catalog: Catalog) -> None:
    params = state.write(FULL, catalog, TODAY)
    assert all(isinstance(text, str) and text for text in params.values())
    assert state.read(params, catalog, TODAY) == state.Parsed(FULL)


@pytest.mark.parametrize("selection", [FULL, None], ids=["full", "first"])
def test_state_survives_the_browser(catalog: Catalog, selection: Selection | None) -> None:
    wanted = selection or state.default(catalog, TODAY)
    carried = json.loads(json.dumps(state.to_browser(wanted), allow_nan=False))
    assert state.from_browser(carried, catalog, TODAY) == wanted


def test_no_layers_is_not_the_first_view(catalog: Catalog) -> None:
    nothing = replace(state.default(catalog, TODAY), layers=())
    assert state.write(nothing, catalog, TODAY) == {"layers": ""}
    assert read(catalog, layers="").selection == nothing
    assert state.from_browser(state.to_browser(nothing), catalog, TODAY) == nothing


def test_all_layers_fit(catalog: Catalog) -> None:
    everything = replace(state.default(catalog, TODAY), layers=tuple(reversed(catalog)))
    assert read(catalog, **state.write(everything, catalog, TODAY)) == state.Parsed(everything)
    assert state.from_browser(state.to_browser(everything), catalog, TODAY) == everything


@pytest.mark.parametrize(
    ("params", "field", "value"),
    [
        ({"layers": "east,tripoli,east"}, "layers", ("east", "tripoli")),
        ({"layers": ",,east,"}, "layers", ("east",)),
        ({"at": "2020-02-29"}, "at", date(2020, 2, 29)),
        ({"c": "32,13"}, "centre", (32.0, 13.0)),
        ({"c": "-0.5,-180"}, "centre", (-0.5, -180.0)),
        ({"z": "4"}, "zoom", 4.0),
        ({"z": "18"}, "zoom", 18.0),
        ({"lang": "ar"}, "lang", "ar"),
        ({"o": "east:0"}, "opacity", {"east": 0.0}),
        ({"q": "a" * 500}, "query", "a" * 120),
        ({"sel": "zintan-mc"}, "selected", "zintan-mc"),
        ({"view": "brief"}, "view", "brief"),
    ],
)
def test_good_parameters(catalog: Catalog, params: dict[str, str], field: str, value: object) -> None:
    parsed = state.read(params, catalog, TODAY)
    assert parsed.notices == ()
    assert getattr(parsed.selection, field) == value


BAD = {
    "layers": ["nothing", "Tripoli", "../east", "tripoli;east", "<script>", "a" * 1001],
    "at": [
        "2020", "2020-10", "2020-02-30", "2020-13-01", "1999-12-31", "2101-01-01", "23.10.2020",
        "today", "nan",
        "2020-10-23T00:00", "0000-00-00", " 2020-10-23", "\N{ARABIC-INDIC DIGIT TWO}020-10-23",
    ],
    "known": ["2020", "never", "1999-12-31", "1" * 1001],
    "c": ["32", "32,13,1", "north,east", "nan,13", "32,inf", "86,13", "32,181", ",", "32;13", "1e999,0"],
    "z": ["3", "19", "nan", "inf", "-6", "six", "6,5", "1e9", "0x6"],
    "lang": ["fr", "EN", "en,ar", "<b>"],
    "sel": ["a b", "<script>", "a/b", "a'b", "طرابلس", "\x00", "a" * 1001],
    "view": ["full", "BRIEF", "brief,brief"],
    "o": ["east", "east:nan", "east:inf", "east:-1", "east:2", "nothing:0.5", ":", "0.5", "east:0.5:1"],
    "tab": ["other", "TABLE"],
    "names": ["ours", "PRESS"],
    "f": ["nothing:1", "hide:<script>", "hide:a b", "a" * 1001],
    "q": ["a" * 1001],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_bad_parameter_gives_one_notice_and_the_first_view(catalog: Catalog, name: str, text: str) -> None:
    parsed = state.read({name: text}, catalog, TODAY)
    assert len(parsed.notices) == 1, parsed.notices
    assert parsed.notices[0].startswith(f"{name}: ")
    assert len(parsed.notices[0]) < 300
    expected = state.default(catalog, TODAY)
    assert parsed.selection == (
        replace(expected, layers=()) if name == "layers" and len(text) < 1000 else expected
    )


def test_bad_parameters_do_not_spoil_good_ones(catalog: Catalog) -> None:
    parsed = read(catalog, layers="east,nothing,tripoli", at="2020-10-23", known="soon", z="99", lang="ar")
    assert parsed.selection.layers == ("east", "tripoli")
    assert parsed.selection.at == date(2020, 10, 23)
    assert parsed.selection.lang == "ar"
    assert [notice.partition(":")[0] for notice in parsed.notices] == ["known", "z", "layers"]


def test_unknown_layer_says_what_was_meant(catalog: Catalog) -> None:
    (notice,) = read(catalog, layers="traficking_hubs").notices
    assert notice == "layers: no layer 'traficking_hubs'; did you mean 'trafficking_hubs'?"


def test_many_unknown_layers_are_few_notices(catalog: Catalog) -> None:
    assert 1 <= len(read(catalog, layers=",".join(f"x{i}" for i in range(200))).notices) <= 6


def test_unknown_parameters_are_left_alone(catalog: Catalog) -> None:
    assert read(catalog, utm_source="x" * 5000, embed="true").notices == ()


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_nothing_in_an_address_raises(catalog: Catalog, hostile: str) -> None:
    names = ("layers", "at", "known", "c", "z", "lang", "q", "sel", "view", "o", "tab", "names", "f", hostile)
    for name in names:
        parsed = state.read({name: hostile}, catalog, TODAY)
        assert all(layer in catalog for layer in parsed.selection.layers)
        assert len(" ".join(parsed.notices)) < 1000
    together = state.read(dict.fromkeys(names, hostile), catalog, TODAY)
    assert set(together.selection.layers) <= set(catalog)
    assert together.selection.at == TODAY


JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, float("nan"), float("inf"), "", "x", "x" * 10_000, [], [None],
    [[]], [{}],
    ["east", 5, None, {"a": 1}], {}, {"a": {"b": []}}, {"east": "high"}, {"east": None}, {"": ""},
    {"east": float("nan")},
    {"hide": "east"}, {"hide": [None, {}]}, list(range(5000)), "2020-10-23", 10**400,
)  # fmt: skip


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: ascii(junk)[:30])
def test_junk_from_the_browser_is_not_believed(catalog: Catalog, junk: Any) -> None:
    names = state.to_browser(FULL)
    for name in names:
        selection = state.from_browser({**names, name: junk}, catalog, TODAY)
        assert _is_sound(selection, catalog)
    assert _is_sound(state.from_browser(dict.fromkeys(names, junk), catalog, TODAY), catalog)
    assert _is_sound(state.from_browser({"rev": junk, "jump": junk, "x": junk}, catalog, TODAY), catalog)


def _is_sound(selection: Selection, catalog: Catalog) -> bool:
    """Tell whether a selection holds only what the rest of the project expects."""
    numbers = [*(selection.centre or ()), *([] if selection.zoom is None else [selection.zoom])]
    return (
        all(layer in catalog for layer in selection.layers)
        and type(selection.at) is date
        and (selection.known is None or type(selection.known) is date)
        and all(type(number) is float and abs(number) <= 180 for number in numbers)
        and all(layer in catalog and 0 <= value < 1 for layer, value in selection.opacity.items())
        and all(isinstance(getattr(selection, name), str) for name in ("lang", "query", "selected", "view"))
        and len(selection.query) <= 120
        and json.dumps(state.to_browser(selection), allow_nan=False) != ""
        and state.read(state.write(selection, catalog, TODAY), catalog, TODAY).notices == ()
    )


def test_empty_state_of_the_browser_is_nothing_drawn(catalog: Catalog) -> None:
    assert state.from_browser({}, catalog, TODAY) == replace(state.default(catalog, TODAY), layers=())
