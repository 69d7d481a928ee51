"""Own layers over HTTP: added, seen by their user alone, taken away, deleted without a trace."""

from __future__ import annotations

import io
import json
import os
import subprocess
import time
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import xlsxwriter

from geo.access import everybody
from geo.check.checking import check
from geo.evidence import current
from geo.evidence.resolving import Names
from geo.gazetteer import Gazetteer
from geo.ingest.files.formats import MOST_ROWS
from geo.ingest.shelf import COOKIE, DAYS, shelf_of, with_own
from geo.language import of_document, said
from geo.settings import REPOSITORY, Settings
from geo.store import open_store
from geo.web.answers import IN_ANY_LANGUAGE
from geo.words.holding import Standing
from tests.asgi import Answer
from tests.conftest import DataRoot
from tests.web.client import Client

CSV = b"name,date,lat,lon\nSeen,2024-03-01,32.5,13.2\nWrong,soon,32.5,13.2\nNowhere,,,\n"


class User:
    """Somebody with a browser of their own."""

    def __init__(self, client: Client) -> None:
        self._client = client
        self.cookie = ""

    def get(self, path: str) -> Any:
        answer = self.raw(path)
        assert answer.status == 200, answer.body
        return answer.json

    def raw(self, path: str) -> Answer:
        return self._client.get(path, **self._headers())

    def post(self, path: str, content: bytes = b"", status: int = 200, **params: str) -> Any:
        answer = self._client.post(f"{path}?{urlencode(params)}", content, **self._headers())
        assert answer.status == status, answer.body
        if told := answer.headers.get("set-cookie", ""):
            assert "HttpOnly" in told
            assert "samesite=strict" in told.lower()
            self.cookie = told.partition(";")[0]
        return answer.json

    def layers(self) -> list[str]:
        return [one["id"] for one in self.get("/api/layers")["layers"]]

    def _headers(self) -> dict[str, str]:
        return {"cookie": self.cookie} if self.cookie else {}


@pytest.fixture
def settings(data_root: DataRoot, tmp_path: Path) -> Settings:
    return Settings(root=data_root.path, own=tmp_path / "own")


def test_an_own_layer_from_looking_to_deleting(
    settings: Settings, data_root: DataRoot, tmp_path: Path
) -> None:
    client = Client(settings)
    owner, other = User(client), User(client)
    shared = owner.layers()
    looked = owner.post("/api/own/look", CSV, name="events.csv")
    assert looked["proposed"] == {"name": "name", "day": "date", "lat": "lat", "lon": "lon"}
    assert looked["columns"][0] == {"name": "name", "sample": ["Seen", "Wrong", "Nowhere"]}
    dry = owner.post("/api/own/add", CSV, name="events.csv", dry="1")
    assert (dry["taken"], dry["set_aside"], dry["without_position"], dry["kept"]) == (2, 1, 1, False)
    assert dry["aside"][0]["row"] == "row 2"
    fault, unplaced = (of_document(dry[name][0]["words"]) for name in ("aside", "unplaced"))
    assert said(fault, "ar") == "الصف 2: date: 'soon' ليس يومًا؛ اكتبه هكذا: 2024-03-14"
    assert (unplaced, said(unplaced, "ar")) == ("has no position", "بلا موقع")
    assert not (tmp_path / "own").exists()
    assert owner.layers() == shared

    added = owner.post("/api/own/add", CSV, name="events.csv", title="My events")
    layer = added["layer"]
    assert owner.layers() == [*shared, layer]
    assert other.layers() == shared, "it is private"
    assert owner.get("/api/health")["data"] != other.get("/api/health")["data"], "an open page hears of it"

    answer = owner.raw(f"/api/layers/{layer}.geojson")
    assert answer.headers["cache-control"] == "private, no-store"
    assert [one["properties"]["name_en"] for one in answer.json["features"]] == ["Seen", "Nowhere"]
    assert other.raw(f"/api/layers/{layer}.geojson").status == 404
    items = f"/ogc/collections/{layer}/items"
    assert owner.get(items)["numberMatched"] == 2
    assert other.raw(items).status == 404
    card = owner.get("/api/features/own-my-events-1")
    assert "Own data" in json.dumps(card)
    found = owner.get("/api/search?q=Seen")["groups"]
    assert found[0]["results"][0]["id"] == "own-my-events-1"
    near = owner.get("/api/ask/near?place=tripoli&km=60&at=2024-06-01")
    assert "own-my-events-1" in json.dumps(near)
    exported = owner.raw(f"/api/export?layers={layer}&format=geojson")
    assert exported.status == 200

    # A restart: nothing is held but what is on the disk.
    shelf_of.cache_clear()
    assert owner.get("/api/own")["layers"][0]["features"] == 2
    archive = owner.raw(f"/api/own/{layer}.zip")
    with zipfile.ZipFile(io.BytesIO(archive.body)) as file:
        rows = json.loads(file.read("README.txt").decode().partition("\n\n")[2])
        file.extractall(data_root.path)
    open_store(data_root.path).write_tables({"publishers": rows[:1], "sources": rows[1:]})
    assert check(data_root.path / "data" / f"{layer}.geojson")[1].empty

    for name in (f"data/{layer}.geojson", f"layers/{layer}.toml"):
        (data_root.path / name).unlink()
    other.post("/api/own/delete", layer=layer, status=404)
    owner.post("/api/own/delete", layer=layer)
    assert list((tmp_path / "own").iterdir()) == [], "without a trace"
    assert layer not in owner.layers()


