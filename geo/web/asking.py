"""`/api/ask...`: the questions over HTTP."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError, UnknownId
from geo.evidence import Evidence
from geo.model import MARKINGS
from geo.questions.asking import listed, question, written
from geo.view import Context
from geo.web.answers import problem, sent
from geo.web.bodies import Bodies, Body, key_of
from geo.web.making import answer_body
from geo.web.work import Busy, Desk, Lane, Workshop, answering
from geo.web.work.workshop import REST

_PIN = "v"
"""The parameter of every address that pins the data version; no question's own."""


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
        self._lane = Lane("answers to questions", width=1, most=60, seconds=90)

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [Route("/api/ask", answering(self.list)), Route("/api/ask/{question}", answering(self.answer))]

    async def list(self, request: Request) -> Response:
        """`GET /api/ask`: every question with its parameters, as a form needs them."""
        return sent(request, Body.of(listed(_context(await self._evidence(request))), marking=MARKINGS[0]))

    async def answer(self, request: Request) -> Response:
        """`GET /api/ask/{question}?…`: the answer: sentences, table, features for the map."""
        evidence = await self._evidence(request)
        name = request.path_params["question"]
        texts = {key: text for key, text in request.query_params.items() if key != _PIN}
        try:
            parameters = question(name).read(texts, _context(evidence))
        except UnknownId as error:
            return problem(404, str(error))
        except GeoError as error:
            return problem(400, str(error))
        try:
            body = await self._desk.body(
                request,
                key_of(evidence, "ask", name, *written(parameters).items()),
                self._bodies,
                lane=self._lane,
                make=lambda: self._workshop.do(REST, answer_body, evidence, name, parameters),
            )
        except Busy:
            raise
        except GeoError as error:
            return problem(409, str(error))  # such as a layer that cannot be computed for that day
        return sent(request, body, within=evidence.marking)


def _context(evidence: Evidence) -> Context:
    return Context.of(evidence.catalog, date.today())
