"""`/api/figure...`: files and previews, what is refused and how, and that nobody else waits for them."""

from __future__ import annotations

import asyncio
import io
import re
import time
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

import pytest
from PIL import Image

import geo.figure.compose as composing
from geo.access import everybody
from geo.evidence import Evidence, current
from geo.figure.compose import compose
from geo.figure.formats.metadata import read_metadata
from geo.figure.formats.writing import rendered
from geo.figure.reading import request_from
from geo.figure.request import LONGEST
from geo.figure.series.presets import presets
from geo.figure.sheet.sizes import DPIS, MM_PER_INCH, PREVIEW_DPI, SIZES
from geo.settings import Settings
from geo.web.api import figures
from tests.asgi import Answer
from tests.running import PATIENCE, run
from tests.web.client import Client

if TYPE_CHECKING:
    from conftest import DataRoot

DAY = "2026-11-24"
STATE = {
    "layers": "fezzan_resources,tripoli", "at": "2024-06-30", "known": "2026-11-20", "recorded": "2026-11-24",
    "lang": "en+ar",
    "names": "press", "f": "hide:tripoli.force;rel:C", "o": "tripoli:0.5", "bbox": "10,26,16,31",
    "size": "docx-half", "title": "Wells & fields", "subtitle": "As reported", "notes": "For a test",
    "callouts": "of-sharara", "made": "2026-11-20", "marking": "GREEN",
}  # fmt: skip
SMALL = {"layers": "tripoli", "at": DAY, "made": DAY, "size": "docx-half", "dpi": "150"}
STARTS = {"png": b"\x89PNG", "pdf": b"%PDF", "svg": b"<?xml", "pptx": b"PK", "docx": b"PK"}


def ask(client: Client, **params: str) -> Answer:
    return client.get(f"/api/figure?{urlencode(params)}")


def test_a_bare_map_is_a_zip_with_where_it_lies_and_its_preview_is_a_picture(client: Client) -> None:
    answer = ask(client, **SMALL, bare="1")
    assert answer.headers["content-type"] == "application/zip"
    name = answer.headers["content-disposition"].partition('"')[2].removesuffix('.zip"')
    with zipfile.ZipFile(io.BytesIO(answer.body)) as archive:
        assert {f"{name}.png", f"{name}.pgw", f"{name}.png.aux.xml"} < set(archive.namelist())
    assert ask(client, **SMALL, bare="1", preview="1").body.startswith(STARTS["png"])


@pytest.mark.parametrize("suffix", ["pdf", "svg", "pptx", "docx", "png"])
def test_file_holds_what_was_asked_for(
    client: Client, settings: Settings, tmp_path: Path, suffix: str
) -> None:
    answer = ask(client, **STATE, dpi="150", format=suffix)
    assert answer.status == 200, answer.body
    assert answer.headers["content-type"].partition(";")[0] == figures_media(suffix)
    assert answer.headers["content-disposition"] == (
        f'attachment; filename="LBY_wells-fields_DOCH_20240630_TLP-GREEN.{suffix}"'
    )
    assert answer.body.startswith(STARTS[suffix])
    path = tmp_path / f"figure.{suffix}"
    path.write_bytes(answer.body)
    told = read_metadata(path)
    assert dict(told.params) == {**STATE, "dpi": "150"}
    assert told.version == evidence_of(settings).version
    assert told.id == answer.headers["x-figure-id"]


