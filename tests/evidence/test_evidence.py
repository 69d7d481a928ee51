"""Loading everything: bad data never raise, and take out no more than what rests on them."""

from __future__ import annotations

import os
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from geo.access import everybody
from geo.catalog import read_tables
from geo.errors import InvalidLayer, UnknownId
from geo.evidence import current, load
from geo.faults import FAULT_COLUMNS
from geo.settings import Settings
from geo.store import open_store
from geo.validity import valid_on
from tests.running import as_somebody_else

if TYPE_CHECKING:
    from conftest import DataRoot

    from geo.analysis.inputs import Inputs

SPOTS = """
title = "Claimed places"
group = "Powers"
order = 10
derive = "spots"
geometry = ["Point"]
colour = "base"
[classes.town]
title = "Town"
symbol = "town"
"""


def spots(inputs: Inputs) -> gpd.GeoDataFrame:
    """Return the places that somebody claims."""
    places = inputs.layers["places"]
    return places[places["id"].isin(inputs.tables["claims"]["place"])].reset_index(drop=True)


def test_a_right_root_has_no_faults(data_root: DataRoot) -> None:
    evidence = data_root.evidence()
    assert evidence.faults.empty, evidence.faults.to_string()
    assert tuple(evidence.faults.columns) == FAULT_COLUMNS
    assert list(evidence.layers) == ["zones", "places", "groups"]
    assert evidence.broken == {}
    assert evidence.broken_tables == {}
    assert list(evidence.tables) == list(read_tables(data_root.data / "tables.toml")[0])
    assert set(evidence.ground) == {"coast", "places"}
    assert all(frame.crs == "EPSG:4326" for frame in evidence.layers.values())


def test_land_of_a_finer_outline_stands_in_for_that_country_alone(data_root: DataRoot) -> None:
    def country(name: str, west: float) -> dict[str, Any]:
        named = {"id": name, "name_en": name, "name_ar": ""}
        return {"type": "Feature", "properties": named, "geometry": data_root.square(west, 25)}

    data_root.collection("base/neighbours", [country("country-ly", 10), country("country-td", 15)])
    data_root.collection("base/land", [country("country-ly", 11)])
    ground = data_root.evidence().ground
    assert "land" not in ground
    west = ground["neighbours"].set_index("id").bounds["minx"]
    assert west.to_dict() == {"country-ly": 11, "country-td": 15}


def test_ground_without_what_it_must_have_is_a_fault_and_is_not_used(data_root: DataRoot) -> None:
    bare = {"type": "Feature", "properties": {"name_en": "Chad"}, "geometry": data_root.square(15, 25)}
    data_root.collection("base/land", [bare])
    evidence = data_root.evidence()
    assert "land" not in evidence.ground
    faults = evidence.faults[evidence.faults["file"] == "data/base/land.geojson"]
    assert "id" in faults["column"].tolist()


def test_one_broken_layer_leaves_the_others(data_root: DataRoot) -> None:
    data_root.collection(
        "groups", [data_root.group("cs-a", actor="zintan-cm"), data_root.group("cs-b", (0, 0))]
    )
    evidence = data_root.evidence()
    assert list(evidence.layers) == ["zones", "places"]
    assert evidence.broken == {"groups": "'cs-a' actor: names unknown actor 'zintan-cm', and 1 more"}
    assert evidence.faults["feature"].tolist() == ["cs-a", "cs-b"]
    with pytest.raises(InvalidLayer, match="zintan-cm"):
        evidence.layer("groups")


def test_a_broken_declaration_takes_only_its_layer_out(data_root: DataRoot) -> None:
    path = data_root.layers / "zones.toml"
    path.write_text(path.read_text("utf-8").replace("title", "tilte", 1), "utf-8")
    evidence = data_root.evidence()
    assert list(evidence.layers) == ["places", "groups"]
    assert "tilte" in evidence.broken["zones"]
    assert set(evidence.faults["file"]) == {"layers/zones.toml"}, "its data file is not called undeclared"


def test_a_layer_that_cannot_be_read_does_not_make_others_wrong(data_root: DataRoot) -> None:
    data_root.write("base/places", '{"type": "Feat')
    evidence = data_root.evidence()
    assert evidence.faults["file"].tolist() == ["data/base/places.geojson"]
    assert list(evidence.layers) == ["zones", "groups"]


