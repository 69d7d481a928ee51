"""Names, drawings and choices as parameters: what is understood, and what is said of what is not."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest
import shapely

from geo.evidence import Evidence
from geo.evidence.resolving import Names
from geo.questions.asking.kinds import AREA, MOST_VERTICES, Actor, Drawing, Option, Place, Publisher, Source
from geo.view import Context
from geo.view.kinds import Kind
from geo.view.texts import Unusable

NOWHERE = Context((), (), date(2026, 11, 24))
SQUARE = "POLYGON ((12 30, 14 30, 14 32, 12 32, 12 30))"


@pytest.fixture(scope="module")
def named(evidence: Evidence, context: Context) -> Context:
    return replace(context, names=lambda: Names.known(evidence))


def refusal(kind: Kind, text: str, context: Context = NOWHERE) -> str:
    with pytest.raises(Unusable) as caught:
        kind.read(text, context)
    return "\n".join(caught.value.lines)


@pytest.mark.parametrize(
    ("kind", "text", "meant"),
    [
        (Place(), "Sebha", "sabha"),
        (Place(), "سبها", "sabha"),
        (Place(("district",)), "Sabha", "ly-sb"),
        (Place(), "Fezzan", "region-fezzan"),
        (Place(), "tm-brega", "tm-brega"),
        (Actor(), "LNA", "lna"),
        (Publisher(), "reuters", "reuters"),
        (Source(), "rt02", "rt02"),
        (Source(), "411 Battalion refutes seizing control of Sharara oil field", "218tv-2018-12"),
        (
            Source(),
            "https://en.218tv.net/2018/12/28/411-battalion-refutes-seizing-control-of-sharara-oil-field/",
            "218tv-2018-12",
        ),
    ],
)
def test_names_become_ids(named: Context, kind: Kind, text: str, meant: str) -> None:
    assert kind.read(text, named) == meant


def test_an_unknown_name_tells_what_may_be_meant(named: Context) -> None:
    assert "nothing is called 'Bregga'; did you mean brega (Brega)" in refusal(Place(), "Bregga", named)
    assert refusal(Publisher(), "zzzzzzzzz", named) == (
        "nothing is called 'zzzzzzzzz'; data/publishers.csv lists them"
    )


@pytest.mark.parametrize(
    "text",
    [
        SQUARE,
        "12,30,14,32",
        json.dumps(shapely.geometry.mapping(shapely.from_wkt(SQUARE))),
        json.dumps(
            {"type": "Feature", "properties": {}, "geometry": shapely.box(12, 30, 14, 32).__geo_interface__}
        ),
        "POLYGON Z ((12 30 5, 14 30 5, 14 32 5, 12 32 5, 12 30 5))",
        json.dumps(
            {
                "type": "FeatureCollection",
                "features": [
                    {"type": "Feature", "properties": {}, "geometry": shapely.box(*one).__geo_interface__}
                    for one in ((12, 30, 13, 32), (13, 30, 14, 32))
                ],
            }
        ),
    ],
)  # fmt: skip
def test_an_area_may_be_written_in_many_ways(text: str) -> None:
    shape = AREA.read(text, NOWHERE)
    assert shapely.equals(shape, shapely.box(12, 30, 14, 32))
    assert AREA.read(AREA.write(shape), NOWHERE) == shape


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("POLYGON EMPTY", "nothing is drawn; draw an outline"),
        ('{"type": "FeatureCollection", "features": []}', "nothing is drawn; draw an outline"),
        ('{"type": "Feature", "properties": {}, "geometry": null}', "nothing is drawn; draw an outline"),
        (
            "POLYGON ((12 30, 14 32, 14 30, 12 32, 12 30))",
            "crosses itself near lon 13.00000, lat 31.00000; redraw the outline there",
        ),
        ("POLYGON ((1200 3000, 1400 3000, 1400 3200, 1200 3000))", "is not in degrees; reproject"),
        ("POLYGON ((100 30, 102 30, 102 32, 100 30))", "lies outside the map's extent"),
        ("14,30,12,32", "is inverted; write west,south,east,north"),
        ("14,30,14,32", "'14,30,14,32' has no width or height; draw an outline"),
        ("LINESTRING (12 30, 14 30)", "is a LineString; draw an outline"),
        ("POLYGON ((12 30, 14 30", "cannot be read; draw an outline"),
        ("[" * 100_000, "cannot be read"),
        ("POINT (nan nan)", "; "),
        ("<script>", "'<script>' cannot be read"),
    ],
)
def test_what_is_wrong_with_an_area_is_said(text: str, said: str) -> None:
    assert said in refusal(AREA, text)


def test_a_drawing_of_a_million_vertices_is_refused_at_once() -> None:
    line = ", ".join(f"{12 + number / 1e6:.6f} 30" for number in range(1_000_000))
    assert refusal(Drawing(), f"LINESTRING ({line})") == (
        f"has some 1,000,000 vertices; simplify it to {MOST_VERTICES:,} at most"
    )
    short = ", ".join(f"12.{number:05} 30" for number in range(MOST_VERTICES + 1))
    assert refusal(Drawing(), f"LINESTRING ({short})").startswith("has 20,001 vertices; simplify")


def test_a_choice_has_titles_in_both_languages() -> None:
    kind = Option((("close", "It closes"), ("change", "It changes hands")))
    assert kind.read("close", NOWHERE) == "close"
    assert kind.limits()["titles_ar"] == {"close": "يُغلق", "change": "تنتقل السيطرة عليه"}
    assert refusal(kind, "closed") == "'closed' is not one of close, change; did you mean 'close'?"
