"""Downloads: days, extent and filters that were asked for, over HTTP and on the command line."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pyogrio
import pytest
import shapely

from geo.errors import GeoError, InvalidLayer, UnknownId
from geo.evidence import Evidence
from geo.export import FORMATS, Scope, archive, gather
from geo.export.__main__ import main
from geo.export.geopackage import STYLES, parts
from geo.export.readme import describe

if TYPE_CHECKING:
    from conftest import DataRoot
from tests.export.opening import MIXED_TOML, Site, gpkg_tables, ids, opened, scope


def test_filters_keep_what_the_map_shows(real: Evidence) -> None:
    day = date(2024, 6, 30)
    whole = gather(real, scope("trafficking_hubs", day)).cuts[0]
    extract = gather(real, scope("trafficking_hubs", day, filters="rel:B;com:fuel"))
    (cut,) = extract.cuts
    fuel = whole.frame[whole.frame["commodities"].map(lambda text: "fuel" in text.split("|"))]
    assert list(cut.frame["id"]) == list(fuel.loc[fuel["reliability"] <= "B", "id"])
    assert 0 < len(cut.frame) == len(whole.frame) - cut.filtered < len(whole.frame)
    assert "Filters com:fuel;rel:B." in describe(extract)


@pytest.mark.parametrize(
    ("at", "filters", "told"),
    [(None, "rel:B", "give at="), (date(2024, 6, 30), "rell:B", "'rell:B' is not a filter"),
     (date(2024, 6, 30), "age:old", "needs a whole number")],
)  # fmt: skip
def test_unusable_filters_are_refused(at: date | None, filters: str, told: str) -> None:
    with pytest.raises(GeoError, match=re.escape(told)):
        scope("energy", at, filters=filters)


def test_an_extent_keeps_what_touches_it(site: Site, tmp_path: Path) -> None:
    found = site.export(tmp_path, layers="mixed", format="csv", bbox="13.5000001,22.5,20.5,31")
    assert ids(found.csv("mixed.csv")) == ["m-area", "m-line"]
    assert found.fact("Extent").startswith("13.5000001,22.5,20.5,31 ")
    layers = found.section("Layers")
    assert "1 outside the extent; 1 unplaced, so neither inside the extent nor outside" in layers
    assert found.fact("Features") == "2, of them 0 unplaced, in 1 layer"
    whole = site.export(tmp_path, layers="mixed", format="csv")
    assert "Left out: nothing" in whole.section("Layers")


@pytest.mark.parametrize("form", FORMATS)
def test_an_extent_with_nothing_in_it_gives_empty_files(site: Site, tmp_path: Path, form: str) -> None:
    found = site.export(tmp_path, layers="mixed,groups", format=form, bbox="100,-10,101,-9")
    assert found.fact("Handling").startswith("nothing in this archive is marked")
    assert found.csv("sources.csv") == []
    if form == "gpkg":
        tables = gpkg_tables(found.gpkg())
        assert tables["mixed_lines"] == "LineString"
        assert {
            pyogrio.read_info(found.gpkg(), layer=name)["features"] for name in tables if name != STYLES
        } == {0}


def test_both_clocks_are_kept(mixed: DataRoot, tmp_path: Path) -> None:
    mixed.collection(
        "groups",
        [
            mixed.group("cs-new", valid_from="2021-03", recorded_on="2026-10-01"),
            mixed.group("cs-old", valid_to="2020", retracted_on="2026-09-01"),
        ],
    )
    evidence = mixed.evidence()

    def found(at: date | None = None, recorded: date | None = None, known: date | None = None) -> list[str]:
        return ids(
            opened(evidence, tmp_path, "csv", Scope(("groups",), at, known, recorded)).csv("groups.csv")
        )

    assert found() == ["cs-new"]
    assert found(recorded=date(2026, 7, 1)) == ["cs-old"]
    assert found(known=date(2026, 7, 1)) == ["cs-new"], "published by then, whenever it was recorded"
    assert found(known=date(2020, 10, 22)) == []
    assert found(date(2020, 6, 1), date(2026, 7, 1)) == ["cs-old"]
    assert found(date(2020, 6, 1)) == []
    empty = opened(evidence, tmp_path, "csv", Scope(("groups",), date(2020, 6, 1)))
    assert "1 not true on 2020-06-01" in empty.section("Layers")


def test_a_layer_called_like_a_table_keeps_out_of_its_way(mixed: DataRoot, tmp_path: Path) -> None:
    mixed.declare("claims", MIXED_TOML.replace("mixed.geojson", "claims.geojson"))
    mixed.collection("claims", [mixed.feature("c-1", **{"class": "thing"})])
    evidence = mixed.evidence()
    found = opened(evidence, tmp_path, "csv", scope("claims,mixed"))
    assert ids(found.csv("claims_.csv")) == ["c-1"]
    assert ids(found.csv("claims.csv")) == ["claim-tripoli-gnu-1"]
    assert "In claims_.csv" in found.readme
    path = opened(evidence, tmp_path, "gpkg", scope("claims,mixed")).gpkg()
    assert {"claims", "claims__points", "mixed_points"} <= set(gpkg_tables(path))
    titles = [
        pyogrio.read_info(path, layer=name)["layer_metadata"]["IDENTIFIER"] for name in gpkg_tables(path)
    ]
    assert len(titles) == len(set(titles)), "the standard wants each title once"


def test_a_geometry_that_no_table_takes_is_told(real: Evidence) -> None:
    extract = gather(real, scope("ports"))
    (cut,) = extract.cuts
    cut.frame.loc[0, "geometry"] = shapely.GeometryCollection([shapely.Point(1, 1)])
    with pytest.raises(InvalidLayer, match="'ports' has the geometry GeometryCollection"):
        parts(cut)


def test_the_evidence_is_not_changed(real: Evidence) -> None:
    before = {name: list(frame.columns) for name, frame in real.layers.items()}
    gather(real, scope("energy,control", bbox="9,24,20,33"))
    assert {name: list(frame.columns) for name, frame in real.layers.items()} == before


def test_the_route_names_and_tags_its_answer(site: Site) -> None:
    answer = site.ask("/api/export", layers="groups", format="csv", at="2025-06-30")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="LBY_groups_20250630.zip"'
    assert answer.headers["cache-control"] == "no-cache"
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.body)
    held = {"if-none-match": answer.headers["etag"]}
    again = site.ask("/api/export", held, layers="groups", format="csv", at="2025-06-30")
    assert (again.status, again.body) == (304, b"")
    other = site.ask("/api/export", held, layers="groups", format="csv", at="2025-07-01")
    assert other.status == 200
    two = site.ask("/api/export", layers="zones,groups", at="2025-06-30", format="geojson")
    assert two.headers["content-disposition"] == 'attachment; filename="LBY_map_20250630.zip"'
    today = site.ask("/api/export", layers="zones")
    assert f"{date.today():%Y%m%d}" in today.headers["content-disposition"]


def test_the_order_of_layers_does_not_matter(site: Site) -> None:
    one, other = (
        site.ask("/api/export", layers=text, format="csv")
        for text in ("zones,groups", " groups,zones,,groups")
    )
    assert one.body == other.body
    assert one.headers["etag"] == other.headers["etag"]


@pytest.mark.parametrize(
    ("query", "status", "detail"),
    [
        ({"layers": "grups"}, 404, "no layer 'grups'; did you mean 'groups'?"),
        ({"layers": "groups,nothing-like-it"}, 404, "GET /api/layers lists them"),
        ({"layers": ""}, 400, "name at least one layer"),
        ({}, 400, "name at least one layer"),
        (
            {"layers": "groups", "format": "shp"},
            400,
            "format: 'shp' is none; use one of: gpkg, geojson, csv, xlsx",
        ),
        ({"layers": "groups", "format": "geojsn"}, 400, "did you mean 'geojson'?"),
        ({"layers": "groups", "at": "2025-06"}, 400, "at: '2025-06' is not a full date"),
        ({"layers": "groups", "known": "soon"}, 400, "known: 'soon' is not a full date"),
        ({"layers": "groups", "recorded": "soon"}, 400, "recorded: 'soon' is not a full date"),
        (
            {"layers": "groups", "bbox": "1,2,3"},
            400,
            "bbox: '1,2,3' is no extent; write west,south,east,north",
        ),
        ({"layers": "groups", "bbox": "20,20,10,30"}, 400, "is no extent"),
        ({"layers": "groups", "bbox": "nan,20,25,33"}, 400, "is no extent"),
        ({"layers": "groups", "bbox": "9,20,inf,33"}, 400, "is no extent"),
        ({"layers": "groups", "bbox": "9,20,25,95"}, 400, "is no extent"),
        ({"layers": "groups", "bbox": "a,b,c,d"}, 400, "is no extent"),
        ({"layers": "groups", "format": "csv", "bbox": "x" * 9000}, 400, "is no extent"),
    ],
)
def test_a_wrong_question_is_told_what_to_ask(
    site: Site, query: dict[str, str], status: int, detail: str
) -> None:
    answer = site.ask("/api/export", **query)
    assert answer.status == status
    assert detail in answer.detail
    assert len(answer.detail) < 400


def test_a_layer_that_is_out_is_told_with_its_reason(mixed: DataRoot) -> None:
    mixed.collection("groups", [mixed.group("cs-a", actor="nobody")])
    answer = Site(mixed.path).ask("/api/export", layers="groups,mixed")
    assert answer.status == 404
    assert "nobody" in answer.detail
    with pytest.raises(InvalidLayer):
        gather(mixed.evidence(), scope("groups"))
    with pytest.raises(UnknownId):
        gather(mixed.evidence(), scope("grups"))
    with pytest.raises(GeoError, match="did you mean 'csv'"):
        archive(gather(mixed.evidence(), scope("mixed")), "cvs")


def test_the_command_line_writes_what_the_route_sends(
    mixed: DataRoot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LIBYA_ROOT", str(mixed.path))
    monkeypatch.chdir(tmp_path)
    out = tmp_path / "out.zip"
    given = ["--layers", "mixed,zones", "--format", "csv", "--at", "2025-06-30", "--bbox=-5,20,25,33"]
    assert main([*given, "--out", str(out)]) == 0
    assert capsys.readouterr().out.strip() == str(out)
    query = {"layers": "mixed,zones", "format": "csv", "at": "2025-06-30", "bbox": "-5,20,25,33"}
    assert out.read_bytes() == Site(mixed.path).ask("/api/export", **query).body
    assert main(["--layers", "zones", "--known", "2026-11-23"]) == 0
    assert (tmp_path / "LBY_zones_20261123.zip").is_file()
    assert main(["--layers", "zone"]) == 2
    assert "did you mean 'zones'?" in capsys.readouterr().err
    assert main(["--layers", "zones", "--out", str(tmp_path / "no" / "such.zip")]) == 2
