"""What fades together lets nothing shine through what lies over it: in pixels, in a PDF and in an SVG."""

from __future__ import annotations

import io
import re
from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle
from PIL import Image
from pypdf import PdfReader

from geo.figure.formats.pdf import BACKEND, Pages
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.fading import fade

OPACITY = 0.4
BLUE, RED = (0, 0, 255), (255, 0, 0)


def page(opacity: float) -> Figure:
    """Return blue on the left, and red over half of it and over as much beside it."""
    figure = Figure(figsize=(2, 1), dpi=50)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_axis_off()
    axes.add_patch(Rectangle((0, 0), 0.5, 1, color="#0000FF", zorder=1.5))
    axes.add_patch(Rectangle((0.25, 0), 0.5, 1, color="#FF0000", zorder=1.6))
    fade(axes, opacity, 1.4, 1.7)
    return figure


def written(figure: Figure, kind: str) -> bytes:
    stream = io.BytesIO()
    with drawing():
        figure.savefig(stream, format=kind, **({"backend": BACKEND} if kind == "pdf" else {}))
    return stream.getvalue()


@pytest.mark.parametrize("opacity", [OPACITY, 1.0])
def test_pixels_of_what_lies_above_are_its_own_colour_faded_once(opacity: float) -> None:
    picture = Image.open(io.BytesIO(written(page(opacity), "png"))).convert("RGB")
    for x, colour in ((10, BLUE), (35, RED), (65, RED), (90, (255, 255, 255))):
        wanted = [part * opacity + 255 * (1 - opacity) for part in colour]
        assert np.abs(np.subtract(picture.getpixel((x, 25)), wanted)).max() <= 1


def test_a_pdf_paints_the_group_once_at_its_opacity_on_each_of_its_pages() -> None:
    stream = io.BytesIO()
    with drawing(), Pages(stream) as pages:
        target: Any = pages
        for _ in range(2):
            page(OPACITY).savefig(target, format="pdf", backend=BACKEND)
    reader = PdfReader(stream, strict=True)
    names = []
    for one in reader.pages:
        painted = one.get_contents().get_data().split()
        at = painted.index(b"Do")
        names.append(painted[at - 1].decode())
        assert painted[at - 2] == b"gs"
        state = one["/Resources"]["/ExtGState"][painted[at - 3].decode()]
        assert (state["/ca"], state["/CA"]) == (OPACITY, OPACITY)
        group = one["/Resources"]["/XObject"][names[-1]]
        assert group["/Group"]["/S"] == "/Transparency"
        inside = group.get_data()
        assert b"0 0 1 rg" in inside
        assert b"1 0 0 rg" in inside
        assert inside.split().count(b"q") == inside.split().count(b"Q"), "what it sets stays in it"
        assert b"rg" not in painted
    assert len(set(names)) == 2


def test_an_svg_has_one_group_of_its_opacity() -> None:
    svg = written(page(OPACITY), "svg").decode()
    (inside,) = re.findall(r'<g opacity="0.4">(.*?)\n   </g>', svg, re.DOTALL)
    assert re.findall(r"fill: (\S+?)[;\"]", inside) == ["#0000ff", "#ff0000"]
    assert "opacity" not in written(page(1.0), "svg").decode()
