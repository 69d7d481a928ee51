"""What QGIS finds beside the tables: a style for each that draws what the scene draws, and a project."""

from __future__ import annotations

import base64
import re
from dataclasses import replace
from datetime import date
from itertools import combinations
from pathlib import Path

import geopandas as gpd
import pyogrio
import pytest
from lxml import etree
from pyproj import CRS, Transformer

from geo.access import everybody
from geo.analysis.projection import MAP_CRS, METRIC_CRS
from geo.evidence import Evidence, current
from geo.export import gather
from geo.export.archive import archive
from geo.export.geopackage import picture_of
from geo.export.qgis import name_in, qml
from geo.export.qgis.aside import leader, offset
from geo.export.qgis.plane import ZOOMS, metres_of, scale_of
from geo.model import Language
from geo.scene import scene, style
from geo.scene.rules.blocks import GLYPH, LETTERS
from geo.scene.rules.crowding import LAP
from geo.scene.rules.zooming import least_drawn
from geo.settings import Settings
from geo.view import Context, View, read
from tests.export.opening import Opened, scope

DAY = date(2026, 11, 24)
LAYERS = ("control", "east", "energy", "foreign", "trafficking_routes")


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return current(Settings(), everybody(Settings()))


@pytest.fixture(scope="module")
def export(evidence: Evidence, tmp_path_factory: pytest.TempPathFactory) -> Opened:
    extract = gather(evidence, scope(",".join(LAYERS), at=DAY))
    return Opened(archive(extract, "gpkg"), tmp_path_factory.mktemp("qgis"))


@pytest.fixture(scope="module")
def view(evidence: Evidence) -> View:
    texts = {"layers": ",".join(LAYERS), "at": DAY.isoformat()}
    return read(texts, Context.of(evidence.catalog, DAY)).view


def styles(export: Opened):
    return pyogrio.read_dataframe(export.gpkg(), layer="layer_styles", read_geometry=False)


def ids_of(rule) -> list[str]:
    return re.findall(r"'([^']+)'", rule.get("filter").partition(" AND ")[0])


def names_in(export: Opened) -> gpd.GeoDataFrame:
    """Return the names that stand on the map of a project, at all scales."""
    (name,) = (name for name in export.files if name.endswith("_ground.gpkg"))
    path = export.gpkg().parent / name
    path.write_bytes(export.files[name])
    return pyogrio.read_dataframe(path, layer="names")


def test_every_table_of_a_layer_has_its_default_style(export: Opened) -> None:
    table = styles(export)
    spatial = {name for name, kind in pyogrio.list_layers(export.gpkg()) if kind}
    assert set(table["f_table_name"]) == spatial
    assert table["useAsDefault"].all()
    for row in table.to_dict("records"):
        info = pyogrio.read_info(export.gpkg(), layer=row["f_table_name"])
        assert info["geometry_name"] == row["f_geometry_column"]


def test_the_rules_draw_what_the_scene_draws_each_once(
    export: Opened, evidence: Evidence, view: View
) -> None:
    drawn = {one.id for one in scene(evidence, view).drawn}
    ruled = [
        name
        for text in styles(export)["styleQML"]
        for rule in etree.fromstring(text).iter("rule")
        for name in ids_of(rule)
    ]
    assert len(ruled) == len(set(ruled))
    assert drawn <= set(ruled)


def test_a_symbol_has_the_colours_of_the_scene(export: Opened, evidence: Evidence, view: View) -> None:
    looks = {one.id: one.look for layer in scene(evidence, view).layers for one in layer.features}
    seen = 0
    for text in styles(export)["styleQML"]:
        root = etree.fromstring(text)
        symbols = {one.get("name"): one for one in root.find("renderer-v2/symbols")}
        for rule in root.iter("rule"):
            own = symbols[rule.get("symbol")]
            look = looks[ids_of(rule)[0]]
            assert own.get("type") == {"point": "marker", "line": "line", "area": "fill"}[look.kind]
            if look.kind != "point":
                continue
            picture = own.find("layer[@class='SvgMarker']/Option/Option[@name='name']").get("value")
            svg = base64.b64decode(picture.removeprefix("base64:")).decode()
            assert f'fill="{look.fill}"' in svg
            assert look.letters in etree.fromstring(svg).xpath("string()")
            seen += 1
    assert seen > 10


