"""What a first view costs a browser: built files from memory, and the page that says what it will need."""

from __future__ import annotations

import gzip
import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl

import brotli
import pytest
import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from geo.access import everybody
from geo.evidence import current
from geo.screen import assets
from geo.settings import REPOSITORY, Settings
from geo.ui.frame import frame_arguments
from geo.view import Context, read
from geo.web.answers import FOREVER, FRESH
from geo.web.api.routes import routes
from geo.web.page.first_picture import FirstPicture, Pictures
from geo.web.page.frontend import Frontend
from geo.web.page.hints import ELEMENTS, Hints, data_links, modules_of
from geo.web.security import SecurityHeaders, script_hashes
from tests.asgi import Answer, AppClient

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"
LINK = re.compile(r"<([^>]+)>; rel=(\w+)")
TAG = re.compile(r'<link href="([^"]+)" rel="(\w+)"')


def _behind(request: Request) -> Response:
    """Answer as Streamlit would for the page and for what nobody else knows."""
    return PlainTextResponse(f"{request.method} {request.url.path}")


@pytest.fixture
def files(tmp_path: Path) -> Path:
    (tmp_path / "js").mkdir()
    (tmp_path / "js" / "main.0a1B2_-c.js").write_text("const a = 1;\n" * 100)
    (tmp_path / "index.html").write_text("<p>page</p>")
    (tmp_path / "font.aBcD1234.woff2").write_bytes(b"packed already")
    return tmp_path


@pytest.fixture
def client(files: Path) -> AppClient:
    middleware = [Middleware(Frontend, folders={"/static": files})]
    methods = ["GET", "POST"]
    return AppClient(
        Starlette(routes=[Route("/{rest:path}", _behind, methods=methods)], middleware=middleware)
    )


def test_a_built_file_is_sent_compressed_and_kept_for_ever(client: AppClient, files: Path) -> None:
    answer = client.get("/static/js/main.0a1B2_-c.js", accept_encoding="gzip")
    text = (files / "js" / "main.0a1B2_-c.js").read_bytes()
    assert gzip.decompress(answer.body) == text
    tighter = client.get("/static/js/main.0a1B2_-c.js", accept_encoding="gzip, br")
    assert tighter.headers["content-encoding"] == "br"
    assert brotli.decompress(tighter.body) == text
    assert len(answer.body) < len(text) / 5
    assert answer.headers["cache-control"] == FOREVER
    assert answer.headers["content-type"].startswith("text/javascript")
    assert client.get("/static/js/main.0a1B2_-c.js").body == text, "to whom cannot unpack"
    held = client.get("/static/js/main.0a1B2_-c.js", if_none_match=answer.headers["etag"])
    assert (held.status, held.body) == (304, b"")


def test_a_file_that_is_packed_already_is_sent_as_it_is(client: AppClient) -> None:
    answer = client.get("/static/font.aBcD1234.woff2", accept_encoding="gzip")
    assert answer.body == b"packed already"
    assert "content-encoding" not in answer.headers


def test_a_name_that_does_not_change_with_the_content_is_asked_for_again(client: AppClient) -> None:
    assert client.get("/static/index.html").headers["cache-control"] == FRESH


@pytest.mark.parametrize(
    ("target", "method"),
    [
        ("/static/js/none.js", "GET"),
        ("/static/../secret", "GET"),
        ("/static/", "GET"),
        ("/", "GET"),
        ("/static/index.html", "POST"),
    ],
)
def test_the_rest_is_left_to_the_application(client: AppClient, target: str, method: str) -> None:
    assert client.get(target, method).body.decode() == f"{method} {target}"


def test_streamlit_s_and_the_frame_s_own_files_are_known() -> None:
    folders = {"/static": INDEX.parent / "static", assets.FRAME: assets.FRAME_FOLDER}
    client = AppClient(Starlette(middleware=[Middleware(Frontend, folders=folders)]))
    page = INDEX.read_text(encoding="utf-8")
    named = re.findall(r'(?:src|href)="\.(/static/[^"]+)"', page)
    assert len(named) > 50
    for target in (*named, assets.FRAME_SCRIPT, assets.FRAME_PAGE):
        assert client.get(target).status == 200, target
    assert client.get(assets.FRAME_SCRIPT).headers["cache-control"] == FOREVER
    assert assets.FRAME_SCRIPT.rpartition("/")[2] in client.get(assets.FRAME_PAGE).body.decode()


def _page(settings: Settings) -> AppClient:
    """Return the page, the frame and all that they ask for, but for Streamlit's own routes."""
    ours = [*routes(settings), Route("/{rest:path}", _behind)]
    folders = {"/static": INDEX.parent / "static", assets.FRAME: assets.FRAME_FOLDER}
    middleware = [
        Middleware(SecurityHeaders, index=INDEX),
        Middleware(FirstPicture, pictures=Pictures(settings, INDEX, frame_arguments)),
        Middleware(Hints),
        Middleware(Frontend, folders=folders),
    ]
    return AppClient(Starlette(routes=ours, middleware=middleware))


@pytest.fixture(scope="module")
def hinting() -> AppClient:
    settings = Settings(root=REPOSITORY)
    current(settings, everybody(settings))
    return _page(settings)


def _hinted(client: AppClient, target: str) -> dict[str, str]:
    answer = client.get(target)
    links = LINK.findall(answer.headers.get("link", ""))
    if answer.headers["content-type"].startswith("text/html"):
        links += [(unescape(address), rel) for address, rel in TAG.findall(answer.body.decode())]
    return dict(links)


def _pictured(client: AppClient, target: str) -> Answer:
    """Return the page once its picture is made."""
    for _ in range(30):
        answer = client.get(target)
        if b"</svg>" in answer.body:
            return answer
    pytest.fail("there is no picture")


