"""Questions about a layer that is never loaded whole: listed where few, counted where many, never none."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
import shapely

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.questions import changes, compare, near
from geo.questions.shared import large
from geo.validity import recorded_now, valid_on
from geo.view import Compared
from tests.large_world import LAYER, add_large, incidents

if TYPE_CHECKING:
    from conftest import DataRoot

AT, BEFORE = date(2020, 1, 1), date(2018, 1, 1)
DRAWN = shapely.box(13, 26, 17, 30)


@pytest.fixture
def evidence(data_root: DataRoot) -> Evidence:
    add_large(data_root.path, incidents(2000, marking="GREEN"))
    return data_root.evidence()


def true_on(day: date) -> set[str]:
    frame = valid_on(recorded_now(incidents(2000)), day)
    return set(frame["id"])


def there() -> set[str]:
    frame = valid_on(recorded_now(incidents(2000)), AT)
    return set(frame["id"][shapely.contains(DRAWN, frame.geometry.to_numpy())])


def test_few_are_listed(evidence: Evidence) -> None:
    told = near.answer(evidence, near.Parameters(drawn=DRAWN, km=0.1, layers=(LAYER,), at=AT))
    listed = {str(row["id"]) for row in told.records()}
    assert there() <= listed
    assert len(listed - there()) <= 1, "what lies on the edge"
    assert told.features == {LAYER: tuple(row["id"] for row in told.records())}
    assert told.sentences[0].text.endswith(f": {len(listed)} features.")
    assert told.marking == "GREEN"


def test_many_are_counted(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = near.Parameters(drawn=DRAWN, km=0.1, layers=(LAYER,), at=AT)
    number = len(near.answer(evidence, asked).rows)
    monkeypatch.setattr(large, "LISTED", 5)
    told = near.answer(evidence, asked)
    assert told.rows == ()
    assert told.sentences[0].text.endswith(f": {number} features.")
    assert told.sentences[1].text.startswith(f"Incidents: {number} lie in it")
    assert told.marking == "GREEN"
    monkeypatch.setattr(large, "_COUNTED", 5)
    assert "more than 5 lie round it" in near.answer(evidence, asked).sentences[1].text


def test_nobody_measures_from_each(evidence: Evidence) -> None:
    with pytest.raises(GeoError, match="too many features"):
        near.answer(evidence, near.Parameters(of=(LAYER,), km=5, at=AT))


def test_a_change_is_counted(evidence: Evidence) -> None:
    asked = changes.Parameters(since=BEFORE, until=AT, layers=(LAYER,))
    (told,) = changes.answer(evidence, asked).sentences
    first, last = len(true_on(BEFORE)), len(true_on(AT))
    counts = f"Incidents, counted and not listed: {first} on 1 January 2018, {last} on 1 January 2020."
    assert told.text == counts
    two = compare.Parameters(at=AT, other=Compared(at=BEFORE.isoformat()), layers=(LAYER,))
    differs = compare.answer(evidence, two)
    assert [one.text for one in differs.sentences] == [
        counts, "From 1 January 2018 to 1 January 2020: nothing else differs.",
    ]  # fmt: skip
    assert differs.marking == "GREEN"