def test_the_project_opens_each_table_beside_it_in_the_order_of_the_map(export: Opened) -> None:
    root = etree.fromstring(export.files["LBY_map.qgs"])
    written, *sources, districts, ground = [one.findtext("datasource") for one in root.iter("maplayer")]
    assert sources == [f"./LBY_map.gpkg|layername={name.partition('=')[2]}" for name in sources]
    names = [one.partition("=")[2] for one in sources]
    assert set(names) == set(styles(export)["f_table_name"])
    assert names.index("control_points") < names.index("control_areas"), "the upper one is listed first"
    listed = [one.text for one in root.findall("layer-tree-group/custom-order/item")]
    assert {one.get("id") for one in root.iter("layer-tree-layer")} == set(listed)
    assert listed == [one.findtext("id") for one in root.iter("maplayer")]
    assert all(len(one) > 10 for one in listed), "QGIS gives shorter ids away"
    # Below the layers lies the ground, on top stand the names.
    beside = "LBY_map_ground.gpkg"
    around = ("names", "ground_districts", "ground")
    assert [written, districts, ground] == [f"./{beside}|layername={name}" for name in around]
    assert {"LNA", "GNU, in name", "Tripoli", "Mediterranean Sea"} <= set(names_in(export)["name_en"])
    assert "Libya" in set(pyogrio.read_dataframe(export.gpkg().parent / beside, layer="ground")["name_en"])


@pytest.mark.parametrize("bbox", ["", "12,31.5,14.5,33"], ids=["the country", "an extent"])
def test_the_project_is_drawn_equal_in_area_and_shows_what_was_asked_for(
    evidence: Evidence, tmp_path: Path, bbox: str
) -> None:
    extract = gather(evidence, scope("east", at=DAY, bbox=bbox))
    root = etree.fromstring(Opened(archive(extract, "gpkg"), tmp_path).files["LBY_east.qgs"])
    # QGIS reads the system of a project only where this is on.
    assert root.findtext("properties/SpatialRefSys/ProjectionsEnabled") == "1"
    credit = root.findtext("properties/CopyrightLabel/Label")
    assert ("TLP:CLEAR. " in credit) == (extract.marking == "CLEAR")
    assert extract.version in credit
    assert "OpenStreetMap" in credit
    assert root.findtext("properties/CopyrightLabel/Enabled") == "true"
    for place in ("projectCrs", "mapcanvas/destinationsrs"):
        told = CRS(root.findtext(f"{place}/spatialrefsys/wkt"))
        assert told == METRIC_CRS
        assert "equal-area" in told.name, "QGIS calls a system without a name unknown"
    for layer in root.iter("maplayer"):
        assert CRS(layer.findtext("srs/spatialrefsys/wkt")).to_authority() == ("EPSG", "4326")
    west, south, east, north = (float(one) for one in (bbox or "9.4,19.6,25.1,33.1").split(","))
    seen = [float(one.text) for one in root.find("mapcanvas/extent")]
    metres = Transformer.from_crs(MAP_CRS, METRIC_CRS, always_xy=True)
    for across, up in (metres.transform(x, y) for x in (west, east) for y in (south, north)):
        assert seen[0] - 1 <= across <= seen[2] + 1, "whole metres"
        assert seen[1] - 1 <= up <= seen[3] + 1
    one_degree = 111_000
    assert seen[3] - seen[1] < (north - south + 1.5) * one_degree


@pytest.mark.parametrize(
    ("lang", "title", "state"),
    [
        ("en", "Who holds what: areas", "not confirmed lately"),
        ("ar", "من يسيطر على ماذا: مساحات", "لم يُؤكد مؤخراً"),
        ("en+ar", "Who holds what: areas · من يسيطر على ماذا: مساحات", "not confirmed lately"),
    ],
)
def test_names_titles_and_legend_are_in_the_language_asked_for(
    evidence: Evidence, tmp_path: Path, lang: Language, title: str, state: str
) -> None:
    extract = gather(evidence, replace(scope("control,foreign", at=DAY), lang=lang))
    opened = Opened(archive(extract, "gpkg"), tmp_path)
    root = etree.fromstring(opened.files["LBY_map.qgs"])
    assert title in [one.findtext("layername") for one in root.iter("maplayer")]
    assert any(state in one.get("label") for one in root.iter("rule"))
    written = {one.get("fieldName") for one in root.iter("text-style")}
    assert written == {name_in(lang)}
    alone = [
        etree.fromstring(text).find("labeling/settings/text-style") for text in styles(opened)["styleQML"]
    ]
    assert {one.get("fieldName") for one in alone if one is not None} == {name_in(lang)}