def test_what_does_not_rest_on_an_own_layer_is_computed_once_and_holds_nothing_of_it(tmp_path: Path) -> None:
    settings = Settings(root=REPOSITORY, own=tmp_path / "own")
    client = Client(settings)
    owner, other = User(client), User(client)
    layer = owner.post("/api/own/add", CSV, name="events.csv", title="My events")["layer"]
    evidence = current(settings, everybody(settings))
    joined = with_own(evidence, owner.cookie.partition("=")[2], settings)
    assert joined.layers[layer]["name_en"].tolist() == ["Seen", "Nowhere"]
    assert joined.layer("control") is evidence.layer("control")
    assert joined.table("claims") is evidence.table("claims")
    assert Standing.known(joined) is Standing.known(evidence) is not None
    address = "/api/layers/control.geojson"
    assert owner.raw(address).headers["etag"] == other.raw(address).headers["etag"]
    assert owner.raw(address).headers["cache-control"] == "private, no-store"

    whole = Gazetteer(joined.gazetteer().entries)
    for text in ("Seen", "own-my-events-1", "Own data", "sirte", "az zawya", "road near sabha", "سرت"):
        found = [(one.entry.id, one.matched_name, one.reason) for one in joined.gazetteer().search(text)]
        assert found == [(one.entry.id, one.matched_name, one.reason) for one in whole.search(text)] != []
    assert Names.known(joined).place("Seen").found.layer == layer
    assert Names.known(joined).place("Sirte").found == Names.known(evidence).place("Sirte").found
    assert not [one for one in evidence.gazetteer().search("Seen") if one.entry.layer == layer]
    assert Names.known(evidence).place("Seen").found is None


