"""Every ready figure is whole: nothing cut, nothing far from what it names, the page used, looks told apart.

`python -m tests.figure.sheets` makes all of them in all sizes and languages as contact sheets.
"""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import product

import pytest
import shapely
from matplotlib import _text_helpers
from matplotlib.font_manager import fontManager, get_font
from matplotlib.text import Text

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.compose import Composed, compose
from geo.figure.frame import Placing, frame_of
from geo.figure.gathering import gather, scene_of
from geo.figure.listing import listing
from geo.figure.map import panel
from geo.figure.map.features import draw_lines
from geo.figure.map.ground import projected_ground
from geo.figure.map.points import box, symbols_of
from geo.figure.mapped import UNIT
from geo.figure.reading import request_from
from geo.figure.series.presets import preset, presets, request_of
from geo.figure.sheet.drawing import drawing
from geo.figure.sheet.paper import Page
from geo.figure.sheet.sizes import SIZES, Rect
from geo.figure.sheet.wording import BOTH, each_of, headed
from geo.language import declared
from geo.model import CREDIBILITY, RELIABILITY
from geo.scene import style
from geo.scene.rules.labelling import CAPITAL, CITY
from tests.figure.conftest import TODAY, Figure
from tests.figure.page.test_page import assert_nothing_covered_or_cut
from tests.figure.sheets import under_locator
from tests.figure.telling import alike, lost

LANGUAGES = ("en", "ar", "en+ar")
HARDEST = ("docx-half", "a4-portrait")
"""The page with the least room, and the one with the most to fill."""
TURNS = [
    (name, HARDEST[i % 2], LANGUAGES[(i + turn) % 3])
    for turn in range(2)
    for i, name in enumerate((*presets(), *presets())[turn : turn + 6])
] + [("powers-and-front", "docx-half", "en+ar")]


def page_of(composed: Composed) -> tuple[float, float]:
    """Return width and height of the page in points."""
    across, up = composed.figure.get_size_inches() * 72
    return across, up


def from_left(line: Text) -> str:
    """Return the letters of a line as they stand, from left to right."""
    font = get_font(fontManager._find_fonts_by_props(line.get_fontproperties()))
    items = _text_helpers.layout(line._get_wrapped_text(), font)
    return "".join(item.char[0] for item in items if item.char[0] not in "\u200e\u200f")


def filled(composed: Composed) -> float:
    """Return the share of the page inside its margins on which a map or a column of text stands."""
    across, up = page_of(composed)
    step = 6.0
    boxes = [composed.map]
    renderer = composed.figure.canvas.get_renderer()
    for text in composed.texts:
        left, low, right, top = text.get_window_extent(renderer).extents * 72 / composed.figure.dpi
        boxes.append(Rect(left - step, low - step, right - left + 2 * step, top - low + 2 * step))
    edge = 12.0
    cells = [
        Rect(edge + i * step, edge + j * step, step, step)
        for i in range(int((across - 2 * edge) / step))
        for j in range(int((up - 2 * edge) / step))
    ]
    return sum(any(cell.overlaps(box) for box in boxes) for cell in cells) / len(cells)


