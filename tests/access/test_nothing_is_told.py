"""What is marked above the clearance is on no surface: all is as in data in which it never was."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from urllib.parse import quote, urlencode

import pypdf
import pytest
from starlette.routing import Mount
from streamlit.testing.v1 import AppTest

import geo.ask
import geo.check.__main__
import geo.export.__main__
import geo.figure.__main__
from geo.access import everybody
from geo.catalog import read_catalog
from geo.evidence import Evidence, current
from geo.screen import assets
from geo.screen.picture import Picture, picture
from geo.settings import REPOSITORY, Settings
from geo.ui import cache
from geo.view import Context, read
from geo.web.api.large import ANSWERS as LARGE_ANSWERS
from geo.web.api.routes import routes
from tests.access.planting import (
    ACTOR,
    DISTRICT,
    HELD,
    PLACE,
    SEATLESS,
    SOURCE,
    TELLTALE,
    TELLTALE_AR,
    copied,
    planted,
    with_seatless,
)
from tests.asgi import Answer
from tests.web.client import Client

LAYERS = tuple(read_catalog(REPOSITORY / "layers")[0])
DAY = "2026-11-26"
ABOVE = ("AMBER", "RED", "", "Amber ", "SECRET")
"""Markings above CLEAR, and what is none and so counts as the highest."""
KNOWN = ("AMBER", "RED")
FIGURE = {
    "layers": "control,east,interests,trafficking_hubs,events",
    "at": DAY,
    "made": DAY,
    "size": "a4-landscape",
    "dpi": "150",
}


class Root:
    """A data root and what serves it."""

    def __init__(self, path: Path, clearance: str = "CLEAR") -> None:
        self.path = path
        self.settings = Settings(root=path, clearance=clearance)
        self.client = Client(self.settings)

    @cached_property
    def evidence(self) -> Evidence:
        return current(self.settings, everybody(self.settings))

    def get(self, path: str, **query: str) -> Answer:
        # The last one asked for is kept alone, so all of one root is asked for before another.
        return self.client.get(f"{path}?{urlencode(query)}" if query else path)


@pytest.fixture(scope="module")
def with_rows(tmp_path_factory: pytest.TempPathFactory) -> Root:
    """Return a root with rows above CLEAR in every table and layer, served to everybody."""
    return Root(planted(copied(tmp_path_factory.mktemp("with")), ABOVE))


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Root:
    """Return the same root before these rows were entered."""
    return Root(with_seatless(copied(tmp_path_factory.mktemp("without"))))


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> Root:
    """Return a root with such rows, served to those who may see them."""
    return Root(planted(copied(tmp_path_factory.mktemp("cleared")), KNOWN), "RED")


def addresses() -> dict[str, list[tuple[str, dict[str, str]]]]:
    """Return by route what is asked of it: whatever might tell."""
    ids = (
        PLACE,
        ACTOR,
        SOURCE,
        "zqxv-east-red",
        "zqxv-events-red",
        "zqxv-claims-red",
        SEATLESS,
        HELD,
        DISTRICT,
    )
    ids += (
        f"control-in-{DISTRICT}-2026-11-20",
        f"control-at-{HELD}-2026-11-20",
        "region-fezzan",
        "abu-salim-force",
    )
    texts = (
        "zqxv",
        "zqxv east red",
        "Zqxv places name_en",
        TELLTALE_AR,
        SOURCE,
        "Zqxv Publisher",
        "without a seat",
    )
    every = ",".join(LAYERS)
    days: list[dict[str, str]] = [
        {},
        {"at": DAY},
        {"at": DAY, "recorded": DAY},
        {"known": DAY, "recorded": DAY},
    ]
    return {
        "/api/health": [("/api/health", {})],
        "/api/layers": [("/api/layers", {})],
        "/api/view": [("/api/view", {})],
        "/api/layers/{layer_id}.geojson": [
            (f"/api/layers/{layer}.geojson", query)
            for layer in (*LAYERS, "wells")
            for query in (days if layer in {"control", "events", "interests"} else days[1:2])
        ],
        **{
            f"/api/layers/{{layer_id}}/{what}": [
                (f"/api/layers/{layer}/{what}", {}) for layer in ("east", "wells")
            ]
            for what in LARGE_ANSWERS
        },
        "/api/features/{feature_id}": [(f"/api/features/{quote(one)}", {"at": DAY}) for one in ids],
        "/api/export": [
            ("/api/export", {"layers": every, "format": form, "at": DAY})
            for form in ("gpkg", "geojson", "csv")
        ],
        "/api/search": [("/api/search", {"q": text, "limit": "50"}) for text in texts],
        "/api/figure": [
            ("/api/figure", {**FIGURE, "format": form}) for form in ("pdf", "svg", "pptx", "docx", "png")
        ]
        + [("/api/figure", {**FIGURE, "callouts": "zqxv-east-red"})],
        "/api/figure/presets": [("/api/figure/presets", {})],
        "/api/figure/choices": [("/api/figure/choices", {})],
        "/api/figure/behind": [("/api/figure/behind", {**FIGURE, "data": "0"})],
        "/api/ask": [("/api/ask", {})],
        "/api/ask/{question}": [
            ("/api/ask/changes", {"since": "2010-01-01", "until": DAY}),
            ("/api/ask/nothing", {}),
            *(("/api/ask/holds", {"place": place, "at": DAY}) for place in (HELD, DISTRICT, PLACE)),
            ("/api/ask/holds", {"area": "14,26,16,28", "at": DAY}),
            ("/api/ask/without", {"side": "east", "at": DAY}),
            ("/api/ask/word", {"at": DAY}),
            ("/api/ask/known", {"known": DAY}),
            ("/api/ask/near", {"place": HELD, "km": "200", "at": DAY}),
            ("/api/ask/exposed", {"node": "of-sharara", "at": DAY}),
            ("/api/ask/wants", {"at": DAY}),
            ("/api/ask/actor", {"actor": "lna", "at": DAY}),
            ("/api/ask/actor", {"actor": ACTOR, "at": DAY}),
            ("/api/ask/district", {"place": DISTRICT, "at": DAY}),
            ("/api/ask/unknown", {"at": DAY}),
        ],
        "/api/own": [("/api/own", {})],
        "/api/own/{layer}.zip": [(f"/api/own/{layer}.zip", {}) for layer in ("east", "wells")],
        # These take files; a helper is given the cleared evidence, whose names are all that a file is told.
        "/api/own/look": [("/api/own/look", {})],
        "/api/own/add": [("/api/own/add", {})],
        "/api/own/delete": [("/api/own/delete", {"layer": "east"})],
        "/api/changes": [
            ("/api/changes", {"since": "2026-01-01", "format": form}) for form in ("atom", "json")
        ],
        "/api/sources": [("/api/sources", {})],
        "/api/look": [("/api/look", {})],
        "/api/ground.geojson": [("/api/ground.geojson", {})],
        "/api": [("/api", {})],
        "/api/{path:path}": [("/api/nothing", {})],
        "/assets": [("/assets", {})],
        "/assets/{path:path}": [("/assets/nothing", {})],
        "/assets/fonts/{name}": [("/assets/fonts/nothing", {})],
        "/assets/words/{lang}.json": [("/assets/words/ar.json", {})],
        "/api/headline": [("/api/headline", {}), ("/api/headline", {"at": DAY, "known": DAY})],
        "/api/openapi.json": [("/api/openapi.json", {})],
        "/ogc": [("/ogc", {})],
        "/ogc/": [("/ogc/", {})],
        "/ogc/conformance": [("/ogc/conformance", {})],
        "/ogc/api": [("/ogc/api", {})],
        "/ogc/collections": [("/ogc/collections", {})],
        "/ogc/collections/{id}": [(f"/ogc/collections/{layer}", {}) for layer in (*LAYERS, "wells")],
        "/ogc/collections/{id}/items": [
            *((f"/ogc/collections/{layer}/items", {"datetime": DAY}) for layer in LAYERS),
            ("/ogc/collections/east/items", {"f": "html"}),
        ],
        "/ogc/collections/{id}/items/{feature_id}": [
            (f"/ogc/collections/{layer}/items/{one}", {})
            for layer, one in (("east", "zqxv-east-red"), ("places", PLACE))
        ],
        "/ogc/{path:path}": [("/ogc/nothing", {})],
        **{path: [(path, {})] for path in assets.SCRIPTS},
    }


def test_every_route_is_asked(without: Root) -> None:
    """A new route is not served before somebody says here what might tell."""
    there = {route.path for route in routes(without.settings) if not isinstance(route, Mount)}
    assert there == set(addresses())
    assert {str(folder) for folder in assets.FOLDERS.values()}.isdisjoint({str(without.path)})


def test_answers_are_those_of_data_in_which_it_never_was(with_rows: Root, without: Root) -> None:
    asked = [one for several in addresses().values() for one in several]
    told = [with_rows.get(path, **query) for path, query in asked]
    bodies = [same(answer.body, with_rows) for answer in told]
    for (path, query), answer, body in zip(asked, told, bodies, strict=True):
        where = f"{path} {query}"
        assert "x-handling-marking" not in answer.headers, where
        assert_silent(answer, [path.rpartition("/")[2], *query.values()], where)
        if ("figure" in path and answer.status == 200) or "export" in path:
            continue  # bears an id made of the data's version; what is drawn is compared below
        usual = without.get(path, **query)
        assert answer.status == usual.status, where
        assert body == same(usual.body, without), where


def test_what_is_left_out_is_counted(with_rows: Root, without: Root) -> None:
    health = with_rows.get("/api/health").json
    assert health["clearance"] == "CLEAR"
    assert health["not_shown"] == with_rows.evidence.left_out > 100
    assert health["faults"] == 0, "not even how many faults they have"
    pages = pypdf.PdfReader(io.BytesIO(with_rows.get("/api/figure", **FIGURE, format="pdf").body)).pages
    assert "marked above what may be shown" in " ".join(pages[0].extract_text().split())
    assert without.get("/api/health").json["not_shown"] == 0


def test_who_is_cleared_sees_all_of_it(cleared: Root, without: Root) -> None:
    """The planted rows tell of themselves, and change a dot and a wash; answers say how they are marked."""
    assert cleared.evidence.faults.empty, cleared.evidence.faults.to_string()
    telling = set()
    for path, query in [one for several in addresses().values() for one in several]:
        answer = cleared.get(path, **query)
        if answer.status == 200 and tells(answer.body, answer.headers):
            telling.add((path, query.get("format", "")))
            assert answer.headers["x-handling-marking"] in {"TLP:AMBER", "TLP:RED"}, path
            assert answer.headers["cache-control"] == "private, no-store", path
            if "content-disposition" in answer.headers:
                assert re.search(r"_TLP-(AMBER|RED)\.\w+\"$", answer.headers["content-disposition"]), path
    assert telling >= {(f"/api/layers/{layer}.geojson", "") for layer in LAYERS if layer != "regions"}
    assert telling >= {("/api/figure", form) for form in ("pdf", "svg", "pptx")}
    assert telling >= {("/api/export", form) for form in ("gpkg", "geojson", "csv")}
    assert telling >= {(f"/api/{name}", "") for name in ("layers", "search", "sources", "ask/changes")}
    assert telling >= {(f"/api/features/{name}", "") for name in (PLACE, "zqxv-east-red", HELD, DISTRICT)}
    dots, washes = holders(cleared)
    usual_dots, usual_washes = holders(without)
    assert (dots[HELD], washes[DISTRICT]) != (usual_dots[HELD], usual_washes[DISTRICT])
    assert dots[HELD] != usual_dots[HELD]
    assert washes[DISTRICT] != usual_washes[DISTRICT]


def test_a_figure_with_a_marking_is_made_as_if_what_is_above_were_not_there(
    cleared: Root, without: Root, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer = cleared.get("/api/figure", **FIGURE, marking="CLEAR", format="pdf")
    assert answer.status == 200
    assert not tells(answer.body, answer.headers)
    assert answer.headers["x-figure-marking"] == "TLP:CLEAR"
    assert "x-handling-marking" not in answer.headers
    lists = []
    for root, more in ((cleared, ["--marking", "CLEAR"]), (without, [])):
        monkeypatch.setenv("LIBYA_ROOT", str(root.path))
        monkeypatch.setenv("LIBYA_CLEARANCE", root.settings.clearance)
        assert geo.figure.__main__.main([*_options(FIGURE), *more, "--drawn"]) == 0
        lists.append(json.loads(capsys.readouterr().out))
    told, plain = lists
    assert (told["drawn"], told["legend"]) == (plain["drawn"], plain["legend"])
    assert told["left_out"]["above_marking"] == cleared.evidence.cleared("CLEAR").left_out


def test_the_picture_of_the_first_view_shows_nothing(with_rows: Root, without: Root, cleared: Root) -> None:
    def shown(root: Root, zoom: str) -> Picture:
        texts = {"layers": ",".join(LAYERS), "at": DAY, "c": "27,17", "z": zoom, "lang": "en+ar"}
        return picture(root.evidence, read(texts, Context.of(root.evidence.catalog, date.today()))[0])

    for zoom in ("6", "9"):
        assert shown(with_rows, zoom) == shown(without, zoom)
    assert shown(cleared, "9").marking == "RED"


def test_the_page_says_nothing_but_how_many(
    with_rows: Root, without: Root, monkeypatch: pytest.MonkeyPatch
) -> None:
    pages = []
    for root in (with_rows, without):
        monkeypatch.setenv("LIBYA_ROOT", str(root.path))
        monkeypatch.delenv("LIBYA_CLEARANCE", raising=False)
        cache.settings.cache_clear()
        page = AppTest.from_file(str(REPOSITORY / "geo" / "ui" / "dashboard.py"), default_timeout=60)
        for name, text in {
            "layers": ",".join(LAYERS),
            "at": DAY,
            "sel": PLACE,
            "f": f"actor:{ACTOR}",
        }.items():
            page.query_params[name] = text
        page.run()
        assert not page.exception
        pages.append(page)
    cache.settings.cache_clear()
    told, plain = pages
    asked = re.compile(f"{PLACE}|{ACTOR}")
    texts = [[asked.sub("", str(one)) for one in page] for page in pages]
    assert TELLTALE not in " ".join(texts[0]).lower()
    assert [one.value for one in told.toast] == [one.value for one in plain.toast]
    assert not told.error
    (note,) = told.sidebar.caption
    assert re.fullmatch(r"\d+ rows are marked above TLP\\:CLEAR and not shown\\\.", note.value)
    assert not plain.sidebar.caption


def test_the_command_lines_say_nothing(
    with_rows: Root,
    without: Root,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
) -> None:
    monkeypatch.delenv("LIBYA_CLEARANCE", raising=False)
    figure = _options(FIGURE)
    runs = (
        (geo.ask.main, ["changes", "--since", "2010-01-01", "--until", DAY, "--json"]),
        (geo.ask.main, ["changes", "--since", "2010-01-01", "--until", DAY, "--csv"]),
        (
            geo.figure.__main__.main,
            [*figure, "--callouts", "zqxv-east-red", "--out", str(tmp_path / "x.svg")],
        ),
        (geo.export.__main__.main, ["--layers", "control,east", "--out", str(tmp_path / "x.zip")]),
    )
    outputs = []
    for root in (with_rows, without):
        monkeypatch.setenv("LIBYA_ROOT", str(root.path))
        told = []
        for command, arguments in runs:
            code = command(arguments)
            out, err = capsys.readouterr()
            told.append((code, same(out.encode(), root), same(err.encode(), root)))
        outputs.append(told)
        packed = (tmp_path / "x.zip").read_bytes()
        assert not tells(packed), "the archive on disk"
    assert outputs[0] == outputs[1]


def test_the_same_is_drawn(
    with_rows: Root, without: Root, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where it stands on the page may differ: the note of how many are left out takes room."""
    monkeypatch.delenv("LIBYA_CLEARANCE", raising=False)
    lists = []
    for root in (with_rows, without):
        monkeypatch.setenv("LIBYA_ROOT", str(root.path))
        assert geo.figure.__main__.main([*_options(FIGURE), "--drawn"]) == 0
        lists.append(json.loads(capsys.readouterr().out))
    told, plain = lists
    assert told["left_out"].pop("above_clearance") == with_rows.evidence.left_out
    assert [told[name] for name in ("drawn", "legend", "left_out")] == [
        plain[name] for name in ("drawn", "legend", "left_out")
    ]
    assert TELLTALE not in json.dumps(told).lower()


