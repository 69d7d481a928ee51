"""`/api/ask...`: the questions over HTTP."""

from __future__ import annotations

import json
from collections.abc import Awaitable, Callable
from datetime import date
from typing import Final, get_args

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError, UnknownId
from geo.evidence import Evidence
from geo.evidence.resolving import Names
from geo.language import mark, worded
from geo.model import MARKINGS, Language
from geo.questions.asking import listed, question, written
from geo.view import Context
from geo.view.parts import Refused
from geo.web.answers import problem, sent
from geo.web.api.feed import Wanted, feed
from geo.web.api.making import DRAWN, FORMATS, answer_body, answer_picture
from geo.web.bodies import Bodies, Body, Key, key_of
from geo.web.work import Busy, Desk, Lane, Workshop, answering
from geo.web.work.workshop import FIGURES, REST

_OURS: Final = ("v", "format", "table", "lang")
"""Parameters of every address that are no question's own: the data version pinned, and what is sent how."""

LANGUAGES: Final[tuple[Language, ...]] = get_args(Language)
"""Of a sheet or diagram, the usual one first."""

_SUCH_AS: Final = '{"place": "sirte"}'
LARGEST: Final = 4_000_000
"""Bytes of a posted question: a drawing of as many vertices as a question takes, in the widest spelling."""


class Questions:
    """The handlers."""

    def __init__(
        self,
        evidence: Callable[[Request], Awaitable[Evidence]],
        bodies: Bodies,
        desk: Desk,
        workshop: Workshop,
    ) -> None:
        self._evidence = evidence
        self._bodies = bodies
        self._desk = desk
        self._workshop = workshop
        self._lane = Lane(mark("answers to questions"), width=1, most=60, seconds=90)
        # Apart: a sheet takes seconds, and no answer waits for it.
        self._paper = Lane(mark("sheets and diagrams of answers"), width=1, most=30, seconds=120)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [
            Route("/api/ask", answering(self.list)),
            Route("/api/ask/{question}", answering(self.answer)),
            Route("/api/ask/{question}", answering(self.posted), methods=["POST"]),
            Route("/api/changes", answering(self.changes)),
        ]

    async def list(self, request: Request) -> Response:
        """`GET /api/ask`: every question with its parameters, as a form needs them."""
        return sent(request, Body.of(listed(_context(await self._evidence(request))), marking=MARKINGS[0]))

    async def answer(self, request: Request) -> Response:
        """`GET /api/ask/{question}?…&format=&table=&lang=`: the answer, a table, its map, a sheet."""
        return await self._answer(request, dict(request.query_params))

    async def changes(self, request: Request) -> Response:
        """`GET /api/changes?format=atom|json&since=&until=&layers=&f=&bbox=&known=&recorded=`: a feed."""
        evidence = await self._evidence(request)
        try:
            wanted = Wanted.read(dict(request.query_params), _context(evidence))
        except GeoError as error:
            return problem(404 if isinstance(error, Refused) and error.missing else 400, error)
        home = str(request.base_url)
        key = key_of(evidence, "changes", wanted.key, home)
        return await self._made(
            request, evidence, key, lambda: self._workshop.do(REST, feed, evidence, wanted, home)
        )

    async def posted(self, request: Request) -> Response:
        """`POST /api/ask/{question}`: the same with the parameters as one JSON object, for large drawings."""
        pieces, size = [], 0
        try:
            async for piece in request.stream():
                pieces.append(piece)
                size += len(piece)
                if size > LARGEST:
                    return problem(
                        413, worded("larger than {n} MB; simplify what is drawn", n=LARGEST // 1_000_000)
                    )
        except ClientDisconnect:
            return problem(400, worded("the request broke off; send it again"))
        try:
            given = json.loads(b"".join(pieces))
        except (ValueError, RecursionError):
            given = None
        if not isinstance(given, dict):
            return problem(
                400, worded("send one JSON object with the parameters, such as {example}", example=_SUCH_AS)
            )
        texts = {str(name): _text(value) for name, value in given.items()}
        return await self._answer(request, dict(request.query_params) | texts)

    async def _answer(self, request: Request, given: dict[str, str]) -> Response:
        evidence = await self._evidence(request)
        name = request.path_params["question"]
        texts = {key: text for key, text in given.items() if key not in _OURS}
        form, table = given.get("format") or "json", given.get("table", "")
        if form not in FORMATS:
            return problem(400, worded("format: write one of {names}", names=", ".join(FORMATS)))
        try:
            parameters = question(name).read(texts, _context(evidence))
        except UnknownId as error:
            return problem(404, error)
        except GeoError as error:
            return problem(400, error)
        lang = next((one for one in LANGUAGES if one == (given.get("lang") or LANGUAGES[0])), None)
        if lang is None:
            return problem(400, worded("lang: write one of {names}", names=", ".join(LANGUAGES)))
        key = key_of(evidence, "ask", name, form, table, *written(parameters).items())
        if form in DRAWN:
            today = date.today()
            return await self._made(
                request,
                evidence,
                (*key, lang, today),
                lambda: self._workshop.do(
                    FIGURES, answer_picture, evidence, name, parameters, (form, lang, today)
                ),
                self._paper,
            )
        return await self._made(
            request,
            evidence,
            key,
            lambda: self._workshop.do(REST, answer_body, evidence, name, parameters, form, table),
        )

    async def _made(
        self,
        request: Request,
        evidence: Evidence,
        key: Key,
        make: Callable[[], Body],
        lane: Lane | None = None,
    ) -> Response:
        try:
            body = await self._desk.body(request, key, self._bodies, lane=lane or self._lane, make=make)
        except Busy:
            raise
        except UnknownId as error:
            return problem(404, error)
        except GeoError as error:
            return problem(409, error)  # such as a layer that cannot be computed for that day
        return sent(request, body, within=evidence.marking)


def _context(evidence: Evidence) -> Context:
    return Context.of(evidence.catalog, date.today(), names=lambda: Names.known(evidence))


def _text(value: object) -> str:
    """Return a value of a posted object as the text of an address: a drawing may be GeoJSON itself."""
    if value is None:
        return ""
    if isinstance(value, list) and all(isinstance(part, str) for part in value):
        return ",".join(value)
    return value if isinstance(value, str) else json.dumps(value)
