"""Areas and places of control, on toy claims with known answers."""

from __future__ import annotations

import json
import math
import random
import tomllib
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import geopandas as gpd
import pandas as pd
import pytest
import shapely

from geo.analysis import DERIVE, Inputs
from geo.analysis.control import OWN_COLUMNS, SITE_REACH_M, TOWN_REACH_M, areas_on, control
from geo.analysis.projection import METRIC_CRS
from geo.analysis.standing import REVIEW_AFTER_DAYS
from geo.model import COMMON_COLUMNS
from geo.validity import known_on, stale_on, valid_on

REPOSITORY = Path(__file__).resolve().parents[2]
DAY = date(2021, 1, 1)
DISC_KM2 = math.pi * (TOWN_REACH_M / 1000) ** 2


GRADED = {
    "recorded_on": "2026-11-23",
    "sources": "s1",
    "reliability": "B",
    "credibility": 2,
    "marking": "CLEAR",
}


def areas(frame: gpd.GeoDataFrame, day: date | None = None) -> gpd.GeoDataFrame:
    found = frame[frame["class"] != "place"]
    return found if day is None else valid_on(found, day)


def points(frame: gpd.GeoDataFrame, day: date | None = None) -> gpd.GeoDataFrame:
    found = frame[frame["class"] == "place"]
    return found if day is None else valid_on(found, day)


def km2(frame: gpd.GeoDataFrame) -> list[float]:
    return [float(area) for area in frame.geometry.to_crs(METRIC_CRS).area / 1e6]


def only(frame: gpd.GeoDataFrame) -> Any:
    assert len(frame) == 1, frame[["id", "valid_from", "valid_to"]].to_string()
    return frame.iloc[0]


def test_frame_has_the_common_columns_then_its_own_sorted_by_id(world, claim):
    frame = control(
        world([claim("gamma", "lna", stated_on="2020-06-01"), claim("alpha", "gnu", stated_on="2020")])
    )
    assert DERIVE["control"] is control
    assert isinstance(frame, gpd.GeoDataFrame)
    assert frame.crs == "EPSG:4326"
    assert list(frame.columns) == [*[column.name for column in COMMON_COLUMNS], *OWN_COLUMNS, "geometry"]
    assert frame["id"].is_monotonic_increasing
    assert frame["id"].is_unique
    assert frame.index.tolist() == list(range(len(frame)))
    assert str(frame["credibility"].dtype) == str(frame["precision_m"].dtype) == "Int64"
    texts = frame.drop(columns=["credibility", "precision_m", "geometry"])
    assert all(isinstance(value, str) for name in texts for value in texts[name])


def test_without_claims_nothing_is_drawn(world):
    frame = control(world([]))
    assert frame.empty
    assert frame.crs == "EPSG:4326"
    assert "basis" in frame.columns


def test_a_lone_town_is_a_disc_of_its_reach(world, claim):
    area = areas(control(world([claim("gamma", "lna", valid_from="2020-03", stated_on="2020-06-01")])), DAY)
    row = only(area)
    assert km2(area)[0] == pytest.approx(DISC_KM2, rel=0.01)
    assert row["id"] == "control-effective-lna-20200301"
    assert (row["class"], row["basis"], row["actor"], row["actors"]) == (
        "effective",
        "effective",
        "lna",
        "lna",
    )
    assert (row["valid_from"], row["valid_to"], row["reviewed_on"]) == (
        "2020-03-01",
        "2021-06-02",
        "2020-06-01",
    )
    assert row["precision_m"] == TOWN_REACH_M
    assert (row["name_en"], row["name_ar"]) == ("Effective control: Army", "سيطرة فعلية: الجيش")
    assert "1 claim at 1 place" in row["summary"]
    assert row["place"] == ""


def test_a_site_reaches_less_far_than_a_town(world, claim):
    area = areas(control(world([claim("field", "lna", stated_on="2020-06-01")])), DAY)
    assert only(area)["precision_m"] == SITE_REACH_M
    assert km2(area)[0] == pytest.approx(math.pi * (SITE_REACH_M / 1000) ** 2, rel=0.01)


def test_two_towns_share_out_the_ground_between_them(world, claim):
    frame = areas(
        control(world([claim("alpha", "lna", stated_on="2020"), claim("beta", "gnu", stated_on="2020")]))
    )
    by_actor = frame.drop_duplicates("actor").set_index("actor").geometry
    assert by_actor["lna"].contains(shapely.Point(13.25, 27.0))
    assert by_actor["gnu"].contains(shapely.Point(13.35, 27.0))
    assert by_actor["lna"].intersection(by_actor["gnu"]).area == 0
    assert by_actor["lna"].touches(by_actor["gnu"])


