"""Two pictures as one figure: both maps in one frame, what differs outlined on both, one legend."""

from __future__ import annotations

from datetime import date
from itertools import combinations, groupby

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from geo.access import everybody
from geo.errors import GeoError
from geo.evidence import Evidence, current
from geo.figure.compose import Composed, compose
from geo.figure.formats.writing import metadata_of, rendered
from geo.figure.frame import Placing
from geo.figure.reading import request_from
from geo.figure.sheet.sizes import Rect
from geo.questions.asking import question
from geo.settings import REPOSITORY, Settings
from geo.view import Context

WAR = {"layers": "control", "at": "2020-07-15", "compare": "at=2019-04-01", "dpi": "150"}


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


@pytest.fixture(scope="module")
def compared(evidence: Evidence) -> Composed:
    return compose(evidence, request_from(WAR, evidence, date(2026, 11, 24)))


def black(composed: Composed, rect: Rect) -> int:
    """Return how many pixels in a part of the page, in points, are black."""
    canvas = FigureCanvasAgg(composed.figure)
    composed.figure.dpi = 72
    canvas.draw()  # type: ignore[no-untyped-call]
    picture = np.asarray(canvas.buffer_rgba())[::-1, :, :3]
    part = picture[int(rect.y) : int(rect.top), int(rect.x) : int(rect.right)]
    return int((part.max(axis=2) < 40).sum())


def test_both_days_are_told_and_what_differs(compared: Composed, evidence: Evidence) -> None:
    one = question("compare")
    asked = {"other": WAR["compare"], "at": WAR["at"], "layers": WAR["layers"]}
    answer = one.answer(evidence, one.read(asked, Context.of(evidence.catalog, date(2026, 11, 24))))
    places = sum(row["scope"] == "place" for row in answer.records())
    texts = [text.get_text() for text in compared.texts]
    assert {"1 April 2019", "15 July 2020"} <= set(texts)
    assert places > 40
    assert any(text.startswith("Black outline: ") for text in texts)
    assert any(text.startswith(f"From 1 April 2019 to 15 July 2020: {places} places") for text in texts)


@pytest.mark.parametrize("size", ["a4-landscape", "a4-portrait", "16x9"])
def test_who_gained_and_lost_what_is_listed_as_far_as_it_has_room(evidence: Evidence, size: str) -> None:
    composed = compose(evidence, request_from({**WAR, "size": size}, evidence, date(2026, 11, 24)))
    page = " ".join(text.get_text() for text in composed.texts)
    assert "What differs" in page
    listed = [one for one in composed.drawn.changes if one.en in page]
    assert len(listed) >= 4
    assert listed == list(composed.drawn.changes[: len(listed)])
    left = len(composed.drawn.changes) - len(listed)
    assert (f"and {left} more" in page) == bool(left)


def test_what_stands_in_the_corners_of_two_maps_covers_no_other(evidence: Evidence, pieces) -> None:
    asked = {**WAR, "layers": "control,tripoli,east", "lang": "en+ar", "size": "a4-landscape"}
    compose(evidence, request_from(asked, evidence, date(2026, 11, 24)))
    maps = [piece for piece in pieces if len(piece.furniture) > 2]
    assert len(maps) == 2
    for piece in maps:
        for one, other in combinations(piece.furniture, 2):
            assert not one.overlaps(other), piece.request.view.at


def test_in_both_languages_what_differs_is_told_in_both_and_a_shared_class_once(evidence: Evidence) -> None:
    asked = {**WAR, "at": "2025-07-15", "lang": "en+ar"}
    composed = compose(evidence, request_from(asked, evidence, date(2026, 11, 24)))
    texts = [text.get_text() for text in composed.texts]
    assert any(text.startswith("From 1 April 2019 to 15 July 2025") for text in texts)
    assert any(text.startswith("من 1 أبريل 2019") for text in texts)
    key = " ".join(texts)
    assert key.count("Place, effective") == 1
    assert "Government of National Accord, Government of National Unity" in key


def test_one_legend_tells_what_only_the_other_map_has(compared: Composed, evidence: Evidence) -> None:
    alone = compose(evidence, request_from({**WAR, "compare": ""}, evidence, date(2026, 11, 24)))
    (legend,), (of_one,) = compared.drawn.legend, alone.drawn.legend
    names = [entry.name.en for entry in legend.entries]
    assert len(names) == len(set(names)), "one look stands twice"
    assert {entry.name.en for entry in of_one.entries} < set(names)
    classes = [name.partition(":")[0] for name in names]
    assert len(list(groupby(classes))) == len(set(classes)), "a class stands in two places"
    assert compared.id != alone.id


def test_outlines_stand_on_both_maps(compared: Composed) -> None:
    rect = compared.map
    left = Rect(rect.x - rect.width - 20, rect.y, rect.width, rect.height)
    assert all(black(compared, one) > 300 for one in (left, rect))


def test_what_differs_in_an_inset_is_outlined_there_and_not_in_the_crowd(compared: Composed) -> None:
    inset = compared.insets[0]
    rect, frame = inset.placing.rect, inset.placing.frame
    assert inset.name == "north_west"
    # The same ground on the map of the country has names and the outlines of districts alone.
    small = Placing(compared.drawn.map_frame, compared.map)
    corners = small.points(np.array([[frame.west, frame.south], [frame.east, frame.north]]))
    (west, south), (east, north) = (corners + np.array([compared.map.x, compared.map.y])).tolist()
    crowd = Rect(west, south, east - west, north - south)
    assert black(compared, rect) > 2 * black(compared, crowd) > 0


def test_files_say_what_is_compared_and_a_slide_has_one_map(compared: Composed) -> None:
    assert metadata_of(compared).params["compare"] == "at=2019-04-01"
    with pytest.raises(GeoError, match="a slide has one map"):
        rendered(compared, "pptx")