@pytest.mark.parametrize(("name", "size", "lang"), TURNS)
def test_a_ready_figure_is_whole(evidence: Evidence, name: str, size: str, lang: str) -> None:
    request = request_of(preset(name), {"size": size, "lang": lang}, evidence, TODAY)
    composed = compose(evidence, request)
    named = {one.id: one.named for layer in composed.drawn.layers for one in layer.features}
    asked = preset(name).params["callouts"].split(",")
    assert len(composed.discs) == len(asked)
    assert all(one in named[disc.callout.feature] for one, disc in zip(asked, composed.discs, strict=True))
    page = " ".join(text.get_text() for text in composed.texts).split()
    for disc, one in product(composed.discs, each_of(request.view.lang)):
        told = disc.callout.told(one, short=disc.callout.number in composed.short)  # type: ignore[arg-type]  # one of three
        assert "…" not in told
        missing = [word for word in told.split() if word not in page]
        assert missing == []
    inside = Rect(0, 0, composed.map.width, composed.map.height)
    for one in composed.labels:
        assert inside.x <= one.box.x
        assert inside.y <= one.box.y
        assert one.box.right <= inside.right
        assert one.box.top <= inside.top
    assert_nothing_covered_or_cut(composed)
    assert filled(composed) > 0.6
    # Of all corners one has next to none of the country, and no evidence.
    land, symbols = under_locator(evidence, composed)
    assert land < 0.05
    assert not symbols
    # What is said twice leaves less of it.
    mostly = request.page.mostly * (0.8 if lang == "en+ar" else 1)
    assert composed.map.width * composed.map.height >= mostly * math.prod(page_of(composed))
    # In this order a PDF is read, from which `tests/figure/formats/test_pdf.py` extracts it.
    read = [text.get_text() for text in sorted(composed.texts, key=lambda text: text.get_zorder())]
    parts = [
        composed.drawn.title.split()[0],
        *(headed(part, lang) for part in ("callouts", "legend", "reading")),
    ]  # type: ignore[arg-type]  # one of three
    parts += [f"{headed('sources', lang)}:", composed.labels[0].label.lines[0]]  # type: ignore[arg-type]  # as above
    places = [next(i for i, text in enumerate(read) if text.startswith(part)) for part in parts[:-1]]
    places.append(max(i for i, text in enumerate(read) if text == parts[-1]))
    assert places == sorted(places)


@pytest.mark.parametrize("name", ["overview", "outside-presence"])
def test_half_a_page_in_both_languages_says_everything_in_both(evidence: Evidence, name: str) -> None:
    asked = {"size": "docx-half", "lang": "en+ar"}
    composed = compose(evidence, request_of(preset(name), asked, evidence, TODAY))
    page = " ".join(text.get_text() for text in composed.texts)
    counts, stale = composed.drawn.left_out, composed.drawn.aged.stale
    letters = composed.drawn.reliability, composed.drawn.credibility
    grade = RELIABILITY[letters[0]], CREDIBILITY[int(letters[1])]
    for said in (
        f"not confirmed lately, {stale} of", f"لم يُؤكد مؤخراً، {stale} من", "rough position", "موقع تقريبي",
        f"{counts.unplaced} unplaced · بلا موقع", f"{counts.lesser} of less importance · أقل أهمية",
        f"Lowest grade · أدنى تقييم {''.join(letters)}:", ", ".join(grade),
        "، ".join(declared(one, "ar") for one in grade), "imply no endorsement", "أي إقرار",
        "equal-area", "متساوي المساحات", "lengths within", "الأطوال ضمن", "Ground · الخلفية:",
        f"Figure {composed.id} · الشكل", "· البيانات",
    ):  # fmt: skip
        words = said.split()
        assert said in page or all(word in page for word in words), said
    assert page.count(composed.id) == 1
    assert min(text.get_fontsize() for text in composed.texts if text.get_text().count(" ") > 1) >= 5


def test_a_short_form_stands_only_where_the_whole_text_has_no_room(evidence: Evidence) -> None:
    asked = {"size": "a4-landscape", "lang": "en+ar"}
    composed = compose(evidence, request_of(preset("trafficking-hubs-and-routes"), asked, evidence, TODAY))
    numbers = {disc.callout.number for disc in composed.discs}
    assert set() < composed.short < numbers
    page = " ".join(text.get_text() for text in composed.texts)
    whole = [disc.callout for disc in composed.discs if disc.callout.number not in composed.short]
    assert any(one.text != one.short.en for one in whole)
    assert all(one.text.split()[-1] in page for one in whole)


@pytest.mark.parametrize(("name", "lines"), [("outside-presence", 1), ("overview", 2)])
def test_an_arabic_subtitle_begins_at_the_right_edge_in_the_line_of_the_english_one_if_it_can(
    evidence: Evidence, name: str, lines: int
) -> None:
    asked = {"size": "16x9", "lang": "en+ar"}
    composed = compose(evidence, request_of(preset(name), asked, evidence, TODAY))
    english, arabic = (
        next(text for text in composed.texts if text.get_text() == said)
        for said in composed.request.subtitle.split(BOTH)
    )
    assert (english.get_ha(), arabic.get_ha()) == ("left", "right")
    assert arabic.get_position()[0] > composed.map.right
    assert len({round(text.get_position()[1], 3) for text in (english, arabic)}) == lines