def test_one_holder_of_two_towns_has_one_area_without_a_line_inside(world, claim):
    frame = areas(
        control(world([claim("alpha", "lna", stated_on="2020"), claim("beta", "lna", stated_on="2020")]))
    )
    shape = frame.geometry.iloc[0]
    assert isinstance(shape, shapely.Polygon)
    assert not shape.interiors
    assert "2 claims at 2 places" in frame["summary"].iloc[0]


def test_a_site_takes_from_a_town_no_more_than_it_reaches(world, claim):
    frame = areas(
        control(world([claim("gamma", "lna", stated_on="2020"), claim("well", "gnu", stated_on="2020")]))
    )
    by_actor = frame.drop_duplicates("actor").set_index("actor").geometry
    # 40 km east of gamma, behind the well: nearer to the well, but out of its reach.
    assert by_actor["lna"].contains(shapely.Point(20.5, 25.0))
    assert by_actor["gnu"].contains(shapely.Point(20.15, 25.0))


def test_a_place_across_the_edge_by_less_than_the_outline_is_good_for_counts_as_ashore(world, claim):
    area = areas(control(world([claim("edge", "lna", stated_on="2020")])), date(2020, 6, 1))
    assert km2(area)[0] == pytest.approx(DISC_KM2 / 2, rel=0.03)
    assert area.total_bounds[2] <= 24.0


def test_an_offshore_place_gets_a_point_and_no_area(world, claim):
    frame = control(world([claim("platform", "lna", stated_on="2020")]))
    assert areas(frame).empty
    row = only(points(frame))
    assert (row["id"], row["class"], row["basis"]) == ("control-at-platform-20200101", "place", "effective")
    assert row["geometry"].equals(shapely.Point(15.0, 33.5))
    assert row["precision_m"] == 1000


@pytest.mark.parametrize("place", ["lost", "nowhere"])
def test_a_place_without_a_position_is_listed_and_not_drawn(world, claim, place):
    row = only(control(world([claim(place, "lna", stated_on="2020")])))
    assert row["geometry"] is None
    assert row["precision_m"] is pd.NA
    assert row["name_en"].lower() == place


def test_unknown_stays_unknown(world, claim):
    frame = control(
        world(
            [
                claim("gamma", "lna", valid_from="2015", valid_to="2016-05", stated_on="2016"),
                claim("gamma", "gnu", stated_on="2020-06-01"),
            ]
        )
    )
    assert areas(frame, date(2014, 12, 31)).empty
    assert only(areas(frame, date(2016, 5, 31)))["actor"] == "lna"
    assert areas(frame, date(2016, 6, 1)).empty
    assert areas(frame, date(2020, 5, 31)).empty
    assert points(frame, date(2020, 5, 31)).empty
    assert only(areas(frame, date(2020, 6, 1)))["actor"] == "gnu"


@pytest.mark.parametrize("kind", ["presence", "revenue"])
def test_presence_and_revenue_never_make_control_but_are_listed(world, claim, kind):
    frame = control(world([claim("gamma", "lna", kind, stated_on="2020")]))
    assert areas(frame).empty
    row = only(points(frame))
    assert (row["basis"], row["actors"], row["actor"]) == (kind, "lna", "")
    assert "Nothing is claimed about control that day." in row["summary"]


def test_presence_takes_no_ground_from_a_claimed_neighbour(world, claim):
    alone = [claim("alpha", "lna", stated_on="2020-06-01")]
    beside = [*alone, claim("beta", "gnu", "presence", stated_on="2020-06-01")]
    assert km2(areas(control(world(alone)), DAY)) == km2(areas(control(world(beside)), DAY))


def test_a_contested_claim_names_the_challenger(world, claim):
    holder = claim("gamma", "lna", valid_from="2019", stated_on="2020-06-01")
    challenge = claim(
        "gamma", "gnu", "contested", valid_from="2020-07", valid_to="2020-08", stated_on="2020-08"
    )
    frame = control(world([holder, challenge]))
    row = only(areas(frame, date(2020, 7, 15)))
    assert row["id"] == "control-contested-gnu-lna-20200701"
    assert (row["class"], row["actor"], row["actors"]) == ("contested", "", "gnu|lna")
    assert row["claims"] == f"{challenge['id']}|{holder['id']}"
    assert row["valid_to"] == "2020-09-01"
    assert only(areas(frame, date(2020, 9, 1)))["actor"] == "lna"


