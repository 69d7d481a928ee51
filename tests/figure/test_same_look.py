"""The same feature looks the same everywhere on the page: on the map and in the legend."""

from __future__ import annotations

import io
from datetime import date
from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image
from shapely import MultiPoint

from geo.figure.compose import compose
from geo.figure.drawn import LegendEntry
from geo.figure.formats.writing import rendered
from geo.figure.frame import Placing, frame_of
from geo.figure.gathering import gather
from geo.figure.map.points import symbols_of
from geo.figure.mapped import swatch
from geo.figure.reading import request_from
from geo.figure.sheet.sizes import Rect
from geo.scene import look_of, style

if TYPE_CHECKING:
    from conftest import DataRoot

DPI = 300
DAY = date(2024, 12, 31)

LAYER_TOML = """
title = "Held ground"
group = "Powers"
order = 40
data = "held.geojson"
geometry = ["Polygon", "MultiPoint"]
colour = "resources"
review_after_days = 2000
{colour_by}
[columns.actors]
title = "All who hold it"
kind = "actors"
[classes.plain]
title = "Plain"
[classes.fought]
title = "Fought over"
fill = "hatch"
line = "dashed"
[classes.well]
title = "Well"
symbol = "drop"
"""
DISTRICTS_TOML = """
title = "Districts"
group = "Base"
order = 1
data = "base/districts.geojson"
extent = [0, 10, 30, 40]
geometry = ["Polygon"]
colour = "base"
visible = false
[classes.country]
title = "Country"
"""
WELLS = {"type": "MultiPoint", "coordinates": [[11.0, 30.0], [18.0, 28.0], [23.0, 25.0]]}


@pytest.fixture
def held(data_root: DataRoot) -> DataRoot:
    neighbours = [data_root.feature("country-ly", data_root.square(0, 10, 30), **{"class": "country"})]
    data_root.collection("base/neighbours", neighbours)
    data_root.collection("base/districts", neighbours)
    data_root.declare("districts", DISTRICTS_TOML)
    data_root.collection(
        "held",
        [
            data_root.feature("plain", data_root.square(10, 22, 5), **{"class": "plain"}, actor="gnu"),
            data_root.feature(
                "fought", data_root.square(18, 22, 5), **{"class": "fought"}, actors="gnu|zintan-mc"
            ),
            data_root.feature("wells", WELLS, **{"class": "well"}),
        ],
    )
    return data_root


def figure(root: DataRoot, **params: str) -> Any:
    evidence = root.evidence()
    assert evidence.faults.empty, evidence.faults.to_string()
    texts = {"layers": "held", "at": DAY.isoformat(), "size": "square", **params}
    return compose(evidence, request_from(texts, evidence, DAY))


def pixels(composed: Any) -> NDArray[np.int64]:
    return np.asarray(Image.open(io.BytesIO(rendered(composed, "png", DPI))).convert("RGB")).astype(int)


def around(composed: Any, picture: NDArray[np.int64], degrees: tuple[float, float]) -> NDArray[np.int64]:
    """Return the pixels of about 8 mm round a place on the map."""
    placing = Placing(composed.drawn.map_frame, composed.map)
    x, y = placing.points(placing.frame.project(np.array([degrees])))[0]
    column = round((composed.map.x + x) / 72 * DPI)
    row = picture.shape[0] - round((composed.map.y + y) / 72 * DPI)
    return picture[row - 47 : row + 47, column - 47 : column + 47].reshape(-1, 3)


def most(found: NDArray[np.int64], count: int) -> list[tuple[int, ...]]:
    """Return the most frequent colours."""
    colours, counts = np.unique(found, axis=0, return_counts=True)
    return sorted(tuple(int(part) for part in one) for one in colours[np.argsort(-counts)[:count]])


def entry_of(composed: Any, title: str) -> LegendEntry:
    return next(
        entry for group in composed.drawn.legend for entry in group.entries if entry.name.en.startswith(title)
    )


def on_land(colour: str, opacity: float) -> tuple[int, ...]:
    land = style().ground.land
    return tuple(
        round(int(colour[at : at + 2], 16) * opacity + int(land[at : at + 2], 16) * (1 - opacity))
        for at in (1, 3, 5)
    )