@pytest.mark.parametrize("size", ["a4-landscape", "a3-landscape", "square"])
@pytest.mark.parametrize("lang", ["en", "en+ar"])
def test_the_crowded_north_west_is_shown_at_twice_the_scale_beside_the_country(
    evidence: Evidence, size: str, lang: str
) -> None:
    asked = {"size": size, "lang": lang}
    composed = compose(evidence, request_of(preset("overview"), asked, evidence, TODAY))
    inset = next(one for one in composed.insets if one.name == "north_west")
    assert inset.factor >= 2
    placing = Placing(composed.drawn.map_frame, composed.map)
    ground = projected_ground(evidence, placing.frame)
    country = placing.shapes(ground["neighbours"][ground["home"]])
    panel = shapely.box(inset.panel.x, inset.panel.y, inset.panel.right, inset.panel.top)
    assert not shapely.intersects(country, panel).any()
    symbols = symbols_of(composed.drawn.layers, placing, UNIT * composed.request.page.scale)
    assert len(symbols) > 100
    assert not any(inset.panel.overlaps(Rect(one.x, one.y, 0, 0)) for one in symbols)


def test_a_wide_map_takes_the_height_that_the_texts_leave(evidence: Evidence) -> None:
    for lang in ("en", "ar"):
        asked = {"size": "letter-portrait", "lang": lang}
        composed = compose(
            evidence, request_of(preset("city-states-of-the-north-west"), asked, evidence, TODAY)
        )
        assert composed.map.width * composed.map.height > 0.37 * math.prod(page_of(composed))


def test_sources_run_from_the_right_on_an_arabic_page(evidence: Evidence) -> None:
    asked = {"size": "letter-portrait", "lang": "ar"}
    composed = compose(evidence, request_of(preset("overview"), asked, evidence, TODAY))
    heading = next(one for one in composed.texts if one.get_text() == "المصادر:")
    edge = heading.get_position()[0]
    lines = composed.texts[composed.texts.index(heading) + 1 :][:3]
    assert [one.get_ha() for one in lines] == ["right"] * 3
    assert [one.get_position()[0] for one in lines[1:]] == [edge] * 2
    # What is left of the list stands at its end, which is the left.
    assert "من الناشرين" in lines[2].get_text()
    seen = from_left(lines[2])
    assert seen.index("\u0648") < min(
        i for i, letter in enumerate(seen) if letter.isascii() and letter.isalpha()
    )


def test_digits_before_latin_letters_stay_there_in_a_line_from_the_right() -> None:
    with drawing():
        page = Page(SIZES["square"])
        line = page.text(
            9, 9, "218TV 2022\u20132024; \u0639\u0646", page.type("small"), "right", from_right=True
        )
        assert from_left(line).endswith("218TV 2022\u20132024")


def test_a_name_stands_near_its_point_or_has_a_line(evidence: Evidence) -> None:
    for size in ("a3-landscape", "a4-landscape"):
        request = request_of(preset("city-states-of-the-north-west"), {"size": size}, evidence, TODAY)
        found = listing(evidence, request)
        for label in found["labels"]:
            x, y, width, height = label["box_mm"]
            across = max(x - label["anchor_mm"][0], 0, label["anchor_mm"][0] - x - width)
            down = max(y - label["anchor_mm"][1], 0, label["anchor_mm"][1] - y - height)
            assert label["leader"] or math.hypot(across, down) <= 4.01
        named = {label["text"] for label in found["labels"]}
        assert {"Zintan", "Zuwara", "Nalut", "Bani Walid", "Gharyan", "Misrata", "Zawiya"} <= named
        assert {"Sabratha", "Tarhuna", "Zliten"} <= named