def test_a_challenger_stands_beside_the_one_who_holds_the_place_by_name(world, claim):
    frame = control(
        world(
            [
                claim("gamma", "gnu", "nominal", stated_on="2020-06"),
                claim("gamma", "lna", "contested", stated_on="2020-06"),
            ]
        )
    )
    assert only(areas(frame, DAY))["actors"] == "gnu|lna"


def test_two_effective_holders_make_it_contested_one_twice_does_not(world, claim):
    two = [claim("gamma", "lna", stated_on="2020-06"), claim("gamma", "gnu", stated_on="2020-07")]
    row = only(areas(control(world(two)), DAY))
    assert (row["class"], row["actors"], row["actor"]) == ("contested", "gnu|lna", "")
    twice = [claim("gamma", "lna", stated_on="2020-06"), claim("gamma", "lna", stated_on="2020-07")]
    assert only(areas(control(world(twice)), DAY))["class"] == "effective"


def test_effective_stands_above_nominal_and_of_nominal_the_best_grade_then_the_newest(world, claim):
    good = claim("gamma", "gnu", "nominal", stated_on="2020-01", credibility=1)
    newer = claim("gamma", "lna", "nominal", stated_on="2020-06", credibility=2)
    row = only(areas(control(world([good, newer])), date(2020, 7, 1)))
    assert (row["class"], row["actor"], row["claims"]) == ("nominal", "gnu", good["id"])
    row = only(areas(control(world([{**good, "credibility": 2}, newer])), date(2020, 7, 1)))
    assert row["actor"] == "lna"
    holder = claim("gamma", "misrata", stated_on="2020-06", credibility=5)
    row = only(areas(control(world([good, newer, holder])), date(2020, 7, 1)))
    assert (row["class"], row["actor"], row["claims"]) == ("effective", "misrata", holder["id"])


def test_a_claim_that_nobody_repeats_grows_stale(world, claim):
    frame = areas(control(world([claim("gamma", "lna", valid_from="2019", stated_on="2020-06-01")])))
    fresh, stale = frame.itertuples()
    assert (fresh.id, fresh.valid_from, fresh.valid_to) == (
        "control-effective-lna-20190101",
        "2019-01-01",
        "2021-06-02",
    )
    assert (stale.id, stale.valid_from, stale.valid_to) == (
        "control-effective-lna-stale-20210602",
        "2021-06-02",
        "",
    )
    assert fresh.geometry.equals(stale.geometry)
    for day, expected in ((date(2021, 6, 1), False), (date(2021, 6, 2), True)):
        assert stale_on(areas(frame, day), day, REVIEW_AFTER_DAYS).tolist() == [expected]


def test_a_claim_repeated_in_time_does_not(world, claim):
    first = claim("gamma", "lna", valid_from="2019", stated_on="2020-06-01")
    again = claim("gamma", "lna", stated_on="2021-05-01")
    frame = areas(control(world([first, again])))
    assert not frame.loc[frame["valid_from"] < "2022-05-02", "id"].str.contains("stale").any()
    assert frame["valid_from"].tolist() == ["2019-01-01", "2021-05-01", "2022-05-02"]
    assert frame["reviewed_on"].tolist() == ["2020-06-01", "2021-05-01", "2021-05-01"]


def test_fresh_and_stale_ground_of_one_holder_stay_apart(world, claim):
    frame = areas(
        control(
            world([claim("alpha", "lna", stated_on="2020"), claim("beta", "lna", stated_on="2021-06-01")])
        ),
        date(2021, 7, 1),
    )
    assert frame["id"].tolist() == ["control-effective-lna-20210601", "control-effective-lna-stale-20210101"]
    assert frame["reviewed_on"].tolist() == ["2021-06-01", "2020"]


def test_a_stale_claim_yields_to_who_has_taken_the_place_since(world, claim):
    old = claim("gamma", "misrata", valid_from="2014-11-07", stated_on="2014-11-08")
    new = claim("gamma", "lna", valid_from="2019-02-06", stated_on="2019-02-10")
    frame = control(world([old, new]))
    assert only(areas(frame, date(2019, 2, 5)))["actor"] == "misrata"
    assert only(areas(frame, date(2019, 2, 6)))["actor"] == "lna"
    row = only(points(frame, date(2019, 2, 6)))
    assert row["claims"] == f"{new['id']}|{old['id']}"
    assert "Older claim, not counted: misrata." in row["summary"]


