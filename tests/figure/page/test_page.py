"""The page as drawn: complete, nothing covered, nothing cut."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations

import numpy as np
import pytest
from matplotlib.text import Text
from numpy.typing import NDArray

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.compose import Composed, compose
from geo.figure.drawn import LegendEntry, LegendGroup
from geo.figure.page.columns import Line, is_mixed, packed
from geo.figure.page.legend import entries_of, joined
from geo.figure.page.paragraphs import Said, set_in_turn
from geo.figure.reading import request_from
from geo.figure.series.presets import preset, request_of
from geo.figure.sheet import fonts
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.paper import BOLD, Type
from geo.figure.sheet.sizes import SIZES
from geo.language import tn
from geo.words.card import card
from geo.words.names import Name
from tests.figure.conftest import POWERS, TODAY, Figure

LANGUAGES = ("en", "ar", "en+ar")
LONG = {
    "title": "Who claims to hold what in the north-west and along the coast, and who says so, and since when "
    * 2,
    "subtitle": "A subtitle that goes on for longer than anybody would want to read it on a page " * 3,
    "notes": "A note of some length about the method and its limits. " * 5,
}


def boxes(composed: Composed) -> list[tuple[Text, NDArray[np.float64]]]:
    """Return each text with its box in pixels: left, bottom, right, top."""
    with drawing():
        renderer = composed.figure.canvas.get_renderer()
        return [(text, text.get_window_extent(renderer).extents) for text in composed.texts]


def assert_nothing_covered_or_cut(composed: Composed) -> None:
    found = boxes(composed)
    width, height = composed.figure.bbox.size
    cut = [
        text.get_text()
        for text, box in found
        if box[0] < 0 or box[1] < 0 or box[2] > width or box[3] > height
    ]
    assert cut == []
    covered = [
        (one.get_text(), other.get_text())
        for (one, a), (other, b) in combinations(found, 2)
        if min(a[2], b[2]) - max(a[0], b[0]) > 1 and min(a[3], b[3]) - max(a[1], b[1]) > 1
    ]
    assert covered == []


@pytest.mark.parametrize("size", SIZES)
def test_no_text_covers_another_or_leaves_the_page(evidence: Evidence, size: str) -> None:
    turn = list(SIZES).index(size)
    everything = ",".join(evidence.catalog)
    crowded = [(LANGUAGES[turn % 3], everything)] if size in ("docx-full", "16x9") else []
    for lang, layers in ((LANGUAGES[(turn + 1) % 3], POWERS), *crowded):
        titles = {name: text[:190] for name, text in LONG.items()}
        params = {"layers": layers, "lang": lang, "size": size, "dpi": "150", **titles}
        assert_nothing_covered_or_cut(compose(evidence, request_from(params, evidence, TODAY)))


@pytest.mark.parametrize(
    "asked", [{"layers": "east", "notes": LONG["notes"][:190]}, {"layers": "control", "at": "2014-06-01"}]
)
def test_a_narrow_side_in_both_languages_is_as_tidy(figure: Figure, asked: dict[str, str]) -> None:
    composed = figure(**asked, size="docx-half", lang="en+ar", dpi="150")
    assert composed.map.width > 0.6 * composed.figure.get_figwidth() * 72
    assert_nothing_covered_or_cut(composed)
    assert "متساوي المساحات" in " ".join(text.get_text() for text in composed.texts)


def test_what_runs_the_other_way_begins_in_the_line_before_if_its_name_fits_there() -> None:
    kinds = Type(8, BOLD), Type(8)
    said = [Said("en", "Held by one side.", "A."), Said("ar", "نص قصير.", "اسم.")]
    (line,) = set_in_turn(said, "en+ar", kinds, 300, run_on=True)
    both = [(one.text, one.rtl) for one in (line, *line.beside)]
    assert both == [("Held by one side.", False), ("نص قصير.", True)]
    long = replace(said[1], name="اسم طويل جداً لا يتسع له ما بقي من السطر.")
    assert not any(one.beside for one in set_in_turn([said[0], long], "en+ar", kinds, 150, run_on=True))
    assert len(set_in_turn(said, "en+ar", kinds, 300)) == 2


def test_a_near_view_with_names_in_both_languages_is_as_tidy(figure: Figure) -> None:
    composed = figure(layers=POWERS + ",ports,places", bbox="12.9,32.7,13.5,33", lang="en+ar", dpi="150")
    assert_nothing_covered_or_cut(composed)
    texts = {text.get_text() for text in composed.texts}
    assert {"Tripoli", "طرابلس"} <= texts


def test_everything_that_a_figure_owes_its_reader_is_on_it(figure: Figure) -> None:
    composed = figure(
        layers=POWERS, known="2025-06-30", recorded="2026-11-24", title="T1", subtitle="S1", notes="N1"
    )
    texts = [text.get_text() for text in composed.texts]
    page = " ".join(texts)  # where lines break is for the column to decide
    for wanted in (
        "T1", "S1", "N1", "As of 24 November 2026", "published by 30 June 2025",
        "as recorded on 24 November 2026",
        "made on 24 November 2026", "Lambert azimuthal equal-area", "WGS 84", "areas true", "Sources",
        "more publishers", "Lowest grade shown", "without a known position", "Boundaries and names shown",
        composed.id, "km", "N", "Tripoli", "20°E", "30°N",
    ):  # fmt: skip
        assert wanted in page
    marks = [text for text in composed.texts if text.get_text() == "TLP:CLEAR"]
    assert len(marks) == 2
    assert all(mark.get_ha() == "right" for mark in marks)
    low, high = sorted(mark.get_position()[1] for mark in marks)
    assert low < composed.map.y
    assert high > composed.map.top
    for group in composed.drawn.legend:
        for entry in group.entries:
            assert entry.name.en.split()[0] in page


@pytest.mark.parametrize("size", SIZES)
def test_no_line_of_the_small_print_ends_within_a_name_or_a_licence(evidence: Evidence, size: str) -> None:
    for lang in ("en", "ar"):
        composed = compose(
            evidence, request_from({"layers": "east", "lang": lang, "size": size}, evidence, TODAY)
        )
        page = "\n".join(text.get_text() for text in composed.texts)
        for whole in ("Natural Earth", "© OpenStreetMap", "GeoNames (CC BY 4.0)", " %"):
            assert whole in page


def test_the_marking_and_the_legend_in_arabic(figure: Figure) -> None:
    texts = [text.get_text() for text in figure(layers="east", lang="ar").texts]
    assert texts.count("TLP:CLEAR") == 2
    assert any("الوضع في 24 نوفمبر 2026" in text for text in texts)
    assert "قيادة" in texts


def test_a_class_that_several_sides_share_names_the_sides_of_each_look(figure: Figure) -> None:
    look = figure(layers="east", lang="ar").drawn.legend[0].entries[0].look
    said = (
        "Place: East", "Place: Others", "In name: East", "Contested: Others", "Contested: East / Others",
    )  # fmt: skip
    entries = tuple(
        LegendEntry(Name(text, text), replace(look, fill=f"#00000{i}", hatch=""), "current")
        for i, text in enumerate(said)
    )
    found = entries_of(LegendGroup("control", Name("Who", "Who"), entries), "en")
    assert [texts for texts, _ in found] == [
        ("East",),
        ("Others",),
        ("Place",),
        ("In name",),
        ("Contested: Others",),
        ("Contested: East / Others",),
    ]


def test_at_half_width_layers_of_sides_that_the_key_lists_share_a_heading(figure: Figure) -> None:
    groups = figure(layers="control,east,tripoli").drawn.legend
    # Layers are called as in the legend on the screen; areas name their holder, dots have the colour of one.
    assert [one.name.en for one in groups] == [
        "Who holds what",
        "Tripoli: seats, commands",
        "East: seats, commands",
    ]
    names = [" ".join(texts) for texts, _ in entries_of(groups[0], "en")]
    assert names[:2] == ["Government of National Unity", "Eastern administration"]
    assert names.index("Place, effective") < names.index("Town, no claim recorded")
    assert "District, effective: Eastern administration" in names
    assert [one.layer for one in joined(groups)] == ["control", "tripoli"]
    both = joined(groups)[1]
    assert both.name.en == "Tripoli, East: seats, commands"
    assert both.name.ar.startswith("طرابلس، الشرق: ")
    named = [texts for texts, _ in entries_of(both, "en")]
    assert named[:3] == [(), ("Seat of government or assembly",), ("Institution",)]
    # Nothing else tells whose the colours are.
    assert len(joined(groups[1:])) == 2


def test_a_line_of_several_parts_keeps_them_all_where_it_goes_on_in_another() -> None:
    kind = Type(8)
    several = Line("nominal", kind).followed(Line("nominal, contested", kind))
    (line,) = packed([[Line("effective", kind)], [several]], 500)
    assert [one.text for one in (line, *line.beside)] == ["effective", "nominal", "nominal, contested"]
    assert all(one.beside == () for one in line.beside)  # what is beside that would not be drawn


def test_callouts_are_numbered_on_the_map_and_in_the_key(evidence: Evidence, figure: Figure) -> None:
    ids = [feature.id for feature in figure(layers="city_states").drawn.layers[0].features[:3]]
    request = request_from({"layers": "city_states", "callouts": ",".join(ids)}, evidence, TODAY)
    composed = compose(evidence, request)
    assert [callout.feature for callout in composed.drawn.callouts] == ids
    texts = [text.get_text() for text in composed.texts]
    assert all(texts.count(str(number)) >= 2 for number in (1, 2, 3))
    assert_nothing_covered_or_cut(composed)
    missing = request_from({"layers": "east", "callouts": ids[0]}, evidence, TODAY)
    with pytest.raises(GeoError, match=r"call-out .* is not drawn"):
        compose(evidence, missing)


def test_a_place_or_district_is_called_out_by_who_holds_it(evidence: Evidence) -> None:
    asked = {"layers": "places,control", "callouts": "sirte,ly-gt", "size": "a4-landscape"}
    composed = compose(evidence, request_from(asked, evidence, TODAY))
    town, area = composed.drawn.callouts
    assert (town.asked, town.layer, area.asked, area.layer) == ("sirte", "control", "ly-gt", "control")
    first = card(evidence, "sirte", TODAY)
    assert f"{town.name.en}: {town.text}" == first["words"].splitlines()[0]
    assert f"{town.name.ar}: {town.text_ar}" == first["words_ar"].splitlines()[0]
    assert town.short.en == "Held by the LNA, last confirmed 22 June 2026; C2."
    assert town.short.ar.startswith("تحت سيطرة القوات المسلحة العربية الليبية")
    assert area.text.startswith("Held by ")
    assert_nothing_covered_or_cut(composed)
    with pytest.raises(GeoError, match=r"call-out 'sirte' is not drawn"):
        compose(evidence, request_from({**asked, "layers": "east"}, evidence, TODAY))


def test_what_a_figure_does_not_draw_is_not_explained(figure: Figure) -> None:
    words = " ".join(text.get_text() for text in figure(layers="interests").texts)
    assert "do not imply endorsement" in words
    assert "Areas of control" not in words, "none are drawn"
    assert "Dashed ring" not in words, "what stands for a region has none"


@pytest.mark.parametrize(("size", "lang"), [("a4-landscape", "en"), ("docx-half", "en+ar")])
def test_a_figure_of_a_question_says_what_was_asked(figure: Figure, size: str, lang: str) -> None:
    asked = "near;place=zawiya;km=50;layers=trafficking_hubs"
    composed = figure(layers="trafficking_hubs", ask=asked, bbox="12,32.2,13.6,33.2", size=size, lang=lang)
    words = " ".join(text.get_text() for text in composed.texts)
    for said in ("Within 50 km of Zawiya, on", "ضمن 50 كم من الزاوية، في")[: 1 + (lang == "en+ar")]:
        assert said in words
    assert_nothing_covered_or_cut(composed)


def test_texts_are_drawn_as_they_are_never_as_formulas(evidence: Evidence) -> None:
    title = r"Cost $\frac{1}{0}$ of <b>fuel</b> & {gold} \alpha_1 100% __init__"
    composed = compose(evidence, request_from({"layers": "east", "title": title}, evidence, TODAY))
    assert title in " ".join(text.get_text() for text in composed.texts)
    assert not any(text.get_parse_math() for text in composed.texts)


def test_a_letter_that_no_font_has_is_refused_by_name(evidence: Evidence) -> None:
    with pytest.raises(GeoError, match=r"no font of the figure has 中 \(U\+4E2D\)"):
        compose(evidence, request_from({"layers": "east", "title": "中"}, evidence, TODAY))


def test_every_text_is_in_our_own_fonts(figure: Figure) -> None:
    for text in figure(layers="east").texts:
        assert text.get_fontproperties().get_family() == list(fonts.families())


def test_a_table_has_its_titles_in_both_languages_and_no_column_for_numbers_that_nothing_has(
    figure: Figure,
) -> None:
    texts = figure(layers="east", lang="en+ar", table="1").texts
    assert {"Command · قيادة", "East · الشرق"} <= {one.get_text() for one in texts}
    left = min(one.get_position()[0] for one in texts if one.get_text() == "Name")
    assert ("What is shown · المعروض", left) in {(one.get_text(), one.get_position()[0]) for one in texts}
    assert ("الاسم", left) in {(one.get_text(), one.get_position()[0]) for one in texts}


@pytest.mark.parametrize("lang", ["ar", "en"])
def test_map_and_side_reach_down_to_the_table(lang: str, evidence: Evidence) -> None:
    # At its two scales this map has eight features or eighteen, and the table as many rows.
    asked = {"table": "1", "size": "a4-portrait", "lang": lang}
    composed = compose(evidence, request_of(preset("fezzan-resources"), asked, evidence, TODAY))
    assert_nothing_covered_or_cut(composed)
    bases = {text.get_text(): text.get_position()[1] for text in composed.texts}
    heading = bases["المعروض" if lang == "ar" else "What is shown"]
    assert min(base for base in bases.values() if base > heading) < heading + 40


def test_a_table_below_the_map_lists_what_is_called_out_first_and_counts_the_rest(figure: Figure) -> None:
    called = "gnu-444-brigade,gnu-council-of-ministers"
    asked = {"layers": "tripoli,city_states", "callouts": called, "size": "docx-half", "lang": "ar"}
    composed = figure(**asked, dpi="150", table="1")
    assert_nothing_covered_or_cut(composed)
    texts = [text.get_text() for text in composed.texts]
    _, more, *table = texts[texts.index("المعروض") :]
    names = [one.name.text("ar") for one in composed.drawn.callouts]
    assert [table[table.index(number) + 1] for number in ("1", "2")] == names
    # Each row ends in its day.
    rows = sum(text.endswith(("2025", "2026")) for text in table)
    left = composed.drawn.features - rows
    assert rows > len(names)
    assert more == tn("and {n} more feature on the map", "and {n} more features on the map", left, "ar")


@pytest.mark.parametrize(
    ("text", "told"),
    [("© Some (ODbL) · الشكل 4a", True), ("218TV ثم", True), ("الشكل 4a", False), ("Some 2019", False)],
)
def test_a_line_of_an_arabic_page_runs_from_the_right_whatever_it_begins_with(text: str, told: bool) -> None:
    assert is_mixed(text) == told
