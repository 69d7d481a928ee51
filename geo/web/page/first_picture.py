"""The page as it is sent: Streamlit's, with the picture of the address in front of all its scripts."""

from __future__ import annotations

import asyncio
import logging
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from geo.errors import GeoError
from geo.evidence import Evidence, read_last
from geo.language import mark
from geo.screen.assets import FIRST_SCRIPT, FRAME_PAGE, FRAME_TITLE
from geo.screen.folium_map import message, script_json
from geo.screen.picture import Picture, picture, skeleton
from geo.screen.picture.by_hand import numbered
from geo.screen.picture.markup import element
from geo.settings import Settings
from geo.view import Context, View, read, to_browser, write
from geo.web.access import principal_of
from geo.web.answers import FRESH, sent
from geo.web.bodies import MEGABYTE, Bodies, Body, Key, key_of
from geo.web.page.hints import data_addresses, data_links, frame_links, page_links, tag
from geo.web.work import Busy, Lane

PATIENCE: Final = 1.5
"""Seconds that a page waits for its picture; then it has words alone, and the next one has the picture."""
MOST: Final = 24 * MEGABYTE
_BESIDE: Final = "q"
"""Part of an address that no picture shows; Streamlit tells the map of it and of the tab, a little later."""
BEGUN: Final = 0
"""The visit that a page begins with, before Streamlit counts them (`js/state/store.js`)."""

_FETCHED = re.compile(
    r'<script type="module"[^>]*></script>|<link\b[^>]*\brel="(?:modulepreload|stylesheet)"[^>]*>'
)
_TYPEFACE = re.compile(r'<link\s[^>]*\bas="font"[^>]*>')
_LOG = logging.getLogger(__name__)


class Pictures:
    """Pages with pictures, made once for each view and version of the evidence.

    Parameters
    ----------
    settings : Settings
        Where the evidence is.
    index : Path
        Streamlit's index.html.
    arguments : callable
        Returns what the map's frame is told first, of the text that carries the view.
    base : str
        What stands before all addresses, such as "/libya".
    """

    def __init__(
        self, settings: Settings, index: Path, arguments: Callable[[str], Mapping[str, Any]], base: str = ""
    ) -> None:
        self._settings = settings
        self._base = base
        self._arguments = arguments
        self._head, self._end, fetched = _parts(index.read_text(encoding="utf-8"))
        self._rest = element("template", {"id": "rest"}, fetched, self._tags(page_links(index)))
        self._bodies = Bodies(MOST)
        self._lane = Lane(mark("first pictures"), width=1, most=20, seconds=30)
        self._making: dict[Key, asyncio.Task[Body]] = {}

    def prepare(self, evidence: Evidence) -> None:
        """Make the page of the first view before anybody asks for it."""
        view = _view(evidence, "")
        self._bodies.only(evidence.version)
        try:
            self._bodies.get(_key(evidence, view), lambda: self._made(evidence, view))
        except Exception as problem:  # noqa: BLE001 - data are exchanged without a picture, too
            _not_made(problem)

    async def page(self, request: Request) -> Body:
        """Return the page of an address."""
        evidence = await run_in_threadpool(self._evidence, request)
        if evidence is None:
            return self._body(skeleton(None))
        view = _view(evidence, request.scope["query_string"].decode("latin-1"))
        key = _key(evidence, view)
        self._bodies.only(evidence.version)
        body = self._bodies.held(key) or await self._in_time(key, evidence, view)
        return body or self._body(skeleton(view), evidence, view)

    async def _in_time(self, key: Key, evidence: Evidence, view: View) -> Body | None:
        """Return what is made within our patience; what takes longer is made all the same, and kept."""
        making = self._making.get(key)
        if making is None:
            making = asyncio.create_task(
                self._lane.run(lambda: self._bodies.get(key, lambda: self._made(evidence, view)))
            )
            self._making[key] = making
            making.add_done_callback(lambda task: self._done(key, task))
        await asyncio.wait({making}, timeout=PATIENCE)
        return self._bodies.held(key)

    def _done(self, key: Key, task: asyncio.Task[Body]) -> None:
        del self._making[key]
        if not task.cancelled() and (problem := task.exception()) is not None:
            _not_made(problem)

    def _made(self, evidence: Evidence, view: View) -> Body:
        return self._body(picture(evidence, view), evidence, view)

    def _body(self, shown: Picture, evidence: Evidence | None = None, view: View | None = None) -> Body:
        told, data = {"src": f"{self._base}{FIRST_SCRIPT}"}, ""
        if evidence is not None and view is not None:
            data = self._tags(data_links(evidence, view))
            told["data-first"] = script_json(self._first(evidence, view))
        script = element("script", told, "")
        start = f"{self._tags(frame_links())}{data}{self._rest}{script}"
        page = f"{self._head}{shown.markup}{self._end.replace('</body>', f'{start}</body>')}"
        return Body.of_bytes(page.encode(), "text/html", shown.marking)

    def _first(self, evidence: Evidence, view: View) -> dict[str, Any]:
        """Return what starts the map's frame before Streamlit is there, for `js/first`."""
        sent = message(to_browser(view if _makes_room(view) else replace(view, tab="")), BEGUN)
        answers = [address for some in data_addresses(evidence, view) for address in some]
        return {
            "frame": f"{self._base}{FRAME_PAGE}",
            "title": FRAME_TITLE,
            "args": self._arguments(sent),
            "answers": answers,
        }

    def _tags(self, links: Iterable[str]) -> str:
        return "".join(tag(link, self._base) for link in links)

    def _evidence(self, request: Request) -> Evidence | None:
        # As it was read last: the page does not wait for the data.
        found = read_last(self._settings)
        return found.cleared(principal_of(request, self._settings).clearance) if found else None


