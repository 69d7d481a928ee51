"""The frame of the page: title, full-window map, and what must be said before anybody trusts the picture."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from typing import NoReturn

import streamlit as st

from geo.errors import GeoError
from geo.evidence import Evidence
from geo.language import declared, mark, said, t, tn
from geo.screen.assets import STATIC
from geo.web.answers import without_paths

TITLE = mark("Libya: control, resources, routes")
_LOG = logging.getLogger(__name__)
_FAULTS_SHOWN = 8
_NOTICES_SHOWN = 6

_BRIEF = (
    "<style>.stSidebar, .stAppHeader, [data-testid='stToastContainer'] { display: none !important; }</style>"
)


def base_path() -> str:
    """Return what stands before all addresses, such as "/libya"; "" at the root."""
    stripped = str(st.get_option("server.baseUrlPath")).strip("/")
    return f"/{stripped}" if stripped else ""


def prepare(lang: str, *, brief: bool) -> None:
    """Set title and layout; a brief shows the map and nothing else."""
    st.set_page_config(
        page_title=declared(TITLE, lang),
        page_icon=str(STATIC / "icon.svg"),
        layout="wide",
        initial_sidebar_state="collapsed" if brief else "auto",
    )
    if brief:
        st.html(_BRIEF)


def not_shown(evidence: Evidence, lang: str) -> None:
    """Say how many rows are not shown for their marking, and nothing else of them."""
    if evidence.left_out:
        told = tn(
            "{n} row is marked above {marking} and not shown.",
            "{n} rows are marked above {marking} and not shown.",
            evidence.left_out,
            lang,
            marking=f"TLP:{evidence.clearance}",
        )
        st.caption(plain(told))


def notices(problems: Sequence[str], lang: str, changed: str = "") -> None:
    """Say once what of the address was ignored, and what changed since the day that it names."""
    if problems:
        shown = "; ".join(problems[:_NOTICES_SHOWN])
        told = t("Parts of the address were ignored. {parts}", lang, parts=shown)
        st.toast(plain(told), duration="long")
    if changed:
        st.toast(plain(changed), duration="long")


def faults(evidence: Evidence, lang: str) -> None:
    """Say which layers are out and why; drawn with the panel, so that it goes once the data are mended."""
    notice = st.empty()
    lines = _out(evidence, lang)
    if lines or not evidence.layers:
        some = t("Some data are out, the rest is shown:", lang)
        heading = some if evidence.layers else t("There is no layer to show.", lang)
        more = len(lines) - _FAULTS_SHOWN
        listed = "\n".join(f"- {plain(line)}" for line in lines[:_FAULTS_SHOWN])
        rest = "\n- " + t("and {count} more", lang, count=more) if more > 0 else ""
        advice = plain(t("Run python -m geo.check for every fault and its remedy.", lang))
        notice.error(f"{heading}\n{listed}{rest}\n\n{advice}")


def refuse(error: GeoError) -> NoReturn:
    """Say that there is nothing to show at all, and draw no more of the page; the log says where."""
    lang = st.query_params.get("lang", "en")
    prepare(lang, brief=False)
    _LOG.error("nothing to show: %s", error)
    st.html("<style>#first { display: none; }</style>")
    st.error(t("Nothing can be shown. {why}", lang, why=plain(without_paths(str(error)))))
    st.stop()


def _out(evidence: Evidence, lang: str) -> list[str]:
    """Return what is out or not up to date, and why: layers, tables, files."""
    named = {**evidence.broken, **evidence.broken_tables}
    told = [*(f"data/{table}.csv" for table in evidence.broken_tables), *evidence.held]
    faults = evidence.faults
    others = faults[(faults["layer"] == "") & ~faults["file"].isin(told)]
    lines = [f"{name}: {said(reason, lang)}" for name, reason in named.items()]
    lines += [
        t(
            "{file}: {problem}; what was read before stays in use",
            lang,
            file=file,
            problem=said(problem, lang),
        )
        for file, problem in evidence.held.items()
    ]
    return lines + [f"{fault['file']}: {said(fault['problem'], lang)}" for fault in others.to_dict("records")]


def plain(text: str) -> str:
    r"""Return text that Markdown shows as it is: every mark that could mean something escaped.

    Examples
    --------
    >>> plain("![x](y)")
    '\\!\\[x\\]\\(y\\)'
    """
    one_line = " ".join(text.split())
    # Addresses become links even where they are escaped; an invisible break keeps them text.
    unlinked = re.sub(r"(://|ww(?=w\.)|@)", "\\1\u200b", one_line)
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", unlinked)
