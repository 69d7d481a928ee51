"""The look of a feature: its class, or the sides of its actors where the layer says so."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd
import pytest

from geo.access import everybody
from geo.catalog import read_catalog
from geo.evidence import Evidence, current
from geo.model import LINE_STYLES, Layer, LayerClass
from geo.scene import dressed, look_of, style, symbols
from geo.scene.look.looking import colouring
from geo.settings import REPOSITORY, Settings
from geo.words.names import Names

if TYPE_CHECKING:
    from conftest import DataRoot

CATALOG, _ = read_catalog(REPOSITORY / "layers")
CLASSES = [(layer, declared) for layer in CATALOG.values() for declared in layer.classes.values()]
KINDS = {"Point": "point", "LineString": "line", "Polygon": "area"}
SMALLEST = 8
"""Pixels: a symbol is larger, or nobody can tell it from another."""

HELD_TOML = """
title = "Held ground"
group = "Powers"
order = 8
data = "held.geojson"
geometry = ["Polygon"]
colour = "resources"
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
[classes.outline]
title = "Outline"
fill = "none"
"""


@pytest.fixture(scope="module")
def shipped() -> Evidence:
    return current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))


@pytest.mark.parametrize(
    ("layer", "declared"), CLASSES, ids=lambda one: one.id if isinstance(one, Layer) else one.name
)
def test_every_class_can_be_drawn(layer: Layer, declared: LayerClass) -> None:
    look = look_of(layer, declared)
    colours = style().palette[declared.colour or layer.colour]
    assert declared.title
    assert declared.title_ar
    # What is as plain as dots and seats has its own colour as edge; thin lines have no casing.
    plain = look.symbol in style().symbol.plain and declared.colour != "unclaimed"
    line = colours.line if look.kind == "line" else ""
    assert look.edge == (line or (colours.colour if plain else colours.edge))
    assert look.line in LINE_STYLES
    assert (look.kind == "point" or bool(declared.glyph)) == (look.symbol in symbols().symbols)
    assert look.kind in {KINDS[name.removeprefix("Multi")] for name in layer.geometry}
    if look.kind == "point":
        assert SMALLEST < look.size <= 40
        assert (look.fill, look.ink) == (colours.colour, colours.ink)
    else:
        assert look.width > 0
        assert look.hatch == (f"stripes {colours.colour} #FFFFFF" if declared.fill == "hatch" else "")
        filled = look.kind == "line" or declared.fill == "solid"
        assert look.fill == ((line or colours.colour) if filled else "")


@pytest.mark.parametrize("layer_id", CATALOG)
def test_features_have_the_shape_that_their_class_draws(shipped: Evidence, layer_id: str) -> None:
    layer, frame = CATALOG[layer_id], shipped.layers[layer_id]
    placed = frame[frame.geometry.notna()]
    shapes = placed.geometry.geom_type.str.removeprefix("Multi").map(KINDS)
    looks = dressed(layer, placed, Names(shipped).side_of)
    assert [looks.looks[place].kind for place in looks.index] == shapes.tolist()
    symbols_of = {name: bool(declared.symbol) for name, declared in layer.classes.items()}
    assert all(symbols_of[name] for name in placed["class"][shapes == "point"])
    assert len(placed)


def held(root: DataRoot, colour_by: str) -> tuple[Layer, pd.DataFrame]:
    root.declare("held", HELD_TOML.format(colour_by=colour_by))
    square = root.square(13, 30)
    people = [
        ("a", "plain", "zintan-mc", ""), ("b", "plain", "", ""), ("c", "fought", "zintan-mc", ""),
        ("d", "fought", "", "zintan-mc|gnu"), ("e", "outline", "gnu", "gnu|zintan-mc"),
    ]  # fmt: skip
    root.collection(
        "held",
        [
            root.feature(f"held-{name}", square, **{"class": kind, "actor": actor, "actors": actors})
            for name, kind, actor, actors in people
        ],
    )
    evidence = root.evidence()
    assert evidence.faults.empty, evidence.faults.to_string()
    return evidence.catalog["held"], evidence.layer("held")


SIDE_OF = {"gnu": "gnu", "zintan-mc": "city_states"}


def test_without_colour_by_the_actor_changes_nothing(data_root: DataRoot) -> None:
    layer, rows = held(data_root, "")
    found = dressed(layer, rows, SIDE_OF)
    own = {name: look_of(layer, declared) for name, declared in layer.classes.items()}
    assert [found.looks[place] for place in found.index] == [own[name] for name in rows["class"]]
    assert set(found.sides) == {()}
    resources = style().palette["resources"].colour
    assert own["plain"].fill == resources
    assert own["fought"].hatch == f"stripes {resources} #FFFFFF"


def test_with_colour_by_the_sides_pick_the_colour(data_root: DataRoot) -> None:
    layer, rows = held(data_root, 'colour_by = "actor"')
    found = dressed(layer, rows, SIDE_OF)
    keys = "tripoli", "city_states", "resources", "unsaid"
    tripoli, city, own, unsaid = (style().palette[key] for key in keys)
    looks = [found.looks[place] for place in found.index]
    told = [(look.fill, look.hatch, look.edge) for look in looks]
    assert told == [
        (city.colour, "", city.edge),
        (own.colour, "", own.edge),
        ("", f"stripes {city.colour} {unsaid.colour}", city.edge),
        ("", f"stripes {tripoli.colour} {city.colour}", own.edge),
        ("", "", tripoli.edge),
    ]
    assert found.sides == (
        ("city_states",), (), ("city_states", "unsaid"), ("tripoli", "city_states"), ("tripoli",)
    )  # fmt: skip
    assert looks[0].lines == city.lines
    assert looks[3].lines == ()


def test_a_contest_shows_both_its_holders(shipped: Evidence) -> None:
    layer = shipped.catalog["control"]
    contested = layer.classes["contested"]
    assert colouring(layer, contested, "", ["city_states", "east", "tripoli"]) == ("east", "city_states")
    assert colouring(layer, contested, "", ["city_states", "city_states"]) == ("city_states", "city_states")
    assert colouring(layer, contested, "", ["east"]) == ("east", "unsaid"), "not said who else"
    assert colouring(layer, contested, "", []) == ()


def test_a_look_leaves_what_only_print_paints_out_of_its_document() -> None:
    layer, declared = CATALOG["city_states"], next(iter(CATALOG["city_states"].classes.values()))
    look = look_of(layer, declared)
    assert look.lines == style().palette["city_states"].lines
    assert set(look.document()) == {
        "kind", "symbol", "size", "fill", "edge", "ink", "hatch", "line", "width", "arrow", "tint"
    }  # fmt: skip


def test_a_chip_is_explained_as_whose_and_what_apart(shipped: Evidence) -> None:
    names, rows = Names.of(shipped), shipped.layer("foreign")
    russian = rows[rows["actor"].isin(("russia", "wagner"))]
    worn = dressed(shipped.catalog["foreign"], russian, names.side_of)
    assert set(worn.sides) == {("RU",)}
    assert {look.faces[0].letters for look in worn.looks} == {"RU"}
    assert all(not face.letters for look in worn.looks for face in look.faces[1:])
    for look, document in zip(worn.looks, worn.document()["looks"], strict=True):
        assert [worn.faces[at] for at in document["faces"]] == list(look.faces)
