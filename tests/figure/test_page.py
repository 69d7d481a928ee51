"""The page as drawn: complete, nothing covered, nothing cut, true to scale, readable without colour."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text
from numpy.typing import NDArray
from pyproj import Geod

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.compose import Composed, compose, drawing
from geo.figure.reading import request_from
from geo.figure.sheet import fonts
from geo.figure.sheet.sizes import SIZES
from geo.figure.sheet.textures import SHARED, symbol_texture
from geo.scene import style
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


def test_a_near_view_with_names_in_both_languages_is_as_tidy(figure: Figure) -> None:
    composed = figure(layers=POWERS + ",ports,places", bbox="12.9,32.7,13.5,33", lang="en+ar", dpi="150")
    assert_nothing_covered_or_cut(composed)
    texts = {text.get_text() for text in composed.texts}
    assert {"Tripoli", "طرابلس"} <= texts


def test_everything_that_a_figure_owes_its_reader_is_on_it(figure: Figure) -> None:
    composed = figure(layers=POWERS, known="2026-11-24", title="T1", subtitle="S1", notes="N1")
    texts = [text.get_text() for text in composed.texts]
    page = "\n".join(texts)
    for wanted in (
        "T1", "S1", "N1", "As of 24 November 2026", "as known on 24 November 2026",
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


def test_the_marking_and_the_legend_in_arabic(figure: Figure) -> None:
    texts = [text.get_text() for text in figure(layers="east", lang="ar").texts]
    assert texts.count("TLP:CLEAR") == 2
    assert any("الوضع في 24 نوفمبر 2026" in text for text in texts)
    assert "قيادة" in texts


@pytest.mark.parametrize("bbox", ["", "10.8,31.4,15.6,33.3", "13.1,32.8,13.3,32.9", "5,14,32,36"])
def test_the_scale_bar_is_as_long_as_it_says_within_one_per_cent(figure: Figure, bbox: str) -> None:
    composed = figure(layers="city_states,trafficking_routes,control", bbox=bbox)
    frame, bar, rect = composed.drawn.map_frame, composed.scale_bar, composed.map
    per_point = frame.width / rect.width
    middle = np.array([frame.west + frame.width / 2, frame.south + frame.height / 2])
    half = bar.length * per_point / 2
    along = np.array([half, 0.0])
    ends = frame.degrees(np.array([middle - along, middle + along]))
    _, _, metres = Geod(ellps="WGS84").inv(*ends[0], *ends[1])
    assert metres == pytest.approx(bar.metres, rel=0.01)
    assert rect.width / rect.height == pytest.approx(frame.width / frame.height, rel=1e-6)


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
        assert text.get_fontproperties().get_family() == list(fonts.FAMILIES)


# Severe deficiencies after Machado, Oliveira, Fernandes (2009), IEEE TVCG 15 (6), in linear RGB.
DEFICIENCIES = {
    "protan": [
        [0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998],
    ],
    "deutan": [
        [0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881],
    ],
    "tritan": [
        [1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900],
    ],
    "grey": [[0.2126, 0.7152, 0.0722]] * 3,
}  # fmt: skip
SIDES = ("tripoli", "east", "city_states", "foreign", "other")


def lab(colour: str, matrix: list[list[float]]) -> NDArray[np.float64]:
    """Return a colour as seen, in CIE L*a*b* (D65)."""
    rgb = np.array(to_rgb(colour))
    linear = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)
    seen = np.clip(np.array(matrix) @ linear, 0, 1)
    to_xyz = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])
    ratio = to_xyz @ seen / (0.95047, 1.0, 1.08883)
    f = np.where(ratio > 0.008856, np.cbrt(ratio), 7.787 * ratio + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


@pytest.mark.parametrize("seen_by", DEFICIENCIES)
def test_sides_stay_apart_without_full_colour(seen_by: str) -> None:
    palette = style().palette
    for one, other in combinations(SIDES, 2):
        apart = lab(palette[one].colour, DEFICIENCIES[seen_by]) - lab(
            palette[other].colour, DEFICIENCIES[seen_by]
        )
        by_colour = float(np.hypot.reduce(apart)) > 11
        assert by_colour or palette[one].lines != palette[other].lines, (one, other)
    if seen_by == "grey":
        assert len({palette[side].lines for side in SIDES}) == len(SIDES)


def test_symbols_that_sides_share_carry_the_lines_of_their_side() -> None:
    palette = style().palette
    for symbol in SHARED:
        lines = {
            side: symbol_texture(symbol, palette[side].colour) for side in ("tripoli", "east", "city_states")
        }
        assert lines["tripoli"] is None
        assert lines["east"] is not None
        assert lines["city_states"] is not None
        assert not np.array_equal(lines["east"].vertices, lines["city_states"].vertices)
