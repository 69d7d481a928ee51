"""Questions and drawings as parts of a view: read from any text, written back alike, bounded."""

from __future__ import annotations

import re
from datetime import date

import pytest

from geo.view import Asked, Context, read
from geo.view.asking import LONGEST, Question
from geo.view.sketch import MOST_SHAPES, MOST_VERTICES, Sketch
from geo.view.texts import Unusable

NOWHERE = Context((), (), date(2026, 11, 24))


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("holds", Asked("holds")),
        ("holds;place=sirte;at=2020-01-01", Asked("holds", (("place", "sirte"), ("at", "2020-01-01")))),
        ("holds;place=a=b%3Bc%253B", Asked("holds", (("place", "a=b;c%3B"),))),
        ("holds;;place=", Asked("holds")),
        ("near;drawn=POINT (13 32)", Asked("near", (("drawn", "POINT (13 32)"),))),
    ],
)
def test_a_question_is_read_and_written(text: str, question: Asked) -> None:
    assert Question().read(text, NOWHERE) == question
    assert Question().read(Question().write(question), NOWHERE) == question
    assert Question().read(Question().plain(Question().json(question)), NOWHERE) == question


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (";place=sirte", "not the id of a question"),
        ("<b>;place=sirte", "not the id of a question"),
        ("holds;place", "not a parameter; write name=value"),
        ("holds;<b>=x", "not a parameter"),
        ("holds" + ";a=b" * 31, "has 31 parameters; give 30 at most"),
    ],
)
def test_what_is_no_question_is_told(text: str, told: str) -> None:
    with pytest.raises(Unusable, match=told):
        Question().read(text, NOWHERE)


def test_a_browser_may_send_anything() -> None:
    with pytest.raises(Unusable):
        Question().plain({"question": "holds", "parameters": ["place"]})
    with pytest.raises(Unusable):
        Question().plain({"question": "holds", "parameters": {"place": {"a": 1}}})
    assert Question().plain(None) == ""
    assert Question().longest == LONGEST


def test_days_and_names_are_those_of_the_view_where_a_question_says_none() -> None:
    view = {"at": "2026-11-24", "known": "", "recorded": "2026-11-20", "names": "press"}
    asked = Asked("holds", (("place", "sirte"), ("names", "own")))
    assert asked.texts(view, ("place", "at", "known", "recorded", "names")) == {
        "at": "2026-11-24",
        "recorded": "2026-11-20",
        "place": "sirte",
        "names": "own",
    }
    assert asked.texts(view, ("place",)) == {"place": "sirte", "names": "own"}, (
        "the reader tells what is no parameter"
    )


@pytest.mark.parametrize(
    ("text", "spelling"),
    [
        ("line:32.90,13.2;32.1,20.1", "line:32.9,13.2;32.1,20.1"),
        ("point:-0.0000001,13|circle: 24.2, 23.3;50.0", "point:0,13|circle:24.2,23.3;50"),
        ("rings:30,15;50;100;200", "rings:30,15;50;100;200"),
        ("area:30,12;30,14;32,14", "area:30,12;30,14;32,14"),
        ("|", ""),
    ],
)
def test_a_drawing_has_one_spelling(text: str, spelling: str) -> None:
    assert Sketch().read(text, NOWHERE) == spelling
    assert Sketch().read(spelling, NOWHERE) == spelling


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("heart:30,12", "is no shape; write one of point, line"),
        ("line:30,12", "1 positions; line needs 2 or more"),
        ("area:30,12;31,12", "2 positions; area needs 3 or more"),
        ("point:30,12;31,13", "2 positions"),
        ("line:30,12;north,13", "is no latitude,longitude"),
        ("line:30,12;nan,13", "is no latitude,longitude"),
        ("line:30,12;99,13", "is no latitude,longitude"),
        ("circle:30,12", "has 0 radii; write 1 to 1"),
        ("circle:30,12;-5", "is no radius"),
        ("circle:30,12;1e9", "is no radius; write kilometres up to 3000"),
        ("rings:30,12" + ";5" * 7, "has 7 radii; write 1 to 6"),
        ("|".join(["point:30,12"] * (MOST_SHAPES + 1)), f"draw {MOST_SHAPES} at most"),
        ("line:" + ";".join(["30,12"] * (MOST_VERTICES + 1)), f"simplify it to {MOST_VERTICES}"),
        ("<script>", "is no shape"),
    ],
)
def test_what_is_no_drawing_is_told(text: str, told: str) -> None:
    with pytest.raises(Unusable, match=told):
        Sketch().read(text, NOWHERE)


@pytest.mark.parametrize(
    ("part", "text"),
    [
        ("f", "rell:B"), ("f", "rel:Z"), ("f", "age:x"), ("f", "rows:colour=red"), ("ask", "<b>;a=b"),
        ("ask", "near;x"),
        ("draw", "heart:30,12"), ("draw", "line:1,2"), ("draw", "circle:32,13;far"), ("draw", "point:a"),
        ("move", "x"), ("note", "31,17"), ("compare", "look=x"), ("compare", "at=never"), ("at", "x"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_link_is_said_in_the_language_of_the_page(part: str, text: str) -> None:
    (fault,) = read({part: text}, NOWHERE).faults
    assert fault.said("en") == str(fault)
    told = fault.said("ar")
    assert told.startswith(f"{part}: ")
    assert re.search("[\u0600-\u06ff]{3}", told), told