def test_a_feature_with_a_fault_can_still_be_referred_to(data_root: DataRoot) -> None:
    towns = [data_root.feature("tripoli"), data_root.feature("zintan", (31.93, 12.25))]
    data_root.collection("base/places", towns)
    evidence = data_root.evidence()
    assert evidence.faults[["file", "feature"]].to_numpy().tolist() == [
        ["data/base/places.geojson", "zintan"]
    ]
    assert list(evidence.layers) == ["zones", "groups"]


def test_what_follows_from_an_unread_value_is_not_told_again(data_root: DataRoot) -> None:
    bad = data_root.group("cs-a", {"type": "Point", "coordinates": [None, 3]}, credibility="high")
    del bad["properties"]["summary"]
    data_root.collection("groups", [bad])
    faults = data_root.evidence().faults
    assert set(zip(faults["feature"], faults["column"], strict=True)) == {
        ("", "summary"),
        ("cs-a", "geometry"),
        ("cs-a", "credibility"),
    }


def test_an_id_in_two_layers_is_the_fault_of_the_upper_one(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("tripoli")])
    fault = data_root.fault(layer="groups")
    assert (fault["feature"], fault["column"], fault["problem"]) == (
        "tripoli",
        "id",
        "is also an id in layer 'places'",
    )


@pytest.mark.parametrize("name", ["sources", "actors"])
def test_without_a_lookup_table_everything_else_still_loads(data_root: DataRoot, name: str) -> None:
    (data_root.data / f"{name}.csv").unlink()
    evidence = data_root.evidence()
    assert evidence.faults["file"].tolist() == [f"data/{name}.csv"]
    assert list(evidence.layers) == ["zones", "places", "groups"]
    assert evidence.tables[name].empty
    assert name in evidence.broken_tables


def test_a_lookup_table_keeps_its_faultless_rows(data_root: DataRoot) -> None:
    lines = (data_root.data / "sources.csv").read_text("utf-8").splitlines()
    data_root.table("sources", [*lines, "evil,UN,A text,2024,,javascript:alert(1),news,A"])
    evidence = data_root.evidence()
    assert evidence.tables["sources"]["id"].tolist() == ["icg-2024", "un-2020"]
    assert data_root.fault(feature="evil")["column"] == "url"


def test_derived_layers_are_computed_as_recorded_on_a_day(data_root: DataRoot) -> None:
    data_root.declare("spots", SPOTS)
    evidence = data_root.evidence({"spots": spots})
    assert evidence.faults.empty, evidence.faults.to_string()
    assert list(evidence.layers) == ["zones", "spots", "places", "groups"]
    assert evidence.layers["spots"]["id"].tolist() == ["tripoli", "zintan"]
    assert evidence.layer("spots", recorded=date(2026, 7, 1))["id"].tolist() == ["tripoli"]
    assert evidence.layer("spots", recorded=date(2026, 1, 1)).empty
    assert evidence.layer("groups", recorded=date(2026, 1, 1)).empty
    assert evidence.layer("spots") is evidence.layer("spots"), "remembered"


def test_retracted_rows_are_not_held_now_but_were(data_root: DataRoot) -> None:
    withdrawn = data_root.group("cs-b", retracted_on="2026-09-01")
    data_root.collection("groups", [data_root.group("cs-a"), withdrawn])
    evidence = data_root.evidence()
    assert evidence.layer("groups")["id"].tolist() == ["cs-a"]
    assert evidence.layer("groups", recorded=date(2026, 8, 31))["id"].tolist() == ["cs-a", "cs-b"]
    assert evidence.layers["groups"]["id"].tolist() == ["cs-a", "cs-b"]


def test_a_derived_layer_rests_on_what_was_published_by_a_day(data_root: DataRoot) -> None:
    """The claim about Tripoli was published on 23 October 2020, that about Zintan in May 2024."""
    data_root.declare("spots", SPOTS)
    evidence = data_root.evidence({"spots": spots})

    def found(known: date | None = None, recorded: date | None = None) -> list[str]:
        return evidence.layer("spots", known, recorded)["id"].tolist()

    assert found(date(2020, 10, 22)) == []
    assert found(date(2020, 10, 23)) == ["tripoli"]
    assert found(date(2024, 5, 30)) == ["tripoli"], "a month is published when it is over"
    assert found(date(2024, 5, 31)) == ["tripoli", "zintan"]
    # That about Zintan was recorded in September 2026: both clocks cut.
    assert found(date(2024, 5, 31), date(2026, 7, 1)) == ["tripoli"]
    assert found(date(2020, 10, 22), date(2026, 7, 1)) == []
    assert found(date(2024, 5, 31), date(2026, 9, 1)) == ["tripoli", "zintan"]


