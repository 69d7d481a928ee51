"""Every question gives the same answer over HTTP and on the command line, as JSON, CSV and GeoJSON."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest

from geo.ask import main
from geo.language import t
from geo.questions.asking import questions
from geo.settings import REPOSITORY, Settings
from tests.web.client import Client

SAMPLES: Mapping[str, dict[str, str]] = {
    "changes": {"since": "2025-11-24", "until": "2026-11-24", "layers": "east"},
    "holds": {"place": "Sirte", "at": "2026-11-24"},
    "wants": {"region": "fezzan", "at": "2026-11-24"},
    "actor": {"actor": "LNA", "at": "2026-11-24"},
    "district": {"place": "Sabha", "at": "2026-11-24", "since": "2025-01-01"},
    "unknown": {"place": "Fezzan", "at": "2026-11-24"},
    "exposed": {"node": "pl-shar-zaw", "event": "changes", "to": "GNU", "at": "2026-11-24"},
    "near": {"of": "trafficking_hubs", "layers": "energy", "km": "50", "at": "2026-11-24"},
    "known": {"known": "2020-01-10", "at": "2020-01-10"},
    "word": {"at": "2024-11-24"},
    "without": {"publisher": "Reuters", "at": "2024-11-24"},
    "compare": {"other": "at=2019-04-01", "at": "2020-07-15", "layers": "control"},
}
"""One question each that has an answer on the evidence of the repository."""


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(Settings(root=REPOSITORY))


def command(capsys: pytest.CaptureFixture[str], question: str, *form: str) -> str:
    options = [part for name, text in SAMPLES[question].items() for part in (f"--{name}", text)]
    assert main([question, *form, *options]) == 0
    return capsys.readouterr().out


def test_every_question_is_tried() -> None:
    assert set(SAMPLES) == set(questions())


@pytest.mark.parametrize("question", SAMPLES)
def test_http_and_command_line_say_the_same(
    client: Client, capsys: pytest.CaptureFixture[str], question: str
) -> None:
    address = f"/api/ask/{question}?{urlencode(SAMPLES[question])}"
    answer = client.get(address)
    assert answer.status == 200, answer.body
    document: dict[str, Any] = answer.json
    assert json.loads(command(capsys, question, "--json")) == document
    assert document["sentences"]
    assert {name for one in document["sentences"] for name in one["sources"]} == set(document["sources"])
    sheets = [document, *document["tables"]]
    for sheet in sheets:
        table = sheet.get("name", "") if sheet is not document else ""
        told = client.get(f"{address}&format=csv&table={table}")
        assert told.headers["content-type"].startswith("text/csv")
        text = told.body.decode("utf-8-sig")
        assert text == command(capsys, question, *(("--table", table) if table else ("--csv",)))
        assert len(list(csv.DictReader(io.StringIO(text)))) == len(sheet["rows"])
        assert all(column["title"] and column["kind"] for column in sheet["columns"])
    shown = client.get(f"{address}&format=geojson").json
    assert shown == document["map"] == json.loads(command(capsys, question, "--geojson"))
    for feature in shown["features"]:
        assert shown["looks"][feature["properties"]["look"]]["edge"]
    text = command(capsys, question)
    told = client.get(f"{address}&format=text")
    assert told.headers["content-type"].startswith("text/plain")
    assert text.startswith(told.body.decode())
    assert all(one["text"] in text for one in document["sentences"])


def test_a_posted_question_is_the_same(client: Client) -> None:
    drawn = {"type": "Polygon", "coordinates": [[[14, 26], [15, 26], [15, 28], [14, 28], [14, 26]]]}
    posted = client.post("/api/ask/holds", json.dumps({"area": drawn, "at": "2026-11-24"}).encode())
    asked = client.get("/api/ask/holds?area=14,26,15,28&at=2026-11-24")
    assert (posted.status, asked.status) == (200, 200)
    assert posted.json["rows"] == asked.json["rows"]
    assert client.post("/api/ask/holds", b"[1]").status == 400
    assert client.post("/api/ask/holds", b"x" * 5_000_000).status == 413
    wrong = client.post("/api/ask/holds", json.dumps({"area": "POLYGON EMPTY"}).encode())
    assert wrong.status == 400
    assert wrong.detail.startswith("area: nothing is drawn; draw an outline")


def test_a_diagram_is_sent_and_written(client: Client, tmp_path: Path) -> None:
    asked = f"/api/ask/exposed?{urlencode(SAMPLES['exposed'])}"
    sent = client.get(f"{asked}&format=svg&lang=ar")
    assert (sent.status, sent.headers["content-type"]) == (200, "image/svg+xml")
    out = tmp_path / "exposed.svg"
    options = [f"--{name}={text}" for name, text in SAMPLES["exposed"].items()]
    assert main(["exposed", "--out", str(out), "--lang", "ar", *options]) == 0
    assert out.read_bytes() == sent.body
    assert client.get(f"{asked}&format=svg&lang=fr").detail == "lang: write one of en, ar, en+ar"
    none = client.get("/api/ask/holds?place=sirte&format=png")
    assert (none.status, none.detail.partition(";")[0]) == (409, "format: the answer has no diagram")


def test_an_unknown_table_or_form_is_said(client: Client) -> None:
    asked = "/api/ask/holds?place=sirte&at=2026-11-24"
    assert client.get(f"{asked}&format=xls").detail == (
        "format: write one of json, csv, xlsx, geojson, text, pdf, svg, png"
    )
    told = client.get(f"{asked}&format=csv&table=histery")
    assert (told.status, told.detail) == (404, "the answer has no table 'histery'; did you mean 'history'?")


def test_unknown_places_are_told_with_all_other_faults(client: Client) -> None:
    told = client.get("/api/ask/holds?place=Srite&at=2020-13-01&colour=red")
    assert told.status == 400
    lines = told.detail.splitlines()
    assert [line.partition(":")[0] for line in lines[1:]] == ["place", "at"]
    assert lines[0].startswith("'colour' is no parameter")
    assert "did you mean sirte (Sirte)" in lines[1]


def test_a_page_is_told_faults_in_any_language(client: Client) -> None:
    asked = "/api/ask/holds?place=Srite&at=2020-13-01"
    told = client.get(asked, accept="application/problem+json, */*")
    assert told.headers["content-type"] == "application/problem+json"
    assert told.json["detail"] == client.get(asked).detail
    assert [one["part"] for one in told.json["faults"]] == ["place", "at"]
    place, at = told.json["faults"]
    assert place["text"] == "nothing is called {text}; {advice}"
    assert place["values"]["advice"]["text"] == "did you mean {names}?"
    assert t(at["text"], "ar", **at["values"]).startswith("'2020-13-01' ليس تاريخاً كاملاً صحيحاً")
