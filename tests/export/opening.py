"""Archives opened again, and the route that sends them, as the tests of downloads read both."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import geopandas as gpd
import pyogrio
from starlette.applications import Starlette

from geo.evidence import Evidence
from geo.export import Scope, archive, gather, scope_of
from geo.settings import Settings
from geo.view import Context
from geo.web.api.routes import routes
from tests.asgi import Answer, AppClient

if TYPE_CHECKING:
    from collections.abc import Mapping


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


def scope(
    layers: str, at: date | None = None, recorded: date | None = None, bbox: str = "", filters: str = ""
) -> Scope:
    """Return the scope of some layers, whether they are there or not."""
    names = [name.strip() for name in layers.split(",") if name.strip()]
    texts = {
        "layers": layers, "at": str(at or ""), "recorded": str(recorded or ""), "bbox": bbox, "f": filters,
    }  # fmt: skip
    return scope_of(texts, Context.of({}, date(2026, 11, 24), names))


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
        """Return the GeoPackage, on disk; not that of the ground."""
        (name,) = (one for one in self.names if one.endswith(".gpkg") and not one.endswith("_ground.gpkg"))
        path = self._folder / name
        path.write_bytes(self.files[name])
        return path

    def layer(self, layer: str, form: str) -> list[dict[str, Any]]:
        """Return the rows of a layer, however it is written."""
        if form == "gpkg":
            return gpkg_rows(self.gpkg(), layer)[layer]
        if form == "csv":
            return self.csv(f"{layer}.csv")
        if form == "geojson":
            return [feature["properties"] for feature in self.geojson(layer)["features"]]
        if form == "parquet":
            frame = gpd.read_parquet(io.BytesIO(self.files[f"{layer}.parquet"]))
            assert frame.crs == "EPSG:4326"
            return list(frame.to_dict("records"))
        if form == "xlsx":
            return self.sheet(layer)
        files = [name for name in self.names if re.fullmatch(rf"{layer}(_(points|lines|areas))?\.fgb", name)]
        frames = [pyogrio.read_dataframe(self.files[name]) for name in files]
        assert all(frame.crs == "EPSG:4326" for frame in frames)
        return [row for frame in frames for row in frame.to_dict("records")]

    def sheet(self, name: str) -> list[dict[str, Any]]:
        """Return the rows of a sheet of the workbook."""
        (book,) = (name for name in self.names if name.endswith(".xlsx"))
        path = self._folder / book
        path.write_bytes(self.files[book])
        frame = pyogrio.read_dataframe(path, layer=name, HEADERS="FORCE")
        if "id" not in frame:
            assert frame.iloc[0, 0] == "id", "a sheet of heads alone, which GDAL takes for a row"
            return []
        return list(frame.to_dict("records"))

    def table(self, name: str, form: str) -> list[dict[str, Any]]:
        """Return the rows of a table that layers cite."""
        if form == "gpkg":
            return gpkg_rows(self.gpkg(), name)[name]
        return self.sheet(name) if form == "xlsx" else self.csv(f"{name}.csv")

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


class Site(AppClient):
    """The routes over a data root, asked without a network."""

    def __init__(self, root: Path, clearance: str = "CLEAR") -> None:
        super().__init__(Starlette(routes=routes(Settings(root=root, clearance=clearance))))

    def ask(self, path: str, headers: Mapping[str, str] | None = None, **query: str) -> Answer:
        """Return what `GET path?query` answers."""
        return self.get(f"{path}?{urlencode(query)}", **(headers or {}))

    def export(self, folder: Path, **query: str) -> Opened:
        """Return a download, opened."""
        answer = self.ask("/api/export", **query)
        assert answer.status == 200, answer.body
        return Opened(answer.body, folder)

    def features(self, layer: str, **query: str) -> list[dict[str, Any]]:
        """Return what the API has of a layer."""
        answer = self.ask(f"/api/layers/{layer}.geojson", **query)
        found: list[dict[str, Any]] = json.loads(answer.body)["features"]
        return found


def opened(evidence: Evidence, folder: Path, form: str, wanted: Scope) -> Opened:
    return Opened(archive(gather(evidence, wanted), form), folder)


def gpkg_tables(path: Path) -> dict[str, str | None]:
    """Return the tables of a GeoPackage with their geometry type."""
    return {str(name): kind for name, kind in pyogrio.list_layers(path)}


def gpkg_rows(path: Path, only: str = "") -> dict[str, list[dict[str, Any]]]:
    """Return the rows of each layer over all its tables and of each table without geometry, or of one."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for table, kind in gpkg_tables(path).items():
        layer = re.sub("_(points|lines|areas)$", "", table) if kind else table
        if only not in ("", layer):
            continue
        rows.setdefault(layer, []).extend(pyogrio.read_dataframe(path, layer=table).to_dict("records"))
    return rows


def ids(rows: Any) -> list[str]:
    return sorted(str(row["id"]) for row in rows)
