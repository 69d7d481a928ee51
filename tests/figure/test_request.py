"""What is asked for: read, refused, written back."""

from __future__ import annotations

import pytest

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.gathering import title_of
from geo.figure.reading import request_from
from geo.figure.request import file_name, params_of, request_id
from tests.figure.conftest import TODAY

FULL = {
    "layers": "control,east", "at": "2025-06-30", "known": "2026-11-20", "recorded": "2026-11-24",
    "bbox": "9,20,25,33.5",
    "lang": "en+ar", "names": "press", "f": "hide:east.seat;rel:B", "o": "control:0.5",
    "size": "a3-portrait", "dpi": "600", "title": "مَن يسيطر $على$ ماذا", "subtitle": "S", "marking": "AMBER",
    "notes": "N", "callouts": "benghazi", "made": "2026-01-02", "faulty": "warn", "frames": "1",
    "bare": "1", "table": "1", "area": "ly-tb",
}  # fmt: skip


def test_a_request_is_written_as_the_texts_that_it_was_read_from(evidence: Evidence) -> None:
    assert params_of(request_from(FULL, evidence, TODAY)) == FULL


def test_what_is_not_asked_for_has_its_default_and_days_are_always_written(evidence: Evidence) -> None:
    params = params_of(request_from({}, evidence, TODAY))
    assert set(params) == {"layers", "at", "size", "made"}
    assert params["at"] == params["made"] == "2026-11-24"
    assert params["layers"].split(",") == [layer.id for layer in evidence.catalog.values() if layer.visible]


def test_the_id_changes_with_the_request_and_the_data_not_with_the_resolution(evidence: Evidence) -> None:
    request = request_from(FULL, evidence, TODAY)
    ids = {request_id(request_from({**FULL, "dpi": dpi}, evidence, TODAY), "v1") for dpi in ("150", "300")}
    assert ids == {request_id(request, "v1")}
    assert request_id(request, "v2") not in ids
    assert request_id(request_from({**FULL, "title": "x"}, evidence, TODAY), "v1") not in ids


def test_every_fault_is_named_at_once_each_on_a_line_that_says_what_to_do(evidence: Evidence) -> None:
    wrong = {
        "layers": "tripolli", "at": "2025", "bbox": "25,20,9,33", "size": "a5", "dpi": "1",
        "title": "x" * 5000, "marking": "purple", "callouts": "nobody-here", "f": "q:1", "lang": "fr",
        "frames": "maybe", "o": "east:7",
    }  # fmt: skip
    with pytest.raises(GeoError) as caught:
        request_from(wrong, evidence, TODAY)
    lines = str(caught.value).splitlines()
    assert {line.partition(":")[0] for line in lines} == set(wrong)
    assert "did you mean 'tripoli'?" in lines[0]
    assert all(len(line) < 400 for line in lines)


@pytest.mark.parametrize(
    ("bbox", "says"),
    [
        ("25,20,9,33", "inverted"),
        ("100,20,110,30", "outside the data"),
        ("9,20,9.001,20.001", "must measure"),
        ("9,20,25", "no extent"),
        ("nan,20,25,30", "no extent"),
    ],
)
def test_an_extent_that_cannot_be_drawn_is_refused(evidence: Evidence, bbox: str, says: str) -> None:
    with pytest.raises(GeoError, match=says):
        request_from({"bbox": bbox}, evidence, TODAY)


def test_texts_lose_what_no_page_can_show(evidence: Evidence) -> None:
    request = request_from({"title": "a\x00b\x1b[31m\u202ec\n d"}, evidence, TODAY)
    assert request.title == "a b [31m c d"


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ({"layers": "control,energy,tripoli"}, "Libya: who holds what"),
        ({"layers": "control", "between": "2019-04-01"}, "Libya: who held what"),
        ({"layers": "control,foreign", "f": "actor:russia|wagner"}, "Libya: Russia, Wagner Group"),
        ({"layers": "energy", "lang": "ar"}, "ليبيا: شبكة الطاقة"),
        ({"layers": "energy", "lang": "en+ar"}, "Libya: Energy network · ليبيا: شبكة الطاقة"),
    ],
)
def test_a_figure_without_a_title_is_called_as_the_screen(
    evidence: Evidence, asked: dict[str, str], title: str
) -> None:
    assert title_of(evidence, request_from(asked, evidence, TODAY)) == title


def test_the_file_is_called_by_convention(evidence: Evidence) -> None:
    request = request_from({"size": "a4-landscape", "at": "2026-11-24"}, evidence, TODAY)
    assert file_name(request, "City-states of the north-west", "pdf") == (
        "LBY_city-states-of-the-north-west_A4L_20261124.pdf"
    )
    assert file_name(request, "../../etc/passwd", "png") == "LBY_etc-passwd_A4L_20261124.png"
    assert file_name(request, "مراكز", "png") == "LBY_figure_A4L_20261124.png"
