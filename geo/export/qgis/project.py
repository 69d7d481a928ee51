"""A project of QGIS: the tables of the GeoPackage beside it, in the order and with the looks of the map."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from pyproj import CRS, Transformer

from geo.analysis.projection import MAP_CRS, METRIC_CRS
from geo.export.qgis.looks import Styled, first_of_each
from geo.export.qgis.qml import TREE, VERSION, Writing, styling
from geo.model import Extent
from geo.scene import style

_GEOMETRY = {"Point": "Point", "LineString": "Line", "Polygon": "Polygon"}
_LIBYA: Extent = (9.0, 19.3, 25.5, 33.6)


@dataclass(frozen=True, slots=True)
class Shown:
    """One table: file, name, title, geometry, the group that it stands in ("" = none), looks and names."""

    file: str
    table: str
    title: str
    geometry: str
    group: str
    looks: tuple[Styled, ...] | str
    writing: Writing | None = None


def project(title: str, tables: Sequence[Shown], credit: str, extent: Extent | None = None) -> bytes:
    """Return a .qgs project that opens tables of GeoPackages in its own folder.

    Parameters
    ----------
    tables : sequence of Shown
        In drawing order, the lowest first.
    credit : str
        What every picture of it must say: marking, days, whose ground it is. QGIS writes it on the map.
    extent : tuple of float or None
        West, south, east, north in degrees of what is seen at first; None = Libya.
    """
    root = Element("qgis", projectname=title, version=VERSION)
    SubElement(root, "title").text = title
    _crs(SubElement(root, "projectCrs"), METRIC_CRS)
    tree = SubElement(root, "layer-tree-group")
    groups: dict[str, Element] = {}
    layers = SubElement(root, "projectlayers")
    canvas = SubElement(root, "mapcanvas", name="theMapCanvas", annotationsVisible="1")
    SubElement(canvas, "units").text = "meters"
    seen = SubElement(canvas, "extent")
    metres = Transformer.from_crs(MAP_CRS, METRIC_CRS, always_xy=True).transform_bounds(*(extent or _LIBYA))
    for name, value in zip(("xmin", "ymin", "xmax", "ymax"), metres, strict=True):
        SubElement(seen, name).text = f"{value:.0f}"
    SubElement(canvas, "rotation").text = "0"
    _crs(SubElement(canvas, "destinationsrs"), METRIC_CRS)
    # A group holds layers that do not lie next to each other, so the order is said apart.
    order = SubElement(tree, "custom-order", enabled="1")
    # QGIS lists what is drawn on top first.
    for one in reversed(tables):
        if one.group and one.group not in groups:
            groups[one.group] = SubElement(
                tree, "layer-tree-group", name=one.group, checked="Qt::Checked", expanded="1"
            )
        source = f"./{one.file}|layername={one.table}"
        node = SubElement(
            groups.get(one.group, tree), "layer-tree-layer", id=_id(one), name=one.title, source=source,
            providerKey="ogr", checked="Qt::Checked", expanded="0",
        )  # fmt: skip
        shown = [] if isinstance(one.looks, str) else first_of_each(one.looks)
        listed = SubElement(SubElement(node, "customproperties"), "Option", type="Map")
        places = ",".join(map(str, shown))
        SubElement(listed, "Option", name="legend/node-order", value=places, type="QString")
        SubElement(order, "item").text = _id(one)
        _layer(layers, one, source)
    _properties(root, credit)
    text: str = tostring(root, encoding="unicode")
    return f"<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n{text}".encode()


def _layer(parent: Element, one: Shown, source: str) -> None:
    layer = SubElement(
        parent, "maplayer", type="vector", geometry=_GEOMETRY[one.geometry.removeprefix("Multi")],
        styleCategories="AllStyleCategories",
    )  # fmt: skip
    SubElement(layer, "id").text = _id(one)
    SubElement(layer, "datasource").text = source
    SubElement(layer, "layername").text = one.title
    _crs(SubElement(layer, "srs"), CRS(MAP_CRS))
    SubElement(layer, "provider", encoding="UTF-8").text = "ogr"
    # The names of a project stand in a table of their own, as on the map; those of a layer can be ticked.
    styling(layer, one.looks, one.writing, named=bool(one.writing and one.writing.placed))
    SubElement(layer, "layerOpacity").text = "1"


def _id(one: Shown) -> str:
    return f"{TREE}{one.table}"


def _crs(parent: Element, system: CRS) -> None:
    # By its number alone QGIS does not find a system, and ours has none.
    SubElement(SubElement(parent, "spatialrefsys", nativeFormat="Wkt"), "wkt").text = system.to_wkt()


def _properties(root: Element, credit: str) -> None:
    """Have QGIS draw in the system of the project, the sea behind the ground, the credit in a corner."""
    properties = SubElement(root, "properties")
    # Without it QGIS passes over the system.
    enabled = SubElement(SubElement(properties, "SpatialRefSys"), "ProjectionsEnabled", type="int")
    enabled.text = "1"
    label = SubElement(properties, "CopyrightLabel")
    for entry, kind, value in (
        ("Enabled", "bool", "true"),
        ("Placement", "int", "3"),
        ("Label", "QString", credit),
    ):
        SubElement(label, entry, type=kind).text = value
    gui = SubElement(properties, "Gui")
    for name, start in (("Red", 1), ("Green", 3), ("Blue", 5)):
        part = SubElement(gui, f"CanvasColor{name}Part", type="int")
        part.text = str(int(style().ground.sea[start : start + 2], 16))