def figures_media(suffix: str) -> str:
    return {
        "png": "image/png",
        "pdf": "application/pdf",
        "svg": "image/svg+xml",
        "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    }[suffix]


def evidence_of(settings: Settings) -> Evidence:
    return current(settings, everybody(settings))


def test_preview_is_the_figure_at_a_lower_resolution(client: Client) -> None:
    answer = ask(client, **SMALL, format="pdf", preview="1")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    assert answer.headers["content-disposition"].startswith("inline")
    page = SIZES["docx-half"]
    with Image.open(io.BytesIO(answer.body)) as image:
        assert image.width == pytest.approx(page.width / MM_PER_INCH * PREVIEW_DPI, abs=1)
        assert len(image.convert("L").getcolors() or []) > 50, "next to nothing is drawn"
    assert 1 < float(answer.headers["x-figure-aspect"]) < 3
    assert answer.headers["x-figure-marking"] == "TLP:CLEAR"


def test_a_file_after_a_preview_or_another_file_is_the_same_bytes(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = request_from(SMALL, evidence_of(settings), date.fromisoformat(DAY))
    alone = compose(evidence_of(settings), request)
    wanted = {suffix: rendered(alone, suffix) for suffix in ("png", "pdf", "svg")}
    client = Client(settings)
    assert ask(client, **SMALL, preview="1").status == 200
    monkeypatch.setattr(composing, "compose", lambda *_: pytest.fail("composed again"))
    for suffix in ("svg", "pdf", "png"):
        assert ask(client, **SMALL, format=suffix).body == wanted[suffix], suffix


def test_same_question_is_drawn_once(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = ask(client, **SMALL, preview="1")
    monkeypatch.setattr(composing, "compose", lambda *_: pytest.fail("drawn again"))
    # Another order, and what is so by default, are the same question.
    again = dict(reversed(SMALL.items())) | {"lang": "en", "faulty": "refuse", "dpi": "600"}
    assert ask(client, **again, preview="1").body == first.body
    held = client.get(
        f"/api/figure?{urlencode({**SMALL, 'preview': '1'})}", if_none_match=first.headers["etag"]
    )
    assert (held.status, held.body) == (304, b"")


def test_preset_is_asked_for_by_name_and_changed(client: Client) -> None:
    answer = ask(client, preset="fezzan-resources", subtitle="Ours", size="docx-half", at=DAY, preview="1")
    assert answer.status == 200, answer.body
    assert "LBY_fezzan-resources_DOCH" in answer.headers["content-disposition"]
    assert "did you mean 'overview'?" in ask(client, preset="overveiw").detail


def test_all_faults_are_told_at_once(client: Client) -> None:
    answer = ask(
        client, layers="tripolis", at="2026-13-01", bbox="20,20,10,30", size="a5", dpi="72", format="gif",
        title="x" * 5000, callouts="nobody", preview="2", o="x" * 5000,
    )  # fmt: skip
    assert answer.status == 400
    told = [line.partition(":")[0] for line in answer.detail.splitlines()]
    assert sorted(told) == sorted(
        ["layers", "at", "bbox", "size", "dpi", "format", "title", "callouts", "preview", "o"]
    )
    assert "did you mean 'tripoli'?" in answer.detail
    assert f"shorten it to {LONGEST['title']} at most" in answer.detail
    assert len(answer.detail) < 2500


def test_what_cannot_be_drawn_whole_is_a_conflict(client: Client) -> None:
    answer = ask(client, **SMALL, bbox="24,20,25,21", callouts="gnu-council-of-ministers", preview="1")
    assert answer.status == 409
    assert "nothing is drawn" in answer.detail
    assert "gnu-council-of-ministers" in answer.detail


def test_layer_that_is_out_is_a_conflict_unless_a_warning_will_do(data_root: DataRoot) -> None:
    data_root.collection("groups", [data_root.group("cs-zintan", sources="no-such-source")])
    client = Client(Settings(root=data_root.path))
    wanted = {**SMALL, "layers": "places,groups"}
    refused = ask(client, **wanted, preview="1")
    assert refused.status == 409
    assert "groups" in refused.detail
    assert ask(client, **wanted, preview="1", faulty="warn").status == 200


def test_edited_data_make_another_figure(data_root: DataRoot) -> None:
    client = Client(Settings(root=data_root.path))
    wanted = {**SMALL, "layers": "places", "faulty": "warn", "preview": "1"}
    before = ask(client, **wanted)
    path = data_root.data / "base" / "places.geojson"
    path.write_text(path.read_text("utf-8").replace("Zintan", "Az Zintan"), "utf-8")
    after = ask(client, **wanted)
    assert before.headers["x-figure-id"] != after.headers["x-figure-id"]


def test_others_are_answered_while_a_figure_is_drawn(client: Client) -> None:
    async def both() -> int:
        target = f"/api/figure?{urlencode({**SMALL, 'title': 'Long'})}"
        drawing = asyncio.create_task(client._get(target, "GET", {}))
        answered = 0
        while not drawing.done():
            await client._get("/api/health", "GET", {})
            answered += 1
            await asyncio.sleep(0.02)
        assert drawing.result().status == 200
        return answered

    assert run(both()) > 4, "/api/health waited for the figure"


def test_one_is_drawn_at_a_time(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    drawing, most = 0, 0

    def slow(evidence: Any, request: Any) -> Any:
        nonlocal drawing, most
        drawing += 1
        most = max(most, drawing)
        time.sleep(0.05)
        drawing -= 1
        return compose(evidence, request)

    monkeypatch.setattr(composing, "compose", slow)

    async def several() -> list[Answer]:
        targets = [
            f"/api/figure?{urlencode({**SMALL, 'title': str(i), 'preview': '1'})}" for i in (1, 2, 3, 3)
        ]
        return list(await asyncio.gather(*(client._get(target, "GET", {}) for target in targets)))

    answers = run(several())
    assert [answer.status for answer in answers] == [200] * 4
    assert most == 1
    assert answers[2].body == answers[3].body


def test_nobody_waits_for_a_large_one(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    go = Event()

    def held(evidence: Any, request: Any) -> Any:
        if request.title == "Large" and not go.wait(PATIENCE):
            pytest.fail("the others waited for the large one")
        return compose(evidence, replace(request, dpi=DPIS[0]))

    monkeypatch.setattr(composing, "compose", held)

    async def both() -> list[int]:
        asked = [{**SMALL, "size": "a4-landscape", "title": "Large", "dpi": "600"},
                 {**SMALL, "title": "Small", "format": "svg", "dpi": "600"},
                 {**SMALL, "title": "Seen", "dpi": "600", "preview": "1"}]  # fmt: skip
        targets = [f"/api/figure?{urlencode(one)}" for one in asked]
        large, *others = [asyncio.create_task(client._get(one, "GET", {})) for one in targets]
        done = [(await one).status for one in others]
        assert not large.done()
        go.set()
        return [*done, (await large).status]

    assert run(both()) == [200] * 3


def test_too_many_are_told_to_come_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(figures, "MOST_WAITING", 0)
    answer = ask(client, **SMALL, title="Nobody has asked for this")
    assert answer.status == 503
    assert answer.headers["retry-after"].isdigit()
    assert "again" in answer.detail


def test_whoever_has_gone_costs_nothing(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "compose", lambda *_: pytest.fail("drawn for nobody"))
    asked = iter([{"type": "http.request", "body": b"", "more_body": False}])
    statuses = []

    async def receive() -> dict[str, Any]:
        return next(asked, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        statuses.append(message.get("status"))

    scope = {
        "type": "http", "http_version": "1.1", "method": "GET", "path": "/api/figure", "root_path": "",
        "raw_path": b"/api/figure", "query_string": urlencode({**SMALL, "title": "Gone"}).encode(),
        "headers": [], "scheme": "http", "server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 1),
    }  # fmt: skip
    run(client._app(scope, receive, send))
    assert statuses[0] == figures.GONE


def test_choices_are_those_that_are_taken(client: Client, settings: Settings) -> None:
    told = client.get("/api/figure/choices").json
    assert [size["name"] for size in told["sizes"]] == list(SIZES)
    assert told["dpis"] == list(DPIS)
    assert [form["name"] for form in told["formats"]] == list(figures.FORMATS)
    assert told["longest"] == dict(LONGEST)
    west, south, east, north = told["ground"]
    request = request_from(
        {"bbox": f"{west + 1},{south + 1},{east - 8},{north - 2}"},
        evidence_of(settings),
        date(2026, 1, 1),
    )
    assert request.view.bbox is not None


def test_every_preset_can_be_asked_for(client: Client, settings: Settings) -> None:
    told = client.get("/api/figure/presets").json["presets"]
    assert [one["name"] for one in told] == list(presets())
    for one in told:
        assert re.search("[\u0600-\u06ff]", one["title_ar"])
        request_from(
            {"title": one["title"], **one["params"]},
            evidence_of(settings),
            date(2026, 11, 24),
        )


def test_a_figure_that_is_sent_says_what_is_behind_it(client: Client, settings: Settings) -> None:
    """A figure is known again; what is none of ours, or broken, is refused and told without a path."""
    evidence = evidence_of(settings)
    request = request_from({**SMALL, "lang": "ar"}, evidence, date(2026, 11, 24))
    composed = compose(evidence, request)
    for suffix in ("png", "svg"):
        answer = client.post("/api/figure/behind", rendered(composed, suffix))
        assert answer.status == 200, suffix
        assert (answer.json["state"], answer.json["id"]) == ("as printed", composed.id), suffix
        assert "data=" in answer.json["query"]
        assert answer.headers["cache-control"] == "private, no-store"
    for hostile in (
        b"",
        b"%PDF-1.7\n" + b"<<" * 9000,
        b"PK\x03\x04 nothing",
        b"\x89PNG\r\n\x1a\n",
        b"<svg/>",
    ):
        refused = client.post("/api/figure/behind", hostile)
        assert refused.status == 400, hostile[:9]
        assert "this is no figure that was made here" in refused.detail
        assert "/" not in refused.detail, "a path is told"
