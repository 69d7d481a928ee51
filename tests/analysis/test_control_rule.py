"""The rule of control by hand: small worlds with known answers, those of docs/control.md among them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest

from geo.analysis.control import FIRST_DAY, control
from geo.validity import stale_on, valid_on
from tests.control_world import control_world, scope_of

SIDES = {
    "lna": "east", "gns": "east", "gna": "gnu", "gnu": "gnu", "ntc": "gnu", "gnc": "gnu",
    "misrata": "city_states", "radaa": "city_states", "brigade": "other", "russia": "foreign",
}  # fmt: skip
TOWNS: dict[str, tuple[float, float, int | None]] = {
    "sabha": (14.4, 27.0, 150_000),
    "samnu": (14.9, 27.3, 9_000),
    "hun": (16.0, 29.1, None),
}

Said = Callable[..., dict[str, Any]]


@pytest.fixture
def said(claim: Said) -> Said:
    """Return a maker of claims that are stated on the day from which they hold, unless they say otherwise."""

    def make(place: str, actor: str, kind: str = "effective", **more: Any) -> dict[str, Any]:
        usual = {"stated_on": more.get("valid_from", ""), "scope": scope_of(place)}
        return claim(place, actor, kind, **usual | more)

    return make


def held(*claims: dict[str, Any], handovers: Sequence[dict[str, Any]] = ()) -> gpd.GeoDataFrame:
    """Return the layer that some claims make in a world of three towns, an air base and two districts."""
    actors = pd.DataFrame(
        {"id": list(SIDES), "name_en": list(SIDES), "name_ar": "", "side": list(SIDES.values())}, dtype="str"
    )
    return control(control_world(claims, TOWNS, actors, handovers))


def at(layer: gpd.GeoDataFrame, place: str, day: str) -> tuple[str, str, bool]:
    """Return class, actors and whether it is stale of a place or district on a day."""
    on = date.fromisoformat(day)
    rows = valid_on(layer[(layer["place"] == place) | (layer["district"] == place)], on)
    (row,) = rows.to_dict("records")
    return row["class"], row["actors"], bool(stale_on(rows, on, 365).iloc[0]) and row["class"] != "none"


NOBODY = ("none", "", False)


def test_an_open_end_is_closed_when_it_is_contradicted(said: Said) -> None:
    layer = held(
        said("base", "misrata", valid_from="2014-08-23"),
        said("base", "lna", valid_from="2019-04-06", valid_to="2020-06-03"),
    )
    assert at(layer, "base", "2014-08-23") == ("effective", "misrata", False)
    assert at(layer, "base", "2019-04-05") == ("effective", "misrata", True)
    assert at(layer, "base", "2019-04-06") == ("effective", "lna", False)
    assert valid_on(
        layer[layer["place"] == "base"], date(2020, 6, 3)
    ).empty  # a site without a claim has no dot


def test_what_nobody_repeats_lapses_and_the_gap_stays(said: Said) -> None:
    layer = held(said("hun", "brigade", valid_from="2012", stated_on="2012-06-01"))
    assert at(layer, "hun", "2013-06-01") == ("effective", "brigade", False)
    assert at(layer, "hun", "2013-06-03") == ("effective", "brigade", True)
    assert at(layer, "hun", "2017-05-31") == ("effective", "brigade", True)
    assert at(layer, "hun", "2017-06-01") == NOBODY


def test_a_later_word_about_an_earlier_start_closes_the_other_claim(said: Said) -> None:
    layer = held(
        said("sabha", "lna", valid_from="2019-01", stated_on="2024-08"),
        said("sabha", "gna", valid_from="2018", stated_on="2018-05-01"),
    )
    assert at(layer, "sabha", "2018-12-31") == ("effective", "gna", False)
    assert at(layer, "sabha", "2019-01-01") == ("effective", "lna", False)
    assert at(layer, "sabha", "2025-08-01") == ("effective", "lna", False)
    assert at(layer, "sabha", "2025-08-03") == ("effective", "lna", True)


def test_a_claim_without_a_start_counts_from_when_it_was_said(said: Said) -> None:
    layer = held(said("sabha", "lna", stated_on="2024-08-10"))
    assert at(layer, "sabha", "2024-08-09") == NOBODY
    assert at(layer, "sabha", "2024-08-10") == ("effective", "lna", False)


NTC_TO_GNC = {"actor": "ntc", "successor": "gnc", "valid_from": "2012-08-08", "valid_to": "2014-08-04"}


def test_what_an_authority_held_passes_to_its_successor_in_name(said: Said) -> None:
    layer = held(
        said("sabha", "ntc", valid_from="2011-09-22"),
        said("samnu", "ntc", "presence", valid_from="2011-09-22"),
        handovers=[NTC_TO_GNC],
    )
    assert at(layer, "sabha", "2012-08-07") == ("effective", "ntc", False)
    assert at(layer, "sabha", "2012-08-08") == ("nominal", "gnc", False)
    assert at(layer, "sabha", "2012-09-22") == ("nominal", "gnc", True)
    assert at(layer, "sabha", "2014-08-04") == NOBODY
    (row,) = valid_on(layer[layer["place"] == "samnu"], date(2013, 1, 1)).to_dict("records")
    assert row["beside"] == "", "who is present does not hand over"


def test_what_was_lost_or_is_contradicted_is_not_passed_on(said: Said) -> None:
    layer = held(
        said("sabha", "ntc", valid_from="2011-09-22", valid_to="2012-03-01"),
        said("samnu", "ntc", valid_from="2011-09-22"),
        said("samnu", "brigade", valid_from="2013-02-01", valid_to="2013-06-01"),
        said("hun", "ntc", valid_from="2011-09-22"),
        said("hun", "brigade", "nominal", valid_from="2013-02-01", valid_to="2013-06-01"),
        said("base", "gnc", "nominal", valid_from="2013-01-01"),
        handovers=[NTC_TO_GNC],
    )
    assert at(layer, "sabha", "2012-08-08") == NOBODY
    assert at(layer, "samnu", "2013-01-31")[:2] == ("nominal", "gnc")
    assert at(layer, "samnu", "2013-02-01")[:2] == ("effective", "brigade")
    assert at(layer, "samnu", "2013-06-01") == NOBODY
    assert at(layer, "hun", "2013-02-01")[:2] == ("nominal", "brigade")
    assert at(layer, "hun", "2013-06-01") == NOBODY
    assert at(layer, "base", "2014-09-01")[:2] == ("nominal", "gnc"), "its own claims are not cut"


def test_two_holders_contest_and_one_side_is_one_holder(said: Said) -> None:
    layer = held(
        said("base", "radaa", valid_from="2020-01-01"),
        said("base", "gnu", valid_from="2020-06-01"),
        said("hun", "lna", valid_from="2020-06-01"),
        said("hun", "gns", valid_from="2020-01-01"),
    )
    assert at(layer, "base", "2020-05-31") == ("effective", "radaa", False)
    # The government's later word contradicts the open claim of the group rather than contesting it.
    assert at(layer, "base", "2020-06-01") == ("effective", "gnu", False)
    assert at(layer, "hun", "2020-07-01") == ("effective", "lna", False)


def test_two_who_are_both_said_to_hold_it_contest_it(said: Said) -> None:
    layer = held(
        said("base", "radaa", valid_from="2020-01-01", stated_on="2021-01-01"),
        said("base", "gnu", valid_from="2020-06-01", stated_on="2020-12-01"),
    )
    assert at(layer, "base", "2020-06-01") == ("contested", "radaa|gnu", False)
    assert at(layer, "base", "2021-01-02")[:2] == ("effective", "radaa")


def test_a_contest_names_both_and_lapses_after_a_year(said: Said) -> None:
    layer = held(
        said("sabha", "gna", valid_from="2018-01-01", stated_on="2018-01-01"),
        said("sabha", "brigade", "contested", valid_from="2018-03-01"),
    )
    assert at(layer, "sabha", "2018-03-01") == ("contested", "brigade|gna", False)
    assert at(layer, "sabha", "2019-03-01") == ("effective", "gna", True)


def test_who_lost_it_is_the_other_side_of_the_contest(said: Said) -> None:
    layer = held(
        said("base", "lna", valid_from="2017-03-14", valid_to="2018-06-14"),
        said("base", "brigade", "contested", valid_from="2018-06-14", valid_to="2018-06-21"),
        said("sabha", "misrata", valid_from="2013-01-01", valid_to="2014-01-01"),
        said("sabha", "brigade", "contested", valid_from="2014-01-01", valid_to="2016-01-01"),
    )
    assert at(layer, "base", "2018-06-14")[:2] == ("contested", "brigade|lna")
    assert at(layer, "sabha", "2014-01-01")[:2] == ("contested", "brigade"), "it lasts more than a year"


def test_who_holds_the_district_or_else_the_region_is_the_other_side_of_a_contest(said: Said) -> None:
    layer = held(
        said("region-fezzan", "lna", valid_from="2025-06-05"),
        said("d-west", "brigade", "contested", valid_from="2026-06-26"),
        said("d-east", "misrata", valid_from="2025-07-01"),
        said("hun", "brigade", "contested", valid_from="2025-06-10"),
        said("samnu", "lna", "contested", valid_from="2025-07-01", valid_to="2025-07-03"),
    )
    assert at(layer, "d-west", "2026-06-26")[:2] == ("contested", "brigade|lna")
    assert at(layer, "hun", "2025-06-30")[:2] == ("contested", "brigade|lna"), "the region's"
    assert at(layer, "hun", "2025-07-01")[:2] == ("contested", "brigade|misrata"), "the district's"
    assert at(layer, "samnu", "2025-07-01")[:2] == ("contested", "lna"), "it does not contest with itself"


def test_who_has_it_in_name_is_no_side_of_a_contest_that_names_others(said: Said) -> None:
    layer = held(
        said("sabha", "gnu", "nominal", valid_from="2025-01-01"),
        said("sabha", "brigade", "contested", valid_from="2025-06-01", valid_to="2025-07-01"),
        said("sabha", "misrata", "contested", valid_from="2025-06-10", valid_to="2025-07-01"),
    )
    assert at(layer, "sabha", "2025-06-01")[:2] == ("contested", "brigade"), "one side alone is told"
    assert at(layer, "sabha", "2025-06-10")[:2] == ("contested", "misrata|brigade")


def test_groups_that_hold_a_town_do_not_fight_who_holds_the_region(said: Said) -> None:
    layer = held(
        said("region-fezzan", "gnu", valid_from="2025-06-05"),
        said("sabha", "misrata", valid_from="2025-09-24"),
        said("sabha", "misrata", "contested", valid_from="2026-06-19", valid_to="2026-06-20"),
        said("hun", "misrata", "contested", valid_from="2026-06-19", valid_to="2026-06-20"),
    )
    assert at(layer, "sabha", "2026-06-19")[:2] == ("contested", "misrata"), "its groups fight each other"
    assert at(layer, "hun", "2026-06-19")[:2] == ("contested", "misrata|gnu")


def test_a_contest_with_nobody_else_told_stays_with_one_side(said: Said) -> None:
    layer = held(
        said("region-fezzan", "gnu", "nominal", valid_from="2025-06-05"),
        said("d-west", "brigade", "contested", valid_from="2026-06-26"),
    )
    assert at(layer, "d-west", "2026-06-26")[:2] == ("contested", "brigade"), "in name is not on the ground"


def test_presence_stands_beside_and_never_holds(said: Said) -> None:
    layer = held(
        said("base", "russia", "presence", valid_from="2024"), said("base", "lna", valid_from="2020")
    )
    (row,) = valid_on(layer[layer["place"] == "base"], date(2024, 6, 1)).to_dict("records")
    assert (row["class"], row["actors"]) == ("effective", "lna")
    assert row["beside"] != ""


def test_a_wash_is_derived_from_the_towns_with_most_of_the_people(said: Said) -> None:
    layer = held(said("sabha", "lna", valid_from="2019-01-01"))
    assert at(layer, "d-west", "2019-01-01")[:2] == ("effective", "lna")
    (row,) = valid_on(layer[layer["district"] == "d-west"], date(2019, 1, 1)).to_dict("records")
    assert (row["derived"], row["scope"]) == (1, "towns")
    assert "150,000 of 159,000 known people" in row["summary"]
    assert at(layer, "samnu", "2019-01-01") == NOBODY
    assert at(layer, "d-east", "2019-01-01") == NOBODY


def test_no_wash_is_derived_where_somebody_else_holds_a_town(said: Said) -> None:
    layer = held(
        said("sabha", "lna", valid_from="2019-01-01"), said("samnu", "brigade", valid_from="2019-02-01")
    )
    assert at(layer, "d-west", "2019-01-31")[0] == "effective"
    assert at(layer, "d-west", "2019-02-01") == NOBODY


def test_a_district_beats_its_region_and_the_region_confirms(said: Said) -> None:
    layer = held(
        said("region-fezzan", "lna", valid_from="2019-03-02", stated_on="2025-06-05"),
        said("d-west", "gna", valid_from="2018-01-01", valid_to="2019-06-01"),
        said("d-west", "lna", valid_from="2019-06-01"),
    )
    assert at(layer, "d-west", "2019-05-31")[:2] == ("effective", "gna")
    assert at(layer, "d-west", "2021-01-01") == ("effective", "lna", False)
    assert at(layer, "d-east", "2019-05-31") == ("effective", "lna", False)


def test_a_nominal_word_stands_beside_an_effective_one_also_for_a_wash(said: Said) -> None:
    layer = held(
        said("region-fezzan", "lna", valid_from="2023-11-07", valid_to="2025-03-01"),
        said("region-fezzan", "gns", "nominal", valid_from="2025-02-23"),
    )
    assert at(layer, "d-west", "2025-02-28")[:2] == ("effective", "lna")
    (row,) = valid_on(layer[layer["district"] == "d-west"], date(2025, 2, 28)).to_dict("records")
    assert row["beside"] == "claim-region-fezzan-gns-2"
    assert at(layer, "d-west", "2025-03-01")[:2] == ("nominal", "gns")


def test_a_newer_word_that_the_same_actor_has_a_region_in_name_only_is_taken(said: Said) -> None:
    layer = held(
        said("region-fezzan", "gnu", valid_from="2025-11-01"),
        said("region-fezzan", "gnu", "nominal", valid_from="2026-08-01"),
        said("sabha", "gnu", valid_from="2025-11-01"),
        said("sabha", "gnu", "nominal", valid_from="2026-08-01"),
    )
    assert at(layer, "d-west", "2026-07-31")[:2] == ("effective", "gnu")
    assert at(layer, "d-west", "2026-08-01")[:2] == ("nominal", "gnu")
    assert at(layer, "sabha", "2026-08-01")[:2] == ("effective", "gnu"), (
        "a title takes nobody's arms in a town"
    )


def test_a_district_in_name_only_does_not_hide_that_its_holder_has_the_region(said: Said) -> None:
    layer = held(
        said("region-fezzan", "lna", valid_from="2023-11-07"),
        said("d-west", "gns", "nominal", valid_from="2024-10-17"),
        said("d-east", "misrata", "nominal", valid_from="2024-10-17"),
    )
    assert at(layer, "d-west", "2024-11-01")[:2] == ("effective", "lna")
    (row,) = valid_on(layer[layer["district"] == "d-west"], date(2024, 11, 1)).to_dict("records")
    assert (row["scope"], row["beside"]) == ("region", "claim-d-west-gns-2")
    assert at(layer, "d-east", "2024-11-01")[:2] == ("nominal", "misrata"), "the name of somebody else stands"


def test_a_contest_about_the_region_does_not_reach_a_district_whose_towns_tell_one_holder(
    said: Said,
) -> None:
    layer = held(
        said("region-fezzan", "gnu", "contested", valid_from="2025-05-14"),
        said("region-fezzan", "brigade", "contested", valid_from="2025-05-14"),
        said("sabha", "lna", valid_from="2024-08-01"),
    )
    assert at(layer, "d-west", "2025-06-01")[:2] == ("effective", "lna")
    assert at(layer, "d-east", "2025-06-01")[:2] == ("contested", "brigade|gnu")


def test_on_any_day_each_district_and_town_has_exactly_one_feature(said: Said) -> None:
    layer = held(
        said("sabha", "lna", valid_from="2019-01-01"),
        said("sabha", "gna", "nominal", valid_from="2016-03-30", valid_to="2021-03-15"),
        said("d-east", "misrata", "contested", valid_from="2015-05-01"),
    )
    for day in (FIRST_DAY, "2015-05-01", "2016-05-01", "2019-01-01", "2026-11-26"):
        rows = valid_on(layer, date.fromisoformat(day))
        assert sorted(rows["place"][rows["place"] != ""]) == sorted(TOWNS)
        assert sorted(rows["district"][rows["district"] != ""]) == ["d-east", "d-west"]
    assert valid_on(layer, date(2011, 2, 14)).empty
