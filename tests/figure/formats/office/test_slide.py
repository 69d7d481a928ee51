"""The figure as a slide, opened again: native texts, the map as a picture, the same bytes."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest
from PIL import Image
from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.shapes import MSO_SHAPE_TYPE
from pptx.enum.text import PP_ALIGN

from geo.evidence import Evidence
from geo.figure.compose import Composed, compose
from geo.figure.formats.office.slide_file import SCREEN, Sheet, new_presentation, packed
from geo.figure.formats.office.slide_parts import Paragraph
from geo.figure.formats.office.word_key import key_of
from geo.figure.formats.writing import read_metadata, rendered, write
from geo.figure.page.legend import joined, merged
from geo.figure.request import params_of
from geo.figure.series.presets import preset, request_of
from geo.figure.sheet.sizes import SIZES
from geo.figure.sheet.wording import rtl

TODAY = date(2026, 11, 24)


def made(evidence: Evidence, name: str = "outside-presence", **over: str) -> Composed:
    return compose(
        evidence, request_of(preset(name), {"dpi": "150", "size": "16x9", **over}, evidence, TODAY)
    )


@pytest.fixture(scope="module")
def english(evidence: Evidence) -> Composed:
    return made(evidence, notes="<b>Handle & care</b>")


@pytest.fixture(scope="module")
def content(english: Composed) -> bytes:
    return rendered(english, "pptx")


@pytest.fixture(scope="module")
def slide(content: bytes):
    return Presentation(io.BytesIO(content)).slides[0]


@pytest.fixture(scope="module")
def arabic(evidence: Evidence):
    return Presentation(io.BytesIO(rendered(made(evidence, lang="ar"), "pptx"))).slides[0]


def texts(slide) -> list[str]:
    return [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]


def test_it_is_one_slide_of_16_to_9(content: bytes) -> None:
    presentation = Presentation(io.BytesIO(content))
    assert len(presentation.slides) == 1
    assert presentation.slide_width * 9 == presentation.slide_height * 16


def test_title_dates_legend_and_sources_are_texts_of_the_slide(english: Composed, slide) -> None:
    assert slide.shapes.title.text_frame.text == "Outside presence"
    every = "\n".join(texts(slide))
    assert "As of 24 November 2026" in every
    for group in english.drawn.legend:
        assert group.name.en in every
        for entry in group.entries:
            assert entry.name.en in texts(slide)
    assert english.drawn.sources[0].publisher in every
    assert english.id in every
    assert "<b>Handle & care</b>" in every


def test_each_legend_entry_has_its_swatch_and_the_map_is_a_picture_at_the_resolution(english, slide) -> None:
    pictures = {shape.name: shape for shape in slide.shapes if shape.shape_type == MSO_SHAPE_TYPE.PICTURE}
    entries = [entry for group in english.drawn.legend for entry in group.entries]
    assert sum(name.startswith("Swatch") for name in pictures) == len(entries)
    shown = pictures["Map"]
    with Image.open(io.BytesIO(shown.image.blob)) as image:
        assert image.width == pytest.approx(shown.width / 914400 * 150, abs=2)
        assert image.height / image.width == pytest.approx(shown.height / shown.width, rel=0.01)
    assert shown._element.nvPicPr.cNvPr.get("descr").startswith("Outside presence")


def test_the_map_is_a_drawing_with_its_pixels_behind_it_and_its_names_are_texts(english, slide) -> None:
    shown = next(shape for shape in slide.shapes if shape.name == "Map")
    (own,) = shown._element.xpath(".//*[local-name()='svgBlip']/@*[local-name()='embed']")
    drawing = slide.part.related_part(own)
    assert drawing.content_type == "image/svg+xml"
    assert drawing.blob.startswith(b"<?xml")
    names = [shape for shape in slide.shapes if shape.name.startswith("Name: ")]
    assert {"Tripoli", "Misrata", "Sabha"} <= {shape.text_frame.text for shape in names}
    # They stand in neither picture, and on the map.
    assert b">Tripoli<" not in drawing.blob
    for shape in names:
        assert shown.left <= shape.left
        assert shape.left + shape.width <= shown.left + shown.width
        assert shown.top <= shape.top


def test_markings_stand_top_and_bottom_to_the_right_in_the_colours_of_tlp(slide) -> None:
    markings = [shape for shape in slide.shapes if shape.name == "Marking"]
    assert [shape.text_frame.text for shape in markings] == ["TLP:CLEAR", "TLP:CLEAR"]
    for shape in markings:
        paragraph = shape.text_frame.paragraphs[0]
        assert paragraph.alignment == PP_ALIGN.RIGHT
        assert paragraph.runs[0].font.color.rgb == RGBColor(255, 255, 255)
        assert paragraph.runs[0].font.size.pt >= 12
        assert shape.fill.fore_color.rgb == RGBColor(0, 0, 0)
    assert markings[0].top < 914400 < markings[1].top


def test_nothing_leaves_the_slide_and_no_text_box_lies_on_another(slide) -> None:
    size = slide.part.package.presentation_part.presentation
    boxes = []
    for shape in slide.shapes:
        assert shape.left >= 0 <= shape.top
        assert shape.left + shape.width <= size.slide_width
        assert shape.top + shape.height <= size.slide_height
        if shape.has_text_frame:
            boxes.append(shape)
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart = (
                one.left + one.width <= other.left + 9000
                or other.left + other.width <= one.left + 9000
                or one.top + one.height <= other.top + 9000
                or other.top + other.height <= one.top + 9000
            )
            assert apart, (one.text_frame.text, other.text_frame.text)


def test_texts_have_room_in_their_boxes(slide) -> None:
    for shape in slide.shapes:
        if not shape.has_text_frame or shape.name == "Marking":
            continue
        needed = sum(
            Paragraph(paragraph.text, max((run.font.size.pt for run in paragraph.runs), default=8.0)).height(
                shape.width / 36000
            )
            for paragraph in shape.text_frame.paragraphs
        )
        assert needed <= shape.height / 36000 + 1.0, shape.text_frame.text[:60]


def test_the_notes_hold_every_source_and_what_is_left_out(english: Composed, slide) -> None:
    told = slide.notes_slide.notes_text_frame.text
    for line in english.drawn.sources:
        assert line.id in told
    assert f"{english.drawn.left_out.unplaced} without a known position" in told
    for callout in english.drawn.callouts:
        assert callout.text in told
    assert english.id in told


def test_metadata_is_read_back(english: Composed, tmp_path: Path) -> None:
    path = tmp_path / "map.pptx"
    write(english, path)
    found = read_metadata(path)
    assert (found.id, found.version) == (english.id, english.version)
    assert found.params == params_of(english.request)
    core = Presentation(path).core_properties
    assert (core.title, core.subject, core.identifier) == ("Outside presence", "TLP:CLEAR", english.id)
    assert core.created.date() == TODAY
    assert [entry.name for entry in tmp_path.iterdir()] == ["map.pptx"]


def test_the_same_figure_gives_the_same_bytes(evidence: Evidence, content: bytes) -> None:
    assert content == rendered(made(evidence, notes="<b>Handle & care</b>"), "pptx")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any("thumbnail" in entry.filename for entry in archive.infolist())


def test_arabic_runs_from_right_to_left(arabic) -> None:
    seen = 0
    for shape in arabic.shapes:
        if not shape.has_text_frame or shape.name == "Marking":
            continue
        for paragraph in shape.text_frame.paragraphs:
            turned = paragraph._p.pPr is not None and paragraph._p.pPr.get("rtl") == "1"
            assert turned == rtl(paragraph.text)
            # A name stands in the middle of its place, as on paper.
            beside = PP_ALIGN.RIGHT if turned else PP_ALIGN.LEFT
            named = shape.name.startswith("Name: ")
            assert paragraph.alignment == (PP_ALIGN.CENTER if named else beside)
            seen += turned
    assert seen > 8
    assert arabic.shapes.title.text_frame.text == "الوجود الخارجي"
    markings = [shape for shape in arabic.shapes if shape.name == "Marking"]
    assert [shape.text_frame.text for shape in markings] == ["TLP:CLEAR", "TLP:CLEAR"]
    # The page is mirrored: title and map to the right of marking and legend.
    assert markings[0].left + markings[0].width < arabic.shapes.title.left
    legend = [shape for shape in arabic.shapes if shape.name.startswith("Legend")]
    shown = next(shape for shape in arabic.shapes if shape.name == "Map")
    assert all(shape.left + shape.width <= shown.left for shape in legend)


def test_a_long_title_and_full_texts_stay_inside(evidence: Evidence) -> None:
    one = made(evidence, "overview", title="Wide words " * 18, subtitle="and more " * 33, notes="n " * 399)
    slide = Presentation(io.BytesIO(rendered(one, "pptx"))).slides[0]
    test_nothing_leaves_the_slide_and_no_text_box_lies_on_another(slide)
    test_texts_have_room_in_their_boxes(slide)


@pytest.mark.parametrize("name", ["powers-and-front", "outside-presence"])
def test_the_smallest_slides_in_both_languages_lack_nothing_of_the_key(evidence: Evidence, name: str) -> None:
    composed = made(evidence, name, lang="en+ar", size="docx-half")
    page = "\n".join(texts(Presentation(io.BytesIO(rendered(composed, "pptx"))).slides[0]))
    assert "more entries" not in page
    for group in joined(merged(composed.drawn.legend)):
        for line in key_of(group, "en+ar", brief=True):
            assert all(text in page for text in line.texts)
    assert "أدنى تقييم معروض" in page


@pytest.mark.parametrize("name", ["overview", "powers-and-front"])
def test_the_fullest_slides_have_the_whole_key_in_both_languages(evidence: Evidence, name: str) -> None:
    composed = made(evidence, name, lang="en+ar")
    page = "\n".join(texts(Presentation(io.BytesIO(rendered(composed, "pptx"))).slides[0]))
    assert "more entries" not in page
    for group in merged(composed.drawn.legend):
        for line in key_of(group, "en+ar"):
            assert all(text in page for text in line.texts)
    # Each language of the subtitle has its own lines.
    assert set(composed.request.subtitle.split(" · ")) <= set(page.split("\n"))


def test_a_slide_has_the_size_that_is_asked_for(evidence: Evidence) -> None:
    composed = made(evidence, size="docx-half")
    presentation = Presentation(io.BytesIO(rendered(composed, "pptx")))
    asked = SIZES["docx-half"]
    assert presentation.slide_width / 36000 == pytest.approx(asked.width, abs=0.01)
    assert presentation.slide_height / 36000 == pytest.approx(asked.height, abs=0.01)
    slide = presentation.slides[0]
    test_nothing_leaves_the_slide_and_no_text_box_lies_on_another(slide)
    told = "\n".join(texts(slide))
    # No call-out goes to the notes alone, however small the page is.
    for callout in composed.drawn.callouts:
        assert callout.told("en", short=True) in told or callout.text in told
    sizes = [
        run.font.size.pt
        for shape in slide.shapes
        if shape.has_text_frame
        for paragraph in shape.text_frame.paragraphs
        for run in paragraph.runs
    ]
    assert min(sizes) >= 4.9


def test_core_properties_take_more_than_255_characters_and_no_controls() -> None:
    empty = new_presentation(Sheet.of(SIZES[SCREEN]))
    content = packed(empty, {"title": "a\x00b\x1b", "keywords": "k" * 900}, TODAY)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        core = archive.read("docProps/core.xml").decode()
    assert "k" * 900 in core
    assert not re.search(r"[\x00-\x08\x0b-\x1f]", core)


def test_every_run_says_its_language_and_the_map_is_read_out_in_that_of_the_slide(slide, arabic) -> None:
    for one, locale in ((slide, "en-GB"), (arabic, "ar-LY")):
        title = one.shapes.title.text_frame.paragraphs[0].runs[0]
        assert title._r.rPr.get("lang") == locale
        runs = [
            run
            for shape in one.shapes
            if shape.has_text_frame
            for paragraph in shape.text_frame.paragraphs
            for run in paragraph.runs
        ]
        assert all(run._r.rPr.get("lang") == ("ar-LY" if rtl(run.text) else "en-GB") for run in runs)
        shown = next(shape for shape in one.shapes if shape.name == "Map")
        told = shown._element.nvPicPr.cNvPr.get("descr")
        assert rtl(told) == (locale == "ar-LY")
        assert ("As of" in told) == (locale == "en-GB")
