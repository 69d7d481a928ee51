"""Downloads: every archive is opened again and held against what the API says of the same day."""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pyogrio
import pytest
import shapely
from starlette.applications import Starlette
from starlette.types import Message

from geo.errors import GeoError, InvalidLayer, UnknownId
from geo.evidence import Evidence, current
from geo.export import FORMATS, Scope, archive, gather, scope
from geo.export.__main__ import main
from geo.export.columns import table_columns
from geo.export.geopackage import parts
from geo.export.texts import guarded
from geo.model import CREDIBILITIES, split
from geo.render.card import CREDIBILITY, RELIABILITY
from geo.settings import REPOSITORY, Settings
from geo.web.routes import routes
from tests.running import run

if TYPE_CHECKING:
    from collections.abc import Mapping

    from conftest import DataRoot

HOSTILE = '=HYPERLINK("http://evil.example","x")'
PARTIES = (
    "Natural Earth", "GeoNames", "OurAirports", "Global Energy Monitor", "UN/LOCODE", "IOM", "OpenStreetMap",
    "ISO 3166", "OCHA",
)  # fmt: skip
MIXED_TOML = """
title = "Mixed"
group = "Base"
order = 7
data = "mixed.geojson"
geometry = ["Point", "LineString", "MultiPolygon", "Polygon"]
colour = "base"
note = "All kinds."
[columns.lon]
title = "Precision (m)"
[columns.geom]
title = "Geom"
[columns.fid]
title = "Fid"
[columns.actors]
title = "Actors"
kind = "actors"
[columns.claims]
title = "Claims"
kind = "list"
[columns.share]
title = "Share"
kind = "number"
[classes.thing]
title = "Thing"
symbol = "town"
"""


class Opened:
    """An archive, read back."""

    def __init__(self, packed: bytes, folder: Path) -> None:
        with zipfile.ZipFile(io.BytesIO(packed)) as zipped:
            assert zipped.testzip() is None
            self.names = zipped.namelist()
            self.days = {entry.date_time for entry in zipped.infolist()}
            self.files = {name: zipped.read(name) for name in self.names}
        self.readme = self.files["README.txt"].decode()
        self._folder = folder

    def csv(self, name: str) -> list[dict[str, str]]:
        """Return the rows of a CSV file; each must have every cell."""
        content = self.files[name]
        assert content.startswith(b"\xef\xbb\xbf"), "spreadsheets need the mark to show Arabic"
        rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
        assert all(None not in row and None not in row.values() for row in rows)
        return rows

    def geojson(self, layer: str) -> dict[str, Any]:
        """Return a layer's GeoJSON; NaN is no JSON."""

        def refuse(word: str) -> None:
            raise AssertionError(word)

        document: dict[str, Any] = json.loads(self.files[f"{layer}.geojson"], parse_constant=refuse)
        return document

    def gpkg(self) -> Path:
        """Return the GeoPackage, on disk."""
        (name,) = (name for name in self.names if name.endswith(".gpkg"))
        path = self._folder / name
        path.write_bytes(self.files[name])
        return path

    def section(self, title: str) -> str:
        """Return the text below a heading of the README."""
        found = re.search(rf"\n\n\n{re.escape(title.upper())}\n\n(.*?)(?=\n\n\n|\Z)", self.readme, re.DOTALL)
        assert found, f"{title} is not in the README"
        return found[1]

    def fact(self, name: str) -> str:
        """Return a line of the README's head."""
        found = re.search(rf"^{name}  +(.+)$", self.readme, re.MULTILINE)
        assert found, f"{name} is not in the README"
        return found[1]


class Answer:
    """What a route answered."""

    def __init__(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    @property
    def detail(self) -> str:
        """The detail of an error."""
        assert self.headers["content-type"] == "application/json"
        return str(json.loads(self.body)["detail"])


class Site:
    """The routes over a data root, asked without a network."""

    def __init__(self, root: Path) -> None:
        self._app = Starlette(routes=routes(Settings(root=root)))

    def get(self, path: str, headers: Mapping[str, str] | None = None, **query: str) -> Answer:
        """Return what `GET path?query` answers."""
        sent: list[Message] = []

        async def receive() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Message) -> None:
            sent.append(message)

        asked = {
            "type": "http",
            "method": "GET",
            "path": path,
            "root_path": "",
            "query_string": urlencode(query).encode(),
            "headers": [(name.encode(), value.encode()) for name, value in (headers or {}).items()],
        }
        run(self._app(asked, receive, send))  # type: ignore[arg-type]
        start, *rest = sent
        told = {name.decode(): value.decode() for name, value in start["headers"]}
        return Answer(start["status"], told, b"".join(message.get("body", b"") for message in rest))

    def export(self, folder: Path, **query: str) -> Opened:
        """Return a download, opened."""
        answer = self.get("/api/export", **query)
        assert answer.status == 200, answer.body
        return Opened(answer.body, folder)

    def features(self, layer: str, **query: str) -> list[dict[str, Any]]:
        """Return what the API has of a layer."""
        answer = self.get(f"/api/layers/{layer}.geojson", **query)
        found: list[dict[str, Any]] = json.loads(answer.body)["features"]
        return found


