"""`/api/own...`: layers that a user adds for themselves, takes away and deletes."""

from __future__ import annotations

import asyncio
import json
import re
import tempfile
from contextlib import nullcontext
from dataclasses import asdict, replace
from datetime import date
from pathlib import Path
from typing import Any, Final

from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Route

from geo.errors import GeoError
from geo.evidence import Evidence, current
from geo.ingest.files.formats import FORMATS, WHOLE
from geo.ingest.files.unpacking import Refused, Several
from geo.ingest.handing import Read, Sent, layer_of, looked_at
from geo.ingest.large.making import Made
from geo.ingest.rows.columns import slug
from geo.ingest.rows.days import ORDERS
from geo.ingest.rows.drafting import Draft
from geo.ingest.rows.settling import Wishes
from geo.ingest.shelf import COOKIE, DAYS, Shelf, shelf_of
from geo.ingest.writing import source_row
from geo.language import document, mark, worded
from geo.model import LIBYA_EXTENT
from geo.settings import Settings
from geo.view.parts import strange_names
from geo.web.access import PRIVATE, principal_of
from geo.web.answers import problem
from geo.web.sent_file import put_down
from geo.web.work import Busy, Lane, Workshop, answering
from geo.web.work.workshop import LONG, OWN, OWN_LARGE

_LISTED: Final = 200
_LONGEST: Final = 200
_WORLD: Final = (-180.0, -90.0, 180.0, 90.0)
_READ: Final = ("name", "sheet", "encoding")
_TOLD: Final = (*_READ, "title", "roles", "crs", "days", "extent", "dry", "job")
_MOST_ROLES: Final = 4000
_JOB: Final = re.compile(r"[A-Za-z0-9-]{16,64}")


