"""Arabic in a PDF: every glyph where its layout has it, and each letter copied once."""

from __future__ import annotations

import io
import unicodedata

import pytest
from matplotlib import _text_helpers, font_manager
from matplotlib.figure import Figure
from pypdf import PdfReader
from pypdf.generic import ContentStream

from geo.figure.compose import drawing
from geo.figure.formats.pdf import BACKEND
from geo.figure.sheet import fonts

SIZE = 20


def operations(text: str) -> list[tuple[list, bytes]]:
    figure, stream = Figure(figsize=(6, 1)), io.BytesIO()
    with drawing():
        figure.text(0.02, 0.5, text, fontproperties=fonts.properties(SIZE))
        figure.savefig(stream, format="pdf", backend=BACKEND)
    reader = PdfReader(stream, strict=True)
    return ContentStream(reader.pages[0].get_contents(), reader).operations


@pytest.mark.parametrize(
    "text", ["في خط سرت", "لجنة 5+5 ووقف إطلاق النار (D4)", "الوضع في 24 نوفمبر 2026 · أُعدت", "Base · قاعدة"]
)
def test_every_glyph_stands_where_the_layout_has_it(text: str) -> None:
    told = operations(text)
    # Only dots are hidden from those who copy.
    spans = [
        bytes(operands[1]["/ActualText"].original_bytes) for operands, operator in told if operator == b"BDC"
    ]
    assert set(spans) <= {b"\xfe\xff"}
    x, places = 0.0, []
    for operands, operator in told:
        if operator == b"Td":
            x += float(operands[0])
            places.append(x)
    with drawing():
        font = font_manager.get_font([str(path) for path in fonts.register()[fonts.REGULAR]])
        font.set_size(SIZE, 72)
        items = list(_text_helpers.layout(text, font))
    assert places == pytest.approx([item.x for item in items], abs=0.01)
    # A vowel sign shares the cluster of its letter, which is copied whole.
    if not any(map(unicodedata.combining, text)):
        assert len(items) - len(spans) == len(text)


def test_latin_is_left_to_matplotlib() -> None:
    told = operations("Libya at a glance")
    assert b"BDC" not in {operator for _, operator in told}