def test_every_hint_is_an_address_that_answers(hinting: AppClient) -> None:
    page = _hinted(hinting, "/?layers=control,tripoli&known=2020-06-30&recorded=2026-11-20")
    frame = _hinted(hinting, f"{assets.FRAME_PAGE}?streamlitUrl=x")
    assert set(frame) == {assets.MAP_SCRIPT, *assets.MAP_STYLES}
    assert set(frame) < set(page)
    for target in page:
        answer = hinting.get(target)
        assert answer.status == 200, target
        assert answer.body != f"GET {target}".encode(), f"{target}: nobody knows it"
        if target.startswith("/api/") and "?" in target:
            assert answer.headers["cache-control"] == FOREVER, f"{target}: of other data"


def test_hints_follow_the_address(hinting: AppClient) -> None:
    def layers(query: str) -> set[str]:
        found = (re.match(r"/api/layers/(\w+)\.geojson", target) for target in _hinted(hinting, f"/{query}"))
        return {one[1] for one in found if one}

    ground = {"districts", "places"}
    assert layers("?layers=") == ground
    assert layers("?layers=control,nothing,%3Cscript%3E") == {"control"} | ground
    assert layers("") > {"control"}
    days = "?layers=control&known=2020-06-30&recorded=2026-11-20"
    targets = [target for target in _hinted(hinting, f"/{days}") if "/control.geojson" in target]
    assert len(targets) == 1
    assert targets[0].endswith("&known=2020-06-30&recorded=2026-11-20")


def test_nothing_else_has_hints(hinting: AppClient) -> None:
    for target in ("/api/layers", "/other", "/static/index.html"):
        assert "link" not in hinting.get(target).headers, target


def test_data_are_not_hinted_at_before_they_were_read(tmp_path: Path) -> None:
    client = _page(Settings(root=tmp_path))
    targets = _hinted(client, "/")
    assert "Libya: control, resources, routes" in client.get("/").body.decode(), "words, never white"
    assert assets.PANEL_SCRIPT in targets
    assert not [target for target in targets if target.startswith("/api/")]


def test_modules_of_an_element_come_with_all_that_they_import() -> None:
    modules = modules_of(INDEX, ELEMENTS)
    page = INDEX.read_text(encoding="utf-8")
    for element in ELEMENTS:
        assert [name for name in modules if name.startswith(f"{element}.")], f"Streamlit knows no {element}"
    assert not [name for name in modules if name in page], "the page names it itself"
    assert len(modules) == len(set(modules)) < 30


def test_a_hostile_address_cannot_write_a_header() -> None:
    evidence = current(Settings(root=REPOSITORY), everybody(Settings(root=REPOSITORY)))
    for query in (
        "layers=%0d%0ax: y",
        "known=%22%3E;rel=x",
        "layers=\N{LATIN SMALL LETTER E WITH ACUTE}",
        "&" * 9999,
    ):
        view, _ = read(dict(parse_qsl(query)), Context.of(evidence.catalog, date.today()))
        for link in _lines(data_links(evidence, view)):
            assert re.fullmatch(r"</[\w./?=&%-]+>(; [\w=]+)+", link), link


def _lines(links: Iterator[str]) -> list[str]:
    found = list(links)
    assert len(found) > 3
    return found


def test_the_picture_comes_before_anything_is_fetched(hinting: AppClient) -> None:
    page = _pictured(hinting, "/?layers=control&c=27,17&z=6").body.decode()
    picture = page.index("</svg>")
    assert picture < page.index("<script") or "src" not in page[page.index("<script") : picture]
    fetched = re.findall(r'<(?:script|link)\b[^>]*(?:\.js"|\.css|\.woff2|\/api\/)', page[:picture])
    assert fetched == [], "it would share the line with the picture"
    index = INDEX.read_text(encoding="utf-8")
    named = re.findall(r'(?:src|href)="(\./static/[^"]+\.(?:js|css))"', index)
    assert len(named) > 50
    assert [name for name in named if name not in page[picture:]] == []


def test_no_other_script_is_allowed_than_before(hinting: AppClient) -> None:
    answer = hinting.get("/?sel=%3Cscript%3E1%3C/script%3E")
    hashes = script_hashes(answer.body.decode())
    assert hashes == script_hashes(INDEX.read_text(encoding="utf-8"))
    assert all(one in answer.headers["content-security-policy"] for one in hashes)


def test_a_page_is_made_once_for_a_view(hinting: AppClient) -> None:
    answer = _pictured(hinting, "/?layers=control&c=27,17&z=6&tab=table")
    assert answer.headers["cache-control"] == FRESH
    again = hinting.get("/?z=6&layers=control&c=27,17", if_none_match=answer.headers["etag"])
    assert (again.status, again.body) == (304, b""), "it shows the same"


def test_call_outs_have_their_numbers_where_a_figure_is_made(hinting: AppClient) -> None:
    address = "/?layers=fezzan_resources&c=27,17&z=6&callouts=of-sharara&tab="
    assert b'class="disc"' in _pictured(hinting, f"{address}brief").body
    assert b'class="disc"' not in _pictured(hinting, f"{address}table").body


def test_icons_that_nobody_sees_cost_nothing() -> None:
    folders = {"/static": INDEX.parent / "static"}
    client = AppClient(Starlette(middleware=[Middleware(Frontend, folders=folders)]))
    (icons,) = (INDEX.parent / "static" / "media").glob("MaterialSymbols*.woff2")
    answer = client.get(f"/static/media/{icons.name}")
    assert answer.headers["content-type"] == "font/woff2"
    assert len(answer.body) < 1000 < icons.stat().st_size
