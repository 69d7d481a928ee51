"""The door: one ASGI app with Streamlit's page, the evidence over HTTP and the security headers.

Run it with `make run`, or `streamlit run app.py`.
"""

from pathlib import Path

import streamlit as st
from starlette.middleware import Middleware

import geo
from geo.errors import GeoError
from geo.evidence import watch
from geo.screen.assets import FRAME, FRAME_FOLDER
from geo.settings import Settings
from geo.ui.frame import frame_script
from geo.web.frontend import Frontend
from geo.web.hints import Hints
from geo.web.host_config import HostConfig
from geo.web.journal import Slow, keep_journal
from geo.web.routes import routes, unavailable
from geo.web.security import SecurityHeaders

keep_journal()
settings = Settings.from_env()
watch(settings)
index = Path(st.__file__).parent / "static" / "index.html"

app = st.App(
    Path(geo.__file__).parent / "ui" / "dashboard.py",
    routes=routes(settings),
    exception_handlers={GeoError: unavailable},
    middleware=[
        Middleware(SecurityHeaders, index=index, frame_script=frame_script, tiles=settings.tiles),
        Middleware(HostConfig),
        Middleware(Slow),
        Middleware(Hints, settings=settings, index=index),
        Middleware(Frontend, folders={"/static": index.parent / "static", FRAME: FRAME_FOLDER}),
    ],
)
