"""The Folium map: an empty, constant base mounted once, and the few hundred bytes that say what to draw.

The features never pass through here. streamlit-folium rebuilds its iframe whenever the map's script changes,
so the script holds no data and is the one script whose hash the frame's policy allows. What changes travels
as JSON in the list of what the component returns: what it calls a feature group it would run as a script.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import folium

from geo.screen.assets import serve_folium_from_here
from geo.view.view import MAX_ZOOM, MIN_ZOOM

HOME = (27.0, 17.4)
"""Latitude and longitude of the first view: the whole of Libya."""
HOME_ZOOM = 6

serve_folium_from_here()


def script_json(value: Mapping[str, Any]) -> str:
    """Return JSON that is safe inside a script element: no "<", ">" or "&" can end or open a tag."""
    text = json.dumps(value, ensure_ascii=True, allow_nan=False, sort_keys=True)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def base_map() -> folium.Map:
    """Return the base map without tiles and without data; the view takes it to where it looks."""
    return folium.Map(
        location=HOME,
        zoom_start=HOME_ZOOM,
        tiles=None,
        min_zoom=MIN_ZOOM,
        max_zoom=MAX_ZOOM,
        minZoom=MIN_ZOOM,
        maxZoom=MAX_ZOOM,
        zoomSnap=0.25,
        zoomDelta=1,
        # js/map/camera.js sees the frame itself; Leaflet would be first, and keep a centre, not the country.
        trackResize=False,
        control_scale=False,
    )


def message(view: Mapping[str, Any], visit: int) -> str:
    """Return the text that carries the view of a visited address to the map: JSON, and no script."""
    return script_json({"view": view, "visit": visit})
