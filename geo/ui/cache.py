"""Where the app asks for the evidence: shared by all sessions, read again when files change."""

from __future__ import annotations

from functools import cache, lru_cache

import streamlit as st

from geo.access import everybody
from geo.evidence import Evidence, current
from geo.garbage import keep
from geo.ingest.shelf import COOKIE, with_own
from geo.settings import Settings


@cache
def settings() -> Settings:
    """Return what the environment asked for when the process started."""
    return Settings.from_env()


def evidence() -> Evidence:
    """Return the evidence as it stands now, as far as whoever looks may see it, with layers of their own."""
    found = current(settings(), everybody(settings()))
    _keep(found.version)
    # Not always a text: where a test runs the page there is no request.
    return with_own(found, str(st.context.cookies.get(COOKIE, "")), settings())


@lru_cache(maxsize=1)
def _keep(_version: str) -> None:
    """Take all that lives now for what stays, once for each version of the evidence.

    Streamlit looks for garbage after every run of the page, before it sends what the page is made of. With
    all libraries and the evidence to look through, that takes several times as long as the run itself.
    """
    keep()
