"""How questions are declared, found and read, over every question that there is."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from typing import Annotated

import pytest
from shapely import Point

from geo.errors import GeoError, UnknownId
from geo.model import KINDS, Column
from geo.questions.asking import (
    Answer,
    Parameter,
    Shape,
    described,
    listed,
    question,
    questions,
    written,
)
from geo.questions.asking.parameters import declared, read
from geo.settings import REPOSITORY
from geo.view import Context
from geo.view.kinds import Choice, Day, Layers, Line, Number
from geo.words.sentences import Sentence

KINDS_OF_FORM = (
    "day", "layers", "text", "number", "choice", "place", "actor", "publisher", "source", "drawing",
    "compare",
)  # fmt: skip
CONTEXT = Context(("ports", "east"), ("east",), date(2026, 11, 24))


@dataclass(frozen=True, slots=True, kw_only=True)
class Every:
    """A parameter of each kind."""

    since: Annotated[date, Parameter("From", Day())]
    until: Annotated[date, Parameter("Until", Day(), first=lambda context: context.today)]
    layers: Annotated[tuple[str, ...], Parameter("Layers", Layers())] = ()
    name: Annotated[str, Parameter("Name", Line(10))] = ""
    radius: Annotated[float, Parameter("Radius (km)", Number(0.5, 500), "how far")] = 25
    side: Annotated[str, Parameter("Side", Choice(("gnu", "east")))] = "gnu"


def test_every_file_is_a_question_and_every_question_describes_itself() -> None:
    files = {path.stem for path in (REPOSITORY / "geo" / "questions").glob("*.py")} - {"__init__"}
    assert set(questions()) == files
    assert "changes" in files
    for document in listed(CONTEXT):
        assert document["id"] in files
        assert document["title"]
        assert document["title_ar"]
        assert document["help"].endswith(".")
        for parameter in document["parameters"]:
            assert parameter["kind"] in KINDS_OF_FORM
            assert parameter["title"]
            assert parameter["help"]
    json.dumps(listed(CONTEXT), allow_nan=False)


def test_an_unknown_question_names_the_closest() -> None:
    with pytest.raises(UnknownId, match="no question 'chanegs'; did you mean 'changes'"):
        question("chanegs")


def test_texts_become_values_and_values_texts() -> None:
    texts = {
        "since": "2025-01-01", "layers": "east, ports,east", "name": " Al\nJufra ", "radius": "7.5",
        "side": "east",
    }  # fmt: skip
    asked = read(Every, texts, CONTEXT)
    assert asked == Every(
        since=date(2025, 1, 1),
        until=CONTEXT.today,
        layers=("east", "ports"),
        name="Al Jufra",
        radius=7.5,
        side="east",
    )
    assert read(Every, written(asked), CONTEXT) == asked


def test_defaults_are_those_of_the_declaration() -> None:
    asked = read(Every, {"since": "2025-01-01", "radius": ""}, CONTEXT)
    assert (asked.radius, asked.side, asked.layers) == (25, "gnu", ())
    forms = {form["name"]: form for form in described(Every, CONTEXT)}
    assert [name for name, form in forms.items() if form["required"]] == ["since"]
    assert forms["until"]["default"] == "2026-11-24"
    assert forms["radius"]["default"] == "25"
    assert (forms["radius"]["low"], forms["radius"]["high"]) == (0.5, 500)
    assert [form["kind"] for form in forms.values()] == ["day", "day", "layers", "text", "number", "choice"]
    assert forms["layers"]["choices"] == ["ports", "east"]
    assert forms["side"]["choices"] == ["gnu", "east"]


def test_every_fault_is_told_at_once() -> None:
    texts = {
        "sinc": "2025", "until": "soon", "layers": "esat", "name": "x" * 11, "radius": "900",
        "side": "est",
    }  # fmt: skip
    with pytest.raises(GeoError) as caught:
        read(Every, texts, CONTEXT)
    lines = str(caught.value).splitlines()
    assert lines == [
        "'sinc' is no parameter; did you mean 'since'?",
        "until: 'soon' is not a full date that exists; write YYYY-MM-DD, for example 2025-06-30",
        "layers: there is no layer 'esat'; did you mean 'east'?",
        "name: has 11 characters; shorten it to 10 at most",
        "radius: not between 0.5 and 500",
        "side: 'est' is not one of gnu, east; did you mean 'east'?",
        "since: is missing; give a day, for example 2026-11-24",
    ]


@pytest.mark.parametrize("text", ["nan", "inf", "1e999", "x" * 5000, "'; DROP TABLE", "\u202e7"])
def test_hostile_numbers_are_faults(text: str) -> None:
    with pytest.raises(GeoError, match="radius: "):
        read(Every, {"since": "2025-01-01", "radius": text}, CONTEXT)


def test_a_field_without_a_parameter_is_an_error_of_its_author() -> None:
    @dataclass(frozen=True)
    class Wrong:
        since: date

    with pytest.raises(TypeError, match="since: Annotated"):
        declared(Wrong)


def test_an_answer_is_ready_for_json() -> None:
    answer = Answer(
        (Sentence("A.", "أ.", "reported", ("B2",), ("un-2020",)),),
        (Column("id", "Id", "slug"), Column("km", "Distance", "number")),
        (("sirte", 12.5), ("sabha", None)),
        "v1",
        features={"places": ("sirte",)},
        shapes=(Shape("Way", "طريق", Point(13, 32)),),
        days={"at": "2026-11-24"},
    )
    document = json.loads(json.dumps(answer.document, allow_nan=False))
    assert document["rows"] == [{"id": "sirte", "km": 12.5}, {"id": "sabha", "km": None}]
    assert document["features"] == {"places": ["sirte"]}
    assert document["shapes"][0]["geometry"] == {"type": "Point", "coordinates": [13, 32]}
    assert {column["kind"] for column in document["columns"]} <= set(KINDS)
    assert document["sentences"][0]["basis"] == "reported"
