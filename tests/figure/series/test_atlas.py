"""An atlas: each district or region in order, with a title that says who holds it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import numpy as np
import pytest
import shapely
from matplotlib.collections import LineCollection
from matplotlib.colors import to_hex

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.figure.book.book import book_request
from geo.figure.compose import compose
from geo.figure.frame import Placing, outlined
from geo.figure.map.panel import Panel
from geo.figure.reading import request_from
from geo.figure.request import LONGEST, params_of, read_request
from geo.figure.series.atlas import areas_of, figures_of
from geo.figure.series.batch import Batch, read_batch
from geo.figure.series.presets import presets
from geo.figure.sheet.wording import BOTH
from geo.scene import style
from geo.view import Context
from tests.figure.conftest import TODAY


def test_each_district_has_a_figure_that_says_who_holds_it(evidence: Evidence) -> None:
    request = request_from({"layers": "control", "callouts": "gnu-444-brigade"}, evidence, TODAY)
    figures = list(figures_of(evidence, request, "districts"))
    titles = [one.title for one in figures]
    assert len(titles) == len(evidence.layers["districts"])
    assert titles == sorted(titles)
    assert "Tripoli district: held by the GNU in name" in titles
    assert "Sabha district: held by the LNA" in titles
    assert all(one.subtitle[:1].isupper() and len(one.subtitle) <= LONGEST["subtitle"] for one in figures)
    for area, one in zip(areas_of(evidence, "districts", "en"), figures, strict=True):
        west, south, east, north = evidence.layers["districts"].set_index("id").geometry[area.id].bounds
        assert one.area == area.id
        assert one.view.bbox is not None
        assert one.view.bbox[0] < west < east < one.view.bbox[2]
        assert one.view.bbox[1] < south < north < one.view.bbox[3]
        # Read back, it is the same figure.
        context = Context.of(evidence.catalog, TODAY, evidence.broken)
        assert read_request(params_of(one), context) == (one, ())


def test_a_district_in_both_languages_tells_of_itself_alone_and_in_both(
    evidence: Evidence, pieces: list[Panel]
) -> None:
    request = request_from(
        {"layers": "control,city_states", "lang": "en+ar", "callouts": "tripoli,zawiya,sabha"},
        evidence,
        TODAY,
    )
    own = next(one for one in figures_of(evidence, request, "districts") if one.area == "ly-za")
    # The map shows Tripoli, too.
    assert own.callouts == ("zawiya",)
    assert own.subtitle.startswith("Held by the GNU in name, last confirmed")
    assert "تحت سيطرة حكومة الوحدة الوطنية اسمياً" in own.subtitle
    composed = compose(evidence, own)
    english, arabic = own.title.split(BOTH)
    ways = {text.get_text(): text.get_ha() for text in composed.texts}
    assert (ways[english], ways[arabic]) == ("left", "right")
    # The capital is named in any case, but not on scale or locator.
    assert "Tripoli" in {one.label.lines[0] for one in composed.labels}
    panel = pieces[-1]
    assert len(panel.furniture) > 1
    for one in composed.labels:
        assert not any(one.box.overlaps(box) for box in panel.furniture), one.label.text


def test_the_area_of_a_figure_has_an_outline(evidence: Evidence) -> None:
    texts = {"layers": "control", "bbox": "9,24,14,28", "size": "docx-half", "dpi": "150", "area": "ly-gt"}
    composed = compose(evidence, request_from(texts, evidence, TODAY))
    map_ = composed.map
    lines = [
        one
        for axes in composed.figure.axes
        for one in axes.collections
        if isinstance(one, LineCollection) and to_hex(one.get_color()[0]) == style().ground.label.lower()
    ]
    corners = np.concatenate([part for one in lines for part in one.get_segments()])
    width, height = np.ptp(corners, axis=0)
    assert 0.2 * map_.width < width < map_.width
    assert 0.4 * map_.height < height < map_.height
    with pytest.raises(GeoError, match="area: 'east' is no district or region"):
        compose(evidence, request_from({**texts, "area": "east"}, evidence, TODAY))


@pytest.mark.parametrize("area", ["ly-sb", "ly-nl", "ly-wa"])
def test_who_holds_the_outlined_district_is_written_in_it(evidence: Evidence, area: str) -> None:
    request = request_from({"layers": "control", "size": "a4-landscape"}, evidence, TODAY)
    own = next(one for one in figures_of(evidence, request, "districts") if one.area == area)
    composed = compose(evidence, own)
    frame = composed.drawn.map_frame
    placing = Placing(frame, composed.map)
    shape = shapely.transform(
        outlined(evidence, area), lambda degrees: placing.points(frame.project(degrees))
    )
    boxes = [one.box for one in composed.labels if one.label.names == "area"]
    middles = [shapely.Point(one.x + one.width / 2, one.y + one.height / 2) for one in boxes]
    assert sum(shape.contains(middle) for middle in middles) == 1


def test_before_there_were_sides_nobody_is_said_to_hold_a_region(evidence: Evidence) -> None:
    request = request_from({"layers": "control", "at": "2010-01-01", "lang": "ar"}, evidence, TODAY)
    assert [one.title for one in figures_of(evidence, request, "regions")] == [
        f"{name}: لا يُعرف من يسيطر عليها" for name in ("برقة", "طرابلس الغرب", "فزان")
    ]


def test_without_control_a_title_is_that_of_the_figure_and_the_name(evidence: Evidence) -> None:
    request = request_from({"layers": "energy"}, evidence, TODAY)
    for stated, title in (("Oil", "Oil: Cyrenaica"), ("", "Libya: Energy network: Cyrenaica")):
        assert next(figures_of(evidence, request, "regions", stated)).title == title
    both = request_from({"layers": "energy", "lang": "en+ar"}, evidence, TODAY)
    assert next(figures_of(evidence, both, "regions")).title == (
        "Libya: Energy network: Cyrenaica · ليبيا: شبكة الطاقة: برقة"
    )
    assert next(figures_of(evidence, both, "regions", "Oil")).title == "Oil: Cyrenaica · برقة"


def batch_of(text: str, where: Path, evidence: Evidence) -> Batch:
    path = where / "batch.toml"
    path.write_text(text, "utf-8")
    return read_batch(path, evidence, date(2026, 11, 24))


def test_a_batch_has_a_file_for_each_area(tmp_path: Path, evidence: Evidence) -> None:
    table = '[[figure]]\npreset = "overview"\natlas = "regions"\nout = "of-{area}.png"\n'
    batch = batch_of(table, tmp_path, evidence)
    assert not batch.refused
    assert [job.path.name for job in batch.jobs] == [
        f"of-region-{name}.png" for name in ("cyrenaica", "fezzan", "tripolitania")
    ]
    assert batch.jobs[0].params["title"] == "Cyrenaica: held by the LNA"
    # Call-outs of the ready figure stand where they lie.
    assert batch.jobs[0].params["callouts"] == "kufra"
    assert batch.jobs[1].params["callouts"] == "sabha"


def test_what_is_wrong_with_an_atlas_is_told_at_once(tmp_path: Path, evidence: Evidence) -> None:
    batch = batch_of(
        '[[figure]]\natlas = "towns"\n'
        '[[figure]]\natlas = "regions"\nbbox = [9, 20, 25, 33]\nout = "one.png"\n',
        tmp_path,
        evidence,
    )
    first, second = batch.refused[0].error, batch.refused[1].error
    assert first == "atlas: 'towns' is not one; use one of: districts, regions"
    assert "bbox: is each area's own" in second
    assert "out: is of many figures; write {area} in it" in second


def test_a_book_has_the_atlas_behind_its_ready_figures(evidence: Evidence) -> None:
    asked = book_request({"dpi": "150"}, {"atlas": "regions"}, Path("x.pdf"), evidence, TODAY)
    titles = [one.title for one in asked.requests]
    assert titles[-3:] == [
        "Cyrenaica: held by the LNA", "Fezzan: held by the LNA", "Tripolitania: held by the GNU in name"
    ]  # fmt: skip
    assert len(titles) == len(presets()) + 3
