"""The door: one ASGI app with Streamlit's page, the evidence over HTTP and the layer in front of both.

Run it with `make run`, or `streamlit run app.py`.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import geo
from geo.errors import GeoError
from geo.evidence import Evidence, watch
from geo.garbage import look_seldom
from geo.ingest.watching import watch_feeds
from geo.screen.assets import FRAME, FRAME_FOLDER
from geo.settings import Settings
from geo.ui.frame import frame_arguments, frame_script
from geo.ui.page import base_path
from geo.web.answers import broken, unavailable
from geo.web.api.routes import Api
from geo.web.front import Front, Names, watch_connections
from geo.web.journal import Slow, keep_journal
from geo.web.page.first_picture import FirstPicture, Pictures
from geo.web.page.frontend import Frontend
from geo.web.page.hints import Hints
from geo.web.page.host_config import HostConfig
from geo.web.security import SecurityHeaders
from geo.web.work import Processes

look_seldom()
keep_journal()
settings = Settings.from_env()
index = Path(st.__file__).parent / "static" / "index.html"
workshop = Processes()
api = Api(settings, workshop)
ours = api.routes()
base = base_path()
pictures = Pictures(settings, index, frame_arguments, base)


def prepare(evidence: Evidence) -> None:
    """Make what many will ask for, before they do."""
    api.prepare(evidence)
    pictures.prepare(evidence)


watch_feeds(settings)


@asynccontextmanager
async def life(app: st.App) -> AsyncIterator[None]:
    """Watch data and connections while the server runs, and let the helpers go with it."""
    # The page names what Streamlit's server alone knows, so nothing is made before that is there.
    watch(settings, prepare)
    async with watch_connections(app):
        yield
    workshop.close()


app = st.App(
    Path(geo.__file__).parent / "ui" / "dashboard.py",
    routes=ours,
    exception_handlers={GeoError: unavailable, Exception: broken},
    middleware=[
        Middleware(SecurityHeaders, index=index, frame_script=frame_script, tiles=settings.tiles, base=base),
        Middleware(Front, names=Names.of(settings), routes=ours, base=base),
        Middleware(HostConfig),
        Middleware(Slow),
        Middleware(FirstPicture, pictures=pictures, base=base),
        Middleware(Hints, base=base),
        Middleware(
            Frontend,
            folders={f"{base}/static": index.parent / "static", f"{base}{FRAME}": FRAME_FOLDER},
        ),
    ],
    lifespan=life,
)
