"""What is drawn by hand stands in the figure, in the look of the screen, with what it measures."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image

from geo.figure.page.sentences import sketch_text
from geo.scene import style
from tests.figure.conftest import Figure

DRAW = "line:27,16;27,18|circle:25,20;100|point:59,120"


def test_a_drawing_is_painted_and_measured_and_what_is_elsewhere_is_not_told(figure: Figure) -> None:
    composed = figure(layers="control", size="docx-half", draw=DRAW)
    assert sketch_text(composed.drawn, composed.request) == (
        "Line: 198.5 km, bearing 90°; Circle: Radius 100 km, 31,375 km²"
    )
    assert any("Drawn by hand" in text.get_text() for text in composed.texts)
    stream = io.BytesIO()
    composed.figure.savefig(stream, format="png", dpi=150)
    pixels = np.asarray(Image.open(stream).convert("RGB"))
    wanted = tuple(int(style().sketch.core[at : at + 2], 16) for at in (1, 3, 5))
    frame, rect = composed.drawn.map_frame, composed.map
    places = frame.project(np.array([[18.0, 27.0], [20.0, 25.0 + 100 / 110.8]]))
    for east, north in (places - (frame.west, frame.south)) * (rect.width / frame.width):
        x, y = (rect.x + east) * 150 / 72, pixels.shape[0] - (rect.y + north) * 150 / 72
        around = pixels[round(y) - 4 : round(y) + 5, round(x) - 4 : round(x) + 5].reshape(-1, 3)
        assert wanted in {tuple(map(int, one)) for one in around}


def test_a_figure_without_a_drawing_says_nothing_of_one(figure: Figure) -> None:
    composed = figure(layers="control", size="docx-half")
    assert not any("Drawn by hand" in text.get_text() for text in composed.texts)
