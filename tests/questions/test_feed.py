"""`/api/changes`: a feed of what changed, filtered like the map."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from geo.evidence import Evidence
from geo.questions.changes import Parameters, answer
from geo.settings import REPOSITORY, Settings
from tests.web.client import Client

ATOM = "{http://www.w3.org/2005/Atom}"
DAYS = "since=2025-11-24&until=2026-11-24"


@pytest.fixture(scope="module")
def client() -> Client:
    return Client(Settings(root=REPOSITORY))


def test_atom_and_json_tell_what_the_question_tells(client: Client, evidence: Evidence) -> None:
    told = client.get(f"/api/changes?{DAYS}&layers=east,energy")
    assert told.status == 200
    assert told.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(told.body)  # noqa: S314 - our own
    entries = feed.findall(f"{ATOM}entry")
    asked = Parameters(since=date(2025, 11, 24), until=date(2026, 11, 24), layers=("east", "energy"))
    rows = answer(evidence, asked).records()
    assert len(entries) == len(rows) > 0
    days = [entry.findtext(f"{ATOM}updated", "")[:10] for entry in entries]
    assert days == sorted((str(row["day"]) for row in rows), reverse=True)
    assert feed.findtext(f"{ATOM}updated") == f"{days[0]}T00:00:00Z"
    items = client.get(f"/api/changes?{DAYS}&layers=east,energy&format=json").json["items"]
    assert [item["id"] for item in items] == [entry.findtext(f"{ATOM}id") for entry in entries]
    assert len({item["id"] for item in items}) == len(items)


def test_the_feed_is_filtered_like_the_map(client: Client) -> None:
    def ids(more: str) -> set[str]:
        items = client.get(f"/api/changes?{DAYS}&layers=east,energy&format=json{more}").json["items"]
        return {item["id"] for item in items}

    every = ids("")
    assert ids("&f=rel:A") < every
    assert ids("&bbox=20,30,26,34") < every


def test_what_is_wrong_is_said_at_once(client: Client) -> None:
    told = client.get("/api/changes?since=2026-13-01&f=rel:Z&format=rss&colour=red")
    assert told.status == 400
    assert [line.partition(":")[0] for line in told.detail.splitlines()] == [
        "since", "f", "'colour' is no parameter; use one of", "format",
    ]  # fmt: skip
    assert client.get("/api/changes?layers=esat").status == 404
    assert client.get("/api/changes").status == 200