def test_the_least_page_names_a_town_to_which_only_a_long_line_leads(evidence: Evidence) -> None:
    asked = {"size": "docx-half", "lang": "en+ar"}
    composed = compose(evidence, request_of(preset("city-states-of-the-north-west"), asked, evidence, TODAY))
    sabratha = next(one for one in composed.labels if one.label.lines[0] == "Sabratha")
    assert sabratha.leader
    read = [*(one.box for one in composed.discs), *(one.box for one in composed.labels if one != sabratha)]
    (x, y), (right, top) = sabratha.leader
    for share in (0.2, 0.4, 0.6, 0.8, 1.0):
        along = Rect(x + (right - x) * share, y + (top - y) * share, 0, 0)
        assert not any(along.overlaps(box) for box in read)


@pytest.mark.parametrize(
    ("name", "size"),
    [("overview", "a4-landscape"), ("powers-and-front", "16x9"), ("outside-presence", "square")],
)
@pytest.mark.parametrize("lang", ["en", "en+ar"])
def test_the_line_to_a_name_runs_over_no_other_name_and_no_symbol(
    evidence: Evidence, pieces: list[panel.Panel], name: str, size: str, lang: str
) -> None:
    compose(evidence, request_of(preset(name), {"size": size, "lang": lang}, evidence, TODAY))
    lines = [(piece, one) for piece in pieces for one in piece.placed if one.leader]
    assert len(lines) > 3
    for piece, one in lines:
        texts = [*(disc.box for disc in piece.discs), *(own.box for own in piece.placed if own is not one)]
        assert not over(one.leader, texts), one.label.text
        symbols = [box(symbol, piece.unit) for symbol in piece.symbols]
        # The line to a big city may, where the city would have no name without.
        assert one.label.rank <= CITY or not over(one.leader, symbols), one.label.text
    # A line begins where the chips end that stand on its point.
    chips = [
        shapely.box(*spread(box(symbol, piece.unit)))
        for piece in pieces
        for symbol in piece.symbols
        if symbol.chips
    ]
    assert bool(chips) == (name == "outside-presence")
    for _, one in lines:
        line = shapely.LineString(one.leader)
        assert all(line.intersection(chip.buffer(-0.5)).is_empty for chip in chips), one.label.text


def spread(one: Rect) -> tuple[float, float, float, float]:
    return one.x, one.y, one.right, one.top


def over(leader: tuple[tuple[float, float], tuple[float, float]] | None, boxes: list[Rect]) -> list[Rect]:
    """Return the boxes over which a line runs that are not at its ends; of a box without its corners."""
    line = shapely.LineString(leader)
    ends = shapely.points(leader)
    return [
        one
        for one in boxes
        if line.intersects(shapely.box(*spread(one)).centroid.buffer(0.3 * min(one.width, one.height)))
        and not any(shapely.box(*spread(one)).buffer(0.01).intersects(end) for end in ends)
    ]


def test_a_dot_of_control_has_a_name_or_is_counted(evidence: Evidence) -> None:
    composed = compose(evidence, request_from({"layers": "control"}, evidence, TODAY))
    layer = next(one for one in composed.drawn.layers if one.layer.id == "control")
    dots = {one.district for one in layer.of("point") if one.class_ != "none"}
    named = {one.label.feature for one in composed.labels}
    assert {"sirte", "sabha"} <= dots & named
    assert composed.drawn.unnamed == len(dots - named) > 0
    assert f"{composed.drawn.unnamed} without room for a name" in " ".join(
        text.get_text() for text in composed.texts
    )


def test_a_field_is_not_called_as_the_town_that_is_nearest(evidence: Evidence) -> None:
    composed = compose(evidence, request_of(preset("fezzan-resources"), {}, evidence, TODAY))
    named = [one.label.text for one in composed.labels]
    assert {"El Feel oil field", "El Sharara oil field", "Murzuq", "Brak"} <= set(named)
    assert len(set(named)) == len(named)


def test_a_sign_on_a_route_is_covered_by_no_name(evidence: Evidence, monkeypatch: pytest.MonkeyPatch) -> None:
    signs: list[Rect] = []

    def noted(*given: object) -> list[Rect]:
        signs.extend(found := draw_lines(*given))  # type: ignore[arg-type]  # as they came
        return found

    monkeypatch.setattr(panel, "draw_lines", noted)
    composed = compose(evidence, request_of(preset("trafficking-hubs-and-routes"), {}, evidence, TODAY))
    assert len(signs) > 5
    # The capital is named in any case, and countries stand where they have room.
    named = [one for one in composed.labels if one.label.rank > CAPITAL]
    assert [one.label.text for one in named if any(one.box.overlaps(sign) for sign in signs)] == []


