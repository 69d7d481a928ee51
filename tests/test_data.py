"""What the shipped data promise: how much of what, whence, when, and where it lies."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import geopandas as gpd
import pandas as pd
import pytest

from geo.analysis.frames import sites
from geo.analysis.inputs import Inputs
from geo.analysis.projection import DECIMALS, METRIC_CRS
from geo.catalog import read_catalog, read_tables
from geo.check.checking import check
from geo.evidence import Evidence
from geo.model import split
from geo.scene import style
from geo.settings import REPOSITORY
from geo.validity import first_day, valid_on, with_days
from geo.words.names import Names

CATALOG, _ = read_catalog(REPOSITORY / "layers")
TABLES, _ = read_tables(REPOSITORY / "data" / "tables.toml")
TODAY = date(2026, 11, 27)
"""The day on which these data were handed over."""
FILES = [layer.id for layer in CATALOG.values() if layer.data]
LEAST = {
    "tripoli": 12, "east": 12, "city_states": 25, "fezzan_resources": 15, "energy": 40,
    "trafficking_hubs": 30, "trafficking_routes": 12, "foreign": 20, "places": 100,
    "claims": 80, "interests": 45, "flows": 50, "events": 90,
}  # fmt: skip
ISO_DISTRICTS = "BA BU DR GT JA JG JI JU KF MB MI MJ MQ NL NQ SB SR TB WA WD WS ZA"
"""ISO 3166-2:LY."""
PRESENCE_ONLY = {"ly-ji"}
"""Jafara: of Al Aziziyah, its town, the sources read say only who was present, not who held it."""
GRID_M = 2 * 111_320 * 10.0**-DECIMALS
"""Metres that rounding to the grid of derived outlines can move a border: two of its steps."""
NAMED_BY_ALL = {
    "actor:gnu", "actor:gns", "actor:lna", "actor:radaa", "side:tripoli", "side:east",
    "layer:tripoli", "layer:east",
}  # fmt: skip
"""What the sides fight about in words; whatever else a policy leaves out keeps its name in the data."""


@pytest.fixture(scope="module")
def checked() -> tuple[Evidence, pd.DataFrame]:
    return check(REPOSITORY)


@pytest.fixture(scope="module")
def evidence(checked: tuple[Evidence, pd.DataFrame]) -> Evidence:
    return checked[0]


@pytest.fixture(scope="module")
def placed(evidence: Evidence) -> gpd.GeoSeries:
    """Return a point on each feature that has a position, by id, in metres."""
    layers = {name: evidence.layer(name) for name in FILES}
    points = sites(Inputs(layers=layers, tables={}, ground={}, known=None)).geometry
    return points[points.notna()].to_crs(METRIC_CRS)


def frame(evidence: Evidence, name: str) -> pd.DataFrame:
    """Return a layer or table as known now."""
    return evidence.layer(name) if name in CATALOG else evidence.table(name)


def test_the_data_check_finds_nothing(checked: tuple[Evidence, pd.DataFrame]) -> None:
    evidence, faults = checked
    assert faults.empty, faults.to_string()
    assert evidence.broken == evidence.broken_tables == {}
    assert set(evidence.layers) == set(CATALOG)
    assert set(evidence.tables) == set(TABLES)


@pytest.mark.parametrize(("name", "least"), LEAST.items())
def test_there_is_enough(evidence: Evidence, name: str, least: int) -> None:
    assert len(frame(evidence, name)) >= least


def test_districts_and_regions_are_complete(evidence: Evidence) -> None:
    districts = evidence.layer("districts")
    assert sorted(districts["iso_3166_2"]) == [f"LY-{code}" for code in ISO_DISTRICTS.split()]
    assert districts["id"].tolist() == districts["iso_3166_2"].str.lower().tolist()
    assert districts["ocha_pcode"].str.fullmatch(r"LY0[1-3]\d\d").all()
    assert districts["ocha_pcode"].is_unique
    regions = evidence.layer("regions")
    assert set(regions["name_en"]) == {"Tripolitania", "Cyrenaica", "Fezzan"}
    members = [district for text in regions["districts"] for district in split(text)]
    assert sorted(members) == sorted(districts["id"]), "each district lies in one region"


def test_every_district_is_touched_by_a_claim(evidence: Evidence, placed: gpd.GeoSeries) -> None:
    claims = evidence.table("claims")
    districts = evidence.layer("districts")[["id", "geometry"]].to_crs(METRIC_CRS)

    def touched(rows: pd.DataFrame) -> set[str]:
        points = placed[placed.index.isin(rows["place"])]
        return set(districts.iloc[districts.sindex.query(points.geometry, predicate="within")[1]]["id"])

    assert touched(claims) == set(districts["id"])
    control = claims[claims["claim"].isin(["effective", "contested", "nominal"])]
    assert set(districts["id"]) - touched(control) <= PRESENCE_ONLY


@pytest.mark.parametrize("commodity", ["people", "drugs", "fuel", "weapons", "cigarettes", "gold"])
def test_every_commodity_has_hubs_and_routes(evidence: Evidence, commodity: str) -> None:
    hubs, routes = evidence.layer("trafficking_hubs"), evidence.layer("trafficking_routes")
    moved = hubs["commodities"].map(split).map(lambda named: commodity in named)
    assert moved.sum() >= 5
    assert (hubs["class"] == commodity).any()
    assert routes["commodities"].map(split).map(lambda named: commodity in named).any()
    assert all(row["class"] in split(row["commodities"]) for row in hubs.to_dict("records"))


@pytest.mark.parametrize("town", ["Misrata", "Zintan", "Zawiya"])
def test_a_city_state_is_several_forces(evidence: Evidence, town: str) -> None:
    groups = evidence.layer("city_states")
    own = groups[groups["class"] == town.lower()]
    assert own["name_en"].nunique() >= 3
    assert set(own["town"]) == {town}


def test_the_meeting_on_a_joint_force_is_there(evidence: Evidence) -> None:
    events = evidence.table("events")
    (meeting,) = events[events["name_en"].str.contains("Paris meeting on a joint Libyan force")].to_dict(
        "records"
    )
    assert (meeting["place"], meeting["class"], meeting["date"]) == ("paris", "settlement", "2024-05")
    assert {"jmc", "france", "us"} <= set(split(meeting["actors"]))


def test_every_id_is_used_once(evidence: Evidence) -> None:
    # A publisher may be called as one of its sources is.
    for names in (CATALOG, [name for name in TABLES if name != "publishers"]):
        ids = pd.concat([frame(evidence, name)["id"] for name in names])
        assert ids[ids.duplicated(keep=False)].tolist() == []


@pytest.mark.parametrize(
    "name", [*CATALOG, *(name for name, table in TABLES.items() if name not in ("naming", "publishers"))]
)
def test_every_row_cites_sources_that_can_be_looked_up(evidence: Evidence, name: str) -> None:
    if name == "sources":
        cited = set(evidence.table("sources")["id"])
    else:
        lists = frame(evidence, name)["sources"].map(split)
        assert lists.map(len).min() >= 1
        cited = {source for listed in lists for source in listed}
    for source_id in cited:
        source = evidence.source(source_id)
        assert source.publisher.strip(), source
        assert source.title.strip(), source
        address = urlsplit(source.url)
        assert address.scheme in ("http", "https"), source
        assert address.hostname, source
        assert source.date or source.date_note, "an undated source says why"
        assert not source.date or first_day(source.date) <= TODAY, source


def _dates(evidence: Evidence, name: str, *columns: str) -> Iterator[tuple[dict[Any, Any], str, date]]:
    """Yield row, column and first day of every date that is given."""
    for row in frame(evidence, name).to_dict("records"):
        for column in columns:
            if row.get(column):
                yield row, column, first_day(row[column])


@pytest.mark.parametrize(
    "name", [*CATALOG, *(name for name in TABLES if name not in ("sources", "naming", "publishers"))]
)
def test_nothing_is_recorded_or_confirmed_in_the_future(evidence: Evidence, name: str) -> None:
    told = list(_dates(evidence, name, "recorded_on", "reviewed_on", "stated_on", "date"))
    assert told
    assert [(row["id"], column) for row, column, day in told if day > TODAY] == []


def test_no_claim_is_later_than_its_record(evidence: Evidence) -> None:
    told = list(_dates(evidence, "claims", "valid_from", "valid_to", "stated_on"))
    assert len(told) >= len(evidence.table("claims"))
    assert [(row["id"], column) for row, column, day in told if day > first_day(row["recorded_on"])] == []


@pytest.mark.parametrize("day", ["2010-06-01", "2011-02-14"])
def test_there_are_no_sides_before_the_uprising(evidence: Evidence, day: str) -> None:
    for name in ("control", "tripoli", "east", "city_states", "foreign"):
        rows = valid_on(evidence.layer(name), date.fromisoformat(day))
        assert rows["id"].tolist() == [], name


def test_nothing_is_called_by_a_later_name(evidence: Evidence) -> None:
    names = Names.of(evidence)
    called = {day: names.side("tripoli", day).en for day in ("2010-01-01", "2012-07-01", "2013-07-01",
              "2020-07-01", "2021-05-01")}  # fmt: skip
    assert called == {
        "2010-01-01": "Recognised authority in Tripoli",
        "2012-07-01": "National Transitional Council",
        "2013-07-01": "General National Congress",
        "2020-07-01": "Government of National Accord",
        "2021-05-01": "Government of National Unity",
    }
    assert Names.of(evidence, "press").side("tripoli", "2026-01-01").en == "GNU"
    assert "Unity" not in Names.of(evidence, "own").side("tripoli", "2020-07-01").en


def test_no_actor_of_a_side_holds_before_the_side_began(evidence: Evidence) -> None:
    control = with_days(evidence.layer("control"), 365)
    east = {one for one, side in Names.of(evidence).side_of.items() if side == "east"}
    early = control[control["from_day"] < "2014-05-01"]
    assert [row for row in early["actors"] if east & set(row.split("|"))] == []


def test_routes_pass_through_their_waypoints_in_order(evidence: Evidence, placed: gpd.GeoSeries) -> None:
    """What has no position is left out of the line and named in the summary; below two points no line."""
    names = {row["id"]: row["name_en"] for row in evidence.layer("places").to_dict("records")}
    routes = evidence.layer("trafficking_routes").to_crs(METRIC_CRS)
    for route in routes.to_dict("records"):
        stops = split(route["waypoints"])
        known = [placed[stop] for stop in stops if stop in placed.index]
        assert (route["geometry"] is not None) == (len(known) >= 2), route["id"]
        if route["geometry"] is None:
            continue
        line = route["geometry"]
        for stop in set(stops) - set(placed.index):
            assert names[stop] in route["summary"], f"{route['id']} leaves out {stop} without a word"
        assert max(line.distance(point) for point in known) <= route["precision_m"], route["id"]
        along = [line.project(point) for point in known]
        assert along == sorted(along), route["id"]


def test_areas_of_control_lie_in_libya_and_never_overlap(evidence: Evidence) -> None:
    layer = evidence.layer("control").to_crs(METRIC_CRS)
    areas = layer[layer["district"] != ""]
    # Outlines are shared out once, in degrees; projecting them may fold a corner by a hair.
    areas = areas.set_geometry(areas.geometry.make_valid())
    libya = evidence.ground["neighbours"].set_index("id").to_crs(METRIC_CRS).geometry["country-ly"]
    assert areas.geometry.is_valid.all()
    assert areas.loc[~areas.within(libya.buffer(GRID_M)), "id"].tolist() == []
    for day in sorted({*areas["valid_from"], TODAY.isoformat()}):
        held = valid_on(areas, date.fromisoformat(day))
        assert len(held), day
        one, other = held.sindex.query(held.geometry, predicate="intersects")
        pairs = one < other
        shared = held.iloc[one[pairs]].intersection(held.iloc[other[pairs]], align=False)
        assert shared.area.max() < 1 or not pairs.any(), f"{day}: areas share ground, in square metres"


def test_every_naming_policy_names_what_is_disputed(evidence: Evidence) -> None:
    naming = evidence.table("naming")
    declared = next(column.values for column in TABLES["naming"].columns if column.name == "policy")
    assert set(naming["policy"]) == set(declared)
    assert not naming.duplicated(["policy", "subject"]).any()
    assert (naming[["name_en", "name_ar"]] != "").all(axis=None)
    for policy, rows in naming.groupby("policy"):
        assert set(rows["subject"]) >= NAMED_BY_ALL, policy
    ids = {
        "actor": set(evidence.table("actors")["id"]),
        "side": set(style().palette),
        "layer": set(CATALOG),
    }
    for subject in naming["subject"]:
        kind, _, name = subject.partition(":")
        assert name in ids[kind], subject


def test_each_power_that_has_a_base_or_advisers_is_on_the_map_of_the_whole_country(
    evidence: Evidence,
) -> None:
    rows = valid_on(evidence.layer("foreign"), TODAY)
    stands = rows[rows.geometry.notna() & rows["class"].isin(["base", "advisers"])]
    first = stands.groupby("actor")["importance"].min()
    assert len(first) >= 5
    assert first[first.ne(1)].empty, f"seen only as one zooms in: {list(first[first.ne(1)].index)}"


def test_notes_are_written_for_readers_and_not_to_ourselves(evidence: Evidence) -> None:
    claims = evidence.tables["claims"]
    inward = r"\b(?:our|own|next|another|our \w+) rows?\b|our claim|if wanted|\([a-z]{2}\d\d\b"
    assert not list(claims.loc[claims["note"].fillna("").str.contains(inward, case=False), "id"])