def test_a_file_is_read_once_from_looking_to_adding(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    user, reads, run = User(Client(settings)), [], subprocess.run

    def counted(command: list[str], **how: Any) -> Any:
        reads.append(command[-1])
        return run(command, **how)

    monkeypatch.setattr(subprocess, "run", counted)
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        sheet = book.add_worksheet()
        rows = [[f"Well {n}", 24 + n / 500, 15 + n / 700, f"of {n * 7919}"] for n in range(2500)]
        for number, row in enumerate([["name", "lat", "lon", "note"], *rows]):
            sheet.write_row(number, 0, row)
    content = stream.getvalue()
    assert len(content) > 3 * MOST_ROWS, "so large that it may hold too many rows"
    looked = user.post("/api/own/look", content, name="wells.xlsx")
    assert (looked["rows"], looked["large"]) == (2500, False)
    assert user.post("/api/own/add", content, name="wells.xlsx", dry="1")["taken"] == 2500
    assert user.post("/api/own/add", content, name="wells.xlsx")["kept"]
    assert len(reads) == 1, "not even twice to tell whether it is large"
    user.post("/api/own/look", content, name="wells.xlsx")
    assert len(reads) == 2, "what became a layer is not kept besides"


def test_an_own_layer_of_many_rows_is_large_and_private(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("geo.ingest.large.blocks.MOST_ROWS", 2)
    client = Client(settings)
    owner, other = User(client), User(client)
    looked = owner.post("/api/own/look", CSV, name="events.csv")
    assert (looked["rows"], looked["large"]) == (3, True)
    dry = owner.post("/api/own/add", CSV, name="events.csv", dry="1")
    assert (dry["taken"], dry["set_aside"], dry["rows"], dry["kept"]) == (1, 2, 3, False)
    assert [one["row"] for one in dry["aside"]] == ["row 2", "row 3"]
    assert said(of_document(dry["aside"][0]["words"]), "ar").endswith("اكتبه هكذا: 2024-03-14")
    assert list((tmp_path / "own").iterdir()) == [], "nothing is left of what was only checked"

    layer = owner.post("/api/own/add", CSV, name="events.csv", title="Many")["layer"]
    view = owner.get(f"/api/layers/{layer}/view?at=2024-06-01&bbox=9,19,26,34&z=6")
    assert (view["kind"], view["counts"]) == ("points", {"item": 1})
    assert owner.get(f"/api/layers/{layer}/rows?q=seen")["total"] == 1
    assert other.raw(f"/api/layers/{layer}/view?at=2024-06-01&z=6").status == 404, "it is private"
    assert owner.raw(f"/api/layers/{layer}/view?z=6").headers["cache-control"] == "private, no-store"
    assert owner.get("/api/search?q=seen")["groups"][0]["results"][0]["id"] == "own-many-1"
    assert "own-many-1" in json.dumps(owner.get("/api/ask/near?place=tripoli&km=60&at=2024-06-01"))
    assert "Own data" in json.dumps(owner.get("/api/features/own-many-1"))
    assert owner.get(f"/ogc/collections/{layer}/items")["numberMatched"] == 1
    assert owner.raw(f"/api/export?layers={layer}&format=csv").status == 200

    shelf_of.cache_clear()  # a restart
    assert owner.get("/api/own")["layers"][0]["features"] == 1
    with zipfile.ZipFile(io.BytesIO(owner.raw(f"/api/own/{layer}.zip").body)) as file:
        assert f"data/{layer}.parquet" in file.namelist()
    assert owner.get("/api/own/progress?job=nobody-sent-this-one") == {"said": None}
    owner.post("/api/own/delete", layer=layer)
    assert list((tmp_path / "own").iterdir()) == [], "without a trace"
    assert layer not in owner.layers()

    monkeypatch.setattr("geo.ingest.handing.MOST_ROWS", 2)
    refused = owner.post("/api/own/add", CSV, name="events.csv", status=400)
    assert "has 3 rows, more than 2 that may be sent" in str(refused["detail"])


def test_what_is_wrong_is_told_and_nothing_is_kept(settings: Settings, tmp_path: Path) -> None:
    user = User(Client(settings))
    assert "no format" in str(user.post("/api/own/add", CSV, name="x.exe", status=400)["detail"])
    assert "roles" in str(user.post("/api/own/add", CSV, name="x.csv", roles="[", status=400)["detail"])
    told = user.post("/api/own/add", CSV, name="../../x.csv", days="ymd", extent="moon", status=400)
    assert len(str(told["detail"]).splitlines()) == 2
    assert not (tmp_path / "own").exists()
    rows = b"name,date,lat,lon\nA,soon,32.5,13.2\nB,,99,200\n"
    refused = Client(settings).post("/api/own/add?name=x.csv", rows, accept=IN_ANY_LANGUAGE).json["faults"]
    assert [said(of_document(one), "ar").partition("؛")[0] for one in refused] == [
        "لا يمكن أخذ أي من 2 صفوف",
        "x.csv: الصف 1: date: 'soon' ليس يومًا",
        "x.csv: الصف 2: geometry: 99, 200 ليس بالدرجات",
    ], "each in the language of the page"
    told = user.post("/api/own/add", CSV, name="x.csv", exent="world", status=400)
    assert "'exent' is no parameter; did you mean 'extent'?" in str(told["detail"])
    closed = User(Client(Settings(root=settings.root, own=None)))
    closed.post("/api/own/add", CSV, name="x.csv", status=403)
    assert closed.get("/api/own")["open"] is False


def test_what_nobody_looks_at_is_forgotten_and_a_token_is_none_that_opens_nothing(
    settings: Settings, tmp_path: Path
) -> None:
    client = Client(settings)
    first, second = User(client), User(client)
    first.cookie = f"{COOKIE}={'x' * 43}"
    first.post("/api/own/add", CSV, name="a.csv")
    assert first.cookie != f"{COOKIE}={'x' * 43}", "nobody chooses another one's token"
    (home,) = (tmp_path / "own").iterdir()
    old = time.time() - (DAYS + 1) * 86_400
    os.utime(home, (old, old))
    second.post("/api/own/add", CSV, name="b.csv")
    assert home not in list((tmp_path / "own").iterdir())
