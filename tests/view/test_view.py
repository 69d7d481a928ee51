"""The state of a view: what is written into an address is read back; nothing in it can do harm."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import Any

import pytest

from geo.errors import UnknownId
from geo.language import worded
from geo.view import (
    ON_PAGE,
    Asked,
    Compared,
    Context,
    View,
    first_view,
    from_browser,
    named_in_vain,
    read,
    to_browser,
    write,
)
from geo.view.view import Reading
from tests.view.conftest import TODAY

FULL = View(
    layers=("foreign", "control"),
    at=date(2020, 10, 23),
    between=date(2019, 4, 4),
    known=date(2026, 6, 1),
    recorded=date(2026, 7, 1),
    centre=(32.8874, 13.1873),
    zoom=7.25,
    lang="en+ar",
    digits="arab",
    query="Zintan & طرابلس <b>",
    selected="zintan-mc",
    view="brief",
    opacity=MappingProxyType({"control": 0.5, "foreign": 0.25}),
    tab="timeline",
    names="press",
    ask=Asked("near", (("place", "a;b=c%3B <b>"), ("km", "50"))),
    compare=Compared(at="2019-04-01", known="now", look="swipe"),
    draw="line:32.9,13.2;32.1,20.1|circle:32.9,13.2;50",
    callouts=("of-sharara", "x.y_z-1"),
    move="name:sirte:31.9,17.2|number:of-sharara:27,12",
    note="31.2,16.6;32.5,17;Front of 2020 %7C 50 %25|24,10;23,11;طريق",
    filters=MappingProxyType({"hide": ("tripoli.force", "east.seat"), "rel": ("B",)}),
)
HOSTILE = (
    "x" * 10_000, "<script>alert(1)</script>", "../../etc/passwd", "\x00", "\u202e\u2066", "NaN",
    "null", "[]", "%00",
    "javascript:alert(1)", "'; DROP TABLE layers; --", "{{7*7}}", "${jndi:ldap://x}", "\ud800",
    "1e999", "-0", "🜏",
)  # fmt: skip


def notices(reading: Reading) -> tuple[str, ...]:
    return tuple(map(str, reading.faults))


def test_no_parameters_are_the_first_view(context: Context) -> None:
    parsed = read({}, context)
    assert parsed == Reading(first_view(context))
    assert parsed.view.layers == context.visible
    assert parsed.view.at == TODAY
    assert write(parsed.view, context) == {}


def test_sample_uses_every_field(context: Context) -> None:
    first = first_view(context)
    same = [part.field for part in ON_PAGE if getattr(FULL, part.field) == getattr(first, part.field)]
    assert not same, "give the sample a value of its own, so that the round trips try it"


@pytest.mark.parametrize("field", [part.field for part in ON_PAGE])
def test_each_field_survives_the_address(context: Context, field: str) -> None:
    view = replace(first_view(context), **{field: getattr(FULL, field)})
    params = write(view, context)
    if field == "known":
        view = replace(view, recorded=TODAY)
        assert params.pop("recorded") == TODAY.isoformat(), "the day of writing, so that it is no older link"
    assert len(params) == 1
    assert read(write(view, context), context) == Reading(view)


def test_known_alone_is_an_older_link_and_means_recorded(context: Context) -> None:
    day = date(2026, 6, 1)
    older = replace(first_view(context), recorded=day)
    assert read({"known": "2026-06-01"}, context) == Reading(older)
    assert read({"known": "2026-06-01", "recorded": ""}, context) == Reading(older)
    assert read({"amp;known": "2026-06-01"}, context) == Reading(older)
    assert write(older, context) == {"recorded": "2026-06-01"}
    assert read({"recorded": "2026-06-01"}, context) == Reading(older)
    both = {"known": "2020-10-23", "recorded": "2026-06-01"}
    assert read(both, context) == Reading(replace(older, known=date(2020, 10, 23)))
    assert write(read(both, context).view, context) == both


def test_what_was_published_by_a_day_comes_from_the_browser_as_recorded_today(context: Context) -> None:
    state = {**to_browser(first_view(context)), "known": "2020-10-23"}
    assert (state["recorded"], from_browser(state, context)) == (
        "",
        replace(first_view(context), known=date(2020, 10, 23), recorded=TODAY),
    )


def test_everything_together_survives_the_address(context: Context) -> None:
    params = write(FULL, context)
    assert all(isinstance(text, str) and text for text in params.values())
    assert read(params, context) == Reading(FULL)


@pytest.mark.parametrize("view", [FULL, None], ids=["full", "first"])
def test_state_survives_the_browser(context: Context, view: View | None) -> None:
    wanted = view or first_view(context)
    carried = json.loads(json.dumps(to_browser(wanted), allow_nan=False))
    assert from_browser(carried, context) == wanted


def test_no_layers_is_not_the_first_view(context: Context) -> None:
    nothing = replace(first_view(context), layers=())
    assert write(nothing, context) == {"layers": ""}
    assert read({"layers": ""}, context).view == nothing
    assert from_browser(to_browser(nothing), context) == nothing


def test_all_layers_fit(context: Context) -> None:
    everything = replace(first_view(context), layers=tuple(reversed(context.layers)))
    assert read(write(everything, context), context) == Reading(everything)
    assert from_browser(to_browser(everything), context) == everything


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
        ({"lang": "en ar"}, "lang", "en+ar"),  # a plus in an address is a space
        ({"o": "east:0"}, "opacity", {"east": 0.0}),
        ({"q": "a" * 500}, "query", "a" * 120),
        ({"sel": "zintan-mc"}, "selected", "zintan-mc"),
        ({"view": "brief"}, "view", "brief"),
    ],
)
def test_good_parameters(context: Context, params: dict[str, str], field: str, value: object) -> None:
    parsed = read(params, context)
    assert notices(parsed) == ()
    assert getattr(parsed.view, field) == value


BAD = {
    "layers": ["nothing", "Tripoli", "../east", "tripoli;east", "<script>", "a" * 1001],
    "at": [
        "2020", "2020-10", "2020-02-30", "2020-13-01", "1999-12-31", "2101-01-01", "23.10.2020",
        "today", "nan",
        "2020-10-23T00:00", "0000-00-00", " 2020-10-23", "\N{ARABIC-INDIC DIGIT TWO}020-10-23",
    ],
    "known": ["2020", "never", "1999-12-31", "1" * 1001],
    "recorded": ["2020", "never", "1999-12-31", "1" * 1001],
    "c": ["32", "32,13,1", "north,east", "nan,13", "32,inf", "86,13", "32,181", ",", "32;13", "1e999,0"],
    "z": ["3", "19", "nan", "inf", "-6", "six", "6,5", "1e9", "0x6"],
    "lang": ["fr", "EN", "en,ar", "<b>"],
    "sel": ["a b", "<script>", "a/b", "a'b", "طرابلس", "\x00", "a" * 1001],
    "view": ["full", "BRIEF", "brief,brief"],
    "o": ["east", "east:nan", "east:inf", "east:-1", "east:2", "nothing:0.5", ":", "0.5", "east:0.5:1"],
    "tab": ["other", "TABLE"],
    "names": ["ours", "PRESS"],
    "compare": ["2019-04-01", "at=2019", "colour=red", "without=<b>", "look=both", "at=now;at=now"],
    "f": ["nothing:1", "hide:<script>", "hide:a b", "a" * 1001],
    "q": ["a" * 1001],
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, texts in BAD.items() for text in texts])
def test_bad_parameter_gives_one_notice_and_the_first_view(context: Context, name: str, text: str) -> None:
    parsed = read({name: text}, context)
    assert len(notices(parsed)) == 1, notices(parsed)
    assert notices(parsed)[0].startswith(f"{name}: ")
    assert len(notices(parsed)[0]) < 300
    expected = first_view(context)
    assert parsed.view == (
        replace(expected, layers=()) if name == "layers" and len(text) < 1000 else expected
    )


def test_bad_parameters_do_not_spoil_good_ones(context: Context) -> None:
    parsed = read(
        {"layers": "east,nothing,tripoli", "at": "2020-10-23", "known": "soon", "z": "99", "lang": "ar"},
        context,
    )
    assert parsed.view.layers == ("east", "tripoli")
    assert parsed.view.at == date(2020, 10, 23)
    assert parsed.view.lang == "ar"
    assert [notice.partition(":")[0] for notice in notices(parsed)] == ["layers", "known", "z"]


def test_unknown_layer_says_what_was_meant(context: Context) -> None:
    (notice,) = notices(read({"layers": "traficking_hubs"}, context))
    assert notice == "layers: there is no layer 'traficking_hubs'; did you mean 'trafficking_hubs'?"


def test_many_unknown_layers_are_few_notices(context: Context) -> None:
    assert 1 <= len(notices(read({"layers": ",".join(f"x{i}" for i in range(200))}, context))) <= 6


def test_unknown_parameters_are_left_alone(context: Context) -> None:
    assert read({"utm_source": "x" * 5000, "embed": "true"}, context).faults == ()


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda text: ascii(text[:20]))
def test_nothing_in_an_address_raises(context: Context, hostile: str) -> None:
    names = (
        "layers",
        "at",
        "known",
        "recorded",
        "c",
        "z",
        "lang",
        "q",
        "sel",
        "view",
        "o",
        "tab",
        "names",
        "f",
        hostile,
    )
    for name in names:
        parsed = read({name: hostile}, context)
        assert all(layer in context.layers for layer in parsed.view.layers)
        assert len(" ".join(notices(parsed))) < 1000
    together = read(dict.fromkeys(names, hostile), context)
    assert set(together.view.layers) <= set(context.layers)
    assert together.view.at == TODAY


JUNK: tuple[Any, ...] = (
    None, True, False, 0, -1, 1e308, float("nan"), float("inf"), "", "x", "x" * 10_000, [], [None],
    [[]], [{}],
    ["east", 5, None, {"a": 1}], {}, {"a": {"b": []}}, {"east": "high"}, {"east": None}, {"": ""},
    {"east": float("nan")},
    {"hide": "east"}, {"hide": [None, {}]}, list(range(5000)), "2020-10-23", 10**400,
)  # fmt: skip


@pytest.mark.parametrize("junk", JUNK, ids=lambda junk: ascii(junk)[:30])
def test_junk_from_the_browser_is_not_believed(context: Context, junk: Any) -> None:
    names = to_browser(FULL)
    for name in names:
        view = from_browser({**names, name: junk}, context)
        assert _is_sound(view, context)
    assert _is_sound(from_browser(dict.fromkeys(names, junk), context), context)
    assert _is_sound(from_browser({"rev": junk, "jump": junk, "x": junk}, context), context)


def _is_sound(view: View, context: Context) -> bool:
    """Tell whether a view holds only what the rest of the project expects."""
    numbers = [*(view.centre or ()), *([] if view.zoom is None else [view.zoom])]
    return (
        all(layer in context.layers for layer in view.layers)
        and type(view.at) is date
        and (view.known is None or type(view.known) is date)
        and (view.recorded is None or type(view.recorded) is date)
        and all(type(number) is float and abs(number) <= 180 for number in numbers)
        and all(layer in context.layers and 0 <= value < 1 for layer, value in view.opacity.items())
        and all(isinstance(getattr(view, name), str) for name in ("lang", "query", "selected", "view"))
        and len(view.query) <= 120
        and json.dumps(to_browser(view), allow_nan=False) != ""
        and read(write(view, context), context).faults == ()
    )


def test_empty_state_of_the_browser_is_nothing_drawn(context: Context) -> None:
    assert from_browser({}, context) == replace(first_view(context), layers=())


@pytest.mark.parametrize(
    "text", ["age:abc", "age:999999", "age:-1", "age:1e3", "cred:7", "cred:x", "rel:b", "rel:Z"]
)
def test_a_faulty_filter_goes_and_the_others_stay(context: Context, text: str) -> None:
    view, faults = read({"f": f"hide:east.seat;{text}"}, context)
    assert view.filters == {"hide": ("east.seat",)}
    (fault,) = faults
    assert (fault.part, fault.words.startswith(f"'{text}' needs")) == ("f", True)


def test_a_link_of_a_mail_program_is_understood(context: Context) -> None:
    view, faults = read({"layers": "tripoli,east", "amp;at": "2020-06-30", "amp;lang": "ar"}, context)
    assert (view.layers, view.at, view.lang, faults) == (("tripoli", "east"), date(2020, 6, 30), "ar", ())
    assert read({"at": "2020-06-30", "amp;at": "2021-06-30"}, context).view.at == date(2020, 6, 30)


def test_days_to_come_are_allowed(context: Context) -> None:
    assert read({"at": "2099-12-31"}, context) == Reading(replace(first_view(context), at=date(2099, 12, 31)))


def test_a_feature_that_is_not_there_is_said_and_kept(context: Context) -> None:
    def find(feature_id: str) -> str:
        if feature_id != "tripoli":
            raise UnknownId(f"no feature has the id '{feature_id}'")
        return "places"

    assert named_in_vain(read({"sel": "tripoli"}, context).view, find) == ()
    view, faults = read({"sel": "no-such-feature"}, context)
    assert (view.selected, faults) == ("no-such-feature", ())
    (fault,) = named_in_vain(view, find)
    assert str(fault) == "sel: no feature has the id 'no-such-feature'"


def test_what_is_not_there_is_said_whole_in_the_language(context: Context) -> None:
    def find(feature_id: str) -> None:
        advice = worded("did you mean '{guess}'?", guess="kufra")
        raise UnknownId(worded("no feature has the id '{id}'; {advice}", id=feature_id, advice=advice))

    (fault,) = named_in_vain(read({"sel": "jufra"}, context).view, find)
    assert fault.said("ar") == "sel: لا معلم له المعرّف 'jufra'؛ هل تقصد 'kufra'؟"
