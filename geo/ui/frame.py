"""The one inline script that streamlit-folium runs in the map's frame: known, so that no other may run."""

from __future__ import annotations

from geo.screen.folium_map import base_map

_AFTERWARDS = "window.map = map_div; window.initComponent(map_div, false);"
"""What the component's own script adds to that of the map."""


def frame_script() -> str:
    """Return the script as the browser is given it."""
    # Imported before Streamlit's server is there, the component would be registered nowhere.
    from streamlit_folium import _get_map_string  # noqa: PLC0415

    script: str = _get_map_string(base_map())
    return script + _AFTERWARDS