def test_a_fresh_claim_does_not_yield_and_neither_does_an_old_one_without_a_successor(world, claim):
    old = claim("gamma", "misrata", valid_from="2014", stated_on="2018-12-01")
    new = claim("gamma", "lna", valid_from="2019-02-06", stated_on="2019-02-10")
    frame = control(world([old, new]))
    assert only(areas(frame, date(2019, 12, 2)))["class"] == "effective"
    assert only(areas(frame, date(2019, 12, 1)))["class"] == "contested"
    rival = claim("gamma", "lna", valid_from="2013", stated_on="2019-02-10")
    assert only(areas(control(world([old, rival])), date(2025, 1, 1)))["class"] == "contested"


def test_an_undated_claim_is_listed_and_decides_nothing(world, claim):
    frame = control(world([claim("gamma", "lna")]))
    row = only(frame)
    assert (row["id"], row["basis"], row["valid_from"], row["reviewed_on"]) == (
        "control-at-gamma-ever",
        "undated",
        "",
        "",
    )


def test_a_claim_that_ended_before_it_was_stated_holds_on_its_last_day(world, claim):
    frame = control(world([claim("gamma", "lna", valid_to="2025-05-12", stated_on="2025-05-14")]))
    row = only(areas(frame))
    assert (row["valid_from"], row["valid_to"]) == ("2025-05-11", "2025-05-12")


def test_an_area_is_graded_as_its_weakest_claim(world, claim):
    good = claim("alpha", "lna", stated_on="2020-06", reliability="A", credibility=1, sources="s3|s1")
    weak = claim("gamma", "lna", stated_on="2020-07", reliability="D", credibility=4, sources="s2")
    row = only(areas(control(world([good, weak | {"marking": "AMBER"}])), DAY))
    assert (row["sources"], row["reliability"], row["credibility"], row["marking"]) == (
        "s1|s2|s3",
        "D",
        4,
        "AMBER",
    )


def test_what_stands_beside_is_cited_but_does_not_lower_the_grade_of_a_place(world, claim):
    holder = claim("gamma", "lna", stated_on="2020-06", reliability="A", credibility=1)
    guest = claim(
        "gamma", "russia", "presence", stated_on="2020-07", reliability="D", credibility=4, sources="s9"
    )
    row = only(points(control(world([holder, guest])), DAY))
    assert (row["reliability"], row["credibility"], row["sources"]) == ("A", 1, "s1|s9")
    assert (row["reviewed_on"], row["claims"]) == ("2020-06", f"{holder['id']}|{guest['id']}")
    assert "Also present: russia." in row["summary"]


def test_places_a_few_steps_apart_share_a_cell(world, claim):
    frame = areas(
        control(
            world([claim("gamma", "lna", stated_on="2020-06"), claim("gate", "gnu", stated_on="2020-06")])
        ),
        DAY,
    )
    assert only(frame)["actors"] == "gnu|lna"
    assert km2(frame)[0] == pytest.approx(DISC_KM2, rel=0.01)


def test_june_is_drawn_again_as_june_knew_it(world, claim):
    claims = [
        claim("alpha", "lna", stated_on="2026-01", recorded_on="2026-02-01"),
        claim("gamma", "gnu", stated_on="2026-01", recorded_on="2026-11-23"),
    ]
    now = world(claims)
    june = Inputs(
        now.layers, {**now.tables, "claims": known_on(now.tables["claims"], date(2026, 6, 1))}, now.ground
    )
    assert areas(control(june))["actor"].unique().tolist() == ["lna"]
    assert known_on(control(june), date(2026, 6, 1))["id"].tolist() == control(june)["id"].tolist()
    assert set(areas(control(now))["actor"]) == {"lna", "gnu"}


def test_ids_do_not_depend_on_the_order_of_the_claims_and_stay_short(world, claim):
    claims = [claim("gamma", f"group-number-{n}", stated_on="2020-06") for n in range(9)]
    frame, again = control(world(claims)), control(world(claims[::-1]))
    pd.testing.assert_frame_equal(pd.DataFrame(frame), pd.DataFrame(again))
    assert frame["id"].str.fullmatch(r"[a-z0-9][a-z0-9-]{1,62}").all()
    assert (frame["summary"].str.len() <= 300).all()


