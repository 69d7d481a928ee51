"""Names and numbers on the map stand with what they are about."""

from __future__ import annotations

import math

import pytest
import shapely

from geo.evidence import Evidence
from geo.figure.compose import compose
from geo.figure.map import panel
from geo.figure.map.labels import SHORT_LEADER
from geo.figure.map.points import box, chip_boxes
from geo.figure.reading import request_from
from geo.figure.series.presets import preset, presets, request_of
from geo.scene.rules.labelling import CAPITAL, CITY
from tests.figure.conftest import TODAY, Figure


@pytest.mark.parametrize("name", presets())
def test_big_cities_are_named_and_areas_apart_from_them_on_themselves(
    evidence: Evidence, pieces: list[panel.Panel], name: str
) -> None:
    asked = {"size": "docx-half", "lang": "en+ar"}
    composed = compose(evidence, request_of(preset(name), asked, evidence, TODAY))
    named = {one.label.text for piece in pieces for one in piece.placed}
    assert {one.text for piece in pieces for one in piece.labels if 0 < one.rank <= CITY} <= named
    for piece in pieces:
        for area in (one for one in piece.placed if one.label.within is not None):
            others = [
                one.label.text for one in piece.placed if one is not area and area.room.overlaps(one.box)
            ]
            assert not others, area.label.text
    wide = [one for one in composed.labels if one.label.names in ("country", "sea")]
    assert wide
    for one in wide:
        box = shapely.box(one.box.x, one.box.y, one.box.right, one.box.top)
        assert shapely.intersection(box, one.label.within).area > 0.75 * box.area, one.label.text


@pytest.mark.parametrize(
    ("name", "size"), [("overview", "docx-half"), ("powers-and-front", "docx-full"), ("overview", "16x9")]
)
def test_a_city_is_named_on_map_or_inset_where_its_name_is_near(
    evidence: Evidence, pieces: list[panel.Panel], name: str, size: str
) -> None:
    composed = compose(evidence, request_of(preset(name), {"size": size, "lang": "en+ar"}, evidence, TODAY))
    *insets, country = pieces
    assert insets
    short = SHORT_LEADER * composed.request.page.scale + 0.01
    cities = [
        (piece, one)
        for piece in pieces
        for one in piece.placed
        if one.label.names == "place" and CAPITAL < one.label.rank <= CITY and one.leader
    ]
    told = {one.label.feature for piece in insets for one in piece.placed}
    for piece, one in cities:
        # Only a city that has no name in an inset has one far from it on the map of the country.
        here_alone = piece is country and one.label.feature not in told
        assert here_alone or math.dist(*one.leader or ()) <= short, one.label.text


@pytest.mark.parametrize("size", ["a4-landscape", "16x9", "docx-half"])
def test_the_number_of_a_chip_is_nearest_to_that_chip(
    evidence: Evidence, pieces: list[panel.Panel], size: str
) -> None:
    compose(evidence, request_of(preset("outside-presence"), {"size": size}, evidence, TODAY))
    stacked = 0
    for piece in pieces:
        blocks = [chip_boxes(one, piece.unit) for one in piece.symbols if len(one.chips) > 1]
        for disc in piece.discs:
            for chips in blocks:
                if disc.callout.feature in chips:
                    point = shapely.Point(disc.x, disc.y)
                    away = {
                        feature: shapely.box(one.x, one.y, one.right, one.top).distance(point)
                        for feature, one in chips.items()
                    }
                    assert away[disc.callout.feature] == min(away.values()), disc.callout.number
                    stacked += 1
    assert stacked > 3


def test_a_dot_of_control_on_a_field_or_an_airport_has_its_name(figure: Figure) -> None:
    composed = figure(layers="control", bbox="11.8,26.2,12.6,27.0", size="docx-half")
    assert "El Sharara oil field" in {one.label.text for one in composed.labels}
    assert composed.drawn.unnamed == 0
    # Once where a chip on it says its name, and then it is not told to be without.
    composed = figure(layers="control,foreign", bbox="22.5,23.6,24.0,24.8")
    assert [one.label.text for one in composed.labels].count("Kufra airport") == 1
    assert composed.drawn.unnamed == 0


@pytest.mark.parametrize("layer", ["airfields", "places"])
def test_a_map_of_the_base_alone_names_it_and_counts_what_has_no_room(figure: Figure, layer: str) -> None:
    composed = figure(layers=layer)
    (drawn,) = composed.drawn.layers
    shown = {one.name.en for one in drawn.of("point")}
    named = shown & {one.label.text for one in composed.labels}
    assert len(named) > 30
    assert {"airfields": "Al Wigh airfield", "places": "Tazirbu"}[layer] in named
    assert composed.drawn.unnamed > 0
    assert f"{composed.drawn.unnamed} without room for a name" in " ".join(
        text.get_text() for text in composed.texts
    )


def test_the_edge_of_map_or_inset_cuts_no_chip_and_no_symbol(
    evidence: Evidence, pieces: list[panel.Panel]
) -> None:
    asked = {"layers": "control,east,tripoli,foreign", "bbox": "14,20,15.5,33"}
    for params in (asked, {**asked, "bbox": "", "lang": "ar"}):
        compose(evidence, request_from(params, evidence, TODAY))
    assert len(pieces) > 2
    for piece in pieces:
        rect = piece.placing.rect
        for symbol in piece.symbols:
            own = box(symbol, piece.unit)
            fixed = piece.drawn.layers[symbol.layer].layer.size_by
            assert fixed or (own.x > -0.01 and own.y > -0.01), symbol.features
            assert fixed or (own.right < rect.width + 0.01 and own.top < rect.height + 0.01), symbol.features


def test_who_holds_an_area_is_written_on_that_area(evidence: Evidence) -> None:
    asked = {"size": "16x9", "lang": "en+ar"}
    composed = compose(evidence, request_of(preset("powers-and-front"), asked, evidence, TODAY))
    holders = [one for one in composed.labels if one.label.within is not None]
    assert "LNA" in {one.label.lines[0] for one in holders}
    for one in holders:
        box = shapely.box(one.box.x, one.box.y, one.box.right, one.box.top)
        assert shapely.intersection(box, one.label.within).area > 0.75 * box.area


def test_whoever_holds_a_district_beside_others_of_the_same_colour_is_named_on_it(figure: Figure) -> None:
    composed = figure(layers="control", at="2015-10-01")
    named = {one.label.lines[0] for one in composed.labels if one.label.within is not None}
    assert {"Libya Dawn", "Misrata armed groups", "LNA"} <= named