def test_published_rows_of_layers_and_tables(data_root: DataRoot) -> None:
    withdrawn = data_root.group("cs-b", retracted_on="2026-09-01")
    data_root.collection("groups", [data_root.group("cs-a", sources="icg-2024"), withdrawn])
    evidence = data_root.evidence()
    assert evidence.faults.empty, evidence.faults.to_string()
    known = date(2021, 1, 1)
    assert evidence.layer("groups", known).empty, "what was retracted is left out, whenever published"
    assert evidence.layer("groups", known, date(2026, 8, 31))["id"].tolist() == ["cs-b"]
    assert evidence.layer("groups", date(2024, 6, 1))["id"].tolist() == ["cs-a"]
    assert evidence.rows("groups", known)["id"].tolist() == ["cs-b"]
    assert evidence.rows("groups")["id"].tolist() == ["cs-a", "cs-b"]
    assert evidence.table("claims", known)["id"].tolist() == ["claim-tripoli-gnu-1"]
    assert evidence.table("flows", known).empty


def test_what_the_rest_stands_on_is_there_before_anybody_published_it(data_root: DataRoot) -> None:
    evidence = data_root.evidence()
    before = date(2001, 1, 1)
    for name in ("places", "zones"):
        assert len(evidence.layer(name, before)) == len(evidence.layer(name)) > 0
        assert evidence.layer(name, before, before).empty, "but not before it was recorded"
    for name in ("actors", "sources", "naming"):
        assert len(evidence.table(name, before)) == len(evidence.table(name)) > 0


def test_changes_of_the_data_since_a_day_are_counted(data_root: DataRoot) -> None:
    withdrawn = data_root.group("cs-b", retracted_on="2026-09-01")
    passing = data_root.group("cs-c", recorded_on="2026-07-01", retracted_on="2026-08-01")
    data_root.collection("groups", [data_root.group("cs-a"), withdrawn, passing])
    evidence = data_root.evidence()
    assert evidence.changed_since(date(2026, 9, 1)) == 0
    assert evidence.changed_since(date(2026, 8, 31)) == 2, "one claim recorded, one group retracted"
    assert evidence.changed_since(date(2026, 7, 15)) == 3, "and one that was there for a month"


def test_a_faulty_table_takes_out_what_is_derived_from_it(data_root: DataRoot) -> None:
    data_root.declare("spots", SPOTS)
    lines = (data_root.data / "claims.csv").read_text("utf-8").splitlines()
    data_root.table("claims", [*lines, lines[1].replace("-gnu-1", "-gnu-2").replace("nominal", "nominel")])
    evidence = data_root.evidence({"spots": spots})
    assert list(evidence.layers) == ["zones", "places", "groups"]
    assert evidence.broken["spots"].startswith("derive: needs the table 'claims', which is out")
    assert data_root.fault(file="data/claims.csv")["remedy"] == "did you mean 'nominal'?"
    assert evidence.tables["claims"].empty
    assert list(evidence.tables["claims"].columns)[:3] == ["id", "scope", "place"]


@pytest.mark.parametrize(
    ("derive", "reason"),
    [
        ({"spot": spots}, "unknown analysis 'spots'"),
        ({"spots": lambda inputs: inputs.layers["spots"]}, "layer 'spots' is derived from itself"),
        ({"spots": lambda _: 1 / 0}, "ZeroDivisionError"),
        ({"spots": lambda inputs: inputs.tables["nothing"]}, "KeyError"),
        (
            {"spots": lambda inputs: inputs.layers["places"].assign(**{"class": "city"})},
            "unknown class 'city'",
        ),
    ],
)
def test_a_derived_layer_that_fails_is_out_and_says_why(
    data_root: DataRoot, derive: dict[str, Any], reason: str
) -> None:
    data_root.declare("spots", SPOTS)
    evidence = data_root.evidence(derive)
    assert list(evidence.layers) == ["zones", "places", "groups"]
    assert reason in evidence.broken["spots"]
    assert set(evidence.faults["file"]) == {"layers/spots.toml"}


