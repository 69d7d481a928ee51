"""The scene of a view: what is drawn and in which order, its legend, what is left out and why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from types import MappingProxyType
from typing import TYPE_CHECKING

import pytest

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.model import MARKINGS
from geo.scene import Scene, counted, scene, style
from geo.settings import REPOSITORY, Settings
from geo.validity import valid_on
from geo.view import View

if TYPE_CHECKING:
    from conftest import DataRoot

DAY = date(2024, 12, 31)
TODAY = date(2026, 11, 24)

SITES_TOML = """
title = "Sites"
title_ar = "مواقع"
group = "Resources"
order = 30
data = "sites.geojson"
geometry = ["Point", "MultiPoint", "LineString", "Polygon"]
review_after_days = 300
colour = "resources"
[classes.well]
title = "Well"
title_ar = "بئر"
symbol = "drop"
[classes.spring]
title = "Spring"
title_ar = "نبع"
symbol = "drop"
[classes.basin]
title = "Basin"
line = "dashed"
"""

BASIN = {"class": "basin"}
WELLS = {"type": "MultiPoint", "coordinates": [[13.0, 30.0], [19.0, 29.0]]}


@pytest.fixture(scope="module")
def shipped() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


@pytest.fixture
def sites(data_root: DataRoot) -> DataRoot:
    data_root.declare("sites", SITES_TOML)
    data_root.collection(
        "sites",
        [
            data_root.feature("well-a", (13.0, 31.0), **{"class": "well"}),
            data_root.feature("well-b", WELLS, **{"class": "well"}),
            data_root.feature("well-c", None, **{"class": "well"}),
            data_root.feature("spring-a", (20.0, 31.0), **{"class": "spring", "reviewed_on": "2020-01"}),
            data_root.feature("basin-a", data_root.square(12, 29, 3), **BASIN, actor="zintan-mc"),
            data_root.feature("basin-b", data_root.square(20, 25, 2), **BASIN, marking="AMBER"),
        ],
    )
    return data_root


def drawn(root: DataRoot, *layers: str, clearance: str = "", **parts: object) -> Scene:
    evidence = root.evidence()
    assert evidence.faults.empty, evidence.faults.to_string()
    return scene(evidence, replace(View(layers, DAY), **parts), clearance)  # type: ignore[arg-type]


def test_areas_lie_below_points_whatever_the_order_of_the_file(sites: DataRoot) -> None:
    found = drawn(sites, "places", "sites", "zones", opacity=MappingProxyType({"sites": 0.5}))
    assert [(one.layer, one.id, one.opacity) for one in found.drawn] == [
        ("zones", "zone-1", 1.0),
        ("places", "tripoli", 1.0),
        ("places", "zintan", 1.0),
        ("sites", "basin-a", 0.5),
        ("sites", "basin-b", 0.5),
        ("sites", "well-a", 0.5),
        ("sites", "well-b", 0.5),
        ("sites", "spring-a", 0.5),
    ]
    assert found.left_out.unplaced == 2, "lost and well-c"


def test_what_a_painter_notes_of_a_feature(sites: DataRoot) -> None:
    found = {one.id: one for one in drawn(sites, "sites").drawn}
    resources = style().palette["resources"]
    well, basin = found["well-b"], found["basin-a"]
    assert (well.symbol, well.fill, well.edge, well.hatch) == ("drop", resources.colour, resources.edge, "")
    assert (basin.symbol, basin.fill, basin.edge) == ("", resources.line, resources.line)
    assert well.state == "current"
    assert found["spring-a"].state == "stale"


def test_classes_that_look_alike_share_an_entry_in_each_language(sites: DataRoot) -> None:
    found = drawn(sites, "sites", "zones")
    titles = {lang: [entry.title for entry in found.legend(lang)] for lang in ("en", "ar", "en+ar")}  # type: ignore[arg-type]
    assert titles == {
        "en": ["Well, Spring", "Basin", "Zone"],
        "ar": ["بئر، نبع", "Basin", "Zone"],
        "en+ar": ["Well · بئر, Spring · نبع", "Basin", "Zone"],
    }
    assert [entry.state for entry in found.legend("en")] == ["current"] * 3
    only = drawn(sites, "sites", filters=MappingProxyType({"hide": ("sites.well",)}))
    assert [(entry.title, entry.state) for entry in only.legend("en")] == [
        ("Spring", "stale"),
        ("Basin", "current"),
    ]


def test_sides_that_pick_the_colour_are_named_as_the_policy_says(data_root: DataRoot) -> None:
    naming = ["id,policy,subject,name_en,name_ar", "n-1,press,side:city_states,Town groups,مجموعات"]
    data_root.table("naming", naming)
    data_root.collection("groups", [data_root.group("cs-a"), data_root.group("cs-b", actor="gnu")])
    own, press = (drawn(data_root, "groups", names=policy).legend("en") for policy in ("own", "press"))
    assert [entry.title for entry in own] == [
        "Group: Government of National Unity",
        "Group: City-state armed groups",
    ]
    assert [entry.title for entry in press][1:] == ["Group: Town groups"]
    assert [entry.fill for entry in own] == [
        style().palette[key].colour for key in ("tripoli", "city_states")
    ]


def test_filters_and_clearance_leave_out_and_count(sites: DataRoot) -> None:
    filters = MappingProxyType({"stale": ("1",), "hide": ("sites.basin",)})
    found = drawn(sites, "sites", filters=filters)
    assert [one.id for one in found.drawn] == ["well-a", "well-b"]
    assert (found.left_out.stale, found.left_out.filtered) == (1, 2)
    cleared = drawn(sites, "sites", clearance="GREEN")
    assert "basin-b" not in [one.id for one in cleared.drawn]
    assert cleared.left_out.above_marking == 1
    assert {one.id for one in drawn(sites, "sites").drawn} - {one.id for one in cleared.drawn} == {"basin-b"}


def test_sources_and_grades_are_those_of_what_is_drawn(sites: DataRoot) -> None:
    found = drawn(sites, "sites", "groups")
    assert [(line.id, line.publisher, line.features) for line in found.sources] == [
        ("icg-2024", "Crisis Group", 7),
        ("un-2020", "United Nations", 7),
    ]
    assert found.grades == ("A", "2")


def test_a_layer_that_is_out_is_said(sites: DataRoot) -> None:
    (sites.layers / "zones.toml").write_text("title = 1\n", "utf-8")
    evidence = sites.evidence()
    found = scene(evidence, View(("zones", "places"), DAY))
    assert [one.layer.id for one in found.layers] == ["places"]
    assert len(found.problems) == 1
    assert found.problems[0].startswith("layer 'zones' is out: ")


def test_the_same_view_is_the_same_scene(shipped: Evidence) -> None:
    view = View(("east", "tripoli"), TODAY)
    assert scene(shipped, view) is scene(shipped, view)
    assert scene(shipped, view) is not scene(shipped, view, "GREEN")


@pytest.mark.parametrize("at", [date(2012, 6, 1), date(2020, 6, 30), TODAY])
def test_all_that_holds_is_drawn_or_counted(shipped: Evidence, at: date) -> None:
    found = scene(shipped, View(tuple(shipped.catalog), at))
    by_layer: dict[str, list[str]] = {}
    for one in found.drawn:
        by_layer.setdefault(one.layer, []).append(one.id)
    unplaced = 0
    for layer in shipped.catalog:
        rows = valid_on(shipped.layer(layer), at)
        placed = rows[rows.geometry.notna()]
        assert sorted(by_layer.get(layer, [])) == sorted(placed["id"])
        unplaced += len(rows) - len(placed)
    assert found.left_out.unplaced == unplaced
    assert list(by_layer) == [layer for layer in shipped.catalog if layer in by_layer], "in drawing order"
    assert all(one.marking in MARKINGS for layer in found.layers for one in layer.features)
    legend = found.legend("en")
    assert {(one.layer, one.fill, one.edge, one.hatch, one.symbol) for one in found.drawn} == {
        (one.layer, one.fill, one.edge, one.hatch, one.symbol) for one in legend
    }


@pytest.mark.parametrize(
    "filters",
    [{}, {"rel": ("B",)}, {"hide": ("control.none",), "stale": ("hide",)}, {"side": ("control.east",)}],
)
def test_layers_that_are_off_are_counted_as_if_they_were_on(
    shipped: Evidence, filters: dict[str, tuple[str, ...]]
) -> None:
    view = View(layers=tuple(shipped.catalog), at=DAY, filters=filters)
    drawn = {layer.layer.id: len(layer.placed) for layer in scene(shipped, view).layers}
    assert counted(shipped, replace(view, layers=())) == drawn
    assert counted(shipped, replace(view, at=date(2012, 6, 1))) != drawn
