from __future__ import annotations

from geo.scene.rules.drawing import kind_of, ordered
from geo.scene.rules.legend import LegendClass, LegendEntry, LegendGroup, LegendItem, LegendLayer, legend

CLASSES = (LegendClass("force", "Forces"), LegendClass("seat", "Seats"))
SIDES = {"gnu": "GNU", "east": "The east"}


def _layer(*items: LegendItem) -> LegendLayer:
    return LegendLayer("powers", "Powers", CLASSES, items, SIDES)


def test_an_entry_names_the_classes_of_a_look_and_its_sides() -> None:
    layer = _layer(
        LegendItem("seat", 0, "stale", ("east",)),
        LegendItem("force", 0, "current", ("east",)),
        LegendItem("force", 1, "stale", ("gnu", "east")),
    )
    assert legend([layer, _layer()]) == [
        LegendGroup(
            "powers",
            "Powers",
            (
                LegendEntry("Forces: GNU / The east", "stale", 1),
                LegendEntry("Forces, Seats: The east", "current", 0),
            ),
        )
    ]


def test_arabic_has_its_own_comma() -> None:
    items = LegendItem("seat", 0, "current"), LegendItem("force", 0, "current")
    assert legend([_layer(*items)], "، ")[0].entries[0].title == "Forces، Seats"


def test_areas_are_drawn_first_points_last_unplaced_features_not_at_all() -> None:
    types = ["Point", None, "Polygon", "LineString", "MultiPoint"]
    assert ordered(types, kind_of) == ["Polygon", "LineString", "Point", "MultiPoint"]
