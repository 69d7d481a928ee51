"""What streamlit-folium tells the map's frame, before Streamlit runs and without it."""

from __future__ import annotations

import logging
from functools import cache
from typing import Any, Final

from streamlit import runtime
from streamlit.runtime.scriptrunner_utils import script_run_context

from geo.screen.assets import serve_folium_from_here
from geo.screen.folium_map import base_map
from geo.ui.page import base_path

HEIGHT: Final = 700
"""Pixels of the map before the page's style stretches it over the window."""
_AFTERWARDS = "window.map = map_div; window.initComponent(map_div, false);"
"""What the component's own script adds to that of the map."""


def frame_script() -> str:
    """Return the one inline script of the frame as the browser is given it, so that no other may run."""
    return f"{_constant()['script']}{_AFTERWARDS}"


def frame_arguments(sent: str) -> dict[str, Any]:
    """Return all that the frame is told first, as `st_folium` does.

    Parameters
    ----------
    sent : str
        What carries the view.
    """
    return {**_constant(), "returned_objects": [sent]}


@cache
def _constant() -> dict[str, Any]:
    told = logging.getLogger(script_run_context.__name__)
    told.disabled = True  # it would say that no page runs
    try:
        # Imported before Streamlit's server is there, the component could be registered nowhere.
        from streamlit_folium import (  # noqa: PLC0415
            _component_func,
            _get_header,
            _get_html,
            _get_map_string,
            get_full_id,
        )
    finally:
        told.disabled = False
    if runtime.exists():  # where a page runs already, the component has done so itself
        runtime.get_instance().component_registry.register_component(_component_func)
    serve_folium_from_here(base_path())
    chart = base_map()
    chart.get_root().render()
    return {
        "html": _get_html(chart),
        "header": _get_header(chart),
        "script": _get_map_string(chart),  # changes what the others read
        "id": get_full_id(chart),
        "height": HEIGHT,
        "width": None,
        "default": {},
        "zoom": None,
        "center": None,
        "feature_group": None,
        "return_on_hover": False,
        "layer_control": None,
        "pixelated": False,
        "css_links": [address for _, address in chart.default_css],
        "js_links": [address for _, address in chart.default_js],
        "wrap_longitude": False,
    }