def opened(evidence: Evidence, folder: Path, form: str, wanted: Scope) -> Opened:
    return Opened(archive(gather(evidence, wanted), form), folder)


def gpkg_tables(path: Path) -> dict[str, str | None]:
    """Return the tables of a GeoPackage with their geometry type."""
    return {str(name): kind for name, kind in pyogrio.list_layers(path)}


def gpkg_rows(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each layer over all its tables, and of each table without geometry."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, kind in gpkg_tables(path).items():
        layer = re.sub("_(points|lines|areas)$", "", table) if kind else table
        rows.setdefault(layer, []).extend(pyogrio.read_dataframe(path, layer=table).to_dict("records"))
    return rows


def ids(rows: Any) -> list[str]:
    return sorted(str(row["id"]) for row in rows)


@pytest.fixture(scope="module")
def real() -> Evidence:
    return current(Settings(root=REPOSITORY))


@pytest.fixture
def mixed(data_root: DataRoot) -> DataRoot:
    """Return a data root with a layer of all kinds of geometry, and columns named like those we add."""
    data_root.declare("mixed", MIXED_TOML)
    line = {"type": "LineString", "coordinates": [[13, 30], [14, 31]]}
    own = {"class": "thing", "lon": "x", "geom": "y", "fid": "z", "share": 0.5}
    data_root.collection(
        "mixed",
        [
            data_root.feature("m-point", **own, name_ar="مصراتة", actors="gnu", claims="claim-tripoli-gnu-1"),
            data_root.feature("m-line", line, **own, valid_from="2021-03", valid_to="2023"),
            data_root.feature("m-area", data_root.square(20, 22), **own, marking="AMBER"),
            data_root.feature("m-lost", None, **(own | {"share": None})),
        ],
    )
    return data_root


@pytest.fixture
def site(mixed: DataRoot) -> Site:
    assert mixed.evidence({"spots": lambda inputs: None}).faults.empty
    return Site(mixed.path)


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("query", [{}, {"at": "2022-06-30"}, {"at": "2019-04-04", "known": "2026-11-23"}])
def test_all_our_layers_have_what_the_api_has(tmp_path: Path, form: str, query: dict[str, str]) -> None:
    site, evidence = Site(REPOSITORY), current(Settings(root=REPOSITORY))
    found = site.export(tmp_path, layers=",".join(evidence.layers), format=form, **query)
    tables = gpkg_rows(found.gpkg()) if form == "gpkg" else {}
    for layer in evidence.layers:
        expected = site.features(layer, **query)
        if tables:
            rows: Any = tables[layer]
        elif form == "csv":
            rows = found.csv(f"{layer}.csv")
        else:
            rows = found.geojson(layer)["features"]
            assert [row["properties"] for row in rows] == [row["properties"] for row in expected]
        assert ids(rows) == ids(expected)
        count, lost = len(expected), sum(row["geometry"] is None for row in expected)
        plural = "feature" if count == 1 else "features"
        assert f"{count} {plural}, of them {lost} unplaced" in found.readme


@pytest.mark.parametrize("form", FORMATS)
def test_every_archive_explains_itself(site: Site, tmp_path: Path, form: str) -> None:
    found = site.export(
        tmp_path, layers="mixed,groups,places", format=form, at="2022-01-01", known="2026-11-23"
    )
    assert found.names[0] == "README.txt"
    assert "sources.csv" in found.names
    assert found.fact("Handling").startswith("TLP:AMBER,")
    assert re.fullmatch("[0-9a-f]{16}", found.fact("Data version"))
    assert found.fact("True on") == "2022-01-01"
    assert found.fact("Known on").startswith("2026-11-23,")
    assert found.fact("Extent") == "everything"
    assert found.fact("Features") == "9, of them 2 unplaced, in 3 layers"
    for title in ("Layers", "Dates", "Grades and markings", "Attributions and licences", "Position"):
        assert found.section(title)
    assert "Note: All kinds." in found.section("Layers")
    assert max(len(line) for line in found.readme.splitlines()) <= 110


def test_the_readme_tells_the_grades_as_the_cards_do(site: Site, tmp_path: Path) -> None:
    text = " ".join(site.export(tmp_path, layers="mixed").section("Grades and markings").split())
    for letter, words in RELIABILITY.items():
        assert f"{letter} {words}" in text
    for number in CREDIBILITIES:
        assert f"{number} {CREDIBILITY[int(number)]}" in text


def test_the_readme_names_everybody_whose_data_these_are(site: Site, tmp_path: Path) -> None:
    text = " ".join(site.export(tmp_path, layers="mixed").section("Attributions and licences").split())
    page = (REPOSITORY / "DATA_LICENSE.md").read_text("utf-8")
    parties = re.findall(r"^\| ([^|]+) \|", page, re.MULTILINE)
    taken_from = [party for party in parties if not party.startswith(("source", "Unicode"))]
    assert len(taken_from) >= 9
    for party in taken_from:
        named = [name for name in PARTIES if name in party]
        assert named, f"{party} is new: credit it in geo/export/readme.py"
        assert all(name in text for name in named)
    quoted = re.findall(r'"([^"\n]+, CC BY 4\.0)"', page)
    assert len(quoted) == 2
    for words in quoted:
        assert words in text


def listed(section: str) -> list[str]:
    return re.findall(r"^  ([a-z_]+): ", section, re.MULTILINE)


@pytest.mark.parametrize("form", FORMATS)
def test_the_readme_lists_every_column(site: Site, tmp_path: Path, form: str) -> None:
    found = site.export(tmp_path, layers="mixed,groups", format=form)
    common = listed(found.section("Columns of every layer"))
    for layer in ("mixed", "groups"):
        told = {*common, *listed(found.section(f"Columns of {layer} alone"))}
        if form == "csv":
            assert set(found.csv(f"{layer}.csv")[0]) <= told
        elif form == "geojson":
            assert set(found.geojson(layer)["features"][0]["properties"]) == told
        else:
            names = [name for name in gpkg_tables(found.gpkg()) if name.startswith(layer)]
            for name in names:
                info = pyogrio.read_info(found.gpkg(), layer=name)
                assert {*info["fields"], info["fid_column"], info["geometry_name"]} <= told
    for name in ("sources", "actors", "claims"):
        told_of_table = listed(found.section(f"Columns of {name}"))
        if form != "gpkg":
            header = found.files[f"{name}.csv"].decode("utf-8-sig").splitlines()[0].split(",")
        else:
            header = list(pyogrio.read_info(found.gpkg(), layer=name)["fields"])
        assert told_of_table == header


def test_every_column_of_our_tables_is_explained(real: Evidence) -> None:
    for name in ("sources", "actors", "claims"):
        unexplained = [
            column.name for column in table_columns(name, real.tables[name]) if column.title == column.name
        ]
        assert unexplained == []


@pytest.mark.parametrize("form", FORMATS)
def test_the_tables_hold_exactly_what_is_cited(real: Evidence, tmp_path: Path, form: str) -> None:
    found = opened(real, tmp_path, form, scope("control,ceasefire,energy", at=date(2025, 6, 30)))
    if form == "gpkg":
        rows = gpkg_rows(found.gpkg())
        actors, claims, sources = (rows.pop(name) for name in ("actors", "claims", "sources"))
        layers = [row for layer in rows.values() for row in layer]
        assert ids(sources) == ids(found.csv("sources.csv"))
    else:
        layers = [
            row
            for layer in ("control", "ceasefire", "energy")
            for row in (
                found.csv(f"{layer}.csv")
                if form == "csv"
                else [feature["properties"] for feature in found.geojson(layer)["features"]]
            )
        ]
        actors, claims, sources = (found.csv(f"{name}.csv") for name in ("actors", "claims", "sources"))

    def cited(rows: Any, *columns: str) -> set[str]:
        texts = [row.get(column) for row in rows for column in columns]
        return {part for text in texts if isinstance(text, str) for part in split(text)}

    assert set(ids(claims)) == cited(layers, "claims")
    assert set(ids(actors)) == cited([*layers, *claims], "actor", "actors")
    assert set(ids(sources)) == cited([*layers, *claims, *actors], "sources")
    assert len(sources) < len(real.tables["sources"])
    assert "cited, but not in the table" not in found.readme


def test_what_is_cited_but_missing_is_told(mixed: DataRoot, tmp_path: Path) -> None:
    mixed.table("actors", [])
    found = opened(mixed.evidence(), tmp_path, "csv", scope("mixed"))
    assert found.csv("actors.csv") == []
    assert "cited, but not in the table: gnu" in found.section("What they cite")


def test_a_geopackage_has_one_kind_of_geometry_a_table(site: Site, tmp_path: Path) -> None:
    path = site.export(tmp_path, layers="mixed,groups,zones", format="gpkg").gpkg()
    assert path.name == "LBY_map.gpkg"
    assert gpkg_tables(path) == {
        "zones": "Polygon",
        "mixed_points": "Point",
        "mixed_lines": "LineString",
        "mixed_areas": "MultiPolygon",
        "groups": "Point",
        "sources": None,
        "actors": None,
        "claims": None,
    }
    for name, kind in gpkg_tables(path).items():
        info = pyogrio.read_info(path, layer=name)
        assert info["layer_metadata"]["IDENTIFIER"]
        assert "TLP:AMBER" in info["layer_metadata"]["DESCRIPTION"]
        if kind:
            assert info["crs"] == "EPSG:4326"
            shapes = pyogrio.read_dataframe(path, layer=name).geometry
            assert set(shapes.dropna().geom_type) == {kind}
    with closing(sqlite3.connect(path)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
    metadata = pyogrio.read_info(path, layer="mixed_lines")["layer_metadata"]
    assert metadata["IDENTIFIER"] == "Mixed: lines"
    assert metadata["DESCRIPTION"].startswith("All kinds. TLP:AMBER. All times")
    points = pyogrio.read_dataframe(path, layer="mixed_points").set_index("id")
    assert points.loc["m-lost"].geometry is None
    assert points.loc["m-point", ["name_ar", "lon", "geom", "fid"]].tolist() == ["مصراتة", "x", "y", "z"]


def test_a_geopackage_has_dates_nulls_and_titles(site: Site, tmp_path: Path) -> None:
    path = site.export(tmp_path, layers="mixed", format="gpkg").gpkg()
    _, table = pyogrio.read_arrow(path, layer="mixed_lines")
    (row,) = table.to_pylist()
    assert (row["from_day"], row["to_day"]) == (date(2021, 3, 1), date(2024, 1, 1))
    assert (row["valid_from"], row["valid_to"]) == ("2021-03", "2023")
    assert (row["actor"], row["precision_m"], row["share"]) == (None, 3000, 0.5)
    told = table.schema.field("marking").metadata
    assert told[b"GDAL:OGR:alternative_name"] == b"Handling marking"
    assert b"TLP 2.0" in told[b"GDAL:OGR:comment"]
    doubled = table.schema.field("lon").metadata
    assert doubled[b"GDAL:OGR:alternative_name"] == b"Precision (m) (lon)"


def test_geojson_is_as_rfc_7946_wants_it(site: Site, tmp_path: Path) -> None:
    document = site.export(tmp_path, layers="mixed", format="geojson").geojson("mixed")
    assert "crs" not in document
    assert "TLP:AMBER" in document["description"]
    by_id = {feature["id"]: feature for feature in document["features"]}
    assert list(by_id) == [row["id"] for row in site.features("mixed")]
    assert by_id["m-lost"]["geometry"] is None
    assert by_id["m-lost"]["properties"]["share"] is None
    assert by_id["m-lost"]["properties"]["actor"] == ""
    assert by_id["m-point"]["geometry"] == {"type": "Point", "coordinates": [13.19, 32.89]}
    assert by_id["m-point"]["properties"]["name_ar"] == "مصراتة"
    assert shapely.geometry.shape(by_id["m-area"]["geometry"]).exterior.is_ccw


def test_geojson_is_wound_right_also_when_the_data_are_not(mixed: DataRoot, tmp_path: Path) -> None:
    square = mixed.square(13, 30)
    square["coordinates"][0].reverse()
    mixed.collection("zones", [mixed.feature("zone-1", square, **{"class": "zone"})])
    document = opened(mixed.evidence(), tmp_path, "geojson", scope("zones")).geojson("zones")
    assert shapely.geometry.shape(document["features"][0]["geometry"]).exterior.is_ccw


def test_csv_has_positions_or_nothing(site: Site, tmp_path: Path) -> None:
    rows = {row["id"]: row for row in site.export(tmp_path, layers="mixed", format="csv").csv("mixed.csv")}
    columns = ["lon_", "lat", "geometry"]
    assert [rows["m-point"][name] for name in columns] == ["13.19", "32.89", ""]
    assert [rows["m-lost"][name] for name in columns] == ["", "", ""]
    assert [rows["m-line"][name] for name in columns] == ["", "", "LINESTRING (13 30, 14 31)"]
    assert rows["m-area"]["geometry"].startswith("POLYGON ((")
    assert rows["m-point"]["name_ar"] == "مصراتة"
    assert (rows["m-point"]["precision_m"], rows["m-lost"]["precision_m"]) == ("3000", "")


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        (HOSTILE, "'" + HOSTILE),
        ("+218 21", "'+218 21"),
        ("-1+cmd|' /C calc'!A0", "'-1+cmd|' /C calc'!A0"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t'=1"),
        ("\r\n=1", "'\r\n'=1"),
        ("  =1", "'  =1"),
        ("\uff1d1", "'\uff1d1"),
        ("a;=1", "a;'=1"),
        ("a\n=1", "a\n'=1"),
        ("2011 - 2014; unit = LNA", "2011 - 2014; unit = LNA"),
        ("'Ain Zara", "'Ain Zara"),
        ("مصراتة", "مصراتة"),
        ("", ""),
    ],
)
def test_a_cell_is_never_calculated(text: str, cell: str) -> None:
    assert guarded(text) == cell


def test_hostile_data_stay_data(mixed: DataRoot, tmp_path: Path) -> None:
    sources = [
        "id,publisher,title,date,date_note,url,kind,reliability",
        "icg-2024,@evil,A report,2024-05,,https://example.org/icg,think-tank,B",
        "un-2020,United Nations,-2+3,2020-10-23,,https://example.org/un,un,A",
    ]
    mixed.table("sources", sources)
    evil = 'two\n\n\nLAYERS\n\n"quoted", <b>bold</b>\u202e'
    where = [-9.5, 32.0]
    mixed.declare("groups", (mixed.layers / "groups.toml").read_text("utf-8").replace("For tests.", "=1+1"))
    places = (mixed.layers / "places.toml").read_text("utf-8")
    mixed.declare("places", places.replace("colour =", "extent = [-20, 10, 40, 40]\ncolour ="))
    towns = [
        mixed.feature("tripoli", name_en=HOSTILE, summary=evil),
        mixed.feature("zintan", {"type": "Point", "coordinates": where}),
    ]
    mixed.collection("base/places", towns)
    evidence = mixed.evidence()
    assert evidence.faults.empty, evidence.faults.to_string()
    found = opened(evidence, tmp_path, "csv", scope("places,groups"))
    rows = {row["id"]: row for row in found.csv("places.csv")}
    assert rows["tripoli"]["name_en"] == "'" + HOSTILE
    assert rows["tripoli"]["summary"] == evil
    assert rows["zintan"]["lon"] == "-9.5", "a number is no formula"
    assert [(row["publisher"], row["title"]) for row in found.csv("sources.csv")] == [
        ("'@evil", "A report"),
        ("United Nations", "'-2+3"),
    ]
    raw = [
        cell
        for name in found.names
        if name.endswith(".csv")
        for row in found.csv(name)
        for cell in row.values()
    ]
    assert [cell for cell in raw if re.match(r"[=+@\t]|-(?!\d+\.\d+$)", cell)] == []
    assert found.readme.count("\nLAYERS\n") == 1
    document = opened(evidence, tmp_path, "geojson", scope("places")).geojson("places")
    assert document["features"][0]["properties"]["name_en"] == HOSTILE
    path = opened(evidence, tmp_path, "gpkg", scope("places")).gpkg()
    assert pyogrio.read_dataframe(path, layer="places")["summary"][0] == evil


def test_a_note_cannot_forge_the_readme(mixed: DataRoot, tmp_path: Path) -> None:
    forged = '"""\n\n\nATTRIBUTIONS AND LICENCES\n\nNone.\u2028\u202e"""'
    mixed.declare("mixed", MIXED_TOML.replace('"All kinds."', forged))
    found = opened(mixed.evidence(), tmp_path, "csv", scope("mixed"))
    assert found.readme.count("\nATTRIBUTIONS AND LICENCES\n") == 1
    assert "\u202e" not in found.readme


@pytest.mark.parametrize("form", FORMATS)
def test_the_same_evidence_gives_the_same_bytes(
    real: Evidence, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    wanted = scope("energy,control", date(2024, 1, 1), bbox="9,24,20,33")
    first = archive(gather(real, wanted), form)
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    assert (
        archive(gather(real, scope("control,energy", date(2024, 1, 1), bbox="9,24,20,33.0")), form) == first
    )
    assert archive(gather(real, scope("energy", date(2024, 1, 1))), form) != first
    assert pyogrio.get_gdal_config_option("OGR_CURRENT_DATE") is None


def test_files_bear_the_day_of_the_newest_record(site: Site, tmp_path: Path) -> None:
    assert site.export(tmp_path, layers="groups").days == {(2026, 6, 1, 0, 0, 0)}
    assert site.export(tmp_path, layers="groups", bbox="0,0,1,1").days == {(1980, 1, 1, 0, 0, 0)}


def test_geopackages_can_be_made_at_the_same_time(real: Evidence) -> None:
    wanted = [scope(layer) for layer in ("energy", "ports", "energy", "ports")]
    alone = [archive(gather(real, one), "gpkg") for one in wanted]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda one: archive(gather(real, one), "gpkg"), wanted))
    assert together == alone


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
        assert {pyogrio.read_info(found.gpkg(), layer=name)["features"] for name in tables} == {0}


