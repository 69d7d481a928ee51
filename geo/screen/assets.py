"""Where the map's scripts, styles and fonts come from: pinned Python packages and our own static folder."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

import folium
from xstatic.pkg import leaflet

STATIC = Path(__file__).resolve().parent / "static"
SCRIPT_FOLDER = Path(__file__).resolve().parent / "js"

SCRIPTS = (
    "core", "symbols", "geometry", "filters", "canvas_layer", "evidence_layer", "spread", "ground", "card",
    "table", "timeline", "brief_frame", "brief_extent", "brief_fields", "brief", "furniture", "side", "map",
)  # fmt: skip
"""Our own scripts, in the order in which they need each other."""


def _font(package: str, name: str) -> Path:
    return Path(str(files(package))) / "files" / name


FONTS: Mapping[str, Path] = {
    "latin.ttf": _font("fontpkg_noto_sans", "NotoSans[wdth,wght].ttf"),
    "arabic.ttf": _font("fontpkg_noto_sans_arabic", "NotoSansArabic[wdth,wght].ttf"),
}
FOLDERS: Mapping[str, Path] = {"leaflet": Path(leaflet.BASE_DIR), "own": STATIC, "js": SCRIPT_FOLDER}


MAP_SCRIPT = "/assets/map.js"
"""Leaflet and our own scripts in one file, because the map's frame fetches scripts one after the other."""


def script_files() -> tuple[Path, ...]:
    """Return the files that make up the map's script, in the order in which they need each other."""
    return (FOLDERS["leaflet"] / "leaflet.js", *(SCRIPT_FOLDER / f"{name}.js" for name in SCRIPTS))


def map_script() -> str:
    """Return Leaflet and our own scripts as one text."""
    return "\n;\n".join(path.read_text(encoding="utf-8") for path in script_files())


def serve_folium_from_here() -> None:
    """Point Folium's scripts and styles at this server for the process; its defaults are other hosts."""
    folium.Map.default_js = [("map", MAP_SCRIPT)]
    folium.Map.default_css = [("leaflet", "/assets/leaflet/leaflet.css"), ("map", "/assets/own/map.css")]
