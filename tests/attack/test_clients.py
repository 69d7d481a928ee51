"""Programs of others on the running server: GDAL and OWSLib read /ogc, schemathesis judges /api."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyogrio
import shapely
from owslib.ogcapi.features import Features

from tests.attack.raw import Target


def test_gdal_reads_every_page_of_a_layer(target: Target) -> None:
    """The driver of the pyogrio wheel, as geopandas uses it; pages of 3 so that it has to go on."""
    source = f"OAPIF:{target.base}/ogc"
    ours = _json(target, "/api/layers/crossings.geojson")["features"]
    theirs = pyogrio.read_dataframe(source, layer="crossings", PAGE_SIZE=3).set_index("id")
    assert set(theirs.index) == {feature["id"] for feature in ours}
    assert len(ours) > 3
    for feature in ours:
        row = theirs.loc[feature["id"]]
        assert row["name_ar"] == feature["properties"]["name_ar"]
        assert row.geometry.equals(shapely.geometry.shape(feature["geometry"]))


def test_gdal_cuts_and_projects_at_the_server(target: Target) -> None:
    source = f"OAPIF:{target.base}/ogc"
    near = pyogrio.read_dataframe(
        source, layer="ports", bbox=(1_390_000, 3_830_000, 1_560_000, 3_960_000), CRS="EPSG:3857"
    )
    assert near.crs == "EPSG:3857"
    assert near.geometry.x.between(1_390_000, 1_560_000).all()
    assert "tripoli-port" in set(near["id"])
    assert len(near) < len(pyogrio.read_dataframe(source, layer="ports"))


def test_gdal_reads_an_own_layer_with_its_cookie_alone(target: Target) -> None:
    rows = b"name,date,lat,lon\nSeen,2024-03-01,32.5,13.2\n"
    head = "POST /api/own/add?name=seen.csv HTTP/1.1", f"Host: {target.host}", f"Content-Length: {len(rows)}"
    added = target.send(*head, body=rows)
    assert added.status == 200, added.body
    source, layer = f"OAPIF:{target.base}/ogc", json.loads(added.body)["layer"]
    assert layer not in pyogrio.list_layers(source)[:, 0]
    cookie = added.headers["set-cookie"].partition(";")[0]
    pyogrio.set_gdal_config_options({"GDAL_HTTP_COOKIE": cookie})
    try:
        assert pyogrio.read_dataframe(source, layer=layer)["name_en"].tolist() == ["Seen"]
    finally:
        pyogrio.set_gdal_config_options({"GDAL_HTTP_COOKIE": None})


def test_owslib_finds_its_way(target: Target) -> None:
    service = Features(f"{target.base}/ogc")
    assert any(one.endswith("features-2/1.0/conf/crs") for one in service.conformance()["conformsTo"])
    assert service.api()["openapi"].startswith("3.0")
    layers = {layer["id"] for layer in _json(target, "/api/layers")["layers"]}
    assert set(service.feature_collections()) == layers
    assert service.collection("control")["storageCrs"].endswith("CRS84")
    page = service.collection_items("ports", limit=2, bbox=[8, 30, 26, 34], datetime_="2026-01-01")
    assert page["numberReturned"] == 2 < page["numberMatched"]
    first = page["features"][0]
    assert service.collection_item("ports", first["id"])["properties"] == first["properties"]


JUDGED = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance",
    "response_headers_conformance", "response_schema_conformance", "negative_data_rejection",
    "unsupported_method",
)  # fmt: skip
"""All but that whatever fits a parameter is taken: some go only with others, which no schema says."""


def test_schemathesis_finds_nothing(target: Target, tmp_path: Path) -> None:
    """A few requests to each address; what takes seconds is asked at length."""
    _judge(
        target, tmp_path, "--phases", "fuzzing", "-n", "2", "--exclude-path-regex", "figure$|export$|/ask/"
    )


def _judge(target: Target, folder: Path, *options: str) -> None:
    command = [str(Path(sys.executable).with_name("schemathesis")), "run", f"{target.base}/api/openapi.json"]
    usual = [
        "--seed",
        "1",
        "--request-timeout",
        "60",
        "--generation-database",
        "none",
        "--no-color",
        "-c",
        ",".join(JUDGED),
    ]
    done = subprocess.run(
        [*command, *usual, *options], cwd=folder, check=False, capture_output=True, text=True, timeout=400
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr[-2000:]


def _json(target: Target, path: str) -> Any:
    return json.loads(target.get(path).body)
