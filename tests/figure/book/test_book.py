"""The briefing book as PDF and PPTX, opened again; the pure parts apart."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from pptx import Presentation
from pypdf import PdfReader

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.__main__ import main
from geo.figure.book.book import BookRequest, Citation, book_request, bound
from geo.figure.book.lists import SIZE, again, change_lines, changes_title, paged, source_lines
from geo.figure.book.pages import _contents, _Part
from geo.figure.book.writing import write_book
from geo.figure.compose import compose
from geo.figure.formats.outline import Mark, with_outline
from geo.figure.formats.pdf import BACKEND
from geo.figure.page.columns import Line, draw_column, height
from geo.figure.series.presets import presets
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.paper import Page, Type
from geo.gazetteer.ranking import is_arabic

TODAY = date(2026, 11, 24)
CHANGES = "Changes from 24 November 2025 to 24 November 2026"


@pytest.fixture(scope="module")
def asked(evidence: Evidence) -> BookRequest:
    """Return a book of two figures, which is what a test has time for."""
    every = book_request({"dpi": "150"}, {"since": "2025-11-24"}, Path("x.pdf"), evidence, TODAY)
    assert len(every.requests) == len(presets())
    return replace(every, requests=every.requests[3::2])


@pytest.fixture(scope="module")
def pdf(evidence: Evidence, asked: BookRequest, tmp_path_factory: pytest.TempPathFactory) -> PdfReader:
    path = tmp_path_factory.mktemp("book") / "book.pdf"
    lines: list[str] = []
    assert write_book(evidence, asked, path, lines.append) == ()
    assert lines == [f"[{i}/2] {request.title}" for i, request in enumerate(asked.requests, 1)]
    return PdfReader(path, strict=True)


@pytest.fixture(scope="module")
def texts(pdf: PdfReader) -> list[str]:
    return [page.extract_text() for page in pdf.pages]


def test_the_contents_name_the_page_of_every_part(texts: list[str], asked: BookRequest) -> None:
    first = texts[0]
    for i, request in enumerate(asked.requests, 1):
        assert request.title in first
        assert request.title in texts[i]
        assert f"page {i + 1}" in texts[i]
    for title in (CHANGES, "Sources"):
        numbers = [i for i, text in enumerate(texts) if i > len(asked.requests) and title in text]
        assert str(numbers[0] + 1) in first.split(title)[1]


def test_bookmarks_lead_to_the_pages(pdf: PdfReader, texts: list[str], asked: BookRequest) -> None:
    marks = [(mark.title, pdf.get_destination_page_number(mark)) for mark in pdf.outline]
    titles = [request.title for request in asked.requests]
    assert [title for title, _ in marks] == ["Contents", *titles, CHANGES, "Sources"]
    assert [page for _, page in marks[:4]] == [0, 1, 2, 3]
    assert "Sources" in texts[marks[-1][1]]
    assert CHANGES in texts[marks[-2][1]]


def test_every_page_is_marked_above_and_below(pdf: PdfReader, texts: list[str]) -> None:
    assert all(text.count("TLP:CLEAR") == 2 for text in texts)
    assert pdf.metadata is not None
    assert pdf.metadata.subject == "TLP:CLEAR"
    assert str(pdf.metadata["/Keywords"]).startswith("libya-book/1 id=LBY-")


def test_all_sources_drawn_are_listed(texts: list[str], evidence: Evidence, asked: BookRequest) -> None:
    figures = [compose(evidence, asked.requests[-1])]
    book = bound(evidence, replace(asked, requests=asked.requests[-1:]), figures)
    assert {line.id for line in book.sources} == {line.id for line in figures[0].drawn.sources}
    assert all(line.figures == (1,) for line in book.sources)
    said = "".join("".join(texts).split())
    for line in book.sources:
        assert "".join(line.publisher.split())[:12] in said
        # pypdf reads shaped Arabic letters twice, where other readers take the text that is given for them.
        if (line.title or line.id).isascii():
            assert "".join((line.title or line.id).split())[:12] in said


def test_the_same_book_has_the_same_bytes(evidence: Evidence, asked, tmp_path: Path) -> None:
    short = replace(asked, requests=asked.requests[-1:])
    contents = set()
    for name in ("a", "b"):
        path = tmp_path / f"{name}.pdf"
        write_book(evidence, short, path, lambda _: None)
        contents.add(path.read_bytes())
    assert len(contents) == 1


def test_slides_hold_contents_figures_a_table_of_changes_and_sources(
    evidence: Evidence, asked, tmp_path
) -> None:
    path = tmp_path / "book.pptx"
    write_book(evidence, replace(asked, requests=asked.requests[-2:]), path, lambda _: None)
    presentation = Presentation(path)
    slides = list(presentation.slides)
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert titles[:3] == ["Libya: briefing book", *(request.title for request in asked.requests[-2:])]
    assert titles[3].startswith("Changes from")
    assert titles[-1].startswith("Sources")
    tables = [shape.table for slide in slides for shape in slide.shapes if shape.has_table]
    rows = [[cell.text for cell in row.cells] for table in tables for row in table.rows]
    assert any("Ghat - Djanet (cigarettes)" in row for row in rows)
    for slide in slides:
        markings = [shape for shape in slide.shapes if shape.name == "Marking"]
        assert len(markings) == 2
        for shape in slide.shapes:
            assert shape.top + shape.height <= presentation.slide_height


def test_without_since_there_is_no_table_of_changes_and_arabic_titles_are_arabic(evidence, tmp_path) -> None:
    asked = book_request({"lang": "ar", "dpi": "150"}, {}, Path("x.pptx"), evidence, TODAY)
    path = tmp_path / "book.pptx"
    write_book(evidence, replace(asked, requests=asked.requests[-1:]), path, lambda _: None)
    titles = [slide.shapes.title.text_frame.text for slide in Presentation(path).slides]
    assert titles[0] == "ليبيا: كتاب الإحاطة"
    assert not any("التغيرات" in title for title in titles)


def test_every_fault_of_the_command_line_is_named_at_once(capsys, tmp_path: Path) -> None:
    code = main(["--book", str(tmp_path / "x.doc"), "--since", "soon", "--layers", "east", "--dpi", "9"])
    told = capsys.readouterr().err
    assert code == 2
    for part in ("'.doc'", "since: 'soon'", "layers: is each figure's own", "dpi: '9'"):
        assert told.count(part) == 1
    assert not list(tmp_path.iterdir())


def test_since_lies_before_the_day_shown(evidence: Evidence) -> None:
    with pytest.raises(GeoError, match="is not before"):
        book_request({"at": "2025-01-01"}, {"since": "2025-01-01"}, Path("x.pdf"), evidence, TODAY)


def test_lists_break_into_columns_and_pages_without_losing_a_line() -> None:
    kind = Type(8.0)
    lines = [Line(f"line {i}", kind, keep=i % 7 == 0, before=3.0 if i % 7 == 0 else 0.0) for i in range(400)]
    pages = paged(lines, (200.0, 240.0))
    flat = [line.text for columns in pages for column in columns for line in column]
    assert flat == [line.text for line in lines]
    for columns in pages:
        assert len(columns) <= 3
        for column in columns:
            assert height(column) <= 240.0
            assert not column[-1].keep or column[-1] is lines[-1]


def test_a_pdf_of_another_kind_gets_no_bookmarks() -> None:
    with pytest.raises(GeoError, match="bookmarks"):
        with_outline(b"%PDF-1.7\nnothing\n", "en", [Mark("One", 0)])


def test_bookmarks_hold_any_letters() -> None:
    stream = io.BytesIO()
    Figure().savefig(stream, format="pdf")
    marked = with_outline(stream.getvalue(), "en", [Mark("ليبيا (1) \\ )", 0), Mark("Ende", 0)])
    assert [mark.title for mark in PdfReader(io.BytesIO(marked), strict=True).outline] == [
        "ليبيا (1) \\ )",
        "Ende",
    ]


def test_in_both_languages_the_contents_are_whole_in_both(evidence: Evidence, tmp_path: Path) -> None:
    own = {"since": "2026-09-01"}
    book = book_request({"lang": "en+ar", "dpi": "150"}, own, tmp_path / "x.pdf", evidence, TODAY)
    asked = replace(book, requests=book.requests[-1:])
    assert asked.title == "Libya: briefing book · ليبيا: كتاب الإحاطة"
    drawn = bound(evidence, asked, [compose(evidence, one) for one in asked.requests])
    page = _contents(drawn, [_Part(one.title, one.subtitle, 2, figure=True) for one in asked.requests])
    texts = {one.get_text(): one for one in page.texts}
    english, arabic = asked.requests[0].subtitle.split(" · ")
    assert (texts[english].get_ha(), texts[arabic].get_ha()) == ("left", "right")
    assert "Contents · المحتويات" in texts
    assert changes_title(drawn).startswith("Changes from 1 September 2026")
    assert again(changes_title(drawn), 1, "en+ar").endswith("2026 (تابع)")


def test_changes_are_told_whole_in_each_language(evidence: Evidence, tmp_path: Path) -> None:
    """Who held a place after a change, or until it, is told as on its card."""
    own = {"since": "2026-05-01"}
    said = {}
    for lang in ("en", "ar", "en+ar"):
        book = book_request({"lang": lang, "dpi": "150"}, own, tmp_path / "x.pdf", evidence, TODAY)
        asked = replace(book, requests=book.requests[:1])
        drawn = bound(evidence, asked, [compose(evidence, one) for one in asked.requests])
        said[lang] = {line.text for line in change_lines(drawn)}
        assert not any("…" in text for text in said[lang])
    held = {
        lang: {text for text in said[lang] if text.startswith(words)}
        for lang, words in (("en", "Held by"), ("ar", "تحت سيطرة"))
    }
    assert held["en"]
    assert held["ar"]
    assert held["en"] | held["ar"] <= said["en+ar"]
    assert not any(text.startswith("Held") for text in said["ar"])
    days = [text for text in said["en+ar"] if text.startswith("2026-")]
    assert days
    assert all(map(is_arabic, days)), "each name is in both languages"


def test_an_arabic_book_is_mirrored(evidence: Evidence, tmp_path: Path) -> None:
    book = book_request({"lang": "ar", "dpi": "150"}, {}, tmp_path / "x.pdf", evidence, TODAY)
    asked = replace(book, requests=book.requests[-1:])
    drawn = bound(evidence, asked, [compose(evidence, one) for one in asked.requests])
    page = _contents(drawn, [])
    title = next(one for one in page.texts if one.get_text() == asked.title)
    marks = [one.get_position()[0] for one in page.texts if one.get_text().startswith("TLP:")]
    assert title.get_ha() == "right"
    assert len(marks) == 2
    assert max(marks) < page.rect.width / 2 < title.get_position()[0]


def test_the_day_of_a_source_is_not_turned_behind_an_arabic_title(evidence: Evidence, tmp_path: Path) -> None:
    book = book_request({"dpi": "150"}, {}, tmp_path / "x.pdf", evidence, TODAY)
    cited = Citation("Al-Watan", "هدوء في القطرون بعد اشتباكات", "2023-09-04", "x", (1, 2))
    drawn = replace(bound(evidence, replace(book, requests=book.requests[:1]), []), sources=(cited,))
    page, stream = Page(SIZE), io.BytesIO()
    lines = list(source_lines(drawn))
    with drawing():
        draw_column(page, page.rect, lines, rtl=False)
        page.finish()
        page.figure.savefig(stream, format="pdf", backend=BACKEND)
    assert "2023-09-04 [1, 2]" in PdfReader(stream).pages[0].extract_text()