class OwnData:
    """The handlers: a file is sent with the request, read by a helper, and kept for whoever sent it."""

    def __init__(self, settings: Settings, workshop: Workshop) -> None:
        self._settings = settings
        self._workshop = workshop
        self._lane = Lane(mark("layers of own data"), width=1, most=8, seconds=150)
        # Who sends few rows does not wait for whoever sends a million.
        self._large = Lane(mark("large layers of own data"), width=1, most=4, seconds=2 * LONG[OWN_LARGE])
        self._jobs: dict[str, Sent] = {}
        self._read = Read()

    def routes(self) -> list[BaseRoute]:
        """Return the routes; none that take anything where nobody may add layers."""
        return [
            Route("/api/own", answering(self.list)),
            Route("/api/own/progress", answering(self.progress)),
            Route("/api/own/{layer}.zip", answering(self.archive)),
            Route("/api/own/look", answering(self.look), methods=["POST"]),
            Route("/api/own/add", answering(self.add), methods=["POST"]),
            Route("/api/own/delete", answering(self.delete), methods=["POST"]),
        ]

    async def list(self, request: Request) -> Response:
        """`GET /api/own`: the own layers of whoever asks, and how large a file may be."""
        shelf = self._shelf()
        layers = await self._lane.run(lambda: shelf.layers(_token(request))) if shelf else []
        told = {"open": shelf is not None, "days": DAYS, "most_bytes": WHOLE.bytes}
        return _private({**told, "layers": [asdict(one) for one in layers]})

    async def progress(self, request: Request) -> Response:
        """`GET /api/own/progress?job=`: how far the file is that was sent with that `job`; null = not yet.

        It is known until the request that sent it is answered.
        """
        sent = self._jobs.get(request.query_params.get("job", ""))
        return _private({"said": await asyncio.to_thread(sent.progress) if sent else None})

    async def archive(self, request: Request) -> Response:
        """`GET /api/own/{layer}.zip`: an own layer to take away, as the files of a data root."""
        layer = request.path_params["layer"]
        shelf = self._shelf()
        if shelf is None:
            return _closed()
        folder = tempfile.TemporaryDirectory(prefix="libya-map-")
        path = Path(folder.name, "layer.zip")

        def write() -> None:
            with path.open("wb") as file:
                shelf.archive(_token(request), layer, file)

        try:
            await self._lane.run(write)
        except GeoError as error:
            folder.cleanup()
            if isinstance(error, Busy):
                raise
            return problem(404, error)
        return FileResponse(
            path,
            media_type="application/zip",
            filename=f"{layer}.zip",
            headers={"cache-control": PRIVATE},
            background=BackgroundTask(folder.cleanup),
        )

    async def look(self, request: Request) -> Response:
        """`POST /api/own/look?name=&sheet=&encoding=`: what a file holds, what its columns are taken for."""
        return await self._with_file(request, self._looked, _READ)

    async def add(self, request: Request) -> Response:
        """`POST /api/own/add?name=&title=&roles=&crs=&days=&extent=&dry=`: the file sent becomes a layer.

        `roles` is a JSON object of headers by role, `extent=world` takes positions anywhere, `dry=1` keeps
        nothing, `job` is a long random word by which `/api/own/progress` knows it. The answer says what was
        taken, set aside and left without a position.
        """
        return await self._with_file(request, self._added, _TOLD)

    async def delete(self, request: Request) -> Response:
        """`POST /api/own/delete?layer=`: an own layer goes without a trace."""
        shelf, layer = self._shelf(), request.query_params.get("layer", "")
        if shelf is None:
            return _closed()
        if not await self._lane.run(lambda: shelf.remove(_token(request), layer)):
            return problem(404, worded("there is no such own layer; GET /api/own lists them"))
        return _private({"deleted": layer})

    async def _with_file(self, request: Request, work: Any, names: tuple[str, ...]) -> Response:
        """Return what is made of the file that is sent, and of the parameters of these names."""
        shelf = self._shelf()
        if shelf is None:
            return _closed()
        if strange := strange_names(request.query_params, names):
            return problem(400, Refused(*strange))
        with tempfile.TemporaryDirectory(prefix="libya-map-") as folder:
            given = {name: text[:_MOST_ROLES] for name, text in request.query_params.items()}
            name = Path(given.get("name", "")).name[:_LONGEST]
            ending = Path(name).suffix.lower()
            path = Path(folder) / f"sent{ending if ending in FORMATS else ''}"
            if refused := await put_down(request, path, WHOLE.bytes, worded("split it")):
                return refused
            sheet, encoding = (given.get(part, "")[:_LONGEST] for part in ("sheet", "encoding"))
            sent = await asyncio.to_thread(self._read.known, Sent(path, name, sheet, encoding))
            job = given.get("job", "")
            if _JOB.fullmatch(job):
                self._jobs[job] = sent
            try:
                large = await asyncio.to_thread(lambda: sent.may_be_large)
                lane = self._large if large else self._lane
                return await lane.run(lambda: work(request, shelf, sent, given, large=large))
            except Busy:
                raise
            except Several as several:
                return JSONResponse({"detail": str(several), "sheets": list(several.sheets)}, status_code=409)
            except GeoError as error:
                return problem(400, error)
            finally:
                self._jobs.pop(job, None)

    def _looked(
        self, request: Request, _shelf: Shelf, sent: Sent, _given: dict[str, str], *, large: bool
    ) -> Response:
        evidence = self._evidence(request)
        if large:
            told, raw = self._workshop.do(OWN_LARGE, looked_at, evidence, sent)
        else:
            told, raw = looked_at(evidence, sent)  # the process that reads it does all the work
        self._read.keep(sent, raw)
        return _private(told)

    def _added(
        self, request: Request, shelf: Shelf, sent: Sent, given: dict[str, str], *, large: bool
    ) -> Response:
        evidence = self._evidence(request)
        token = shelf.token(_token(request))
        title = " ".join(given.get("title", "").split())[:60] or Path(sent.name).stem[:60]
        taken = {*evidence.catalog, *evidence.broken, *(one.id for one in shelf.layers(token))}
        wishes = _wishes(given, title, _free(title, taken))
        keeps = given.get("dry") != "1"
        helper = OWN_LARGE if large else OWN
        with shelf.workroom() if large else nullcontext(sent.path.parent) as room:
            draft = self._workshop.do(helper, layer_of, evidence, sent, _roles(given), wishes, room)
            if keeps:
                shelf.put(token, draft, source_row(draft.layer.id, title, date.today(), sent.name))
                self._read.keep(sent, None)
        answer = _private({**_told(draft), "kept": keeps})
        if keeps:
            answer.set_cookie(
                COOKIE,
                token,
                max_age=DAYS * 86_400,
                path="/",
                secure=request.url.scheme == "https",
                httponly=True,
                samesite="strict",
            )
        return answer

    def _evidence(self, request: Request) -> Evidence:
        """Return what everybody sees: an own layer refers to no other."""
        return current(self._settings, principal_of(request, self._settings))

    def _shelf(self) -> Shelf | None:
        return shelf_of(self._settings.own) if self._settings.own else None


