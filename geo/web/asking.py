"""`/api/ask...`: the questions over HTTP."""

from __future__ import annotations

import json
from datetime import date
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError, UnknownId
from geo.evidence import Evidence, current
from geo.evidence.resolving import Names
from geo.questions.asking import as_csv, as_text, listed, question, written
from geo.scene.asked import asked
from geo.settings import Settings
from geo.view import Context
from geo.view.parts import Refused
from geo.web.answers import problem, sent
from geo.web.bodies import Bodies, Body
from geo.web.feed import Wanted, feed

_OURS: Final = ("v", "format", "table")
"""Parameters of every address that are no question's own: the data version pinned, and what is sent."""

FORMATS: Final = ("json", "csv", "geojson", "text")
LARGEST: Final = 4_000_000
"""Bytes of a posted question: a drawing of as many vertices as a question takes, in the widest spelling."""


class Questions:
    """The handlers."""

    def __init__(self, settings: Settings, bodies: Bodies) -> None:
        self._settings = settings
        self._bodies = bodies

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/api/ask", self.list),
            Route("/api/ask/{question}", self.answer),
            Route("/api/ask/{question}", self.posted, methods=["POST"]),
            Route("/api/changes", self.changes),
        ]

    def list(self, request: Request) -> Response:
        """`GET /api/ask`: every question with its parameters, as a form needs them."""
        return sent(request, Body.of(listed(_context(current(self._settings)))))

    def answer(self, request: Request) -> Response:
        """`GET /api/ask/{question}?…&format=&table=`: the answer, a table as CSV, its map as GeoJSON."""
        return self._answer(request, dict(request.query_params))

    def changes(self, request: Request) -> Response:
        """`GET /api/changes?format=atom|json&since=&until=&layers=&f=&bbox=&known=&recorded=`: a feed."""
        evidence = current(self._settings)
        try:
            wanted = Wanted.read(dict(request.query_params), _context(evidence))
        except GeoError as error:
            return problem(404 if isinstance(error, Refused) and error.missing else 400, str(error))
        home = str(request.base_url)
        try:
            body = self._bodies.get(
                (evidence.version, "changes", wanted.key, home), lambda: feed(evidence, wanted, home)
            )
        except GeoError as error:
            return problem(409, str(error))
        return sent(request, body)

    async def posted(self, request: Request) -> Response:
        """`POST /api/ask/{question}`: the same with the parameters as one JSON object, for large drawings."""
        pieces, size = [], 0
        try:
            async for piece in request.stream():
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST:
                    return problem(413, f"larger than {LARGEST // 1_000_000} MB; simplify what is drawn")
        except ClientDisconnect:
            return problem(400, "the request broke off; send it again")
        try:
            given = json.loads(b"".join(pieces))
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            return problem(400, 'send one JSON object with the parameters, such as {"place": "sirte"}')
        texts = {str(name): _text(value) for name, value in given.items()}
        return await run_in_threadpool(self._answer, request, dict(request.query_params) | texts)

    def _answer(self, request: Request, given: dict[str, str]) -> Response:
        evidence = current(self._settings)
        name = request.path_params["question"]
        texts = {key: text for key, text in given.items() if key not in _OURS}
        form, table = given.get("format") or "json", given.get("table", "")
        if form not in FORMATS:
            return problem(400, f"format: write one of {', '.join(FORMATS)}")
        try:
            parameters = question(name).read(texts, _context(evidence))
        except UnknownId as error:
            return problem(404, str(error))
        except GeoError as error:
            return problem(400, str(error))
        key = evidence.version, "ask", name, form, table, *written(parameters).items()

        def make() -> Body:
            document = asked(name, parameters, evidence)
            if form == "csv":
                # The mark without which spreadsheets do not show Arabic.
                return Body.of_bytes(as_csv(document, table).encode("utf-8-sig"), "text/csv")
            if form == "text":
                return Body.of_bytes(as_text(document).encode(), "text/plain; charset=utf-8")
            if form == "geojson":
                return Body.of(document["map"], "application/geo+json")
            return Body.of(document)

        try:
            return sent(request, self._bodies.get(key, make))
        except UnknownId as error:
            return problem(404, str(error))
        except GeoError as error:
            return problem(409, str(error))  # such as a layer that cannot be computed for that day


def _context(evidence: Evidence) -> Context:
    return Context.of(evidence.catalog, date.today(), names=lambda: Names.known(evidence))


def _text(value: object) -> str:
    """Return a value of a posted object as the text of an address: a drawing may be GeoJSON itself."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ",".join(value)
    return value if isinstance(value, str) else json.dumps(value)
