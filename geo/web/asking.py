"""`/api/ask...`: the questions over HTTP."""

from __future__ import annotations

from datetime import date

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError, UnknownId
from geo.evidence import Evidence
from geo.model import MARKINGS
from geo.questions.asking import answered, listed, question, written
from geo.settings import Settings
from geo.view import Context
from geo.web.access import evidence_for
from geo.web.answers import problem, sent
from geo.web.bodies import Bodies, Body

_PIN = "v"
"""The parameter of every address that pins the data version; no question's own."""


class Questions:
    """The handlers."""

    def __init__(self, settings: Settings, bodies: Bodies) -> None:
        self._settings = settings
        self._bodies = bodies

    def routes(self) -> list[BaseRoute]:
        """Return the routes."""
        return [Route("/api/ask", self.list), Route("/api/ask/{question}", self.answer)]

    def list(self, request: Request) -> Response:
        """`GET /api/ask`: every question with its parameters, as a form needs them."""
        context = _context(evidence_for(request, self._settings))
        return sent(request, Body.of(listed(context), marking=MARKINGS[0]))

    def answer(self, request: Request) -> Response:
        """`GET /api/ask/{question}?…`: the answer: sentences, table, features for the map."""
        evidence = evidence_for(request, self._settings)
        name = request.path_params["question"]
        texts = {key: text for key, text in request.query_params.items() if key != _PIN}
        try:
            parameters = question(name).read(texts, _context(evidence))
        except UnknownId as error:
            return problem(404, str(error))
        except GeoError as error:
            return problem(400, str(error))
        try:
            body = self._bodies.get(
                (evidence.version, "ask", name, *written(parameters).items()),
                lambda: Body.of(answered(name, parameters, evidence)),
            )
        except GeoError as error:
            return problem(409, str(error))  # such as a layer that cannot be computed for that day
        return sent(request, body, within=evidence.marking)


def _context(evidence: Evidence) -> Context:
    return Context.of(evidence.catalog, date.today())
