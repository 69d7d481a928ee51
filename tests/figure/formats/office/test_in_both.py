"""Slides and Word pages in both languages: whatever is said in English is said in Arabic beside it."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from docx import Document
from docx.oxml.ns import qn
from pptx import Presentation

from geo.evidence import Evidence
from geo.figure.compose import Composed, compose
from geo.figure.formats.writing import rendered
from geo.figure.series.presets import preset, presets, request_of
from tests.figure.formats.office.test_rendered import assert_shown_whole, needs_office

ARABIC, WORD = re.compile("[\u0620-\u064a]"), re.compile("[A-Za-z]{3}")
PRESETS = tuple(presets())


class Told(NamedTuple):
    """A paragraph: its text, whether it runs from the right, and the languages of its runs with letters."""

    text: str
    turned: bool
    runs: tuple[tuple[str, str], ...]


@pytest.fixture(scope="module")
def made(evidence: Evidence) -> dict[str, Composed]:
    asked = {"dpi": "150", "size": "16x9", "lang": "en+ar"}
    today = date(2026, 11, 24)
    return {name: compose(evidence, request_of(preset(name), asked, evidence, today)) for name in PRESETS}


@pytest.fixture(scope="module")
def files(made: dict[str, Composed], tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("both")
    found = {}
    for name, composed in made.items():
        for suffix in ("pptx", "docx"):
            path = found[f"{name}.{suffix}"] = folder / f"{name}-{suffix}.{suffix}"
            path.write_bytes(rendered(composed, suffix))
    return found


def of_slide(paragraph: Any) -> Told:
    runs = tuple((run.text, run._r.rPr.get("lang")) for run in paragraph.runs)
    own = paragraph._p.pPr
    return Told(paragraph.text, own is not None and own.get("rtl") == "1", runs)


def of_word(paragraph: Any) -> Told:
    runs = []
    for run in paragraph.runs:
        lang = run._r.find(f"{qn('w:rPr')}/{qn('w:lang')}")
        if lang is not None:
            runs.append((run.text, lang.get(qn("w:bidi")) or lang.get(qn("w:val"))))
    turned = paragraph._p.pPr is not None and paragraph._p.pPr.find(qn("w:bidi")) is not None
    return Told(paragraph.text, turned, tuple(runs))


def blocks_of_slide(content: bytes) -> Iterator[list[Told]]:
    """Yield what stands in each box, what is in Arabic beside it behind it."""
    slide = Presentation(io.BytesIO(content)).slides[0]
    boxes = {}
    for shape in slide.shapes:
        if shape.has_text_frame and shape.name != "Marking":
            name = shape.name.removesuffix(", Arabic")
            key = name if name in ("Subtitle", "Dates", "Small print") else shape.shape_id
            boxes.setdefault(key, []).extend(map(of_slide, shape.text_frame.paragraphs))
    yield from boxes.values()
    told = list(map(of_slide, slide.notes_slide.notes_text_frame.paragraphs))
    # Sources are as their publishers called them, whatever language that is.
    yield told[: next(i for i, one in enumerate(told) if one.text.startswith("Sources · "))]


def blocks_of_word(content: bytes) -> Iterator[list[Told]]:
    document = Document(io.BytesIO(content))
    # The sources are as their publishers called them.
    said = (one for one in document.paragraphs if one.style.name != "List" or not one.text[:1].isdigit())
    yield list(map(of_word, said))
    yield list(map(of_word, document.sections[0].footer.paragraphs[:-1]))
    for table in document.tables:
        for row in table.rows:
            yield from ([of_word(one) for one in cell.paragraphs] for cell in row.cells)


_NAME = 4
"""Lines of a name on a map that is long in both languages."""


def alone(block: Sequence[Told]) -> list[str]:
    """Return what is said in English and has no Arabic in it or behind it."""
    end = Told("", turned=False, runs=())
    if len(block) == _NAME and [one.turned for one in block] == [False, False, True, True]:
        # A name on the map, each language of it on two lines.
        return [] if all(map(ARABIC.search, (one.text for one in block[2:]))) else [block[0].text]
    return [
        one.text
        for one, after in pairwise([*block, end])
        if WORD.search(one.text)
        and not ARABIC.search(one.text)
        and not (after.turned and ARABIC.search(after.text))
        and one.text != "TLP:CLEAR"
    ]


def assert_in_both(blocks: Iterator[list[Told]]) -> None:
    seen = 0
    for block in blocks:
        assert not alone(block)
        for one in block:
            assert "…" not in one.text
            for text, lang in one.runs:
                # A run that is Arabic for the most part says so, whatever it holds besides.
                if len(ARABIC.findall(text)) > len(text) / 2:
                    assert lang == "ar-LY", text
                    seen += 1
    assert seen > 20


@pytest.mark.parametrize("name", PRESETS)
def test_whatever_a_slide_says_in_english_it_says_in_arabic(files: dict[str, Path], name: str) -> None:
    assert_in_both(blocks_of_slide(files[f"{name}.pptx"].read_bytes()))


@pytest.mark.parametrize("name", PRESETS)
def test_whatever_a_word_page_says_in_english_it_says_in_arabic(
    made: dict[str, Composed], files: dict[str, Path], name: str
) -> None:
    content = files[f"{name}.docx"].read_bytes()
    assert_in_both(blocks_of_word(content))
    told = [one.text for one in Document(io.BytesIO(content)).paragraphs]
    for callout in made[name].drawn.callouts:
        for lang in ("en", "ar"):
            forms = {callout.told(lang, short=short) for short in (False, True)}
            assert any(form in text for form in forms for text in told)


@needs_office
def test_they_are_one_page_each_and_no_word_lies_on_another(files: dict[str, Path]) -> None:
    assert_shown_whole(list(files.values()))