def crowd(seed: int) -> list[dict[str, Any]]:
    """Return 150 claims by five actors about random places, of all kinds, with and without dates."""
    draw = random.Random(seed)  # noqa: S311 - toy data
    rows = []
    for number in range(150):
        start = date(2014, 1, 1) + timedelta(days=draw.randrange(4000))
        end = start + timedelta(days=draw.randrange(1, 1500))
        stated = start + timedelta(days=draw.randrange(-200, 900))
        row = {
            "id": f"claim-{number:03}",
            "place": draw.choice("pq") + str(draw.randrange(35)),
            "actor": draw.choice("abcde"),
            "claim": draw.choice(["effective", "effective", "effective", "contested", "nominal", "presence"]),
            "valid_from": draw.choice([start.isoformat(), start.isoformat()[:7], ""]),
            "valid_to": draw.choice([end.isoformat(), end.isoformat()[:4], "", ""]),
            "stated_on": draw.choice([stated.isoformat(), stated.isoformat()[:7], str(stated.year), ""]),
        }
        rows.append(GRADED | row)
    return rows


@pytest.fixture(scope="module")
def crowded() -> tuple[list[dict[str, Any]], dict[str, tuple[float, float]]]:
    draw = random.Random(7)  # noqa: S311 - toy data
    spots = {
        f"{kind}{n}": (draw.uniform(9.8, 24.2), draw.uniform(28, 32.2)) for kind in "pq" for n in range(35)
    }
    return crowd(7), spots


@pytest.fixture
def crowded_inputs(world, crowded) -> Inputs:
    claims, spots = crowded
    inputs = world(claims)
    spot = inputs.layers["places"].iloc[[0]]
    rows = [spot.assign(id=name, geometry=[shapely.Point(at)]) for name, at in spots.items()]
    places = gpd.GeoDataFrame(pd.concat(rows, ignore_index=True), crs="EPSG:4326")
    towns, other = places[places["id"].str.startswith("p")], places[places["id"].str.startswith("q")]
    return Inputs({"places": towns, "energy": other}, inputs.tables, inputs.ground)


def test_on_any_day_the_intervals_show_what_that_day_alone_would(crowded_inputs):
    frame = areas(control(crowded_inputs))
    land_km2 = crowded_inputs.ground["neighbours"].to_crs(METRIC_CRS).area.sum() / 1e6
    days = [date(2014, 1, 1) + timedelta(days=241 * n) for n in range(20)]
    seen = 0
    for day in days:
        shown = valid_on(frame, day).sort_values(["basis", "actors", "id"]).reset_index(drop=True)
        alone = areas_on(crowded_inputs, day)
        alone = alone.sort_values(["basis", "actors", "stale"]).reset_index(drop=True)
        for column in ("basis", "actors", "claims"):
            assert shown[column].tolist() == alone[column].tolist(), day
        assert stale_on(shown, day, REVIEW_AFTER_DAYS).tolist() == alone["stale"].tolist()
        assert shown["id"].str.contains("-stale-").tolist() == alone["stale"].tolist()
        assert shown.geometry.geom_equals(alone.geometry).all()
        assert sum(km2(shown)) <= land_km2
        assert shapely.coverage_is_valid(shown.geometry.to_numpy())
        seen += len(shown)
    assert seen > 100


def test_outlines_are_valid_small_and_rounded(crowded_inputs):
    frame = areas(control(crowded_inputs))
    assert frame.geometry.is_valid.all()
    assert set(frame.geom_type) <= {"Polygon", "MultiPolygon"}
    coordinates = shapely.get_coordinates(frame.geometry.to_numpy())
    assert (coordinates == coordinates.round(4)).all()
    text = json.dumps(control(crowded_inputs).__geo_interface__, separators=(",", ":"), ensure_ascii=False)
    assert len(text.encode()) < 1_500_000


def test_an_interval_ends_where_the_next_begins(crowded_inputs):
    frame = control(crowded_inputs)
    for _, rows in points(frame).groupby("place"):
        spans = sorted(zip(rows["valid_from"], rows["valid_to"], strict=True))
        assert all(end and end <= start for (_, end), (start, _) in pairwise(spans))
    closed = frame[frame["valid_to"] != ""]
    assert (closed["valid_from"] < closed["valid_to"]).all()


def test_the_layer_is_declared_with_the_same_patience():
    declared = tomllib.loads((REPOSITORY / "layers" / "control.toml").read_text(encoding="utf-8"))
    assert declared["review_after_days"] == REVIEW_AFTER_DAYS
    assert tuple(declared["columns"]) == OWN_COLUMNS
