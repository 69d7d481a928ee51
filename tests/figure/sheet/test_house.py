"""The style of a house: read with all its faults at once, and on the page."""

from __future__ import annotations

import io
from pathlib import Path

import numpy as np
import pytest
from docx import Document
from PIL import Image
from pptx import Presentation
from pypdf import PdfReader

from geo.__main__ import main
from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.compose import compose
from geo.figure.formats.writing import rendered, write
from geo.figure.reading import request_from
from geo.figure.sheet.house import House, house_of, read_house
from tests.figure.conftest import TODAY

TOML = """
logo = "logo.png"
disclaimer = "Not a legal document."
names = "press"
[colours]
title = "#0B3D5C"
"""


@pytest.fixture
def style(tmp_path: Path) -> Path:
    Image.new("RGB", (200, 100), "#FF00FF").save(tmp_path / "logo.png")
    path = tmp_path / "house.toml"
    path.write_text(TOML, "utf-8")
    return path


def test_a_figure_has_logo_colours_disclaimer_and_names_of_the_house(
    evidence: Evidence, style: Path, tmp_path: Path
) -> None:
    plain = request_from({"layers": "east", "size": "docx-half", "dpi": "150"}, evidence, TODAY)
    own = compose(evidence, plain.of_house(read_house(style)))
    texts = {text.get_text(): text for text in own.texts}
    assert any("Not a legal document." in text for text in texts)
    assert not any("do not imply" in text for text in texts)
    assert texts[own.drawn.title].get_color() == "#0B3D5C"
    assert own.request.view.names == "press"
    assert own.id != compose(evidence, plain).id
    write(own, tmp_path / "own.png")
    with Image.open(tmp_path / "own.png") as image:
        logo = (np.asarray(image) == (255, 0, 255)).all(axis=2)
    ys, xs = np.nonzero(logo)
    # Twice as wide as tall, in the upper right quarter.
    assert np.ptp(xs) == pytest.approx(2 * np.ptp(ys), rel=0.1)
    assert xs.min() > logo.shape[1] / 2
    assert ys.max() < logo.shape[0] / 4


def test_the_fonts_of_an_installed_package_are_those_of_the_page_and_of_slides_and_word(
    evidence: Evidence, style: Path
) -> None:
    serif = "matplotlib/mpl-data/fonts/ttf/DejaVuSerif"
    fonts = f'[fonts]\nregular = "{serif}.ttf"\nbold = "{serif}-Bold.ttf"\noffice = "Georgia"\n'
    style.write_text(TOML + fonts, "utf-8")
    plain = request_from(
        {"layers": "foreign", "size": "docx-half", "dpi": "150", "lang": "en+ar"}, evidence, TODAY
    )
    own = compose(evidence, plain.of_house(read_house(style)))
    pdf = PdfReader(io.BytesIO(rendered(own, "pdf"))).pages[0]
    used = [str(font.get_object()["/BaseFont"]) for font in pdf["/Resources"]["/Font"].values()]
    assert any("House" in name for name in used)
    # What it lacks is set in ours, and other figures have nothing of it.
    assert any("Arabic" in name for name in used)
    assert "House" not in str(compose(evidence, plain).texts[0].get_fontfamily())
    slide = Presentation(io.BytesIO(rendered(own, "pptx"))).slides[0]
    title = slide.shapes.title.text_frame.paragraphs[0].runs[0].font
    assert (title.name, str(title.color.rgb)) == ("Georgia", "0B3D5C")
    (logo,) = [shape for shape in slide.shapes if shape.name == "Logo"]
    assert logo.width == pytest.approx(2 * logo.height, rel=0.01)
    page = Document(io.BytesIO(rendered(own, "docx")))
    assert page.styles["Title"].font.name == "Georgia"
    assert len(page.sections[0].header._element.xpath(".//pic:pic")) == 1


def test_a_policy_that_is_asked_for_comes_before_that_of_the_house(evidence: Evidence, style: Path) -> None:
    asked = request_from({"layers": "east", "names": "descriptive"}, evidence, TODAY)
    assert asked.of_house(read_house(style)).view.names == "descriptive"
    assert house_of(None) == House()
    assert House().digest == ""


def test_a_server_does_not_start_with_a_style_that_has_faults(
    style: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    style.write_text("logos = 1", "utf-8")
    monkeypatch.setenv("LIBYA_HOUSE_STYLE", str(style))
    assert main([]) == 2
    assert capsys.readouterr().err == "house.toml: logos: is not a key; did you mean 'logo'?\n"


def test_every_fault_of_the_file_is_told_at_once(tmp_path: Path) -> None:
    path = tmp_path / "house.toml"
    path.write_text(
        'logo = "no.png"\nnames = "mine"\ndisclaim = "x"\n[colours]\ntitle = "red"\nink = "#000000"\n'
        '[fonts]\nregular = "matplotlib/../pyproject.toml"\nbold = "nobody/a.ttf"\nsize = "9"\n'
    )
    with pytest.raises(GeoError) as caught:
        read_house(path)
    said = str(caught.value)
    assert len(said.splitlines()) == 8
    for part in (
        "no.png' cannot be read",
        "'mine' is no policy",
        "did you mean 'disclaimer'?",
        "'red' is no",
        "ink",
        "'../pyproject.toml' is no file of the package 'matplotlib'",
        "no package 'nobody' is installed",
        "fonts.size: is not a key",
    ):
        assert part in said
    (tmp_path / "no.png").write_bytes(b"GIF89a")
    path.write_text('logo = "no.png"\n')
    with pytest.raises(GeoError, match="is no PNG"):
        read_house(path)
    for regular, said in (("DejaVuSerif.ttf", "fonts.bold: is missing"), ("LICENSE_DEJAVU", "is no font")):
        path.write_text(f'[fonts]\nregular = "matplotlib/mpl-data/fonts/ttf/{regular}"\n')
        with pytest.raises(GeoError, match=said):
            read_house(path)
