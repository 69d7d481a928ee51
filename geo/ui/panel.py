"""The panel beside the map as a Streamlit component; its script talks to the map itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

# A component's script may not be a URL of ours, and what is inline is sent again on every change; so a few
# lines fetch script and style from where all of ours are.
_LOADER = """
const assets = new URL(`${location.pathname.replace(/\\/+$/, "")}/assets/`, location.origin).href;
const style = document.createElement("link");
Object.assign(style, { rel: "stylesheet", href: `${assets}own/panel.css` });
document.head.append(style);
const module = import(`${assets}panel.js`);
export default async function (component) {
  return (await module).default(component);
}
"""


@dataclass(frozen=True, slots=True)
class Report:
    """What somebody looks at now, and the number of the visit in which they came to it."""

    visit: int
    view: Mapping[str, Any]


def panel(
    view: Mapping[str, Any], visit: int, *, today: str, version: str, drawn: Sequence[str]
) -> Report | None:
    """Show the panel and return what was last changed there or on the map, or None before any change.

    Parameters
    ----------
    view : mapping
        The view of the address that is visited.
    visit : int
        The number of that visit: the browser takes the view over where the number is new to it.
    today : str
        ISO day of the server.
    version : str
        Hash of the evidence.
    drawn : sequence of str
        Layers that the map will ask for; the panel, which is there first, has them fetched.
    """
    component = st.components.v2.component(
        "libya_panel",
        html='<div class="libya-panel"><h1>Libya map · خريطة ليبيا</h1></div>',
        js=_LOADER,
        isolate_styles=False,
    )
    result = component(
        key="panel",
        data={"view": dict(view), "visit": visit, "today": today, "version": version, "drawn": list(drawn)},
        default={"report": None},
        on_report_change=_noted,
    )
    match result.report:
        case {"visit": int(number), "view": dict(changed)}:
            return Report(number, changed)
    return None


def _noted() -> None:
    """Streamlit passes a report on only where somebody listens for it."""
