"""The door of the plain app: Streamlit as usual, and the two scripts that its map needs from this machine.

Without it the page is blank offline; with it, Folium loads two local files instead of ten from other hosts,
which favours the plain app.
"""

from pathlib import Path

import streamlit as st
from starlette.routing import Mount
from starlette.staticfiles import StaticFiles
from xstatic.pkg import jquery, leaflet

app = st.App(
    Path(__file__).with_name("plain_page.py"),
    routes=[
        Mount("/assets/leaflet", StaticFiles(directory=leaflet.BASE_DIR)),
        Mount("/assets/jquery", StaticFiles(directory=jquery.BASE_DIR)),
    ],
)
