"""Where the map's scripts, styles and fonts come from: pinned Python packages and our own static folder."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import distribution
from pathlib import Path

import folium
from xstatic.pkg import leaflet

from geo.screen.modules import joined
from geo.typefaces import FACES, Face

STATIC = Path(__file__).resolve().parent / "static"
SCRIPT_FOLDER = Path(__file__).resolve().parent / "js"


FONTS: Mapping[str, Face] = {f"{name}.woff2": face for name, face in FACES.items()}
FOLDERS: Mapping[str, Path] = {"leaflet": Path(leaflet.BASE_DIR), "own": STATIC}

FIRST_SCRIPT = "/assets/first.js"
"""What the page runs before all else; a plain script."""
MAP_SCRIPT = "/assets/map.js"
"""Leaflet and the map's modules in one file, because the map's frame fetches scripts one after the other."""
PANEL_SCRIPT = "/assets/panel.js"
"""The panel's modules in one file, an ES module."""
MAP_STYLES = ("/assets/leaflet/leaflet.css", "/assets/own/map.css")
PANEL_STYLE = "/assets/own/panel.css"

FRAME = "/component/streamlit_folium.st_folium"
"""Where Streamlit serves the frame that streamlit-folium puts the map in."""
FRAME_PAGE = f"{FRAME}/index.html"
FRAME_TITLE = "streamlit_folium.st_folium"
"""What Streamlit calls the frame."""
# Imported before Streamlit runs, the package would not find where to register: only its files are looked up.
FRAME_FOLDER = Path(str(distribution("streamlit-folium").locate_file("streamlit_folium/frontend/build")))
FRAME_SCRIPT = f"{FRAME}/{next(FRAME_FOLDER.rglob('main.*.js')).relative_to(FRAME_FOLDER).as_posix()}"


def first_script() -> str:
    """Return the modules of the page's own start as one text."""
    return joined(SCRIPT_FOLDER / "first" / "main.js", SCRIPT_FOLDER)


def map_script() -> str:
    """Return Leaflet and the modules of the map as one text."""
    leaflet_script = (FOLDERS["leaflet"] / "leaflet.js").read_text(encoding="utf-8")
    return f"{leaflet_script}\n;\n{joined(SCRIPT_FOLDER / 'map' / 'main.js', SCRIPT_FOLDER)}"


def panel_script() -> str:
    """Return the modules of the panel as one text."""
    return joined(SCRIPT_FOLDER / "panel" / "main.js", SCRIPT_FOLDER)


SCRIPTS: Mapping[str, Callable[[], str]] = {
    FIRST_SCRIPT: first_script,
    MAP_SCRIPT: map_script,
    PANEL_SCRIPT: panel_script,
}
"""What is made of modules, by address."""


def scripts_changed() -> tuple[int, ...]:
    """Return when each module was changed last, as a key for what is made of them."""
    return tuple(path.stat().st_mtime_ns for path in sorted(SCRIPT_FOLDER.rglob("*.js")))


def serve_folium_from_here(base: str = "") -> None:
    """Point Folium's scripts and styles at this server for the process; its defaults are other hosts.

    Parameters
    ----------
    base : str
        What stands before all addresses, such as "/libya".
    """
    folium.Map.default_js = [("map", f"{base}{MAP_SCRIPT}")]
    styles = zip(("leaflet", "map"), MAP_STYLES, strict=True)
    folium.Map.default_css = [(name, f"{base}{path}") for name, path in styles]
