"""An ASGI application asked without a network: one request in, its answer out."""

from __future__ import annotations

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote_to_bytes

import pytest
from starlette.types import ASGIApp

from tests.running import run


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back, headers by lower-case name."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The document; a bare NaN or Infinity is no JSON."""
        return json.loads(self.body, parse_constant=pytest.fail)

    @property
    def detail(self) -> str:
        """The text of an error, which must be JSON with this one text."""
        assert self.headers["content-type"] == "application/json"
        document = self.json
        assert list(document) == ["detail"], document
        return str(document["detail"])


class AppClient:
    """An application without a network."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    def get(self, target: str, method: str = "GET", **headers: str) -> Answer:
        return run(self._get(target, method, headers))

    def post(self, target: str, body: bytes, **headers: str) -> Answer:
        return run(self._get(target, "POST", headers, body))

    async def _get(self, target: str, method: str, headers: dict[str, str], body: bytes = b"") -> Answer:
        path, _, query = target.partition("?")
        sent: list[Any] = []
        named = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
        scope = {
            "type": "http", "http_version": "1.1", "method": method, "path": unquote_to_bytes(path).decode(),
            "root_path": "", "raw_path": path.encode(), "query_string": query.encode(), "headers": named,
            "scheme": "http", "server": ("127.0.0.1", 8501), "client": ("127.0.0.1", 1),
        }  # fmt: skip

        asked = iter([{"type": "http.request", "body": body, "more_body": False}])

        async def receive() -> dict[str, Any]:
            for message in asked:
                return message
            await asyncio.Event().wait()  # nobody hangs up
            raise AssertionError

        async def send(message: Any) -> None:
            sent.append(message)

        await self._app(scope, receive, send)
        told = {name.decode().lower(): value.decode() for name, value in sent[0]["headers"]}
        return Answer(sent[0]["status"], told, b"".join(message.get("body", b"") for message in sent[1:]))