def test_the_check_looks_at_all_rows(with_rows: Root, capsys: pytest.CaptureFixture[str]) -> None:
    assert geo.check.__main__.main([str(with_rows.path)]) == 1
    out = capsys.readouterr().out
    for text in ("zqxv-east-secret", "zqxv-claims-none", "zqxv-events-amber-"):
        assert text in out


def holders(root: Root) -> tuple[dict[str, str], dict[str, str]]:
    """Return who holds places and districts today, by their ids."""
    features = root.get("/api/layers/control.geojson", at=DAY).json["features"]
    rows = [feature["properties"] for feature in features]
    dots = {row["place"]: f"{row['class']} {row['actors']}" for row in rows if row["place"]}
    return dots, {row["district"]: f"{row['class']} {row['actors']}" for row in rows if row["district"]}


def same(body: bytes, root: Root) -> bytes:
    """Return an answer without what tells two data versions apart: that, where they are, how many are out."""
    version = root.evidence.version
    text = body.replace(version.encode(), b"VERSION").replace(version[:8].encode(), b"VERSION")
    text = text.replace(str(root.path).encode(), b"ROOT")
    return re.sub(rb'("not_shown": ?|"above_clearance": ?)\d+', rb"\1N", text)


def assert_silent(answer: Answer, asked: Sequence[str], where: str) -> None:
    """Fail where an answer tells of a planted row; what was asked for may be repeated."""
    body = answer.body
    if answer.status != 200 or where.startswith("/api/search"):
        for text in sorted(asked, key=len, reverse=True):
            body = body.replace(text.encode(), b"")
    assert not tells(body, answer.headers), where


def tells(body: bytes, headers: dict[str, str] | None = None) -> bool:
    """Tell whether bytes hold a text of a planted row, however they are packed."""
    telling = TELLTALE.encode(), TELLTALE_AR.encode(), json.dumps(TELLTALE_AR)[1:-1].encode()
    told = json.dumps(headers or {}).lower()
    return TELLTALE in told or any(text in part.lower() for part in unpacked(body) for text in telling)


def unpacked(body: bytes) -> Iterator[bytes]:
    """Yield bytes, and whatever is in them where they are a document or an archive."""
    yield body
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            for name in packed.namelist():
                yield name.encode()
                yield from unpacked(packed.read(name))
    if body.startswith(b"%PDF"):
        document = pypdf.PdfReader(io.BytesIO(body))
        yield "\n".join(page.extract_text() for page in document.pages).encode()
        yield str(document.metadata).encode()


def _options(texts: Mapping[str, str]) -> list[str]:
    return [text for name, value in texts.items() for text in (f"--{name}", value)]
