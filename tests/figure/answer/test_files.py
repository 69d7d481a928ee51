"""An answer as a file: a sheet with map, sentences, tables and numbered sources, and a diagram that reads."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from pypdf import PdfReader

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.evidence.resolving import Names
from geo.figure.answer.columns import arranged
from geo.figure.answer.sheet import SIZE
from geo.figure.answer.tables import Table, table_lines
from geo.figure.answer.writing import AnswerFile, answer_file
from geo.figure.sheet.paper import Page, Type
from geo.model import Language
from geo.questions.asking import question
from geo.scene.asked import asked
from geo.view import Context

TODAY = date(2026, 11, 24)
Made = Callable[..., AnswerFile]


@pytest.fixture
def read(evidence: Evidence) -> Callable[..., Any]:
    context = replace(Context.of(evidence.catalog, TODAY), names=lambda: Names.known(evidence))
    return lambda name, **texts: question(name).read({"at": TODAY.isoformat(), **texts}, context)


def plain(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_a_district_is_a_sheet_with_sentences_tables_and_numbered_sources(
    evidence: Evidence, read: Callable[..., Any]
) -> None:
    parameters = read("district", place="Ghat")
    made = answer_file(evidence, "district", parameters, "pdf", "en", TODAY)
    reader = PdfReader(io.BytesIO(made.content))
    text = plain("".join(page.extract_text() for page in reader.pages))
    document = asked("district", parameters, evidence)
    assert reader.metadata is not None
    assert reader.metadata.title == "Ghat"
    assert [one["text"] for one in document["sentences"] if plain(one["text"]) not in text] == []
    assert all(plain(table["title"]) in text for table in document["tables"] if table["rows"])
    first = next(iter(document["sentences"]))["sources"][0]
    assert plain(f"1. {document['sources'][first]['publisher']}") in text
    assert len(reader.pages) <= 5
    assert all(f"TLP:{made.marking}" in page.extract_text() for page in reader.pages)


def test_what_is_said_of_a_table_stays_below_it() -> None:
    table = Table("History", (), ("From", "Days"), (("2020", "3"), ("2021", "4")), more=7)
    kind = Type(8.0)
    for whole in (True, False):
        lines = list(table_lines(lambda: Page(SIZE), table, 300, kind, "en", whole=whole))
        assert lines[-1].text.startswith("and 7 more rows")
        assert lines[-2].keep
        assert not lines[-1].keep


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_diagram_is_told_in_both_languages(
    evidence: Evidence, read: Callable[..., Any], lang: Language
) -> None:
    parameters = read("exposed", node="pl-shar-zaw")
    made = answer_file(evidence, "exposed", parameters, "svg", lang, TODAY)
    told = asked("exposed", parameters, evidence)["diagram"]
    assert made.content == answer_file(evidence, "exposed", parameters, "svg", lang, TODAY).content
    text = plain(re.sub(r"<[^>]*>", "", made.content.decode()))
    name = told["nodes"][0]["name_ar" if lang == "ar" else "name_en"]
    assert plain(name.split(" - ")[0]) in text
    assert b"@font-face" in made.content
    png = answer_file(evidence, "exposed", parameters, "png", lang, TODAY).content
    assert png.startswith(b"\x89PNG")


def test_an_answer_without_a_diagram_says_so(evidence: Evidence, read: Callable[..., Any]) -> None:
    with pytest.raises(GeoError, match="the answer has no diagram; ask for pdf"):
        answer_file(evidence, "holds", read("holds", place="Ghat"), "svg", "en", TODAY)


def test_boxes_of_a_column_never_overlap_and_arrows_bend_round_them() -> None:
    ranks = {"a": -2, "b": -1, "c": -1, "d": 0, "e": 1}
    links = [("a", "b"), ("a", "c"), ("a", "d"), ("b", "d"), ("c", "d"), ("d", "e"), ("a", "e")]
    heights = {"a": 20.0, "b": 40.0, "c": 30.0, "d": 20.0, "e": 20.0}
    found = arranged(ranks, links, heights, gap=8)
    assert [found.spots[name].column for name in "abcde"] == [0, 1, 1, 2, 3]
    taken = [
        (found.spots[name].column, found.spots[name].y, heights[name] / 2) for name in ranks
    ] + [(bend.column, bend.y, 5.0) for way in found.ways for bend in way[1:-1]]  # fmt: skip
    for i, (column, y, half) in enumerate(taken):
        for other, at, tall in taken[i + 1 :]:
            assert other != column or abs(at - y) >= half + tall
    assert [len(way) for way in found.ways] == [2, 2, 3, 2, 2, 2, 4]