@pytest.mark.parametrize("name", presets())
def test_what_key_and_map_tell_apart_is_told_apart_by_everybody(evidence: Evidence, name: str) -> None:
    request = request_of(preset(name), {}, evidence, TODAY)
    drawn = gather(evidence, request, frame_of(request.view.bbox, 1.2))
    assert list(alike(drawn.legend)) == []
    assert list(lost(drawn.layers)) == []


def test_a_symbol_in_the_colour_of_the_area_below_it_is_found(evidence: Evidence) -> None:
    request = request_of(preset("overview"), {}, evidence, TODAY)
    layer = next(one for one in scene_of(evidence, request).layers if one.layer.id == "control")
    below = next(one for one in layer.placed if one.kind == "area" and one.look.fill and not one.look.hatch)
    flat = replace(below.look, tint=1.0, edge="")
    below = replace(below, look=flat, state="current")
    inside = replace(below, id="lost", shape=below.shape.representative_point())
    faint = replace(inside, id="faint", look=replace(flat, fill=style().ground.land))
    painted = replace(layer, features=(below, inside, faint))
    assert set(lost([painted])) == {("lost", below.id, "everybody"), ("faint", "land", "everybody")}


def test_all_looks_of_the_catalogue_are_told_apart(evidence: Evidence) -> None:
    layers = [name for name, layer in evidence.catalog.items() if layer.group != "Base"]
    for name in layers:
        request = request_from({"layers": name, "faulty": "warn"}, evidence, TODAY)
        assert list(alike(gather(evidence, request, frame_of((-9, 9, 41, 53), 1.2)).legend)) == [], name


@pytest.mark.parametrize(
    ("day", "words"), [("2099-12-31", "lies after the day of making"), ("2005-01-01", "lies before the data")]
)
def test_a_day_without_data_is_refused_or_warned_of(evidence: Evidence, day: str, words: str) -> None:
    asked = {"layers": "east,places", "at": day}
    with pytest.raises(GeoError, match=words):
        compose(evidence, request_from(asked, evidence, TODAY))
    composed = compose(evidence, request_from({**asked, "faulty": "warn"}, evidence, TODAY))
    assert words in " ".join(text.get_text() for text in composed.texts)


def test_warnings_are_whole_and_in_the_language_of_the_figure(evidence: Evidence, figure: Figure) -> None:
    composed = figure(layers="ceasefire", bbox="23,23,24,24", faulty="warn", lang="ar", size="docx-half")
    texts = [text.get_text() for text in composed.texts]
    assert any(one.startswith("تنبيه: لا شيء مرسوم في هذا النطاق") for one in texts)
    assert not any("Warning" in one or "nothing is drawn" in one for one in texts)
    (east,) = scene_of(evidence, request_from({"layers": "east"}, evidence, TODAY)).layers
    missing = [one.id for one in east.features][:9]
    many = {"layers": "tripoli", "callouts": ",".join(missing), "faulty": "warn", "size": "docx-half"}
    texts = [text.get_text() for text in figure(**many, lang="en+ar").texts]
    assert sum(one.startswith(("Warning: call-out", "تنبيه: العنصر")) for one in texts) == 8
    assert "and 10 more" in texts
    assert not any(one.endswith("…") for one in texts)


def test_letters_that_no_font_has_are_named_with_their_place_all_at_once(evidence: Evidence) -> None:
    asked = {"layers": "east", "title": "Ливия ≥ 10 km, Sirte → Jufra, H₂O", "subtitle": "中", "notes": "国"}
    with pytest.raises(GeoError) as caught:
        compose(evidence, request_from(asked, evidence, TODAY))
    assert [line.partition(":")[0] for line in str(caught.value).splitlines()] == ["subtitle", "notes"]
    printed = compose(evidence, request_from({**asked, "subtitle": "", "notes": ""}, evidence, TODAY))
    assert asked["title"] in " ".join(text.get_text() for text in printed.texts)
