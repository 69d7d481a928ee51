"""Every text of the data is hostile, and every text that is asked for: all surfaces show it as text."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
import zipfile
from collections.abc import Callable, Iterable, Iterator
from itertools import cycle
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote, urlencode
from xml.etree import ElementTree as ET

import pytest

from geo.access import everybody
from geo.catalog import read_catalog, read_tables
from geo.evidence import Evidence, current, following
from geo.figure.sheet.fonts import unknown_letters
from geo.model import Column
from geo.schema.characters import name_advice, text_advice
from geo.settings import Settings
from tests.asgi import Answer
from tests.attack.mutating import HOSTILE
from tests.attack.small_world import small_world
from tests.web.client import Client

TEXTS = [one for one in HOSTILE if one.strip() and not name_advice(one) and not text_advice(one)]
"""Those that data may hold; the check names the others."""
FREE = {
    "name_en", "summary", "note", "title", "basis", "head", "operator", "capacity", "production", "status",
    "guards", "actors_text", "members", "decision", "seeks", "interest", "reach", "date_note",
    "reason", "history", "town",
}  # fmt: skip
"""Columns in which anything may stand."""
DRAWN = {"layers": "east", "at": "2026-01-01", "faulty": "warn", "size": "docx-half", "dpi": "150"}
EACH = 4
"""One in so many is asked for: each text stands in many places."""
SPELLED, LONG = 3, 60
"""Letters and characters of a name that search finds as it is written."""
DRAWN_FROM = ("east", "energy", "places", "settlements", "districts")
"""Layers that figures and sheets here write names of: a letter that no font of ours has is refused."""
ASKED = ("changes?since=2020-01-01&until=2026-11-26&", "near?place=tripoli&km=300&")


@pytest.fixture(scope="module")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Evidence:
    """Return the evidence of a small root whose free texts are all hostile; it passes the check."""
    root = small_world(tmp_path_factory.mktemp("hostile") / "root")
    tables, _ = read_tables(root / "data" / "tables.toml")
    catalog, _ = read_catalog(root / "layers")
    texts, drawn = cycle(TEXTS), cycle([one for one in TEXTS if not unknown_letters(one)])
    for name, table in tables.items():
        _fill(root / "data" / f"{name}.csv", _free(table.columns), drawn)
    for layer in catalog.values():
        if layer.data:
            _fill(
                root / "data" / layer.data,
                _free(layer.all_columns),
                drawn if layer.id in DRAWN_FROM else texts,
            )
    following._following.clear()
    settings = Settings(root=root)
    made = current(settings, everybody(settings))
    assert made.faults.empty, made.faults.to_string()
    return made


@pytest.fixture(scope="module")
def client(evidence: Evidence) -> Client:
    (root,) = following._following
    assert evidence.version
    return Client(Settings(root=root))


def _free(columns: Iterable[Column]) -> set[str]:
    return {one.name for one in columns if one.kind == "text"} & FREE


def _fill(path: Path, columns: set[str], texts: Iterator[str]) -> None:
    """Put hostile texts into columns of a file, but for titles by which publishers are known."""
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as file:
            rows: list[dict[str, Any]] = list(csv.DictReader(file))
    else:
        content = json.loads(path.read_text("utf-8"))
        rows = [feature["properties"] for feature in content["features"]]
    for row in rows:
        row |= {name: next(texts) for name in sorted(columns) if row.get(name)}
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)
    else:
        path.write_text(json.dumps(content, ensure_ascii=False), "utf-8")


def harmless_cells(content: bytes) -> int:
    """Tell how many cells a CSV has, none of which a spreadsheet would calculate."""
    cells = [cell for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))) for cell in row]
    for cell in cells:
        seen = "".join(
            c for c in unicodedata.normalize("NFKC", cell) if unicodedata.category(c)[0] not in "CZ"
        )
        number = seen.removeprefix("-").replace(".", "", 1).isdigit()
        assert number or not seen.startswith(("=", "+", "-", "@")), ascii(cell)
    return len(cells)


def harmless_book(content: bytes) -> None:
    """Tell that no cell of a workbook calculates, and that it leads to no file of others."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        assert not any("external" in name or "vba" in name.lower() for name in packed.namelist())
        sheets = [name for name in packed.namelist() if name.startswith("xl/worksheets/sheet")]
        assert sheets
        for name in sheets:
            assert not any(
                str(one.tag).rpartition("}")[2] == "f"
                for one in ET.fromstring(packed.read(name)).iter()  # noqa: S314 - made by us
            )


