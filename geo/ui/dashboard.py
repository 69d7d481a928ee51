"""The page: panel, map, notices. A new address runs it from the top, a change in the browser one fragment."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import streamlit as st
from streamlit_folium import st_folium

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.language import t, tn
from geo.screen.assets import serve_folium_from_here
from geo.screen.folium_map import base_map, message
from geo.ui import cache
from geo.ui.frame import HEIGHT
from geo.ui.page import base_path, faults, not_shown, notices, prepare, refuse
from geo.ui.panel import panel
from geo.view import (
    ON_PAGE,
    Context,
    View,
    from_browser,
    named_in_vain,
    read,
    repeated,
    to_browser,
    write,
)

KEY = "visit"
"""The one key of ours in the session."""


@dataclass(frozen=True, slots=True)
class Visit:
    """An address that somebody has come to, by a link or by going back or forward.

    Attributes
    ----------
    number : int
        Higher than that of every visit before.
    view : View
        What the address asks for. What is changed afterwards is held by the browser.
    written : dict of str to str
        The address as it stands now: any other one is a new visit.
    """

    number: int
    view: View
    written: dict[str, str]


def main() -> None:
    """Draw the page."""
    try:
        evidence = cache.evidence()
    except GeoError as error:
        refuse(error)
    today = date.today()
    ignored, changed = _follow_address(evidence, today)
    visit: Visit = st.session_state[KEY]
    serve_folium_from_here(base_path())
    lang = visit.view.lang
    prepare(lang, brief=visit.view.view == "brief")
    notices(ignored, lang, changed)
    # For ever the same base map: another script would rebuild the frame and lose what stands in it, also
    # where a page outlives the server that first mounted it.
    st_folium(
        base_map(),
        key="map",
        returned_objects=[message(to_browser(visit.view), visit.number)],
        use_container_width=True,
        height=HEIGHT,
    )
    with st.sidebar:
        _panel(today)


def _follow_address(evidence: Evidence, today: date) -> tuple[tuple[str, ...], str]:
    """Begin a visit where the address is not the one that we wrote.

    Returns what of it was ignored, and whether the data have changed since the day on which it shows them.
    """
    params = st.query_params.to_dict()
    visit: Visit | None = st.session_state.get(KEY)
    if visit is not None and params == visit.written:
        return (), ""
    view, refused = read(params, Context.of(evidence.catalog, today))
    st.session_state[KEY] = Visit(
        number=visit.number + 1 if visit else 1,
        view=view,
        written=params,
    )
    every = [name for name in params for _ in st.query_params.get_all(name)]
    faults_of_link = (*repeated(every, ON_PAGE), *refused, *named_in_vain(view, evidence.layer_of))
    ignored = tuple(fault.said(view.lang) for fault in faults_of_link)
    return ignored, _changed(evidence, view, params.get("data", ""))


def _changed(evidence: Evidence, view: View, made_from: str) -> str:
    """Return what to say of data that are other than those that an address was made from; "" for nothing.

    Parameters
    ----------
    made_from : str
        The beginning of their version, as a copied link has it: it tells changes of the same day, too.
    """
    rows = evidence.changed_since(view.recorded) if view.recorded else 0
    if not rows:
        changed = made_from and view.recorded and not evidence.version.startswith(made_from)
        return t("The data were changed since this link was made.", view.lang) if changed else ""
    return " ".join(
        [
            t("This link shows the data as recorded on {day}.", view.lang, day=view.recorded),
            tn(
                "{n} row was recorded or retracted since;",
                "{n} rows were recorded or retracted since;",
                rows,
                view.lang,
            ),
            t("empty 'As recorded on' to see the data as they are now.", view.lang),
        ]
    )


# Where nothing runs by itself, Streamlit's page does not ask a server that has started anew to run it: what
# is changed there would reach nobody, and the address would never follow again.
@st.fragment(run_every=timedelta(days=1))
def _panel(today: date) -> None:
    """Show the panel, and write into the address what was changed there or on the map."""
    try:
        evidence = cache.evidence()
    except GeoError as error:
        refuse(error)
    visit: Visit = st.session_state[KEY]
    above = st.container()
    report = panel(
        to_browser(visit.view),
        visit.number,
        today=today.isoformat(),
        version=evidence.version,
        drawn=[one for one in visit.view.layers if one in evidence.layers and one not in evidence.large],
    )
    is_news = report is not None and report.visit >= visit.number
    lang = str(report.view.get("lang")) if report and is_news else visit.view.lang
    with above:
        faults(evidence, lang)
    not_shown(evidence, lang)
    if report is None or not is_news:
        return
    context = Context.of(evidence.catalog, today)
    written = write(from_browser(report.view, context), context)
    # A page that outlived its session has made more visits than this one knows of.
    st.session_state[KEY] = replace(visit, number=report.visit, written=written)
    if written != visit.written:
        st.query_params.from_dict(written)


main()