def test_chips_at_one_place_stand_side_by_side_at_every_scale(evidence: Evidence) -> None:
    extract = gather(evidence, scope("foreign", at=DAY))
    looks = picture_of(extract).looks["foreign"]
    rows = extract.cuts[0].frame.set_index("id")
    metres = rows.geometry.dropna().to_crs(METRIC_CRS)
    wide, high = (LETTERS + GLYPH) * style().chip.size, style().chip.size
    unmoved, levels = (0, 0, 0.0, 0.0, 0.0, 0.0), style().zoom.importance
    beside, near = 0, []
    for at, zoom in enumerate(ZOOMS):
        least = least_drawn(rows["importance"], zoom, levels)
        stood = {
            (metres[name].x, metres[name].y, one.look, one.state): one.aside[name][at]
            if name in one.aside
            else unmoved
            for one in looks
            for name in set(one.ids) & set(metres.index)
            if rows["importance"][name] <= least
        }
        for ((x, y, *chip), one), ((u, v, *next_), other) in combinations(stood.items(), 2):
            if (x, y) == (u, v) and chip != next_:
                beside += 1
                assert one[:4] == other[:4], "they stand in one block"
                assert abs(one[4] - other[4]) >= wide or abs(one[5] - other[5]) >= high
        # Nor do blocks cover each other, but for what the rule lets by.
        pixel = metres_of(zoom)
        middles = {
            (
                *chip,
                round((x + one[0]) / pixel + one[2] + one[4]),
                round(-(y + one[1]) / pixel + one[3] + one[5]),
            )
            for (x, y, *chip), one in stood.items()
        }
        for (*_, right, down), (*_, across, up) in combinations(middles, 2):
            assert abs(right - across) >= wide - LAP or abs(down - up) >= high - LAP, zoom
        near.append(any(any(one[:2]) for one in stood.values()))
        assert unmoved in stood.values(), "who is alone stands at its point"
    assert beside > 10
    # From afar a block has more than is at one place, and metres bring what is near to it; closest in, none.
    assert near[0]
    assert not near[-1]


def test_a_line_leads_from_its_point_to_a_chip_that_would_cover_another(evidence: Evidence) -> None:
    looks = picture_of(gather(evidence, scope("foreign", at=DAY))).looks["foreign"]
    asides = [moved for one in looks for moved in one.aside.values()]
    assert any(right or down for moved in asides for _, _, right, down, *_ in moved)
    root = etree.fromstring(qml(looks, None))
    assert root.find("renderer-v2").get("symbollevels") == "1", "no line lies on a chip"
    levels = {one.get("class"): one.get("pass") for one in root.findall("renderer-v2/symbols/symbol/layer")}
    assert (levels["GeometryGenerator"], levels["SvgMarker"]) == ("0", "1")
    lines = root.findall(".//layer[@class='GeometryGenerator']/Option/Option[@name='geometryModifier']")
    assert [one.get("value") for one in lines] == [leader(one.aside) for one in looks if one.aside]


def test_symbols_stand_where_the_rule_of_the_map_puts_them(evidence: Evidence, view: View) -> None:
    looks = picture_of(gather(evidence, scope("control,east,tripoli", at=DAY))).looks
    assert not any(one.aside for one in looks["control"]), "dots of places stay"
    shifts = [moved for layer in ("east", "tripoli") for one in looks[layer] for moved in one.aside.values()]
    assert all(any(moved[at][2] or moved[at][3] for moved in shifts) for at in range(len(ZOOMS)))