class FirstPicture:
    """ASGI middleware that answers for the page itself."""

    def __init__(self, app: ASGIApp, pictures: Pictures, base: str = "") -> None:
        self._app = app
        self._pictures = pictures
        self._page = f"{base}/"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the page, and leave the rest to the wrapped app."""
        if scope["type"] != "http" or scope["method"] != "GET" or scope["path"] != self._page:
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        body = await self._pictures.page(request)
        await sent(request, body, FRESH)(scope, receive, send)


def _not_made(problem: BaseException) -> None:
    level = logging.INFO if isinstance(problem, (Busy, GeoError)) else logging.ERROR
    _LOG.log(level, "no picture of a first view: %s: %s", type(problem).__name__, problem)


def _parts(index: str) -> tuple[str, str, str]:
    """Return Streamlit's page up to its body, from there on, and all that it fetches.

    The picture has to be there before anything else is fetched. The typeface that Streamlit preloads is not
    the one of our page.
    """
    fetched = "".join(_FETCHED.findall(index))
    head, opening, rest = _TYPEFACE.sub("", _FETCHED.sub("", index)).partition("<body>")
    return head + opening, rest, fetched


def _view(evidence: Evidence, query: str) -> View:
    asked = {name: value for name, value in parse_qsl(query, keep_blank_values=True) if name != _BESIDE}
    view = read(asked, _context(evidence))[0]
    # All tabs have the same picture, but for the numbers of call-outs, and the room that is left beside them.
    return view if numbered(view) or _makes_room(view) else replace(view, tab="")


def _makes_room(view: View) -> bool:
    """Tell whether the map goes by whether a tab is open; beside a card it does in any case."""
    return not (view.centre or view.selected)


def _key(evidence: Evidence, view: View) -> Key:
    return key_of(evidence, view.at, tuple(sorted(write(view, _context(evidence)).items())))


def _context(evidence: Evidence) -> Context:
    return Context.of(evidence.catalog, date.today())
