"""The routes behind their headers, for tests that ask as a browser does."""

from __future__ import annotations

from pathlib import Path

import streamlit
from starlette.applications import Starlette
from starlette.middleware import Middleware

from geo.settings import REPOSITORY, Settings
from geo.web.api.routes import routes
from geo.web.security import SecurityHeaders
from tests.asgi import AppClient

INDEX = Path(streamlit.__file__).parent / "static" / "index.html"

LAYERS = sorted(path.stem for path in (REPOSITORY / "layers").glob("*.toml"))


class Client(AppClient):
    """The routes behind their headers."""

    def __init__(self, settings: Settings) -> None:
        headers = Middleware(SecurityHeaders, index=INDEX, frame_script=lambda: "one()", tiles=settings.tiles)
        super().__init__(Starlette(routes=routes(settings), middleware=[headers]))
