"""What is served while files are edited, at fault or hostile."""

from __future__ import annotations

from typing import TYPE_CHECKING
from unittest.mock import ANY

from geo.settings import Settings
from tests.web.client import Client

if TYPE_CHECKING:
    from conftest import DataRoot


def test_layer_with_faults_is_out_and_says_why(data_root: DataRoot) -> None:
    faults = len(data_root.evidence().faults)
    data_root.collection("groups", [data_root.group("cs-zintan", sources="no-such-source")])
    client = Client(Settings(root=data_root.path))
    answer = client.get("/api/layers/groups.geojson")
    assert answer.status == 404
    assert "layer 'groups' is out: 'cs-zintan' sources: " in answer.detail
    (layer,) = [one for one in client.get("/api/layers").json["layers"] if one["id"] == "groups"]
    assert "no-such-source" in layer["fault"]
    assert client.get("/api/layers/places.geojson").status == 200
    assert client.get("/api/health").json["faults"] == faults + 1


def test_the_last_good_version_of_a_file_stays_in_use_while_it_is_at_fault(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    before = client.get("/api/layers/groups.geojson")
    data = client.get("/api/health").json["data"]
    right = (data_root.data / "groups.geojson").read_text("utf-8")
    data_root.write("groups", right[:-9])
    health = client.get("/api/health").json
    assert health["data"] == data
    assert health["faults"] == 1
    assert health["held"] == {"data/groups.geojson": ANY}
    assert client.get("/api/layers/groups.geojson").body == before.body
    data_root.write("groups", right)
    health = client.get("/api/health").json
    assert (health["data"], health["faults"], health["held"]) == (data, 0, {})


def test_a_card_does_without_what_is_out(data_root: DataRoot) -> None:
    lines = (data_root.data / "population.csv").read_text("utf-8").splitlines()
    data_root.table("population", [*lines, "cut,short"])
    answer = Client(Settings(root=data_root.path)).get("/api/features/tripoli")
    assert answer.status == 200
    assert answer.json["claims"] == []


def test_edited_data_show_without_a_restart(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    before = client.get("/api/layers").json
    assert len(client.get("/api/layers/groups.geojson").json["features"]) == 2
    data_root.collection("groups", [data_root.group("cs-zintan")])
    assert len(client.get("/api/layers/groups.geojson").json["features"]) == 1
    assert client.get("/api/layers").json["version"] != before["version"]


def test_markup_in_the_data_stays_text(data_root: DataRoot) -> None:
    evil = "</script><img src=x onerror=alert(1)>"
    data_root.collection("groups", [data_root.group("cs-zintan", name_en=evil, summary=evil)])
    client = Client(Settings(root=data_root.path))
    answer = client.get("/api/features/cs-zintan")
    assert answer.headers["content-type"] == "application/json"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.json["name_en"] == evil


def test_missing_values_are_null_or_empty_never_nan(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    groups = {one["id"]: one for one in client.get("/api/layers/groups.geojson").json["features"]}
    assert groups["cs-zintan"]["properties"]["strength"] == 500
    assert groups["cs-other"]["properties"]["strength"] is None
    places = {one["id"]: one for one in client.get("/api/layers/places.geojson").json["features"]}
    assert places["lost"]["geometry"] is None
    assert places["lost"]["properties"]["precision_m"] is None


def test_own_columns_of_a_card_are_words(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    told = {
        name: {
            column["title"]: column["value"] for column in client.get(f"/api/features/{name}").json["columns"]
        }
        for name in ("cs-zintan", "cs-other")
    }
    assert told["cs-zintan"] == {"Base": "Zintan", "Strength": "500", "Roles": "army"}
    assert told["cs-other"] == {"Base": "Zintan", "Roles": "army"}
