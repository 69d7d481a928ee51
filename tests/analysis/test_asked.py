"""Pictures of a day and shares of an area, on the small country, by hand and beside another library."""

from __future__ import annotations

import pandas as pd
import pytest
import shapely
from pyproj import Geod

from geo.analysis.asked.picture import differences, picture
from geo.analysis.asked.shares import districts_in_metres, shares
from geo.analysis.control import World, world_of
from tests.analysis.conftest import Claimed
from tests.control_world import BOXES, control_world, scope_of

SIDES = {"lna": "east", "gnu": "gnu", "misrata": "city_states"}
TOWNS: dict[str, tuple[float, float, int | None]] = {
    "sabha": (14.4, 27.0, 150_000),
    "samnu": (14.9, 27.3, 9_000),
    "hun": (16.0, 29.1, None),
}
DAY = "2021-01-01"


def world_with(claims: list[dict[str, object]]) -> World:
    actors = pd.DataFrame(
        {"id": list(SIDES), "side": list(SIDES.values()), "name_en": list(SIDES), "name_ar": ""}, dtype="str"
    )
    for one in claims:
        one.setdefault("scope", scope_of(str(one["place"])))
        one["stated_on"] = one.get("valid_from", "")
    return world_of(control_world(claims, TOWNS, actors))


@pytest.fixture
def world(claim: Claimed) -> World:
    return world_with(
        [
            claim("sabha", "lna", valid_from="2020-01-01"),
            claim("hun", "misrata", valid_from="2020-01-01"),
            claim("hun", "gnu", "contested", valid_from="2020-06-01"),
            claim("d-east", "gnu", "nominal", valid_from="2020-01-01"),
        ]
    )


def test_a_picture_has_every_town_and_district(world: World) -> None:
    held = picture(world, DAY)
    assert {name: one.kind for name, one in held.items()} == {
        "hun": "contested", "sabha": "effective", "samnu": "none", "d-west": "effective", "d-east": "nominal",
    }  # fmt: skip
    assert (held["d-west"].basis, held["d-west"].holders, held["d-west"].sure) == ("towns", ("east",), False)
    assert held["sabha"].sure
    assert list(picture(world, DAY, ["sabha"])) == ["sabha"]


def test_shares_go_from_least_to_most(world: World) -> None:
    area = shapely.union_all(list(BOXES.values()))
    found = shares(world, picture(world, DAY), area, districts_in_metres(world))
    geod = Geod(ellps="WGS84")
    km2 = {name: abs(geod.geometry_area_perimeter(box)[0]) / 1e6 for name, box in BOXES.items()}
    assert (found.total.places, found.total.people) == (3, 159_000)
    assert found.total.km2 == pytest.approx(sum(km2.values()), rel=2e-3)
    east = found.holders["east"]
    assert (east.places, east.places_most, east.people, east.people_most) == (1, 1, 150_000, 150_000)
    assert (east.km2, east.km2_most) == (0, pytest.approx(km2["d-west"], rel=2e-3))  # derived
    gnu = found.holders["gnu"]
    assert (gnu.places, gnu.places_most) == (0, 1)
    assert (gnu.km2, gnu.km2_most) == (0, pytest.approx(km2["d-east"], rel=2e-3))  # in name
    assert (found.contested.places, found.unclaimed.places, found.unclaimed.people) == (1, 1, 9_000)
    assert found.outside_km2 == pytest.approx(0, abs=50)


def test_what_lies_outside_all_districts_is_counted_apart(world: World) -> None:
    found = shares(world, picture(world, DAY), shapely.box(0, 0, 1, 1), districts_in_metres(world))
    assert (found.total.km2, found.places, found.districts) == (0, (), ())
    assert found.outside_km2 == pytest.approx(12_308.8, rel=0.02)


def test_differences_name_what_happened(world: World, claim: Claimed) -> None:
    before, after = picture(world, "2020-03-01"), picture(world, DAY)
    assert {one.about: one.what for one in differences(before, after)} == {"hun": "passes"}
    assert {one.about: one.what for one in differences(picture(world, "2019-01-01"), before)} == {
        "hun": "appears", "sabha": "appears", "d-west": "appears", "d-east": "appears",
    }  # fmt: skip


def test_a_world_with_fewer_claims_closes_open_ends_anew(claim: Claimed) -> None:
    first = claim("sabha", "misrata", valid_from="2014-01-01")
    second = claim("sabha", "lna", valid_from="2016-01-01")
    world = world_with([first, second])
    assert picture(world, "2017-01-01")["sabha"].actors == ("lna",)
    without = world.only(lambda name: name != second["id"])
    # The open claim of 2014 is no longer contradicted: it holds until it lapses, five years after its word.
    assert picture(without, "2017-01-01")["sabha"].actors == ("misrata",)
    assert picture(without, "2019-02-01")["sabha"].kind == "none"
