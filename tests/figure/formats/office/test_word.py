"""The figure as a Word page, texts in named styles, a map that is read out, numbered sources."""

from __future__ import annotations

import io
import re
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.compose import Composed, compose
from geo.figure.formats.writing import read_metadata, rendered
from geo.figure.reading import request_from
from geo.figure.series.presets import preset, request_of

TODAY = date(2026, 11, 24)


def made(evidence: Evidence, lang: str) -> Composed:
    return compose(
        evidence, request_of(preset("outside-presence"), {"dpi": "150", "lang": lang}, evidence, TODAY)
    )


@pytest.fixture(scope="module")
def english(evidence: Evidence) -> tuple[Composed, bytes]:
    composed = made(evidence, "en")
    return composed, rendered(composed, "docx")


@pytest.fixture(scope="module")
def arabic(evidence: Evidence) -> bytes:
    return rendered(made(evidence, "ar"), "docx")


def styled(document, style: str) -> list[str]:
    return [one.text for one in document.paragraphs if one.style.name == style]


def test_title_findings_legend_table_and_sources_are_texts_of_the_page(english) -> None:
    composed, content = english
    document = Document(io.BytesIO(content))
    assert styled(document, "Title") == ["Outside presence"]
    assert styled(document, "Caption") == ["Figure: Outside presence, 24 November 2026"]
    assert styled(document, "Heading 2")[0] == "Key findings"
    for callout in composed.drawn.callouts:
        assert any(callout.text in text for text in styled(document, "Body Text")), "never cut"
    cells = " ".join(cell.text for one in document.tables for row in one.rows for cell in row.cells)
    assert all(entry.name.en in cells for group in composed.drawn.legend for entry in group.entries)
    foot = document.sections[0].footer.paragraphs
    assert composed.id in foot[0].text
    assert foot[-1].text == document.sections[0].header.paragraphs[0].text == "TLP:CLEAR"


def test_every_number_in_brackets_is_a_source_of_the_list(english) -> None:
    document = Document(io.BytesIO(english[1]))
    listed = [int(text.split(".")[0]) for text in styled(document, "List") if re.match(r"\d+\. ", text)]
    assert listed == list(range(1, len(listed) + 1))
    texts = [*styled(document, "Body Text"), *(row.cells[-1].text for row in document.tables[-1].rows)]
    cited = {
        int(one)
        for text in texts
        for found in re.findall(r"\[([\d, ]+)\]$", text)
        for one in found.split(",")
    }
    assert cited
    assert cited <= set(listed)


def test_the_map_is_read_out_in_the_language_of_the_figure(english, arabic: bytes) -> None:
    for content, beginning in ((english[1], "Figure: Outside presence"), (arabic, "الشكل: الوجود الخارجي")):
        first = next(Document(io.BytesIO(content)).element.body.iter(qn("wp:docPr")))
        assert first.get("descr").startswith(beginning)


def test_an_arabic_page_runs_from_right_to_left(arabic: bytes) -> None:
    document = Document(io.BytesIO(arabic))
    title = next(one for one in document.paragraphs if one.style.name == "Title")
    assert title._p.pPr.find(qn("w:bidi")) is not None
    run = title.runs[0]._r.rPr
    assert run.find(qn("w:rtl")) is not None
    assert run.find(qn("w:lang")).get(qn("w:bidi")) == "ar-LY"
    assert all(one._tbl.tblPr.find(qn("w:bidiVisual")) is not None for one in document.tables)
    assert document.core_properties.language == "ar"


def test_no_text_has_a_font_or_size_beside_its_style(english) -> None:
    body = Document(io.BytesIO(english[1])).element.body
    assert not [
        one
        for one in body.iter(qn("w:rPr"))
        if one.find(qn("w:sz")) is not None or one.find(qn("w:rFonts")) is not None
    ]


def test_the_same_bytes_again_and_how_it_was_made(english, tmp_path: Path) -> None:
    composed, content = english
    assert rendered(composed, "docx") == content
    path = tmp_path / "figure.docx"
    path.write_bytes(content)
    assert read_metadata(path).id == composed.id


def test_the_widest_view_of_the_screen_has_ground_enough(evidence: Evidence) -> None:
    params = {
        "layers": "control,foreign", "size": "docx-full", "dpi": "150", "lang": "en+ar",
        "bbox": "5.9,20.0154,28.7,37.1",
    }  # fmt: skip
    composed = compose(evidence, request_from(params, evidence, TODAY))
    document = Document(io.BytesIO(rendered(composed, "docx")))
    assert document.inline_shapes, "refused, because its map would have reached beyond its ground"


def test_two_maps_are_refused(evidence: Evidence) -> None:
    params = {"layers": "control", "size": "docx-full", "dpi": "150", "compare": "at=2019-04-01"}
    composed = compose(evidence, request_from(params, evidence, TODAY))
    with pytest.raises(GeoError, match="a Word page has one map"):
        rendered(composed, "docx")


@pytest.fixture(scope="module")
def fullest(evidence: Evidence) -> Composed:
    asked = {"size": "docx-half", "dpi": "150", "lang": "en+ar"}
    return compose(evidence, request_of(preset("powers-and-front"), asked, evidence, TODAY))


def test_the_fullest_ready_figure_has_room_in_both_languages_with_a_large_map(fullest: Composed) -> None:
    document = Document(io.BytesIO(rendered(fullest, "docx")))
    assert len([one for one in styled(document, "Body Text") if re.match(r"\d\. ", one)]) == 10
    first = document.inline_shapes[0]
    section = document.sections[0]
    wide = section.page_width - section.left_margin - section.right_margin
    high = section.page_height - section.top_margin - section.bottom_margin
    assert first.width * first.height > 0.28 * wide * high
    cell = document.tables[0].rows[0].cells[0]
    assert first.width < cell.width, "a cell cuts what is wider than it"
    # LibreOffice keeps room beside a picture that says nothing of it.
    inline = list(document.element.body.iter(qn("wp:inline")))
    assert {one.get(f"dist{side}") for one in inline for side in "TBLR"} == {"0"}


def test_each_language_of_the_key_has_a_line_where_both_have_no_room(fullest: Composed) -> None:
    document = Document(io.BytesIO(rendered(fullest, "docx")))
    lines = [one for one in document.tables[0].rows[0].cells[1].paragraphs if one._p.xpath(".//w:drawing")]
    assert all(one.paragraph_format.left_indent == -one.paragraph_format.first_line_indent for one in lines)
    texts = [one.text.strip() for one in lines]
    assert "Government of National Unity\nحكومة الوحدة الوطنية" in texts
    assert "Command · قيادة" in texts
    assert len(set(texts)) == len(texts) - 2, "each look once, the seats and commands of both sides apart"


def test_what_is_stale_is_said_in_the_language_of_the_page(arabic: bytes) -> None:
    cells = [row.cells[1].text for row in Document(io.BytesIO(arabic)).tables[-1].rows]
    assert any("(لم يُؤكد مؤخراً)" in text for text in cells)
    assert not any("lately" in text for text in cells)


def test_sources_of_an_arabic_page_are_numbered_from_the_right(arabic: bytes) -> None:
    document = Document(io.BytesIO(arabic))
    listed = [one for one in document.paragraphs if one.style.name == "List" and one.text[:1].isdigit()]
    assert listed
    assert all(one._p.pPr.find(qn("w:bidi")) is not None for one in listed)
