"""The page: panel, map, notices. A new address runs it from the top, a change in the browser one fragment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import streamlit as st
from streamlit_folium import st_folium

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.model import Selection
from geo.screen.folium_map import base_map, message
from geo.ui import cache, state
from geo.ui.page import TITLE, notices, prepare, refuse
from geo.ui.panel import panel

KEY = "view"
"""The one key of ours in the session."""
LEAP = 100
"""How far an address that was typed or gone back to overtakes changes still on their way from the browser."""
HEIGHT = 700
"""Pixels of the map before the page's style stretches it over the window."""


@dataclass(frozen=True, slots=True)
class Held:
    """What a session holds: the view, which of two views is newer, and the address that says so."""

    selection: Selection
    mounted: Selection
    revision: int
    jump: int
    written: dict[str, str]

    def to_browser(self) -> dict[str, Any]:
        """Return the state as the scripts in the browser hold it."""
        return {**state.to_browser(self.selection), "rev": self.revision, "jump": self.jump}


def main() -> None:
    """Draw the page."""
    try:
        evidence = cache.evidence()
    except GeoError as error:
        refuse(error)
    today = date.today()
    ignored = _follow_address(evidence, today)
    held: Held = st.session_state[KEY]
    prepare(brief=held.selection.view == "brief")
    notices(ignored, evidence)
    # For ever the base map of the first view: another script would rebuild the frame and lose the view.
    st_folium(
        base_map(held.mounted.centre, held.mounted.zoom),
        key="map",
        feature_group_to_add=message(held.to_browser()),
        returned_objects=[],
        use_container_width=True,
        height=HEIGHT,
    )
    with st.sidebar:
        st.title(TITLE)
        _panel(evidence, today)


def _follow_address(evidence: Evidence, today: date) -> tuple[str, ...]:
    """Take the view from the address where it is not the one that we wrote; return what of it was ignored."""
    params = st.query_params.to_dict()
    held: Held | None = st.session_state.get(KEY)
    if held is not None and params == held.written:
        return ()
    parsed = state.read(params, evidence.catalog, today)
    st.session_state[KEY] = Held(
        selection=parsed.selection,
        mounted=held.mounted if held else parsed.selection,
        revision=held.revision + LEAP if held else 1,
        jump=held.jump + 1 if held else 1,
        written=params,
    )
    return parsed.notices


@st.fragment
def _panel(evidence: Evidence, today: date) -> None:
    """Show the panel, and write into the address what was changed there or on the map."""
    held: Held = st.session_state[KEY]
    drawn = [layer for layer in held.selection.layers if layer in evidence.layers]
    made = panel(held.to_browser(), today.isoformat(), evidence.version, drawn)
    revision = made.get("rev") if made else None
    if not made or not isinstance(revision, int) or revision <= held.revision:
        return
    catalog = cache.evidence().catalog
    selection = state.from_browser(made, catalog, today)
    written = state.write(selection, catalog, today)
    jump = made.get("jump")
    jump = jump if isinstance(jump, int) else held.jump
    st.session_state[KEY] = replace(held, selection=selection, revision=revision, jump=jump, written=written)
    if written != held.written:
        st.query_params.from_dict(written)


main()
