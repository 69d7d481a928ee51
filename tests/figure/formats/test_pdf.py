"""Arabic in a PDF: every glyph where its layout has it, read in order; what a PDF says of itself."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import matplotlib as mpl
import pytest
from matplotlib import _text_helpers, font_manager
from matplotlib.figure import Figure
from pypdf import PdfReader
from pypdf.generic import ContentStream

from geo.evidence import Evidence
from geo.figure.compose import compose
from geo.figure.formats.pdf import BACKEND
from geo.figure.formats.writing import rendered
from geo.figure.series.presets import preset, request_of
from geo.figure.sheet import fonts
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.wording import headed, say
from geo.language.catalogues import read_catalogue
from tests.figure.conftest import TODAY
from tests.figure.conftest import Figure as Figure_

SIZE = 20
POPPLER = shutil.which("pdftotext") or ""


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
    x, places = 0.0, []
    for operands, operator in told:
        if operator == b"Td":
            x += float(operands[0])
            places.append(x)
    with drawing():
        font = font_manager.get_font([str(path) for path in fonts.register()[fonts.REGULAR]])
        font.set_size(SIZE, 72)
        items = list(_text_helpers.layout(text, font))
    # Dots are shapes, which are filled; they are no text.
    assert {round(place, 1) for place in places} <= {round(item.x, 1) for item in items}
    assert len(places) + sum(operator == b"f" for _, operator in told) >= len(items)
    assert len(places) == len(text), "each letter and vowel sign is a glyph that is read"


@pytest.mark.parametrize(
    "text",
    [
        "الوضع في 24 نوفمبر 2026 · أُعدت",
        "لجنة 5+5 ووقف إطلاق النار (D4)",
        "غير مرسوم: 1 بلا موقع معروف؛ 29 بحسب التصفية",
        "شعبية، سيطرة اسمية: حكومة الوحدة / مجموعات المدن",
        "5+5 commission · لجنة 5+5 ووقف",
        "Base · قاعدة الجفرة الجوية",
        "المصادر: Libya Herald 2018-2026; Reuters (copy) 2025",
        "\u200fEarth، © OpenStreetMap (ODbL)، GeoNames · البيانات 95100d56",
    ],
)
def test_arabic_is_read_as_it_is_written(text: str) -> None:
    """A reader that takes words as they come, without looking where they stand."""
    figure, stream = Figure(figsize=(8, 1)), io.BytesIO()
    with drawing():
        figure.text(0.02, 0.5, text, fontproperties=fonts.properties(12))
        figure.savefig(stream, format="pdf", backend=BACKEND)
    assert PdfReader(stream, strict=True).pages[0].extract_text().strip() == text.lstrip("\u200f")


def test_vowel_signs_are_read_behind_their_letters() -> None:
    """By a reader that turns a line glyph by glyph, and by one that turns it letter by letter."""
    texts = " ".join(str(message.string) for message in read_catalogue("ar"))
    words = set(re.findall(r"[\u0621-\u0652]+", texts))
    signed = sorted(word for word in words if any(map(unicodedata.combining, word)))
    assert len(signed) > 300
    lines = [" ".join(signed[i : i + 8]) for i in range(0, len(signed), 8)]
    figure, stream = Figure(figsize=(8, len(lines) / 4)), io.BytesIO()
    with drawing():
        for i, line in enumerate(lines):
            figure.text(0.02, 1 - (i + 0.7) / len(lines), line, fontproperties=fonts.properties(9))
        figure.savefig(stream, format="pdf", backend=BACKEND)
    assert PdfReader(stream, strict=True).pages[0].extract_text().split("\n") == lines
    assert [" ".join(line.split()) for line in by_poppler(stream).splitlines() if line.strip()] == lines


def by_poppler(stream: io.BytesIO) -> str:
    """Return what a second reader reads, without its marks of direction."""
    if not POPPLER:
        pytest.skip("the second reader is pdftotext (Debian: poppler-utils)")
    told = subprocess.run([POPPLER, "-", "-"], input=stream.getvalue(), capture_output=True, check=True)
    return re.sub(r"[\u202a-\u202e\f]", "", told.stdout.decode())


def test_two_letters_in_one_glyph_are_read_in_order() -> None:
    """Lam and alef in the font of a house."""
    text, stream = "إطلاق الاسم لا", io.BytesIO()
    face = Path(mpl.get_data_path()) / "fonts" / "ttf" / "DejaVuSans.ttf"
    with drawing(), fonts.led_by((face, face)):
        figure = Figure(figsize=(4, 1))
        figure.text(0.02, 0.5, text, fontproperties=fonts.properties(12))
        figure.savefig(stream, format="pdf", backend=BACKEND)
    assert PdfReader(stream, strict=True).pages[0].extract_text().strip() == text
    assert by_poppler(stream).strip() == text


def test_a_figure_says_its_language_and_title_and_is_read_in_order(figure: Figure_) -> None:
    composed = figure(
        layers="tripoli", lang="ar", size="docx-half", dpi="150", table="1", title="طرابلس اليوم",
        callouts="gnu-444-brigade",
    )  # fmt: skip
    reader = PdfReader(io.BytesIO(rendered(composed, "pdf")), strict=True)
    root = reader.root_object
    assert root["/Lang"] == "ar"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert [mark.title for mark in reader.outline] == [
        "طرابلس اليوم", "خريطة", "ما تقوله", "مفتاح الخريطة", "كيف تُقرأ", "المعروض", "المصادر"
    ]  # fmt: skip
    # Where two names stand side by side, this reader doubles the space within one.
    read = " ".join(reader.pages[0].extract_text().split())
    places = [read.index(text) for text in ("طرابلس اليوم", "ما تقوله", "كيف تُقرأ", "المعروض", "المصادر")]
    assert places == sorted(places)
    # The names on the map are read when all that is said has been.
    assert all(read.rindex(one.label.text) > places[-1] for one in composed.labels)


@pytest.mark.parametrize(("name", "lang"), [("overview", "en"), ("city-states-of-the-north-west", "en+ar")])
def test_a_ready_figure_is_read_from_title_to_sources(evidence: Evidence, name: str, lang: str) -> None:
    request = request_of(preset(name), {"lang": lang, "size": "docx-half", "dpi": "150"}, evidence, TODAY)
    composed = compose(evidence, request)
    reader = PdfReader(io.BytesIO(rendered(composed, "pdf")), strict=True)
    assert reader.root_object["/Lang"] == lang.partition("+")[0]
    read = " ".join(reader.pages[0].extract_text().split())
    parts = [request.title, request.subtitle.partition(" · ")[0][:30], say("as_of", "en", day="24")]
    parts += [headed(one, request.view.lang) for one in ("callouts", "legend", "reading")]
    places = [read.index(part) for part in (*parts, f"{headed('sources', request.view.lang)}:")]
    assert places == sorted(places)


def test_latin_is_left_to_matplotlib() -> None:
    told = operations("Libya at a glance")
    assert b"BDC" not in {operator for _, operator in told}