def _told(draft: Draft | Made) -> dict[str, Any]:
    if isinstance(draft, Made):
        taken, aside = draft.rows, draft.report.aside
        faults, count = draft.report.faults, max(aside, len(draft.report.faults))
        unplaced = []  # a large layer has no row without a position: it is set aside
    else:
        taken, aside = len(draft.features), draft.set_aside
        faults, count, unplaced = draft.aside, len(draft.aside), draft.unplaced
    return {
        "layer": draft.layer.id,
        "large": draft.layer.large,
        "taken": taken,
        "rows": taken + aside,
        "set_aside": aside,
        "aside": [
            {
                "row": one.feature,
                "column": one.column,
                "problem": one.problem,
                "remedy": one.remedy,
                "words": document(replace(one, file="").words),
            }
            for one in faults[:_LISTED]
        ],
        "faults": count,
        "unplaced": [{"id": one, "why": why, "words": document(why)} for one, why in unplaced[:_LISTED]],
        "without_position": len(unplaced),
        "notes": list(draft.notes),
        "note_words": list(map(document, draft.notes)),
    }


def _wishes(given: dict[str, str], title: str, layer: str) -> Wishes:
    """Return what is said of a layer; raises GeoError with everything that is wrong with it."""
    faults = []
    days, extent = given.get("days", ""), given.get("extent", "")
    if days and days not in ORDERS:
        faults.append(
            worded("{name}: write {values}, or leave it out", name="days", values=", ".join(ORDERS))
        )
    if extent not in ("", "world"):
        faults.append(worded("extent: write world, or leave it out for Libya and its near borders"))
    if faults:
        raise Refused(*faults)
    return Wishes(
        layer, title, given.get("crs", "")[:_LONGEST], days, extent=_WORLD if extent else LIBYA_EXTENT
    )


def _roles(given: dict[str, str]) -> dict[str, str]:
    """Return the headers that are told by role; raises GeoError."""
    try:
        told = json.loads(given.get("roles") or "{}")
    except (ValueError, RecursionError):
        told = None
    if not isinstance(told, dict) or not all(isinstance(text, str) for text in told.values()):
        raise GeoError(
            worded(
                "roles: write a JSON object of headers by role, such as {example}", example='{"day": "When"}'
            )
        )
    return told


def _free(title: str, taken: set[str]) -> str:
    stem = f"own_{slug(title).replace('-', '_')[:30]}".rstrip("_")
    made, number = stem, 1
    while made in taken:
        number += 1
        made = f"{stem}_{number}"
    return made


def _token(request: Request) -> str:
    return request.cookies.get(COOKIE, "")


def _private(document: dict[str, Any]) -> JSONResponse:
    return JSONResponse(document, headers={"cache-control": PRIVATE})


def _closed() -> Response:
    return problem(403, worded("this server takes no layers from users; add them with python -m geo.ingest"))
