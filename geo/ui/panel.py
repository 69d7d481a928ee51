"""The panel beside the map as a Streamlit component; its script talks to the map itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

# A component's script may not be a URL of ours, and what is inline is sent again on every change; so a few
# lines fetch script and style from where all of ours are.
_LOADER = """
const style = document.createElement("link");
Object.assign(style, { rel: "stylesheet", href: "/assets/own/panel.css" });
document.head.append(style);
const module = import(new URL("/assets/panel.js", location.origin).href);
export default async function (component) {
  return (await module).default(component);
}
"""


def panel(state: Mapping[str, Any], today: str, version: str, drawn: Sequence[str]) -> dict[str, Any] | None:
    """Show the panel and return the state that the analyst has made there or on the map, or None before any.

    Parameters
    ----------
    state : mapping
        The state that the server holds; taken over where its `rev` is newer than the browser's.
    today : str
        ISO day of the server.
    version : str
        Hash of the evidence.
    drawn : sequence of str
        Layers that the map will ask for; the panel, which is there first, has them fetched.
    """
    component = st.components.v2.component(
        "libya_panel",
        html='<div class="libya-panel"></div>',
        js=_LOADER,
        isolate_styles=False,
    )
    result = component(
        key="panel",
        data={"state": dict(state), "today": today, "version": version, "drawn": list(drawn)},
        default={"state": None},
        on_state_change=_noted,
    )
    return result.state if isinstance(result.state, dict) else None


def _noted() -> None:
    """Streamlit reports a state only where somebody listens for it."""
