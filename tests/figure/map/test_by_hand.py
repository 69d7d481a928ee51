"""What somebody put in its place stands there in the figure: names, numbers, notes."""

from __future__ import annotations

import numpy as np
import pytest

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.reading import request_from
from tests.figure.conftest import TODAY, Figure

PUT = {"sirte": (33.0, 18.0), "murzuq": (24.0, 14.3)}
NUMBER = (28.5, 10.6)
MOVED = "|".join(f"name:{one}:{lat},{lon}" for one, (lat, lon) in PUT.items())
BY_HAND = {
    "move": f"{MOVED}|number:of-sharara:{NUMBER[0]},{NUMBER[1]}",
    "note": "31.2,16.6;32.6,20.5;Front of 2020, quiet since the ceasefire of that October"
    "|24,12;22.5,11;طريق\n" + "الذهب",
    "callouts": "of-sharara",
}


def test_names_numbers_and_notes_stand_where_they_were_put(figure: Figure) -> None:
    composed = figure(layers="control,fezzan_resources", size="docx-full", lang="en+ar", **BY_HAND)
    frame = composed.drawn.map_frame

    def points(lat: float, lon: float) -> np.ndarray:
        place = frame.project(np.array([[lon, lat]]))[0] - (frame.west, frame.south)
        return place * (composed.map.width / frame.width)

    names = {one.label.feature: one for one in composed.labels if one.label.put}
    for one, where in PUT.items():
        box = names[one].box
        assert (box.x + box.width / 2, box.y + box.height / 2) == pytest.approx(points(*where), abs=0.5)
        assert names[one].leader is not None, f"{one} stands away from its point without a line to it"
    (disc,) = composed.discs
    assert (disc.x, disc.y) == pytest.approx(points(*NUMBER), abs=0.5)
    notes = [one for one in composed.labels if one.label.names == "note"]
    assert [one.label.lines for one in notes][1] == ("طريق", "الذهب"), "and in those that it was written in"
    assert len(notes[0].label.lines) > 1, "a long note is written in lines"
    assert notes[0].leader is not None
    assert notes[0].leader[0] == pytest.approx(points(31.2, 16.6), abs=0.5), "the arrow ends where it was put"
    others = [one for one in composed.labels if not one.label.put]
    for own in (*names.values(), *notes):
        assert not any(own.box.overlaps(one.box) for one in others), own.label.text
    assert {"ceasefire of that", "الذهب"} & {text.get_text() for text in composed.texts}


def test_what_belongs_to_an_inset_goes_where_it_was_put(figure: Figure) -> None:
    """A town of the crowded north-west put into the sea beyond it stands on the map itself."""
    composed = figure(layers="control,city_states", size="a4-landscape", move="name:zawiya:33.9,12.4")
    (zawiya,) = [one for one in composed.labels if one.label.feature == "zawiya"]
    assert zawiya.box.y > composed.map.height * 0.8
    assert zawiya.box.x < composed.map.width / 2


def test_what_is_not_there_is_refused(evidence: Evidence) -> None:
    with pytest.raises(GeoError, match=r"move: .*nobody"):
        request_from({"layers": "control", "move": "name:nobody:31,17"}, evidence, TODAY)