def test_both_clocks_are_kept(mixed: DataRoot, tmp_path: Path) -> None:
    mixed.collection(
        "groups",
        [
            mixed.group("cs-new", valid_from="2021-03", recorded_on="2026-10-01"),
            mixed.group("cs-old", valid_to="2020", retracted_on="2026-09-01"),
        ],
    )
    evidence = mixed.evidence()

    def found(at: date | None = None, known: date | None = None) -> list[str]:
        return ids(opened(evidence, tmp_path, "csv", Scope(("groups",), at, known)).csv("groups.csv"))

    assert found() == ["cs-new"]
    assert found(known=date(2026, 7, 1)) == ["cs-old"]
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
    answer = site.get("/api/export", layers="groups", format="csv", at="2025-06-30")
    assert answer.headers["content-type"] == "application/zip"
    assert answer.headers["content-disposition"] == 'attachment; filename="LBY_groups_20250630.zip"'
    assert answer.headers["cache-control"] == "no-cache"
    assert "content-encoding" not in answer.headers
    assert int(answer.headers["content-length"]) == len(answer.body)
    held = {"if-none-match": answer.headers["etag"]}
    again = site.get("/api/export", held, layers="groups", format="csv", at="2025-06-30")
    assert (again.status, again.body) == (304, b"")
    other = site.get("/api/export", held, layers="groups", format="csv", at="2025-07-01")
    assert other.status == 200
    two = site.get("/api/export", layers="zones,groups", at="2025-06-30", format="geojson")
    assert two.headers["content-disposition"] == 'attachment; filename="LBY_map_20250630.zip"'
    today = site.get("/api/export", layers="zones")
    assert f"{date.today():%Y%m%d}" in today.headers["content-disposition"]


