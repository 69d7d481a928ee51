"""What a figure says: the same as the browser, no more than is in the frame, and what it leaves out."""

from __future__ import annotations

import shutil
from dataclasses import replace

import numpy as np
import pytest
import shapely

from geo.errors import GeoError
from geo.evidence import Evidence, load
from geo.figure.compose import compose
from geo.figure.frame import frame_of
from geo.figure.gathering import gather
from geo.figure.reading import request_from
from geo.model import GROUPS, MARKINGS, LayerClass
from geo.scene import Feature, dressed
from geo.settings import REPOSITORY
from geo.store import open_store
from geo.validity import valid_on
from geo.words.names import Names
from tests.figure.conftest import POWERS, TODAY, Figure


def test_features_look_as_the_browser_draws_them(evidence: Evidence, figure: Figure) -> None:
    drawn = figure(layers=",".join(evidence.catalog)).drawn
    assert drawn.features > 600
    side_of = Names(evidence).side_of
    for one in drawn.layers:
        # As the API sends it: looks, and for each row its place in them.
        rows = evidence.layer(one.layer.id)
        sent = dressed(one.layer, rows, side_of)
        looks = {name: sent.looks[place] for name, place in zip(rows["id"], sent.index, strict=True)}
        for feature in one.features:
            assert feature.look == looks[feature.id]


def titled(declared: LayerClass, feature: Feature) -> str:
    """Return what the legend calls the class of a feature."""
    return declared.title_area if declared.title_area and feature.kind == "area" else declared.title


def test_the_legend_has_what_is_drawn_in_the_frame_in_the_order_of_the_screen(figure: Figure) -> None:
    drawn = figure(layers=POWERS, bbox="10.8,31.4,15.6,33.3").drawn
    whole = figure(layers=POWERS).drawn
    panel = sorted(drawn.layers, key=lambda one: (GROUPS.index(one.layer.group), one.layer.rank))
    assert [group.layer for group in drawn.legend] == [one.layer.id for one in panel]
    for group, one in zip(drawn.legend, panel, strict=True):
        classes_of = list(one.layer.classes.values())
        declared = [style.title for style in classes_of] + [
            style.title_area for style in classes_of if style.title_area
        ]
        looks = {feature.look for feature in one.features}
        assert [entry.look for entry in group.entries] == list({entry.look: 1 for entry in group.entries})
        assert {entry.look for entry in group.entries} == looks
        first = []
        for entry in group.entries:
            own = [feature for feature in one.features if feature.look == entry.look]
            classes, _, sides = entry.name.en.partition(": ")
            titles = [
                title
                for title in declared
                if any(titled(one.layer.classes[feature.class_], feature) == title for feature in own)
            ]
            assert classes == ", ".join(titles)
            assert bool(sides) == any(feature.sides for feature in own)
            assert entry.state == ("stale" if all(feature.stale for feature in own) else "current")
            first.append(declared.index(titles[0]))
        assert first == sorted(first)
    assert sum(len(group.entries) for group in drawn.legend) < sum(
        len(group.entries) for group in whole.legend
    )


def test_what_is_drawn_is_true_on_the_day_and_touches_the_frame(evidence: Evidence, figure: Figure) -> None:
    composed = figure(layers="city_states,energy", at="2020-06-30", bbox="12,30,22,33")
    frame = composed.drawn.map_frame
    lesser = {one.id for part in composed.drawn.layers for one in part.features if one.importance > 2}
    assert not lesser, "a figure of this scale shows what is less important"
    for one in gather(evidence, composed.request, frame).layers:
        true = valid_on(evidence.layer(one.layer.id), composed.request.view.at)
        assert {feature.id for feature in one.features} <= set(true["id"])
        assert all(shapely.intersects(feature.shape, frame.box) for feature in one.features)
        rows = true[true.geometry.notna()]
        metres = shapely.transform(rows.geometry.to_numpy(), frame.project)
        inside = set(rows["id"][np.asarray(shapely.intersects(metres, frame.box))])
        assert {feature.id for feature in one.features} == inside


def test_the_asked_for_extent_is_shown_whole() -> None:
    bbox = (11.0, 25.0, 16.0, 28.0)
    for aspect in (0.5, 1.0, 2.0):
        frame = frame_of(bbox, aspect)
        assert frame.width / frame.height == pytest.approx(aspect)
        west, south, east, north = frame.extent
        assert (west, south) <= bbox[:2]
        assert south <= bbox[1]
        assert east >= bbox[2]
        assert north >= bbox[3]