def harmless_xml(content: bytes) -> int:
    """Tell how many elements a document has, none of which runs or asks another host."""
    tree = ET.fromstring(content)  # noqa: S314 - made by us
    for element in tree.iter():
        name = str(element.tag).rpartition("}")[2].lower()
        assert name not in {"script", "foreignobject", "iframe", "object", "embed"}
        for key, value in element.attrib.items():
            key_name = key.rpartition("}")[2].lower()
            assert not key_name.startswith("on")
            assert key != "TargetMode" or value != "External"
            if key_name in {"href", "src"}:
                assert value.startswith(("#", "data:image/png", "http://creativecommons.org/")), value
            assert "url(http" not in value
    return sum(1 for _ in tree.iter())


def layers(client: Client, evidence: Evidence) -> None:
    for layer in evidence.layers:
        features = _json(client.get(f"/api/layers/{layer}.geojson"))["features"]
        shown = [feature["properties"]["name_en"] for feature in features]
        assert shown == evidence.layer(layer)["name_en"].tolist()


def cards(client: Client, evidence: Evidence) -> None:
    for layer in evidence.layers:
        frame = evidence.layer(layer).iloc[::EACH]
        for one, name in zip(frame["id"], frame["name_en"], strict=True):
            told = _json(client.get(f"/api/features/{one}?at=2026-11-01"))
            assert told["name_en"] == name, layer


def searches(client: Client, evidence: Evidence) -> None:
    names = {name for frame in evidence.layers.values() for name in frame["name_en"]}
    for text in HOSTILE:
        groups = _json(client.get(f"/api/search?{urlencode({'q': text})}"))["groups"]
        assert all(len(group["results"]) for group in groups)
        found = {result["name_en"] for group in groups for result in group["results"]}
        spelled = sum(c.isascii() and c.isalpha() for c in text) >= SPELLED and len(text) < LONG
        assert not (text in names and spelled) or text in found, ascii(text)


def answers(client: Client, evidence: Evidence) -> None:
    for question in ASKED:
        base = f"/api/ask/{question}"
        document = _json(client.get(base))
        assert _json(client.get(f"{base}format=geojson"))["type"] == "FeatureCollection"
        text = client.get(f"{base}format=text")
        assert text.status == 200
        assert text.headers["content-type"].startswith("text/plain")
        assert text.headers["x-content-type-options"] == "nosniff"
        table = client.get(f"{base}format=csv")
        assert table.status == 200, table.body[:300]
        assert harmless_cells(table.body)
        assert document["sentences"]
        harmless_book(client.get(f"{base}format=xlsx").body)
    feed = client.get("/api/changes?format=atom&since=2020-01-01&until=2026-11-26")
    for element in ET.fromstring(feed.body).iter():  # noqa: S314 - made by us
        assert element.get("type") in (None, "text", "application/json", "application/atom+xml"), (
            element.attrib
        )
        assert element.get("href", "http://127.0.0.1").startswith("http://127.0.0.1")


def features(client: Client, evidence: Evidence) -> None:
    """As OGC API Features."""
    assert _json(client.get("/ogc/collections"))["collections"]
    for layer in ("east", "energy", "ceasefire"):
        page = _json(client.get(f"/ogc/collections/{layer}/items?limit=1000"))["features"]
        shown = {feature["id"]: feature["properties"]["name_en"] for feature in page}
        rows = evidence.layer(layer)
        assert shown == dict(zip(rows["id"], rows["name_en"], strict=True))
        one = next(iter(shown))
        assert (
            _json(client.get(f"/ogc/collections/{layer}/items/{one}"))["properties"]["name_en"] == shown[one]
        )


def own_layers(client: Client, evidence: Evidence) -> None:
    """What users bring along, with names of columns and files that attack as well."""
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(["name", "lat", "lon", "note", "<img src=x onerror=top.__ran=1>"])
    writer.writerows([text, "32.5", "13.2", text, text] for text in HOSTILE)
    told = {"name": "<svg onload=top.__ran=1>.csv", "title": "=1+1</title><script>top.__ran=1</script>"}
    (root,) = following._following
    with TemporaryDirectory() as folder:
        user = Client(Settings(root=root, own=Path(folder)))
        added = user.post(f"/api/own/add?{urlencode(told)}", stream.getvalue().encode())
        assert added.status == 200, added.body[:500]
        layer, cookie = added.json["layer"], {"cookie": added.headers["set-cookie"].partition(";")[0]}
        assert layer.isascii()
        assert added.json["taken"] + added.json["set_aside"] == len(HOSTILE)
        for path in ("/api/layers", f"/api/layers/{layer}.geojson", f"/ogc/collections/{layer}/items"):
            answer = user.get(path, **cookie)
            assert _json(answer)
            assert answer.headers["cache-control"] == "private, no-store"
        packed = user.get(f"/api/export?layers={layer}&format=csv", **cookie)
        assert packed.status == 200, packed.body[:300]
        with zipfile.ZipFile(io.BytesIO(packed.body)) as archive:
            assert sum(
                harmless_cells(archive.read(name)) for name in archive.namelist() if name.endswith(".csv")
            )