def test_from_afar_only_what_matters_most_is_drawn(export: Opened) -> None:
    told = {
        name: etree.fromstring(text) for name, text in styles(export)[["f_table_name", "styleQML"]].values
    }
    rules = [one.get("filter") for one in told["energy_lines"].iter("rule")]
    levels = style().zoom.importance
    for text in rules:
        assert re.findall(r"@map_scale > (\d+) THEN (\d)", text) == [
            (str(scale_of(level)), str(most)) for most, level in enumerate(levels[1:], 1)
        ]
    # All dots of control, and the oldest claims too, are drawn at every scale.
    assert not any("@map_scale" in one.get("filter") for one in told["control_points"].iter("rule"))


def test_names_stand_at_the_scales_of_the_map_and_none_covers_another(export: Opened) -> None:
    names = names_in(export)
    assert (names["smallest"] < names["largest"]).all()
    at = {}
    for zoom in (5.0, 6.0, 7.0, 9.0):
        scale = scale_of(zoom) - 1
        at[zoom] = names[(names["smallest"] < scale) & (scale <= names["largest"])]
        metres = at[zoom].to_crs(METRIC_CRS).geometry
        points = metres_of(zoom) / (72 / 96)
        texts = [
            (x / points + row.right, -y / points + row.down, row.quadrant, row.size, row.name_en)
            for x, y, row in zip(metres.x, metres.y, at[zoom].itertuples(), strict=True)
            if row.kind != "count"
        ]
        for one, other in combinations(texts, 2):
            if one[2] == other[2]:
                assert abs(one[0] - other[0]) > 2 or abs(one[1] - other[1]) > 0.7 * one[3], (one, other)
    towns = {zoom: set(here.loc[here["kind"] == "place", "name_en"]) for zoom, here in at.items()}
    assert "Tripoli" in towns[5.0]
    assert "Zuwara" not in towns[6.0]
    assert "Zuwara" in towns[9.0]
    assert len(towns[5.0]) < len(towns[7.0]) < len(towns[9.0])
    assert {"country", "sea", "area", "place"} <= set(at[6.0]["kind"])
    # Who holds an area is seen with its layer alone; a town always is.
    assert set(names.loc[names["kind"] == "area", "of"]) == {"control_areas"}
    assert names.loc[names["kind"] == "place", "of"].isna().all() or set(
        names.loc[names["kind"] == "place", "of"]
    ) == {""}


def test_the_style_moves_symbols_by_an_expression_that_hostile_ids_do_not_leave() -> None:
    told = offset({"a'b\\": ((1200, -300, 8.0, 0.0, 4.0, -10.0),) * len(ZOOMS)})
    assert told.startswith("with_variable('to', map_get(from_json('{\"a''b")
    assert "[1200,-300,6.0,0.0,3.0,-7.5]" in told


def test_no_name_covers_a_chip(export: Opened) -> None:
    told = styles(export).set_index("f_table_name")["styleQML"]
    told = {name: etree.fromstring(text).find(".//rendering") for name, text in told.items()}
    clear = [name for name, one in told.items() if one is not None and one.get("obstacleFactor") == "2"]
    assert clear == ["foreign"]


def test_the_legend_of_a_project_names_each_look_once_as_that_of_the_map(
    export: Opened, evidence: Evidence, view: View
) -> None:
    root = etree.fromstring(export.files["LBY_map.qgs"])
    shown = scene(evidence, view)
    titles = {entry.title for entry in shown.legend("en") if entry.layer == "control"}
    layers = {one.findtext("id"): one for one in root.iter("maplayer")}
    told: dict[str, list[str]] = {}
    for node in root.iter("layer-tree-layer"):
        rules = [one.get("label") for one in layers[node.get("id")].iter("rule")]
        places = node.find("customproperties/Option/Option[@name='legend/node-order']").get("value")
        told[node.get("id")] = [rules[int(place)] for place in places.split(",") if place]
    points = told["libya_map_control_points"]
    assert len(points) == len(set(points))
    own = {one.removesuffix(", not confirmed lately") for one in points + told["libya_map_control_areas"]}
    assert own == titles
    assert told["libya_map_names"] == []
    # Who ticks off the ground keeps the names.
    assert root.find("layer-tree-group/layer-tree-layer").get("id") == "libya_map_names"
