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
        (("energy", "tripoli"), "Tripoli: institutions, commands, forces and Energy network"),
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


def test_of_one_actor_it_is_called_by_the_actor(shipped: Evidence) -> None:
    subject = _subject(shipped, "control", only=("Russia",))
    assert subject
    assert subject.what == "Russia"
    assert subject.line("ar").endswith("كل ما سواه مخفي. إظهار الكل من جديد")