def sheets(client: Client, evidence: Evidence) -> None:
    """Answers as pages."""
    for form in ("svg", "pdf", "png"):
        node = evidence.tables["flows"]["from_id"].iloc[0]
        answer = client.get(f"/api/ask/exposed?node={node}&at=2026-01-01&format={form}")
        assert answer.status == 200, (form, answer.detail)
        if form == "svg":
            assert harmless_xml(answer.body)
        assert not any(word in answer.body for word in (b"/JavaScript", b"/JS ", b"/Launch", b"/AA "))


def exports(client: Client, evidence: Evidence) -> None:
    wanted = "east,energy,ceasefire,control"
    for form in ("csv", "geojson", "gpkg", "xlsx", "parquet", "fgb"):
        answer = client.get(f"/api/export?layers={wanted}&format={form}")
        assert answer.status == 200, answer.body[:300]
        with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
            names = packed.namelist()
            assert all(name.isascii() and ".." not in name and not name.startswith("/") for name in names)
            for name in names:
                if name.endswith(".csv"):
                    harmless_cells(packed.read(name))
                elif name.endswith(".xlsx"):
                    harmless_book(packed.read(name))
                elif name.endswith((".qgs", ".qml")):
                    assert b"eval" not in packed.read(name)
                elif name.endswith("json"):
                    json.loads(packed.read(name))


def figures(client: Client, evidence: Evidence) -> None:
    _figures(client, "svg", "pptx", "docx")


def figures_in_pages(client: Client, evidence: Evidence) -> None:
    _figures(client, "pdf", "png")


def _figures(client: Client, *forms: str) -> None:
    title = "</svg><script>top.__ran=1</script>=1+1 /OpenAction </a:t></a:r>"
    for form in forms:
        answer = client.get(f"/api/figure?{urlencode({**DRAWN, 'format': form, 'title': title})}")
        assert answer.status == 200, answer.detail
        assert "\n" not in answer.headers["content-disposition"]
        if form == "svg":
            assert harmless_xml(answer.body)
            assert answer.headers["content-security-policy"]
        elif form in ("pptx", "docx"):
            with zipfile.ZipFile(io.BytesIO(answer.body)) as packed:
                for name in packed.namelist():
                    if name.endswith((".xml", ".rels")):
                        harmless_xml(packed.read(name))
        elif form == "pdf":
            assert not any(word in answer.body for word in (b"/JavaScript", b"/JS ", b"/Launch", b"/AA "))


def titles(client: Client, evidence: Evidence) -> None:
    """A title that no figure can show is refused as text; each is read, none is drawn here."""
    for text in HOSTILE:
        asked = {**DRAWN, "layers": "nothing-of-the-kind", "title": text, "subtitle": text, "f": text}
        refused = client.get(f"/api/figure?{urlencode(asked)}")
        assert refused.status == 400, ascii(text)
        assert "nothing-of-the-kind" in refused.detail


def addresses(client: Client, evidence: Evidence) -> None:
    parameters = (
        "/api/layers/east.geojson?bbox={}", "/api/layers/east.geojson?at={}", "/api/layers/{}.geojson",
        "/api/features/{}", "/api/features/tripoli?names={}", "/api/features/tripoli?c={}",
        "/api/export?layers={}", "/api/export?layers=east&f={}", "/api/export?layers=east&format={}",
        "/api/ask/{}", "/api/ask/near?place={}", "/api/ask/changes?since={}", "/api/figure?preset={}",
        "/api/figure?layers=east&at={}", "/api/search?q=a&limit={}", "/api/changes?format={}",
    )  # fmt: skip
    for number, text in enumerate(HOSTILE):
        for parameter in parameters[number % EACH :: EACH]:
            answer = client.get(parameter.format(quote(text, safe="")))
            assert answer.status < 500, (parameter, ascii(text))
            assert "html" not in answer.headers["content-type"]
            assert answer.status != 200 or answer.json is not None
            assert answer.status == 200 or answer.detail


def _json(answer: Answer) -> Any:
    assert answer.status == 200, answer.body[:300]
    assert "json" in answer.headers["content-type"]
    assert answer.headers["x-content-type-options"] == "nosniff"
    return answer.json


SURFACES = (
    layers, cards, searches, answers, features, own_layers, exports, figures, titles, addresses,
    pytest.param(sheets, marks=pytest.mark.long), pytest.param(figures_in_pages, marks=pytest.mark.long),
)  # fmt: skip


@pytest.mark.parametrize("surface", SURFACES, ids=lambda one: one.__name__)
def test_hostile_texts_are_texts(
    client: Client, evidence: Evidence, surface: Callable[[Client, Evidence], None]
) -> None:
    surface(client, evidence)