def test_the_order_of_layers_does_not_matter(site: Site) -> None:
    one, other = (
        site.get("/api/export", layers=text, format="csv")
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
        ({"layers": "groups", "format": "shp"}, 400, "format: 'shp' is none; use one of: gpkg, geojson, csv"),
        ({"layers": "groups", "format": "geojsn"}, 400, "did you mean 'geojson'?"),
        ({"layers": "groups", "at": "2025-06"}, 400, "at: '2025-06' is not a full date"),
        ({"layers": "groups", "known": "soon"}, 400, "known: 'soon' is not a full date"),
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
    answer = site.get("/api/export", **query)
    assert answer.status == status
    assert detail in answer.detail
    assert len(answer.detail) < 400


def test_a_layer_that_is_out_is_told_with_its_reason(mixed: DataRoot) -> None:
    mixed.collection("groups", [mixed.group("cs-a", actor="nobody")])
    answer = Site(mixed.path).get("/api/export", layers="groups,mixed")
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
    assert out.read_bytes() == Site(mixed.path).get("/api/export", **query).body
    assert main(["--layers", "zones", "--known", "2026-11-23"]) == 0
    assert (tmp_path / "LBY_zones_20261123.zip").is_file()
    assert main(["--layers", "zone"]) == 2
    assert "did you mean 'zones'?" in capsys.readouterr().err
    assert main(["--layers", "zones", "--out", str(tmp_path / "no" / "such.zip")]) == 2
