"""What is marked above the clearance is on no surface: all is as in data in which it never was."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Mapping
from contextlib import redirect_stdout
from datetime import date
from pathlib import Path
from typing import Any

import pypdf
import pytest
from starlette.routing import Mount
from streamlit.testing.v1 import AppTest

import geo.ask
import geo.check.__main__
import geo.export.__main__
import geo.figure.__main__
from geo.screen import assets
from geo.screen.picture import Picture, picture
from geo.settings import REPOSITORY
from geo.ui import cache
from geo.view import Context, read
from geo.web.api.routes import routes
from tests.access.asking import ABOVE, DAY, FIGURE, KNOWN, LAYERS, Root, addresses
from tests.access.planting import (
    ACTOR,
    DISTRICT,
    HELD,
    PLACE,
    TELLTALE,
    planted,
    with_seatless,
)
from tests.access.silence import assert_silent, same, tells
from tests.browser.serving import copy_root
from tests.running import PATIENCE


@pytest.fixture(scope="module")
def with_rows(tmp_path_factory: pytest.TempPathFactory) -> Root:
    """Return a root with rows above CLEAR in every table and layer, served to everybody."""
    return Root(planted(copy_root(tmp_path_factory.mktemp("with")), ABOVE))


@pytest.fixture(scope="module")
def without(tmp_path_factory: pytest.TempPathFactory) -> Root:
    """Return the same root before these rows were entered."""
    return Root(with_seatless(copy_root(tmp_path_factory.mktemp("without"))))


@pytest.fixture(scope="module")
def cleared(tmp_path_factory: pytest.TempPathFactory) -> Root:
    """Return a root with such rows, served to those who may see them."""
    return Root(planted(copy_root(tmp_path_factory.mktemp("cleared")), KNOWN), "RED")


@pytest.fixture(scope="module")
def plain(without: Root) -> dict[str, Any]:
    """Return what a figure draws of data in which it never was."""
    return drawn(without)


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
    cleared: Root, plain: dict[str, Any]
) -> None:
    answer = cleared.get("/api/figure", **FIGURE, marking="CLEAR", format="pdf")
    assert answer.status == 200
    assert not tells(answer.body, answer.headers)
    assert answer.headers["x-figure-marking"] == "TLP:CLEAR"
    assert "x-handling-marking" not in answer.headers
    told = drawn(cleared, "--marking", "CLEAR")
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
        page = AppTest.from_file(str(REPOSITORY / "geo" / "ui" / "dashboard.py"), default_timeout=PATIENCE)
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


def test_the_same_is_drawn(with_rows: Root, plain: dict[str, Any]) -> None:
    """Where it stands, and which names have room, may differ: the note of those left out takes some."""
    told = drawn(with_rows)
    plain["left_out"]["names"] = told["left_out"]["names"]
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


def drawn(root: Root, *more: str) -> dict[str, Any]:
    """Return what the command line lists of the figure of a root."""
    with pytest.MonkeyPatch.context() as patch, redirect_stdout(io.StringIO()) as out:
        patch.setenv("LIBYA_ROOT", str(root.path))
        if root.settings.clearance == "CLEAR":
            patch.delenv("LIBYA_CLEARANCE", raising=False)  # closed by default
        else:
            patch.setenv("LIBYA_CLEARANCE", root.settings.clearance)
        assert geo.figure.__main__.main([*_options(FIGURE), *more, "--drawn"]) == 0
    listed: dict[str, Any] = json.loads(out.getvalue())
    return listed


def _options(texts: Mapping[str, str]) -> list[str]:
    return [text for name, value in texts.items() for text in (f"--{name}", value)]