def test_unplaced_stale_and_filtered_features_are_counted(evidence: Evidence) -> None:
    request = request_from({"layers": "fezzan_resources,east", "f": "stale:1;rel:B"}, evidence, TODAY)
    drawn = gather(evidence, request, frame_of(None, 1.2))
    everything = gather(
        evidence,
        replace(request, view=replace(request.view, filters={})),
        frame_of(None, 1.2),
    )
    assert not any(feature.stale for one in drawn.layers for feature in one.features)
    assert drawn.left_out.stale > 0
    assert drawn.left_out.filtered > 0
    parts = drawn.left_out
    total = drawn.features + parts.stale + parts.filtered + parts.unplaced + parts.outside
    assert total == everything.features + everything.left_out.unplaced + everything.left_out.outside
    rows = [valid_on(evidence.layer(name), TODAY) for name in ("fezzan_resources", "east")]
    assert everything.left_out.unplaced == sum(int(frame.geometry.isna().sum()) for frame in rows) > 0


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """Return the evidence with some features of the east marked AMBER and one RED."""
    root = tmp_path_factory.mktemp("marked")
    shutil.copytree(REPOSITORY / "data", root / "data")
    path = root / "data" / "east.geojson"
    lines = path.read_text("utf-8").splitlines()
    at = [i for i, line in enumerate(lines) if '"marking":"CLEAR"' in line and '"coordinates"' in line]
    for i, marking in zip(at[:4], ("AMBER", "AMBER", "AMBER", "RED"), strict=True):
        lines[i] = lines[i].replace('"marking":"CLEAR"', f'"marking":"{marking}"')
    path.write_text("\n".join(lines) + "\n", "utf-8")
    return load(open_store(root), REPOSITORY / "layers", {})


def test_the_marking_is_the_highest_drawn_and_a_lower_one_takes_features_away(marked: Evidence) -> None:
    found = {}
    for marking in ("", *MARKINGS):
        request = request_from({"layers": "east", "marking": marking}, marked, TODAY)
        drawn = gather(marked, request, frame_of(None, 1.2))
        found[marking] = (drawn.marking, drawn.left_out.above_marking)
        shown = {feature.marking for one in drawn.layers for feature in one.features}
        assert all(MARKINGS.index(one) <= MARKINGS.index(drawn.marking) for one in shown)
    assert found[""] == ("RED", 0)
    assert found["RED"] == ("RED", 0)
    assert found["AMBER"] == ("AMBER", 1)
    assert found["CLEAR"] == ("CLEAR", 4)
    texts = [
        text.get_text()
        for text in compose(marked, request_from({"layers": "east", "marking": "GREEN"}, marked, TODAY)).texts
    ]
    assert texts.count("TLP:GREEN") == 2
    assert "4 marked above TLP:GREEN" in " ".join(texts)


def test_a_layer_that_is_out_or_an_empty_extent_is_refused_or_said_on_the_figure(evidence: Evidence) -> None:
    broken = replace(
        evidence,
        layers={name: frame for name, frame in evidence.layers.items() if name != "east"},
        broken={"east": "'x' class: unknown"},
        version="broken",
    )
    params = {"layers": "east,tripoli"}
    with pytest.raises(GeoError, match="layer 'east' is out: 'x' class: unknown"):
        compose(broken, request_from(params, broken, TODAY))
    composed = compose(broken, request_from({**params, "faulty": "warn"}, broken, TODAY))
    assert any("Warning: layer 'east' is out" in text.get_text() for text in composed.texts)
    empty = {"layers": "ports", "bbox": "20,20,21,21"}
    with pytest.raises(GeoError, match="nothing is drawn in this extent"):
        compose(evidence, request_from(empty, evidence, TODAY))
    composed = compose(evidence, request_from({**empty, "faulty": "warn"}, evidence, TODAY))
    assert any("nothing is drawn" in text.get_text() for text in composed.texts)


def test_sources_are_those_that_the_drawn_features_cite(evidence: Evidence, figure: Figure) -> None:
    drawn = figure(layers="tripoli", bbox="12,31.5,15,33.3").drawn
    cited = {source for one in drawn.layers for feature in one.features for source in feature.sources}
    assert {line.id for line in drawn.sources} == cited
    assert all(line.publisher and line.features for line in drawn.sources)
    assert drawn.grade.startswith(drawn.reliability + drawn.credibility)


def test_the_evidence_is_not_changed_by_drawing_it(evidence: Evidence) -> None:
    before = {name: (list(frame.columns), len(frame)) for name, frame in evidence.layers.items()}
    first = evidence.layers["control"].geometry.iloc[0].wkt
    compose(evidence, request_from({"layers": POWERS, "bbox": "12,31,14,33"}, evidence, TODAY))
    assert {name: (list(frame.columns), len(frame)) for name, frame in evidence.layers.items()} == before
    assert evidence.layers["control"].geometry.iloc[0].wkt == first
