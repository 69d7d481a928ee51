"""Large layers over HTTP: a bounded part at a time, however many rows there are."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import pytest

from geo.access import everybody
from geo.evidence import current
from geo.export.__main__ import main as export
from geo.settings import Settings
from geo.store.large import layer as store_layer
from geo.view import View
from geo.web.api import large as api
from geo.web.page.hints import data_addresses
from tests.large_world import LAYER, add_large, incidents
from tests.web.client import Client

if TYPE_CHECKING:
    from conftest import DataRoot

COUNT = 900
HOME = f"/api/layers/{LAYER}"
ALL = "bbox=9,19,26,34&at=2020-01-01"


@pytest.fixture
def client(data_root: DataRoot) -> Client:
    add_large(data_root.path, incidents(COUNT, valid_from="2015", valid_to="", retracted_on=""))
    return Client(Settings(root=data_root.path, clearance="RED"))


def test_the_catalogue_tells_of_it_and_its_own_address_gives_the_first_rows(
    client: Client, data_root: DataRoot
) -> None:
    layer = next(one for one in client.get("/api/layers").json["layers"] if one["id"] == LAYER)
    assert (layer["large"], layer["total"], layer["fault"]) == (True, COUNT, "")
    answer = client.get(f"{layer['data']}?at=2020-01-01&limit=50")
    assert (answer.headers["x-total-count"], answer.headers["x-returned-count"]) == (str(COUNT), "50")
    first = answer.json["features"][0]
    assert {"id", "class", "from_day", "stale_day", "look"} <= first["properties"].keys()
    assert answer.json["looks"][first["properties"]["look"]]["kind"] == "point"
    assert client.get(f"{layer['data']}?at=2014-01-01").headers["x-total-count"] == "0"
    settings = Settings(root=data_root.path, clearance="RED")
    view = View(layers=("places", LAYER), at=date(2020, 1, 1))
    first, _ = data_addresses(current(settings, everybody(settings)), view)
    assert [one for one in first if ".geojson" in one and LAYER in one] == [], (
        "a page asks for what is in view"
    )
    assert any("/places.geojson" in one for one in first)


def test_near_it_shows_points_and_far_out_cells_with_the_same_counts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    near = client.get(f"{HOME}/view?{ALL}&z=6").json
    assert near["kind"] == "points"
    counted = Counter(near["classes"][one] for one in near["class"])
    assert dict(counted) == near["counts"]
    assert sum(near["counts"].values()) == COUNT == len(near["x"]) == len(near["y"]) == len(near["row"])
    monkeypatch.setattr(api, "MOST_POINTS", 100)
    far = client.get(f"{HOME}/view?{ALL}&z=5").json
    assert (far["kind"], far["counts"]) == ("cells", near["counts"])
    assert sum(far["count"]) == COUNT
    hidden = client.get(f"{HOME}/view?{ALL}&z=6&f=hide:{LAYER}.politics").json
    assert hidden["counts"] == {**near["counts"], "politics": 0}
    assert client.get(f"{HOME}/view?{ALL}&z=6&known=2020-01-01").json["counts"] == near["counts"], (
        "not cut by it"
    )


def test_rows_come_page_by_page_and_a_point_leads_to_its_row(client: Client) -> None:
    page = client.get(f"{HOME}/rows?{ALL}&offset=10&limit=20&sort=-name_en").json
    names = [one["properties"]["name_en"] for one in page["features"]]
    assert page["total"] == COUNT
    assert len(names) == 20
    assert names == sorted(names, reverse=True)
    point = client.get(f"{HOME}/view?{ALL}&z=6").json["row"][3]
    [feature] = client.get(f"{HOME}/rows?row={point}").json["features"]
    card = client.get(f"/api/features/{feature['id']}?at=2020-01-01").json
    assert (card["id"], card["layer"]["id"]) == (feature["id"], LAYER)
    assert card["sources"][0]["publisher"] == "United Nations"


def test_it_is_found_by_name_and_counted_by_month(client: Client) -> None:
    groups = client.get("/api/search?q=incident 77").json["groups"]
    found = next(group for group in groups if group["title"] == "Incidents")
    assert "Incident 77" in {one["name_en"] for one in found["results"]}
    for asked in ("", "?at=2014-01-01", "?f=stale:1"):
        assert client.get(f"{HOME}/months{asked}").json["months"] == [["2015-01", COUNT]]


def test_all_that_is_wanted_is_sent_in_pieces(client: Client) -> None:
    whole = json.loads(client.get(f"{HOME}/all.geojson?{ALL}").body)
    assert len(whole["features"]) == COUNT
    text = client.get(f"{HOME}/all.csv?{ALL}&f=hide:{LAYER}.fighting").body.decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert {row["class"] for row in rows} == {"politics"}
    assert 9 < float(rows[0]["lon"]) < 26


def test_it_is_a_collection_of_ogc_page_by_page(client: Client) -> None:
    here = f"/ogc/collections/{LAYER}"
    told = client.get(here, host="127.0.0.1").json
    west, south, east, _ = told["extent"]["spatial"]["bbox"][0]
    assert 9.5 < west < 10
    assert 24.5 < east < 25
    assert told["extent"]["temporal"]["interval"][0][0] == "2015-01-01T00:00:00Z"
    seen: list[str] = []
    address = f"{here}/items?limit=250&bbox={west},{south},{east},27&datetime=2016-01-01/.."
    while address:
        page = client.get(address, host="127.0.0.1").json
        seen += [one["id"] for one in page["features"]]
        links = {one["rel"]: one["href"].removeprefix("http://127.0.0.1") for one in page["links"]}
        address = links.get("next", "")
    assert len(set(seen)) == len(seen) == page["numberMatched"] < COUNT
    assert page["features"][0]["properties"].keys() >= {"from_day", "look_fill", "class"}
    assert max(one["geometry"]["coordinates"][1] for one in page["features"]) <= 27
    one = client.get(f"{here}/items/{seen[7]}", host="127.0.0.1")
    assert (one.status, one.json["id"]) == (200, seen[7])
    assert client.get(f"{here}/items?datetime=2014-01-01", host="127.0.0.1").json["numberMatched"] == 0
    assert client.get(f"{here}/items/nothing", host="127.0.0.1").status == 404


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        (f"{HOME}/rows?limit=9999999", 400, "limit: give a whole number"),
        (f"{HOME}/view?bbox=1,2", 400, "bbox"),
        (f"/api/export?layers={LAYER}", 400, f"'{LAYER}' is large; take it as one of: csv, geojson,"),
        (f"/api/export?layers={LAYER},groups&format=csv", 400, f"'{LAYER}' is large; export it by itself"),
        ("/api/layers/groups/view", 404, "is not large"),
        ("/api/layers/nothing/view", 404, "nothing"),
    ],
)
def test_what_cannot_be_answered_says_why(client: Client, address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status == status
    assert said in answer.json["detail"]


@pytest.mark.parametrize("form", ["csv", "geojson", "parquet", "fgb"])
def test_it_is_taken_away_as_any_layer(
    client: Client, form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store_layer, "FRAME", 400)
    asked = f"at=2020-01-01&bbox=9,19,26,27&f=hide:{LAYER}.fighting"
    answer = client.get(f"/api/export?layers={LAYER}&format={form}&{asked}")
    assert (answer.status, answer.headers["content-type"]) == (200, "application/zip")
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        archive.extractall(tmp_path)
    count = client.get(f"{HOME}/rows?{asked}").json["total"]
    assert f"{count} features, of them 0 unplaced" in (tmp_path / "README.txt").read_text(encoding="utf-8")
    assert "un-2020" in (tmp_path / "sources.csv").read_text(encoding="utf-8-sig")
    assert "zintan-mc" in (tmp_path / "actors.csv").read_text(encoding="utf-8-sig")
    path = tmp_path / f"{LAYER}.{form}"
    rows = gpd.read_parquet(path) if form == "parquet" else gpd.read_file(path)
    assert len(rows) == count > 100
    assert set(rows["class"]) == {"politics"}
    assert {str(one)[:10] for one in rows["from_day"]} == {"2015-01-01"}
    if form != "csv":
        assert str(rows.crs.to_authority()[1]) in ("4326", "CRS84")
        assert rows.geometry.y.max() <= 27


def test_the_command_line_writes_it(
    data_root: DataRoot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    add_large(data_root.path, incidents(40, retracted_on=""))
    monkeypatch.setenv("LIBYA_ROOT", str(data_root.path))
    out = data_root.path / "e.zip"
    assert export([f"--layers={LAYER}", f"--out={out}"]) == 2
    assert "take it as one of: csv" in capsys.readouterr().err
    assert not out.exists()
    assert export([f"--layers={LAYER}", "--format=csv", f"--out={out}"]) == 0
    with zipfile.ZipFile(out) as archive:
        assert len(archive.read(f"{LAYER}.csv").splitlines()) == 41


def test_what_is_marked_is_not_served_to_all(data_root: DataRoot) -> None:
    add_large(data_root.path, incidents(40, marking=["CLEAR", "AMBER"] * 20, retracted_on=""))
    answers: list[Any] = [
        Client(Settings(root=data_root.path, clearance=clearance)).get(f"{HOME}/view?bbox=9,19,26,34&z=5")
        for clearance in ("CLEAR", "AMBER")
    ]
    few, many = (sum(answer.json["counts"].values()) for answer in answers)
    assert few < many
    assert answers[1].headers["x-handling-marking"] == "TLP:AMBER"
    assert "x-handling-marking" not in answers[0].headers
    assert store_layer.MOST_POINTS == api.MOST_POINTS