def test_looking_up_by_id(data_root: DataRoot) -> None:
    evidence = data_root.evidence()
    assert evidence.source("icg-2024").url == "https://example.org/icg"
    assert evidence.actor("gnu").aliases == ("GNU", "Unity government")
    assert evidence.layer_of("cs-zintan") == "groups"
    for ask, known in (
        (lambda: evidence.source("icg-2O24"), "icg-2024"),
        (lambda: evidence.actor("gnuu"), "gnu"),
        (lambda: evidence.layer_of("cs-zintam"), "cs-zintan"),
        (lambda: evidence.layer("group"), "groups"),
        (lambda: evidence.table("claim"), "claims"),
    ):
        with pytest.raises(UnknownId, match=f"did you mean '{known}'"):
            ask()


def test_nothing_is_dropped_silently(data_root: DataRoot) -> None:
    data_root.collection("camps", [data_root.feature("camp")])
    assert data_root.fault()["file"] == "data/camps.geojson"


def test_an_empty_root_loads_with_faults(data_root: DataRoot) -> None:
    for path in [*data_root.layers.iterdir(), *data_root.data.rglob("*.*")]:
        path.unlink()
    evidence = data_root.evidence()
    assert evidence.layers == {}
    assert evidence.faults["file"].tolist() == ["data/tables.toml"]


def test_odd_files_take_out_no_more_than_their_layer(data_root: DataRoot) -> None:
    for folder, name in ((data_root.layers, "zones.toml"), (data_root.data, "groups.geojson")):
        (folder / f".#{name}").symlink_to("user@host.1:1")  # as Emacs leaves it beside an open file
        (folder / f".#{name}").with_name(f"loop-{name}").symlink_to(f"loop-{name}")
        (folder / name).unlink()
        (folder / name).mkdir()
    settings = Settings(root=data_root.path)
    for evidence in (data_root.evidence(), current(settings, everybody(settings))):
        assert list(evidence.layers) == ["places"]
        assert evidence.broken["zones"].startswith("cannot be read: Is a directory")
        assert evidence.broken["groups"].startswith("cannot be read: Is a directory")
        assert not evidence.faults["file"].str.contains("#").any()


def test_what_may_not_be_opened_is_a_fault(data_root: DataRoot) -> None:
    assert data_root.evidence().broken == {}  # and all is imported that another user may not read
    for path in (data_root.data / "groups.geojson", data_root.layers / "zones.toml"):
        path.chmod(0)
    evidence = as_somebody_else(data_root.path, data_root.evidence)
    assert list(evidence.layers) == ["places"]
    assert {reason.partition(",")[0] for reason in evidence.broken.values()} == {
        "cannot be read: Permission denied"
    }


def test_a_clearance_leaves_out_rows_and_what_cites_them_is_no_fault(data_root: DataRoot) -> None:
    towns = [data_root.feature("tripoli"), data_root.feature("zintan", (12.25, 31.93), marking="RED")]
    data_root.collection("base/places", towns)
    evidence = load(open_store(data_root.path), data_root.layers, {}).cleared("AMBER")
    assert evidence.faults.empty, evidence.faults.to_string()
    assert evidence.layers["places"]["id"].tolist() == ["tripoli"]
    # Both groups are based there, so they would tell of it.
    assert len(evidence.layers["groups"]) == 0


def test_current_reads_again_only_after_a_change(data_root: DataRoot) -> None:
    settings = Settings(root=data_root.path)
    first = current(settings, everybody(settings))
    assert current(settings, everybody(settings)) is first
    path = data_root.data / "groups.geojson"
    data_root.collection("groups", [data_root.group("cs-new")])
    os.utime(path, ns=(1, 1))
    second = current(settings, everybody(settings))
    assert second is not first
    assert second.version != first.version
    assert valid_on(second.layer("groups"), date(2026, 1, 1))["id"].tolist() == ["cs-new"]


def test_current_is_one_value_for_all_threads(data_root: DataRoot) -> None:
    settings = Settings(root=data_root.path)
    seen: list[object] = []
    threads = [Thread(target=lambda: seen.append(current(settings, everybody(settings)))) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(seen) == 6
    assert len(set(map(id, seen))) == 1
