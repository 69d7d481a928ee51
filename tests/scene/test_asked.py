"""An answer as a layer: what it marks, how that looks, and what the figure and the API make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
import shapely

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.figure.__main__ import main
from geo.figure.gathering import scene_of
from geo.figure.reading import request_from
from geo.questions.asking import Answer, Shape, by_layer, questions
from geo.scene import ANSWER, scene
from geo.scene.asked import answer_layer, shown
from geo.scene.look.style import style
from geo.settings import REPOSITORY, Settings
from geo.view import Asked, Context, first_view
from geo.words.names import Name
from geo.words.roles import ROLES, role_name
from tests.questions.test_everywhere import SAMPLES

DAY = date(2026, 11, 24)


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


def made(evidence: Evidence, roles: dict[str, str], *shapes: Shape, marking: str = "CLEAR") -> Answer:
    ids = ["sirte", "sabha", "ly-sr"]
    return Answer(
        (),
        (),
        (),
        evidence.version,
        features=by_layer(evidence, ids),
        roles=roles,
        shapes=shapes,
        marking=marking,
    )


def test_what_is_told_apart_has_a_colour_of_its_own_and_the_rest_is_quiet(evidence: Evidence) -> None:
    layer = answer_layer("holds", made(evidence, {"sirte": "flips", "ly-sr": "weakens"}), evidence)
    of = {one.id: one for one in layer.features}
    marks = style().answer
    assert (of["sirte"].look.symbol, of["sirte"].look.size) == ("mark", marks.size)
    assert (of["sabha"].look.fill, of["sabha"].look.size) == (marks.plain, marks.plain_size)
    assert of["ly-sr"].look.fill == "", "the mark of an area hides what lies under it"
    assert {of["sirte"].look.fill, of["ly-sr"].look.ink} == set(marks.colours[:2])
    kinds = [one.kind for one in layer.features]
    assert kinds == sorted(kinds, key=["area", "line", "point"].index)
    assert layer.layer.classes["flips"].title == ROLES["flips"].en


def test_an_answer_that_tells_nothing_apart_marks_all_alike(evidence: Evidence) -> None:
    layer = answer_layer("holds", made(evidence, {}), evidence)
    assert {one.look.fill for one in layer.of("point")} == {style().answer.colours[0]}


def test_shapes_have_the_colours_of_their_actors(evidence: Evidence) -> None:
    box = shapely.box(14, 26, 15, 28)
    both = Shape("Both", "", box, "area", ("gnu", "lna"))
    nobody = Shape("Nobody", "", box, "buffer")
    layer = answer_layer("holds", made(evidence, {}, both, nobody), evidence)
    looks = {one.name.en: one.look for one in layer.of("area")}
    palette = style().palette
    assert looks["Both"].hatch == f"stripes {palette['tripoli'].colour} {palette['east'].colour}"
    assert (looks["Nobody"].line, looks["Nobody"].tint) == ("dashed", style().answer.shape_tint)


def test_the_api_tells_each_look_once_with_the_names_of_the_roles(evidence: Evidence) -> None:
    answer = made(evidence, {"sirte": "flips"})
    document = shown(answer_layer("holds", answer, evidence), answer)
    named = {one["name"]: one["title_ar"] for one in document["classes"]}
    assert named == {"": ROLES[""].ar, "flips": ROLES["flips"].ar}
    assert len({str(look) for look in document["looks"]}) == len(document["looks"])
    sirte = next(one for one in document["features"] if one["id"] == "sirte")
    assert (sirte["properties"]["layer"], sirte["properties"]["role"]) == ("places", "flips")


def test_the_question_is_the_uppermost_layer_of_the_scene_and_first_in_its_legend(evidence: Evidence) -> None:
    context = Context.of(evidence.catalog, DAY)
    view = replace(first_view(context), layers=("control",))
    asked = replace(view, ask=Asked("near", (("place", "Sirte"), ("km", "50"))))
    bare, full = scene(evidence, view), scene(evidence, asked)
    assert full.drawn[: len(bare.drawn)] == bare.drawn
    assert {one.layer for one in full.drawn[len(bare.drawn) :]} == {ANSWER}
    assert full.legend("en")[0].layer == ANSWER
    assert full.left_out == bare.left_out, "what an answer shows is counted twice"
    alike = replace(view, layers=("places",), ask=Asked("holds", (("place", "Sirte"),)))
    assert scene(evidence, alike).sources == scene(evidence, replace(alike, ask=None)).sources


@pytest.mark.parametrize(
    ("ask", "told"),
    [
        ("holds;place=Srite;at=soon", ["ask: place: nothing is called 'Srite'", "ask: at: 'soon' is not"]),
        ("nothing", ["ask: no question 'nothing'"]),
    ],
)
def test_a_question_without_an_answer_is_a_fault_of_the_figure(
    evidence: Evidence, capsys: pytest.CaptureFixture[str], ask: str, told: list[str]
) -> None:
    request = request_from({"layers": "control", "ask": ask}, evidence, DAY)
    problems = scene_of(evidence, request).problems
    assert [one[: len(start)] for one, start in zip(problems, told, strict=True)] == told
    assert main(["--layers", "control", "--ask", ask, "--out", "never.png"]) == 2
    assert all(line in capsys.readouterr().err for line in problems[:1])


@pytest.mark.parametrize("question", SAMPLES)
def test_every_role_has_a_name_in_both_languages(evidence: Evidence, question: str) -> None:
    context = Context.of(evidence.catalog, DAY)
    view = replace(
        first_view(context), layers=("control",), ask=Asked(question, tuple(SAMPLES[question].items()))
    )
    drawn = scene(evidence, view)
    assert drawn.problems == ()
    (layer,) = (one for one in drawn.layers if one.layer.id == ANSWER)
    assert [role for role in layer.layer.classes if not role_name(role).ar] == []
    assert layer.name == Name(questions()[question].title, questions()[question].title_ar)
