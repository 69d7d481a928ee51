"""What a map is called that does not show who holds what, as `tests/js/map/headline.test.js` has it."""

from __future__ import annotations

from datetime import date

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.scene import scene
from geo.scene.subject import Subject, subject_of
from geo.settings import REPOSITORY, Settings
from geo.view import View


@pytest.fixture(scope="module")
def shipped() -> Evidence:
    settings = Settings(root=REPOSITORY)
    return current(settings, everybody(settings))


def _subject(
    evidence: Evidence, *layers: str, only: tuple[str, ...] = (), lang: str = "en"
) -> Subject | None:
    shown = scene(evidence, View(layers=layers, at=date(2026, 11, 25)))
    return subject_of(shown.layers, "ar" if lang == "ar" else "en", only)


def test_a_map_of_who_holds_what_has_no_other_subject(shipped: Evidence) -> None:
    assert _subject(shipped, "control", "energy") is None
    assert _subject(shipped) is None


@pytest.mark.parametrize(
    ("layers", "what"),
    [
        (("foreign",), "Outside presence"),
        (("foreign", "ports"), "Outside presence"),
        (("ports",), "Ports"),
        (("energy", "tripoli"), "Tripoli: institutions, commands, forces + Energy network"),
        (("foreign", "energy", "events"), "Energy network and 2 more"),
    ],
)
def test_it_is_called_by_its_layers_in_the_order_of_the_legend_ground_last(
    shipped: Evidence, layers: tuple[str, ...], what: str
) -> None:
    subject = _subject(shipped, *layers)
    assert subject
    assert subject.what == what
    assert subject.title("2026-11-25", "en") == f"Libya on 25 November 2026: {what}"


def test_it_says_how_much_that_is(shipped: Evidence) -> None:
    subject = _subject(shipped, "foreign")
    assert subject
    assert 0 < subject.fresh < subject.features
    assert subject.line("en") == f"{subject.features} entries, {subject.fresh} of them confirmed lately."


def test_a_span_has_a_title_of_its_own_also_for_who_holds_what(shipped: Evidence) -> None:
    first = date(2019, 4, 4)
    view = View(layers=("control",), at=date(2020, 6, 5), between=first)
    day = scene(shipped, View(layers=("control",), at=view.at))
    shown = scene(shipped, view)
    assert {one.id for one in day.drawn} < {one.id for one in shown.drawn}
    subject = subject_of(shown.layers, "en", first=first.isoformat())
    assert subject
    assert (
        subject.title("2020-06-05", "en")
        == "Libya at any time from 4 April 2019 to 5 June 2020: who held what"
    )
    assert subject.features == len(shown.layers[0].features)


def test_of_one_actor_it_is_called_by_the_actor(shipped: Evidence) -> None:
    subject = _subject(shipped, "control", only=("Russia",))
    assert subject
    assert subject.what == "Russia"
    assert subject.line("ar").endswith("كل ما سواه مخفي. إظهار الكل من جديد")


def test_a_town_that_nobody_claims_lowers_no_grade(shipped: Evidence) -> None:
    shown = scene(shipped, View(layers=("control",), at=date(2026, 11, 25)))
    assert "none" in {feature.class_ for one in shown.layers for feature in one.placed}
    assert shown.grades < ("F", "6")