@pytest.mark.parametrize("colour_by", ["", 'colour_by = "actor"'])
def test_a_swatch_has_the_very_colours_of_what_it_stands_for(held: DataRoot, colour_by: str) -> None:
    held.declare("held", LAYER_TOML.format(colour_by=colour_by))
    composed = figure(held)
    picture = pixels(composed)
    for title, place, bands in (("Plain", (12.5, 24.5), 1), ("Fought over", (20.5, 24.5), 2)):
        entry = entry_of(composed, title)
        shown = Image.open(io.BytesIO(swatch(entry, DPI))).convert("RGBA")
        drawn = np.asarray(shown).astype(int).reshape(-1, 4)
        inside = drawn[drawn[:, 3] == 255][:, :3]
        assert most(around(composed, picture, place), bands) == most(inside, bands)
        colours = entry.look.stripes or (entry.look.fill,)
        opacity = entry.look.tint * style().state.current.area_fill
        # The second of two stripes is paler, so that both are seen in greyscale.
        shares = (1.0, style().area.other_stripe)
        wanted = sorted(
            on_land(colour, opacity * share) for colour, share in zip(colours, shares, strict=False)
        )
        assert np.abs(np.array(most(inside, bands)) - np.array(wanted)).max() <= 1


def test_without_colour_by_a_layer_has_its_own_colour_on_the_map_and_in_the_legend(held: DataRoot) -> None:
    held.declare("held", LAYER_TOML.format(colour_by=""))
    composed = figure(held)
    (layer,) = composed.drawn.layers
    own = {name: look_of(layer.layer, declared) for name, declared in layer.layer.classes.items()}
    assert {one.id: one.look for one in layer.features} == {
        "plain": own["plain"],
        "fought": own["fought"],
        "wells": own["well"],
    }
    assert [entry.name.en for group in composed.drawn.legend for entry in group.entries] == [
        "Plain",
        "Fought over",
        "Well",
    ]
    resources = style().palette["resources"].colour
    assert own["plain"].fill == resources
    found = most(around(composed, pixels(composed), (12.5, 24.5)), 1)
    assert np.abs(np.array(found[0]) - np.array(on_land(resources, 0.4))).max() <= 1


def test_with_colour_by_the_legend_names_both_holders(held: DataRoot) -> None:
    held.declare("held", LAYER_TOML.format(colour_by='colour_by = "actor"'))
    composed = figure(held)
    assert entry_of(composed, "Fought over").name.en == (
        "Fought over: Government of National Unity / City-state armed groups"
    )
    assert entry_of(composed, "Plain").name.en == "Plain: Government of National Unity"


def test_a_multipoint_is_drawn_whole_and_counted_once(held: DataRoot) -> None:
    held.declare("held", LAYER_TOML.format(colour_by=""))
    evidence = held.evidence()
    request = request_from({"layers": "held", "at": DAY.isoformat()}, evidence, DAY)
    drawn = gather(evidence, request, frame_of(None, 1.2))
    assert drawn.features == 3
    assert drawn.left_out.unplaced == drawn.left_out.outside == 0
    placing = Placing(drawn.map_frame, Rect(0, 0, 600, 500))
    found = symbols_of(drawn.layers, placing, 0.5)
    assert [one.features for one in found] == [("wells",)] * 3
    (wells,) = (one for one in drawn.layers[0].features if one.id == "wells")
    assert isinstance(wells.shape, MultiPoint)
    places = placing.points(np.array([(point.x, point.y) for point in wells.shape.geoms]))
    assert np.array(sorted((one.x, one.y) for one in found)) == pytest.approx(places, abs=0.01)
    near = {"type": "MultiPoint", "coordinates": [[13.0, 30.0], [13.01, 30.0]]}
    held.collection("held", [held.feature("wells", near, **{"class": "well"})])
    drawn = gather(held.evidence(), request, frame_of(None, 1.2))
    (one,) = symbols_of(drawn.layers, placing, 0.5)
    assert one.features == ("wells",), "one symbol, and one feature"
