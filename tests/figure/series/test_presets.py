"""The ready figures: each can be made as it is, and what it names is in the data."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geo.errors import GeoError, InvalidDeclaration
from geo.evidence import Evidence
from geo.figure.compose import compose
from geo.figure.request import LONGEST, params_of, texts_of
from geo.figure.series import presets as module
from geo.figure.series.presets import preset, presets, request_of
from geo.language import declared
from geo.model import RELIABILITY

TODAY = date(2026, 11, 24)
POINTS_PER_MM = 72 / 25.4
NAMES = (
    "overview", "powers-and-front", "fezzan-resources", "trafficking-hubs-and-routes",
    "city-states-of-the-north-west", "outside-presence",
)  # fmt: skip


def test_the_six_of_the_mission_are_there() -> None:
    assert tuple(presets()) == NAMES


@pytest.mark.parametrize("name", NAMES)
def test_what_a_preset_names_is_drawn_also_at_half_a_page_of_which_half_is_map(
    evidence: Evidence, name: str
) -> None:
    ready, lang = preset(name), ("en", "ar")[NAMES.index(name) % 2]
    request = request_of(ready, {"size": "docx-half", "lang": lang}, evidence, TODAY)
    # None may have been left out on the day for which they were chosen.
    assert ",".join(request.callouts) == ready.params["callouts"]
    for part in request.view.filters.get("hide", ()):
        layer, _, class_ = part.partition(".")
        assert layer in request.view.layers
        assert class_ in evidence.catalog[layer].classes
    composed = compose(evidence, request)
    drawn, page = composed.drawn, request.page
    assert composed.map.width * composed.map.height >= 0.5 * page.width * page.height * POINTS_PER_MM**2
    # The number of a call-out is set after the first line of its text.
    said = " ".join(text for one in composed.texts if not (text := one.get_text()).isdigit())
    assert all(
        one.told(request.view.lang, short=one.number in composed.short) in said for one in drawn.callouts
    )
    assert "more entries" not in said
    assert {layer.layer.id for layer in drawn.layers} == set(request.view.layers)
    assert [callout.asked for callout in drawn.callouts] == list(request.callouts)
    assert not drawn.warnings


@pytest.mark.parametrize("name", NAMES)
def test_half_a_page_in_both_languages_has_each_text_in_both_and_two_fifths_of_map(
    evidence: Evidence, name: str
) -> None:
    request = request_of(preset(name), {"size": "docx-half", "lang": "en+ar"}, evidence, TODAY)
    composed, page = compose(evidence, request), request.page
    assert composed.map.width * composed.map.height >= 0.41 * page.width * page.height * POINTS_PER_MM**2
    words = " ".join(one.get_text() for one in composed.texts).split()
    for one in composed.drawn.callouts:
        told = (one.told(lang, short=one.number in composed.short) for lang in ("en", "ar"))
        assert [word for text in told for word in text.split() if word not in words] == []
    # The lowest grade is said in words.
    grade = RELIABILITY[composed.drawn.reliability]
    assert set(f"{grade}, {declared(grade, 'ar')}،".split()) <= set(words)
    both = [one for one in composed.texts if one.get_text() in preset(name).brief.lines("en+ar")]
    assert [one.get_ha() for one in both] == ["left", "right"]
    assert len({one.get_position()[1] for one in both}) == 1


@pytest.mark.parametrize("size", ["a4-portrait", "16x9", "docx-half"])
def test_the_lines_of_what_is_called_out_are_drawn_at_every_size(evidence: Evidence, size: str) -> None:
    composed = compose(
        evidence, request_of(preset("fezzan-resources"), {"size": size, "lang": "en"}, evidence, TODAY)
    )
    drawn = {one.id for layer in composed.drawn.layers for one in layer.of("line")}
    assert {"pl-shar-zaw", "pl-feel-mel", "pl-wafa-mel-g", "pl-wafa-mel-l"} <= drawn


@pytest.mark.parametrize("lang", ["en", "ar"])
def test_a_slide_has_short_texts_rather_than_little_map(evidence: Evidence, lang: str) -> None:
    asked = {"size": "16x9", "lang": lang}
    composed = compose(evidence, request_of(preset("powers-and-front"), asked, evidence, TODAY))
    page = composed.request.page
    assert composed.map.width * composed.map.height > page.width * page.height * POINTS_PER_MM**2 / 3
    assert composed.insets[0].factor >= 2


@pytest.mark.parametrize("name", NAMES)
def test_titles_are_there_in_both_languages(name: str) -> None:
    ready = preset(name)
    subtitles = (ready.subtitle, ready.brief)
    for words, most in ((ready.title, LONGEST["title"]), *((one, LONGEST["subtitle"]) for one in subtitles)):
        assert 0 < len(words.en) <= most
        assert 0 < len(words.ar) <= most
        assert words.ar != words.en
    assert ready.texts({"lang": "ar"})["title"] == ready.title.ar
    assert ready.texts({"lang": "en+ar"})["title"] == f"{ready.title.en} · {ready.title.ar}"


def test_other_texts_come_before_its_own(evidence: Evidence) -> None:
    request = request_of(
        preset("overview"), {"title": "Mine", "size": "16x9", "bbox": "9,20,25,33"}, evidence, TODAY
    )
    assert (request.title, request.size, request.view.bbox) == ("Mine", "16x9", (9.0, 20.0, 25.0, 33.0))


def test_what_is_compared_tells_what_differs_in_place_of_its_subtitle() -> None:
    ready = preset("overview")
    assert "subtitle" not in ready.texts({"compare": "at=2019-04-01"})
    assert ready.texts({"compare": "at=2019-04-01", "subtitle": "Mine"})["subtitle"] == "Mine"


def test_callouts_that_are_not_true_on_the_day_are_left_out_but_not_those_asked_for(
    evidence: Evidence,
) -> None:
    ready = preset("outside-presence")
    early = request_of(ready, {"at": "2020-06-30"}, evidence, TODAY)
    assert set(early.callouts) < set(ready.params["callouts"].split(","))
    assert not compose(evidence, early).drawn.warnings
    asked = request_of(ready, {"at": "2012-06-30", "callouts": ready.params["callouts"]}, evidence, TODAY)
    with pytest.raises(GeoError, match="call-out"):
        compose(evidence, asked)


def test_in_both_languages_title_and_subtitle_are_in_both(evidence: Evidence) -> None:
    request = request_of(preset("overview"), {"lang": "en+ar"}, evidence, TODAY)
    assert request.title == "Libya at a glance · ليبيا في لمحة"
    texts = [text.get_text() for text in compose(evidence, request).texts]
    assert {"What it says · ما تقوله", "Key · مفتاح الخريطة"} <= set(texts)
    # The Arabic of the subtitle begins a line of its own.
    assert any(text.startswith("مقار الإدارتين") for text in texts)
    assert all(
        len(one.texts({"lang": "en+ar"})["subtitle"]) <= LONGEST["subtitle"] for one in presets().values()
    )


def test_a_callout_outside_another_extent_is_left_out(evidence: Evidence) -> None:
    east = request_of(preset("overview"), {"bbox": "20,22,25,30"}, evidence, TODAY)
    assert east.callouts == ("kufra",)


def test_a_request_of_a_preset_is_a_request_like_any_other(evidence: Evidence) -> None:
    request = request_of(preset("overview"), {"made": "2026-11-25"}, evidence, TODAY)
    assert params_of(request)["made"] == "2026-11-25"
    assert params_of(replace(request, dpi=150)) != params_of(request)


def test_faults_of_the_file_are_all_told(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    wrong = tmp_path / "presets.toml"
    wrong.write_text('[one]\ntitel = "x"\n[two]\nlayers = [["a"]]\n', "utf-8")
    monkeypatch.setattr(module, "FILE", wrong)
    presets.cache_clear()
    try:
        with pytest.raises(InvalidDeclaration) as caught:
            presets()
        assert len(str(caught.value).splitlines()) == 2
    finally:
        monkeypatch.undo()
        presets.cache_clear()


@pytest.mark.parametrize(
    ("table", "texts"),
    [
        ({"at": date(2026, 1, 2), "frames": True}, {"at": "2026-01-02", "frames": "1"}),
        ({"bbox": [9, 20.5, 25, 33]}, {"bbox": "9,20.5,25,33"}),
        ({"filters": {"hide": ["a.b", "c.d"], "cred": 2}}, {"f": "hide:a.b|c.d;cred:2"}),
        ({"opacity": {"control": 0.5}}, {"o": "control:0.5"}),
        ({"made-on": "2026-01-02"}, {"made": "2026-01-02"}),
    ],
)
def test_values_of_toml_become_texts(table: dict[str, object], texts: dict[str, str]) -> None:
    assert texts_of(table) == (texts, [])


@pytest.mark.parametrize(
    "table",
    [
        {"layers": ["a,b"]}, {"title": ["x"]}, {"filters": {"hid": "x"}}, {"opacity": {"control": True}},
        {"dpi": float("nan")}, {"f": "rel:A", "filters": "rel:B"}, {"\x1b[2J": "x"}, {"callouts": [{"a": 1}]},
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named(table: dict[str, object]) -> None:
    _, faults = texts_of(table)
    assert len(faults) == 1
    assert faults[0].isprintable()
