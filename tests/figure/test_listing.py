"""`python -m geo.figure ... --drawn`: what a figure draws, as data."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest

from geo.evidence import Evidence
from geo.figure.__main__ import main
from geo.figure.listing import listing
from geo.figure.reading import request_from
from geo.figure.sheet.sizes import SIZES
from geo.scene import scene
from tests.figure.conftest import POWERS, TODAY

PARTS = {"layer", "state", "fill", "edge", "hatch", "symbol"}


def asked(evidence: Evidence, **params: str) -> dict[str, Any]:
    return listing(evidence, request_from(params, evidence, TODAY))


def test_it_lists_everything_drawn_whatever_the_extent(evidence: Evidence) -> None:
    whole = asked(evidence, layers=POWERS, o="east:0.5")
    near = asked(evidence, layers=POWERS, o="east:0.5", bbox="10.8,31.4,15.6,33.3")
    assert whole["drawn"] == near["drawn"]
    assert whole["legend"] == near["legend"]
    request = request_from({"layers": POWERS}, evidence, TODAY)
    order = [(one.layer, one.id) for one in scene(evidence, request.view).drawn]
    assert [(one["layer"], one["id"]) for one in whole["drawn"]] == order
    assert all(set(one) == {*PARTS, "id", "opacity"} for one in whole["drawn"])
    assert all(set(one) == {*PARTS, "title"} for one in whole["legend"])
    assert {one["opacity"] for one in whole["drawn"] if one["layer"] == "east"} == {0.5}
    assert whole["left_out"].keys() == {"unplaced", "stale", "filtered", "above_marking", "problems", "names"}


def test_names_and_numbers_stand_on_the_page(evidence: Evidence) -> None:
    words = {"layers": "tripoli,city_states", "callouts": "gnu-council-of-ministers", "lang": "en+ar"}
    found = asked(evidence, **words, note="31.2,16.6;32.5,17;Front of 2020")
    (note,) = found["notes"]
    assert note["text"] == "Front of 2020"
    # Its arrow ends to the south of where it stands.
    assert note["at_mm"][1] > note["box_mm"][1] + note["box_mm"][3]
    page = SIZES["a4-landscape"]
    assert "tripoli" in {label["for"] for label in found["labels"]}
    for label in found["labels"]:
        x, y, width, height = label["box_mm"]
        assert 0 < x < x + width < page.width
        assert 0 < y < y + height < page.height
        assert label["text"]
        across = max(x - label["anchor_mm"][0], 0, label["anchor_mm"][0] - x - width)
        down = max(y - label["anchor_mm"][1], 0, label["anchor_mm"][1] - y - height)
        assert label["leader"] or (across**2 + down**2) ** 0.5 < 8
    (callout,) = found["callouts"]
    assert callout["number"] == 1
    assert callout["text"].startswith("Seat of the UN-recognised government")
    assert 0 < callout["at_mm"][0] < page.width
    assert 0 < callout["at_mm"][1] < page.height


def test_it_answers_where_the_figure_would_be_refused(
    evidence: Evidence, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["--layers", "ports", "--bbox", "20,20,21,21", "--drawn"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert len(found["drawn"]) == 7
    assert any("nothing is drawn in this extent" in text for text in found["left_out"]["problems"])
    broken = replace(
        evidence,
        layers={name: frame for name, frame in evidence.layers.items() if name != "east"},
        broken={"east": "'x' class: unknown"},
        version="broken-for-listing",
    )
    found = asked(broken, layers="east,tripoli")
    assert {one["layer"] for one in found["drawn"]} == {"tripoli"}
    assert found["left_out"]["problems"] == ["layer 'east' is out: 'x' class: unknown"]


def test_a_wrong_option_is_still_an_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--layers", "eats", "--drawn"]) == 2
    assert "eats" in capsys.readouterr().err
